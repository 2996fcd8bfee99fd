//! The picture as a graph for Graphviz.

use std::fmt::Write;

use super::picture::{Card, End, Picture, Tone};
use crate::report::clean::clean;

const HEAD: &str = "\
digraph nixinst {
  rankdir=LR; compound=true; ranksep=1.2; nodesep=0.2; labelloc=t; labeljust=l;
  fontname=\"Helvetica\"; fontsize=14;
  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];
  edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.6];
";

/// The whole file.
pub fn render(picture: &Picture) -> String {
    let mut out = format!("{HEAD}  label={};\n", quoted(&picture.title));
    for (column, cards) in picture.columns.iter().enumerate() {
        for (i, card) in cards.iter().enumerate() {
            write_card(&mut out, column, i, card);
        }
        // Folders are clusters, which have no rank.
        if column != 2 && cards.len() > 1 {
            let ids: Vec<String> = (0..cards.len()).map(|card| id(End { column, card, row: None })).collect();
            let _ = writeln!(out, "  {{ rank=same; {} }}", ids.join("; "));
        }
    }
    for edge in &picture.edges {
        let (line, _) = colors(edge.tone);
        let mut attributes = format!("color=\"{line}\"");
        if edge.weight > 1 {
            let _ = write!(attributes, ", label=\"×{}\", penwidth={}", edge.weight, thickness(edge.weight));
        }
        let bundle = picture.columns[edge.from.column][edge.from.card].rows.len();
        if edge.from.column == 2 && edge.from.row.is_none() && bundle > 0 {
            let _ = write!(attributes, ", ltail=\"cluster_{}\"", id(edge.from));
        }
        let _ = writeln!(out, "  {} -> {} [{attributes}];", tail(picture, edge.from), id(edge.to));
    }
    for (from, to) in &picture.imports {
        let _ = writeln!(out, "  {} -> {} [style=dashed, color=\"#8c959f\", constraint=false];", id(*from), id(*to));
    }
    out + "}\n"
}

fn thickness(weight: usize) -> usize {
    (weight.ilog2() as usize + 1).min(6)
}

/// Plain words: no name of the flake is an id.
fn id(end: End) -> String {
    let letter = ["s", "i", "m", "c"][end.column];
    match end.row {
        Some(row) => format!("{letter}{}r{row}", end.card),
        None => format!("{letter}{}", end.card),
    }
}

/// An edge of a whole folder begins at the row in its middle.
fn tail(picture: &Picture, end: End) -> String {
    let rows = picture.columns[end.column][end.card].rows.len();
    let middle = (end.column == 2 && end.row.is_none() && rows > 0).then(|| (rows - 1) / 2);
    id(End { row: end.row.or(middle), ..end })
}

fn colors(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Plain => ("#8c959f", "#f6f8fa"),
        Tone::Source => ("#54aeff", "#ddf4ff"),
        Tone::Waste => ("#d4a72c", "#fff8c5"),
        Tone::Shared => ("#4ac26b", "#dafbe1"),
        Tone::Blocked => ("#ff8182", "#ffebe9"),
    }
}

fn write_card(out: &mut String, column: usize, card: usize, content: &Card) {
    let end = End { column, card, row: None };
    let head = [Some(content.title.clone()), content.badge.clone()];
    let head = head.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut lines = vec![head];
    lines.extend(content.subtitle.clone());
    if column == 2 && !content.rows.is_empty() {
        let id_of_card = id(end);
        let label = lines_of(&lines);
        let _ = writeln!(out, "  subgraph cluster_{id_of_card} {{");
        let _ = writeln!(out, "    label={label}; style=\"rounded,dashed\"; color=\"#8c959f\"; fontsize=11;");
        for (row, r) in content.rows.iter().enumerate() {
            let parts = [Some(r.text.clone()), Some(r.note.clone()), r.badge.clone()];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
            node(out, "    ", &id(End { row: Some(row), ..end }), &[parts.join(" ")], r.tone);
        }
        if let Some(more) = &content.more {
            node(out, "    ", &format!("{id_of_card}more"), std::slice::from_ref(more), Tone::Plain);
        }
        out.push_str("  }\n");
        return;
    }
    lines.extend(content.rows.iter().map(|r| r.text.clone()));
    lines.extend(content.more.clone());
    node(out, "  ", &id(end), &lines, content.tone);
}

fn node(out: &mut String, indent: &str, id: &str, lines: &[String], tone: Tone) {
    let (line, fill) = colors(tone);
    let _ = writeln!(out, "{indent}{id} [label={}, color=\"{line}\", fillcolor=\"{fill}\"];", lines_of(lines));
}

/// A label of several lines, each to the left.
fn lines_of(lines: &[String]) -> String {
    match lines {
        [line] => quoted(line),
        lines => format!("\"{}\"", lines.iter().map(|l| escaped(l) + "\\l").collect::<String>()),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// `text` in a quoted string that is a label: backslashes and entities mean something there.
fn escaped(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}
