//! The graph as cards in four columns: sources, instances, modules by folder, configurations.
//!
//! Hundreds of modules and dozens of hosts must stay readable: modules without an instance are counted, hosts that
//! make the same instances share a card.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Configuration, Graph, Instance, InstanceKind, Site};
use super::words;
use crate::plan::outcome::Disposition;
use crate::report::count;

/// Rows of one card before the rest is counted.
const SHOWN_ROWS: usize = 16;

/// Cards of configurations before differences between them are left to the other formats.
const SHOWN_GROUPS: usize = 12;

/// Folders with a card of their own; if there are more, those at the top have one.
const SHOWN_FOLDERS: usize = 12;

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Plain,
    /// `fix` can share it.
    Waste,
    /// Shared by `fix`.
    Shared,
    Blocked,
    Source,
}

impl Tone {
    /// A plain word for classes.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Waste => "waste",
            Tone::Shared => "shared",
            Tone::Blocked => "blocked",
            Tone::Source => "source",
        }
    }
}

/// The columns, from left to right.
pub const COLUMNS: [&str; 4] = ["sources", "instances", "modules", "configurations"];

#[derive(Debug)]
pub struct Card {
    pub tone: Tone,
    pub title: String,
    /// The number that matters.
    pub badge: Option<String>,
    pub subtitle: Option<String>,
    pub rows: Vec<Row>,
    /// What is counted in place of rows.
    pub more: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub tone: Tone,
    pub text: String,
    /// A word or two behind it.
    pub note: String,
    pub badge: Option<String>,
    /// The module, for edges between modules.
    pub file: Option<String>,
}

/// A card, by its column and its place there; and one of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    pub column: usize,
    pub card: usize,
    pub row: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: End,
    pub to: End,
    pub tone: Tone,
    /// How many evaluations go along it.
    pub weight: usize,
}

#[derive(Debug)]
pub struct Picture {
    pub title: String,
    /// What is not drawn.
    pub footer: Option<String>,
    pub columns: [Vec<Card>; 4],
    /// Sorted.
    pub edges: Vec<Edge>,
    /// Module imports module: rows of the third column. Only where all modules are drawn.
    pub imports: Vec<(End, End)>,
}

/// The picture; with a row for each module, if they are asked for.
pub fn picture(graph: &Graph, modules: bool) -> Picture {
    let mut out = Picture {
        title: words::headline(graph),
        footer: footer(graph),
        columns: Default::default(),
        edges: Vec::new(),
        imports: Vec::new(),
    };
    let sources: BTreeSet<&str> = graph.instances.iter().map(|i| i.source).collect();
    let sources: Vec<&str> = sources.into_iter().collect();
    out.columns[0] = sources.iter().map(|s| source(graph, s)).collect();
    out.columns[1] = graph.instances.iter().map(|i| instance(graph, i)).collect();
    let rows = folders(graph, modules, &mut out);
    let groups = groups(graph);
    out.columns[3] = groups.iter().map(|g| configurations(graph, g)).collect();
    let mut edges = Edges::default();
    for (i, instance) in graph.instances.iter().enumerate() {
        let from = End { column: 0, card: sources.iter().position(|s| *s == instance.source).unwrap_or(0), row: None };
        edges.add(from, end(1, i), instance_tone(graph, instance), instance.evaluations);
    }
    for (site, row) in graph.sites.iter().zip(&rows) {
        let (Some(i), Some(row)) = (site.instance, *row) else { continue };
        edges.add(end(1, i), row, site_tone(site), site.evaluations.max(1));
    }
    leave(graph, &rows, &groups, &mut edges, &mut out);
    out.edges = edges.bundled(&out.columns[2]);
    out
}

fn end(column: usize, card: usize) -> End {
    End { column, card, row: None }
}

fn footer(graph: &Graph) -> Option<String> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for site in graph.idle() {
        *words.entry(site.found.disposition.word()).or_default() += 1;
    }
    let words: Vec<String> = words.iter().map(|(word, n)| format!("{n} {word}")).collect();
    (!words.is_empty()).then(|| format!("evaluated by no output, and not drawn: {}", words.join(", ")))
}

