//! nixpkgs as a flake input: `lib.nixosSystem`, `legacyPackages` (nixpkgs `flake.nix`).

use super::super::Evaluator;
use super::super::value::{InputId, Instance, Native, Origin, Source, Sym, Thunk, Value};
use super::{Model, build};
use crate::eval::modules::Kind;
use crate::flake::inputs::Reference;
use crate::syntax::name::Name;

/// nixpkgs, from any of the places that it is published at.
pub static MODEL: Model = Model { name: "nixpkgs", recognise, select, import, ..Model::NONE };

fn recognise(r: &Reference) -> bool {
    r.has("nixpkgs")
        || r.bare.contains("channels.nixos.org")
        || r.bare.contains("nixos.org/channels")
        || r.bare.contains("releases.nixos.org")
        || r.bare.contains("flakehub.com") && r.parts().iter().any(|p| p.starts_with("nixpkgs-"))
        || r.parts().first().is_some_and(|p| p == "flake") && r.parts().iter().any(|p| p.starts_with("nixpkgs"))
}

// `import nixpkgs` itself makes an instance: `Evaluator::source_of` sees to that.
fn import(ev: &mut Evaluator, id: InputId, rest: &str) -> Option<Value> {
    import_source(ev, Source::Input(ev.inputs.canonical(id)), rest)
}

/// `import` of a file of nixpkgs.
pub fn import_source(ev: &mut Evaluator, source: Source, rest: &str) -> Option<Value> {
    let context = match source {
        Source::Input(id) => Some(Value::sym(Sym::Input(id))),
        _ => None,
    };
    match rest.trim_end_matches("/default.nix").trim_end_matches('/') {
        "/lib" => Some(ev.lib()),
        "/nixos/lib/eval-config.nix" => Some(nixos_system(context)),
        "/nixos" => Some(nixos(ev, context)),
        "/nixos/lib" => Some(Value::native("nixos-lib", 1, |_, _, _| super::nixos_tests::of_lib(), None)),
        _ => None,
    }
}

// `import "${nixpkgs}/nixos" { configuration = …; }` (nixpkgs `nixos/default.nix`).
fn nixos(ev: &mut Evaluator, context: Option<Value>) -> Value {
    let function = ev.model("nixos.nix");
    ev.call(&function, Thunk::done(nixos_system(context)), None)
}

fn select(ev: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    Some(super::lib::of_input(ev, id))
}

/// `nixosSystem`, also as `nixos/lib/eval-config.nix`. The context is the input.
pub fn nixos_system(context: Option<Value>) -> Value {
    Value::native("nixosSystem", 1, run, context)
}

fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    build(ev, Kind::Nixos, n, at, &["modules", "extraModules"])
}

impl Evaluator {
    /// `X.legacyPackages.SYSTEM` of an input that is nixpkgs: an instance that every user of the input shares.
    pub(in crate::eval) fn legacy_packages(&mut self, base: &Value, v: &Value, system: Name) -> Thunk {
        match self.source_of(base) {
            Some(source) => {
                let args = if system.is("«system»") {
                    Value::attrs([("system", Value::sym(Sym::Element(v.clone())))])
                } else {
                    Value::attrs([("system", Value::Str(system.text()))])
                };
                let instance = Instance { source, args: Thunk::done(args), site: None, given: true };
                Thunk::done(Value::sym(Sym::Instance(instance)))
            }
            None => Thunk::done(Value::sym(Sym::Select(v.clone(), system))),
        }
    }
}
