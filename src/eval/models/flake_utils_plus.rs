//! flake-utils-plus: `lib.mkFlake`, written in Nix.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::value::{InputId, Sym, Thunk, Value};
use super::{Model, configuration};
use crate::syntax::name::Name;

/// flake-utils-plus.
pub static MODEL: Model =
    Model { name: "flake-utils-plus", recognise: |r| r.has("flake-utils-plus"), select, ..Model::NONE };

fn select(ev: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    let function = ev.model("flake-utils-plus.nix");
    let args = Value::attrs([("lib", ev.lib()), ("writtenAt", configuration::written_at_native())]);
    let Value::Attrs(mut a) = ev.call(&function, Thunk::done(args), None) else { return None };
    Rc::make_mut(&mut a).open.push(Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name)));
    Some(Value::Attrs(a))
}
