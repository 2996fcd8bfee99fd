//! Text for people: each site with what becomes of it and why, then the summary.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Paint};

use super::clean::clean;
use super::{Run, Style, count, excerpt, flakes, graph, proof};
use crate::patch::{LOCK_COMMAND, Lock};
use crate::plan::outcome::{Configuration, Disposition, Follow, Outcome, Place, Severity, Site, UnknownNote};
use crate::verify::Proof;

/// Names of configurations in one line before the rest is counted.
const SHOWN_NAMES: usize = 3;

/// Sites that are shown in their source; with more, each has a line.
const SHOWN_EXCERPTS: usize = 20;

/// Unknowns that are written out; a flake on a framework without a model can have hundreds.
const SHOWN_UNKNOWNS: usize = 10;

const BOLD: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();

/// In the order of the summary: what changes first.
const DISPOSITIONS: [Disposition; 6] = [
    Disposition::Hoist,
    Disposition::Merge,
    Disposition::Central,
    Disposition::Separate,
    Disposition::Unreached,
    Disposition::Blocked,
];

pub(super) fn render(outcome: &Outcome, run: Run, style: Style) -> String {
    match run {
        Run::Check => check(outcome, style) + &advice(outcome),
        Run::Preview { proof } => {
            let change = groups(outcome, style) + &to_be_locked(outcome) + &would_change(outcome);
            check(outcome, style) + &change + &verified(proof, style)
        }
        Run::Applied { written, lock, proof } => {
            applied(outcome, written, style) + &locked(outcome, lock) + &verified(proof, style)
        }
    }
}

fn verified(found: Option<&Proof>, style: Style) -> String {
    found.map_or(String::new(), |found| format!("verified: {}", proof::render(proof::Format::Text, found, style)))
}

/// The notes, a line each.
pub(super) fn notes(outcome: &Outcome, style: Style) -> String {
    let mut out = String::new();
    for note in &outcome.notes {
        let word = match note.severity {
            Severity::Note => style.paint(color(AnsiColor::Cyan), "note"),
            Severity::Warning => style.paint(color(AnsiColor::Yellow), "warning"),
        };
        let at = at(note.place.as_ref());
        let _ = writeln!(out, "{word}: {at}{}", clean(&note.message));
    }
    out
}

fn check(outcome: &Outcome, style: Style) -> String {
    let mut out = String::new();
    let shown = outcome.sites.iter().filter(|s| excerpt::of_interest(s)).count();
    let long = shown <= SHOWN_EXCERPTS;
    let mut after_excerpt = false;
    for site in &outcome.sites {
        let excerpt = excerpt::render(site, style).filter(|_| long);
        if after_excerpt || excerpt.is_some() {
            separate(&mut out);
        }
        after_excerpt = excerpt.is_some();
        match excerpt {
            Some(text) => out.push_str(&text),
            None => write_site(&mut out, site, style),
        }
    }
    let remarks = notes(outcome, style) + &unknowns(outcome, style);
    if !remarks.is_empty() {
        separate(&mut out);
        out.push_str(&remarks);
    }
    separate(&mut out);
    out.push_str(&by_disposition(outcome));
    out.push_str(&per_configuration(outcome, style));
    out.push_str(&in_all(outcome));
    out.push_str(&flakes::nested(outcome));
    out
}

/// An empty line, unless it would be the first.
fn separate(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

fn color(color: AnsiColor) -> Paint {
    Paint::new().fg_color(Some(color.into()))
}

fn paint_of(disposition: Disposition) -> Paint {
    match disposition {
        Disposition::Hoist | Disposition::Merge => color(AnsiColor::Green),
        Disposition::Blocked => color(AnsiColor::Yellow),
        Disposition::Central | Disposition::Separate | Disposition::Unreached => DIM,
    }
}

fn write_site(out: &mut String, site: &Site, style: Style) {
    let place = style.paint(BOLD, &position(&site.place));
    let mut word = site.disposition.word().to_owned();
    if let Some(code) = site.code {
        let _ = write!(word, "[{code}]");
    }
    let paint = if site.silence.is_some() { DIM } else { paint_of(site.disposition) };
    let word = style.paint(paint, &word);
    let _ = write!(out, "{place}: {word}  {}", clean(&site.source));
    if let Some(instance) = &site.instance {
        let _ = write!(out, " → {}", clean(instance));
    }
    out.push('\n');
    if !site.message.is_empty() {
        let _ = writeln!(out, "  {}", clean(&site.message));
    }
    if !site.reached_by.is_empty() {
        let line = format!("reached by {}", shortened(&site.reached_by));
        let _ = writeln!(out, "  {}", style.paint(DIM, &line));
    }
}

fn position(place: &Place) -> String {
    format!("{}:{}:{}", clean(&place.file), place.line, place.column)
}

/// `file:line:column: `, or nothing.
fn at(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| position(place) + ": ")
}

