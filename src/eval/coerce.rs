//! From any value to the kind that an operation needs, as far as it can be known.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::value::{Attrs, List, ModuleArg, Sym, SymPart, Thunk, Value};
use super::{Evaluator, SELF_PATH};
use crate::flake::inputs::InputKind;
use crate::syntax::name::Name;

impl Evaluator {
    /// Whether a condition holds, if that can be known.
    pub fn truth(&mut self, v: &Value) -> Option<bool> {
        match self.concretize(v) {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// The text of a value in a string or path, if it can be known. Paths of the flake are below [`SELF_PATH`].
    pub fn coerce_text(&mut self, v: &Value) -> Option<Rc<str>> {
        match self.concretize(v) {
            Value::Str(s) | Value::Path(s) => Some(s),
            Value::Int(i) => Some(i.to_string().into()),
            Value::Float(f) => Some(format!("{f:.6}").into()),
            Value::Attrs(a) => {
                if let Some(f) = a.get("__toString").cloned() {
                    let f = self.force(&f);
                    let r = self.call(&f, Thunk::done(Value::Attrs(a.clone())), None);
                    return self.coerce_text(&r);
                }
                // `self // { … }`
                if a.get("outPath").is_none()
                    && a.open.iter().any(|o| matches!(o, Value::Sym(s) if matches!(&**s, Sym::SelfFlake)))
                {
                    return Some(SELF_PATH.into());
                }
                let out = a.get("outPath").cloned()?;
                let v = self.force(&out);
                self.coerce_text(&v)
            }
            Value::Sym(s) => match &*s {
                Sym::SelfFlake => Some(SELF_PATH.into()),
                Sym::Input(id) => match self.inputs.kind(*id) {
                    InputKind::Local(rel) => Some(format!("{SELF_PATH}/{rel}").into()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The string that a value is, if it can be known. Nothing is converted.
    pub fn as_text(&mut self, v: &Value) -> Option<Rc<str>> {
        match self.concretize(v) {
            Value::Str(s) => Some(s),
            _ => None,
        }
    }

    /// A value as an attribute set: what is not known of it is open. None for what is certainly no set.
    pub fn as_attrs(&mut self, v: &Value) -> Option<Rc<Attrs>> {
        match self.concretize(v) {
            Value::Attrs(a) => Some(a),
            Value::Sym(s) => match &*s {
                Sym::Choice(_, a, b) => {
                    let address = Rc::as_ptr(&s) as *const u8 as usize;
                    if let Some((_, joined)) = self.joined.get(&address) {
                        return joined.clone();
                    }
                    let cycle =
                        Rc::new(Attrs { open: vec![Value::unknown("infinite recursion", None)], ..Attrs::default() });
                    self.joined.insert(address, (Value::Sym(s.clone()), Some(cycle)));
                    if !self.step() {
                        return self.joined.get(&address).and_then(|(_, cycle)| cycle.clone());
                    }
                    let (a, b) = (self.force(a), self.force(b));
                    let joined = match (self.as_attrs(&a), self.as_attrs(&b)) {
                        (Some(a), Some(b)) => Some(Rc::new(either(&s, &a, &b))),
                        (a, b) => a.or(b),
                    };
                    self.joined.insert(address, (Value::Sym(s), joined.clone()));
                    joined
                }
                Sym::SelfFlake => {
                    let outputs = self.self_outputs();
                    let mut all = self.as_attrs(&outputs).map_or_else(Attrs::default, |a| (*a).clone());
                    all.open.push(v.clone());
                    Some(Rc::new(all))
                }
                _ => Some(Rc::new(Attrs { open: vec![Value::Sym(s)], ..Attrs::default() })),
            },
            u @ Value::Unknown(_) => Some(Rc::new(Attrs { open: vec![u], ..Attrs::default() })),
            _ => None,
        }
    }

    /// A value as a list: what is not known of it is in `rest`. None for what is certainly no list.
    pub fn as_list(&mut self, v: &Value) -> Option<Rc<List>> {
        match self.concretize(v) {
            Value::List(l) => Some(l),
            Value::Sym(s) => match &*s {
                Sym::Choice(_, a, b) => {
                    let address = Rc::as_ptr(&s) as *const u8 as usize;
                    if let Some((_, joined)) = self.joined_lists.get(&address) {
                        return Some(joined.clone());
                    }
                    let cycle = Thunk::done(Value::unknown("infinite recursion", None));
                    let cycle = Rc::new(List { rest: vec![cycle], ..List::default() });
                    self.joined_lists.insert(address, (Value::Sym(s.clone()), cycle));
                    let (a, b) = (self.force(a), self.force(b));
                    let (a, b) = (self.as_list(&a), self.as_list(&b));
                    let mut out = List::default();
                    let mut fewest = usize::MAX;
                    for l in [a, b].into_iter().flatten() {
                        extend_once(&mut out.items, &l.items);
                        extend_once(&mut out.rest, &l.rest);
                        out.loose |= l.loose;
                        fewest = fewest.min(l.items.len());
                    }
                    out.loose |= out.items.len() > fewest;
                    let joined = Rc::new(out);
                    self.joined_lists.insert(address, (Value::Sym(s), joined.clone()));
                    Some(joined)
                }
                _ => {
                    let v = Value::Sym(s);
                    let element = Thunk::done(self.element(&v));
                    Some(Rc::new(List { rest: vec![element], ..List::default() }))
                }
            },
            u @ Value::Unknown(_) => Some(Rc::new(List { rest: vec![Thunk::done(u)], ..List::default() })),
            // An option's type may make a list of what is defined (nixpkgs `lib/types.nix`, `coercedTo`).
            known if is_of_config(v) => {
                let rest = vec![Thunk::done(known), Thunk::done(self.element(v))];
                Some(Rc::new(List { rest, ..List::default() }))
            }
            _ => None,
        }
    }

    /// A symbolic value replaced by what is known of it: a platform, an option's value, a decided choice.
    /// What can't be known is returned as it is.
    pub fn concretize(&mut self, v: &Value) -> Value {
        let Value::Sym(s) = v else { return v.clone() };
        let deep = self.too_deep(1);
        let out = if deep { v.clone() } else { self.concretize_symbol(s, v) };
        self.too_deep(-1);
        out
    }

    fn concretize_symbol(&mut self, s: &Rc<Sym>, v: &Value) -> Value {
        match &**s {
            Sym::Choice(..) | Sym::Interp(_) if !self.step() => v.clone(),
            Sym::Choice(cond, a, b) => match self.truth(cond) {
                Some(true) => {
                    let v = self.force(&a.clone());
                    self.concretize(&v)
                }
                Some(false) => {
                    let v = self.force(&b.clone());
                    self.concretize(&v)
                }
                None => v.clone(),
            },
            Sym::Interp(parts) => {
                let mut text = String::new();
                for p in parts {
                    match p {
                        SymPart::Text(t) => text.push_str(t),
                        SymPart::Value(part) => match self.coerce_text(part) {
                            Some(t) => text.push_str(&t),
                            None => return v.clone(),
                        },
                    }
                }
                Value::str(&text)
            }
            Sym::Select(..) | Sym::ModuleArg(..) => self.concretize_selection(v),
            _ => v.clone(),
        }
    }
}

// A set that may be any of more sets than these is not known at all.
const MAX_OPEN: usize = 64;

fn extend_once(to: &mut Vec<Thunk>, more: &[Thunk]) {
    let mut have: FxHashSet<usize> = to.iter().map(Thunk::address).collect();
    to.extend(more.iter().filter(|t| have.insert(t.address())).cloned());
}

// Both alternatives at once: every attribute of either, the shared ones undecided.
fn either(choice: &Rc<Sym>, a: &Attrs, b: &Attrs) -> Attrs {
    let Sym::Choice(cond, ..) = &**choice else { return a.clone() };
    let mut out = Attrs { map: a.map.clone(), open: a.open.clone(), ..Attrs::default() };
    let in_both = |n: &Name| a.map.contains_key(n) && b.map.contains_key(n) && !a.may_lack(*n) && !b.may_lack(*n);
    let maybe = a.map.keys().chain(b.map.keys()).filter(|n| !in_both(n)).copied().collect();
    for (name, value) in &b.map {
        let joined = match a.map.get(name) {
            Some(other) if other.address() != value.address() => {
                Thunk::done(Value::sym(Sym::Choice(cond.clone(), other.clone(), value.clone())))
            }
            _ => value.clone(),
        };
        out.map.insert(*name, joined);
    }
    out.open = join_open(&a.open, &b.open);
    out.lacking(maybe)
}

/// The open parts of two sets, each once.
pub(super) fn join_open(a: &[Value], b: &[Value]) -> Vec<Value> {
    if b.is_empty() {
        return a.to_vec();
    }
    let address = |v: &Value| match v {
        Value::Sym(s) => Rc::as_ptr(s) as *const u8 as usize,
        Value::Unknown(u) => Rc::as_ptr(u) as *const u8 as usize,
        _ => 0,
    };
    let mut have = FxHashSet::default();
    let all: Vec<Value> = a.iter().chain(b).filter(|v| address(v) == 0 || have.insert(address(v))).cloned().collect();
    if all.len() > MAX_OPEN { vec![Value::unknown("one of too many sets", None)] } else { all }
}

pub(super) fn is_of_config(v: &Value) -> bool {
    let (root, _) = Evaluator::selection(v);
    matches!(&root, Value::Sym(s) if matches!(&**s, Sym::ModuleArg(_, ModuleArg::Config | ModuleArg::OsConfig)))
}
