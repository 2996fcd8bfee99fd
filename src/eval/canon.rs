//! Canonical text of a value: equal texts mean equal values.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;

use super::Evaluator;
use super::value::{Attrs, Closure, FrameKind, Instance, Loc, ModuleArg, Source, Sym, SymPart, Thunk, Value};
use crate::syntax::hir::{Expr, ExprId, Hir, scopes};
use crate::syntax::name::Name;

const MAX_DEPTH: usize = 40;

// No text of Nix code that is written here has these unescaped: they mark what a value depends on.
const CONFIG_MARK: char = '\u{1}';
const PARAM_MARK: char = '\u{2}';
const UNKNOWN_MARK: char = '\u{3}';
const PLACE_MARK: char = '\u{4}';

/// What the value of a canonical text depends on, besides inputs and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependence {
    /// A configuration's own `pkgs`, `config` or module arguments.
    Config,
    /// An argument that something not known passes.
    Parameter,
    /// What could not be followed, and why.
    Unknown(String),
}

/// What keeps the value of a canonical text from being the same everywhere.
pub fn dependence(text: &str) -> Option<Dependence> {
    if let Some(at) = text.find(UNKNOWN_MARK) {
        let why = text[at + 1..].split(UNKNOWN_MARK).next().unwrap_or_default();
        // What a package says of systems that it is not for is not why.
        if !(why.starts_with("throw: ") && text.contains(CONFIG_MARK)) {
            return Some(Dependence::Unknown(why.to_owned()));
        }
    }
    if text.contains(PARAM_MARK) {
        return Some(Dependence::Parameter);
    }
    text.contains(CONFIG_MARK).then_some(Dependence::Config)
}

/// The same text without what tells apart values that read alike.
pub fn without_places(text: &str) -> String {
    text.split(PLACE_MARK).step_by(2).collect()
}

impl Evaluator {
    /// Canonical text: equal texts mean equal values. What it depends on is marked (see [`dependence`]).
    pub fn canon(&mut self, v: &Value) -> String {
        let mut out = String::new();
        self.write_canon(v, &mut out, &mut Vec::new());
        out
    }

    fn write_canon(&mut self, v: &Value, out: &mut String, seen: &mut Vec<usize>) {
        if seen.len() > MAX_DEPTH || out.len() > 1 << 20 {
            // Not equal to anything: its address is its own.
            let _ = write!(out, "«deep {UNKNOWN_MARK}it is too deep{UNKNOWN_MARK} {:p}»", v);
            return;
        }
        let v = self.concretize(v);
        match &v {
            Value::Null => out.push_str("null"),
            Value::Bool(b) => _ = write!(out, "{b}"),
            Value::Int(i) => _ = write!(out, "{i}"),
            Value::Float(f) => _ = write!(out, "{f:?}"),
            Value::Str(s) => _ = write!(out, "{s:?}"),
            Value::Path(p) => _ = write!(out, "path:{p}"),
            Value::List(l) => {
                out.push('[');
                for t in l.items.clone() {
                    self.canon_thunk(&t, out, seen);
                    out.push(' ');
                }
                for t in l.rest.clone() {
                    out.push('…');
                    self.canon_thunk(&t, out, seen);
                }
                // What decides about its items is not in the text: it equals what the same expression made, and nothing else.
                match &l.origin {
                    _ if !l.loose => {}
                    Some(o) => _ = write!(out, "~{PLACE_MARK}{:?} {}{PLACE_MARK}", o.loc, o.env.address()),
                    None => {
                        let why = "a list some of whose items may not be there";
                        let _ = write!(out, "~{UNKNOWN_MARK}{why}{UNKNOWN_MARK} {:p}", std::rc::Rc::as_ptr(l));
                    }
                }
                out.push(']');
            }
            Value::Attrs(a) if is_lib(a) => out.push_str("lib"),
            Value::Attrs(a) => self.canon_set(a, out, seen),
            Value::Lambda(c) => self.canon_closure(c, out, seen),
            Value::Native(n) => {
                let _ = write!(out, "«{}", n.name);
                if let Some(c) = n.context.clone() {
                    out.push('@');
                    self.write_canon(&c, out, seen);
                }
                for t in n.args.clone() {
                    out.push(' ');
                    self.canon_thunk(&t, out, seen);
                }
                out.push('»');
            }
            Value::Sym(s) => self.canon_symbol(s, out, seen),
            // An unknown equals nothing, not even one for the same reason elsewhere.
            Value::Unknown(u) => {
                let address = std::rc::Rc::as_ptr(u);
                let _ = write!(out, "«unknown {UNKNOWN_MARK}{}{UNKNOWN_MARK} {address:p}»", u.reason);
            }
        }
    }

