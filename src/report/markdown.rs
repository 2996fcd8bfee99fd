//! A pull request: its title as the first line, a heading, and its body below.
//!
//! Whatever the repository says is escaped for Markdown, HTML and Mermaid, and the whole fits in a body of GitHub.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::findings::{below, placed};
use super::flakes::Flake;
use super::graph::{self, View};
use super::markup::{code, html, message};
use super::{Run, Style, count, proof};
use crate::patch::{LOCK_COMMAND, Lock};
use crate::plan::codes;
use crate::plan::outcome::{Configuration, Disposition, Outcome, Severity, Site};
use crate::rewrites;
use crate::verify::Proof;

/// GitHub refuses a body of more characters, and GitLab one of many more.
const LIMIT: usize = 65_536;

/// A picture of more characters is left out: Mermaid refuses one of more than 50,000.
const PICTURE: usize = 12_000;

/// A section is cut behind so many characters, so that each has its place.
const SECTION: usize = 9_000;

const INTRODUCTION: &str = "Every `import nixpkgs { … }` is a package set of its own: Nix evaluates it separately, at about a second and \
100 MB each, and never remembers that it has seen the same one before. This moves them to where they can be shared, and passes the shared \
instance to every place that made its own.";

/// What a run says of one flake.
struct Of<'a> {
    folder: String,
    outcome: &'a Outcome,
    run: Run<'a>,
}

pub(super) fn render(flakes: &[Flake], whole: &Outcome) -> String {
    let base = &whole.within;
    let all: Vec<Of> = flakes
        .iter()
        .filter_map(|f| f.result.ok().map(|(outcome, run)| Of { folder: f.folder.to_owned(), outcome, run }))
        .collect();
    let mut out = format!("# {}\n", title(&all));
    let sections = [
        introduction(&all),
        unsafe_changes(&all),
        instances(&all),
        picture(&all),
        changes(&all),
        to_lock(&all),
        left(&all),
        remarks(&all),
        failures(flakes, base),
        proofs(&all),
        undo(&all),
    ];
    // What comes last is short and has to be there.
    let reserved = sections[sections.len() - 1].chars().count() + 200;
    for (i, section) in sections.iter().enumerate().filter(|(_, s)| !s.is_empty()) {
        let last = i + 1 == sections.len();
        let room = LIMIT - out.chars().count() - if last { 0 } else { reserved };
        out.push('\n');
        if section.chars().count() < room {
            out.push_str(section);
        } else {
            let name = section.lines().next().unwrap_or_default();
            let _ = writeln!(out, "{name}\n\nLeft out here, as it is too long: see `nixinst check`.");
        }
    }
    out
}

/// What a bot takes for the title of the pull request.
fn title(all: &[Of]) -> String {
    let rewritten = all.iter().flat_map(|o| &o.outcome.sites).filter(|s| s.disposition.is_rewritten());
    let sites = rewritten.count();
    let instances = all.iter().flat_map(|o| {
        let moves = |i: &&usize| o.outcome.sites.get(**i).is_some_and(|s| s.disposition.is_rewritten());
        o.outcome.instances.iter().filter(move |instance| instance.sites.iter().any(|i| moves(&i)))
    });
    let groups: Vec<_> = all.iter().flat_map(|o| &o.outcome.groups).collect();
    match (sites, instances.count(), &groups[..]) {
        (_, _, []) => "nixinst: nothing to change".to_owned(),
        (_, _, [only]) if only.changes_builds => format!("nixinst: {}, which changes what is built", only.rewrite),
        (0, _, _) => "nixinst: let inputs follow the flake's own nixpkgs".to_owned(),
        (sites, 0, _) => format!("nixinst: share {} of nixpkgs", count(sites, "instance")),
        (sites, made, _) if made >= sites => {
            format!("nixinst: move {} of nixpkgs to flake.nix", count(sites, "instance"))
        }
        (sites, made, _) => format!("nixinst: make {} of nixpkgs instead of {sites}", count(made, "instance")),
    }
}

fn introduction(all: &[Of]) -> String {
    if all.iter().all(|o| o.outcome.changes.is_empty()) {
        return "There is nothing that nixinst would change.\n".to_owned();
    }
    format!("{INTRODUCTION}\n")
}

