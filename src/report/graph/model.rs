//! What the graph says, before or after the changes, of the whole flake or of one configuration.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::graph::{ConfigurationFacts, Input, Own, SiteFacts};
use crate::plan::outcome::{self, Disposition, Outcome, Place};

/// All that can be drawn.
pub struct Graph<'a> {
    pub after: bool,
    /// Evaluations of nixpkgs in all, after the changes.
    pub evaluations_after: usize,
    pub outcome: &'a Outcome,
    pub inputs: Vec<&'a Input>,
    pub instances: Vec<Instance<'a>>,
    pub sites: Vec<Site<'a>>,
    pub configurations: Vec<Configuration<'a>>,
}

/// What is equal: one instance, however often it is evaluated.
pub struct Instance<'a> {
    /// What it is called in `flake.nix`, if it is or will be there.
    pub name: Option<&'a str>,
    pub source: &'a str,
    /// The canonical arguments but the system, if they are known.
    pub args: Option<&'a str>,
    pub kind: InstanceKind,
    /// How often: none if nothing could be followed to it.
    pub evaluations: usize,
    /// In `flake.nix`, after the changes.
    pub definition: Option<&'a Place>,
    /// Indices into [`Graph::sites`].
    pub sites: Vec<usize>,
}

/// Who makes an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstanceKind {
    /// Sites of this flake.
    Sites,
    /// The builder of a configuration, as its `pkgs`.
    Builder,
    /// Another flake, once per system.
    Given,
}

impl InstanceKind {
    /// The stable word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            InstanceKind::Sites => "sites",
            InstanceKind::Builder => "builder",
            InstanceKind::Given => "given",
        }
    }
}

/// One site.
pub struct Site<'a> {
    pub found: &'a outcome::Site,
    /// None if no output of this flake evaluates it.
    pub instance: Option<usize>,
    /// How often it makes an instance: never, once it takes a shared one.
    pub evaluations: usize,
    /// Indices of configurations that use what it makes or takes, and how many of its evaluations each uses.
    pub users: BTreeMap<usize, usize>,
    /// Evaluations for other outputs.
    pub elsewhere: usize,
    /// Whether it takes a shared instance instead of making one.
    pub moved: bool,
}

/// One configuration.
pub struct Configuration<'a> {
    pub name: &'a str,
    /// None for one that no output names.
    pub found: Option<&'a outcome::Configuration>,
    pub imports: &'a [(Option<String>, String)],
    /// Instances that its evaluation makes.
    pub instances: usize,
    /// The instance that is its `pkgs`, if no site makes that.
    pub pkgs: Option<usize>,
}

impl Configuration<'_> {
    /// Files of its modules, sorted.
    pub fn modules(&self) -> &[String] {
        self.found.map_or(&[], |c| &c.modules)
    }

    /// The system, if it is known.
    pub fn system(&self) -> Option<&str> {
        self.found.and_then(|c| c.system.as_deref())
    }
}

impl Graph<'_> {
    /// Evaluations of nixpkgs in all.
    pub fn evaluations(&self) -> usize {
        self.instances.iter().map(|i| i.evaluations).sum()
    }

    /// Whether `fix` shares it, or has shared it.
    pub fn is_shared(&self, instance: &Instance) -> bool {
        instance.sites.iter().any(|s| self.sites[*s].found.disposition.is_rewritten())
    }

    /// Files of all modules, sorted.
    pub fn modules(&self) -> BTreeSet<&str> {
        self.configurations.iter().flat_map(|c| c.modules()).map(String::as_str).collect()
    }

    /// Sites that no output evaluates.
    pub fn idle(&self) -> impl Iterator<Item = &Site<'_>> {
        self.sites.iter().filter(|s| s.instance.is_none())
    }
}

/// What tells instances apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// Of `Outcome::instances`.
    Shared(usize),
    Equal(&'a str, &'a str),
    /// A site whose arguments can't be known.
    Alone(usize),
}

/// The graph of an outcome with facts; of one of its configurations, if a name is given.
pub fn graph<'a>(outcome: &'a Outcome, after: bool, only: Option<&str>) -> Graph<'a> {
    let mut out = draw(outcome, after, only);
    out.evaluations_after = if after { out.evaluations() } else { draw(outcome, true, only).evaluations() };
    out
}

