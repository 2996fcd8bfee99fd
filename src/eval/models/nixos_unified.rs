//! nixos-unified, nixos-flake before: modules of flake-parts that find configurations in folders, written in Nix.

use super::Model;

/// nixos-unified.
pub static MODEL: Model = Model {
    name: "nixos-unified",
    recognise: |r| r.has("nixos-unified") || r.has("nixos-flake"),
    select: |ev, _, name| {
        let all = ev.model("nixos-unified.nix");
        ev.select(&all, name)
    },
    plain_modules: true,
    ..Model::NONE
};
