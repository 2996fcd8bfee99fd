//! nix-on-droid: `lib.nixOnDroidConfiguration` (its manual, "Nix flakes"; nix-on-droid `flake.nix`).

use super::{Model, build, with_functions};
use crate::eval::modules::Kind;

/// nix-on-droid. Its own modules ask for arguments that it passes by itself.
pub static MODEL: Model = Model {
    name: "nix-on-droid",
    recognise: |r| r.has("nix-on-droid"),
    select: |_, id, name| {
        name.is("lib").then(|| with_functions(id, name, &[("nixOnDroidConfiguration", configuration)]))?
    },
    ..Model::NONE
};

const KIND: Kind = Kind::Other("nix-on-droid", "extraSpecialArgs");

fn configuration(
    ev: &mut super::Evaluator,
    n: &super::Native,
    at: Option<&super::Origin>,
) -> super::Value {
    build(ev, KIND, n, at, &["modules"])
}
