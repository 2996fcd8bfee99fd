//! The outcome of a run, from all that was found and planned.

use std::path::PathBuf;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classify::{Verdict, all_configs};
use super::hoist::Moved;
use super::outcome::{
    Configuration, Disposition, Excerpt, Instance, Note, Outcome, Place, Severity, Site as OutSite, UnknownNote,
};
use crate::eval::Evaluator;
use crate::eval::canon;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, Source};
use crate::flake::sites::{self, Site};

/// Puts the outcome together. Every list is sorted.
pub fn outcome(
    ev: &mut Evaluator,
    root: PathBuf,
    sites: &[Site],
    verdicts: &[Verdict],
    moved: Moved,
    facts: bool,
) -> Outcome {
    let within = crate::workspace::within_repository(&root);
    let mut out = Outcome { root, within, ..Outcome::default() };
    let mut instance_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (g, group) in moved.groups.iter().enumerate() {
        instance_of.extend(group.sites.iter().map(|s| (*s, g)));
    }
    for (i, (site, verdict)) in sites.iter().zip(verdicts).enumerate() {
        let group = instance_of.get(&i).map(|g| &moved.groups[*g]);
        if let Some(&outer) = moved.along.get(&i) {
            out.sites.push(along(ev, i, sites, verdict, outer, &moved.groups[instance_of[&outer]]));
            continue;
        }
        let stays = moved.central.get(&i).map(|why| Verdict::Stays(Disposition::Central, why.clone()));
        let verdict = stays.as_ref().unwrap_or(verdict);
        out.sites.push(one(ev, i, site, verdict, group, moved.blocked.get(&i)));
    }
    for group in &moved.groups {
        out.instances.push(Instance {
            name: group.name.clone(),
            source: source_text(ev, &group.source),
            args: readable(&group.rest),
            systems: group.systems.iter().map(|s| s.to_string()).collect(),
            definition: definition(&moved, group),
            sites: group.sites.clone(),
        });
    }
    out.instances.sort_by(|a, b| a.name.cmp(&b.name));
    let mut made: Made = instance_of.iter().map(|(site, g)| (*site, (usize::MAX - g, 0))).collect();
    made.extend(moved.along.iter().map(|(inner, outer)| (*inner, (usize::MAX - instance_of[outer], 1 + inner))));
    configurations(ev, sites, &made, &mut out);
    notes(ev, &mut out);
    if facts {
        out.facts = super::graph::facts(ev, sites, verdicts, &moved, &out);
    }
    out.groups = moved.change_groups;
    out.changes = moved.changes;
    out.inputs = moved.inputs;
    out.follows = moved.follows;
    out.nested_flakes = super::flakes::nested(ev);
    out
}

fn one(
    ev: &mut Evaluator,
    index: usize,
    site: &Site,
    verdict: &Verdict,
    group: Option<&super::hoist::Group>,
    blocked: Option<&super::codes::Block>,
) -> OutSite {
    let silence = match verdict {
        Verdict::Ignored { silence, .. } => Some(silence.clone()),
        _ => None,
    };
    let (disposition, code, message) = match (verdict, group, blocked) {
        (Verdict::Ignored { silence, .. }, ..) => {
            (Disposition::Blocked, Some(super::codes::IGNORED), super::silence::words(silence))
        }
        (Verdict::Stays(d, m), ..) => (*d, None, m.clone()),
        (Verdict::Blocked(b), ..) | (_, _, Some(b)) => (Disposition::Blocked, Some(b.code), b.message.clone()),
        (_, Some(g), _) => {
            let first = g.sites.first() == Some(&index) && !g.existing;
            let (d, verb) = if first { (Disposition::Hoist, "becomes") } else { (Disposition::Merge, "joins") };
            (d, None, format!("{verb} `{}`", g.name))
        }
        (Verdict::Candidate(c), ..) => {
            let m = format!("`{}` is not among the rewrites of this run", c.rewrite.name);
            (Disposition::Blocked, Some(super::codes::CONFLICT), m)
        }
    };
    let configs: Vec<ConfigId> = match verdict {
        Verdict::Candidate(c) => all_configs(&c.evaluations),
        _ => site
            .evaluations
            .iter()
            .filter(|e| !ev.sites[**e].dormant)
            .flat_map(|e| sites::configurations(ev, &ev.sites[*e]))
            .collect(),
    };
    let known = site.sources.iter().filter(|s| matches!(s, Source::Input(_))).min();
    let source = known.or(site.sources.first()).cloned().map_or_else(String::new, |s| source_text(ev, &s));
    let rewrite = match verdict {
        Verdict::Candidate(c) => Some(c.rewrite.name),
        _ => None,
    };
    OutSite {
        place: place(ev, site.loc),
        excerpt: excerpt(ev, site.loc),
        rewrite: rewrite.filter(|_| disposition.is_rewritten()),
        source,
        disposition,
        code,
        silence,
        instance: group.map(|g| g.name.clone()),
        message,
        reached_by: ev.config_names(&configs),
    }
}

// A site that moves as a part of another.
fn along(
    ev: &mut Evaluator,
    index: usize,
    sites: &[Site],
    verdict: &Verdict,
    outer: usize,
    group: &super::hoist::Group,
) -> OutSite {
    let mut own = one(ev, index, &sites[index], verdict, Some(group), None);
    own.disposition = if group.existing { Disposition::Merge } else { Disposition::Hoist };
    own.rewrite = Some(group.rewrite.name);
    own.message = format!("goes with the instance at {}, which becomes `{}`", ev.place(sites[outer].loc), group.name);
    own
}

