//! Builders of other flakes that the user describes, in nixinst.toml.

use std::rc::Rc;

use serde::Deserialize;

use super::super::Evaluator;
use super::super::value::{Attrs, Origin, Sym, Thunk, Value};
use super::module_list;
use crate::eval::modules::Kind;
use crate::syntax::name::Name;

/// What such a function evaluates its modules as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuilderKind {
    Nixos,
    HomeManager,
    Darwin,
}

/// A function of another flake that evaluates modules. Paths are of attributes of its argument.
#[derive(Debug, Clone)]
pub struct Builder {
    /// Like `lib.mkBox`, of any input, or `inputs.boxes.lib.mkBox`.
    pub function: String,
    pub kind: BuilderKind,
    pub modules: Vec<Vec<String>>,
    pub special_args: Vec<String>,
    pub system: Vec<String>,
}

impl BuilderKind {
    /// The argument that usually holds the special arguments.
    pub fn special_args(self) -> &'static str {
        self.kind().special_key()
    }

    fn kind(self) -> Kind {
        match self {
            BuilderKind::Nixos => Kind::Nixos,
            BuilderKind::HomeManager => Kind::Home,
            BuilderKind::Darwin => Kind::Darwin,
        }
    }
}

impl Evaluator {
    /// What a function is called with becomes of, if it is a builder that the user describes and gets modules: a
    /// configuration.
    pub(super) fn call_taught(&mut self, function: &Value, arg: &Thunk, at: Option<&Origin>) -> Option<Value> {
        let name = function_of_input(self, function)?;
        let index = self.taught.iter().position(|b| is_named(b, &name))?;
        let builder = self.taught[index].clone();
        let given = self.force(arg);
        let args = self.as_attrs(&given)?;
        // It may take other arguments first.
        if !builder.modules.iter().any(|p| has(self, &args, p)) {
            return None;
        }
        self.taught_called.insert(index);
        let chain = at.map_or(Some(self.chain.clone()), |o| self.chain.configuration(o.loc, false));
        let Some(chain) = chain else {
            return Some(Value::unknown("a configuration whose modules evaluate it again", at.map(|o| o.loc)));
        };
        let mut roots = Vec::new();
        for path in &builder.modules {
            let Some((last, above)) = path.split_last() else { continue };
            if let Some(set) = below(self, &given, above) {
                roots.extend(module_list(self, &set, last));
            }
        }
        let id = self.within(chain, |ev| ev.add_config(builder.kind.kind(), at, args, roots));
        let special = below(self, &given, &builder.special_args);
        let none = || Value::attrs::<Name>([]);
        let system = below(self, &given, &builder.system);
        let known = builder.modules.iter().chain([&builder.special_args, &builder.system]);
        let rest = known.fold(given, |v, path| without(self, &v, path));
        let config = self.config_mut(id);
        config.special = Some(Thunk::done(special.unwrap_or_else(none)));
        config.special_key = Some(builder.special_args.join(".").into());
        config.pkgs = system.map(Thunk::done);
        // It may have modules of its own, and those may be written for this flake.
        config.externals = true;
        config.strangers = true;
        // Arguments that it took first are in the function.
        config.beside = Some((vec![Thunk::done(rest), Thunk::done(function.clone())], name.join(".").into()));
        Some(Value::sym(Sym::Config(id)))
    }
}

// `inputs`, the input's name, and the path of a function in it, or of one that it returned.
fn function_of_input(ev: &Evaluator, function: &Value) -> Option<Vec<String>> {
    let mut f = function.clone();
    while let Value::Sym(s) = &f
        && let Sym::Apply(inner, ..) = &**s
    {
        f = inner.clone();
    }
    let (root, names) = Evaluator::selection(&f);
    let Value::Sym(s) = &root else { return None };
    let Sym::Input(id) = &**s else { return None };
    let path = names.iter().map(Name::to_string);
    Some(["inputs".to_owned(), ev.inputs.name(*id).to_owned()].into_iter().chain(path).collect())
}

fn is_named(builder: &Builder, name: &[String]) -> bool {
    let [_, _, path @ ..] = name else { return false };
    name.join(".") == builder.function || path.join(".") == builder.function
}

// Whether a set is sure to have an attribute at a path.
fn has(ev: &mut Evaluator, a: &Attrs, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else { return true };
    let Some(t) = a.get(first).cloned() else { return false };
    let v = ev.force(&t);
    rest.is_empty() || ev.as_attrs(&v).is_some_and(|inner| has(ev, &inner, rest))
}

fn below(ev: &mut Evaluator, v: &Value, path: &[String]) -> Option<Value> {
    path.iter().try_fold(v.clone(), |v, name| ev.select(&v, Name::new(name)))
}

// A set without the attribute at a path.
fn without(ev: &mut Evaluator, v: &Value, path: &[String]) -> Value {
    let (Some((first, rest)), Value::Attrs(a)) = (path.split_first(), v) else { return v.clone() };
    let mut out = (**a).clone();
    let name = Name::new(first);
    let Some(t) = out.map.shift_remove(&name) else { return v.clone() };
    if !rest.is_empty() {
        let inner = ev.force(&t);
        let inner = without(ev, &inner, rest);
        out.map.insert(name, Thunk::done(inner));
    }
    // What was written there has more than what is left.
    out.origin = None;
    Value::Attrs(Rc::new(out))
}
