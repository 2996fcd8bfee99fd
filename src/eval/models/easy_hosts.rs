//! easy-hosts: a module of flake-parts that builds hosts of folders and of options, written in Nix.

use super::super::value::{Thunk, Value};
use super::{Model, configuration};

/// easy-hosts.
pub static MODEL: Model = Model {
    name: "easy-hosts",
    recognise: |r| r.has("easy-hosts"),
    select: |ev, _, name| {
        let function = ev.model("easy-hosts.nix");
        let args = Value::attrs([("writtenAt", configuration::written_at_native())]);
        let all = ev.call(&function, Thunk::done(args), None);
        ev.select(&all, name)
    },
    plain_modules: true,
    ..Model::NONE
};
