//! Which of a run's changes are wanted, asked one by one.
//!
//! Changes overlap: two instances in one list of special arguments, a cleanup that needs both. So what is refused is never
//! subtracted from a change, but left out of a new plan; and what is shown of a change is what it adds to those that were
//! accepted before. What is written in the end is the sum of what was shown, to the byte.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{ChangeGroup, FileChange, Outcome, Part};

/// What somebody says to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// This one and all that come.
    All,
    /// Neither this one nor any that come.
    Rest,
    /// Not even what was accepted.
    Quit,
}

/// What is asked about.
#[derive(Debug, Clone)]
pub struct Question {
    /// From 1.
    pub number: usize,
    /// How many there are, as far as it is known.
    pub of: usize,
    /// What is accepted or refused together.
    pub groups: Vec<ChangeGroup>,
    /// What it changes of the files as they would be without it.
    pub changes: Vec<FileChange>,
    /// Groups that were accepted before and become these with it.
    pub become_other: Vec<ChangeGroup>,
}

/// Asks about everything that `plan` finds to change, if it leaves what it is told. Answers the plan of what was accepted,
/// or nothing if somebody quit.
///
/// # Errors
/// Those of `plan` and `ask`.
pub fn choose<E>(
    plan: impl FnMut(&[Part]) -> Result<Outcome, E>,
    mut ask: impl FnMut(&Question) -> Result<Answer, E>,
) -> Result<Option<Outcome>, E> {
    let mut session = Session { plan, known: BTreeMap::new(), accepted: BTreeSet::new(), refused: BTreeSet::new() };
    let mut base = None;
    let mut number = 0;
    // Changes that do nothing before others are accepted.
    let mut waiting: BTreeSet<Part> = BTreeSet::new();
    loop {
        let all = session.without(&session.refused.clone())?;
        let open = session.open(&all);
        let Some(next) = open.iter().find(|unit| unit.is_disjoint(&waiting)).cloned() else {
            if open.is_empty() {
                break;
            }
            let together: BTreeSet<Part> = open.into_iter().flatten().collect();
            let question = session.question(&base, &all, &all, &together, number + 1, number + 1);
            if question.changes.is_empty() {
                break;
            }
            match ask(&question)? {
                Answer::Yes | Answer::All => base = Some(all),
                Answer::No | Answer::Rest => {}
                Answer::Quit => return Ok(None),
            }
            break;
        };
        let with = session.with(&all, &next)?;
        let question = session.question(&base, &all, &with, &next, number + 1, number + open.len());
        if question.changes.is_empty() {
            waiting.extend(next);
            continue;
        }
        number += 1;
        match ask(&question)? {
            Answer::Yes => {
                session.accepted.extend(next);
                waiting.clear();
                base = Some(with);
            }
            Answer::No => session.refused.extend(next),
            Answer::All => return Ok(Some(all)),
            Answer::Rest => break,
            Answer::Quit => return Ok(None),
        }
    }
    match base {
        Some(outcome) => Ok(Some(outcome)),
        None => session.nothing().map(Some),
    }
}

struct Session<P> {
    plan: P,
    known: BTreeMap<BTreeSet<Part>, Outcome>,
    accepted: BTreeSet<Part>,
    refused: BTreeSet<Part>,
}

impl<E, P: FnMut(&[Part]) -> Result<Outcome, E>> Session<P> {
    // What there is to change if this is left.
    fn without(&mut self, leave: &BTreeSet<Part>) -> Result<Outcome, E> {
        if let Some(known) = self.known.get(leave) {
            return Ok(known.clone());
        }
        let list: Vec<Part> = leave.iter().cloned().collect();
        let outcome = (self.plan)(&list)?;
        self.known.insert(leave.clone(), outcome.clone());
        Ok(outcome)
    }

    // What there is to change of `next` and what was accepted alone. What is left can make room for something else,
    // about which nobody has been asked: that is left too.
    fn with(&mut self, all: &Outcome, next: &BTreeSet<Part>) -> Result<Outcome, E> {
        let wanted: BTreeSet<Part> = self.accepted.union(next).cloned().collect();
        let mut leave: BTreeSet<Part> = &self.refused | &(&parts(&all.groups) - &wanted);
        loop {
            let outcome = self.without(&leave)?;
            let more = &parts(&outcome.groups) - &wanted;
            if more.is_subset(&leave) {
                return Ok(outcome);
            }
            leave.extend(more);
        }
    }

    // The plan that changes nothing.
    fn nothing(&mut self) -> Result<Outcome, E> {
        let mut leave = self.refused.clone();
        loop {
            let outcome = self.without(&leave)?;
            let more = parts(&outcome.groups);
            if more.is_subset(&leave) {
                return Ok(outcome);
            }
            leave.extend(more);
        }
    }

    // What is to be asked about yet.
    fn open(&self, all: &Outcome) -> Vec<BTreeSet<Part>> {
        let mut units: Vec<(usize, BTreeSet<Part>)> = Vec::new();
        for group in &all.groups {
            match units.iter_mut().find(|(unit, _)| *unit == group.unit) {
                Some((_, parts)) => parts.extend(group.parts.iter().cloned()),
                None => units.push((group.unit, group.parts.iter().cloned().collect())),
            }
        }
        let parts = units.into_iter().map(|(_, parts)| parts);
        let decided = &self.accepted | &self.refused;
        parts.filter(|parts| !parts.is_subset(&decided)).collect()
    }

    fn question(
        &self,
        base: &Option<Outcome>,
        all: &Outcome,
        with: &Outcome,
        next: &BTreeSet<Part>,
        number: usize,
        of: usize,
    ) -> Question {
        let is_next = |g: &&ChangeGroup| g.parts.iter().any(|p| next.contains(p));
        let before = base.as_ref();
        let title = |g: &ChangeGroup| (g.title.clone(), g.parts.clone());
        let known: Vec<_> = before.iter().flat_map(|o| &o.groups).map(title).collect();
        let (own, others): (Vec<_>, Vec<_>) = with.groups.iter().partition(is_next);
        let other = others.into_iter().filter(|g| !known.contains(&title(g)));
        let groups: Vec<&ChangeGroup> = if own.is_empty() { all.groups.iter().filter(is_next).collect() } else { own };
        Question {
            number,
            of,
            groups: groups.into_iter().cloned().collect(),
            changes: between(before.map_or(&[], |o| &o.changes), &with.changes),
            become_other: other.cloned().collect(),
        }
    }
}

fn parts(groups: &[ChangeGroup]) -> BTreeSet<Part> {
    groups.iter().flat_map(|g| &g.parts).cloned().collect()
}

// What the second change adds to the first, by file.
fn between(first: &[FileChange], second: &[FileChange]) -> Vec<FileChange> {
    let mut out: BTreeMap<&str, FileChange> = BTreeMap::new();
    for change in second {
        out.insert(&change.file, change.clone());
    }
    for change in first {
        let new = || FileChange { file: change.file.clone(), before: String::new(), after: change.before.clone() };
        out.entry(&change.file).or_insert_with(new).before.clone_from(&change.after);
    }
    out.into_values().filter(|c| c.before != c.after).collect()
}

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
