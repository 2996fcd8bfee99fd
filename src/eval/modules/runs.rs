//! Lists of modules that configurations have in common: `shared ++ [ ./own.nix ]`.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::shared::Group;
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Thunk, Value};

/// Shorter lists are looked at one by one.
const MIN_RUN: usize = 8;

/// Runs with one first element.
const MAX_RUNS: usize = 8;

/// Elements that several lists begin with, and what they lead to.
pub struct Run {
    thunks: Vec<Thunk>,
    group: Option<Rc<Group>>,
}

/// Runs by the address of their first element, which is kept alive. The first list of all has none yet.
#[derive(Default)]
pub struct Runs(FxHashMap<usize, (Thunk, Vec<Run>)>);

impl Evaluator {
    /// What the longest known run at the start of `list` leads to, and how long it is.
    pub(super) fn run_at(&mut self, id: ConfigId, list: &[Thunk]) -> Option<(Rc<Group>, usize)> {
        if list.len() < MIN_RUN || self.sharing.off {
            return None;
        }
        let first = list[0].clone();
        let Some((_, runs)) = self.sharing.runs.0.get(&first.address()) else {
            self.sharing.runs.0.insert(first.address(), (first, Vec::new()));
            return None;
        };
        let common = runs.iter().map(|r| common_prefix(&r.thunks, list)).max();
        let length = common.unwrap_or(list.len());
        if length < MIN_RUN {
            return None;
        }
        let known: Vec<Rc<Group>> =
            runs.iter().filter(|r| r.thunks.len() == length).filter_map(|r| r.group.clone()).collect();
        let tried = runs.iter().filter(|r| r.thunks.len() == length && r.group.is_none()).count();
        let full = runs.len() >= MAX_RUNS;
        let fits = known.into_iter().find(|g| self.is_guarded(id, g.guard()));
        if fits.is_some() || full || tried > 0 {
            return fits.map(|g| (g, length));
        }
        let group = self.group_of_run(id, &list[..length]).map(Rc::new);
        let run = Run { thunks: list[..length].to_vec(), group: group.clone() };
        if let Some((_, runs)) = self.sharing.runs.0.get_mut(&first.address()) {
            runs.push(run);
        }
        group.map(|g| (g, length))
    }

    fn group_of_run(&mut self, id: ConfigId, list: &[Thunk]) -> Option<Group> {
        let mut g = Group::default();
        for t in list {
            let Value::Path(p) = self.force(t) else { return None };
            self.add_path(id, None, &p, &mut g);
        }
        Some(g.indexed())
    }
}

fn common_prefix(a: &[Thunk], b: &[Thunk]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.address() == b.address()).count()
}
