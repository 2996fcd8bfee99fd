//! Selection of attributes, from known and from symbolic sets.

use super::Evaluator;
use super::coerce::is_of_config;
use super::memo::symbol_address;
use super::value::{Env, Loc, ModuleArg, Sym, Thunk, Value};
use crate::syntax::hir::{ExprId, Key};
use crate::syntax::name::Name;

impl Evaluator {
    /// The attribute `name` of `v`; None when it is certainly not there.
    pub fn select(&mut self, v: &Value, name: Name) -> Option<Value> {
        let t = self.select_thunk(v, name)?;
        Some(self.force(&t))
    }

    /// As [`Evaluator::select`], not yet evaluated.
    pub fn select_thunk(&mut self, v: &Value, name: Name) -> Option<Thunk> {
        match v {
            Value::Attrs(a) => match (a.map.get(&name), a.open.last()) {
                (Some(t), _) => Some(t.clone()),
                (None, Some(open)) => {
                    let open = open.clone();
                    self.select_thunk(&open, name)
                }
                (None, None) => None,
            },
            Value::Sym(s) => self.select_symbol(&s.clone(), v, name),
            Value::Unknown(_) => Some(Thunk::done(v.clone())),
            _ => None,
        }
    }

    fn select_symbol(&mut self, s: &Sym, v: &Value, name: Name) -> Option<Thunk> {
        match s {
            Sym::Choice(cond, a, b) => {
                if let Some(c) = self.truth(cond) {
                    let side = self.force(if c { a } else { b });
                    return self.select_thunk(&side, name);
                }
                // Two that are each other's sides have no end.
                let deep = self.too_deep(1);
                if deep || !self.step() {
                    self.too_deep(-1);
                    return Some(Thunk::done(Value::unknown("nested too deeply to follow", None)));
                }
                let selected = self.select_of_either(cond, (a, b), v, name);
                self.too_deep(-1);
                selected
            }
            Sym::AttrsOf(t) => Some(t.clone()),
            Sym::Element(Value::Sym(inner)) if matches!(&**inner, Sym::AttrsOf(_)) => {
                let Sym::AttrsOf(t) = &**inner else { return None };
                let elem = self.force(&t.clone());
                self.select_thunk(&elem, name)
            }
            Sym::External(path) => Some(Thunk::done(Value::sym(Sym::External(format!("{path}.{name}").into())))),
            Sym::SelfFlake => self.select_self(name),
            Sym::Input(id) => Some(self.select_input(*id, v, name)),
            Sym::ModuleArg(c, ModuleArg::Config) if self.is_typed(*c) => match self.typed_config(*c) {
                config @ Value::Attrs(_) => self.select_thunk(&config, name),
                _ => Some(Thunk::done(self.symbol_below(v, Some(name)))),
            },
            Sym::Config(c) => Some(self.select_config(*c, v, name)),
            Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) if name.is("lib") => {
                let lib = self.lib();
                Some(Thunk::done(lib))
            }
            Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) if name.is("pkgs") => Some(Thunk::done(v.clone())),
            Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) => {
                let builder = super::models::nixos_tests::of_package_set(v, name);
                Some(Thunk::done(builder.unwrap_or_else(|| self.symbol_below(v, Some(name)))))
            }
            Sym::Select(base, of) if of.is("legacyPackages") => Some(self.legacy_packages(base, v, name)),
            Sym::Select(Value::Sym(base), of) if of.is("inputs") && matches!(&**base, Sym::Input(_)) => {
                let Sym::Input(id) = &**base else { return None };
                let child = self.inputs.child(*id, name);
                Some(Thunk::done(Value::sym(Sym::Input(child))))
            }
            _ => Some(Thunk::done(self.symbol_below(v, Some(name)))),
        }
    }

    // `name` of an undecided choice `v`. Where choices stand in choices, as in a fold that returns either what it got or
    // another set, one of them is on very many ways through the others: what it has is found once.
    fn select_of_either(&mut self, cond: &Value, sides: (&Thunk, &Thunk), v: &Value, name: Name) -> Option<Thunk> {
        let key = (symbol_address(v)?, name);
        if let Some((_, selected)) = self.selected.get(&key) {
            return selected.clone();
        }
        let cycles = self.cycles;
        let (a, b) = (self.force(sides.0), self.force(sides.1));
        let nested = [&a, &b].into_iter().any(|side| matches!(side, Value::Sym(s) if matches!(&**s, Sym::Choice(..))));
        let selected = match (self.select_thunk(&a, name), self.select_thunk(&b, name)) {
            (Some(a), Some(b)) => Some(Thunk::done(Value::sym(Sym::Choice(cond.clone(), a, b)))),
            (a, b) => a.or(b),
        };
        if nested && self.cycles == cycles {
            self.selected.insert(key, (v.clone(), selected.clone()));
        }
        selected
    }

    /// Whether `v` has the attribute `name`, if that can be known.
    pub fn has_attr(&mut self, v: &Value, name: Name) -> Option<bool> {
        let of_config = is_of_config(v);
        let v = self.concretize(v);
        match &v {
            // Which of an option's attributes are there, conditions around their values decide.
            Value::Attrs(a) if of_config && a.map.contains_key(&name) => {
                (!self.may_be_dropped(&a.map[&name].clone())).then_some(true)
            }
            Value::Attrs(a) if a.map.contains_key(&name) => (!a.may_lack(name)).then_some(true),
            Value::Attrs(a) if a.open.is_empty() => Some(false),
            Value::Sym(s) if matches!(&**s, Sym::SelfFlake) => self.self_has(name),
            Value::Attrs(_) | Value::Sym(_) | Value::Unknown(_) => None,
            _ => Some(false),
        }
    }

    // Whether a definition holds only under a condition that is not known to hold (nixpkgs `lib/types.nix`, `attrsOf`).
    fn may_be_dropped(&mut self, t: &Thunk) -> bool {
        let Value::Attrs(a) = self.force(t) else { return false };
        let get = |ev: &mut Self, n: &str| a.get(n).cloned().map(|t| ev.force(&t));
        match self.property(&a).as_deref() {
            Some("if") if get(self, "condition").and_then(|c| self.truth(&c)) != Some(true) => true,
            Some("merge") => {
                let contents = get(self, "contents").and_then(|v| self.as_list(&v)).unwrap_or_default();
                contents.items.iter().all(|t| self.may_be_dropped(t))
            }
            Some(_) => a.get("content").cloned().is_some_and(|t| self.may_be_dropped(&t)),
            None => false,
        }
    }

    pub(super) fn select_path(
        &mut self,
        base: ExprId,
        path: &[Key],
        default: Option<ExprId>,
        loc: Loc,
        env: &Env,
    ) -> Value {
        let mut v = self.eval(Loc { file: loc.file, expr: base }, env);
        let mut uncertain = false;
        for key in path {
            let next = match self.key_name(key, loc, env) {
                Ok(name) => {
                    uncertain |= self.has_attr(&v, name).is_none();
                    self.select(&v, name)
                }
                Err(_) => {
                    uncertain = true;
                    Some(self.element(&v))
                }
            };
            match (next, default) {
                (Some(next), _) => v = next,
                (None, Some(d)) => return self.eval(Loc { file: loc.file, expr: d }, env),
                (None, None) => {
                    let text = match key {
                        Key::Static(n) => n.to_string(),
                        Key::Dynamic(_) => "…".to_owned(),
                    };
                    return Value::unknown(format!("attribute `{text}` is not there"), Some(loc));
                }
            }
        }
        match default {
            Some(_) if v.is_failure() => v,
            Some(d) if uncertain => {
                let d = self.delay(Loc { file: loc.file, expr: d }, env);
                let has = Value::sym(Sym::Op("?", vec![Thunk::done(v.clone())]));
                Value::sym(Sym::Choice(has, Thunk::done(v), d))
            }
            _ => v,
        }
    }

    pub(super) fn has_path(&mut self, base: ExprId, path: &[Key], loc: Loc, env: &Env) -> Value {
        let mut v = self.eval(Loc { file: loc.file, expr: base }, env);
        let last = path.len().saturating_sub(1);
        for (i, key) in path.iter().enumerate() {
            if v.is_failure() {
                return v;
            }
            let Ok(name) = self.key_name(key, loc, env) else {
                return Value::sym(Sym::Op("?", vec![Thunk::done(v)]));
            };
            match self.has_attr(&v, name) {
                Some(false) => return Value::Bool(false),
                None => return Value::sym(Sym::Op("?", vec![Thunk::done(v), Thunk::done(Value::str(&name.text()))])),
                Some(true) if i == last => return Value::Bool(true),
                Some(true) => match self.select(&v, name) {
                    Some(next) => v = next,
                    None => return Value::Bool(false),
                },
            }
        }
        Value::Bool(true)
    }

    /// Some element of a set or list.
    pub fn element(&mut self, v: &Value) -> Value {
        match v {
            Value::Sym(s) => match &**s {
                Sym::AttrsOf(t) => self.force(&t.clone()),
                // Of `legacyPackages` and `packages` every member looks the same.
                Sym::Select(base, of) if of.is("legacyPackages") => {
                    let t = self.legacy_packages(&base.clone(), v, Name::new("«system»"));
                    self.force(&t)
                }
                _ => self.symbol_below(v, None),
            },
            Value::Unknown(_) => v.clone(),
            Value::Attrs(a) if a.map.len() == 1 && a.open.is_empty() => self.force(&a.map[0].clone()),
            _ => Value::sym(Sym::Element(v.clone())),
        }
    }

    /// The symbol that a chain of selections starts from, and the names selected, first to last.
    pub fn selection(v: &Value) -> (Value, Vec<Name>) {
        let mut names = Vec::new();
        let mut v = v.clone();
        while let Value::Sym(s) = &v {
            let Sym::Select(base, name) = &**s else { break };
            names.push(*name);
            v = base.clone();
        }
        names.reverse();
        (v, names)
    }
}