    fn canon_set(&mut self, a: &Attrs, out: &mut String, seen: &mut Vec<usize>) {
        let mut names: Vec<_> = a.map.iter().map(|(n, t)| (n.text(), t.clone())).collect();
        names.sort_by(|x, y| x.0.cmp(&y.0));
        out.push('{');
        for (n, t) in names {
            let _ = write!(out, "{n}=");
            if a.may_lack(Name::new(&n)) {
                let why = "a set some of whose attributes may not be there";
                let _ = write!(out, "~{UNKNOWN_MARK}{why}{UNKNOWN_MARK} {:p}", std::ptr::from_ref(a));
            }
            self.canon_thunk(&t, out, seen);
            out.push(';');
        }
        for o in a.open.clone() {
            out.push('…');
            self.write_canon(&o, out, seen);
        }
        out.push('}');
    }

    fn canon_thunk(&mut self, t: &Thunk, out: &mut String, seen: &mut Vec<usize>) {
        let address = t.address();
        if let Some(i) = seen.iter().position(|a| *a == address) {
            let _ = write!(out, "«up {}»", seen.len() - i);
            return;
        }
        seen.push(address);
        let v = self.force(t);
        self.write_canon(&v, out, seen);
        seen.pop();
    }

    /// What the canonical text of a function begins with: canonical texts that hold it hold that function.
    pub fn closure_mark(&self, lambda: Loc) -> String {
        let file = self.file(lambda.file);
        match file.builtin {
            true => format!("λ{}:{}:", file.path, lambda.expr.0),
            false => format!("λ{}:", file.code(lambda.expr)),
        }
    }

    // The code, and the values of what it takes from outside.
    fn canon_closure(&mut self, c: &Closure, out: &mut String, seen: &mut Vec<usize>) {
        let file = self.file(c.loc.file).clone();
        out.push_str(&self.closure_mark(c.loc));
        let address = c.env.address() ^ (c.loc.expr.0 as usize);
        if seen.contains(&address) {
            return;
        }
        seen.push(address);
        out.push('(');
        for &name in &*file.free_names(c.loc.expr) {
            let Some(t) = c.env.lexical(name) else {
                self.canon_with(c, name, out, seen);
                continue;
            };
            // `true` is the same everywhere, whether a `with` might have been asked for it or not.
            if self.builtins.lexical(name).is_some_and(|own| own.address() == t.address()) {
                continue;
            }
            let _ = write!(out, "{name}=");
            self.canon_thunk(&t, out, seen);
            out.push(';');
        }
        out.push(')');
        seen.pop();
    }

    fn canon_with(&mut self, c: &Closure, name: Name, out: &mut String, seen: &mut Vec<usize>) {
        let spaces: Vec<Thunk> = c
            .env
            .frames()
            .filter_map(|e| match &e.0.kind {
                FrameKind::With(_, t) => Some(t.clone()),
                _ => None,
            })
            .collect();
        for ns in spaces {
            let v = self.force(&ns);
            if let Some(t) = self.select_thunk(&v, name) {
                let _ = write!(out, "with {name}=");
                self.canon_thunk(&t, out, seen);
                out.push(';');
                return;
            }
        }
    }

