//! flake-parts: `lib.mkFlake`, `flakeModules` (https://flake.parts). What it declares and computes is written in Nix; here
//! is what evaluates it.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::value::{AttrMap, Attrs, ConfigId, InputId, Native, Origin, Sym, Thunk, Value};
use super::Model;
use crate::eval::builtins::arg;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// flake-parts.
pub static MODEL: Model =
    Model { name: "flake-parts", recognise: |r| r.has("flake-parts"), select, plain_modules: true, ..Model::NONE };

fn select(ev: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    let part = match &*name.text() {
        "lib" => "library",
        "flakeModules" => "flakeModules",
        _ => return None,
    };
    let all = model(ev);
    let Value::Attrs(mut a) = ev.select(&all, Name::new(part))? else { return None };
    Rc::make_mut(&mut a).open.push(Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name)));
    Some(Value::Attrs(a))
}

fn model(ev: &mut Evaluator) -> Value {
    let function = ev.model("flake-parts.nix");
    let args = Value::attrs([
        ("lib", ev.lib()),
        ("mkFlake", Value::native("mkFlake", 2, mk_flake, None)),
        ("evalFlakeModule", Value::native("evalFlakeModule", 2, eval_flake_module, None)),
    ]);
    ev.call(&function, Thunk::done(args), None)
}

fn mk_flake(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let config = match evaluate(ev, n, at) {
        Ok(id) => ev.typed_config(id),
        Err(unknown) => return unknown,
    };
    ev.select(&config, Name::new("flake")).unwrap_or_else(|| Value::unknown("a flake without outputs", None))
}

fn eval_flake_module(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    match evaluate(ev, n, at) {
        Ok(id) => Value::sym(Sym::Config(id)),
        Err(unknown) => unknown,
    }
}

fn evaluate(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Result<ConfigId, Value> {
    let v = arg(ev, n, 0);
    let Some(args) = ev.as_attrs(&v) else { return Err(Value::unknown("`mkFlake` without inputs", None)) };
    let self_inputs = |ev: &mut Evaluator| ev.inputs_value();
    let inputs = args.get("inputs").cloned().unwrap_or_else(|| Thunk::lazy(self_inputs));
    let flake = args.get("self").cloned().unwrap_or_else(|| Thunk::done(Value::sym(Sym::SelfFlake)));
    let Some(chain) = at.map_or(Some(ev.chain.clone()), |o| ev.chain.configuration(o.loc, false)) else {
        return Err(Value::unknown("outputs whose modules evaluate them again", at.map(|o| o.loc)));
    };
    let module = n.args[1].clone();
    Ok(ev.within(chain, |ev| add(ev, args, at, [("inputs", inputs), ("self", flake)], Vec::new(), module)))
}

// One evaluation of modules. A partition (flake.parts, "Partitions") has a stack of names.
fn add(
    ev: &mut Evaluator,
    args: Rc<Attrs>,
    at: Option<&Origin>,
    given: [(&str, Thunk); 2],
    stack: Vec<Thunk>,
    module: Thunk,
) -> ConfigId {
    let all = model(ev);
    let id = ev.add_config(Kind::FlakeParts, at, args, Vec::new());
    let own = Value::sym(Sym::Config(id));
    let mut map: AttrMap = given.into_iter().map(|(n, t)| (Name::new(n), t)).collect();
    let library = ev.select_thunk(&all, Name::new("library"));
    map.extend(library.map(|l| (Name::new("flake-parts-lib"), l)));
    let partition = Value::native("evaluatePartition", 3, evaluate_partition, Some(own.clone()));
    for (name, v) in [
        ("moduleLocation", Value::str(&format!("{}/flake.nix", crate::eval::SELF_PATH))),
        ("partitionStack", Value::list(stack)),
        ("evaluatePartition", partition),
    ] {
        map.insert(Name::new(name), Thunk::done(v));
    }
    let modules = ev.select(&all, Name::new("modules")).unwrap_or(Value::Null);
    let per_system = Value::native("perSystem", 2, per_system, Some(own));
    let roots = ev.call(&modules, Thunk::done(per_system), None);
    let config = ev.config_mut(id);
    config.own_args = Rc::new(Attrs { map, ..Attrs::default() });
    config.roots = vec![Thunk::done(roots), module];
    id
}

// `config.perSystem system`: the modules of perSystem, evaluated once per system.
fn per_system(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(Value::Sym(s)) = &n.context else { return Value::Null };
    let Sym::Config(parent) = **s else { return Value::Null };
    let v = arg(ev, n, 1);
    let system = ev.as_text(&v).unwrap_or_else(|| "‹any›".into());
    let kind = Kind::PerSystem(parent, system.to_string());
    if let Some(i) = ev.configs.iter().position(|c| c.kind == kind) {
        return ev.typed_config(ConfigId(i as u32));
    }
    let id = ev.add_config(kind, None, Rc::default(), vec![n.args[0].clone()]);
    let config = ev.config(parent);
    let (chain, externals) = (config.chain.clone(), config.externals);
    let config = ev.config_mut(id);
    config.chain = chain;
    config.externals = externals;
    let map = [(Name::new("system"), Thunk::done(v))].into_iter().collect();
    config.own_args = Rc::new(Attrs { map, ..Attrs::default() });
    ev.typed_config(id)
}

// The flake's modules again, with one more and further inputs.
fn evaluate_partition(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(Value::Sym(s)) = &n.context else { return Value::Null };
    let Sym::Config(parent) = **s else { return Value::Null };
    let config = ev.config(parent);
    let (args, at, own) = (config.args.clone(), config.at.clone(), config.own_args.clone());
    let roots = Value::list(config.roots[1..].to_vec());
    let inputs = arg(ev, n, 0);
    // The inputs of another flake: which ones is not known.
    let more = Value::sym(Sym::External("the inputs of a partition".into()));
    let inputs = ev.update(&inputs, &more);
    let Some(flake) = own.get("self").cloned() else { return Value::Null };
    let stack = arg(ev, n, 1);
    let stack = ev.as_list(&stack).map(|l| l.items.clone()).unwrap_or_default();
    let module = Value::list(vec![Thunk::done(roots), n.args[2].clone()]);
    let given = [("inputs", Thunk::done(inputs)), ("self", flake)];
    let id = add(ev, args, at.as_ref(), given, stack, Thunk::done(module));
    ev.typed_config(id)
}
