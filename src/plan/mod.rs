//! Decides: instance keys, names, placement, threading, dispositions.

pub mod below;
pub mod calls;
pub mod choose;
pub mod classify;
pub mod cleanup;
pub mod codes;
mod curry;
mod enumerated;
pub mod express;
mod flakes;
pub mod graph;
pub mod hoist;
pub mod isolate;
mod kept;
pub mod keys;
pub mod names;
mod new_inputs;
pub mod origins;
pub mod outcome;
pub mod own;
mod packages;
pub mod pins;
mod places;
pub mod requests;
pub mod seen;
pub mod silence;
pub mod spot;
pub mod summary;
pub mod system_words;
pub mod thread;
mod var;
mod whole;
mod wishes;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::eval::Evaluator;
use crate::eval::models::taught::Builder;
use crate::eval::value::Loc;
use crate::flake::sites;
use crate::rewrites::{self, Rewrite};
use crate::workspace::{Patterns, Workspace, WorkspaceError};
use classify::{Candidate, Verdict, classify};
use codes::Block;
use names::Wish;
use outcome::{Disposition, Outcome, Part, Place};
use silence::Silences;

/// What the user asks of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Names of the rewrites to use; all but those that have to be asked for if `None`.
    pub only: Option<Vec<String>>,
    /// Names of further rewrites to use.
    pub with: Vec<String>,
    /// Whether modules that outputs offer to other flakes are the flake's own all the same.
    pub exported: bool,
    /// Whether the outcome has [`Outcome::facts`].
    pub facts: bool,
    /// Whether what is evaluated may change, where a source moves anyway: a channel, a branch.
    pub moving: bool,
    /// Names of rewrites that are not used although nobody has to ask for them.
    pub without: Vec<String>,
    /// Files that stay as they are.
    pub exclude: Option<Patterns>,
    /// What instances are called, by the name of their input.
    pub names: BTreeMap<String, Wish>,
    /// Builders of other flakes, and where the flake's own nixinst.toml describes them.
    pub builders: Vec<(Builder, Option<Place>)>,
    /// The overlay that `isolate-overlay` is asked for.
    pub overlay: Option<isolate::Wanted>,
    /// What stays as it is, although it could be changed.
    pub leave: Vec<Part>,
    /// Steps of the evaluator that each part of a run may take, if that is less than what it gets.
    pub budget: Option<u64>,
}

/// Why a flake has no outcome at all. What concerns one site or file is a part of the outcome instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    #[error(transparent)]
    Flake(#[from] crate::flake::LoadError),
    #[error(transparent)]
    Overlay(#[from] isolate::Error),
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Workspace(error) => error.hint(),
            Error::Flake(error) => Some(error.hint()),
            Error::Overlay(error) => Some(error.hint()),
        }
    }
}

impl Options {
    /// Whether a run uses a rewrite.
    pub fn uses(&self, rewrite: &Rewrite) -> bool {
        let named = |names: &[String]| names.iter().any(|n| n == rewrite.name);
        let chosen = self.only.as_ref().map_or(!rewrite.opt_in && !named(&self.without), |only| named(only));
        chosen || named(&self.with)
    }

    /// Whether something at a place is to stay.
    fn leaves(&self, ev: &Evaluator, at: Loc) -> bool {
        !self.leave.is_empty() && self.leave.contains(&Part::Site(summary::place(ev, at)))
    }
}

/// The names that [`Options::only`] knows, sorted.
pub fn rewrite_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = rewrites::ALL.iter().map(|r| r.name).collect();
    names.sort_unstable();
    names
}

/// The names of those rewrites that a run uses only if it is asked for them, sorted.
pub fn opt_in_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = rewrites::ALL.iter().filter(|r| r.opt_in).map(|r| r.name).collect();
    names.sort_unstable();
    names
}

/// Finds every site of the flake and decides what becomes of it.
pub fn analyze(workspace: Rc<Workspace>, options: &Options) -> Result<Outcome, Error> {
    let isolates = options.uses(&rewrites::isolate_overlay::REWRITE);
    if isolates && rewrites::ALL.iter().filter(|r| options.uses(r)).count() > 1 {
        return Err(isolate::Error::NotAlone.into());
    }
    let builders: Vec<Builder> = options.builders.iter().map(|(b, _)| b.clone()).collect();
    let mut ev = crate::flake::load_within(workspace, &builders, options.budget.unwrap_or(u64::MAX))?;
    let mut outcome = decide(&mut ev, options);
    if isolates {
        isolate::add(&mut ev, options, &mut outcome)?;
    }
    Ok(outcome)
}

