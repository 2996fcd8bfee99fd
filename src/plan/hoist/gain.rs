//! Whether a move is worth its lines.

use rustc_hash::{FxHashMap, FxHashSet};

use super::attempt::{Group, Wanted};
use super::existing;
use crate::eval::Evaluator;
use crate::eval::value::Loc;
use crate::flake::sites::Site;
use crate::plan::classify::{self, Candidate};
use crate::plan::keys::{ANY_SYSTEM, Key};
use crate::plan::spot::Spots;

/// Sites that stay although their instance could be shared, and why: what they make is what the flake has already, or is
/// made only once.
pub fn settled(ev: &mut Evaluator, spots: &Spots, groups: &[Wanted], sites: &[Site]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for g in groups {
        if let [c] = &g.sites[..]
            && c.rewrite.repeated
            && let Some(outer) = made_once_around(ev, sites, c.site)
        {
            let m = format!("the instance at {} alone has this overlay, and is made once", ev.place(outer));
            out.push((c.site, m));
        }
    }
    // Calls of a helper read well as they are.
    let needs_gain = |c: &Candidate| c.rewrite.needs_gain || sites[c.site].made_by.is_some() && !c.rewrite.repeated;
    for g in groups.iter().filter(|g| g.sites.iter().any(needs_gain)) {
        let spot = spots.of(g.key.place);
        let mut defined = existing::definitions(ev, spot, g);
        if !existing::serves(ev, spot, g) {
            // For more systems than it has, a definition is one of those that join a new one.
            defined.clear();
        }
        let (there, rest): (Vec<_>, Vec<_>) = g.sites.iter().partition(|c| defined.contains(&sites[c.site].loc));
        let movable = rest.iter().filter(|c| needs_gain(c));
        let mut stay: Vec<usize> = there.iter().filter(|c| needs_gain(c)).map(|c| c.site).collect();
        // What one site defines others may join, also once that site is settled.
        let alone = defined.is_empty() && rest.iter().all(|c| needs_gain(c));
        if alone && !makes_one_twice(&rest) {
            stay.extend(movable.map(|c| c.site));
        }
        out.extend(stay.into_iter().map(|i| (i, classify::stands(ev, &sites[i]))));
    }
    let last = last_calls(groups, sites, &out);
    out.retain(|(i, _)| !last.contains(i));
    out
}

// Calls that would be all that a helper is left with, and make one instance: the helper itself would move next time.
fn last_calls(groups: &[Wanted], sites: &[Site], stay: &[(usize, String)]) -> Vec<usize> {
    let stays = |i: usize| stay.iter().any(|(s, _)| *s == i);
    let of = |g: &Wanted, helper: Loc| -> Vec<usize> {
        let calls = g.sites.iter().filter(|c| !c.rewrite.needs_gain && sites[c.site].made_by == Some(helper));
        calls.map(|c| c.site).collect()
    };
    let helpers: FxHashSet<Loc> = stay.iter().filter_map(|(i, _)| sites[*i].made_by).collect();
    let mut out = Vec::new();
    for helper in helpers {
        let calls: Vec<Vec<usize>> = groups.iter().map(|g| of(g, helper)).filter(|c| !c.is_empty()).collect();
        let (left, moved): (Vec<_>, Vec<_>) = calls.into_iter().partition(|c| c.iter().all(|i| stays(*i)));
        if let [left] = &left[..]
            && !moved.is_empty()
        {
            out.extend(left);
        }
    }
    out
}

// The instance in whose arguments an overlay stands, if no system has two of it.
fn made_once_around(ev: &mut Evaluator, sites: &[Site], inner: usize) -> Option<Loc> {
    let (range, file) = (sites[inner].range(ev), sites[inner].loc.file);
    let around = |s: &&Site| s.loc.file == file && s.loc != sites[inner].loc && s.range(ev).contains_range(range);
    let outer = sites.iter().find(around)?;
    let mut made: Vec<Key> = Vec::new();
    for &e in outer.evaluations.iter() {
        if ev.sites[e].dormant {
            continue;
        }
        let (source, args) = (ev.sites[e].source.clone(), ev.sites[e].args.clone());
        let args = ev.force(&args);
        let key = ev.key(&source, &args).ok()?;
        if &*key.system == ANY_SYSTEM || made.contains(&key) {
            return None;
        }
        made.push(key);
    }
    Some(outer.loc)
}

fn makes_one_twice(candidates: &[&Candidate]) -> bool {
    let mut made: FxHashMap<&str, usize> = FxHashMap::default();
    for e in candidates.iter().flat_map(|c| &c.evaluations) {
        *made.entry(&*e.key.system).or_default() += 1;
    }
    made.values().any(|n| *n > 1)
}

/// Sites in the file that would hold the definition, each of which is evaluated once and shares with nobody: to move
/// them makes no instance fewer.
pub fn alone(groups: &[Group], sites: &[Site], live: &[Candidate]) -> Vec<usize> {
    let lone = groups.iter().filter(|g| !g.existing && g.sites.len() == 1);
    let there = lone.filter(|g| sites[g.sites[0]].loc.file == g.file).map(|g| g.sites[0]);
    let once = |c: &Candidate| c.evaluations.len() == 1 && !c.rewrite.repeated;
    there.filter(|i| live.iter().any(|c| c.site == *i && once(c))).collect()
}
