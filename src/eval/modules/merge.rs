//! Definitions merged by the type of their option (the NixOS manual, "Option Types"; nixpkgs `lib/types.nix`).

use std::rc::Rc;

use super::Kind;
use super::typed::{At, Def};
use crate::eval::Evaluator;
use crate::eval::value::{Attrs, ConfigId, List, Native, Origin, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// A definition whose conditions have been looked at.
#[derive(Clone)]
struct Settled {
    thunk: Thunk,
    value: Value,
    priority: i64,
    /// What is not known to hold.
    condition: Option<Value>,
}

impl Settled {
    // The same for what is inside of it: priorities count once.
    fn inside(&self, value: Thunk) -> Def {
        Def { conditions: self.condition.iter().cloned().map(Thunk::done).collect(), ..Def::plain(value) }
    }
}

impl Evaluator {
    /// The merged value of an option with these types, which are one type as different modules declare it. None if
    /// nothing defines it and the type has no empty value.
    pub(super) fn merge_typed(&mut self, at: &At, types: &[Value], defs: Vec<Def>) -> Option<Value> {
        let settled = self.settle(defs);
        self.merge_settled(at, types, settled)
    }

    /// The same, when it is asked for.
    pub(super) fn merge_later(&mut self, at: At, types: Rc<[Value]>, defs: Vec<Def>) -> Thunk {
        self.later(at.id, move |ev| {
            let v = ev.merge_typed(&at, &types, defs);
            v.unwrap_or_else(|| Value::unknown(format!("the option {} has no value", at.text()), None))
        })
    }

    // The definitions that count: conditions that don't hold and lower priorities are left out.
    fn settle(&mut self, defs: Vec<Def>) -> Vec<Settled> {
        let mut unfolded = Vec::new();
        for d in defs {
            self.unfold(d, &mut unfolded);
        }
        unfolded.sort_by_key(|d| d.order);
        let mut out = Vec::new();
        'defs: for d in unfolded {
            let mut condition = None;
            for c in &d.conditions {
                let c = self.force(c);
                match self.truth(&c) {
                    Some(true) => {}
                    Some(false) => continue 'defs,
                    None => condition = Some(c),
                }
            }
            let value = self.force(&d.value);
            let value = self.concretize(&value);
            out.push(Settled { thunk: d.value, value, priority: d.priority, condition });
        }
        let best = out.iter().filter(|d| d.condition.is_none()).map(|d| d.priority).min().unwrap_or(i64::MAX);
        out.retain(|d| d.priority <= best);
        out
    }

    fn merge_settled(&mut self, at: &At, types: &[Value], defs: Vec<Settled>) -> Option<Value> {
        let Some(first) = types.first().cloned() else { return self.merge_any(at, defs) };
        let name = self.select(&first, Name::new("name")).and_then(|n| self.as_text(&n)).unwrap_or_default();
        match &*name {
            "listOf" | "nonEmptyListOf" => Some(self.merge_list(at, types, &defs)),
            "attrsOf" | "lazyAttrsOf" | "attrsWith" => Some(self.merge_attrs(at, types, &defs)),
            "submodule" => Some(self.merge_submodule(at, types, &defs)),
            "deferredModule" => Some(self.merge_deferred(types, &defs)),
            "functionTo" => self.merge_functions(at, types, defs),
            "unique" | "uniq" => {
                let elements = self.element_types(types);
                self.merge_settled(at, &elements, defs)
            }
            "nullOr" => {
                if defs.iter().all(|d| matches!(d.value, Value::Null)) {
                    return Some(Value::Null);
                }
                let elements = self.element_types(types);
                self.merge_settled(at, &elements, defs)
            }
            "either" => {
                let side = self.fitting_side(&first, &defs);
                self.merge_settled(at, side.as_slice(), defs)
            }
            "coercedTo" => self.merge_coerced(at, &first, defs),
            "attrs" => {
                let none = Value::attrs::<Name>([]);
                Some(defs.iter().fold(none, |all, d| self.update(&all, &d.value)))
            }
            _ => self.merge_any(at, defs),
        }
    }

    /// The types of what is in a list, set or function of these types.
    pub(super) fn element_types(&mut self, types: &[Value]) -> Rc<[Value]> {
        let mut out = Vec::new();
        for t in types {
            out.extend(self.select(t, Name::new("elemType")));
        }
        out.into()
    }

    fn merge_list(&mut self, at: &At, types: &[Value], defs: &[Settled]) -> Value {
        let elements = self.element_types(types);
        let mut out = List::default();
        for d in defs {
            let Some(l) = self.as_list(&d.value) else { continue };
            let sure = d.condition.is_none();
            for (i, t) in l.items.iter().chain(&l.rest).enumerate() {
                let t = self.merge_later(at.below(Name::new("*")), elements.clone(), vec![Def::plain(t.clone())]);
                if sure && i < l.items.len() { out.items.push(t) } else { out.rest.push(t) }
            }
        }
        Value::List(Rc::new(out))
    }

    fn merge_attrs(&mut self, at: &At, types: &[Value], defs: &[Settled]) -> Value {
        let elements = self.element_types(types);
        let mut parts = self.taken_apart(defs.iter().map(|d| d.inside(d.thunk.clone())).collect());
        let origin = self.only_place(&elements, defs);
        let mut out = Attrs { open: std::mem::take(&mut parts.open), origin, ..Attrs::default() };
        for (n, defs) in parts.names {
            out.map.insert(n, self.merge_later(at.below(n), elements.clone(), defs));
        }
        Value::Attrs(Rc::new(out))
    }

    // Where one more attribute is one more in the value: the only definition, if the type takes any value as it is.
    // `anything` does not: it looks into sets, and a package set has members that fail.
    fn only_place(&mut self, elements: &[Value], defs: &[Settled]) -> Option<Origin> {
        let [Settled { value: Value::Attrs(a), condition: None, .. }] = defs else { return None };
        let mut as_is = |t: &Value| {
            let name = self.select(t, Name::new("name")).and_then(|n| self.as_text(&n));
            name.is_some_and(|n| matches!(&*n, "raw" | "unspecified"))
        };
        (!elements.is_empty() && elements.iter().all(&mut as_is)).then(|| a.origin.clone()).flatten()
    }

    // `{ imports = [ … ]; }` of all definitions, each as it was written.
    fn merge_deferred(&mut self, types: &[Value], defs: &[Settled]) -> Value {
        let mut imports = List::default();
        for t in types {
            if let Some(modules) = self.select(t, Name::new("staticModules")).and_then(|l| self.as_list(&l)) {
                imports.items.extend(modules.items.iter().cloned());
            }
        }
        imports.items.extend(defs.iter().map(|d| d.thunk.clone()));
        self.singleton("imports", Thunk::done(Value::List(Rc::new(imports))))
    }

    fn merge_submodule(&mut self, at: &At, types: &[Value], defs: &[Settled]) -> Value {
        let name = at.path.last().map_or(Value::Null, |n| Value::Str(n.text()));
        let own = ["name", "args", "_module"].iter().fold(name, |v, n| self.singleton(n, Thunk::done(v)));
        let mut roots = vec![Thunk::done(own)];
        let mut args = Attrs::default();
        for t in types {
            if let Some(l) = self.select(t, Name::new("modules")).and_then(|l| self.as_list(&l)) {
                roots.extend(l.items.iter().chain(&l.rest).cloned());
            }
            if let Some(special) = self.select_thunk(t, Name::new("specialArgs")) {
                args.map.insert(Name::new("specialArgs"), special);
            }
        }
        for d in defs {
            let content = d.condition.clone().map_or_else(|| d.thunk.clone(), |c| conditional(c, &d.thunk));
            roots.push(match (&d.value, self.is_shorthand(types)) {
                (Value::Attrs(_), true) => Thunk::done(self.singleton("config", content)),
                _ => d.thunk.clone(),
            });
        }
        let id = self.add_config(Kind::Submodule(at.id, at.text()), None, Rc::new(args), roots);
        let map = self.lib_of_framework(at.id).into_iter().collect();
        self.config_mut(id).own_args = Rc::new(Attrs { map, ..Attrs::default() });
        self.config_mut(id).externals = self.config(at.id).externals;
        self.config_mut(id).strangers = self.config(at.id).strangers;
        self.config_mut(id).chain = self.config(at.id).chain.clone();
        // The module system's own part is not in the value.
        match self.typed_config(id) {
            Value::Attrs(mut a) if a.get("_module").is_some() => {
                Rc::make_mut(&mut a).map.shift_remove(&Name::new("_module"));
                Value::Attrs(a)
            }
            v => v,
        }
    }

    // Whether a set is a submodule's `config`, and not a module with `imports` and `options`.
    fn is_shorthand(&mut self, types: &[Value]) -> bool {
        let mut shorthand = false;
        for t in types {
            let v = self.select(t, Name::new("shorthandOnlyDefinesConfig"));
            shorthand |= v.and_then(|v| self.truth(&v)).unwrap_or(false);
        }
        shorthand
    }

    // One function is itself; several are one that merges their results.
    fn merge_functions(&mut self, at: &At, types: &[Value], defs: Vec<Settled>) -> Option<Value> {
        if defs.len() < 2 {
            return self.merge_any(at, defs);
        }
        let elements = self.element_types(types);
        let context = Value::list(vec![
            Thunk::done(Value::list(elements.iter().cloned().map(Thunk::done).collect())),
            Thunk::done(Value::list(defs.into_iter().map(|d| d.thunk).collect())),
            Thunk::done(Value::sym(Sym::Config(at.id))),
        ]);
        Some(Value::native("functionTo", 1, merged_results, Some(context)))
    }

    // The side of `either` whose check all definitions pass.
    fn fitting_side(&mut self, either: &Value, defs: &[Settled]) -> Option<Value> {
        for side in ["left", "right"] {
            let t = self.select(either, Name::new(side))?;
            let check = self.select(&t, Name::new("check"))?;
            let all = defs.iter().all(|d| {
                let fits = self.call(&check, d.thunk.clone(), None);
                self.truth(&fits) == Some(true)
            });
            if all {
                return Some(t);
            }
        }
        None
    }

    fn merge_coerced(&mut self, at: &At, t: &Value, mut defs: Vec<Settled>) -> Option<Value> {
        let parts = ["coercedType", "coerceFunc", "finalType"].map(|n| self.select(t, Name::new(n)));
        let [Some(from), Some(convert), Some(to)] = parts else { return self.merge_any(at, defs) };
        let check = self.select(&from, Name::new("check")).unwrap_or(Value::Null);
        for d in &mut defs {
            let fits = self.call(&check, d.thunk.clone(), None);
            if self.truth(&fits) == Some(true) {
                d.value = self.call(&convert, d.thunk.clone(), None);
                d.thunk = Thunk::done(d.value.clone());
            }
        }
        self.merge_settled(at, &[to], defs)
    }

    // Without a type, or with one that takes a single value: lists and sets are joined, all else must be equal.
    fn merge_any(&mut self, at: &At, mut defs: Vec<Settled>) -> Option<Value> {
        let maybe = (0..defs.len()).filter(|i| defs[*i].condition.is_some()).min_by_key(|i| defs[*i].priority);
        if defs.len() > 1 && defs.iter().all(|d| matches!(d.value, Value::List(_))) {
            return Some(self.merge_list(at, &[], &defs));
        }
        if defs.len() > 1 && defs.iter().all(|d| matches!(d.value, Value::Attrs(_))) {
            return Some(self.merge_attrs(at, &[], &defs));
        }
        if let Some(i) = maybe {
            let d = defs.remove(i);
            let at = at.clone();
            let rest = self.later(at.id, move |ev| {
                let v = ev.merge_any(&at, defs);
                v.unwrap_or_else(|| Value::unknown(format!("the option {} has no value", at.text()), None))
            });
            return d.condition.map(|c| Value::sym(Sym::Choice(c, d.thunk, rest)));
        }
        let (first, more) = defs.split_first()?;
        let value = first.value.clone();
        if more.iter().all(|d| self.equal(&value, &d.value) == Some(true)) {
            return Some(value);
        }
        if self.has_others(at.id) {
            // A module of another flake declares how they are merged, and may evaluate what comes of it.
            let values = defs.iter().map(|d| (at.id, at.path.to_vec(), d.thunk.clone()));
            self.undeclared.extend(values);
        }
        Some(Value::unknown(format!("the option {} has several values", at.text()), None))
    }

    // Whether modules of other flakes are among those that declare options here.
    fn has_others(&self, id: ConfigId) -> bool {
        match self.config(id).kind {
            Kind::Submodule(parent, _) => self.config(id).externals || self.has_others(parent),
            _ => self.config(id).externals,
        }
    }
}

fn conditional(condition: Value, content: &Thunk) -> Thunk {
    let attributes = [("_type", Thunk::done(Value::str("if"))), ("condition", Thunk::done(condition))];
    let attributes = attributes.into_iter().chain([("content", content.clone())]);
    let map = attributes.map(|(n, t)| (Name::new(n), t)).collect();
    Thunk::done(Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() })))
}

fn merged_results(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(Value::List(context)) = &n.context else { return Value::Null };
    let parts: Vec<Value> = context.items.iter().map(|t| ev.force(t)).collect();
    let [Value::List(types), Value::List(functions), Value::Sym(config)] = &parts[..] else { return Value::Null };
    let Sym::Config(id) = &**config else { return Value::Null };
    let types: Vec<Value> = types.items.iter().map(|t| ev.force(t)).collect();
    let mut defs = Vec::new();
    for f in &functions.items {
        let f = ev.force(f);
        defs.push(Def::plain(Thunk::done(ev.call(&f, n.args[0].clone(), None))));
    }
    let at = At { id: *id, path: Rc::new([]) };
    ev.merge_typed(&at, &types, defs).unwrap_or_else(|| Value::unknown("a function without a value", None))
}
