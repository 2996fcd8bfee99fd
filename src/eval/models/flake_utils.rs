//! flake-utils: `lib`, written in Nix.

use super::Model;

/// flake-utils.
pub static MODEL: Model = Model {
    name: "flake-utils",
    recognise: |r| r.has("flake-utils"),
    select: |ev, _, name| name.is("lib").then(|| ev.model("flake-utils.nix")),
    ..Model::NONE
};
