//! blueprint: the input is a function that makes a flake of folders, written in Nix.

use super::Model;
use crate::eval::value::{Thunk, Value};

/// numtide/blueprint.
pub static MODEL: Model = Model {
    name: "blueprint",
    recognise: |r| r.has("blueprint"),
    call: |ev, _, options, at| {
        let function = ev.model("blueprint.nix");
        let args = Value::attrs([("lib", ev.lib())]);
        let function = ev.call(&function, Thunk::done(args), None);
        Some(ev.call(&function, options, at))
    },
    ..Model::NONE
};
