//! microvm.nix: `microvm.vms.NAME` of a host (its documentation, "Fully declarative"). Guests by `flake` are configurations
//! of that flake.

use super::Model;

/// microvm.nix.
pub static MODEL: Model = Model {
    name: "microvm",
    recognise: |r| r.has("microvm") || r.has("microvm.nix"),
    plain_modules: true,
    ..Model::NONE
};

/// The option whose members have a module, special arguments and a package set, the host's unless they say otherwise.
pub(super) const GUESTS: &[&str] = &["microvm", "vms"];
