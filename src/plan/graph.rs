//! What only the graph of a flake tells: inputs, who imports which module, how often each site is evaluated, and what
//! each configuration takes as its own `pkgs`.

use std::collections::BTreeSet;

use super::classify::{Verdict, all_configs};
use super::hoist::Moved;
use super::outcome::{Disposition, Outcome};
use super::summary::{readable, source_text};
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Instance, Origin, Source, Sym, Value};
use crate::eval::{Caller, Evaluator};
use crate::flake::sites::{self, Site};
use crate::syntax::name::Name;

/// Facts beside an outcome, in the order of its own lists.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// In the order of their names.
    pub inputs: Vec<Input>,
    /// For each of `Outcome::sites`.
    pub sites: Vec<SiteFacts>,
    /// For each of `Outcome::configurations`.
    pub configurations: Vec<ConfigurationFacts>,
    /// For each of `Outcome::instances`.
    pub instances: Vec<InstanceFacts>,
}

/// One input of the flake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    pub name: String,
    pub nixpkgs: bool,
}

/// How a site is evaluated.
#[derive(Debug, Clone, Default)]
pub struct SiteFacts {
    /// The canonical arguments but the system, if they can be known: with the source what tells instances apart.
    pub args: Option<String>,
    /// Sorted; empty if one of them can't be known.
    pub systems: Vec<String>,
    /// Each evaluation: the configurations that it is for, sorted; none if other outputs ask for it.
    pub evaluations: Vec<Vec<String>>,
}

/// What a configuration has beside its sites.
#[derive(Debug, Clone, Default)]
pub struct ConfigurationFacts {
    pub pkgs: Own,
    /// Who imports each module of the flake, sorted: the importing file, none for the builder's own list.
    pub imports: Vec<(Option<String>, String)>,
}

/// The package set of a configuration itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Own {
    /// It makes one, of this source.
    Makes(String),
    /// It takes one of another flake's making, like `legacyPackages`, of this source.
    Takes(String),
    /// It takes what a site of this flake makes.
    Site,
    #[default]
    Unknown,
}

/// What an instance is after the changes.
#[derive(Debug, Clone, Default)]
pub struct InstanceFacts {
    /// Each configuration has one of its own.
    pub own: bool,
    /// The flake had it before.
    pub existing: bool,
}

/// All facts of one run.
pub fn facts(ev: &mut Evaluator, sites: &[Site], verdicts: &[Verdict], moved: &Moved, out: &Outcome) -> Facts {
    let mut inputs: Vec<Input> = ev
        .inputs
        .top()
        .iter()
        .map(|(name, id)| Input { name: name.to_string(), nixpkgs: ev.inputs.is_nixpkgs(*id) })
        .collect();
    inputs.sort();
    let mut facts = Facts { inputs, ..Facts::default() };
    let mut known: Vec<Vec<Evaluation>> = Vec::new();
    for (site, verdict) in sites.iter().zip(verdicts) {
        let (one, evaluations) = site_facts(ev, site, verdict);
        facts.sites.push(one);
        known.push(evaluations);
    }
    for c in &out.configurations {
        let found = configuration(ev, &c.name);
        facts.configurations.push(found.map_or_else(Default::default, |id| configuration_facts(ev, id, &mut known)));
    }
    for (site, evaluations) in facts.sites.iter_mut().zip(known) {
        site.evaluations = evaluations.into_iter().map(|e| e.configurations.into_iter().collect()).collect();
        site.evaluations.sort();
    }
    for instance in &out.instances {
        let group = moved.groups.iter().find(|g| g.sites == instance.sites);
        let of = |g: &super::hoist::Group| InstanceFacts { own: g.own, existing: g.existing };
        facts.instances.push(group.map_or_else(Default::default, of));
    }
    facts
}

/// One evaluation of a site.
struct Evaluation {
    at: Origin,
    configurations: BTreeSet<String>,
}

