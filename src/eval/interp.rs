//! One arm per construct of the language.

use std::rc::Rc;

use rnix::TextRange;

use super::value::{
    AttrMap, Attrs, Closure, Env, FileId, FrameKind, List, Loc, Native, Origin, Sym, SymPart, Thunk, Value,
};
use super::{Caller, Evaluator};
use crate::syntax::hir::{BindingKind, Bindings, Expr, ExprId, Key, Param, Part, PathKind};
use crate::syntax::name::Name;

impl Evaluator {
    /// The value of `loc` in `env`, to weak head normal form.
    pub fn eval(&mut self, loc: Loc, env: &Env) -> Value {
        if !self.step() {
            return Value::unknown("the flake is too large to follow within the step budget", Some(loc));
        }
        if self.too_deep(1) {
            self.too_deep(-1);
            return Value::unknown("nested too deeply to follow", Some(loc));
        }
        let file = self.file(loc.file).clone();
        let value = self.eval_expr(file.hir.expr(loc.expr), loc, env);
        self.too_deep(-1);
        value
    }

    fn eval_expr(&mut self, expr: &Expr, loc: Loc, env: &Env) -> Value {
        let at = |e: ExprId| Loc { file: loc.file, expr: e };
        match expr {
            Expr::Error => Value::unknown(format!("{} does not parse here", self.file(loc.file).path), Some(loc)),
            Expr::Int(i) => Value::Int(*i),
            Expr::Float(f) => Value::Float(*f),
            Expr::Str(parts) => self.interpolate(parts, loc, env),
            Expr::Path(kind, parts) => self.path(*kind, parts, loc, env),
            Expr::Search(name) => Value::sym(Sym::Search(name.as_str().into())),
            Expr::Var(name) => self.variable(*name, loc, env),
            Expr::List(items) => {
                let items = items.iter().map(|&i| self.delay(at(i), env)).collect();
                Value::List(Rc::new(List { items, origin: origin(loc, env), ..List::default() }))
            }
            Expr::Attrs { rec, bindings } => self.attrs(*rec, bindings, loc, env),
            Expr::Let { bindings, body } => {
                let inner = self.scope(bindings, loc, env);
                self.eval(at(*body), &inner)
            }
            Expr::LegacyLet { bindings } => {
                let inner = self.scope(bindings, loc, env);
                match inner.0.vars.borrow().get(Name::new("body")).cloned() {
                    Some(body) => self.force(&body),
                    None => Value::unknown("a `let { … }` without `body`", Some(loc)),
                }
            }
            Expr::Lambda { .. } => Value::Lambda(Rc::new(Closure { loc, env: env.clone() })),
            Expr::Apply(f, a) => {
                let function = self.eval(at(*f), env);
                let arg = self.delay(at(*a), env);
                self.call(&function, arg, origin(loc, env).as_ref())
            }
            Expr::Select { base, path, default } => self.select_path(*base, path, *default, loc, env),
            Expr::HasAttr { base, path } => self.has_path(*base, path, loc, env),
            Expr::If { cond, then, otherwise } => {
                let cond = self.eval(at(*cond), env);
                match self.truth(&cond) {
                    Some(true) => self.eval(at(*then), env),
                    Some(false) => self.eval(at(*otherwise), env),
                    None if cond.is_failure() => cond,
                    None => {
                        let env = &Env::in_chain(Some(env.clone()), loc.file, FrameKind::Branch, self.chain.doubted());
                        Value::sym(Sym::Choice(cond, self.delay(at(*then), env), self.delay(at(*otherwise), env)))
                    }
                }
            }
            Expr::Assert { cond, body } => self.assertion(at(*cond), at(*body), loc, env),
            Expr::With { namespace, body } => {
                let ns = self.delay(at(*namespace), env);
                let inner = Env::child(Some(env.clone()), loc.file, FrameKind::With(loc.expr, ns));
                self.eval(at(*body), &inner)
            }
            Expr::Binary(op, a, b) => self.binary(*op, at(*a), at(*b), loc, env),
            Expr::Not(e) => self.not(at(*e), env),
            Expr::Negate(e) => self.negate(at(*e), env),
            Expr::CurPos => self.position_set(loc.file, self.file(loc.file).hir.range(loc.expr)),
        }
    }

    // One that is known not to hold fails; what may hold is taken to hold.
    fn assertion(&mut self, cond: Loc, body: Loc, loc: Loc, env: &Env) -> Value {
        let holds = self.eval(cond, env);
        match self.truth(&holds) {
            Some(false) => Value::unknown("assert: it does not hold", Some(loc)),
            _ if holds.is_failure() => holds,
            _ => self.eval(body, env),
        }
    }

