//! The definitions of what is shared, where it stands after the change.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::attempt::{Chosen, Comments, Failure, Group, Wanted};
use super::systems;
use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::eval::value::Loc;
use crate::plan::classify::Evaluation;
use crate::plan::codes::{self, Block};
use crate::plan::express::{self, SystemText};
use crate::plan::keys::Key;
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
    let texts = texts(ev, spots, wanted, chosen, asked)?;
    let mut groups = Vec::new();
    let mut new: BTreeMap<Option<Loc>, Definitions> = BTreeMap::new();
    for (((g, c), comments), definition) in wanted.iter().zip(chosen).zip(comments).zip(texts) {
        if let Some(text) = &definition {
            pins::declare(ev, &g.key.source, spots.of(g.key.place), out);
            let with_comments = comments.around(text);
            let new = new.entry(g.key.place).or_default();
            if c.var.own {
                new.hosts.push(with_comments)
            } else if c.is_per_system() {
                new.set = c.var.set.name.clone();
                new.members.push((with_comments, g.served()))
            } else {
                new.bindings.push(with_comments)
            }
        }
        groups.push(Group {
            name: shown_name(g, c),
            source: g.key.source.clone(),
            rest: g.key.rest.clone(),
            systems: g.systems.clone(),
            rewrite: g.sites[0].rewrite,
            sites: g.sites.iter().map(|c| c.site).collect(),
            file: spots.of(g.key.place).file,
            existing: definition.is_none(),
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

// The texts of those definitions that something asks for: what was threaded, or one of the others.
fn texts(
    ev: &mut Evaluator,
    spots: &Spots,
    wanted: &[Wanted],
    chosen: &[Chosen],
    asked: &FxHashSet<(Option<Loc>, String)>,
) -> Result<Vec<Option<String>>, Failure> {
    let mut asked = asked.clone();
    let mut out: Vec<Option<String>> = vec![None; wanted.len()];
    loop {
        let needed = |i: &usize| {
            let c = &chosen[*i];
            out[*i].is_none() && !c.existing && asked.contains(&(wanted[*i].key.place, c.asked_as().to_owned()))
        };
        let Some(i) = (0..wanted.len()).find(needed) else { return Ok(out) };
        let (g, c) = (&wanted[i], &chosen[i]);
        let mut spot = spots.of(g.key.place).clone();
        if let Some(kept) = kept_file(ev, spot.file) {
            return Err(Failure::Site(g.sites[0].site, kept));
        }
        if c.var.own && ev.is_taken_at(&spot, Name::new(own::MODULE), &FxHashSet::default()) {
            let m = format!("`{}` means something in {} already", own::MODULE, ev.file(spot.file).path);
            return Err(Failure::Site(g.sites[0].site, Block::new(codes::NAME_TAKEN, m)));
        }
        if let Some((other, text)) = of_another(wanted, chosen, i) {
            asked.insert((g.key.place, chosen[other].asked_as().to_owned()));
            out[i] = Some(text);
            continue;
        }
        if c.var.system.is_some() {
            spot.planned = beside(wanted, chosen, i);
        }
        let text = definition_text(ev, &spot, g, c.is_per_system(), &c.var)?;
        let free = unbound_in(&text);
        let others = spot.planned.into_iter().map(|(_, name)| name).filter(|n| free.iter().any(|f| f.is(n)));
        asked.extend(others.map(|name| (g.key.place, name)));
        out[i] = Some(text);
    }
}

// What hosts of other systems have is what the hosts of its own system share, if those are to share it too: which group
// that is, and the definition.
fn of_another(wanted: &[Wanted], chosen: &[Chosen], own: usize) -> Option<(usize, String)> {
    let (key, name) = (&wanted[own].key, &chosen[own].var.name);
    let system = key.system.as_ref()?;
    let same = |(g, c): (&Wanted, &Chosen)| {
        let equal = (&g.key.source, &g.key.rest, g.key.place) == (&key.source, &key.rest, key.place);
        equal && g.key.system.is_none() && !c.var.own && g.systems.contains(system)
    };
    let other = (0..wanted.len()).find(|o| same((&wanted[*o], &chosen[*o])))?;
    let var = &chosen[other].var;
    let value = match var.system {
        Some(_) => var.defined_as.clone(),
        None => var.set.select(&var.set.name, system),
    };
    Some((other, format!("{name} = {value};")))
}

// The instances of one system that stand where the `own`th one will, with their names.
fn beside(wanted: &[Wanted], chosen: &[Chosen], own: usize) -> Vec<(Key, String)> {
    let place = wanted[own].key.place;
    let others = wanted.iter().zip(chosen).enumerate().filter(|(i, (g, _))| *i != own && g.key.place == place);
    let key = |c: &Chosen| {
        let (source, rest, system) = (c.var.source.clone(), c.var.rest.clone(), c.var.system.clone()?);
        Some((Key { source, rest, system, own: false }, c.var.defined_as.clone()))
    };
    others.filter_map(|(_, (_, c))| key(c)).collect()
}

// The names that bindings take from around them.
fn unbound_in(bindings: &str) -> Vec<Name> {
    SourceFile::parse(String::new(), format!("let {bindings} in null").into(), false).unbound()
}

impl Chosen {
    // Whether each system has one, in a set.
    fn is_per_system(&self) -> bool {
        self.var.system.is_none() && !self.var.own
    }

    // What is asked for where it is needed.
    fn asked_as(&self) -> &str {
        match self.is_per_system() {
            true => &self.var.set.name,
            false if self.var.own => own::MODULE,
            false => &self.var.defined_as,
        }
    }
}

// What is there has its own name, but modules get it by the one that it is passed with.
fn shown_name(g: &Wanted, c: &Chosen) -> String {
    let own = match c.is_per_system() {
        true => &c.var.set.name,
        false => &c.var.defined_as,
    };
    if c.existing && !g.is_for_modules() { own.clone() } else { c.var.name.clone() }
}

// New definitions of one spot.
#[derive(Default)]
struct Definitions {
    bindings: Vec<String>,
    // The set per system, and its members.
    set: String,
    members: Vec<(String, Vec<Rc<str>>)>,
    // Of the module of each configuration.
    hosts: Vec<String>,
}

impl Definitions {
    fn write(self, ev: &mut Evaluator, spot: &Spot, out: &mut Requests) -> Result<(), Block> {
        let mut bindings = self.bindings;
        if !self.members.is_empty() {
            bindings.push(systems::set_text(ev, spot, &self.set, &self.members)?);
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
    let (mut last, mut with_pkgs) = (None, None);
    for (i, e) in &all {
        let Some((host, _)) = &e.own else { continue };
        let inside = own::module_spot(ev, spot, *host);
        let text = own::system_text(ev, e.index, &systems).and_then(|s| express::instance(ev, e.index, &inside, &s));
        match text {
            // Another site may be what the host's `pkgs` depends on: the words of one that asks for no `pkgs` do for all.
            Ok(text) if unbound_in(&format!("x = {text};")).iter().any(|n| n.is("pkgs")) => {
                with_pkgs.get_or_insert(text);
            }
            Ok(text) => return Ok(format!("{} = {text};", var.name)),
            Err(b) => last = Some((*i, b)),
        }
    }
    if let Some(text) = with_pkgs {
        return Ok(format!("{} = {text};", var.name));
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
