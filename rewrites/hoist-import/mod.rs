//! Moves instances that modules make into `flake.nix`, once, and threads them to where they were made.

mod attempt;
mod gain;
mod systems;
mod takeout;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Source};
use crate::flake::sites::Site;
use crate::plan::classify::{Evaluation, systems};
use crate::plan::codes::{self, Block};
use crate::plan::express::{self, SystemText};
use crate::plan::keys::ANY_SYSTEM;
use crate::plan::outcome::{ChangeGroup, FileChange};
use crate::plan::own;
use crate::plan::spot::{Spot, definition_spot};
use crate::syntax::surgery::let_in::LetHabit;
use rowan::ast::AstNode as _;

pub use attempt::Group;
use attempt::GroupKey;

/// The rewrite's name.
pub const NAME: &str = "hoist-import";

/// What `nixinst explain hoist-import` prints.
pub const PAGE: &str = include_str!("README.md");

/// What the rewrite makes of the candidates.
#[derive(Default)]
pub struct Moved {
    pub groups: Vec<Group>,
    /// Candidates that can't be moved, by index into the sites.
    pub blocked: FxHashMap<usize, Block>,
    /// Candidates that are best where they are, and why.
    pub central: FxHashMap<usize, String>,
    pub changes: Vec<FileChange>,
    pub change_groups: Vec<ChangeGroup>,
}

/// How a group is tried; what fails is tried in another way.
#[derive(Clone, Default)]
struct Choice {
    name: usize,
    whole_set: bool,
}

/// Plans the move of all candidates that can be moved.
pub fn plan(ev: &mut Evaluator, sites: &[Site], candidates: &[(usize, Vec<Evaluation>)]) -> Moved {
    let mut out = Moved::default();
    let mut live: Vec<(usize, Vec<Evaluation>)> = Vec::new();
    for (i, evaluations) in candidates {
        let mut evaluations = evaluations.clone();
        if systems(evaluations.iter()).len() > 1 && is_foreign(ev, &evaluations) {
            let m = "a host makes it for another system than its own, and not always for the same";
            out.blocked.insert(*i, Block::new(codes::UNKNOWN_SYSTEM, m));
            continue;
        }
        let own = evaluations.iter().find_map(|e| e.own.as_ref().map(|(_, why)| why.clone()));
        let own = own.is_some_and(|why| make_own(ev, &mut evaluations, &why));
        match differing(&evaluations).filter(|_| !own) {
            Some(b) => _ = out.blocked.insert(*i, b),
            None => live.push((*i, evaluations)),
        }
    }
    let Some(spot) = definition_spot(ev) else {
        let why = || Block::new(codes::UNKNOWN_CALLER, "the function that makes the flake's outputs is not known");
        out.blocked.extend(live.iter().map(|(i, _)| (*i, why())));
        return out;
    };
    // Also a site that joins an instance has to be one that could be written there: what only happens to be equal,
    // by an option's value today, need not stay equal.
    live.retain_mut(|(i, evaluations)| {
        if evaluations.iter().any(|e| e.key.own) {
            return true;
        }
        let system = SystemText::Literal(evaluations[0].key.system.to_string());
        match express::instance(ev, evaluations[0].index, &spot, &system) {
            Ok(_) => true,
            Err(b) if b.code == codes::DEPENDS_ON_CONFIG && make_own(ev, evaluations, &b) => true,
            Err(b) => {
                out.blocked.insert(*i, b);
                false
            }
        }
    });
    let lonely = lonely(ev, &live);
    live.retain(|(i, _)| !lonely.contains_key(i));
    out.blocked.extend(lonely);
    search(ev, &spot, sites, live, out)
}

// Makes each configuration's instance its own, where the site's arguments allow it.
fn make_own(ev: &mut Evaluator, evaluations: &mut [Evaluation], why: &Block) -> bool {
    let mut keys = Vec::new();
    for e in evaluations.iter() {
        match own::key(ev, e.index, &e.key.source) {
            Some(key) => keys.push(key),
            None => return false,
        }
    }
    for (e, (key, host)) in evaluations.iter_mut().zip(keys) {
        (e.key, e.own) = (key, Some((host, why.clone())));
    }
    differing(evaluations).is_none()
}

// Sites whose instance no configuration makes twice: a module for each would gain nothing.
fn lonely(ev: &Evaluator, live: &[(usize, Vec<Evaluation>)]) -> FxHashMap<usize, Block> {
    type Own<'a> = (&'a Source, &'a str, ConfigId);
    let mut made: FxHashMap<Own<'_>, FxHashSet<usize>> = FxHashMap::default();
    for e in live.iter().flat_map(|(_, e)| e) {
        let Some((host, _)) = &e.own else { continue };
        made.entry((&e.key.source, &e.key.rest, ev.outermost(*host))).or_default().insert(e.index);
    }
    let shared: FxHashSet<(&Source, &str)> =
        made.iter().filter(|(_, by)| by.len() > 1).map(|((source, rest, _), _)| (*source, *rest)).collect();
    let mut out = FxHashMap::default();
    for (i, evaluations) in live {
        let first = &evaluations[0];
        if let Some((_, why)) = &first.own
            && !shared.contains(&(&first.key.source, first.key.rest.as_str()))
        {
            let gain = "no configuration makes it twice, so a module of its own would save nothing";
            out.insert(*i, Block::new(why.code, format!("{}; {gain}", why.message)));
        }
    }
    out
}

