//! The definitions of what is shared, where it stands after the change.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::attempt::{Chosen, Comments, Failure, Group, Wanted};
use super::systems;
use crate::eval::Evaluator;
use crate::eval::value::Loc;
use crate::plan::classify::Evaluation;
use crate::plan::codes::Block;
use crate::plan::express::{self, SystemText};
use crate::plan::requests::Requests;
use crate::plan::silence::kept_file;
use crate::plan::spot::{Spot, Spots};
use crate::plan::thread::Var;
use crate::plan::{own, pins};
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;
use crate::syntax::style::FileText;

/// Writes the definitions that something asked for.
pub(super) fn define(
    ev: &mut Evaluator,
    spots: &Spots,
    wanted: &[Wanted],
    chosen: &[Chosen],
    asked: &FxHashSet<(Option<Loc>, String)>,
    comments: &[Comments],
    out: &mut Requests,
) -> Result<Vec<Group>, Failure> {
    let mut groups = Vec::new();
    let mut new: BTreeMap<Option<Loc>, Definitions> = BTreeMap::new();
    for ((g, c), comments) in wanted.iter().zip(chosen).zip(comments) {
        let per_system = c.var.system.is_none() && !c.var.own;
        let asked_as = if per_system {
            &c.var.set.name
        } else if c.var.own {
            own::MODULE
        } else {
            &c.var.defined_as
        };
        let needed = !c.existing && asked.contains(&(g.key.place, asked_as.to_owned()));
        let mut definition = None;
        if needed {
            if let Some(kept) = kept_file(ev, spots.of(g.key.place).file) {
                return Err(Failure::Site(g.sites[0].site, kept));
            }
            let text = definition_text(ev, spots.of(g.key.place), g, per_system, &c.var)?;
            pins::declare(ev, &g.key.source, spots.of(g.key.place), out);
            let with_comments = comments.around(&text);
            let new = new.entry(g.key.place).or_default();
            if c.var.own {
                new.hosts.push(with_comments)
            } else if per_system {
                new.members.push((with_comments, g.systems.clone()))
            } else {
                new.bindings.push(with_comments)
            }
            definition = Some(text);
        }
        groups.push(Group {
            name: shown_name(g, c, per_system),
            source: g.key.source.clone(),
            rest: g.key.rest.clone(),
            systems: g.systems.clone(),
            rewrite: g.sites[0].rewrite,
            sites: g.sites.iter().map(|c| c.site).collect(),
            file: spots.of(g.key.place).file,
            existing: !needed,
            own: c.var.own,
            definition,
        });
    }
    for (place, new) in new {
        new.write(ev, spots.of(place), out).map_err(|b| {
            let own = wanted.iter().find(|g| g.key.place == place);
            Failure::Site(own.map_or(wanted[0].sites[0].site, |g| g.sites[0].site), b)
        })?;
    }
    Ok(groups)
}

// What is there has its own name, but modules get it by the one that it is passed with.
fn shown_name(g: &Wanted, c: &Chosen, per_system: bool) -> String {
    let own = match per_system {
        true => &c.var.set.name,
        false => &c.var.defined_as,
    };
    if c.existing && !g.is_for_modules() { own.clone() } else { c.var.name.clone() }
}

// New definitions of one spot.
#[derive(Default)]
struct Definitions {
    bindings: Vec<String>,
    // Of the set per system.
    members: Vec<(String, Vec<Rc<str>>)>,
    // Of the module of each configuration.
    hosts: Vec<String>,
}

impl Definitions {
    fn write(self, ev: &mut Evaluator, spot: &Spot, out: &mut Requests) -> Result<(), Block> {
        let mut bindings = self.bindings;
        if !self.members.is_empty() {
            bindings.push(systems::set_text(ev, spot, &self.members)?);
        }
        if !self.hosts.is_empty() {
            let step = FileText::new(&ev.file(spot.file).text).step();
            let own_lines = heads_on_own_lines(ev);
            bindings.push(own::module_text(step, &self.hosts, own_lines));
        }
        match ev.expr(spot.loc()) {
            Expr::Let { .. } => out.lets.entry(spot.loc()).or_default().add.extend(bindings),
            _ => out.wraps.entry(spot.loc()).or_default().extend(bindings),
        }
        Ok(())
    }
}

fn definition_text(
    ev: &mut Evaluator,
    spot: &Spot,
    g: &Wanted,
    per_system: bool,
    var: &Var,
) -> Result<String, Failure> {
    if var.own {
        return own_definition(ev, spot, g, var);
    }
    let mut last = None;
    for c in &g.sites {
        let system = if per_system { SystemText::Variable } else { system_at(ev, spot, &g.systems[0]) };
        match express::instance(ev, c.evaluations[0].index, spot, &system) {
            Ok(text) => return Ok(format!("{} = {text};", var.name)),
            Err(b) => last = Some((c.site, b)),
        }
    }
    let (i, b) = last.expect("a group has a site");
    Err(Failure::Site(i, b))
}

// In a module at the builders: from a module of a host if there is one, since a home has another `pkgs`.
fn own_definition(ev: &mut Evaluator, spot: &Spot, g: &Wanted, var: &Var) -> Result<String, Failure> {
    let mut all: Vec<(usize, &Evaluation)> =
        g.sites.iter().flat_map(|c| c.evaluations.iter().map(|e| (c.site, e))).collect();
    let home = |ev: &Evaluator, e: &Evaluation| {
        e.configs.iter().any(|c| matches!(ev.config(*c).kind, crate::eval::modules::Kind::HomeUser(..)))
    };
    all.sort_by_key(|(_, e)| home(ev, e));
    let systems: Vec<_> = all
        .iter()
        .map(|(_, e)| (e.key.system.clone(), e.own.as_ref().and_then(|(host, _)| ev.system(*host))))
        .collect();
    let mut last = None;
    for (i, e) in &all {
        let Some((host, _)) = &e.own else { continue };
        let inside = own::module_spot(ev, spot, *host);
        let text = own::system_text(ev, e.index, &systems).and_then(|s| express::instance(ev, e.index, &inside, &s));
        match text {
            Ok(text) => return Ok(format!("{} = {text};", var.name)),
            Err(b) => last = Some((*i, b)),
        }
    }
    let (i, b) = last.expect("a group has a site");
    Err(Failure::Site(i, b))
}

// Whether the body of a function begins on a line of its own, as nixfmt has it.
fn heads_on_own_lines(ev: &Evaluator) -> bool {
    let (mut own, mut same) = (0, 0);
    for (_, file) in ev.loaded().filter(|(_, f)| !f.builtin) {
        own += file.text.matches("}:\n{\n").count() + file.text.matches("}:\r\n{\r\n").count();
        same += file.text.matches("}: {\n").count() + file.text.matches("}: {\r\n").count();
    }
    own > same
}

fn system_at(ev: &mut Evaluator, spot: &Spot, system: &str) -> SystemText {
    let there = ev.visible(&spot.env, Name::new("system"));
    match there.and_then(|v| ev.as_text(&v)) {
        Some(s) if *s == *system => SystemText::Variable,
        _ => SystemText::Literal(system.to_owned()),
    }
}