fn draw<'a>(outcome: &'a Outcome, after: bool, only: Option<&str>) -> Graph<'a> {
    let mut out = Graph {
        after,
        evaluations_after: 0,
        outcome,
        inputs: outcome.facts.inputs.iter().collect(),
        instances: Vec::new(),
        sites: Vec::new(),
        configurations: configurations(outcome, after, only),
    };
    let names: BTreeMap<&str, usize> = out.configurations.iter().enumerate().map(|(i, c)| (c.name, i)).collect();
    for (i, found) in outcome.sites.iter().enumerate() {
        let facts = outcome.facts.sites.get(i);
        let site = site(found, facts, &names, after, only.is_some());
        if only.is_none() || !site.users.is_empty() {
            out.sites.push(site);
        }
    }
    by_key(&mut out);
    builders(&mut out);
    sort(&mut out);
    if only.is_some() {
        let sources: BTreeSet<String> = out.instances.iter().map(|i| i.source.to_owned()).collect();
        out.inputs.retain(|i| sources.contains(&format!("inputs.{}", i.name)));
    }
    out
}

fn configurations<'a>(outcome: &'a Outcome, after: bool, only: Option<&str>) -> Vec<Configuration<'a>> {
    let mut out: Vec<Configuration<'a>> = Vec::new();
    for (i, c) in outcome.configurations.iter().enumerate() {
        // It is evaluated once for both names: the first is drawn.
        if c.same_as.is_some() && only != Some(c.name.as_str()) {
            continue;
        }
        let facts = outcome.facts.configurations.get(i);
        let instances = if after { c.instances_after } else { c.instances_before };
        let imports = facts.map_or(&[][..], |f| &f.imports);
        out.push(Configuration { name: &c.name, found: Some(c), imports, instances, pkgs: None });
    }
    // Builders that no output names.
    let known: BTreeSet<&str> = out.iter().map(|c| c.name).collect();
    let used = outcome.facts.sites.iter().flat_map(|s| s.evaluations.iter().flatten());
    let other: BTreeSet<&str> = used.map(String::as_str).filter(|n| !known.contains(n)).collect();
    for name in other {
        let of = outcome.facts.sites.iter().flat_map(|s| &s.evaluations);
        let instances = of.filter(|e| e.iter().any(|n| n == name)).count();
        out.push(Configuration { name, found: None, imports: &[], instances, pkgs: None });
    }
    out.retain(|c| only.is_none_or(|only| c.name == only));
    out
}

fn site<'a>(
    found: &'a outcome::Site,
    facts: Option<&SiteFacts>,
    names: &BTreeMap<&str, usize>,
    after: bool,
    narrowed: bool,
) -> Site<'a> {
    let (mut users, mut evaluations, mut elsewhere) = (BTreeMap::new(), 0, 0);
    let followed = facts.map_or(&[][..], |f| &f.evaluations);
    for by in followed {
        let of: Vec<usize> = by.iter().filter_map(|n| names.get(n.as_str()).copied()).collect();
        if narrowed && of.is_empty() {
            continue;
        }
        evaluations += 1;
        elsewhere += usize::from(by.is_empty());
        for user in of {
            *users.entry(user).or_insert(0) += 1;
        }
    }
    // What was not followed to the end may still be known to be reached.
    for name in found.reached_by.iter().filter(|_| followed.is_empty()) {
        users.extend(names.get(name.as_str()).map(|user| (*user, 1)));
    }
    let moved = after && found.disposition.is_rewritten();
    let evaluations = if moved { 0 } else { evaluations };
    Site { found, instance: None, evaluations, users, elsewhere, moved }
}

/// Sites with equal instances together.
fn by_key<'a>(out: &mut Graph<'a>) {
    let outcome = out.outcome;
    let index_of = |site: &Site| outcome.sites.iter().position(|s| std::ptr::eq(s, site.found)).unwrap_or_default();
    let mut groups: BTreeMap<Key<'a>, Vec<usize>> = BTreeMap::new();
    for (i, site) in out.sites.iter().enumerate() {
        if matches!(site.found.disposition, Disposition::Separate | Disposition::Unreached) {
            continue;
        }
        groups.entry(key(outcome, index_of(site))).or_default().push(i);
    }
    for (key, sites) in groups {
        let first = out.sites[sites[0]].found;
        let facts = outcome.facts.sites.get(index_of(&out.sites[sites[0]]));
        let (name, args, definition, added) = match key {
            Key::Shared(i) => {
                let instance = &outcome.instances[i];
                let definition = instance.definition.as_ref().filter(|_| out.after);
                (Some(instance.name.as_str()), Some(instance.args.as_str()), definition, added(out, i, &sites))
            }
            Key::Equal(..) | Key::Alone(_) => (None, facts.and_then(|f| f.args.as_deref()), None, 0),
        };
        for s in &sites {
            out.sites[*s].instance = Some(out.instances.len());
        }
        let evaluations = added + sites.iter().map(|s| out.sites[*s].evaluations).sum::<usize>();
        let kind = InstanceKind::Sites;
        out.instances.push(Instance { name, source: &first.source, args, kind, evaluations, definition, sites });
    }
}