    /// A place as `__curPos` gives it.
    pub(super) fn position_set(&self, file: FileId, range: TextRange) -> Value {
        let f = self.file(file);
        let (line, column) = f.position(u32::from(range.start()));
        Value::attrs([
            ("file", Value::str(&format!("{}/{}", super::SELF_PATH, f.path))),
            ("line", Value::Int(line.into())),
            ("column", Value::Int(column.into())),
        ])
    }

    /// A thunk for an expression; a variable shares the thunk that it names.
    pub fn delay(&mut self, loc: Loc, env: &Env) -> Thunk {
        match self.expr(loc) {
            Expr::Var(name) => env.lexical(*name).unwrap_or_else(|| Thunk::expr(loc, env)),
            Expr::Int(i) => Thunk::done(Value::Int(*i)),
            _ => Thunk::expr(loc, env),
        }
    }

    fn variable(&mut self, name: Name, loc: Loc, env: &Env) -> Value {
        if let Some(t) = env.lexical(name) {
            return self.force(&t);
        }
        let mut open: Option<Value> = None;
        let frames: Vec<Thunk> = env
            .frames()
            .filter_map(|e| match &e.0.kind {
                FrameKind::With(_, ns) => Some(ns.clone()),
                _ => None,
            })
            .collect();
        for ns in frames {
            let v = self.force(&ns);
            if v.is_failure() {
                return v;
            }
            let Some(attrs) = self.as_attrs(&v) else { continue };
            if let Some(t) = attrs.map.get(&name) {
                return self.force(&t.clone());
            }
            // `lib` has few names without a model: what another set may have is likelier.
            let is_lib = |v: &Value| matches!(v, Value::Sym(s) if matches!(&**s, Sym::External(_)));
            if let Some(o) = attrs.open.last()
                && (open.is_none() || open.as_ref().is_some_and(is_lib) && !is_lib(o))
            {
                open = Some(o.clone());
            }
        }
        match open {
            Some(o) => {
                self.select(&o, name).unwrap_or_else(|| Value::unknown(format!("`{name}` is not there"), Some(loc)))
            }
            None => Value::unknown(format!("undefined variable `{name}`"), Some(loc)),
        }
    }

    /// A new frame with the bindings of a `let` or a `rec` set.
    fn scope(&mut self, bindings: &Bindings, loc: Loc, env: &Env) -> Env {
        let inner = Env::child(Some(env.clone()), loc.file, FrameKind::Scope(loc.expr));
        for b in &bindings.fixed {
            let value = Loc { file: loc.file, expr: b.value };
            let thunk =
                if b.kind == BindingKind::Inherit { self.delay(value, env) } else { Thunk::expr(value, &inner) };
            inner.0.vars.borrow_mut().push(b.name, thunk);
        }
        if !self.file(loc.file).builtin {
            self.scopes.push(inner.clone());
        }
        inner
    }

    fn attrs(&mut self, rec: bool, bindings: &Bindings, loc: Loc, env: &Env) -> Value {
        let mut map = AttrMap::with_capacity_and_hasher(bindings.fixed.len(), Default::default());
        let inner = if rec { self.scope(bindings, loc, env) } else { env.clone() };
        for b in &bindings.fixed {
            let thunk = if rec {
                inner.0.vars.borrow().get(b.name).cloned()
            } else {
                Some(self.delay(Loc { file: loc.file, expr: b.value }, env))
            };
            map.extend(thunk.map(|t| (b.name, t)));
        }
        let mut open = Vec::new();
        for d in &bindings.dynamic {
            let key = self.eval(Loc { file: loc.file, expr: d.key }, &inner);
            let value = self.delay(Loc { file: loc.file, expr: d.value }, &inner);
            match self.concretize(&key) {
                Value::Null => {}
                Value::Str(s) => {
                    map.insert(Name::new(&s), value);
                }
                _ => open.push(Value::sym(Sym::AttrsOf(value))),
            }
        }
        Value::Attrs(Rc::new(Attrs { map, open, origin: origin(loc, env), ..Attrs::default() }))
    }

    fn interpolate(&mut self, parts: &[Part], loc: Loc, env: &Env) -> Value {
        match parts {
            [] => return Value::str(""),
            [Part::Text(t)] => return Value::str(t),
            _ => {}
        }
        let parts = self.parts(parts, loc, env);
        for p in &parts {
            if let SymPart::Value(v) = p
                && v.is_failure()
            {
                return v.clone();
            }
        }
        join_parts(parts)
    }

