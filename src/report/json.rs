//! JSON, version 1. `schema.json` beside this file is the promise; keys may come, none goes or changes
//! its meaning without another version.

use std::path::Path;

use serde::Serialize;

use super::Run;
use super::clean::{OLD_COMMANDS, is_harmful};
use super::flakes::{Failure, Flake};
use crate::patch::{self, Lock};
use crate::plan::outcome::{self, Outcome, Role, Severity, Silencer};
use crate::verify::Proof;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    root: String,
    configurations: Vec<Configuration<'a>>,
    instances: Vec<Instance<'a>>,
    sites: Vec<Site<'a>>,
    notes: Vec<Note<'a>>,
    nested_flakes: Vec<NestedFlake<'a>>,
    follows: Vec<Follow<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

/// What `fix` says on top.
#[derive(Serialize)]
struct Fix<'a> {
    /// Whether the files were written.
    applied: bool,
    groups: Vec<Group<'a>>,
    changes: Vec<Change<'a>>,
    inputs: Vec<Input<'a>>,
    /// With `fix` where it declared inputs: what became of `flake.lock`.
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<&'static str>,
    /// With `--verify`: what Nix says.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a Proof>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    reference: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Configuration<'a> {
    name: &'a str,
    same_as: Option<&'a str>,
    kind: &'a str,
    system: Option<&'a str>,
    modules: &'a [String],
    unknowns: Vec<Unknown<'a>>,
    instances_before: usize,
    instances_after: usize,
}

#[derive(Serialize)]
struct Unknown<'a> {
    place: Option<Place<'a>>,
    message: &'a str,
}

#[derive(Serialize)]
struct Instance<'a> {
    name: &'a str,
    source: &'a str,
    args: &'a str,
    systems: &'a [String],
    definition: Option<Place<'a>>,
    /// Indices into `sites`.
    sites: &'a [usize],
}

#[derive(Serialize)]
struct Site<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    source: &'a str,
    disposition: &'a str,
    code: Option<&'a str>,
    silenced: Option<Silenced<'a>>,
    instance: Option<&'a str>,
    message: &'a str,
    reached_by: &'a [String],
}

#[derive(Serialize)]
struct Silenced<'a> {
    by: &'static str,
    place: Option<Place<'a>>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Note<'a> {
    severity: &'a str,
    place: Option<Place<'a>>,
    message: &'a str,
}

#[derive(Serialize)]
struct NestedFlake<'a> {
    folder: &'a str,
    role: &'static str,
    input: Option<&'a str>,
    looked_at: bool,
}

#[derive(Serialize)]
struct Follow<'a> {
    input: &'a str,
    name: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct Group<'a> {
    rewrite: &'a str,
    title: &'a str,
    files: &'a [String],
    applicability: &'static str,
}

#[derive(Serialize)]
struct Change<'a> {
    file: &'a str,
    patch: String,
}

/// What `--all-flakes` prints.
#[derive(Serialize)]
struct Reports<'a> {
    version: u32,
    base: String,
    reports: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    folder: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Error<'a>>,
}

#[derive(Serialize)]
struct Error<'a> {
    message: &'a str,
    hint: Option<&'a str>,
}

pub(super) fn render(outcome: &Outcome, run: Run) -> String {
    text(&report(outcome, run))
}

/// One document for several flakes.
pub(super) fn render_all<'a>(base: &Path, flakes: &[Flake<'a>]) -> String {
    let one = |flake: &Flake<'a>| match flake.result {
        Ok((outcome, run)) => One { folder: flake.folder, report: Some(report(outcome, run)), error: None },
        Err(Failure { message, hint }) => {
            One { folder: flake.folder, report: None, error: Some(Error { message, hint }) }
        }
    };
    let reports = flakes.iter().map(one).collect();
    text(&Reports { version: VERSION, base: base.to_string_lossy().into_owned(), reports })
}

fn report<'a>(outcome: &'a Outcome, run: Run<'a>) -> Report<'a> {
    Report {
        version: VERSION,
        root: outcome.root.to_string_lossy().into_owned(),
        configurations: outcome.configurations.iter().map(configuration).collect(),
        instances: outcome.instances.iter().map(instance).collect(),
        sites: outcome.sites.iter().map(site).collect(),
        notes: outcome.notes.iter().map(note).collect(),
        nested_flakes: outcome.nested_flakes.iter().map(nested_flake).collect(),
        follows: outcome.follows.iter().map(follow).collect(),
        fix: (run != Run::Check).then(|| fix(outcome, run)),
    }
}

