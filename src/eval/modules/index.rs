//! Which modules may define an option at all, and what they define above it: most define few, and options are asked
//! for by the thousand.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::defs::Definition;
use super::{Entry, Module, as_merged};
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// Deeper `mkIf` and `mkMerge` than these are not looked through.
const MAX_DEPTH: u32 = 24;

/// So many names of an option's path tell modules apart.
pub(super) const LEVELS: usize = 2;

/// Names that a module may define; None where that can't be told yet.
type Names = Option<FxHashSet<Name>>;

/// Names of options that each module may define: at the top, and below a name at the top.
#[derive(Default)]
pub(super) struct Index {
    names: FxHashMap<(usize, Option<Name>), Rc<Names>>,
    /// What modules define for a path that options are below of.
    above: FxHashMap<Vec<Name>, Rc<Vec<Definition>>>,
}

impl Evaluator {
    /// The definitions of a path, remembered for all options that are below it.
    pub(super) fn definitions_above(&mut self, id: ConfigId, path: &[Name]) -> Rc<Vec<Definition>> {
        if let Some(found) = self.config(id).index.above.get(path) {
            return found.clone();
        }
        let before = self.cycles;
        let found = Rc::new(self.definitions(id, path));
        if self.cycles == before {
            self.config_mut(id).index.above.insert(path.to_vec(), found.clone());
        }
        found
    }

    /// The modules that may define `path`, in the order in which their definitions are merged.
    pub(super) fn modules_defining(&mut self, id: ConfigId, path: &[Name]) -> Vec<Module> {
        let modules = self.modules(id);
        let mut out = Vec::new();
        for (i, e) in modules.iter().enumerate() {
            match e {
                Entry::Own(m, level) => {
                    if self.may_define(id, i, m, path) {
                        out.push((m.clone(), *level));
                    }
                }
                Entry::Shared(g, range, level) => {
                    for (m, below) in g.defining(path, range) {
                        out.extend(self.own_module(id, &m).map(|m| (m, level + below)));
                    }
                }
            }
        }
        as_merged(out).collect()
    }

    fn may_define(&mut self, id: ConfigId, i: usize, m: &Module, path: &[Name]) -> bool {
        let Some(first) = path.first() else { return true };
        let top = self.indexed(id, i, m, None);
        if top.as_ref().as_ref().is_some_and(|names| !names.contains(first)) {
            return false;
        }
        let Some(second) = path.get(1) else { return true };
        let below = self.indexed(id, i, m, Some(*first));
        below.as_ref().as_ref().is_none_or(|names| names.contains(second))
    }

    fn indexed(&mut self, id: ConfigId, i: usize, m: &Module, below: Option<Name>) -> Rc<Names> {
        if let Some(names) = self.config(id).index.names.get(&(i, below)) {
            return names.clone();
        }
        // Whoever asks again while this is found out has to look for himself.
        self.config_mut(id).index.names.insert((i, below), Rc::default());
        let mut names = FxHashSet::default();
        let known = self.names_in(&m.config, below, &mut names, 0);
        let names = Rc::new(known.then_some(names));
        if known {
            self.config_mut(id).index.names.insert((i, below), names.clone());
        } else {
            self.config_mut(id).index.names.remove(&(i, below));
        }
        names
    }

    // Adds the names in a module's value, whatever its conditions are. False if there may be others.
    fn names_in(&mut self, v: &Value, below: Option<Name>, out: &mut FxHashSet<Name>, depth: u32) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match v {
            Value::Attrs(a) if a.get("_type").is_some() => {
                let contents = a.get("contents").cloned().map(|t| self.force(&t));
                let parts: Vec<Thunk> = match (a.get("content"), contents) {
                    (Some(t), _) => vec![t.clone()],
                    (None, Some(Value::List(l))) => l.items.iter().chain(&l.rest).cloned().collect(),
                    _ => return false,
                };
                parts.iter().all(|t| self.names_in_thunk(t, below, out, depth))
            }
            Value::Attrs(a) => match below {
                None => {
                    out.extend(a.map.keys());
                    true
                }
                Some(name) => a.map.get(&name).cloned().is_none_or(|t| self.names_in_thunk(&t, None, out, depth)),
            },
            Value::Sym(s) => match &**s {
                Sym::Choice(_, a, b) => {
                    self.names_in_thunk(a, below, out, depth) && self.names_in_thunk(b, below, out, depth)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn names_in_thunk(&mut self, t: &Thunk, below: Option<Name>, out: &mut FxHashSet<Name>, depth: u32) -> bool {
        let v = self.force(t);
        self.names_in(&v, below, out, depth + 1)
    }
}
