//! `callPackage` of a package set (nixpkgs `lib/customisation.nix`, `callPackageWith` and `makeOverridable`): the function,
//! or the one in a file, gets what it asks for from the set, and what is passed.

use std::rc::Rc;

use super::super::value::{AttrMap, Attrs, Closure, ModuleArg, Native, Origin, Sym, Thunk, Value};
use super::super::{Caller, Evaluator, builtins};
use crate::syntax::hir::{Expr, Param};
use crate::syntax::name::Name;

/// Names that every package set has.
pub(in crate::eval) const ALWAYS_THERE: &[&str] = &["pkgs", "lib", "stdenv", "callPackage"];

/// What a package set is called where the code does not say which it is.
const USUAL_NAMES: &[&str] = &["pkgs", "final", "prev", "self", "super"];

impl Evaluator {
    /// Whether a value is a package set, or a part of one that has a `callPackage` of its own, like `python3Packages`.
    pub(in crate::eval) fn is_package_set(&self, v: &Value) -> bool {
        let Value::Sym(s) = v else { return false };
        match &**s {
            Sym::Instance(_) | Sym::ModuleArg(_, ModuleArg::Pkgs) => true,
            Sym::Param(lambda, name) => self.is_overlay(*lambda) || USUAL_NAMES.iter().any(|n| name.is(n)),
            Sym::Select(base, _) => self.is_package_set(base),
            _ => false,
        }
    }

    /// What `callPackage function args` gives, where `function` is the application to its first argument. None where
    /// `callPackage` is not that of a package set, or what it gets is not known whole.
    pub(super) fn call_package(&mut self, function: &Value, arg: &Thunk, at: Option<&Origin>) -> Option<Value> {
        package_function(self, function)?;
        let whole = Value::sym(Sym::Apply(function.clone(), arg.clone(), at.cloned()));
        let args = self.force(arg);
        let Value::Attrs(args) = args else { return None };
        args.open.is_empty().then(|| invoke(self, &whole, &args)).flatten()
    }
}

// The function of `pkgs.callPackage ./x.nix`, and the package set.
fn package_function(ev: &mut Evaluator, applied: &Value) -> Option<(Rc<Closure>, Value)> {
    let Value::Sym(s) = applied else { return None };
    let Sym::Apply(f, given, _) = &**s else { return None };
    let Value::Sym(f) = ev.concretize(f) else { return None };
    let Sym::Select(set, name) = &*f else { return None };
    if !name.is("callPackage") || !ev.is_package_set(set) {
        return None;
    }
    let given = ev.force(given);
    let f = match &given {
        Value::Path(_) | Value::Str(_) => builtins::import(ev, &given, None),
        _ => given,
    };
    match f {
        Value::Lambda(c) if !ev.file(c.loc.file).builtin => Some((c, set.clone())),
        _ => None,
    }
}

// Calls it with these arguments. Whoever overrides some calls it again from the same place.
fn invoke(ev: &mut Evaluator, whole: &Value, args: &Rc<Attrs>) -> Option<Value> {
    let Value::Sym(s) = whole else { return None };
    let Sym::Apply(applied, _, at) = &**s else { return None };
    let (f, set) = package_function(ev, applied)?;
    let all = Value::Attrs(Rc::new(with_formals(ev, &f, &set, args)));
    ev.packages.insert(f.loc);
    let by = at.as_ref().map_or(Caller::Builtin, |o| Caller::Apply(o.clone()));
    let result = ev.call_lambda(&f, Thunk::done(all), by);
    Some(overridable(result, whole, args))
}

// The arguments, and for every other formal what the package set has under its name.
fn with_formals(ev: &mut Evaluator, f: &Closure, set: &Value, args: &Attrs) -> Attrs {
    let mut all = args.clone();
    let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = ev.expr(f.loc).clone() else { return all };
    for formal in formals {
        if all.map.contains_key(&formal.name) {
            continue;
        }
        if formal.default.is_some() && !ALWAYS_THERE.iter().any(|n| formal.name.is(n)) {
            // It may be there or not.
            all.open = vec![set.clone()];
            continue;
        }
        let (set, name) = (set.clone(), formal.name);
        all.map.insert(name, Thunk::lazy(move |ev| member(ev, &set, name)));
    }
    all
}

fn member(ev: &mut Evaluator, set: &Value, name: Name) -> Value {
    let outermost = !matches!(set, Value::Sym(s) if matches!(&**s, Sym::Select(..)));
    match () {
        () if name.is("lib") => ev.lib(),
        () if name.is("pkgs") && outermost => set.clone(),
        () => ev.select(set, name).unwrap_or_else(|| Value::unknown(format!("no package `{name}`"), None)),
    }
}

// The result with `override`.
fn overridable(result: Value, whole: &Value, args: &Rc<Attrs>) -> Value {
    let own = vec![Thunk::done(Value::Attrs(args.clone()))];
    let again = Native { name: "override", arity: 2, run: run_override, context: Some(whole.clone()), args: own };
    let with_override = |mut map: AttrMap| {
        map.insert(Name::new("override"), Thunk::done(Value::Native(Rc::new(again))));
        map
    };
    match result {
        Value::Attrs(a) => {
            let mut map = with_override(a.map.clone());
            if a.open.is_empty() {
                let name = Name::new("overrideDerivation");
                map.insert(name, Thunk::done(Value::sym(Sym::Select(whole.clone(), name))));
            }
            Value::Attrs(Rc::new(Attrs { map, open: a.open.clone(), origin: a.origin.clone(), maybe: a.maybe.clone() }))
        }
        f @ (Value::Lambda(_) | Value::Native(_)) => {
            let functor = Value::native("callPackage", 2, run_functor, Some(f));
            let map = [(Name::new("__functor"), Thunk::done(functor))].into_iter().collect();
            Value::Attrs(Rc::new(Attrs { map: with_override(map), ..Attrs::default() }))
        }
        made @ Value::Sym(_) => Value::Attrs(Rc::new(Attrs {
            map: with_override(AttrMap::default()),
            open: vec![made],
            ..Attrs::default()
        })),
        other => other,
    }
}

// The set, and what it is applied to.
fn run_functor(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let (Some(f), Some(arg)) = (n.context.clone(), n.args.get(1).cloned()) else { return Value::Null };
    ev.call(&f, arg, at)
}

// `override` with the arguments so far, and a set of others or a function that makes it of them.
fn run_override(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let Some(whole) = n.context.clone() else { return Value::Null };
    let (before, mut new) = (builtins::arg(ev, n, 0), builtins::arg(ev, n, 1));
    if matches!(new, Value::Lambda(_) | Value::Native(_)) {
        new = ev.call(&new, Thunk::done(before.clone()), at);
    }
    let (Value::Attrs(before), Value::Attrs(new)) = (before, new) else { return lost(ev, &whole) };
    if !new.open.is_empty() {
        return lost(ev, &whole);
    }
    let mut all = (*before).clone();
    all.map.extend(new.map.iter().map(|(n, t)| (*n, t.clone())));
    invoke(ev, &whole, &Rc::new(all)).unwrap_or_else(|| lost(ev, &whole))
}

// Called again with what is not known.
fn lost(ev: &mut Evaluator, whole: &Value) -> Value {
    if let Value::Sym(s) = whole
        && let Sym::Apply(applied, ..) = &**s
        && let Some((f, _)) = package_function(ev, applied)
    {
        let arg = Thunk::done(Value::unknown("what `override` changes", None));
        ev.record_call(f.loc, Caller::Unknown("override".into()), &arg);
    }
    Value::sym(Sym::Select(whole.clone(), Name::new("override")))
}