/// A document, with a newline at the end.
pub(super) fn text(document: &impl Serialize) -> String {
    // Strings and numbers under fixed keys: nothing here can fail.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    escape_controls(&text)
}

/// serde_json escapes control characters below space only. The others stand in strings, where an escape
/// means the same, and so do commands to who runs this in a workflow.
pub(super) fn escape_controls(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for (i, c) in json.char_indices() {
        if (c != '\n' && is_harmful(c)) || OLD_COMMANDS.iter().any(|command| json[i..].starts_with(command)) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn place(place: &outcome::Place) -> Place<'_> {
    Place { file: &place.file, line: place.line, column: place.column }
}

fn configuration(configuration: &outcome::Configuration) -> Configuration<'_> {
    let unknowns = configuration
        .unknowns
        .iter()
        .map(|unknown| Unknown { place: unknown.place.as_ref().map(place), message: &unknown.message });
    Configuration {
        name: &configuration.name,
        same_as: configuration.same_as.as_deref(),
        kind: configuration.kind,
        system: configuration.system.as_deref(),
        modules: &configuration.modules,
        unknowns: unknowns.collect(),
        instances_before: configuration.instances_before,
        instances_after: configuration.instances_after,
    }
}

fn instance(instance: &outcome::Instance) -> Instance<'_> {
    Instance {
        name: &instance.name,
        source: &instance.source,
        args: &instance.args,
        systems: &instance.systems,
        definition: instance.definition.as_ref().map(place),
        sites: &instance.sites,
    }
}

fn site(site: &outcome::Site) -> Site<'_> {
    Site {
        place: place(&site.place),
        source: &site.source,
        disposition: site.disposition.word(),
        code: site.code,
        silenced: site.silence.as_ref().map(silenced),
        instance: site.instance.as_deref(),
        message: &site.message,
        reached_by: &site.reached_by,
    }
}

fn silenced(silence: &outcome::Silence) -> Silenced<'_> {
    let by = match silence.by {
        Silencer::Comment => "comment",
        Silencer::File => "file",
        Silencer::Configuration(_) => "configuration",
    };
    Silenced { by, place: silence.place.as_ref().map(place), reason: silence.reason.as_deref() }
}

fn note(note: &outcome::Note) -> Note<'_> {
    Note {
        severity: match note.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
        },
        place: note.place.as_ref().map(place),
        message: &note.message,
    }
}

fn follow(follow: &outcome::Follow) -> Follow<'_> {
    Follow { input: &follow.input, name: &follow.name, target: &follow.target }
}

fn nested_flake(flake: &outcome::NestedFlake) -> NestedFlake<'_> {
    let (role, input) = match &flake.role {
        Role::Input(name) => ("input", Some(name.as_str())),
        Role::Template => ("template", None),
        Role::Independent => ("independent", None),
    };
    NestedFlake { folder: &flake.folder, role, input, looked_at: flake.looked_at }
}

fn fix<'a>(outcome: &'a Outcome, run: Run<'a>) -> Fix<'a> {
    let groups = outcome.groups.iter().map(|group| Group {
        rewrite: group.rewrite,
        title: &group.title,
        files: &group.files,
        applicability: if group.changes_builds { "unsafe" } else { "safe" },
    });
    let changes = outcome.changes.iter().map(|change| Change { file: &change.file, patch: patch::patch_of(change) });
    let inputs = outcome.inputs.iter().map(|input| Input { name: &input.name, reference: &input.reference });
    Fix {
        applied: matches!(run, Run::Applied { .. }),
        groups: groups.collect(),
        changes: changes.collect(),
        inputs: inputs.collect(),
        lock: match run {
            Run::Applied { lock: Some(lock), .. } => Some(lock_word(lock)),
            _ => None,
        },
        proof: match run {
            Run::Check => None,
            Run::Preview { proof } | Run::Applied { proof, .. } => proof,
        },
    }
}

fn lock_word(lock: &Lock) -> &'static str {
    match lock {
        Lock::Written => "written",
        Lock::Absent => "absent",
        Lock::NoNix | Lock::Failed(_) => "stale",
    }
}