/// Names in one line; the rest is counted.
pub(super) fn shortened(names: &[String]) -> String {
    // "and 1 more" is no shorter than the name.
    let shown = if names.len() > SHOWN_NAMES + 1 { SHOWN_NAMES } else { names.len() };
    let mut line = names[..shown].iter().map(|n| clean(n)).collect::<Vec<_>>().join(", ");
    if shown < names.len() {
        let _ = write!(line, " and {} more", names.len() - shown);
    }
    line
}

/// Each unknown once, with the configurations that met it.
fn unknowns(outcome: &Outcome, style: Style) -> String {
    let mut met: BTreeMap<&UnknownNote, Vec<String>> = BTreeMap::new();
    for configuration in &outcome.configurations {
        for unknown in &configuration.unknowns {
            let names = met.entry(unknown).or_default();
            // One configuration may meet it by several ways.
            if names.last() != Some(&configuration.name) {
                names.push(configuration.name.clone());
            }
        }
    }
    let mut out = String::new();
    let word = style.paint(color(AnsiColor::Cyan), "unknown");
    for (unknown, names) in met.iter().take(SHOWN_UNKNOWNS) {
        let at = at(unknown.place.as_ref());
        let message = clean(&unknown.message);
        let _ = writeln!(out, "{word}: {at}{message} ({})", shortened(names));
    }
    if met.len() > SHOWN_UNKNOWNS {
        let more = met.len() - SHOWN_UNKNOWNS;
        let _ = writeln!(out, "{word}: {more} more, see `nixinst check --format json`");
    }
    out
}

fn by_disposition(outcome: &Outcome) -> String {
    if outcome.sites.is_empty() {
        return "no site: no file of this flake instantiates nixpkgs\n".to_owned();
    }
    let of = |d: Disposition| outcome.sites.iter().filter(|s| s.disposition == d).count();
    let counts = DISPOSITIONS.map(|d| (of(d), d.word()));
    let counts = counts.iter().filter(|(n, _)| *n > 0);
    let counts: Vec<String> = counts.map(|(n, word)| format!("{n} {word}")).collect();
    format!("{}: {}\n", count(outcome.sites.len(), "site"), counts.join(", "))
}

/// `name  before → after`, numbers under numbers.
fn per_configuration(outcome: &Outcome, style: Style) -> String {
    if outcome.configurations.is_empty() {
        return String::new();
    }
    let width = |of: &dyn Fn(&Configuration) -> String| {
        let widths = outcome.configurations.iter().map(|c| of(c).chars().count());
        widths.max().unwrap_or(0)
    };
    let names = width(&|c| clean(&c.name).into_owned());
    let before = width(&|c| c.instances_before.to_string());
    let after = width(&|c| c.instances_after.to_string());
    let mut out = String::from("instances per configuration:\n");
    for c in &outcome.configurations {
        let name = clean(&c.name);
        let (old, new) = (c.instances_before, c.instances_after);
        let numbers = format!("{old:>before$} → {new:>after$}");
        let paint = if new < old { color(AnsiColor::Green) } else { DIM };
        let numbers = style.paint(paint, &numbers);
        let _ = writeln!(out, "  {name:<names$}  {numbers}");
    }
    out
}

/// What configurations share, and what none makes, shows in all of them together only.
fn in_all(outcome: &Outcome) -> String {
    let known = !outcome.changes.is_empty() && outcome.facts.sites.len() == outcome.sites.len();
    if known { graph::headline(outcome) + "\n" } else { String::new() }
}

