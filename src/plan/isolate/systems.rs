//! In which words the system of a package set can be said where it is used.

use super::instances::as_instance;
use super::values::Reader;
use crate::eval::Evaluator;
use crate::eval::value::{Loc, Value};
use crate::syntax::hir::scopes::{Target, binder_of};
use crate::syntax::hir::{Expr, ExprId, Key, Param};
use crate::syntax::name::Name;

/// The variable that a package set was made with for its system, if it is the same one where the set is used.
pub fn variable_of(ev: &mut Evaluator, pkgs: Loc, at: Loc) -> Option<String> {
    let (name, binder) = made_with(ev, pkgs, 0)?;
    let there = pkgs.file == at.file && binder_of(&ev.file(at.file).hir, at.expr, name) == Some(binder);
    there.then(|| name.to_string())
}

/// The key of `all.${system}.x`, if `all` has the set of each system by that.
pub fn key_below(ev: &mut Evaluator, selection: Loc, names: usize) -> Option<String> {
    let Expr::Select { base, path, .. } = ev.expr(selection).clone() else { return None };
    key_of(ev, selection, base, path.get(..names)?).map(|(name, _)| name.to_string())
}

// A variable, and what binds it.
type Variable = (Name, ExprId);

fn variable(ev: &Evaluator, at: Loc) -> Option<Variable> {
    let file = ev.file(at.file);
    match (file.hir.expr(at.expr), file.scopes().target(at.expr)) {
        (Expr::Var(n), Some(Target::Bound(binder))) => Some((*n, binder)),
        _ => None,
    }
}

fn made_with(ev: &mut Evaluator, pkgs: Loc, depth: u32) -> Option<Variable> {
    if depth > 4 {
        return None;
    }
    match ev.expr(pkgs).clone() {
        Expr::Var(_) => {
            let (name, scope) = variable(ev, pkgs)?;
            let (Expr::Let { bindings, .. } | Expr::Attrs { bindings, .. }) = ev.expr(pkgs.beside(scope)).clone()
            else {
                return None;
            };
            made_with(ev, pkgs.beside(bindings.get(name)?.value), depth + 1)
        }
        Expr::Select { base, path, default: None } => key_of(ev, pkgs, base, &path),
        Expr::Apply(f, x) => match given_system(ev, pkgs) {
            Some(system) => variable(ev, system),
            // `pkgsFor system`
            None => {
                let functions = Reader::new(ev).values(pkgs.beside(f));
                let [Value::Lambda(l)] = &functions[..] else { return None };
                let Expr::Lambda { param: Param::Ident(..), body } = ev.expr(l.loc).clone() else { return None };
                let given = given_system(ev, l.loc.beside(body))?;
                let (_, binder) = variable(ev, given)?;
                if binder == l.loc.expr { variable(ev, pkgs.beside(x)) } else { None }
            }
        },
        _ => None,
    }
}

// What `import nixpkgs { inherit system; … }` gets as its system.
fn given_system(ev: &Evaluator, call: Loc) -> Option<Loc> {
    let Expr::Apply(_, args) = ev.expr(call) else { return None };
    let Expr::Attrs { bindings, .. } = ev.expr(call.beside(*args)) else { return None };
    let given = bindings.get(Name::new("system"))?.value;
    ev.sites.iter().any(|s| s.at.loc == call).then(|| call.beside(given))
}

// The variable in `all.${system}`.
fn key_of(ev: &mut Evaluator, at: Loc, base: ExprId, path: &[Key]) -> Option<Variable> {
    let Some((Key::Dynamic(key), before)) = path.split_last() else { return None };
    let key = variable(ev, at.beside(*key))?;
    let sets = Reader::new(ev).selected(at, base, before);
    for set in &sets {
        let Value::Attrs(a) = set else { return None };
        if !a.open.is_empty() || a.map.is_empty() {
            return None;
        }
        for (name, t) in a.map.clone() {
            let v = ev.force(&t);
            let system = as_instance(&v).and_then(|i| {
                let args = ev.force(&i.args);
                let t = ev.as_attrs(&args)?.get("system").cloned()?;
                let v = ev.force(&t);
                ev.as_text(&v)
            })?;
            if *system != *name.text() {
                return None;
            }
        }
    }
    (!sets.is_empty()).then_some(key)
}
