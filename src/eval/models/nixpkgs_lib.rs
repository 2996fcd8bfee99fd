//! nix-community/nixpkgs.lib: the library alone.

use super::Model;

/// nixpkgs.lib.
pub static MODEL: Model = Model {
    name: "nixpkgs.lib",
    recognise: |r| r.has("nixpkgs.lib") || r.has("nixpkgs-lib"),
    select: |ev, _, name| name.is("lib").then(|| ev.lib()),
    ..Model::NONE
};
