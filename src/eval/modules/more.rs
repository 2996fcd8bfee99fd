//! What an option has beside what the flake's own modules define: definitions of others, and what its type adds.

use std::rc::Rc;

use crate::eval::Evaluator;
use crate::eval::value::{Attrs, ConfigId, ModuleArg, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// Types whose values have what their modules declare, with or without definitions (nixpkgs `lib/types.nix`).
const OF_MODULES: &[&str] = &["submodule", "deferredModule"];

/// Types of one element or of many, whose values are those of another type.
const OF_OTHERS: &[&str] = &["nullOr", "unique", "coercedTo", "either", "functionTo"];

/// Types within types that are looked at.
const MAX_DEPTH: u32 = 8;

impl Evaluator {
    // Whether modules that are not in the repository may define an option that it doesn't declare: those of NixOS,
    // nix-darwin, home-manager and other flakes do.
    pub(super) fn may_others_define(&self, id: ConfigId, path: &[Name]) -> bool {
        let kind = &self.config(id).kind;
        let own = path.first().is_some_and(|n| n.is("_module") || n.is("nixpkgs"));
        !(own || kind.is_framework() || matches!(kind, super::Kind::Modules | super::Kind::Common))
    }

    // The value of a declared option, or of something `depth` names below it: submodules have more than is defined.
    pub(super) fn of_declared(
        &mut self,
        value: Value,
        option: &Attrs,
        depth: usize,
        id: ConfigId,
        path: &[Name],
    ) -> Value {
        if !matches!(value, Value::Attrs(_) | Value::List(_)) {
            return value;
        }
        let Some(mut kind) = option.get("type").cloned() else { return value };
        for _ in 0..depth {
            match self.element_type(&kind) {
                Some(of) => kind = of,
                None if self.has_modules(&kind, 0) => return whole(value, &symbol(id, path)),
                None => return value,
            }
        }
        self.of_type(value, &kind, &symbol(id, path), 0)
    }

    fn of_type(&mut self, value: Value, kind: &Thunk, symbol: &Value, depth: u32) -> Value {
        if depth > MAX_DEPTH || !self.has_modules(kind, 0) {
            return value;
        }
        let Some(of) = self.element_type(kind) else { return whole(value, symbol) };
        let part = |t: &Thunk, symbol: Value| {
            let (t, of) = (t.clone(), of.clone());
            Thunk::lazy(move |ev| {
                let v = ev.force(&t);
                ev.of_type(v, &of, &symbol, depth + 1)
            })
        };
        each(value, symbol, part)
    }

    // The type of what a set or a list of this type has.
    fn element_type(&mut self, kind: &Thunk) -> Option<Thunk> {
        let v = self.force(kind);
        let name = self.name_of_type(&v)?;
        if !["attrsOf", "lazyAttrsOf", "listOf"].contains(&&*name) {
            return None;
        }
        self.select_thunk(&v, Name::new("elemType"))
    }

    fn name_of_type(&mut self, v: &Value) -> Option<Rc<str>> {
        let name = self.select(v, Name::new("name"))?;
        self.as_text(&name)
    }

    // Whether values of a type may have what modules declare. What is not known may.
    fn has_modules(&mut self, kind: &Thunk, depth: u32) -> bool {
        let v = self.force(kind);
        let Some(name) = self.name_of_type(&v) else { return true };
        if OF_MODULES.contains(&&*name) || depth > MAX_DEPTH {
            return true;
        }
        if let Some(of) = self.element_type(kind) {
            return self.has_modules(&of, depth + 1);
        }
        if !OF_OTHERS.contains(&&*name) {
            return false;
        }
        let nested = self.select(&v, Name::new("nestedTypes")).and_then(|n| self.as_attrs(&n));
        nested.is_none_or(|n| n.map.values().any(|t| self.has_modules(&t.clone(), depth + 1)))
    }
}

/// A list or a set of which others may define more.
pub(super) fn of_others(value: Value, id: ConfigId, path: &[Name]) -> Value {
    let symbol = symbol(id, path);
    match value {
        Value::List(mut l) => {
            Rc::make_mut(&mut l).rest.push(Thunk::done(Value::sym(Sym::Element(symbol))));
            Value::List(l)
        }
        v => open(v, &symbol),
    }
}

// The option as code writes it: `config.a.b`.
fn symbol(id: ConfigId, path: &[Name]) -> Value {
    let config = Value::sym(Sym::ModuleArg(id, ModuleArg::Config));
    path.iter().fold(config, |v, n| Value::sym(Sym::Select(v, *n)))
}

fn open(value: Value, symbol: &Value) -> Value {
    match value {
        Value::Attrs(mut a) => {
            // Not the option itself, which is this set again.
            Rc::make_mut(&mut a).open.push(Value::sym(Sym::Element(symbol.clone())));
            Value::Attrs(a)
        }
        v => v,
    }
}

// A value of a submodule: any set in it may have more.
fn whole(value: Value, symbol: &Value) -> Value {
    let part = |t: &Thunk, symbol: Value| {
        let t = t.clone();
        Thunk::lazy(move |ev| whole(ev.force(&t), &symbol))
    };
    open(each(value, symbol, part), symbol)
}

fn each(value: Value, symbol: &Value, part: impl Fn(&Thunk, Value) -> Thunk) -> Value {
    match value {
        Value::Attrs(mut a) => {
            let of = |n: &Name| Value::sym(Sym::Select(symbol.clone(), *n));
            Rc::make_mut(&mut a).map.iter_mut().for_each(|(n, t)| *t = part(t, of(n)));
            Value::Attrs(a)
        }
        Value::List(mut l) => {
            let of = || Value::sym(Sym::Element(symbol.clone()));
            let l_mut = Rc::make_mut(&mut l);
            l_mut.items.iter_mut().chain(&mut l_mut.rest).for_each(|t| *t = part(t, of()));
            Value::List(l)
        }
        v => v,
    }
}