    fn parts(&mut self, parts: &[Part], loc: Loc, env: &Env) -> Vec<SymPart> {
        parts
            .iter()
            .map(|p| match p {
                Part::Text(t) => SymPart::Text(t.as_str().into()),
                Part::Expr(e) => {
                    let v = self.eval(Loc { file: loc.file, expr: *e }, env);
                    match self.coerce_text(&v) {
                        Some(t) => SymPart::Text(t),
                        None => SymPart::Value(v),
                    }
                }
            })
            .collect()
    }

    fn path(&mut self, kind: PathKind, parts: &[Part], loc: Loc, env: &Env) -> Value {
        self.paths_seen.insert(loc);
        let parts = self.parts(parts, loc, env);
        let mut text = String::new();
        for p in &parts {
            match p {
                SymPart::Text(t) => text.push_str(t),
                SymPart::Value(v) => {
                    let dir = self.file(loc.file).path.rsplit_once('/').map_or("", |(d, _)| d);
                    let root = SymPart::Text(format!("{}/{dir}/", super::SELF_PATH).into());
                    if kind == PathKind::Relative {
                        self.note_partial_path(std::iter::once(root).chain(parts.iter().cloned()).collect(), loc);
                    }
                    return Value::unknown(format!("a path with a part that is not known ({v:?})"), Some(loc));
                }
            }
        }
        match kind {
            PathKind::Absolute => Value::Path(normalize(&text).into()),
            PathKind::Home => Value::Path(text.into()),
            PathKind::Relative => {
                let file = self.file(loc.file);
                if file.builtin {
                    let dir = file.path.rsplit_once('/').map_or("<models", |(d, _)| d);
                    return Value::Path(normalize(&format!("{dir}/{text}")).trim_start_matches('/').into());
                }
                let dir = file.path.rsplit_once('/').map_or("", |(d, _)| d);
                Value::Path(normalize(&format!("{}/{dir}/{text}", super::SELF_PATH)).into())
            }
        }
    }

    /// Applies `function` to `arg`.
    pub fn call(&mut self, function: &Value, arg: Thunk, at: Option<&Origin>) -> Value {
        match function {
            Value::Lambda(c) => {
                let by = at.map_or(Caller::Builtin, |o| Caller::Apply(o.clone()));
                self.call_lambda(c, arg, by)
            }
            Value::Native(n) => {
                let mut n: Native = (**n).clone();
                n.args.push(arg);
                if n.args.len() < n.arity { Value::Native(Rc::new(n)) } else { (n.run)(self, &n, at) }
            }
            Value::Attrs(a) if a.get("__functor").is_some() => {
                let functor = a.get("__functor").cloned().map(|t| self.force(&t));
                let Some(functor) = functor else { return Value::unknown("no functor", None) };
                let method = self.call(&functor, Thunk::done(function.clone()), at);
                self.call(&method, arg, at)
            }
            Value::Attrs(a) if !a.open.is_empty() => {
                let open = a.open[a.open.len() - 1].clone();
                self.call(&open, arg, at)
            }
            Value::Sym(s) => self.call_symbol(&s.clone(), function, arg, at),
            failure if failure.is_failure() => failure.clone(),
            other => Value::sym(Sym::Apply(other.clone(), arg, at.cloned())),
        }
    }

    /// Applies a lambda for `by`.
    pub fn call_lambda(&mut self, c: &Closure, arg: Thunk, by: Caller) -> Value {
        let file = self.file(c.loc.file).clone();
        let Expr::Lambda { param, body } = file.hir.expr(c.loc.expr) else {
            return Value::unknown("not a function", Some(c.loc));
        };
        if let Some(earlier) = self.earlier_result(c, &arg) {
            return earlier;
        }
        let Some(chain) = self.chain.call(c.loc, file.builtin) else {
            return Value::unknown("a function that recurses over what is not known", Some(c.loc));
        };
        let kept = arg.clone();
        let id = self.record_call(c.loc, by, &arg);
        let kind = FrameKind::Lambda(c.loc.expr, id);
        let env = Env::in_chain(Some(c.env.clone()), c.loc.file, kind, chain.clone());
        match param {
            Param::Ident(name, _) => env.0.vars.borrow_mut().push(*name, arg),
            Param::Pattern { formals, bind, .. } => {
                if let Some((name, _)) = bind {
                    env.0.vars.borrow_mut().push(*name, arg.clone());
                }
                let value = self.force(&arg);
                let attrs = self.as_attrs(&value);
                for f in formals {
                    let given = attrs.as_ref().and_then(|a| a.map.get(&f.name).cloned());
                    let open = attrs.as_ref().and_then(|a| a.open.last().cloned());
                    let default = f.default.map(|d| Thunk::expr(Loc { file: c.loc.file, expr: d }, &env));
                    let may_lack = attrs.as_ref().is_some_and(|a| a.may_lack(f.name));
                    let given = given.map(|given| match &default {
                        Some(d) if may_lack => Thunk::done(Value::sym(Sym::Choice(value.clone(), given, d.clone()))),
                        _ => given,
                    });
                    let thunk = given.unwrap_or_else(|| formal_of(f.name, open, default, c.loc));
                    env.0.vars.borrow_mut().push(f.name, thunk);
                }
            }
        }
        if !file.builtin {
            self.bodies.entry(c.loc).or_insert_with(|| env.clone());
        }
        let result = self.within(chain, |ev| ev.eval(Loc { file: c.loc.file, expr: *body }, &env));
        self.keep_result(c, &kept, &result);
        result
    }

