//! What an expression stands for, in every evaluation of it that counts.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Env, FrameKind, Loc, ModuleArg, Sym, Value};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, ExprId, Key, Param};
use crate::syntax::name::Name;

/// A package set, by what makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Packages {
    /// The `pkgs` of a configuration.
    Of(ConfigId),
    /// What `import nixpkgs { … }` makes at a place.
    Made(Loc),
    /// `legacyPackages` of an input.
    Shared,
}

/// What a value is to a package set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// One.
    Default(Packages),
    /// Another one that is made of it.
    Derived(Packages),
    /// One that is asked for a name that is computed.
    Computed(Packages),
    /// `final` or `prev` of an overlay.
    Overlay(Loc),
    /// One that is asked for a name that is computed.
    ComputedOverlay(Loc),
    /// Something else.
    Other,
    /// Nothing that is known: why.
    Unclear(String),
}

// Attributes of a package set that are package sets made of it, or that make some (nixpkgs `pkgs/top-level/stage.nix`,
// `pkgs/top-level/splice.nix`).
const SETS: &[&str] = &[
    "__splicedPackages",
    "appendOverlays",
    "buildPackages",
    "extend",
    "overlays",
    "pkgsBuildBuild",
    "pkgsBuildHost",
    "pkgsBuildTarget",
    "pkgsCross",
    "pkgsExtraHardening",
    "pkgsHostHost",
    "pkgsHostTarget",
    "pkgsLLVM",
    "pkgsMusl",
    "pkgsStatic",
    "pkgsTargetTarget",
    "pkgsi686Linux",
    "pkgsx86_64Darwin",
    "targetPackages",
];

// More than there are systems (`lib.systems.flakeExposed`): a larger set is not one by system.
const MANY_MEMBERS: usize = 32;

/// Reads values, each binding once.
pub struct Reader<'a> {
    pub ev: &'a mut Evaluator,
    known: FxHashMap<(Loc, Name), Option<Rc<[Value]>>>,
}

