//! `nixpkgs.lib`: written in Nix (`lib/`), with what Nix can't say added here.

use std::rc::Rc;

use super::super::value::{Attrs, Native, Origin, Sym, Thunk, Value};
use super::super::{Evaluator, builtins};
use super::build;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// The library. A name without a model is the symbol `lib.NAME`.
pub fn value(ev: &mut Evaluator) -> Value {
    let function = ev.model("lib/default.nix");
    let external = Value::native("external", 1, external, None);
    let args = Value::attrs([("external", external)]);
    let lib = ev.call(&function, Thunk::done(args), None);
    let Value::Attrs(a) = &lib else { return lib };
    let mut all: Attrs = (**a).clone();
    all.map.insert(Name::new("evalModules"), Thunk::done(Value::native("evalModules", 1, eval_modules, None)));
    super::fast::install(&mut all);
    all.open.push(Value::sym(Sym::External("lib".into())));
    all.origin = None;
    Value::Attrs(Rc::new(all))
}

fn external(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let name = builtins::arg(ev, n, 0);
    let name = ev.as_text(&name).unwrap_or_default();
    Value::sym(Sym::External(format!("lib.{name}").into()))
}

// The nixpkgs manual, "Module System", `lib.evalModules`.
fn eval_modules(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    build(ev, Kind::Modules, n, at, &["modules"])
}
