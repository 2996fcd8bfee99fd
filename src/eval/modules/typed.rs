//! Configurations whose options are all declared here: what they evaluate to as a whole, option by option and as the
//! types say (the NixOS manual, "Option Types"; nixpkgs `lib/modules.nix`, `lib/types.nix`).
//!
//! Every option is a thunk: as in Nix, one may depend on all others. Each module is taken apart once.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Module;
use super::defs::DEFAULT_ORDER;
use crate::eval::Evaluator;
use crate::eval::value::{AttrMap, Attrs, ConfigId, ModuleArg, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// The priority of an option's default (nixpkgs `lib.mkOptionDefault`).
const OPTION_DEFAULT: i64 = 1500;

/// The priority of a definition without another one (nixpkgs `lib.mkOverride`).
pub(super) const PLAIN: i64 = 100;

/// A definition that nobody has looked at yet.
#[derive(Clone)]
pub(super) struct Def {
    pub value: Thunk,
    /// Of the `mkIf` around it.
    pub conditions: Vec<Thunk>,
    pub priority: i64,
    pub order: i64,
}

impl Def {
    /// A definition without conditions.
    pub fn plain(value: Thunk) -> Def {
        Def { value, conditions: Vec::new(), priority: PLAIN, order: DEFAULT_ORDER }
    }
}

/// An option, as types and messages need to know it.
#[derive(Clone)]
pub(super) struct At {
    pub id: ConfigId,
    pub path: Rc<[Name]>,
}

impl At {
    pub fn below(&self, name: Name) -> At {
        At { id: self.id, path: self.path.iter().copied().chain([name]).collect() }
    }

    pub fn text(&self) -> String {
        super::path_text(&self.path)
    }
}

/// What is defined, by name, and what else there may be.
#[derive(Default)]
pub(super) struct Parts {
    pub names: IndexMap<Name, Vec<Def>, rustc_hash::FxBuildHasher>,
    pub open: Vec<Value>,
}

impl Evaluator {
    /// Whether a configuration's `config` is evaluated by the declared types.
    pub(in crate::eval) fn is_typed(&self, id: ConfigId) -> bool {
        self.config(id).kind.is_framework()
    }

    /// The whole `config` of such a configuration. While its modules are collected it is a symbol.
    pub fn typed_config(&mut self, id: ConfigId) -> Value {
        if let Some(v) = &self.config(id).typed {
            return v.clone();
        }
        let symbol = Value::sym(Sym::ModuleArg(id, ModuleArg::Config));
        if self.config(id).collecting || self.config(id).typing {
            return symbol;
        }
        let modules = self.modules(id).iter().filter_map(|e| e.own().map(|(m, level)| (m.clone(), level))).collect();
        let modules: Vec<Module> = super::as_merged(modules).collect();
        if self.config(id).typed.is_none() && !self.config(id).typing {
            self.config_mut(id).typing = true;
            let chain = self.config(id).chain.clone();
            let v = self.within(chain, |ev| ev.whole(id, &modules));
            let config = self.config_mut(id);
            config.typing = false;
            config.typed = Some(v);
        }
        self.config(id).typed.clone().unwrap_or(symbol)
    }

    fn whole(&mut self, id: ConfigId, modules: &[Module]) -> Value {
        let options: Vec<Thunk> = modules.iter().filter_map(|m| m.options.clone()).collect();
        let freeform: Vec<Value> = modules.iter().filter_map(|m| m.freeform.clone()).map(|t| self.force(&t)).collect();
        let defs = modules.iter().map(|m| Def::plain(Thunk::done(m.config.clone()))).collect();
        let at = At { id, path: Rc::new([]) };
        let v = self.level(&at, &options, defs, freeform.into());
        if self.config(id).externals || !self.config(id).unknowns.is_empty() {
            return with_open(v, self.rest_of(&at));
        }
        v
    }

    // What modules that are not known may define: never the value that they belong to.
    fn rest_of(&mut self, at: &At) -> Value {
        let root = Value::sym(Sym::ModuleArg(at.id, ModuleArg::Other(Name::new("config"))));
        at.path.iter().fold(root, |v, n| self.symbol_below(&v, Some(*n)))
    }

    // A set of options, with what is defined for each.
    fn level(&mut self, at: &At, options: &[Thunk], defs: Vec<Def>, freeform: Rc<[Value]>) -> Value {
        let mut declared: IndexMap<Name, Vec<Thunk>, rustc_hash::FxBuildHasher> = IndexMap::default();
        for o in options {
            let v = self.force(o);
            let Some(a) = self.as_attrs(&v) else { continue };
            for (n, t) in &a.map {
                declared.entry(*n).or_default().push(t.clone());
            }
        }
        let Parts { mut names, open } = self.taken_apart(defs);
        let mut map = AttrMap::default();
        for (n, decls) in declared {
            let (at, defs) = (at.below(n), names.shift_remove(&n).unwrap_or_default());
            map.insert(n, self.later(at.id, move |ev| ev.declared(&at, &decls, defs)));
        }
        let elements = self.element_types(&freeform);
        for (n, defs) in names {
            let at = at.below(n);
            // `_module` is declared by the module system.
            let thunk = match freeform.is_empty() || *at.path == [Name::new("_module")] {
                true => self.undeclared_option(at, defs),
                false => self.merge_later(at, elements.clone(), defs),
            };
            map.insert(n, thunk);
        }
        Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() }))
    }

    // Some module that is not known declares it, and says what becomes of it.
    fn undeclared_option(&mut self, at: At, defs: Vec<Def>) -> Thunk {
        // `_module` is the module system's own.
        for d in defs.iter().filter(|_| !at.path[0].is("_module")) {
            self.undeclared.push((at.id, at.path.to_vec(), d.value.clone()));
        }
        self.later(at.id, move |ev| {
            let v = ev.merge_typed(&at, &[], defs).unwrap_or_else(|| Value::attrs::<Name>([]));
            let rest = ev.rest_of(&at);
            with_open(v, rest)
        })
    }

    /// What `f` returns, when it is asked for, below the calls that led to a configuration.
    pub(super) fn later(&self, id: ConfigId, f: impl FnOnce(&mut Evaluator) -> Value + 'static) -> Thunk {
        let chain = self.config(id).chain.clone();
        Thunk::lazy(move |ev| ev.within(chain, f))
    }

    // An option, or a set of options: declarations of one name in all modules.
    fn declared(&mut self, at: &At, decls: &[Thunk], defs: Vec<Def>) -> Value {
        let (mut options, mut sets) = (Vec::new(), Vec::new());
        for d in decls {
            let v = self.force(d);
            match &v {
                Value::Attrs(a) if self.is_tagged(a, "option") => options.push(a.clone()),
                _ => sets.push(d.clone()),
            }
        }
        if options.is_empty() {
            return self.level(at, &sets, defs, Rc::new([]));
        }
        self.option(at, &options, sets, defs)
    }

    /// Whether a set has this word for its `_type`.
    pub(in crate::eval) fn is_tagged(&mut self, a: &Attrs, word: &str) -> bool {
        let Some(t) = a.get("_type").cloned() else { return false };
        let v = self.force(&t);
        self.as_text(&v).is_some_and(|t| &*t == word)
    }

    // Options that are declared below one that is a submodule are more of its options.
    fn option(&mut self, at: &At, options: &[Rc<Attrs>], below: Vec<Thunk>, mut defs: Vec<Def>) -> Value {
        let mut types: Vec<Value> = Vec::new();
        for t in options.iter().filter_map(|o| o.get("type").cloned()) {
            types.push(self.force(&t));
        }
        for options in below {
            let options = options.clone();
            let module = self.singleton("options", options);
            let modules = Value::list(vec![Thunk::done(module)]);
            types.push(Value::attrs([("name", Value::str("submodule")), ("modules", modules)]));
        }
        if let Some(default) = options.iter().find_map(|o| o.get("default").cloned()) {
            defs.push(Def { priority: OPTION_DEFAULT, ..Def::plain(default) });
        }
        let v = self.merge_typed(at, &types, defs);
        let v = v.unwrap_or_else(|| {
            if self.config(at.id).externals {
                return self.rest_of(at);
            }
            Value::unknown(format!("the option {} has no value", at.text()), None)
        });
        match options.iter().find_map(|o| o.get("apply").cloned()) {
            Some(f) => {
                let f = self.force(&f);
                self.call(&f, Thunk::done(v), None)
            }
            None => v,
        }
    }

    /// A set of one attribute.
    pub(super) fn singleton(&mut self, name: &str, value: Thunk) -> Value {
        let map = [(Name::new(name), value)].into_iter().collect();
        Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }))
    }

    /// Takes definitions of a set apart: what they define by name, conditions and priorities handed down.
    pub(super) fn taken_apart(&mut self, defs: Vec<Def>) -> Parts {
        let mut out = Parts::default();
        let mut unfolded = Vec::new();
        for d in defs {
            self.unfold(d, &mut unfolded);
        }
        for d in unfolded {
            let v = self.force(&d.value);
            let Some(a) = self.as_attrs(&v) else { continue };
            for (n, t) in &a.map {
                out.names.entry(*n).or_default().push(Def { value: t.clone(), ..d.clone() });
            }
            out.open.extend(a.open.iter().cloned());
        }
        out
    }

    /// The definitions that one consists of, without `mkIf`, `mkMerge`, `mkOverride` and `mkOrder`.
    pub(super) fn unfold(&mut self, d: Def, out: &mut Vec<Def>) {
        let v = self.force(&d.value);
        let Value::Attrs(a) = self.concretize(&v) else { return out.push(d) };
        if !self.step() {
            return;
        }
        let Some(kind) = self.property(&a) else { return out.push(d) };
        let content = a.get("content").cloned();
        match (&*kind, content) {
            ("merge", _) => {
                let Some(t) = a.get("contents").cloned() else { return };
                let v = self.force(&t);
                let Some(l) = self.as_list(&v) else { return };
                for t in &l.items {
                    self.unfold(Def { value: t.clone(), ..d.clone() }, out);
                }
                for t in &l.rest {
                    let some = Thunk::done(Value::unknown("one of a list that is not known", None));
                    let conditions = d.conditions.iter().cloned().chain([some]).collect();
                    self.unfold(Def { value: t.clone(), conditions, ..d }, out);
                }
            }
            ("if", Some(value)) => {
                let conditions = d.conditions.into_iter().chain(a.get("condition").cloned()).collect();
                self.unfold(Def { value, conditions, ..d }, out);
            }
            (kind, Some(value)) => {
                let mut next = Def { value, ..d };
                if let Some(Value::Int(p)) = a.get("priority").cloned().map(|t| self.force(&t)) {
                    let given = if kind == "order" { &mut next.order } else { &mut next.priority };
                    *given = p;
                }
                self.unfold(next, out);
            }
            _ => {}
        }
    }

    /// The `lib` that a framework gives to its modules.
    pub(in crate::eval) fn lib_of_framework(&self, id: ConfigId) -> Option<(Name, Thunk)> {
        let lib = Name::new("lib");
        self.config(id).own_args.map.get(&lib).map(|t| (lib, t.clone()))
    }

    /// A module argument of such a configuration that is no special argument.
    pub(super) fn module_argument(&mut self, id: ConfigId, name: Name) -> Value {
        let path = [Name::new("_module"), Name::new("args"), name];
        self.option_value(id, &path).unwrap_or_else(|| Value::sym(Sym::ModuleArg(id, ModuleArg::Other(name))))
    }
}

// A set that may have more attributes than are known.
fn with_open(v: Value, open: Value) -> Value {
    match v {
        Value::Attrs(mut a) => {
            Rc::make_mut(&mut a).open.push(open);
            Value::Attrs(a)
        }
        v => v,
    }
}