/// Loud, and at the top.
fn unsafe_changes(all: &[Of]) -> String {
    let groups = all.iter().flat_map(|o| &o.outcome.groups).filter(|g| g.changes_builds);
    let lines: Vec<String> = groups
        .map(|g| {
            let reason = rewrites::by_name(g.rewrite).map_or("", |r| r.reason);
            format!("> - `{}`: {}. {reason}\n", g.rewrite, message(&g.title))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let head = "> [!WARNING]\n> **This changes what is evaluated**, and so what is built:\n";
    cut(format!("{head}{}", lines.concat()), "> - and more\n")
}

fn instances(all: &[Of]) -> String {
    let rows: Vec<(&Of, &Configuration)> =
        all.iter().flat_map(|o| o.outcome.configurations.iter().map(move |c| (o, c))).collect();
    let (changed, same): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, c)| c.instances_before != c.instances_after);
    let mut out = "## Instances of nixpkgs\n\n".to_owned();
    if !changed.is_empty() {
        out.push_str("| configuration | before | after |\n| --- | ---: | ---: |\n");
    }
    for (of, c) in &changed {
        let folder = if of.folder.is_empty() { String::new() } else { format!("{}: ", code(&of.folder)) };
        let row = format!("| {folder}{} | {} | {} |\n", code(&c.name), c.instances_before, c.instances_after);
        if out.len() + row.len() > SECTION {
            out.push_str("| and more | | |\n");
            break;
        }
        out.push_str(&row);
    }
    match (rows.len(), changed.len(), same.len()) {
        (0, ..) => return String::new(),
        (_, _, 0) => {}
        (_, 0, n) => _ = writeln!(out, "{} as many as before.", makes(n, "configuration")),
        (_, _, n) => _ = writeln!(out, "\n{} as many as before.", makes(n, "other configuration")),
    }
    out
}

fn makes(n: usize, noun: &str) -> String {
    format!("{} make{}", count(n, noun), if n == 1 { "s" } else { "" })
}

/// What there is after the changes, and before as a second one.
fn picture(all: &[Of]) -> String {
    let mut out = String::new();
    for of in all.iter().filter(|o| !o.outcome.changes.is_empty() && !o.outcome.facts.configurations.is_empty()) {
        let draw = |after: bool| {
            let view = View { after, ..View::default() };
            graph::render(graph::Format::Mermaid, of.outcome, view, Style::default())
        };
        let (before, after) = (draw(false), draw(true));
        if before.len().max(after.len()) > PICTURE || out.len() + before.len() + after.len() > 2 * PICTURE {
            continue;
        }
        if !of.folder.is_empty() {
            let _ = writeln!(out, "{}:\n", code(&below(&of.folder, "flake.nix")));
        }
        let _ = write!(out, "```mermaid\n{after}```\n\n<details>\n<summary>As it was</summary>\n\n");
        let _ = write!(out, "```mermaid\n{before}```\n\n</details>\n");
    }
    if out.is_empty() { out } else { format!("## Where nixpkgs is instantiated\n\n{out}") }
}

/// What each rewrite did, and why it is safe.
fn changes(all: &[Of]) -> String {
    let mut by_rewrite: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for of in all {
        for group in &of.outcome.groups {
            let files: Vec<String> = group.files.iter().map(|f| code(&below(&of.outcome.within, f))).collect();
            let shown = files[..files.len().min(12)].join(", ");
            let more = if files.len() > 12 { format!(" and {} more", files.len() - 12) } else { String::new() };
            let line = format!("- {} ({shown}{more})\n", message(&group.title));
            by_rewrite.entry(group.rewrite).or_default().push(line);
        }
    }
    let room = SECTION / by_rewrite.len().max(1);
    let mut out = String::new();
    for (name, lines) in by_rewrite {
        let reason = rewrites::by_name(name).map_or("", |r| r.reason);
        let summary = format!("<code>{name}</code>: {}", count(lines.len(), "change"));
        out.push_str(&details(&summary, &format!("{}\n**Why**: {reason}\n", list(&lines, room))));
    }
    if out.is_empty() { out } else { format!("## What was done, and why it is safe\n\n{out}") }
}

/// `<details>`, closed.
fn details(summary: &str, body: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n")
}

/// As many lines as there is room for.
fn list(lines: &[String], room: usize) -> String {
    let mut out = String::new();
    for (i, line) in lines.iter().enumerate() {
        if out.len() + line.len() > room {
            let _ = writeln!(out, "- and {} more", lines.len() - i);
            break;
        }
        out.push_str(line);
    }
    out
}

/// `text`, or its first lines.
fn cut(text: String, more: &str) -> String {
    if text.len() <= SECTION {
        return text;
    }
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if out.len() + line.len() > SECTION {
            break;
        }
        out.push_str(line);
    }
    out + more
}

fn to_lock(all: &[Of]) -> String {
    let mut out = String::new();
    for of in all.iter().filter(|o| !o.outcome.to_lock().is_empty()) {
        let names: Vec<String> = of.outcome.to_lock().iter().map(|n| code(n)).collect();
        let names = names.join(", ");
        let lock = match of.run {
            Run::Applied { lock, .. } => lock,
            _ => None,
        };
        let _ = match lock {
            Some(Lock::Written) => writeln!(out, "- Nix locked {names}."),
            _ => writeln!(out, "- `flake.lock` needs {names}: run `{LOCK_COMMAND}` and commit it."),
        };
    }
    if out.is_empty() { out } else { cut(format!("## The lock file\n\n{out}"), "- and more\n") }
}

