//! nix-systems: `import systems` is a list (`github:nix-systems/default`, `default.nix`).

use super::Model;
use crate::eval::value::{Thunk, Value};

/// nix-systems.
pub static MODEL: Model = Model {
    name: "nix-systems",
    recognise: |r| r.has("nix-systems"),
    import: |_, _, path| path.is_empty().then(default_systems),
    ..Model::NONE
};

fn default_systems() -> Value {
    let systems = ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"];
    Value::list(systems.iter().map(|s| Thunk::done(Value::str(s))).collect())
}