// One site is one expression: what it makes must be one instance, for each system.
fn differing(evaluations: &[Evaluation]) -> Option<Block> {
    let first = evaluations.first()?;
    let same = evaluations.iter().all(|e| e.key.source == first.key.source && e.key.rest == first.key.rest);
    (!same).then(|| Block::new(codes::DEPENDS_ON_LOCAL, "what it makes differs between its evaluations"))
}

// Tries all groups at once; a group or site that fails is tried otherwise, or left, until the rest succeeds.
fn search(
    ev: &mut Evaluator,
    spot: &Spot,
    sites: &[Site],
    mut live: Vec<(usize, Vec<Evaluation>)>,
    mut out: Moved,
) -> Moved {
    let mut choices: FxHashMap<GroupKey, Choice> = FxHashMap::default();
    if live.is_empty() {
        return out;
    }
    let trees: Vec<_> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(_, f)| f.tree.syntax().clone()).collect();
    let habit = LetHabit::of(&trees);
    for _ in 0..2_000 {
        if live.is_empty() {
            break;
        }
        let groups = group(ev, &live);
        match attempt::attempt(ev, spot, sites, &groups, &|k| choices.get(k).map(|c| (c.name, c.whole_set)), habit) {
            Ok(done) => {
                let alone = gain::alone(&done.groups, sites, &live, spot.file);
                if !alone.is_empty() {
                    let path = &ev.file(spot.file).path;
                    let why = format!("it stands in {path}, and only one configuration makes it");
                    out.central.extend(alone.iter().map(|i| (*i, why.clone())));
                    live.retain(|(i, _)| !alone.contains(i));
                    // Their names are free again.
                    choices.clear();
                    continue;
                }
                out.groups = done.groups;
                out.changes = done.changes;
                out.change_groups = done.change_groups;
                break;
            }
            Err(attempt::Failure::Name(key, block)) => {
                let c = choices.entry((*key).clone()).or_default();
                c.name += 1;
                if c.name > 20 {
                    drop_group(&mut live, &mut out, &key, &block);
                }
            }
            Err(attempt::Failure::WholeSet(key)) => choices.entry(*key).or_default().whole_set = true,
            Err(attempt::Failure::Site(i, block)) => {
                live.retain(|(s, _)| *s != i);
                out.blocked.insert(i, block);
            }
            Err(attempt::Failure::Edit(block)) => drop_file(ev, sites, &mut live, &mut out, &block),
        }
    }
    out
}

fn drop_group(live: &mut Vec<(usize, Vec<Evaluation>)>, out: &mut Moved, key: &GroupKey, block: &Block) {
    live.retain(|(i, e)| {
        let own = e.first().is_some_and(|e| e.key.source == key.0 && e.key.rest == key.1);
        let own = own && key.2.as_ref().is_none_or(|s| e.iter().all(|e| e.key.system == *s));
        if own {
            out.blocked.insert(*i, block.clone());
        }
        !own
    });
}

// Sites in a file that can't be edited as planned: those, or else the last one.
fn drop_file(ev: &Evaluator, sites: &[Site], live: &mut Vec<(usize, Vec<Evaluation>)>, out: &mut Moved, block: &Block) {
    let inside = |i: &usize| block.file.as_ref().is_some_and(|f| ev.file(sites[*i].loc.file).path == *f);
    let inside: FxHashSet<usize> = live.iter().map(|(i, _)| *i).filter(inside).collect();
    let drop = if inside.is_empty() { live.last().map(|(i, _)| *i).into_iter().collect() } else { inside };
    live.retain(|(i, _)| {
        if drop.contains(i) {
            out.blocked.insert(*i, block.clone());
        }
        !drop.contains(i)
    });
}

// Whether a host makes it for another system than its own: from a set per system it would get its own.
fn is_foreign(ev: &mut Evaluator, evaluations: &[Evaluation]) -> bool {
    let mut other = evaluations.iter().filter(|e| &*e.key.system != ANY_SYSTEM);
    other.any(|e| e.configs.iter().any(|c| ev.system(*c).is_some_and(|s| s != e.key.system)))
}

// Sites by what they make, in the order of the first site.
fn group(ev: &mut Evaluator, live: &[(usize, Vec<Evaluation>)]) -> Vec<attempt::Wanted> {
    let mut out: Vec<attempt::Wanted> = Vec::new();
    for (i, evaluations) in live {
        let Some(first) = evaluations.first() else { continue };
        let like = |e: &&Evaluation| e.key.source == first.key.source && e.key.rest == first.key.rest;
        let one = systems(live.iter().flat_map(|(_, e)| e.iter()).filter(like)).len() == 1;
        let fixed = (!one && !first.key.own && is_foreign(ev, evaluations)).then(|| first.key.system.clone());
        let key = (first.key.source.clone(), first.key.rest.clone(), fixed);
        match out.iter_mut().find(|g| g.key == key) {
            Some(g) => g.sites.push((*i, evaluations.clone())),
            None => out.push(attempt::Wanted { key, sites: vec![(*i, evaluations.clone())], systems: Vec::new() }),
        }
    }
    for g in &mut out {
        g.systems = systems(g.sites.iter().flat_map(|(_, e)| e.iter()));
    }
    out
}
