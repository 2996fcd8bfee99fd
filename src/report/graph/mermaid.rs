//! The picture as a Mermaid flowchart.

use std::fmt::Write;

use super::picture::{Card, End, Picture, Tone};
use crate::report::clean::clean;

const CLASSES: &str = "  classDef source fill:#ddf4ff,stroke:#54aeff,color:#0a3069
  classDef plain fill:#f6f8fa,stroke:#8c959f,color:#1f2328
  classDef waste fill:#fff8c5,stroke:#d4a72c,color:#633c01
  classDef shared fill:#dafbe1,stroke:#4ac26b,color:#044f1e
  classDef blocked fill:#ffebe9,stroke:#ff8182,color:#82071e
  classDef folder fill:transparent,stroke:#8c959f,stroke-dasharray:4
";

/// The whole chart.
pub fn render(picture: &Picture) -> String {
    let mut out = format!("---\ntitle: \"{}\"\n---\nflowchart LR\n", picture.title);
    for (column, cards) in picture.columns.iter().enumerate() {
        for (i, card) in cards.iter().enumerate() {
            write_card(&mut out, column, i, card);
        }
    }
    for edge in &picture.edges {
        let arrow = if edge.tone == Tone::Plain { "-->" } else { "==>" };
        let times = if edge.weight > 1 { format!("|\"×{}\"|", edge.weight) } else { String::new() };
        let _ = writeln!(out, "  {} {arrow}{times} {}", id(edge.from), id(edge.to));
    }
    for (from, to) in &picture.imports {
        let _ = writeln!(out, "  {} -.-> {}", id(*from), id(*to));
    }
    out + CLASSES
}

/// Plain words: no name of the flake is an id.
fn id(end: End) -> String {
    let letter = ["s", "i", "m", "c"][end.column];
    match end.row {
        Some(row) => format!("{letter}{}r{row}", end.card),
        None => format!("{letter}{}", end.card),
    }
}

fn write_card(out: &mut String, column: usize, card: usize, content: &Card) {
    let end = End { column, card, row: None };
    let (id_of_card, tone) = (id(end), content.tone.word());
    let mut head = quoted(&content.title);
    if let Some(badge) = &content.badge {
        let _ = write!(head, " {}", quoted(badge));
    }
    let mut lines = vec![head];
    lines.extend(content.subtitle.as_deref().map(quoted));
    if column == 2 && !content.rows.is_empty() {
        let _ = writeln!(out, "  subgraph {id_of_card}[\"{}\"]", lines.join("<br/>"));
        for (row, r) in content.rows.iter().enumerate() {
            let parts = [Some(&r.text), Some(&r.note), r.badge.as_ref()];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).map(|p| quoted(p)).collect();
            let row = id(End { row: Some(row), ..end });
            let _ = writeln!(out, "    {row}[\"{}\"]:::{}", parts.join(" "), r.tone.word());
        }
        if let Some(more) = &content.more {
            let _ = writeln!(out, "    {id_of_card}more[\"{}\"]:::plain", quoted(more));
        }
        let _ = writeln!(out, "  end\n  class {id_of_card} folder");
        return;
    }
    lines.extend(content.rows.iter().map(|r| quoted(&r.text)));
    lines.extend(content.more.as_deref().map(quoted));
    let _ = writeln!(out, "  {id_of_card}[\"{}\"]:::{tone}", lines.join("<br/>"));
}

/// `text` in a quoted label: Mermaid reads Markdown, HTML and entities there, and directives anywhere.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '.' | '/' | ':' | '-' | '×' | '→' | '…' | ',' | '=' => {
                out.push(c)
            }
            c if c.is_alphanumeric() => out.push(c),
            c => _ = write!(out, "#{};", u32::from(c)),
        }
    }
    out
}
