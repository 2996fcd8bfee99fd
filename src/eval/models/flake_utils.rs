//! flake-utils and nix-systems.

use super::super::Evaluator;
use super::super::value::{Thunk, Value};

/// `flake-utils.lib`.
pub fn value(ev: &mut Evaluator) -> Value {
    ev.model("flake-utils.nix")
}

/// `import systems` of `github:nix-systems/default`.
pub fn default_systems(_: &mut Evaluator) -> Value {
    let systems = ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"];
    Value::list(systems.iter().map(|s| Thunk::done(Value::str(s))).collect())
}
