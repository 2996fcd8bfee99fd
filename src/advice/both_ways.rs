//! Instances of one source for one platform, of which some are built by emulation and some by cross-compilation. A
//! package has another hash in each (the NixOS & Flakes Book, "Cross-platform Compilation"): both are built, and nothing
//! of one serves the other.
//!
//! That a flake has machines of a system and cross-compiles for it too means nothing: a machine may build for itself.
//! So an instance counts as emulated only where the flake shows it:
//! - a machine makes it that doesn't run such programs itself, or that is itself cross-compiled;
//! - only the outputs make it, its system is written out, and no machine of the flake has that system;
//! - it is the machine's own, the machine also makes a cross-compiled one, and another machine, on which that one is
//!   built, has the system in `boot.binfmt.emulatedSystems`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Made, machines, places, runs, warning};
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, Source, Value};
use crate::plan::outcome::Note;
use crate::plan::summary::source_text;
use crate::syntax::hir::{Expr, Part};
use crate::syntax::name::Name;

#[derive(Default)]
struct Ways {
    emulated: BTreeSet<Loc>,
    crossed: BTreeSet<(Rc<str>, Loc)>,
}

/// A warning for each source and system that is built both ways.
pub(super) fn notes(ev: &mut Evaluator, made: &[Made]) -> Vec<Note> {
    let mut found: BTreeMap<(Source, Rc<str>), Ways> = BTreeMap::new();
    let hosts = Hosts::find(ev);
    for m in made {
        let (Some(local), Some(host)) = (&m.local.system, &m.host.system) else { continue };
        let ways = found.entry((m.source.clone(), host.clone())).or_default();
        if m.crosses && !runs(local, host) {
            ways.crossed.insert((local.clone(), m.at));
            let own = hosts.of(ev, m).filter(|h| h.system == *host && h.build == *host);
            ways.emulated.extend(own.filter(|_| hosts.emulate(local, host)).map(|h| h.at));
        } else if !m.crosses && is_emulated(ev, m, local, &hosts) {
            ways.emulated.insert(m.at);
        } else if !m.crosses {
            for h in hosts.of(ev, m).filter(|h| h.system == *local && !runs(&h.build, local)) {
                ways.emulated.insert(m.at);
                ways.crossed.insert((h.build.clone(), h.at));
            }
        }
    }
    let both = found.iter().filter(|(_, w)| !w.emulated.is_empty() && !w.crossed.is_empty());
    both.map(|((source, system), ways)| note(ev, source, system, ways)).collect()
}

fn note(ev: &Evaluator, source: &Source, system: &str, ways: &Ways) -> Note {
    let from: BTreeSet<&str> = ways.crossed.iter().map(|(s, _)| &**s).collect();
    let from: Vec<String> = from.into_iter().map(str::to_owned).collect();
    let message = format!(
        "packages of {} for {system} are built both by emulation (at {}) and by cross-compilation from {} (at {}), and \
         nothing of one serves the other: use one way for all of them; what is built as for a {system} machine can come \
         from its binary cache",
        source_text(ev, source),
        places(ev, ways.emulated.iter().copied()),
        super::listed(&from),
        places(ev, ways.crossed.iter().map(|(_, l)| *l)),
    );
    let first = ways.crossed.iter().next().map(|(_, l)| super::place(ev, *l));
    warning(first, message)
}

// A machine of the flake.
struct Host {
    config: ConfigId,
    at: Loc,
    source: Source,
    system: Rc<str>,
    // The system that it is built on.
    build: Rc<str>,
}

struct Hosts {
    list: Vec<Host>,
    // The system of a machine, and one that it emulates.
    emulated: Vec<(Rc<str>, Rc<str>)>,
}

impl Hosts {
    fn find(ev: &mut Evaluator) -> Hosts {
        let mut out = Hosts { list: Vec::new(), emulated: Vec::new() };
        for config in machines(ev) {
            if ev.config(config).kind != Kind::Nixos {
                continue;
            }
            let (Some(system), Some(build)) = (ev.system(config), ev.build_system(config)) else { continue };
            out.emulated.extend(emulated_systems(ev, config).into_iter().map(|other| (system.clone(), other)));
            let source = match ev.nixpkgs_of(config) {
                Source::Input(id) => Source::Input(ev.inputs.canonical(id)),
                _ => continue,
            };
            let Some(at) = ev.config(config).at.as_ref().map(|o| o.loc) else { continue };
            out.list.push(Host { config, at, source, system, build });
        }
        out
    }

    // Whether a machine of one system emulates another.
    fn emulate(&self, machine: &str, system: &str) -> bool {
        self.emulated.iter().any(|(m, s)| (&**m, &**s) == (machine, system))
    }

    // The machines that make an instance of their own source.
    fn of(&self, ev: &Evaluator, m: &Made) -> impl Iterator<Item = &Host> {
        let users: Vec<ConfigId> = m.configs.iter().map(|c| ev.outermost(*c)).collect();
        self.list.iter().filter(move |h| h.source == m.source && users.contains(&h.config))
    }
}

fn emulated_systems(ev: &mut Evaluator, c: ConfigId) -> Vec<Rc<str>> {
    let path = ["boot", "binfmt", "emulatedSystems"].map(Name::new);
    let Some(Value::List(l)) = ev.option_value(c, &path) else { return Vec::new() };
    let items: Vec<Value> = l.items.iter().map(|t| ev.force(t)).collect();
    items.iter().filter_map(|v| ev.as_text(v)).collect()
}

fn is_emulated(ev: &mut Evaluator, m: &Made, system: &str, hosts: &Hosts) -> bool {
    let is_linux = |s: &str| s.ends_with("-linux");
    if !is_linux(system) {
        return false;
    }
    let users: Vec<Rc<str>> = m.configs.iter().filter_map(|c| ev.system(*c)).collect();
    if !users.is_empty() {
        return users.iter().any(|u| is_linux(u) && !runs(u, system));
    }
    m.configs.is_empty() && is_written(ev, m) && !hosts.list.iter().any(|h| h.system.as_ref() == system)
}

// Whether a site names its system by a text, and not by a variable that other systems take turns in.
fn is_written(ev: &Evaluator, m: &Made) -> bool {
    let Some(o) = &m.args.origin else { return false };
    let file = ev.file(o.loc.file);
    let Expr::Attrs { bindings, .. } = file.hir.expr(o.loc.expr) else { return false };
    let mut b = bindings.fixed.iter().find(|b| b.name.is("system") || b.name.is("localSystem"));
    if let Some(set) = b
        && let Expr::Attrs { bindings, .. } = file.hir.expr(set.value)
    {
        b = bindings.fixed.iter().find(|b| b.name.is("system"));
    }
    b.is_some_and(|b| matches!(file.hir.expr(b.value), Expr::Str(p) if matches!(&p[..], [Part::Text(_)])))
}