impl<'a> Reader<'a> {
    /// One that has read nothing yet.
    pub fn new(ev: &'a mut Evaluator) -> Reader<'a> {
        Reader { ev, known: FxHashMap::default() }
    }

    /// What an expression is to a package set, in all of its evaluations. Nothing for code that nobody evaluates.
    pub fn meanings(&mut self, at: Loc) -> Vec<Meaning> {
        let mut out = Vec::new();
        for v in self.values(at) {
            for m in self.meaning(&v, 0) {
                if !out.contains(&m) {
                    out.push(m);
                }
            }
        }
        out
    }

    /// The values of an expression.
    pub fn values(&mut self, at: Loc) -> Vec<Value> {
        let file = self.ev.file(at.file).clone();
        match file.hir.expr(at.expr).clone() {
            Expr::Var(name) => match file.scopes().target(at.expr) {
                Some(Target::Bound(scope)) => self.binding(at.beside(scope), name).to_vec(),
                Some(Target::With(_)) => self.through_with(at, name),
                _ => Vec::new(),
            },
            Expr::Select { base, path, default } => {
                let mut out = self.selected(at, base, &path);
                out.extend(default.map(|d| self.values(at.beside(d))).unwrap_or_default());
                out
            }
            Expr::If { then, otherwise, .. } => {
                let mut out = self.values(at.beside(then));
                out.extend(self.values(at.beside(otherwise)));
                out
            }
            Expr::Let { body, .. } | Expr::Assert { body, .. } | Expr::With { body, .. } => {
                self.values(at.beside(body))
            }
            _ => self.evaluated(at),
        }
    }

    /// What `base.path` has.
    pub fn selected(&mut self, at: Loc, base: ExprId, path: &[Key]) -> Vec<Value> {
        let mut values = self.values(at.beside(base));
        for key in path {
            let all = values.iter();
            values = match key {
                Key::Static(n) => all.filter_map(|v| self.ev.select(v, *n)).collect(),
                Key::Dynamic(_) => all.flat_map(|v| self.members(v)).collect(),
            };
        }
        values
    }

    // What a computed name may have.
    fn members(&mut self, v: &Value) -> Vec<Value> {
        match v {
            Value::Attrs(a) if a.open.is_empty() && a.map.len() <= MANY_MEMBERS => {
                let all: Vec<_> = a.map.values().cloned().collect();
                all.iter().map(|t| self.ev.force(t)).collect()
            }
            _ => vec![self.ev.element(v)],
        }
    }

    /// The namespaces that a name may come from which is bound by none of the scopes around it: the innermost first.
    pub fn namespaces(&self, at: Loc) -> Vec<Loc> {
        let hir = &self.ev.file(at.file).hir;
        let mut below = at.expr;
        let mut out = Vec::new();
        for a in hir.ancestors(at.expr) {
            if let Expr::With { namespace, body } = hir.expr(a)
                && *body == below
            {
                out.push(at.beside(*namespace));
            }
            below = a;
        }
        out
    }

    fn through_with(&mut self, at: Loc, name: Name) -> Vec<Value> {
        let mut out = Vec::new();
        for ns in self.namespaces(at) {
            for v in self.values(ns) {
                if self.ev.has_attr(&v, name) != Some(false) {
                    out.extend(self.ev.select(&v, name));
                }
            }
        }
        out
    }

    fn binding(&mut self, scope: Loc, name: Name) -> Rc<[Value]> {
        match self.known.get(&(scope, name)) {
            Some(Some(known)) => return known.clone(),
            Some(None) => return Rc::from([]),
            None => {}
        }
        self.known.insert((scope, name), None);
        let values = match self.ev.expr(scope).clone() {
            Expr::Lambda { .. } => self.formal(scope, name),
            Expr::Let { bindings, .. } | Expr::LegacyLet { bindings } | Expr::Attrs { bindings, .. } => {
                match bindings.get(name) {
                    Some(b) => self.values(scope.beside(b.value)),
                    None => vec![Value::unknown(format!("`{name}` is computed"), Some(scope))],
                }
            }
            _ => Vec::new(),
        };
        let values: Rc<[Value]> = values.into();
        self.known.insert((scope, name), Some(values.clone()));
        values
    }

    fn formal(&mut self, lambda: Loc, name: Name) -> Vec<Value> {
        let Expr::Lambda { param, .. } = self.ev.expr(lambda).clone() else { return Vec::new() };
        let mut out = Vec::new();
        if self.ev.is_memoised(lambda) {
            out.push(Value::unknown("a function that is called very often", Some(lambda)));
        }
        let overlay = self.ev.is_overlay(lambda);
        for c in self.ev.calls_to(lambda) {
            let Some(call) = self.ev.call_at(c) else { continue };
            let (by, arg) = (call.by.clone(), call.arg.clone());
            match by {
                Caller::Nobody | Caller::Exported(_) => continue,
                Caller::Module(c) if self.is_nobodys(c) => continue,
                // Whoever calls it otherwise wants to know what it makes.
                by if overlay && !matches!(by, Caller::Overlay) => continue,
                _ => {}
            }
            let v = self.ev.force(&arg);
            let formal = match &param {
                Param::Ident(..) => None,
                Param::Pattern { formals, .. } => formals.iter().find(|f| f.name == name),
            };
            let Some(formal) = formal else {
                out.push(v);
                continue;
            };
            let sure = self.ev.has_attr(&v, name) == Some(true);
            out.extend(self.ev.select(&v, name));
            if let Some(d) = formal.default.filter(|_| !sure) {
                out.extend(self.values(lambda.beside(d)));
            }
        }
        out
    }

    // What other flakes evaluate is theirs; the planner that threads to it says so.
    fn is_nobodys(&self, c: ConfigId) -> bool {
        let c = self.ev.config(self.ev.outermost(c));
        c.dormant || matches!(c.kind, Kind::Exported(_) | Kind::Unknown(_) | Kind::Common)
    }

    /// What an expression is in the first evaluation of the code around it.
    pub fn evaluated(&mut self, at: Loc) -> Vec<Value> {
        match self.scope_of(at) {
            Some(env) => vec![self.ev.eval(at, &env)],
            None if self.is_idle(at) => Vec::new(),
            None => vec![Value::unknown("it is computed", Some(at))],
        }
    }

    // Whether no function around a place is called.
    fn is_idle(&self, at: Loc) -> bool {
        let hir = &self.ev.file(at.file).hir;
        let lambda = hir.ancestors(at.expr).find(|a| matches!(hir.expr(*a), Expr::Lambda { .. }));
        lambda.is_some_and(|l| !self.ev.bodies.contains_key(&at.beside(l)))
    }

    fn scope_of(&mut self, at: Loc) -> Option<Env> {
        let hir = self.ev.file(at.file).clone();
        let mut below = at.expr;
        for a in hir.hir.ancestors(at.expr) {
            let here = at.beside(a);
            match hir.hir.expr(a) {
                Expr::Lambda { body, .. } if *body == below => return self.ev.bodies.get(&here).cloned(),
                Expr::Lambda { .. } => return None,
                Expr::Let { .. } | Expr::LegacyLet { .. } | Expr::Attrs { rec: true, .. } => {
                    let own = |e: &&Env| e.0.file == at.file && matches!(e.0.kind, FrameKind::Scope(s) if s == a);
                    return self.ev.scopes.iter().find(own).cloned();
                }
                Expr::With { namespace, body } if *body == below => {
                    let outer = self.scope_of(here)?;
                    let ns = self.ev.delay(at.beside(*namespace), &outer);
                    return Some(Env::child(Some(outer), at.file, FrameKind::With(a, ns)));
                }
                _ => below = a,
            }
        }
        Some(Env::child(Some(self.ev.builtins.clone()), at.file, FrameKind::File))
    }

    /// What a value is to a package set.
    pub fn meaning(&mut self, v: &Value, depth: u32) -> Vec<Meaning> {
        if depth > 8 {
            return vec![Meaning::Unclear("it depends on too much".to_owned())];
        }
        let (root, path) = Evaluator::selection(v);
        let whole = path.is_empty();
        let one = match &root {
            Value::Sym(s) => match &**s {
                Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) if whole || is_set(path[0]) => {
                    match packages(s) {
                        Some(p) if whole => Meaning::Default(p),
                        Some(p) => Meaning::Derived(p),
                        None => Meaning::Other,
                    }
                }
                Sym::Config(c) | Sym::ModuleArg(c, ModuleArg::Config) if path.last().is_some_and(|n| n.is("pkgs")) => {
                    Meaning::Derived(Packages::Of(*c))
                }
                Sym::Choice(_, a, b) if whole => {
                    let (a, b) = (self.ev.force(a), self.ev.force(b));
                    let mut out = self.meaning(&a, depth + 1);
                    out.extend(self.meaning(&b, depth + 1));
                    return out;
                }
                Sym::Param(l, _) if self.ev.is_overlay(*l) => Meaning::Overlay(*l),
                Sym::Param(_, n) => Meaning::Unclear(format!("what `{n}` is isn't known")),
                // `pkgs.extend (…)`
                Sym::Apply(f, ..) if whole => {
                    let of = self.meaning(&f.clone(), depth + 1);
                    of.into_iter().find(|m| matches!(m, Meaning::Derived(_))).unwrap_or(Meaning::Other)
                }
                _ => Meaning::Other,
            },
            Value::Attrs(a) => {
                let mut out = vec![Meaning::Other];
                for open in a.open.clone() {
                    for m in self.meaning(&open, depth + 1) {
                        out.push(match m {
                            Meaning::Default(c) => Meaning::Derived(c),
                            m => m,
                        });
                    }
                }
                return out;
            }
            Value::Unknown(u) => Meaning::Unclear(u.reason.clone()),
            _ => Meaning::Other,
        };
        vec![one]
    }
}

/// The package set that a symbol is.
pub fn packages(s: &Sym) -> Option<Packages> {
    match s {
        Sym::ModuleArg(c, ModuleArg::Pkgs) => Some(Packages::Of(*c)),
        Sym::Instance(i) => Some(i.site.as_ref().map_or(Packages::Shared, |o| Packages::Made(o.loc))),
        _ => None,
    }
}

/// Whether an attribute of a package set is one that is made of it, or makes some.
pub fn is_set(name: Name) -> bool {
    SETS.iter().any(|s| name.is(s))
}
