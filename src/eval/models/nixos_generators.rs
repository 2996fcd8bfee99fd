//! nixos-generators: `nixosGenerate` builds an image of a NixOS configuration (its README, "Using in a Flake").

use super::super::Evaluator;
use super::super::value::{InputId, ModuleArg, Native, Origin, Sym, Value};
use super::{Model, build};
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// nixos-generators.
pub static MODEL: Model =
    Model { name: "nixos-generators", recognise: |r| r.has("nixos-generators"), select, ..Model::NONE };

fn select(_: &mut Evaluator, _: InputId, name: Name) -> Option<Value> {
    name.is("nixosGenerate").then(|| Value::native("nixosGenerate", 1, run, None))
}

fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let built = build(ev, Kind::Nixos, n, at, &["modules"]);
    let Value::Sym(s) = &built else { return built };
    let Sym::Config(c) = **s else { return built };
    // Its format's module names the attribute of `system.build` that is the image.
    let config = Value::sym(Sym::ModuleArg(c, ModuleArg::Config));
    ["system", "build", "image"].iter().fold(config, |v, n| Value::sym(Sym::Select(v, Name::new(n))))
}