fn site_facts(ev: &mut Evaluator, site: &Site, verdict: &Verdict) -> (SiteFacts, Vec<Evaluation>) {
    let mut out = SiteFacts::default();
    let mut evaluations: Vec<Evaluation> = Vec::new();
    let nobody = matches!(verdict, Verdict::Stays(Disposition::Separate | Disposition::Unreached, _));
    let live: Vec<usize> = site.evaluations.iter().copied().filter(|e| !ev.sites[*e].dormant && !nobody).collect();
    // What other flakes may do with an exported module counts only if nothing here evaluates it.
    let at_home: Vec<usize> = live.iter().copied().filter(|e| !is_exported(ev, *e)).collect();
    let counted = if at_home.is_empty() { live } else { at_home };
    let users = match verdict {
        Verdict::Candidate(c) => ev.config_names(&all_configs(&c.evaluations)),
        _ => Vec::new(),
    };
    let (mut args, mut systems) = (BTreeSet::new(), BTreeSet::new());
    for e in counted {
        let at = ev.sites[ev.sites[e].made_by.unwrap_or(e)].at.clone();
        if evaluations.iter().any(|o| o.at.env.address() == at.env.address()) {
            continue;
        }
        let configs = sites::configurations(ev, &ev.sites[e]);
        let mut names = ev.config_names(&configs);
        if names.is_empty() {
            names.clone_from(&users);
        }
        evaluations.push(Evaluation { at, configurations: names.into_iter().collect() });
        let (source, given) = (ev.sites[e].source.clone(), ev.sites[e].args.clone());
        let given = ev.force(&given);
        let key = ev.key(&source, &given).ok();
        systems.insert(key.as_ref().map(|k| k.system.to_string()));
        args.insert(key.map(|k| readable(&k.rest)));
    }
    if args.len() == 1 {
        out.args = args.into_iter().next().flatten();
    }
    out.systems = systems.into_iter().collect::<Option<Vec<String>>>().unwrap_or_default();
    (out, evaluations)
}

fn is_exported(ev: &Evaluator, e: usize) -> bool {
    let around = sites::callers(ev, &ev.sites[e].at.env);
    let offered = |c: &ConfigId| matches!(ev.config(ev.outermost(*c)).kind, Kind::Exported(_));
    let configs = sites::configurations(ev, &ev.sites[e]);
    around.iter().any(|(_, by)| matches!(by, Caller::Exported(_))) || !configs.is_empty() && configs.iter().all(offered)
}

fn configuration(ev: &Evaluator, name: &str) -> Option<ConfigId> {
    let ids = (0..ev.configs.len()).map(|i| ConfigId(i as u32));
    let outer = |c: &ConfigId| {
        let kind = &ev.config(*c).kind;
        !matches!(kind, Kind::HomeUser(..) | Kind::Nested(..) | Kind::Exported(_) | Kind::Unknown(_))
    };
    ids.filter(outer).find(|c| !ev.config(*c).dormant && ev.config(*c).name.as_deref() == Some(name))
}

fn configuration_facts(ev: &mut Evaluator, id: ConfigId, known: &mut [Vec<Evaluation>]) -> ConfigurationFacts {
    let name = ev.config(id).name.clone().unwrap_or_default();
    let pkgs = own(ev, id, &name, known);
    let mut imports: Vec<(Option<String>, String)> = (0..ev.configs.len())
        .map(|i| ConfigId(i as u32))
        .filter(|c| ev.outermost(*c) == id)
        .flat_map(|c| ev.imports_of(c))
        .map(|(from, to)| (from.map(|f| ev.file(f).path.clone()), ev.file(to).path.clone()))
        .collect();
    imports.sort();
    imports.dedup();
    ConfigurationFacts { pkgs, imports }
}

// What the configuration was given as `pkgs`; else it makes one itself.
fn own(ev: &mut Evaluator, id: ConfigId, name: &str, known: &mut [Vec<Evaluation>]) -> Own {
    if let Some(s) = given(ev, id)
        && let Sym::Instance(i) = &*s
    {
        return match &i.site {
            Some(at) => made_by(at, name, known).unwrap_or_else(|| makes(ev, i)),
            None => Own::Takes(source_text(ev, &i.source)),
        };
    }
    match ev.nixpkgs_of(id) {
        Source::PathOf(_) => Own::Unknown,
        source => Own::Makes(source_text(ev, &source)),
    }
}

fn given(ev: &mut Evaluator, id: ConfigId) -> Option<std::rc::Rc<Sym>> {
    let args = ev.config(id).args.clone();
    let given = args.get("pkgs").cloned().map(|t| ev.force(&t));
    let path = [Name::new("nixpkgs"), Name::new("pkgs")];
    match given.or_else(|| ev.option_value(id, &path)) {
        Some(Value::Sym(s)) => Some(s),
        _ => None,
    }
}

fn makes(ev: &Evaluator, instance: &Instance) -> Own {
    Own::Makes(source_text(ev, &instance.source))
}

// The configuration takes what that evaluation makes: it is one of its users.
fn made_by(at: &Origin, name: &str, known: &mut [Vec<Evaluation>]) -> Option<Own> {
    let same = |e: &&mut Evaluation| e.at.loc == at.loc && e.at.env.address() == at.env.address();
    let evaluation = known.iter_mut().flatten().find(same)?;
    evaluation.configurations.insert(name.to_owned());
    Some(Own::Site)
}
