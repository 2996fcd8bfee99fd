//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. As much of its types as a run has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use similar::{Algorithm, DiffTag, TextDiff};

use super::clean::clean;
use super::findings::{ERROR, Finding, Level, REMARK, below, findings};
use super::flakes::Flake;
use super::json;
use crate::plan::codes;
use crate::plan::outcome::{Excerpt, FileChange, Outcome, Place, Silence, Silencer};
use crate::plan::silence;
use crate::rewrites;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Files are relative to the top of the repository, wherever it is checked out.
const TOP: &str = "%SRCROOT%";

/// The text of a site that is longer is left to the file.
const SHOWN_TEXT: usize = 2_000;

/// Where the README is, if the package says so.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finished<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

/// A result, as the specification calls it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finished<'a> {
    rule_id: &'static str,
    rule_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    level: &'static str,
    message: Text,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    /// Of all results of a run or of none (3.27.23 of the specification).
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Suppression<'a>>>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact,
    region: Region<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: u32,
    start_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet<'a>>,
}

#[derive(Serialize)]
struct Snippet<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: Vec<ArtifactChange>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region<'static>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Text>,
}

/// The findings of all flakes; `whole` is what they change together.
pub(super) fn render(flakes: &[Flake], whole: &Outcome) -> String {
    let findings = findings(flakes, &whole.within);
    let ids: BTreeSet<&'static str> = findings.iter().map(|f| f.rule).collect();
    let ids: Vec<&'static str> = ids.into_iter().collect();
    // Half of the changes would not evaluate: they are one fix, of the first that it fixes.
    let first = findings.iter().find(|f| f.fixable);
    let any_silenced = findings.iter().any(|f| f.silence.is_some());
    let results = findings.iter().map(|f| {
        let mut result = result(f, &ids);
        result.suppressions = any_silenced.then(|| f.silence.iter().map(|s| suppression(s)).collect());
        match first {
            Some(first) if std::ptr::eq(first, f) => result.fixes.extend(fix(whole)),
            Some(first) if f.fixable => result.related_locations.extend(with(first)),
            _ => {}
        }
        result
    });
    let driver = Driver {
        name: "nixinst",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: Some(REPOSITORY).filter(|r| !r.is_empty()),
        rules: ids.iter().map(|id| rule(id)).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() };
    json::text(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn rule(id: &'static str) -> Rule {
    let uri = |anchor: &str| (!REPOSITORY.is_empty()).then(|| format!("{REPOSITORY}#{anchor}"));
    if let Some(rewrite) = rewrites::by_name(id) {
        let page = rewrite.page;
        // After the heading: one paragraph that says what it does.
        let about = page.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
        let help = Help { text: rewrite.reason.to_owned(), markdown: page.to_owned() };
        return Rule { id, short_description: plain(&about), help, help_uri: uri("what-it-changes") };
    }
    if let Some(codes::Help { page, found, advice }) = codes::help(id) {
        let help =
            Help { text: format!("{found} What you can do: {advice}").replace('`', ""), markdown: page.to_owned() };
        return Rule { id, short_description: plain(&found), help, help_uri: uri("what-becomes-of-a-site") };
    }
    let (found, advice) = words(id);
    let text = format!("{found}. What you can do: {advice}.");
    let help = Help { markdown: text.clone(), text };
    Rule { id, short_description: plain(found), help, help_uri: uri("what-becomes-of-a-site") }
}

/// What there is to say of a site that is neither rewritten nor blocked, and of what is no site.
fn words(id: &str) -> (&'static str, &'static str) {
    match id {
        REMARK => ("something about the flake or a file, or advice", "the message says it"),
        ERROR => ("a flake that can't be evaluated", "make it evaluate"),
        "central" => ("an instance that stands where it belongs", "nothing has to be done"),
        "separate" => ("an instance of something else: a template, another flake", "nothing has to be done"),
        _ => ("an instance that no output of the flake leads to", "delete it, if nothing else uses it"),
    }
}

fn plain(text: &str) -> Text {
    Text { text: text.replace('`', "") }
}

/// Text that links nowhere and asks for no arguments (3.11.5, 3.11.6 of the specification).
fn message(text: &str) -> Text {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut open = false;
    while let Some(c) = chars.next() {
        match c {
            '[' | ']' | '\\' => out.extend(['\\', c]),
            '{' if chars.peek().is_some_and(char::is_ascii_digit) => {
                out.push_str("{{");
                open = true;
            }
            '}' if open => {
                out.push_str("}}");
                open = false;
            }
            c => out.push(c),
        }
    }
    Text { text: out }
}

fn result<'a>(finding: &'a Finding, ids: &[&str]) -> Finished<'a> {
    let (kind, level) = match finding.level {
        Level::Error => (None, "error"),
        Level::Warning => (None, "warning"),
        Level::Note => (None, "note"),
        Level::Fine => (Some("informational"), "none"),
    };
    Finished {
        rule_id: finding.rule,
        rule_index: ids.iter().position(|id| *id == finding.rule).unwrap_or_default(),
        kind,
        level,
        message: message(&finding.message),
        locations: finding.place.iter().map(|p| location(p, finding.excerpt)).collect(),
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::from([("nixinst/v1", finding.fingerprint.as_str())]),
        fixes: Vec::new(),
        suppressions: None,
    }
}

