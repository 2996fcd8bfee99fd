//! colmena: the output `colmena`, which its command evaluates, and `lib.makeHive` (the colmena manual, "Usage with Flakes").

use std::rc::Rc;

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Attrs, InputId, Native, Origin, Sym, Thunk, Value};
use super::{Model, configuration};
use crate::syntax::name::Name;

/// colmena.
pub static MODEL: Model = Model {
    name: "colmena",
    recognise: |r| r.has("colmena"),
    select,
    outputs: &[("colmena", output)],
    ..Model::NONE
};

fn select(_: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    let map = [(Name::new("makeHive"), Thunk::done(Value::native("makeHive", 1, make_hive, None)))];
    let open = vec![Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name))];
    Some(Value::Attrs(Rc::new(Attrs { map: map.into_iter().collect(), open, ..Attrs::default() })))
}

fn make_hive(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    hive(ev, &v)
}

fn output(ev: &mut Evaluator, v: &Value) -> Option<Value> {
    matches!(v, Value::Attrs(_) | Value::Lambda(_)).then(|| hive(ev, v))
}

fn hive(ev: &mut Evaluator, v: &Value) -> Value {
    let raw = v.clone();
    ev.once("colmena", v, |ev| {
        let function = ev.model("colmena.nix");
        let args = Value::attrs([("configuration", configuration::native())]);
        let function = ev.call(&function, Thunk::done(args), None);
        ev.call(&function, Thunk::done(raw), None)
    })
}
