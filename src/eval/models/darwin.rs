//! nix-darwin: `lib.darwinSystem` (nix-darwin `flake.nix`).

use std::rc::Rc;

use super::super::Evaluator;
use super::super::value::{Attrs, InputId, Native, Origin, Sym, Thunk, Value};
use super::{Model, build};
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// nix-darwin; `darwin` in the registry.
pub static MODEL: Model = Model {
    name: "nix-darwin",
    recognise: |r| r.has("nix-darwin") || r.parts() == ["flake", "darwin"],
    select,
    ..Model::NONE
};

fn select(_: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    let builder = system();
    let map = [(Name::new("darwinSystem"), Thunk::done(builder))].into_iter().collect();
    let open = vec![Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name))];
    Some(Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() })))
}

/// `darwinSystem`, also as `eval-config.nix`.
pub(super) fn system() -> Value {
    Value::native("darwinSystem", 1, run, None)
}

fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let built = build(ev, Kind::Darwin, n, at, &["modules"]);
    // The package set is that of nix-darwin's own nixpkgs input, which flakes let follow theirs.
    if let Value::Sym(s) = &built
        && let Sym::Config(c) = &**s
    {
        let own = ev.inputs.top().iter().find(|(n, _)| n.is("nixpkgs")).map(|(_, id)| *id);
        ev.config_mut(*c).nixpkgs = own;
    }
    built
}
