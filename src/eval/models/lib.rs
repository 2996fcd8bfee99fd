//! `nixpkgs.lib`: written in Nix (`lib/`), with what Nix can't say added here.

use std::rc::Rc;

use super::super::value::{Attrs, InputId, Native, Origin, Sym, Thunk, Value};
use super::super::{Evaluator, builtins};
use super::build;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// The library. A name without a model is the symbol `lib.NAME`.
pub fn value(ev: &mut Evaluator) -> Value {
    let function = ev.model("lib/default.nix");
    let external = Value::native("external", 1, external, None);
    let files = Value::native("listFilesRecursive", 1, builtins::files::list_files_recursive, None);
    let args = Value::attrs([("external", external), ("listFilesRecursive", files)]);
    let lib = ev.call(&function, Thunk::done(args), None);
    let Value::Attrs(a) = &lib else { return lib };
    Value::Attrs(Rc::new(completed(a, None, None)))
}

/// The library of an input: `lib.nixosSystem` where the input is nixpkgs itself.
pub fn of_input(ev: &mut Evaluator, id: InputId) -> Value {
    let lib = ev.lib();
    let Value::Attrs(a) = &lib else { return lib };
    let mut all = (**a).clone();
    add_to(&mut all, Some(Value::sym(Sym::Input(id))), None);
    Value::Attrs(Rc::new(all))
}

// What Nix can't say. What evaluates modules gives them the whole library that it is in, if that is an extended one.
fn completed(lib: &Attrs, input: Option<Value>, whole: Option<Thunk>) -> Attrs {
    let mut all = lib.clone();
    let context = whole.clone().map(|lib| in_library(Value::Null, lib));
    all.map.insert(Name::new("evalModules"), Thunk::done(Value::native("evalModules", 1, eval_modules, context)));
    super::fast::install(&mut all);
    all.open = vec![Value::sym(Sym::External("lib".into()))];
    all.origin = None;
    add_to(&mut all, input, whole);
    all
}

// The context of a builder: its input, and the library that it is in.
fn in_library(input: Value, lib: Thunk) -> Value {
    Value::list(vec![Thunk::done(input), lib])
}

/// The library that a builder is in, if it is an extended one.
pub(super) fn library_of(builder: &Native) -> Option<Thunk> {
    match &builder.context {
        Some(Value::List(context)) => context.items.get(1).cloned(),
        _ => None,
    }
}

/// The library that modules get from a builder that is given one: `evalModules` is of that (nixpkgs
/// `nixos/lib/eval-config.nix`, nix-darwin `eval-config.nix`).
pub(in crate::eval) fn library_given(ev: &mut Evaluator, given: &Thunk) -> Option<Thunk> {
    let lib = ev.force(given);
    match ev.select(&lib, Name::new("evalModules")) {
        Some(Value::Native(evaluates)) => library_of(&evaluates),
        _ => Some(given.clone()),
    }
}

// `extend` is that of the model in Nix: what it makes has the rest too.
fn add_to(lib: &mut Attrs, input: Option<Value>, whole: Option<Thunk>) {
    if let Some(extend) = lib.map.get(&Name::new("extend")).cloned() {
        let input = Thunk::done(input.clone().unwrap_or(Value::Null));
        let context = Value::list(vec![extend, input]);
        lib.map.insert(Name::new("extend"), Thunk::done(Value::native("extend", 1, extend_lib, Some(context))));
    }
    if let Some(input) = input {
        let context = whole.map_or(input.clone(), |lib| in_library(input, lib));
        lib.map.insert(Name::new("nixosSystem"), Thunk::done(super::nixpkgs::nixos_system(Some(context))));
        lib.map.insert(Name::new("nixos"), Thunk::done(super::nixos_tests::of_lib()));
    }
}

// `lib.extend (final: prev: { … })`
fn extend_lib(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let Some(Value::List(context)) = &n.context else { return Value::Null };
    let [extend, input] = &context.items[..] else { return Value::Null };
    let (mut extend, input) = (ev.force(extend), ev.force(input));
    // The library of an input is made from that of none.
    while let Value::Native(inner) = &extend {
        let Some(Value::List(context)) = &inner.context else { return Value::Null };
        extend = ev.force(&context.items[0].clone());
    }
    let own = Value::native("lib", 2, own_overlay, Some(input));
    let complete = ev.call(&extend, Thunk::done(own), None);
    let Some(extend) = ev.select(&complete, Name::new("extend")) else { return complete };
    ev.call(&extend, n.args[0].clone(), at)
}

fn own_overlay(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let prev = builtins::arg(ev, n, 1);
    let Value::Attrs(a) = &prev else { return prev };
    let mut all = completed(a, n.context.clone().filter(|c| !matches!(c, Value::Null)), n.args.first().cloned());
    all.map.shift_remove(&Name::new("extend"));
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
