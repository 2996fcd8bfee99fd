//! Special arguments that are data: what modules that get them may be shared by.

use std::fmt::Write as _;
use std::rc::Rc;

use super::inert::Uses;
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// Names and values in a special argument that is data.
const MAX_DATA: usize = 256;

impl Evaluator {
    /// Text of a special argument that is data: equal texts, equal values.
    pub(super) fn word_of(&mut self, id: ConfigId, name: Name) -> Option<Rc<str>> {
        if name.is("lib") {
            let Value::Attrs(lib) = self.usual_lib(id)? else { return None };
            return Some(format!("lib {:p}", Rc::as_ptr(&lib)).into());
        }
        if let Some(word) = self.config(id).shared.words.get(&name) {
            return word.clone();
        }
        let special = self.special_args(id);
        let value = self.as_attrs(&special).and_then(|a| a.map.get(&name).cloned());
        let mut text = String::new();
        let known = value.is_some_and(|t| {
            let v = self.force(&t);
            self.write_data(&v, &mut text, &mut 0)
        });
        let word: Option<Rc<str>> = known.then(|| text.into());
        self.config_mut(id).shared.words.insert(name, word.clone());
        word
    }

    fn write_data(&mut self, v: &Value, out: &mut String, count: &mut usize) -> bool {
        *count += 1;
        if *count > MAX_DATA {
            return false;
        }
        match v {
            Value::Null | Value::Bool(_) | Value::Int(_) => _ = write!(out, "{}", self.canon(v)),
            Value::Str(s) if !s.contains(crate::eval::SELF_PATH) => _ = write!(out, "{s:?}"),
            Value::Sym(s) => match &**s {
                Sym::Input(id) => _ = write!(out, "input {}", id.0),
                Sym::SelfFlake => out.push_str("self"),
                _ => return false,
            },
            Value::List(l) if l.rest.is_empty() => {
                out.push('[');
                for t in &l.items {
                    let v = self.force(t);
                    if !self.write_data(&v, out, count) {
                        return false;
                    }
                    out.push(' ');
                }
                out.push(']');
            }
            Value::Attrs(a) if a.open.is_empty() => {
                out.push('{');
                for (n, t) in &a.map {
                    let _ = write!(out, "{:?}=", &*n.text());
                    let v = self.force(t);
                    if !self.write_data(&v, out, count) {
                        return false;
                    }
                    out.push(';');
                }
                out.push('}');
            }
            _ => return false,
        }
        true
    }

    /// Whether a special argument, used like this, leads to code of the repository.
    pub(super) fn leads_in_by(&mut self, t: &Thunk, uses: &Uses) -> bool {
        match self.force(t) {
            Value::Attrs(a) if !uses.bare => uses.keys.iter().any(|k| a.map.get(k).is_some_and(|t| self.leads_in(t))),
            _ => self.leads_in(t),
        }
    }

    fn leads_in(&mut self, t: &Thunk) -> bool {
        match self.force(t) {
            Value::Sym(s) => match &*s {
                Sym::Input(id) => self.is_local(*id),
                _ => true,
            },
            Value::Attrs(a) => a.map.values().any(|t| self.leads_in(t)),
            Value::List(l) => l.items.iter().any(|t| self.leads_in(t)),
            _ => false,
        }
    }
}