    fn canon_symbol(&mut self, s: &Sym, out: &mut String, seen: &mut Vec<usize>) {
        match s {
            Sym::Input(i) => _ = write!(out, "input:{}", self.inputs.name(self.inputs.canonical(*i))),
            Sym::SelfFlake => out.push_str("self"),
            Sym::Config(c) => _ = write!(out, "configuration{CONFIG_MARK}{}", c.0),
            Sym::ModuleArg(c, ModuleArg::Other(n)) => _ = write!(out, "arg:{n}{CONFIG_MARK}{}", c.0),
            Sym::ModuleArg(c, a) => _ = write!(out, "{a:?}{CONFIG_MARK}{}", c.0),
            Sym::Instance(i) => self.canon_instance(i, out, seen),
            Sym::Nixpkgs(source, _) => _ = write!(out, "import:{source:?}"),
            Sym::External(n) => out.push_str(n),
            Sym::Param(l, n) => _ = write!(out, "param{PARAM_MARK}{}:{}:{n}", l.file.0, l.expr.0),
            Sym::Search(n) => _ = write!(out, "<{n}>"),
            Sym::Select(base, name) => {
                self.write_canon(base, out, seen);
                let _ = write!(out, ".{name}");
            }
            Sym::Apply(f, arg, _) => {
                out.push('(');
                self.write_canon(f, out, seen);
                out.push(' ');
                self.canon_thunk(arg, out, seen);
                out.push(')');
            }
            Sym::Interp(parts) => self.canon_string(parts, out, seen),
            Sym::Op(name, args) => {
                let _ = write!(out, "({name}");
                for a in args.clone() {
                    out.push(' ');
                    self.canon_thunk(&a, out, seen);
                }
                out.push(')');
            }
            Sym::Element(v) => {
                out.push_str("element ");
                self.write_canon(v, out, seen);
            }
            Sym::AttrsOf(t) => {
                out.push_str("each ");
                self.canon_thunk(t, out, seen);
            }
            Sym::Choice(c, a, b) => {
                out.push_str("(if ");
                self.write_canon(c, out, seen);
                out.push_str(" then ");
                self.canon_thunk(a, out, seen);
                out.push_str(" else ");
                self.canon_thunk(b, out, seen);
                out.push(')');
            }
        }
    }

    fn canon_string(&mut self, parts: &[SymPart], out: &mut String, seen: &mut Vec<usize>) {
        out.push('"');
        for p in parts {
            match p {
                SymPart::Text(t) => out.push_str(t),
                SymPart::Value(v) => {
                    out.push_str("${");
                    self.write_canon(v, out, seen);
                    out.push('}');
                }
            }
        }
        out.push('"');
    }

    fn canon_instance(&mut self, i: &Instance, out: &mut String, seen: &mut Vec<usize>) {
        if i.given {
            out.push_str("legacyPackages:");
        }
        match &i.source {
            Source::Input(id) => _ = write!(out, "instance:{}", self.inputs.name(self.inputs.canonical(*id))),
            other => _ = write!(out, "instance:{other:?}"),
        }
        out.push(' ');
        self.canon_thunk(&i.args, out, seen);
    }
}

/// Names that the code of `within` takes from outside of it.
pub fn free_names(hir: &Hir, scopes: &scopes::Scopes, within: ExprId) -> Vec<Name> {
    let below = hir.descendants(within);
    let inside: FxHashSet<ExprId> = below.iter().copied().collect();
    let mut out: Vec<Name> = Vec::new();
    for id in below {
        let Expr::Var(name) = hir.expr(id) else { continue };
        let outside = match scopes.target(id) {
            Some(scopes::Target::Bound(s)) => !inside.contains(&s),
            Some(scopes::Target::With(w)) => !inside.contains(&w),
            _ => false,
        };
        if outside && !out.contains(name) {
            out.push(*name);
        }
    }
    out
}

/// Whether a set is `nixpkgs.lib`: the same from every nixpkgs, as far as code of flakes can tell.
pub fn is_lib(a: &Attrs) -> bool {
    let external = |v: &Value| matches!(v, Value::Sym(s) if matches!(&**s, Sym::External(n) if &**n == "lib"));
    a.origin.is_none() && a.open.len() == 1 && external(&a.open[0])
}