    /// The name that a component of an attribute path has, if it can be known.
    pub(super) fn key_name(&mut self, key: &Key, loc: Loc, env: &Env) -> Result<Name, Value> {
        match key {
            Key::Static(n) => Ok(*n),
            Key::Dynamic(e) => {
                let v = self.eval(Loc { file: loc.file, expr: *e }, env);
                match self.concretize(&v) {
                    Value::Str(s) => Ok(Name::new(&s)),
                    other => Err(other),
                }
            }
        }
    }
}

fn formal_of(name: Name, open: Option<Value>, default: Option<Thunk>, lambda: Loc) -> Thunk {
    match (open, default) {
        (None, Some(d)) => d,
        (Some(o), None) => Thunk::lazy(move |ev| {
            ev.select(&o, name).unwrap_or_else(|| Value::unknown(format!("no argument `{name}`"), Some(lambda)))
        }),
        (Some(o), Some(d)) => {
            let given = Thunk::lazy({
                let o = o.clone();
                move |ev| ev.select(&o, name).unwrap_or_else(|| Value::unknown(format!("no argument `{name}`"), None))
            });
            Thunk::done(Value::sym(Sym::Choice(o, given, d)))
        }
        (None, None) => Thunk::done(Value::unknown(format!("called without the argument `{name}`"), Some(lambda))),
    }
}

/// `loc` in `env` as an origin.
pub fn origin(loc: Loc, env: &Env) -> Option<Origin> {
    Some(Origin { loc, env: env.clone() })
}

/// A longer text is not followed: one that doubles itself would take all memory.
const MAX_TEXT: usize = 1 << 24;

/// A list of more elements is not followed, for the same reason.
pub(super) const MAX_LIST: usize = 1 << 17;

/// Parts of a string that are kept apart.
const MAX_PARTS: usize = 64;

/// A string of parts: known when all of them are.
pub fn join_parts(parts: Vec<SymPart>) -> Value {
    let mut out: Vec<SymPart> = Vec::new();
    // The text of the last part, while it grows.
    let mut text = String::new();
    let parts = parts.into_iter().flat_map(|p| match p {
        SymPart::Value(Value::Sym(s)) if matches!(&*s, Sym::Interp(_)) => match &*s {
            Sym::Interp(inner) => inner.clone(),
            _ => Vec::new(),
        },
        p => vec![p],
    });
    for p in parts {
        if text.len() > MAX_TEXT {
            return Value::unknown("a text that is too long to follow", None);
        }
        match (&p, out.last_mut()) {
            (SymPart::Text(t), _) if t.is_empty() => {}
            (SymPart::Text(t), Some(SymPart::Text(_))) => text.push_str(t),
            (SymPart::Text(t), _) => {
                text.push_str(t);
                out.push(p);
            }
            (SymPart::Value(_), last) => {
                if let Some(SymPart::Text(last)) = last {
                    *last = std::mem::take(&mut text).into();
                }
                out.push(p);
            }
        }
    }
    if let Some(SymPart::Text(last)) = out.last_mut() {
        *last = text.into();
    }
    match &out[..] {
        [] => Value::str(""),
        [SymPart::Text(t)] => Value::Str(t.clone()),
        _ => {
            // What a long text is made of makes no difference to what it means here.
            out.truncate(MAX_PARTS);
            Value::sym(Sym::Interp(out))
        }
    }
}

/// An absolute path without `.`, `..` and repeated slashes.
pub fn normalize(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for p in path.split('/') {
        match p {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            p => parts.push(p),
        }
    }
    format!("/{}", parts.join("/"))
}