fn source(graph: &Graph, name: &str) -> Card {
    let of = graph.instances.iter().filter(|i| i.source == name);
    let evaluations = of.map(|i| i.evaluations).sum();
    let title = if name.is_empty() { "not known" } else { name };
    let badge = Some(words::times(evaluations));
    Card { tone: Tone::Source, title: title.to_owned(), badge, subtitle: None, rows: Vec::new(), more: None }
}

fn instance_tone(graph: &Graph, instance: &Instance) -> Tone {
    let any = |d: Disposition| instance.sites.iter().any(|s| graph.sites[*s].found.disposition == d);
    match (graph.is_shared(instance), graph.after) {
        (true, true) => Tone::Shared,
        (true, false) => Tone::Waste,
        (false, _) if any(Disposition::Blocked) => Tone::Blocked,
        _ => Tone::Plain,
    }
}

fn instance(graph: &Graph, instance: &Instance) -> Card {
    let own = matches!(instance.kind, InstanceKind::Builder | InstanceKind::Given);
    let title = match instance.name {
        Some(name) => name,
        None => instance.source.strip_prefix("inputs.").unwrap_or(instance.source),
    };
    let about = Some(words::about(graph, instance)).filter(|a| !a.is_empty());
    let tone = if own { Tone::Plain } else { instance_tone(graph, instance) };
    let badge = Some(words::times(instance.evaluations));
    Card { tone, title: title.to_owned(), badge, subtitle: about, rows: Vec::new(), more: None }
}

fn site_tone(site: &Site) -> Tone {
    match (site.moved, site.found.disposition) {
        (true, _) => Tone::Shared,
        (false, Disposition::Hoist | Disposition::Merge) => Tone::Waste,
        (false, Disposition::Blocked) => Tone::Blocked,
        _ => Tone::Plain,
    }
}

/// The folder of a file and the rest; the one at the top if `shallow`.
fn folder_of(file: &str, shallow: bool) -> (&str, &str) {
    match if shallow { file.find('/') } else { file.rfind('/') } {
        Some(at) => (&file[..=at], &file[at + 1..]),
        None => ("./", file),
    }
}

/// Makes a card for each folder with sites, and answers where each site is drawn.
fn folders(graph: &Graph, all: bool, out: &mut Picture) -> Vec<Option<End>> {
    let mut rows: BTreeMap<&str, Vec<(&str, Option<usize>)>> = BTreeMap::new();
    let drawn = || graph.sites.iter().enumerate().filter(|(_, s)| s.instance.is_some());
    let mut files: BTreeSet<&str> = drawn().map(|(_, s)| s.found.place.file.as_str()).collect();
    files.extend(graph.modules().into_iter().filter(|_| all));
    let shallow = files.iter().map(|f| folder_of(f, false).0).collect::<BTreeSet<_>>().len() > SHOWN_FOLDERS;
    for (i, site) in drawn() {
        let (folder, name) = folder_of(&site.found.place.file, shallow);
        rows.entry(folder).or_default().push((name, Some(i)));
    }
    let sited: BTreeSet<&str> = graph.sites.iter().map(|s| s.found.place.file.as_str()).collect();
    let mut others: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in graph.modules().into_iter().filter(|m| !sited.contains(m)) {
        let (folder, name) = folder_of(file, shallow);
        match all {
            true => rows.entry(folder).or_default().push((name, None)),
            false => others.entry(folder).or_default().push(name),
        }
    }
    let mut places = vec![None; graph.sites.len()];
    for (folder, mut inside) in rows {
        inside.sort_by_key(|(name, site)| (*name, *site));
        let card = out.columns[2].len();
        let limit = if all || inside.len() <= SHOWN_ROWS + 1 { inside.len() } else { SHOWN_ROWS };
        for (row, (_, site)) in inside.iter().enumerate() {
            if let Some(site) = site {
                places[*site] = Some(End { column: 2, card, row: Some(row).filter(|row| *row < limit) });
            }
        }
        let rows = inside[..limit].iter().map(|(name, site)| row(graph, folder, name, *site)).collect();
        let mut more = Vec::new();
        more.extend((limit < inside.len()).then(|| format!("{} more", count(inside.len() - limit, "site"))));
        more.extend(others.remove(folder).map(|o| format!("{} without instance", count(o.len(), "other module"))));
        let more = (!more.is_empty()).then(|| more.join(", "));
        let title = folder.to_owned();
        out.columns[2].push(Card { tone: Tone::Plain, title, badge: None, subtitle: None, rows, more });
    }
    out.columns[2].extend(rest(&others));
    if all {
        out.imports = imports(graph, &out.columns[2]);
    }
    places
}

