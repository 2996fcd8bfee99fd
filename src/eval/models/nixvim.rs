//! nixvim: `makeNixvim`, `makeNixvimWithModule`, `lib.evalNixvim` (its manual, "Standalone Usage"; nixvim `wrappers/standalone.nix`).

use std::rc::Rc;

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Attrs, InputId, Native, NativeFn, Origin, Sym, Thunk, Value};
use super::{Model, build, with_natives};
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// nixvim.
pub static MODEL: Model = Model { name: "nixvim", recognise: |r| r.has("nixvim"), select, ..Model::NONE };

const KIND: Kind = Kind::Other("nixvim", "extraSpecialArgs");

fn select(_: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    let symbol = Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name));
    // Every system has the same functions, in both outputs.
    let functions: &[(&str, NativeFn)] =
        &[("makeNixvim", plain), ("makeNixvimWithModule", with_module), ("evalNixvim", evaluate)];
    let per_system = with_natives(Value::sym(Sym::Element(symbol.clone())), functions);
    let open = if name.is("legacyPackages") {
        Value::sym(Sym::AttrsOf(Thunk::done(per_system)))
    } else if name.is("lib") {
        let modules = with_natives(Value::sym(Sym::Select(symbol.clone(), Name::new("modules"))), functions);
        let any = Value::sym(Sym::AttrsOf(Thunk::done(per_system)));
        let map = [("evalNixvim", Value::native("evalNixvim", 1, evaluate, None)), ("modules", modules)];
        let map = map.into_iter().map(|(n, v)| (Name::new(n), Thunk::done(v))).collect();
        return Some(Value::Attrs(Rc::new(Attrs { map, open: vec![symbol, any], ..Attrs::default() })));
    } else {
        return None;
    };
    Some(open)
}

fn plain(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    // The argument is a module.
    let id = ev.add_config(KIND, at, Rc::default(), vec![n.args[0].clone()]);
    Value::sym(Sym::Config(id))
}

fn with_module(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    build(ev, KIND, n, at, &["module"])
}

fn evaluate(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    match ev.as_attrs(&v) {
        Some(_) => build(ev, KIND, n, at, &["modules"]),
        None => v,
    }
}