fn suppression(by: &Silence) -> Suppression<'_> {
    let kind = if matches!(by.by, Silencer::Configuration(_)) { "external" } else { "inSource" };
    let reason = by.reason.as_deref().map(clean);
    Suppression { kind, justification: reason.unwrap_or_else(|| clean(&silence::words(by)).into_owned().into()) }
}

fn location<'a>(place: &Place, excerpt: Option<&'a Excerpt>) -> Location<'a> {
    let snippet = excerpt.filter(|e| e.text.len() <= SHOWN_TEXT).map(|e| Snippet { text: &e.text });
    let region = Region {
        start_line: place.line,
        start_column: place.column,
        end_line: excerpt.map(|e| e.end_line),
        end_column: excerpt.map(|e| e.end_column),
        snippet,
    };
    let physical_location = Physical { artifact_location: artifact(&place.file), region };
    Location { physical_location, message: None }
}

// Where the fix of several results is.
fn with<'a>(first: &'a Finding) -> Option<Location<'a>> {
    let text = Some(Text { text: "the fix is with this result: one for all".to_owned() });
    first.place.as_ref().map(|place| Location { message: text, ..location(place, None) })
}

fn artifact(file: &str) -> Artifact {
    // RFC 3986: unreserved characters, and `/` between segments.
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    Artifact { uri: utf8_percent_encode(file, OTHERS).to_string(), uri_base_id: TOP }
}

fn fix(whole: &Outcome) -> Option<Fix> {
    let changed = |c: &&FileChange| c.before != c.after;
    let changes: Vec<ArtifactChange> = whole
        .changes
        .iter()
        .filter(changed)
        .map(|change| ArtifactChange {
            artifact_location: artifact(&below(&whole.within, &change.file)),
            replacements: replacements(change),
        })
        .collect();
    let description = Text { text: "What nixinst fix writes, for all results that it fixes".to_owned() };
    (!changes.is_empty()).then_some(Fix { description, artifact_changes: changes })
}

/// Whole lines, in the places of the file as it is.
fn replacements(change: &FileChange) -> Vec<Replacement> {
    let [old, new] = [&change.before, &change.after].map(|text| text.split_inclusive('\n').collect::<Vec<&str>>());
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&old, &new);
    let ops = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let replacement = |op: &similar::DiffOp| {
        let inserted = new[op.new_range()].concat();
        Replacement {
            deleted_region: lines_of(&old, op.old_range()),
            inserted_content: (!inserted.is_empty()).then_some(Text { text: inserted }),
        }
    };
    ops.map(replacement).collect()
}

fn lines_of(lines: &[&str], range: std::ops::Range<usize>) -> Region<'static> {
    let (start_line, start_column) = start_of(lines, range.start);
    let (end_line, end_column) = start_of(lines, range.end);
    Region { start_line, start_column, end_line: Some(end_line), end_column: Some(end_column), snippet: None }
}

// The start of a line, or where the text ends.
fn start_of(lines: &[&str], index: usize) -> (u32, u32) {
    match index.checked_sub(1).map(|last| lines[last]) {
        Some(last) if !last.ends_with('\n') => (index as u32, last.chars().count() as u32 + 1),
        _ => (index as u32 + 1, 1),
    }
}