fn row(graph: &Graph, folder: &str, name: &str, site: Option<usize>) -> Row {
    let file = if folder == "./" { name.to_owned() } else { format!("{folder}{name}") };
    let Some(site) = site.map(|i| &graph.sites[i]) else {
        return Row { tone: Tone::Plain, text: name.to_owned(), note: String::new(), badge: None, file: Some(file) };
    };
    let text = if site.moved { name.to_owned() } else { format!("{name}:{}", site.found.place.line) };
    let badge = (!site.moved).then(|| words::times(site.evaluations));
    let note = match site.found.disposition {
        Disposition::Blocked => site.found.code.unwrap_or_default(),
        Disposition::Central => "central",
        _ => "",
    };
    Row { tone: site_tone(site), text, note: note.to_owned(), badge, file: Some(file) }
}

/// Folders that make no instance, in one card.
fn rest(others: &BTreeMap<&str, Vec<&str>>) -> Option<Card> {
    let modules: usize = others.values().map(Vec::len).sum();
    if modules == 0 {
        return None;
    }
    let title = format!("{} in {}", count(modules, "module"), count(others.len(), "folder"));
    let subtitle = Some("no instance".to_owned());
    Some(Card { tone: Tone::Plain, title, badge: None, subtitle, rows: Vec::new(), more: None })
}

fn imports(graph: &Graph, folders: &[Card]) -> Vec<(End, End)> {
    let mut at: BTreeMap<&str, End> = BTreeMap::new();
    for (card, folder) in folders.iter().enumerate() {
        for (row, file) in folder.rows.iter().enumerate().filter_map(|(i, r)| Some((i, r.file.as_deref()?))) {
            at.entry(file).or_insert(End { column: 2, card, row: Some(row) });
        }
    }
    let edges = graph.configurations.iter().flat_map(|c| c.imports);
    let ends = edges.filter_map(|(from, to)| Some((*at.get(from.as_deref()?)?, *at.get(to.as_str())?)));
    let ends: BTreeSet<(End, End)> = ends.collect();
    ends.into_iter().collect()
}

/// Configurations of one output that make the same instances; with too many differences, of one output and source.
fn groups(graph: &Graph) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut coarse: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, c) in graph.configurations.iter().enumerate() {
        let used = graph.sites.iter().enumerate().filter_map(|(s, site)| Some((s, *site.users.get(&i)?)));
        let used: Vec<(usize, usize)> = used.collect();
        coarse.entry((output_of(c.name).0, c.pkgs, used.is_empty())).or_default().push(i);
        groups.entry((output_of(c.name).0, used, c.pkgs, c.instances)).or_default().push(i);
    }
    let fine: Vec<Vec<usize>> = groups.into_values().collect();
    let mut groups = if fine.len() > SHOWN_GROUPS { coarse.into_values().collect() } else { fine };
    groups.sort();
    groups
}

/// `nixosConfigurations` and `laptop`.
fn output_of(name: &str) -> (&str, &str) {
    match name.split_once('.') {
        Some((output, name)) if !output.starts_with('(') => (output, name),
        _ => ("", name),
    }
}