fn key(outcome: &Outcome, site: usize) -> Key<'_> {
    let shared = |s: usize| outcome.instances.iter().position(|i| i.sites.contains(&s));
    if let Some(i) = shared(site) {
        return Key::Shared(i);
    }
    let facts = |s: usize| Some((outcome.sites[s].source.as_str(), outcome.facts.sites.get(s)?.args.as_deref()?));
    let Some(own) = facts(site) else { return Key::Alone(site) };
    let same = outcome.instances.iter().position(|i| i.sites.iter().any(|s| facts(*s) == Some(own)));
    same.map_or(Key::Equal(own.0, own.1), Key::Shared)
}

/// Evaluations of a shared instance itself, once the sites take it.
fn added(out: &Graph, instance: usize, sites: &[usize]) -> usize {
    let facts = out.outcome.facts.instances.get(instance).cloned().unwrap_or_default();
    let stands = sites.iter().any(|s| !out.sites[*s].found.disposition.is_rewritten());
    if !out.after || facts.existing && stands {
        return 0;
    }
    if facts.own {
        let users: BTreeSet<usize> = sites.iter().flat_map(|s| out.sites[*s].users.keys().copied()).collect();
        return users.len();
    }
    let systems = &out.outcome.instances[instance].systems;
    let used = out.configurations.iter().filter_map(|c| c.system()).filter(|s| systems.iter().any(|o| o == s));
    let used: BTreeSet<&str> = used.collect();
    // Only what is asked for is evaluated, and a system that no configuration has is asked for by something else.
    if out.configurations.len() == 1 { used.len().max(1) } else { systems.len().max(1) }
}

/// What configurations have without a site.
fn builders(out: &mut Graph) {
    let outcome = out.outcome;
    let mut groups: BTreeMap<(InstanceKind, &str), Vec<usize>> = BTreeMap::new();
    for (i, c) in out.configurations.iter().enumerate() {
        let index = c.found.and_then(|f| outcome.configurations.iter().position(|o| std::ptr::eq(o, f)));
        let facts: Option<&ConfigurationFacts> = index.and_then(|i| outcome.facts.configurations.get(i));
        match facts.map(|f| &f.pkgs) {
            Some(Own::Makes(source)) => groups.entry((InstanceKind::Builder, source)).or_default().push(i),
            Some(Own::Takes(source)) => groups.entry((InstanceKind::Given, source)).or_default().push(i),
            Some(Own::Unknown) => groups.entry((InstanceKind::Given, "")).or_default().push(i),
            Some(Own::Site) | None => {}
        }
    }
    for ((kind, source), users) in groups {
        let systems: BTreeSet<Option<&str>> = users.iter().map(|c| out.configurations[*c].system()).collect();
        let evaluations = match kind {
            _ if source.is_empty() => 0,
            InstanceKind::Builder => users.len(),
            InstanceKind::Given | InstanceKind::Sites => systems.len(),
        };
        for user in users {
            out.configurations[user].pkgs = Some(out.instances.len());
        }
        let (name, definition, sites) = (Some("pkgs"), None, Vec::new());
        out.instances.push(Instance { name, source, args: None, kind, evaluations, definition, sites });
    }
}

/// By source; what can be shared first, then what is evaluated most.
fn sort(out: &mut Graph) {
    let rank = |i: &usize| {
        let instance = &out.instances[*i];
        let place = instance.sites.first().map(|s| &out.sites[*s].found.place);
        (instance.source, instance.kind, !out.is_shared(instance), usize::MAX - instance.evaluations, place)
    };
    let mut order: Vec<usize> = (0..out.instances.len()).collect();
    order.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.cmp(b)));
    let mut new = vec![0; order.len()];
    order.iter().enumerate().for_each(|(to, from)| new[*from] = to);
    let mut instances: Vec<Option<Instance>> = std::mem::take(&mut out.instances).into_iter().map(Some).collect();
    out.instances = order.iter().filter_map(|i| instances[*i].take()).collect();
    out.sites.iter_mut().for_each(|s| s.instance = s.instance.map(|i| new[i]));
    out.configurations.iter_mut().for_each(|c| c.pkgs = c.pkgs.map(|i| new[i]));
}
