//! The graph as a tree for people: sources, their instances, the sites of each; then the configurations.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Paint};

use super::model::{Configuration, Graph, Instance, InstanceKind, Site};
use super::words;
use crate::plan::outcome::Disposition;
use crate::report::clean::clean;
use crate::report::{Style, count};

const BOLD: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();

fn color(color: AnsiColor) -> Paint {
    Paint::new().fg_color(Some(color.into()))
}

/// One line of a tree and what hangs below it.
struct Node {
    line: String,
    below: Vec<Node>,
}

impl Node {
    fn leaf(line: String) -> Node {
        Node { line, below: Vec::new() }
    }
}

/// The whole text; with the modules of every configuration, if they are asked for.
pub fn render(graph: &Graph, modules: bool, style: Style) -> String {
    let mut out = String::new();
    for source in sources(graph, style) {
        write_node(&mut out, &source, "", "");
    }
    idle(&mut out, graph, style);
    if !graph.configurations.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        write_configurations(&mut out, graph, modules, style);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", words::headline(graph));
    out
}

fn write_node(out: &mut String, node: &Node, first: &str, rest: &str) {
    let _ = writeln!(out, "{first}{}", node.line);
    for (i, below) in node.below.iter().enumerate() {
        let last = i + 1 == node.below.len();
        let (branch, stem) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        write_node(out, below, &format!("{rest}{branch}"), &format!("{rest}{stem}"));
    }
}

fn sources(graph: &Graph, style: Style) -> Vec<Node> {
    let mut by_source: BTreeMap<&str, Vec<&Instance>> = BTreeMap::new();
    for instance in &graph.instances {
        by_source.entry(instance.source).or_default().push(instance);
    }
    let unused: Vec<String> = graph.inputs.iter().filter(|i| i.nixpkgs).map(|i| format!("inputs.{}", i.name)).collect();
    for name in &unused {
        by_source.entry(name).or_default();
    }
    let tree = |(source, instances): (&&str, &Vec<&Instance>)| {
        let name = if source.is_empty() { "a source that is not known" } else { source };
        let mut line = style.paint(BOLD, &clean(name));
        if instances.is_empty() {
            line += &style.paint(DIM, "  imported nowhere");
        }
        Node { line, below: instances.iter().map(|i| instance_node(graph, i, style)).collect() }
    };
    by_source.iter().map(tree).collect()
}

fn instance_node(graph: &Graph, instance: &Instance, style: Style) -> Node {
    let wasteful = !graph.after && graph.is_shared(instance);
    let paint = match (wasteful, instance.kind) {
        (true, _) => color(AnsiColor::Yellow).bold(),
        (_, InstanceKind::Sites) if graph.is_shared(instance) => color(AnsiColor::Green).bold(),
        _ => BOLD,
    };
    let name = clean(instance.name.unwrap_or("instance")).into_owned();
    let times = style.paint(paint, &words::times(instance.evaluations));
    let mut line = format!("{name} {times}");
    let about = words::about(graph, instance);
    if !about.is_empty() {
        let _ = write!(line, "  {}", style.paint(DIM, &clean(&about)));
    }
    Node { line, below: instance.sites.iter().map(|s| Node::leaf(site_line(graph, &graph.sites[*s], style))).collect() }
}

fn site_line(graph: &Graph, site: &Site, style: Style) -> String {
    let paint = match site.found.disposition {
        Disposition::Hoist | Disposition::Merge => color(AnsiColor::Green),
        Disposition::Blocked => color(AnsiColor::Red),
        Disposition::Central | Disposition::Separate | Disposition::Unreached => DIM,
    };
    let word = style.paint(paint, &words::disposition(site));
    let mut line = format!("{}  {word}", clean(&words::position(site)));
    if !site.moved && site.instance.is_some() {
        let _ = write!(line, " {}", words::times(site.evaluations));
    }
    let users: Vec<String> = site.users.keys().map(|c| clean(graph.configurations[*c].name).into_owned()).collect();
    if !users.is_empty() && graph.configurations.len() > 1 {
        let _ = write!(line, "  {}", style.paint(DIM, &words::shortened(&users)));
    }
    line
}

fn idle(out: &mut String, graph: &Graph, style: Style) {
    let below: Vec<Node> = graph.idle().map(|s| Node::leaf(site_line(graph, s, style))).collect();
    if !below.is_empty() {
        let line = style.paint(BOLD, "evaluated by no output");
        write_node(out, &Node { line, below }, "", "");
    }
}

fn write_configurations(out: &mut String, graph: &Graph, modules: bool, style: Style) {
    let widest = |of: &dyn Fn(&Configuration) -> usize| graph.configurations.iter().map(of).max().unwrap_or(0);
    let names = widest(&|c| clean(c.name).chars().count());
    let systems = widest(&|c| c.system().map_or(1, |s| clean(s).chars().count()));
    for c in &graph.configurations {
        let name = clean(c.name);
        let padding = " ".repeat(names - name.chars().count());
        let system = clean(c.system().unwrap_or("?"));
        let fixable = c.found.is_some_and(|f| f.instances_after < f.instances_before);
        let paint = match (fixable, graph.after) {
            (true, true) => color(AnsiColor::Green),
            (true, false) => color(AnsiColor::Yellow),
            _ => DIM,
        };
        let instances = style.paint(paint, &count(c.instances, "instance"));
        let files = count(c.modules().len(), "module");
        let line = format!("{}{padding}  {system:<systems$}  {instances}, {files}", style.paint(BOLD, &name));
        let below = if modules { module_tree(graph, c, style) } else { Vec::new() };
        write_node(out, &Node { line, below }, "", "");
    }
}

/// Its modules below those that import them. One that several import stands below the first.
fn module_tree(graph: &Graph, c: &Configuration, style: Style) -> Vec<Node> {
    let mut below: BTreeMap<Option<&str>, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in c.imports {
        below.entry(from.as_deref()).or_default().insert(to);
    }
    let mut walk = Walk { graph, style, below, seen: BTreeSet::new() };
    let mut out = walk.imports_of(None);
    for file in c.modules() {
        out.extend(walk.module(file));
    }
    out
}

struct Walk<'a, 'g> {
    graph: &'a Graph<'g>,
    style: Style,
    below: BTreeMap<Option<&'a str>, BTreeSet<&'a str>>,
    seen: BTreeSet<&'a str>,
}

impl<'a> Walk<'a, '_> {
    fn imports_of(&mut self, file: Option<&str>) -> Vec<Node> {
        let files = self.below.get(&file).cloned().unwrap_or_default();
        files.into_iter().filter_map(|f| self.module(f)).collect()
    }

    fn module(&mut self, file: &'a str) -> Option<Node> {
        if !self.seen.insert(file) {
            return None;
        }
        let mut line = clean(file).into_owned();
        for site in self.graph.sites.iter().filter(|s| s.found.place.file == file) {
            let name = site.instance.and_then(|i| self.graph.instances[i].name).unwrap_or("instance");
            let paint = if site.moved { color(AnsiColor::Green) } else { color(AnsiColor::Yellow) };
            let mark = if site.moved { "← " } else { "● " };
            let _ = write!(line, "  {}", self.style.paint(paint, &format!("{mark}{}", clean(name))));
        }
        Some(Node { line, below: self.imports_of(Some(file)) })
    }
}
