//! NixOS tests: `pkgs.testers.runNixOSTest` and what is like it evaluate each node as a host (the NixOS manual, "Writing
//! Tests"; nixpkgs `nixos/lib/testing/nodes.nix`). And `pkgs.nixos`, a host from one module.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Attrs, ConfigId, Native, Origin, Sym, Thunk, Value};
use super::with_natives;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// A test: modules that have nodes. Its nodes get the special arguments of `node.specialArgs`.
const KIND: Kind = Kind::Other("nixos-test", "specialArgs");

/// Builders that every package set has.
pub(in crate::eval) fn of_package_set(pkgs: &Value, name: Name) -> Option<Value> {
    let native = |n, f| Some(Value::native(n, 1, f, Some(pkgs.clone())));
    match &*name.text() {
        "testers" => {
            let symbol = Value::sym(Sym::Select(pkgs.clone(), name));
            let Value::Attrs(mut a) = with_natives(symbol, &[]) else { return None };
            for n in ["runNixOSTest", "nixosTest"] {
                Rc::make_mut(&mut a).map.insert(Name::new(n), Thunk::done(native(n, test)?));
            }
            Some(Value::Attrs(a))
        }
        "nixosTest" => native("nixosTest", test),
        "nixos" => native("nixos", nixos),
        _ => None,
    }
}

/// `lib.nixos` of nixpkgs' flake.
pub(super) fn of_lib() -> Value {
    with_natives(Value::sym(Sym::External("lib.nixos".into())), &[("runTest", test)])
}

fn test(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let id = ev.add_config(KIND, at, Rc::default(), vec![n.args[0].clone()]);
    ev.config_mut(id).pkgs = n.context.clone().map(Thunk::done);
    Value::sym(Sym::Config(id))
}

fn nixos(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let module = arg(ev, n, 0);
    let id = ev.add_config(Kind::Nixos, at, Rc::default(), vec![Thunk::done(module)]);
    ev.config_mut(id).pkgs = n.context.clone().map(Thunk::done);
    Value::sym(Sym::Config(id))
}

impl Evaluator {
    /// Whether a configuration is a test.
    pub(in crate::eval) fn is_test(&self, id: ConfigId) -> bool {
        self.config(id).kind == KIND
    }

    /// Makes a configuration for each node of a test.
    pub(super) fn nodes_of_test(&mut self, test: ConfigId) {
        let name = Name::new;
        let defined = |ev: &mut Self, n: &str| ev.definitions(test, &[name(n)]).into_iter().map(|d| d.value);
        let defaults: Vec<Thunk> = defined(self, "defaults").map(Thunk::done).collect();
        let given: Vec<Value> = defined(self, "node").collect();
        let given = given.iter().find_map(|v| match v {
            Value::Attrs(a) if a.get("specialArgs").is_some() => Some(a.clone()),
            _ => None,
        });
        let args: Rc<Attrs> = given.unwrap_or_default();
        for option in ["nodes", "containers"] {
            for (node, mut roots) in self.children_of(test, &[name(option)]) {
                roots.extend(defaults.iter().cloned());
                self.add_inner(test, Kind::Nested(test, format!("{option}.{node}")), args.clone(), roots);
            }
        }
    }
}
