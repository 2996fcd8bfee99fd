//! `--all-flakes`: every flake of the repository, each as a flake of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Analyze, Error};
use crate::flake;
use crate::plan::Options;
use crate::plan::outcome::{FileChange, Note, Outcome, Severity};
use crate::report::{Failure, Flake, Run};
use crate::workspace::{self, Flakes, Workspace, normalize};

/// What became of each flake, and of the files together.
pub(super) struct All {
    /// The folder that all are in.
    pub base: PathBuf,
    /// Sorted by folder.
    pub flakes: Vec<One>,
    /// One change per file, relative to the base; the groups of all flakes.
    pub whole: Outcome,
}

/// What a run is asked for in one flake.
pub(super) type OptionsOf<'a> = &'a dyn Fn(&Workspace) -> Result<Options, Error>;

/// One flake.
pub(super) struct One {
    pub folder: String,
    pub result: Result<Outcome, Failed>,
}

/// An error, and its words, which a report refers to.
pub(super) struct Failed {
    pub error: Error,
    message: String,
}

impl All {
    /// Analyzes the flakes, the deepest first: each sees what those below it become, as if they had been written.
    pub(super) fn analyze(found: Flakes, analyze: Analyze, options_of: OptionsOf) -> All {
        let used = used(&found);
        let mut order = found.folders.clone();
        order.sort_by_key(|f| (std::cmp::Reverse(f.split('/').filter(|p| !p.is_empty()).count()), f.clone()));
        let mut files: BTreeMap<String, FileChange> = BTreeMap::new();
        let mut flakes = Vec::new();
        for folder in order {
            let result = options(&found, &folder, options_of).and_then(|options| {
                let user = used.get(&folder).filter(|_| options.exported);
                let own = Options { exported: options.exported && user.is_none(), ..options };
                let mut outcome = one(&found, &folder, &files, analyze, &own)?;
                outcome.notes.extend(user.map(|by| not_exported(by)));
                Ok(outcome)
            });
            for change in result.iter().flat_map(|outcome| &outcome.changes) {
                add(&mut files, &folder, change);
            }
            let result = result.map_err(|error| Failed { message: error.to_string(), error });
            flakes.push(One { folder, result });
        }
        flakes.sort_by(|a, b| a.folder.cmp(&b.folder));
        let changed: Vec<&str> = files.keys().map(String::as_str).collect();
        for flake in &mut flakes {
            let Ok(outcome) = &mut flake.result else { continue };
            let own: Vec<&str> = changed.iter().filter_map(|f| within(&flake.folder, f)).collect();
            outcome.notes.extend(stale(&outcome.root, &own));
        }
        let changes = files.into_values().collect();
        let within = workspace::within_repository(&found.base);
        let mut whole = Outcome { root: found.base.clone(), within, changes, ..Outcome::default() };
        for flake in &flakes {
            let Ok(outcome) = &flake.result else { continue };
            whole.groups.extend(outcome.groups.iter().cloned().map(|mut group| {
                if !flake.folder.is_empty() {
                    group.title = format!("{}: {}", flake.folder, group.title);
                }
                group.files = group.files.iter().map(|f| below(&flake.folder, f)).collect();
                group
            }));
        }
        All { base: found.base, flakes, whole }
    }

    /// For a report: `run` says what was done with a flake.
    pub(super) fn reports<'a>(&'a self, run: impl Fn(&'a One) -> Run<'a>) -> Vec<Flake<'a>> {
        let report = |one: &'a One| Flake {
            folder: &one.folder,
            result: match &one.result {
                Ok(outcome) => Ok((outcome, run(one))),
                Err(failed) => Err(Failure { message: &failed.message, hint: failed.error.hint() }),
            },
        };
        self.flakes.iter().map(report).collect()
    }

    /// The errors, with the folder of each.
    pub(super) fn errors(&self) -> impl Iterator<Item = (&str, &Error)> {
        self.flakes.iter().filter_map(|one| Some((one.folder.as_str(), &one.result.as_ref().err()?.error)))
    }
}

/// What is to be locked anew by hand, as files of it change: inputs that the lock file of the flake at `root` has the hash
/// of. Until then Nix evaluates their files as they were, or fails where it has these no more; `nix flake lock` leaves them.
pub(super) fn stale(root: &Path, changed: &[&str]) -> Vec<Note> {
    let Ok(workspace) = Workspace::open(root) else { return Vec::new() };
    let mut inputs = if changed.is_empty() { Vec::new() } else { flake::locked_folders(&workspace) };
    inputs.retain(|(_, folder)| changed.iter().any(|f| within(folder, f).is_some()));
    let note = |(name, folder): (String, String)| Note {
        severity: Severity::Note,
        place: None,
        message: format!(
            "flake.lock has the hash of {folder}, where files change: run `nix flake update {name}` then \
             (before Nix 2.19: `nix flake lock --update-input {name}`)"
        ),
    };
    inputs.into_iter().map(note).collect()
}

fn options(found: &Flakes, folder: &str, of: OptionsOf) -> Result<Options, Error> {
    of(&Workspace::open(&found.base.join(folder))?)
}

fn one(
    found: &Flakes,
    folder: &str,
    files: &BTreeMap<String, FileChange>,
    analyze: Analyze,
    options: &Options,
) -> Result<Outcome, Error> {
    let mut workspace = Workspace::open(&found.base.join(folder))?;
    for (file, change) in files {
        if let Some(own) = within(folder, file) {
            workspace = workspace.with_text(own, &change.after);
        }
    }
    Ok(analyze(Rc::new(workspace), options)?)
}

// Two flakes may change one file: what the first made of it is what the second read.
fn add(files: &mut BTreeMap<String, FileChange>, folder: &str, change: &FileChange) {
    let file = below(folder, &change.file);
    let new = FileChange { file: file.clone(), ..change.clone() };
    files.entry(file).and_modify(|old| old.after.clone_from(&change.after)).or_insert(new);
}

// Flakes that another of them has as an input by a relative path, and that one's folder.
fn used(found: &Flakes) -> BTreeMap<String, String> {
    let all: BTreeSet<&String> = found.folders.iter().collect();
    let mut out = BTreeMap::new();
    for folder in &found.folders {
        let Ok(workspace) = Workspace::open(&found.base.join(folder)) else { continue };
        for path in flake::relative_inputs(&workspace) {
            let used = normalize(format!("{folder}/{path}").trim_start_matches('/'));
            if let Some(used) = used.filter(|u| all.contains(u) && u != folder) {
                out.entry(used).or_insert_with(|| folder.clone());
            }
        }
    }
    out
}

fn not_exported(by: &str) -> Note {
    let message = format!(
        "--exported does not count here: {} has this flake as an input, and would not pass the new arguments",
        below(by, "flake.nix")
    );
    Note { severity: Severity::Note, place: None, message }
}

fn below(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

fn within<'a>(folder: &str, file: &'a str) -> Option<&'a str> {
    if folder.is_empty() { Some(file) } else { file.strip_prefix(folder)?.strip_prefix('/') }
}
