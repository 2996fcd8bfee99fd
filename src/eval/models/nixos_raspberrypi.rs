//! nixos-raspberrypi: `lib.nixosSystem` and its variants are nixpkgs' with modules of its own (its README; `lib/`).

use super::super::Evaluator;
use super::super::value::{Native, Origin, Sym, Thunk, Value};
use super::{Model, build, with_functions};
use crate::eval::modules::Kind;

/// nixos-raspberrypi.
pub static MODEL: Model = Model {
    name: "nixos-raspberrypi",
    recognise: |r| r.has("nixos-raspberrypi"),
    select: |_, id, name| {
        let builders = [("nixosSystem", run as _), ("nixosSystemFull", run as _), ("nixosInstaller", run as _)];
        name.is("lib").then(|| with_functions(id, name, &builders))?
    },
    ..Model::NONE
};

fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let built = build(ev, Kind::Nixos, n, at, &["modules"]);
    let Value::Sym(s) = &built else { return built };
    let Sym::Config(c) = **s else { return built };
    let given = ev.config(c).args.get("nixpkgs").cloned().map(|t| ev.force(&t));
    let config = ev.config_mut(c);
    if let Some(Value::Sym(s)) = given
        && let Sym::Input(id) = *s
    {
        config.nixpkgs = Some(id);
    }
    // Its module says so.
    config.pkgs = Some(Thunk::done(Value::str("aarch64-linux")));
    built
}