/// What stays, by code, with the places.
fn left(all: &[Of]) -> String {
    let mut by_code: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut stays: BTreeMap<&str, usize> = BTreeMap::new();
    for of in all {
        for site in of.outcome.sites.iter().filter(|s| !s.disposition.is_rewritten()) {
            match site.code {
                Some(found) if site.disposition == Disposition::Blocked => {
                    by_code.entry(found).or_default().push(line(of.outcome, site))
                }
                _ => *stays.entry(site.disposition.word()).or_default() += 1,
            }
        }
    }
    let mut out = String::new();
    if !by_code.is_empty() {
        out.push_str("| code | sites | what was found | what you can do |\n| --- | ---: | --- | --- |\n");
        for (name, lines) in &by_code {
            let (found, advice) = codes::help(name).map_or_else(Default::default, |h| (h.found, h.advice));
            let _ = writeln!(out, "| `{name}` | {} | {found} | {advice} |", lines.len());
        }
        out.push('\n');
    }
    let room = SECTION / by_code.len().max(1);
    for (name, lines) in &by_code {
        let summary = format!("<code>{name}</code>: {}", count(lines.len(), "site"));
        out.push_str(&details(&summary, &list(lines, room)));
    }
    if !stays.is_empty() {
        let words: Vec<String> = stays.iter().map(|(word, n)| format!("{n} `{word}`")).collect();
        let _ = writeln!(out, "\nSites where nothing is to do: {}.", words.join(", "));
    }
    if out.is_empty() { out } else { format!("## What was left, and why\n\n{out}") }
}

fn line(outcome: &Outcome, site: &Site) -> String {
    let place = placed(outcome, &site.place);
    let at = code(&format!("{}:{}:{}", place.file, place.line, place.column));
    format!("- {at} ({}): {}\n", code(&site.source), message(&site.message))
}

fn remarks(all: &[Of]) -> String {
    let mut lines = Vec::new();
    for of in all {
        for note in of.outcome.notes.iter().filter(|n| n.severity == Severity::Warning) {
            let at = note.place.as_ref().map(|p| placed(of.outcome, p));
            let at = at.map_or(String::new(), |p| code(&format!("{}:{}:{}", p.file, p.line, p.column)) + ": ");
            lines.push(format!("- {at}{}\n", message(&note.message)));
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let body = details(&count(lines.len(), "warning"), &list(&lines, SECTION));
    format!("## What no rewrite changes\n\n{body}")
}

fn failures(flakes: &[Flake], base: &str) -> String {
    let failed = flakes.iter().filter_map(|f| f.result.err().map(|e| (f.folder, e.message)));
    let file = |folder: &str| below(&below(base, folder), "flake.nix");
    let lines: Vec<String> =
        failed.map(|(folder, why)| format!("- {}: {}\n", code(&file(folder)), message(why))).collect();
    if lines.is_empty() { String::new() } else { format!("## Not looked at\n\n{}", list(&lines, SECTION)) }
}

fn proofs(all: &[Of]) -> String {
    let proof = |run: &Run| -> Option<String> {
        let (Run::Preview { proof: Some(found) } | Run::Applied { proof: Some(found), .. }) = run else {
            return None;
        };
        Some(proven(found))
    };
    let found: Vec<String> = all.iter().filter_map(|o| proof(&o.run)).collect();
    let changes = all.iter().any(|o| !o.outcome.changes.is_empty());
    match (found.is_empty(), changes) {
        (false, _) => format!("## The proof\n\n{}", found.join("\n")),
        (true, true) => {
            "## The proof\n\nNix was not asked. `nixinst verify` on the branch has it evaluate every configuration \
                         before and after, and compares the derivations.\n"
                .to_owned()
        }
        (true, false) => String::new(),
    }
}

/// With what differs in full where there is room for it.
fn proven(found: &Proof) -> String {
    let text = proof::render(proof::Format::Markdown, found, Style::default());
    if text.len() <= 2 * SECTION {
        return text;
    }
    format!("{}.\n\nThe whole is too long for here: see `nixinst verify`.\n", html(&proof::summary(found)))
}

fn undo(all: &[Of]) -> String {
    if all.iter().all(|o| o.outcome.changes.is_empty()) {
        return String::new();
    }
    "## How to undo it\n\nClose this pull request. Once it is merged: `git revert` of its commit; what it does \
     stands in the files that it changes and nowhere else. `nixinst fix --only REWRITE` leaves the other rewrites out.\n"
        .to_owned()
}
