//! clan: modules of its own that build hosts of options, an inventory and folders, written in Nix.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Attrs, InputId, Native, Origin, Sym, Thunk, Value};
use super::{Model, configuration};
use crate::syntax::name::Name;

/// clan-core.
pub static MODEL: Model = Model {
    name: "clan",
    recognise: |r| r.has("clan-core"),
    select,
    plain_modules: true,
    outputs: &[("clan", output)],
    ..Model::NONE
};

fn select(ev: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    let input = Value::sym(Sym::Input(id));
    // What the model says nothing of: a symbol below the input, so that what is passed to it is not lost.
    let own = Value::sym(Sym::Select(input.clone(), Name::new("clanLib")));
    let function = ev.model("clan.nix");
    let is_clan = Value::native("isClan", 1, is_clan, None);
    let args = Value::attrs([
        ("input", input.clone()),
        ("own", own),
        ("isClan", is_clan),
        ("lib", ev.lib()),
        ("evaluate", configuration::evaluate_native()),
        ("writtenAt", configuration::written_at_native()),
    ]);
    let all = ev.call(&function, Thunk::done(args), None);
    let Value::Attrs(a) = ev.select(&all, name)? else { return None };
    let mut a: Attrs = (*a).clone();
    a.open.push(Value::sym(Sym::Select(input, name)));
    Some(Value::Attrs(Rc::new(a)))
}

// Whether an input is clan-core, whatever it is called.
fn is_clan(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    Value::Bool(matches!(&v, Value::Sym(s) if matches!(**s, Sym::Input(id) if ev.inputs.model(id) == Some(&MODEL))))
}

// What its command and other clans read of the output: machines for every system, services, templates.
fn output(ev: &mut Evaluator, v: &Value) -> Option<Value> {
    let a = ev.as_attrs(v)?;
    a.get("clanInternals")?;
    let read = ["nixosConfigurations", "darwinConfigurations", "clanInternals", "modules", "templates"];
    let map = a.map.iter().filter(|(n, _)| read.iter().any(|r| n.is(r))).map(|(n, t)| (*n, t.clone())).collect();
    Some(Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() })))
}
