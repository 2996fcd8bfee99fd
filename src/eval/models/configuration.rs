//! What models that are written in Nix can't say: that modules are evaluated, and with what.

use std::rc::Rc;

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Attrs, ConfigId, ModuleArg, Native, Origin, Sym, Thunk, Value};
use super::module_list;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// `configuration { … }`, for models: records that modules are evaluated. Its arguments, all but two optional:
/// - `kind`: `nixos`, `darwin` or `home`; `modules`;
/// - `specialArgs`: all that the framework passes to them;
/// - `places`: the sets that these are made of, in the order in which one more attribute is best written there;
/// - `written`: the set in the repository that one of them is the `specialArgs` (or `extraSpecialArgs`) of;
/// - `pkgs`: the package set, or a system;
/// - `name`: like `colmena.node`.
pub(super) fn native() -> Value {
    Value::native("configuration", 1, run, None)
}

fn run(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let given = arg(ev, n, 0);
    let Some(a) = ev.as_attrs(&given) else { return Value::Null };
    let text = |ev: &mut Evaluator, name: &str| {
        let v = a.get(name).map(|t| ev.force(t))?;
        ev.as_text(&v)
    };
    let kind = match text(ev, "kind").as_deref() {
        Some("nixos") => Kind::Nixos,
        Some("darwin") => Kind::Darwin,
        Some("home") => Kind::Home,
        _ => Kind::Modules,
    };
    let name = text(ev, "name");
    let written = a.get("written").map(|t| ev.force(t)).and_then(|v| ev.as_attrs(&v)).unwrap_or_default();
    let written = if is_of_flake(ev, &written) { written } else { Rc::default() };
    let at = written.origin.clone();
    let roots = module_list(ev, &given, "modules");
    let id = ev.add_config(kind, at.as_ref(), written, roots);
    let config = ev.config_mut(id);
    config.name = name.map(|n| n.to_string());
    config.pkgs = a.get("pkgs").cloned();
    config.special = Some(Thunk::lazy(move |ev| special(ev, &a)));
    Value::sym(Sym::Config(id))
}

/// `evaluate { modules; specialArgs; }`, for models: the `config` of modules that make outputs, whose options are all
/// declared.
pub(super) fn evaluate_native() -> Value {
    Value::native("evaluate", 1, evaluate, None)
}

fn evaluate(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let given = arg(ev, n, 0);
    let Some(args) = ev.as_attrs(&given) else { return Value::Null };
    let roots = module_list(ev, &given, "modules");
    let id = ev.add_config(Kind::Framework, None, args, roots);
    let lib = [(Name::new("lib"), Thunk::done(ev.lib()))].into_iter().collect();
    ev.config_mut(id).own_args = Rc::new(Attrs { map: lib, ..Attrs::default() });
    ev.typed_config(id)
}

// The special arguments, as if they had been written where one more can be.
fn special(ev: &mut Evaluator, a: &Attrs) -> Value {
    let v = a.get("specialArgs").map(|t| ev.force(t)).unwrap_or_else(|| Value::attrs::<Name>([]));
    let places = a.get("places").map(|t| ev.force(t)).and_then(|v| ev.as_list(&v));
    written_at(ev, v, &places.map_or_else(Vec::new, |l| l.items.clone()))
}

/// The special arguments of a configuration with more of them: what is added to its own is in both.
pub(super) fn more_special(ev: &mut Evaluator, of: ConfigId, more: Value) -> Thunk {
    let own = ev.special_args(of);
    Thunk::lazy(move |ev| {
        let all = ev.update(&own, &more);
        written_at(ev, all, &[Thunk::done(own)])
    })
}

/// `writtenAt PLACE SET`, for models: the set as if it had been written where `PLACE` was. For what a model makes of a set
/// of the repository and passes to a function: one more attribute there is one more here.
pub(super) fn written_at_native() -> Value {
    let run = |ev: &mut Evaluator, n: &Native, _: Option<&Origin>| {
        let v = arg(ev, n, 1);
        written_at(ev, v, &n.args[..1])
    };
    Value::native("writtenAt", 2, run, None)
}

fn written_at(ev: &mut Evaluator, v: Value, places: &[Thunk]) -> Value {
    let Some(all) = ev.as_attrs(&v) else { return v };
    let mut out = (*all).clone();
    out.origin = places.iter().find_map(|t| {
        let v = ev.force(t);
        let Value::Attrs(place) = &v else { return None };
        // What else there may be could hide what is added.
        (is_of_flake(ev, place) && place.open.len() == all.open.len()).then(|| place.origin.clone()).flatten()
    });
    Value::Attrs(Rc::new(out))
}

fn is_of_flake(ev: &Evaluator, a: &Attrs) -> bool {
    a.origin.as_ref().is_some_and(|o| !ev.file(o.loc.file).builtin)
}

/// `_module` of what a builder returns: `args.modules` are those that it got, without its own (nixpkgs
/// `nixos/lib/eval-config.nix`), `specialArgs` all special arguments (nixpkgs `lib/modules.nix`).
pub(super) fn of_module_system(ev: &mut Evaluator, c: ConfigId) -> Value {
    let config = Value::sym(Sym::ModuleArg(c, ModuleArg::Config));
    let below = |v: Value, name: &str| Value::sym(Sym::Select(v, Name::new(name)));
    let module = below(config, "_module");
    let modules = Value::list(ev.config(c).roots.clone());
    let args = set_with("modules", Thunk::done(modules), below(module.clone(), "args"));
    let special = Thunk::lazy(move |ev| ev.special_args(c));
    let Value::Attrs(mut all) = set_with("specialArgs", special, module) else { return args };
    Rc::make_mut(&mut all).map.insert(Name::new("args"), Thunk::done(args));
    Value::Attrs(all)
}

fn set_with(name: &str, value: Thunk, rest: Value) -> Value {
    let map = [(Name::new(name), value)].into_iter().collect();
    Value::Attrs(Rc::new(Attrs { map, open: vec![rest], ..Attrs::default() }))
}

impl Evaluator {
    /// Gives a configuration what another one evaluates its modules with.
    pub(crate) fn inherit_arguments(&mut self, from: ConfigId, to: ConfigId) {
        let config = self.config(from);
        let (nixpkgs, special, pkgs) = (config.nixpkgs, config.special.clone(), config.pkgs.clone());
        let (key, lib) = (config.special_key.clone(), config.lib.clone());
        let config = self.config_mut(to);
        (config.nixpkgs, config.special, config.pkgs, config.special_key) = (nixpkgs, special, pkgs, key);
        config.lib = lib;
    }

    /// What `f` makes of a set, made once for each set.
    pub(crate) fn once(&mut self, what: &'static str, v: &Value, f: impl FnOnce(&mut Evaluator) -> Value) -> Value {
        let Value::Attrs(a) = v else { return f(self) };
        let key = (what, Rc::as_ptr(a) as usize);
        if let Some((_, made)) = self.made.get(&key) {
            return made.clone();
        }
        let made = f(self);
        self.made.insert(key, (v.clone(), made.clone()));
        made
    }
}