/// Where it begins, for users.
pub fn place(ev: &Evaluator, loc: Loc) -> Place {
    let file = ev.file(loc.file);
    let (line, column) = file.position(u32::from(file.hir.range(loc.expr).start()));
    Place { file: file.path.clone(), line, column }
}

/// What stands at a place.
pub fn excerpt(ev: &Evaluator, loc: Loc) -> Excerpt {
    let file = ev.file(loc.file);
    let range = file.hir.range(loc.expr);
    Excerpt::of(&file.text, usize::from(range.start())..usize::from(range.end()))
}

/// A source as users write it.
pub fn source_text(ev: &Evaluator, source: &Source) -> String {
    match source {
        Source::Input(id) => format!("inputs.{}", ev.inputs.name(*id)),
        Source::PathOf(_) => "pkgs.path".to_owned(),
        Source::Channel(n) => format!("<{n}>"),
        Source::Pin(p) => format!("{} …", p.fetcher),
        Source::Fetch(f) | Source::Named(f) => f.clone(),
    }
}

// Canonical arguments without the marks that are for comparing only.
pub(in crate::plan) fn readable(rest: &str) -> String {
    match rest.strip_prefix(super::own::PREFIX) {
        Some(words) => super::own::readable(words),
        None => canon::without_places(rest).chars().filter(|c| !c.is_control()).collect(),
    }
}

fn definition(moved: &Moved, group: &super::hoist::Group) -> Option<Place> {
    let text = group.definition.as_ref()?;
    let first = text.lines().next()?;
    for change in &moved.changes {
        for (i, line) in change.after.lines().enumerate() {
            if line.trim_start() == first {
                let column = line.len() - line.trim_start().len() + 1;
                return Some(Place { file: change.file.clone(), line: i as u32 + 1, column: column as u32 });
            }
        }
    }
    None
}

// Sites that are made otherwise after the changes: by what.
type Made = FxHashMap<usize, (usize, usize)>;

fn configurations(ev: &mut Evaluator, sites: &[Site], made: &Made, out: &mut Outcome) {
    let mut before: FxHashMap<ConfigId, FxHashSet<(usize, usize)>> = FxHashMap::default();
    let mut after: FxHashMap<ConfigId, FxHashSet<(usize, usize)>> = FxHashMap::default();
    for (i, site) in sites.iter().enumerate() {
        for &e in site.evaluations.iter().filter(|e| !ev.sites[**e].dormant) {
            for c in sites::configurations(ev, &ev.sites[e]) {
                let c = ev.outermost(c);
                let own = (i, ev.sites[e].at.env.address());
                before.entry(c).or_default().insert(own);
                let shared = made.get(&i).copied().unwrap_or(own);
                after.entry(c).or_default().insert(shared);
            }
        }
    }
    for i in 0..ev.configs.len() {
        let id = ConfigId(i as u32);
        let c = ev.config(id);
        let inner = matches!(c.kind, Kind::HomeUser(..) | Kind::Nested(..) | Kind::Exported(_) | Kind::Unknown(_));
        let Some(name) = c.name.clone().filter(|_| !inner && !c.dormant) else { continue };
        let system = ev.system(id).map(|s| s.to_string());
        let aliases = ev.config(id).aliases.clone();
        let one = Configuration {
            name: name.clone(),
            same_as: None,
            kind: ev.config(id).kind.word(),
            system,
            modules: module_files(ev, id),
            unknowns: unknowns(ev, id),
            instances_before: 1 + before.get(&id).map_or(0, FxHashSet::len),
            instances_after: 1 + after.get(&id).map_or(0, FxHashSet::len),
        };
        let same = |alias| Configuration { name: alias, same_as: Some(name.clone()), ..one.clone() };
        out.configurations.extend(aliases.into_iter().map(same));
        out.configurations.push(one);
    }
    out.configurations.sort_by(|a, b| a.name.cmp(&b.name));
}

// Files of a configuration and of those inside it.
fn module_files(ev: &Evaluator, id: ConfigId) -> Vec<String> {
    let mut files: Vec<String> = (0..ev.configs.len())
        .map(|i| ConfigId(i as u32))
        .filter(|c| ev.outermost(*c) == id)
        .flat_map(|c| ev.files_of(c).map(|f| ev.file(f).path.clone()).collect::<Vec<_>>())
        .collect();
    files.sort();
    files.dedup();
    files
}

fn unknowns(ev: &Evaluator, id: ConfigId) -> Vec<UnknownNote> {
    let mut out: Vec<UnknownNote> = (0..ev.configs.len())
        .map(|i| ConfigId(i as u32))
        .filter(|c| ev.outermost(*c) == id)
        .flat_map(|c| ev.config(c).unknowns.clone())
        .map(|(at, message)| UnknownNote { place: at.map(|l| place(ev, l)), message })
        .collect();
    out.sort();
    out.dedup();
    out
}

fn notes(ev: &Evaluator, out: &mut Outcome) {
    for (at, message) in &ev.file_notes {
        let place = at.map(|(file, offset)| {
            let f = ev.file(file);
            let (line, column) = f.position(offset);
            Place { file: f.path.clone(), line, column }
        });
        out.notes.push(Note { severity: Severity::Warning, place, message: message.clone() });
    }
    if ev.out_of_budget {
        let dearest = ev.dearest();
        let of = dearest.map_or("", |_| "; most of the steps were for this function");
        let message = format!("the flake is too large to follow as a whole: nothing is changed{of}");
        out.notes.push(Note { severity: Severity::Warning, place: dearest.map(|l| place(ev, l)), message });
    }
    out.notes.sort();
}
