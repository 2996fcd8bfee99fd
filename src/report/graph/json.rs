//! The graph as JSON, version 1. `schema.json` beside this file is the promise.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::model::{self, Graph};
use crate::plan::outcome;
use crate::report::json::escape_controls;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    root: String,
    stage: &'a str,
    evaluations: usize,
    inputs: Vec<Input<'a>>,
    instances: Vec<Instance<'a>>,
    sites: Vec<Site<'a>>,
    modules: Vec<Module<'a>>,
    imports: Vec<Import<'a>>,
    configurations: Vec<Configuration<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    nixpkgs: bool,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Instance<'a> {
    name: Option<&'a str>,
    source: &'a str,
    args: Option<&'a str>,
    made_by: &'a str,
    evaluations: usize,
    definition: Option<Place<'a>>,
    sites: &'a [usize],
}

#[derive(Serialize)]
struct Site<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    source: &'a str,
    disposition: &'a str,
    code: Option<&'a str>,
    instance: Option<usize>,
    evaluations: usize,
    other_outputs: usize,
    users: Vec<User>,
}

#[derive(Serialize)]
struct User {
    configuration: usize,
    evaluations: usize,
}

#[derive(Serialize)]
struct Module<'a> {
    file: &'a str,
    configurations: Vec<usize>,
    sites: Vec<usize>,
}

#[derive(Serialize)]
struct Import<'a> {
    from: Option<&'a str>,
    to: &'a str,
    configurations: Vec<usize>,
}

#[derive(Serialize)]
struct Configuration<'a> {
    name: &'a str,
    kind: Option<&'a str>,
    system: Option<&'a str>,
    instances: usize,
    pkgs: Option<usize>,
}

pub fn render(graph: &Graph) -> String {
    let report = Report {
        version: VERSION,
        root: graph.outcome.root.to_string_lossy().into_owned(),
        stage: if graph.after { "after" } else { "before" },
        evaluations: graph.evaluations(),
        inputs: graph.inputs.iter().map(|i| Input { name: &i.name, nixpkgs: i.nixpkgs }).collect(),
        instances: graph.instances.iter().map(instance).collect(),
        sites: graph.sites.iter().map(site).collect(),
        modules: modules(graph),
        imports: imports(graph),
        configurations: graph.configurations.iter().map(configuration).collect(),
    };
    // Strings and numbers under fixed keys: nothing here can fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    escape_controls(&text)
}

fn place(place: &outcome::Place) -> Place<'_> {
    Place { file: &place.file, line: place.line, column: place.column }
}

fn instance<'a>(instance: &'a model::Instance) -> Instance<'a> {
    Instance {
        name: instance.name,
        source: instance.source,
        args: instance.args,
        made_by: instance.kind.word(),
        evaluations: instance.evaluations,
        definition: instance.definition.map(place),
        sites: &instance.sites,
    }
}

fn site<'a>(site: &'a model::Site) -> Site<'a> {
    let users = site.users.iter().map(|(configuration, n)| User { configuration: *configuration, evaluations: *n });
    Site {
        place: place(&site.found.place),
        source: &site.found.source,
        disposition: site.found.disposition.word(),
        code: site.found.code,
        instance: site.instance,
        evaluations: site.evaluations,
        other_outputs: site.elsewhere,
        users: users.collect(),
    }
}

fn modules<'a>(graph: &'a Graph) -> Vec<Module<'a>> {
    let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, c) in graph.configurations.iter().enumerate() {
        for file in c.modules() {
            by_file.entry(file).or_default().push(i);
        }
    }
    let sites = |file: &str| {
        let here = graph.sites.iter().enumerate().filter(|(_, s)| s.found.place.file == file);
        here.map(|(i, _)| i).collect()
    };
    by_file.into_iter().map(|(file, configurations)| Module { file, configurations, sites: sites(file) }).collect()
}

fn imports<'a>(graph: &'a Graph) -> Vec<Import<'a>> {
    let mut by_edge: BTreeMap<(Option<&str>, &str), BTreeSet<usize>> = BTreeMap::new();
    for (i, c) in graph.configurations.iter().enumerate() {
        for (from, to) in c.imports {
            by_edge.entry((from.as_deref(), to)).or_default().insert(i);
        }
    }
    let import = |((from, to), by): (_, BTreeSet<usize>)| Import { from, to, configurations: by.into_iter().collect() };
    by_edge.into_iter().map(import).collect()
}

fn configuration<'a>(configuration: &'a model::Configuration) -> Configuration<'a> {
    Configuration {
        name: configuration.name,
        kind: configuration.found.map(|c| c.kind),
        system: configuration.system(),
        instances: configuration.instances,
        pkgs: configuration.pkgs,
    }
}
