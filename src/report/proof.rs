//! What `verify` found, in its formats.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Paint};
use serde::Serialize;

use super::clean::clean;
use super::markup::{code, html};
use super::{Style, count};
use crate::verify::{Difference, Proof, Row, Stats, Verdict};

const VERSION: u32 = 1;

/// How a proof is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: versioned, see `src/report/proof.schema.json`.
    Json,
    /// For the body of a pull request.
    Markdown,
}

/// The whole report, with a newline at the end.
pub fn render(format: Format, proof: &Proof, style: Style) -> String {
    match format {
        Format::Text => text(proof, style),
        Format::Json => json(proof),
        Format::Markdown => markdown(proof),
    }
}

/// JSON, version 1: keys may come, none goes or changes its meaning without another version.
fn json(proof: &Proof) -> String {
    #[derive(Serialize)]
    struct Report<'a> {
        version: u32,
        #[serde(flatten)]
        proof: &'a Proof,
    }
    super::json::text(&Report { version: VERSION, proof })
}

fn text(proof: &Proof, style: Style) -> String {
    let mut out = format!("{} → {}, by {}\n", clean(&proof.before), clean(&proof.after), clean(&proof.nix));
    let width = proof.rows.iter().map(|r| label(r).chars().count()).max().unwrap_or(0);
    for row in &proof.rows {
        let word = style.paint(color(&row.verdict), &format!("{:13}", word(&row.verdict)));
        let mut line = format!("{word} {:width$}  {}", label(row), numbers(row).join("  "));
        if row.cached {
            line.push_str("  (known from before)");
        }
        let _ = writeln!(out, "{}", line.trim_end());
        for detail in details(&row.verdict) {
            let _ = writeln!(out, "  {detail}");
        }
    }
    out + &summary(proof) + "\n"
}

/// `4 configurations: 3 equal, 1 different`
pub fn summary(proof: &Proof) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for row in &proof.rows {
        let word = word(&row.verdict);
        match counted.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => counted.push((word, 1)),
        }
    }
    let each: Vec<String> = counted.iter().map(|(word, n)| format!("{n} {word}")).collect();
    format!("{} compared: {}", count(proof.rows.len(), "output"), each.join(", "))
}

fn label(row: &Row) -> String {
    clean(&format!("{}.{}", row.kind, row.name)).into_owned()
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Equal { .. } => "equal",
        Verdict::ButForSource { .. } => "equal*",
        Verdict::Different { .. } | Verdict::DifferentUnread { .. } => "different",
        Verdict::FailsBefore { .. } => "fails before",
        Verdict::NewlyFailing { .. } => "newly failing",
        Verdict::WorksNow { .. } => "works now",
        Verdict::New => "new",
        Verdict::Gone => "gone",
        Verdict::NotEvaluated { .. } => "not evaluated",
    }
}

fn color(verdict: &Verdict) -> Paint {
    let color = match verdict {
        v if v.is_bad() => AnsiColor::Red,
        v if v.is_compared() => AnsiColor::Green,
        _ => AnsiColor::Yellow,
    };
    Paint::new().bold().fg_color(Some(color.into()))
}

// What there is to say besides the verdict, a line each.
fn details(verdict: &Verdict) -> Vec<String> {
    let lines = |text: &str| text.lines().map(|l| clean(l).into_owned()).collect::<Vec<_>>();
    match verdict {
        Verdict::Equal { .. } | Verdict::New => Vec::new(),
        Verdict::ButForSource { .. } => vec!["* but for the flake's own files, which it contains".to_owned()],
        Verdict::Different { differences, .. } => {
            let mut out: Vec<String> = differences.first.iter().flat_map(difference).collect();
            if differences.more > 0 {
                out.push(format!("and {} more", count(differences.more, "derivation")));
            }
            out
        }
        Verdict::DifferentUnread { before, after, why } => {
            vec![format!("{} → {}", clean(before), clean(after)), clean(why).into_owned()]
        }
        Verdict::FailsBefore { error } | Verdict::NewlyFailing { error } | Verdict::WorksNow { error } => lines(error),
        Verdict::Gone => vec!["the flake has it no longer".to_owned()],
        Verdict::NotEvaluated { why } => lines(why),
    }
}

fn difference(d: &Difference) -> Vec<String> {
    let mut out = vec![clean(&d.way.join(" → ")).into_owned()];
    for part in &d.parts {
        let side =
            |sign: &str, words: &[String]| words.iter().map(|w| format!(" {sign}{}", clean(w))).collect::<String>();
        out.push(format!("  {}:{}{}", clean(&part.name), side("−", &part.before), side("+", &part.after)));
    }
    out
}

// What was measured on both sides.
fn numbers(row: &Row) -> Vec<String> {
    let Some((x, y)) = &row.stats else { return Vec::new() };
    let mut out = Vec::new();
    let mut add = |name: &str, values: Option<(String, String)>| {
        if let Some((x, y)) = values {
            out.push(format!("{name} {x} → {y}"));
        }
    };
    for (name, of) in COLUMNS {
        add(name, of(x).zip(of(y)));
    }
    out
}

type Column = (&'static str, fn(&Stats) -> Option<String>);

const COLUMNS: &[Column] = &[
    ("instances", |s| s.instances.map(|n| n.to_string())),
    ("thunks", |s| s.thunks.map(thousands)),
    ("MB", |s| s.allocated.map(|n| (n / 1_000_000).to_string())),
    ("CPU s", |s| s.cpu.map(|n| format!("{n:.1}"))),
];

fn thousands(n: u64) -> String {
    match n {
        0..10_000 => n.to_string(),
        10_000..10_000_000 => format!("{}k", n / 1000),
        _ => format!("{}M", n / 1_000_000),
    }
}

fn markdown(proof: &Proof) -> String {
    let mut out = format!(
        "{}\n\nEvaluated by {}: {} → {}.\n\n| | result |",
        headline(proof),
        code(&proof.nix),
        html(&proof.before),
        html(&proof.after)
    );
    let shown: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(_, of)| proof.rows.iter().any(|r| r.stats.as_ref().is_some_and(|(x, y)| of(x).and(of(y)).is_some())))
        .collect();
    for (name, _) in &shown {
        let _ = write!(out, " {name} |");
    }
    out.push_str("\n| --- | --- |");
    out.push_str(&" ---: |".repeat(shown.len()));
    out.push('\n');
    for row in &proof.rows {
        let _ = write!(out, "| {} | {} |", code(&label(row)), word(&row.verdict).replace('*', "\\*"));
        for (_, of) in &shown {
            let values = row.stats.as_ref().and_then(|(x, y)| of(x).zip(of(y)));
            let _ = match values {
                Some((x, y)) => write!(out, " {x} → {y} |"),
                None => write!(out, " |"),
            };
        }
        out.push('\n');
    }
    for row in &proof.rows {
        let details = details(&row.verdict);
        if !details.is_empty() {
            let _ = write!(out, "\n{}: {}\n\n```text\n", code(&label(row)), word(&row.verdict).replace('*', "\\*"));
            for line in details {
                let _ = writeln!(out, "{}", line.replace("```", "'''"));
            }
            out.push_str("```\n");
        }
    }
    out
}

fn headline(proof: &Proof) -> String {
    let bad = proof.rows.iter().filter(|r| r.verdict.is_bad()).count();
    match bad {
        0 => format!("**Nothing differs**: {}.", summary(proof)),
        n => format!("**{} no longer what it was**: {}.", if n == 1 { "1 is" } else { "Some are" }, summary(proof)),
    }
}
