//! snowfall-lib: `mkFlake` makes a flake of folders, written in Nix.

use super::super::Evaluator;
use super::super::value::{InputId, Thunk, Value};
use super::{Model, configuration};
use crate::syntax::name::Name;

/// snowfall-lib.
pub static MODEL: Model = Model {
    name: "snowfall-lib",
    recognise: |r| r.is_repo("snowfallorg", "lib") || r.has("snowfall-lib"),
    select,
    ..Model::NONE
};

fn select(ev: &mut Evaluator, _: InputId, name: Name) -> Option<Value> {
    if !name.is("mkLib") && !name.is("mkFlake") {
        return None;
    }
    let function = ev.model("snowfall.nix");
    let args = Value::attrs([("lib", ev.lib()), ("configuration", configuration::native())]);
    let all = ev.call(&function, Thunk::done(args), None);
    ev.select(&all, name)
}
