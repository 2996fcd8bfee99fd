//! Builders: what they get, and the configuration that they give.

use super::super::value::{Native, Origin, Sym, Thunk, Value};
use super::super::{Evaluator, builtins};
use super::lib::library_of;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// The elements of a list of modules in a builder's arguments.
pub(crate) fn module_list(ev: &mut Evaluator, args: &Value, name: &str) -> Vec<Thunk> {
    let Some(v) = ev.select(args, Name::new(name)) else { return Vec::new() };
    match ev.as_list(&v) {
        Some(l) => l.items.iter().chain(&l.rest).cloned().collect(),
        None => vec![Thunk::done(v)],
    }
}

/// What a call of a builder gives: a new configuration of `kind`.
pub(crate) fn build(ev: &mut Evaluator, kind: Kind, n: &Native, at: Option<&Origin>, lists: &[&str]) -> Value {
    let v = builtins::arg(ev, n, 0);
    let Some(args) = ev.as_attrs(&v) else { return Value::unknown("a builder without arguments", None) };
    let Some(chain) = at.map_or(Some(ev.chain.clone()), |o| ev.chain.configuration(o.loc, kind == Kind::Modules))
    else {
        return Value::unknown("a configuration whose modules evaluate it again", at.map(|o| o.loc));
    };
    let roots = lists.iter().flat_map(|l| module_list(ev, &v, l)).collect();
    let id = ev.within(chain, |ev| ev.add_config(kind, at, args, roots));
    let made_for = match &n.context {
        Some(Value::List(context)) => context.items.first().map(|t| ev.force(t)),
        context => context.clone(),
    };
    if let Some(Value::Sym(s)) = made_for
        && let Sym::Input(input) = &*s
    {
        ev.config_mut(id).nixpkgs = Some(*input);
    }
    ev.config_mut(id).lib = library_of(n);
    Value::sym(Sym::Config(id))
}
