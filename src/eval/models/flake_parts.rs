//! flake-parts: `lib.mkFlake`, `flakeModules` (https://flake.parts). What it declares and computes is written in Nix; here
//! is what evaluates it.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::value::{AttrMap, Attrs, ConfigId, InputId, ModuleArg, Native, Origin, Sym, Thunk, Value};
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
    let all = model(ev, id);
    let Value::Attrs(mut a) = ev.select(&all, Name::new(part))? else { return None };
    Rc::make_mut(&mut a).open.push(Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name)));
    Some(Value::Attrs(a))
}

fn model(ev: &mut Evaluator, id: InputId) -> Value {
    let function = ev.model("flake-parts.nix");
    let input = Some(Value::sym(Sym::Input(id)));
    let args = Value::attrs([
        ("lib", own_lib(ev, id)),
        ("mkFlake", Value::native("mkFlake", 2, mk_flake, input.clone())),
        ("evalFlakeModule", Value::native("evalFlakeModule", 2, eval_flake_module, input)),
    ]);
    ev.call(&function, Thunk::done(args), None)
}

// The library of its input `nixpkgs-lib`, which flakes let follow their nixpkgs.
fn own_lib(ev: &mut Evaluator, id: InputId) -> Value {
    let child = ev.inputs.child(id, Name::new("nixpkgs-lib"));
    let lib = ev.inputs.model(child).and_then(|m| (m.select)(ev, child, Name::new("lib")));
    lib.unwrap_or_else(|| ev.lib())
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
    let given = [("inputs", inputs), ("self", flake)];
    let Some(Value::Sym(own)) = &n.context else { return Err(Value::Null) };
    let Sym::Input(own) = **own else { return Err(Value::Null) };
    Ok(ev.within(chain, |ev| add(ev, own, args, at, given, Vec::new(), module)))
}

// One evaluation of modules. A partition (flake.parts, "Partitions") has a stack of names.
fn add(
    ev: &mut Evaluator,
    own: InputId,
    args: Rc<Attrs>,
    at: Option<&Origin>,
    given: [(&str, Thunk); 2],
    stack: Vec<Thunk>,
    module: Thunk,
) -> ConfigId {
    let all = model(ev, own);
    let lib = own_lib(ev, own);
    let id = ev.add_config(Kind::FlakeParts, at, args, Vec::new());
    let this = Value::sym(Sym::Config(id));
    let mut map: AttrMap = given.into_iter().map(|(n, t)| (Name::new(n), t)).collect();
    let library = ev.select_thunk(&all, Name::new("library"));
    map.extend(library.map(|l| (Name::new("flake-parts-lib"), l)));
    let context = Value::list(vec![Thunk::done(this.clone()), Thunk::done(Value::sym(Sym::Input(own)))]);
    // Those of another flake: which ones is not known.
    let partition_inputs = Value::sym(Sym::ModuleArg(id, ModuleArg::Other(Name::new("inputs"))));
    let partition = Value::native("evaluatePartition", 3, evaluate_partition, Some(context));
    for (name, v) in [
        ("lib", lib),
        ("partitionInputs", partition_inputs),
        ("moduleLocation", Value::str(&format!("{}/flake.nix", crate::eval::SELF_PATH))),
        ("partitionStack", Value::list(stack)),
        ("evaluatePartition", partition),
    ] {
        map.insert(Name::new(name), Thunk::done(v));
    }
    let modules = ev.select(&all, Name::new("modules")).unwrap_or(Value::Null);
    let per_system = Value::native("perSystem", 2, per_system, Some(this));
    let roots = ev.call(&modules, Thunk::done(per_system), None);
    let config = ev.config_mut(id);
    config.own_args = Rc::new(Attrs { map, ..Attrs::default() });
    config.roots = vec![Thunk::done(roots), module];
    id
}

// `config.perSystem system`: the modules of perSystem, evaluated once per system. `null` is any: that of some package set.
fn per_system(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(Value::Sym(s)) = &n.context else { return Value::Null };
    let Sym::Config(parent) = **s else { return Value::Null };
    let v = match arg(ev, n, 1) {
        Value::Null => {
            let pkgs = Value::sym(Sym::ModuleArg(parent, ModuleArg::Pkgs));
            Value::sym(Sym::Select(pkgs, Name::new("system")))
        }
        v => v,
    };
    let system = ev.as_text(&v).unwrap_or_else(|| "‹any›".into());
    let kind = Kind::PerSystem(parent, system.to_string());
    if let Some(i) = ev.configs.iter().position(|c| c.kind == kind) {
        return ev.typed_config(ConfigId(i as u32));
    }
    let id = ev.add_config(kind, None, Rc::default(), vec![n.args[0].clone()]);
    let lib = ev.lib_of_framework(parent);
    let config = ev.config(parent);
    let (chain, externals, strangers) = (config.chain.clone(), config.externals, config.strangers);
    let config = ev.config_mut(id);
    config.chain = chain;
    config.externals = externals;
    config.strangers = strangers;
    let map: AttrMap = [(Name::new("system"), Thunk::done(v))].into_iter().chain(lib).collect();
    config.own_args = Rc::new(Attrs { map, ..Attrs::default() });
    ev.typed_config(id)
}

// The flake's modules again, with one more and further inputs.
fn evaluate_partition(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(Value::List(context)) = &n.context else { return Value::Null };
    let context: Vec<Value> = context.items.iter().map(|t| ev.force(t)).collect();
    let [Value::Sym(parent), Value::Sym(input)] = &context[..] else { return Value::Null };
    let (Sym::Config(parent), Sym::Input(input)) = (&**parent, &**input) else { return Value::Null };
    let config = ev.config(*parent);
    let (args, at) = (config.args.clone(), config.at.clone());
    let roots = Value::list(config.roots[1..].to_vec());
    let inputs = arg(ev, n, 0);
    let Some(flake) = ev.select_thunk(&inputs, Name::new("self")) else { return Value::Null };
    let stack = arg(ev, n, 1);
    let stack = ev.as_list(&stack).map(|l| l.items.clone()).unwrap_or_default();
    let module = Value::list(vec![Thunk::done(roots), n.args[2].clone()]);
    let given = [("inputs", Thunk::done(inputs)), ("self", flake)];
    let id = add(ev, *input, args, at.as_ref(), given, stack, Thunk::done(module));
    ev.typed_config(id)
}