fn configurations(graph: &Graph, group: &[usize]) -> Card {
    let first: &Configuration = &graph.configurations[group[0]];
    let here = || group.iter().map(|c| &graph.configurations[*c]);
    let fixable = here().filter_map(|c| c.found).any(|f| f.instances_after < f.instances_before);
    let tone = match (fixable, graph.after) {
        (true, true) => Tone::Shared,
        (true, false) => Tone::Waste,
        _ => Tone::Plain,
    };
    let each = if group.len() > 1 { " each" } else { "" };
    let (least, most) = here().fold((usize::MAX, 0), |(a, b), c| (a.min(c.instances), b.max(c.instances)));
    let range = if least < most { format!("{least}–{most} instances") } else { count(most, "instance") };
    let badge = Some(format!("{range}{each}"));
    let (output, name) = output_of(first.name);
    let about = |c: &Configuration| c.system().unwrap_or_default().to_owned();
    if group.len() == 1 {
        let parts = [about(first), count(first.modules().len(), "module")];
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let subtitle = Some(parts.join(", ")).filter(|_| first.found.is_some());
        let title = if name.chars().count() < 12 { first.name } else { name };
        return Card { tone, title: title.to_owned(), badge, subtitle, rows: Vec::new(), more: None };
    }
    let limit = if group.len() <= SHOWN_ROWS + 1 { group.len() } else { SHOWN_ROWS };
    let row = |c: &usize| {
        let c = &graph.configurations[*c];
        let text = output_of(c.name).1.to_owned();
        Row { tone: Tone::Plain, text, note: about(c), badge: None, file: None }
    };
    let rows = group[..limit].iter().map(row).collect();
    let more = (limit < group.len()).then(|| format!("{} more", group.len() - limit));
    let title = if output.is_empty() { "configurations" } else { output };
    let title = format!("{} {title}", group.len());
    Card { tone, title, badge, subtitle: None, rows, more }
}

/// What goes to the last column.
fn leave(graph: &Graph, rows: &[Option<End>], groups: &[Vec<usize>], edges: &mut Edges, out: &mut Picture) {
    for (g, group) in groups.iter().enumerate() {
        for (site, row) in graph.sites.iter().zip(rows) {
            let n: usize = group.iter().filter_map(|c| site.users.get(c)).sum();
            if let Some(row) = row.filter(|_| n > 0) {
                edges.add(row, end(3, g), site_tone(site), n);
            }
        }
        if let Some(pkgs) = graph.configurations[group[0]].pkgs {
            edges.add(end(1, pkgs), end(3, g), Tone::Plain, group.len());
        }
    }
    let elsewhere = graph.sites.iter().zip(rows).filter(|(s, row)| s.elsewhere > 0 && row.is_some());
    let elsewhere: Vec<(&Site, End)> = elsewhere.filter_map(|(s, row)| Some((s, (*row)?))).collect();
    if elsewhere.is_empty() {
        return;
    }
    let other = out.columns[3].len();
    for (site, row) in elsewhere {
        edges.add(row, end(3, other), site_tone(site), site.elsewhere);
    }
    let (title, subtitle) = ("other outputs".to_owned(), Some("of this flake".to_owned()));
    out.columns[3].push(Card { tone: Tone::Plain, title, badge: None, subtitle, rows: Vec::new(), more: None });
}

#[derive(Default)]
struct Edges(BTreeMap<(End, End, Tone), usize>);

impl Edges {
    fn add(&mut self, from: End, to: End, tone: Tone, weight: usize) {
        *self.0.entry((from, to, tone)).or_default() += weight;
    }

    /// Sorted. Where all rows of a folder lead to the same places, one edge stands for all of them.
    fn bundled(self, folders: &[Card]) -> Vec<Edge> {
        let mut alike = vec![true; folders.len()];
        for (card, alike) in alike.iter_mut().enumerate() {
            let mut to: BTreeMap<Option<usize>, BTreeSet<(End, Tone)>> = BTreeMap::new();
            for (from, end, tone) in self.0.keys().filter(|(f, ..)| f.column == 2 && f.card == card) {
                to.entry(from.row).or_default().insert((*end, *tone));
            }
            *alike = to.len() > 1 && to.values().collect::<BTreeSet<_>>().len() == 1;
        }
        let mut out: BTreeMap<(End, End, Tone), usize> = BTreeMap::new();
        for ((mut from, to, tone), weight) in self.0 {
            if from.column == 2 && alike[from.card] {
                from.row = None;
            }
            *out.entry((from, to, tone)).or_default() += weight;
        }
        out.into_iter().map(|((from, to, tone), weight)| Edge { from, to, tone, weight }).collect()
    }
}