fn rewritten(outcome: &Outcome) -> usize {
    let sites = outcome.sites.iter();
    sites.filter(|s| s.disposition.is_rewritten()).count()
}

fn advice(outcome: &Outcome) -> String {
    let mut out = String::new();
    for f in &outcome.follows {
        let (of, target) = (format!("{}/{}", f.input, f.name), &f.target);
        let _ = writeln!(out, "the input `{}` can follow `{}`: run `nixinst fix --dry-run`", clean(&of), clean(target));
    }
    match rewritten(outcome) {
        0 => out.push_str("nothing to hoist\n"),
        n => _ = writeln!(out, "{} can be hoisted: run `nixinst fix --dry-run`", count(n, "site")),
    }
    out
}

fn groups(outcome: &Outcome, style: Style) -> String {
    let mut out = String::new();
    for group in &outcome.groups {
        let name = style.paint(BOLD, group.rewrite);
        let _ = writeln!(out, "{name}: {}", clean(&group.title));
    }
    out
}

fn would_change(outcome: &Outcome) -> String {
    match outcome.changes.len() {
        0 => "nothing to do\n".to_owned(),
        n => format!("{} would change: run `nixinst fix`\n", count(n, "file")),
    }
}

fn applied(outcome: &Outcome, written: &[String], style: Style) -> String {
    let mut out = notes(outcome, style);
    if written.is_empty() {
        out.push_str("nothing to do\n");
    } else {
        out.push_str(&groups(outcome, style));
        for file in written {
            let _ = writeln!(out, "{} {}", style.paint(DIM, "wrote"), clean(file));
        }
        let files = count(written.len(), "file");
        let _ = match rewritten(outcome) {
            0 => writeln!(out, "{files} written"),
            n => writeln!(out, "{} hoisted, {files} written", count(n, "site")),
        };
    }
    out + &staying(outcome)
}

fn locked(outcome: &Outcome, lock: Option<&Lock>) -> String {
    let names: Vec<String> = outcome.to_lock().iter().map(|name| format!("`{}`", clean(name))).collect();
    let names = names.join(", ");
    match lock {
        None | Some(Lock::Absent) => String::new(),
        Some(Lock::Written) => format!("locked {names} in flake.lock\n"),
        Some(Lock::NoNix) => format!("flake.lock lacks {names}, as there is no Nix here: run `{LOCK_COMMAND}`\n"),
        Some(Lock::Failed(why)) => {
            // Nix, src/libexpr/flake/flake.cc: "does not contain a '/flake.nix' file".
            let old = match why.contains("flake.nix") {
                true => "nixpkgs has a flake.nix since February 2020: give an older commit `flake = false;`\n",
                false => "",
            };
            format!("flake.lock lacks {names}: run `{LOCK_COMMAND}`, which says: {}\n{old}", clean(why))
        }
    }
}

/// New inputs, which only `fix` has locked.
pub(super) fn to_be_locked(outcome: &Outcome) -> String {
    let line = |name: &str| format!("`{}` is a new input: `nixinst fix` has Nix lock it\n", clean(name));
    let follow = |f: &Follow| {
        let (of, target) = (format!("{}/{}", f.input, f.name), &f.target);
        format!("the input `{}` follows `{}`: `nixinst fix` has Nix lock that\n", clean(&of), clean(target))
    };
    outcome.inputs.iter().map(|i| line(&i.name)).chain(outcome.follows.iter().map(follow)).collect()
}

/// How many sites are blocked though nobody asked for that, and how many nobody uses.
pub(super) fn staying(outcome: &Outcome) -> String {
    let blocked = |s: &&Site| s.disposition == Disposition::Blocked && s.silence.is_none();
    let mut out = match outcome.sites.iter().filter(blocked).count() {
        0 => String::new(),
        1 => "1 site stays as it is: run `nixinst check` for the reason\n".to_owned(),
        n => format!("{n} sites stay as they are: run `nixinst check` for the reasons\n"),
    };
    match outcome.sites.iter().filter(|s| s.can_go()).count() {
        0 => {}
        1 => out.push_str("1 site can go, as nothing uses it: `nixinst check` says which\n"),
        n => _ = writeln!(out, "{n} sites can go, as nothing uses them: `nixinst check` says which"),
    }
    out
}
