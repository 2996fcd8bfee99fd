//! ez-configs: a module of flake-parts that finds configurations and modules in folders, written in Nix.

use super::super::value::{Thunk, Value};
use super::{Model, configuration};

/// ez-configs.
pub static MODEL: Model = Model {
    name: "ez-configs",
    recognise: |r| r.has("ez-configs"),
    select: |ev, _, name| {
        let function = ev.model("ez-configs.nix");
        let args = Value::attrs([("writtenAt", configuration::written_at_native())]);
        let all = ev.call(&function, Thunk::done(args), None);
        ev.select(&all, name)
    },
    plain_modules: true,
    ..Model::NONE
};
