//! haumea: `lib.load` makes a set of a folder, written in Nix.

use super::super::Evaluator;
use super::super::value::{InputId, Thunk, Value};
use super::{Model, configuration};
use crate::syntax::name::Name;

/// haumea.
pub static MODEL: Model = Model { name: "haumea", recognise: |r| r.has("haumea"), select, ..Model::NONE };

fn select(ev: &mut Evaluator, _: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    let function = ev.model("haumea.nix");
    let args = Value::attrs([("writtenAt", configuration::written_at_native())]);
    Some(ev.call(&function, Thunk::done(args), None))
}
