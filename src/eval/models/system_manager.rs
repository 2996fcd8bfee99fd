//! system-manager: `lib.makeSystemConfig` (its manual, "Reference"; system-manager `nix/lib.nix`).

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Native, Origin, Value};
use super::{Model, build, with_functions};
use crate::eval::modules::Kind;

/// system-manager.
pub static MODEL: Model = Model {
    name: "system-manager",
    recognise: |r| r.has("system-manager"),
    select: |_, id, name| name.is("lib").then(|| with_functions(id, name, &[("makeSystemConfig", run)]))?,
    ..Model::NONE
};

// The older name of the special arguments can't be used together with the new one.
fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    let old = ev.as_attrs(&v).is_some_and(|a| a.get("extraSpecialArgs").is_some());
    let key = if old { "extraSpecialArgs" } else { "specialArgs" };
    build(ev, Kind::Other("system-manager", key), n, at, &["modules"])
}
