//! flakelight: the input is a function that makes a flake of options and folders, written in Nix.

use super::{Model, configuration};
use crate::eval::Evaluator;
use crate::eval::value::{InputId, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// flakelight.
pub static MODEL: Model = Model {
    name: "flakelight",
    recognise: |r| r.has("flakelight"),
    select: |ev, id, name| part(ev, id, "flakelight", name),
    call: |ev, id, source, _| call(ev, id, "flakelight", source),
    plain_modules: true,
    ..Model::NONE
};

/// An attribute of one of the flakes that the model knows.
pub(super) fn part(ev: &mut Evaluator, id: InputId, flake: &str, name: Name) -> Option<Value> {
    let function = ev.model("flakelight.nix");
    let own = ev.inputs_value();
    let args = Value::attrs([
        ("input", Value::sym(Sym::Input(id))),
        ("inputsOfFlake", own),
        ("lib", ev.lib()),
        ("evaluate", configuration::evaluate_native()),
        ("writtenAt", configuration::written_at_native()),
    ]);
    let all = ev.call(&function, Thunk::done(args), None);
    let flake = ev.select(&all, Name::new(flake))?;
    ev.select(&flake, name)
}

/// `inputs.flakelight ./. { … }`
pub(super) fn call(ev: &mut Evaluator, id: InputId, flake: &str, source: Thunk) -> Option<Value> {
    let lib = part(ev, id, flake, Name::new("lib"))?;
    let make = ev.select(&lib, Name::new("mkFlake"))?;
    Some(ev.call(&make, source, None))
}
