//! Advice: what costs time without being wrong, and that no rewrite can change. One file for each kind.

mod both_ways;
mod flags;
mod overlays;

pub use overlays::LOW as LOW_PACKAGES;

use std::rc::Rc;

use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::platform::Platform;
use crate::eval::value::{Attrs, ConfigId, Loc, Source, Value};
use crate::flake::sites::{self, Site};
use crate::plan::outcome::{Note, Place, Severity};

/// All advice on a flake, sorted. It evaluates what the planner didn't ask for: the planner has to be done.
pub fn notes(ev: &mut Evaluator, sites: &[Site]) -> Vec<Note> {
    if ev.out_of_budget {
        return Vec::new();
    }
    let made = made(ev, sites);
    let mut out = both_ways::notes(ev, &made);
    out.extend(flags::notes(ev, &made));
    out.extend(overlays::notes(ev));
    out.sort();
    out.dedup();
    out
}

// One evaluation of a site.
struct Made {
    at: Loc,
    source: Source,
    args: Rc<Attrs>,
    // What it is built on, and what its packages run on.
    local: Platform,
    host: Platform,
    crosses: bool,
    // The configurations that make it.
    configs: Vec<ConfigId>,
}

// What the sites of the flake make, where its source is an input and its arguments are known.
fn made(ev: &mut Evaluator, sites: &[Site]) -> Vec<Made> {
    let mut out = Vec::new();
    for site in sites.iter().filter(|s| s.nested.is_none() && s.made_by.is_none()) {
        for &e in site.evaluations.iter() {
            if !ev.sites[e].dormant {
                out.extend(one(ev, e));
            }
        }
    }
    out
}

fn one(ev: &mut Evaluator, e: usize) -> Option<Made> {
    let configs = sites::configurations(ev, &ev.sites[e]);
    let (at, source, args) = (ev.sites[e].at.loc, ev.sites[e].source.clone(), ev.sites[e].args.clone());
    let source = match source {
        Source::Input(id) => Source::Input(ev.inputs.canonical(id)),
        _ => return None,
    };
    let args = ev.force(&args);
    let args = ev.as_attrs(&args).filter(|a| a.open.is_empty())?;
    let mut platform = |name: &str| {
        let t = args.get(name).cloned()?;
        let v = ev.force(&t);
        (!matches!(v, Value::Null)).then(|| ev.platform(&v))
    };
    let local = platform("system").or_else(|| platform("localSystem"))?;
    let host = platform("crossSystem").unwrap_or_else(|| local.clone());
    let crosses = ev.crosses(&source, &args);
    Some(Made { at, source, args, local, host, crosses, configs })
}

// Machines and homes that the flake's own code leads to.
fn machines(ev: &Evaluator) -> Vec<ConfigId> {
    let all = (0..ev.configs.len()).map(|i| ConfigId(i as u32));
    let is_machine = |c: &ConfigId| {
        let c = ev.config(*c);
        !c.dormant && matches!(c.kind, Kind::Nixos | Kind::Darwin | Kind::Home | Kind::HomeUser(..))
    };
    all.filter(is_machine).collect()
}

fn warning(place: Option<Place>, message: String) -> Note {
    Note { severity: Severity::Warning, place, message }
}

fn place(ev: &Evaluator, loc: Loc) -> Place {
    let file = ev.file(loc.file);
    let (line, column) = file.position(u32::from(file.hir.range(loc.expr).start()));
    Place { file: file.path.clone(), line, column }
}

// Places in words, each once.
fn places(ev: &Evaluator, at: impl IntoIterator<Item = Loc>) -> String {
    let mut all: Vec<Place> = at.into_iter().map(|l| place(ev, l)).collect();
    all.sort();
    all.dedup();
    let words: Vec<String> = all.iter().map(|p| format!("{}:{}:{}", p.file, p.line, p.column)).collect();
    listed(&words)
}

// `a`, `a and b`, `a, b and c`
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Whether a machine runs programs of another system without emulating its processor.
fn runs(machine: &str, system: &str) -> bool {
    machine == system
        || matches!(
            (machine, system),
            ("x86_64-linux", "i686-linux")
                | ("aarch64-linux", "armv6l-linux" | "armv7l-linux")
                | ("aarch64-darwin", "x86_64-darwin")
        )
}