/// The same for a flake that has been evaluated.
pub fn decide(ev: &mut Evaluator, options: &Options) -> Outcome {
    let root = ev.workspace.root().to_owned();
    ev.exported = options.exported;
    if options.uses(&rewrites::pin_to_input::REWRITE) {
        pins::adopt(ev, options.moving);
    }
    if options.uses(&rewrites::follow_inputs::REWRITE) {
        whole::adopt_follows(ev);
    }
    let mut sites = sites::find(ev);
    calls::add(ev, &mut sites);
    let mut verdicts: Vec<Verdict> = sites.iter().enumerate().map(|(i, s)| classify(ev, i, s, options)).collect();
    calls::apart(ev, &sites, &mut verdicts);
    let mut silences = Silences::read(ev, options.exclude.as_ref());
    let off = silences.judge(ev, &sites, &mut verdicts);
    for (_, verdict) in sites.iter().zip(&mut verdicts).filter(|(s, _)| options.leaves(ev, s.loc)) {
        *verdict = Verdict::Blocked(left());
    }
    let mut candidates: Vec<Candidate> = verdicts
        .iter()
        .filter_map(|v| match v {
            Verdict::Candidate(c) if options.uses(c.rewrite) => Some(c.clone()),
            _ => None,
        })
        .collect();
    let names = wishes::by_source(ev, &options.names);
    let mut moved = hoist::plan(ev, &sites, &candidates, &names);
    let rest = last_resorts(ev, &sites, &verdicts, &|i| off.contains(&i) || moved.moves(i), options);
    if !rest.is_empty() {
        candidates.retain(|c| rest.iter().all(|l| l.site != c.site));
        for c in rest {
            verdicts[c.site] = Verdict::Candidate(c.clone());
            candidates.push(c);
        }
        candidates.sort_by_key(|c| c.site);
        moved = hoist::plan(ev, &sites, &candidates, &names);
    }
    below::settle(&mut sites, &mut verdicts, &mut moved);
    calls::settle(ev, &mut sites, &mut verdicts, &mut moved);
    let mut remarks = whole::change(ev, options, &mut moved);
    remarks.extend(wishes::notes(ev, options, &names, &moved));
    let mut out = summary::outcome(ev, root, &sites, &verdicts, moved, options.facts);
    out.notes.extend(remarks);
    let advice = crate::advice::notes(ev, &sites);
    out.notes.extend(silences.heed(ev, advice));
    out.notes.extend(silences.remarks(ev));
    out.notes.sort();
    out
}

// Why something stays that the run was told to leave.
fn left() -> Block {
    Block::new(codes::CONFLICT, "it was left out of this run")
}

// Sites that no rewrite moves, and that one of those for the rest takes where they are.
fn last_resorts(
    ev: &mut Evaluator,
    sites: &[sites::Site],
    verdicts: &[Verdict],
    settled: &dyn Fn(usize) -> bool,
    options: &Options,
) -> Vec<Candidate> {
    let mut out = Vec::new();
    let rewrites: Vec<&'static Rewrite> =
        rewrites::ALL.iter().copied().filter(|r| r.last_resort && options.uses(r)).collect();
    for (i, site) in sites.iter().enumerate() {
        let stays = matches!(&verdicts[i], Verdict::Stays(d, _) if *d != Disposition::Central);
        if rewrites.is_empty() || settled(i) || stays || site.made_by.is_some() || ev.out_of_budget {
            continue;
        }
        if options.leaves(ev, site.loc) {
            continue;
        }
        let Some(live) = classify::of_this_flake(ev, site) else { continue };
        for rewrite in &rewrites {
            if let Some(Ok(evaluations)) = (rewrite.examine)(ev, site, &live) {
                out.push(Candidate { site: i, rewrite, evaluations });
                break;
            }
        }
    }
    out
}
