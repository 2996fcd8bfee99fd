//! What a run found and decided: the one structure that reports print and that `fix` applies.

use std::path::PathBuf;

pub use crate::rewrites::Follow;

/// A position in a file of the flake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Relative to the flake's root, with `/`.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
}

/// The text that stands at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The expression.
    pub text: String,
    /// The whole line that it begins in, without its end.
    pub first_line: String,
    /// The line that its end is in, from 1; 0 if there is no text.
    pub end_line: u32,
    /// The column behind its last character, from 1.
    pub end_column: u32,
}

/// What becomes of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// Moves to `flake.nix` as an instance of its own.
    Hoist,
    /// Joins an instance that exists, or that another site makes.
    Merge,
    /// Stands where it belongs.
    Central,
    /// Another entry point: a template, another flake, a `shell.nix` for plain `nix-shell`.
    Separate,
    /// No output of the flake leads to it.
    Unreached,
    /// Left as it is, for the reason that the code names.
    Blocked,
}

impl Disposition {
    /// The stable word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Disposition::Hoist => "hoist",
            Disposition::Merge => "merge",
            Disposition::Central => "central",
            Disposition::Separate => "separate",
            Disposition::Unreached => "unreached",
            Disposition::Blocked => "blocked",
        }
    }

    /// Whether `fix` rewrites sites of this disposition.
    pub fn is_rewritten(self) -> bool {
        matches!(self, Disposition::Hoist | Disposition::Merge)
    }
}

/// Why a site is left as it is although nothing is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    pub by: Silencer,
    /// The comment.
    pub place: Option<Place>,
    /// What the user gives as the reason.
    pub reason: Option<String>,
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silencer {
    /// A comment at the site.
    Comment,
    /// A comment at the file's start.
    File,
    /// A pattern of nixinst.toml.
    Configuration(String),
}

/// One expression that makes an instance, and what was decided for it.
#[derive(Debug, Clone)]
pub struct Site {
    pub place: Place,
    pub excerpt: Excerpt,
    /// What is imported, e.g. `inputs.nixpkgs-unstable`.
    pub source: String,
    pub disposition: Disposition,
    /// A stable word, with `Disposition::Blocked` only (see `crate::plan::codes`).
    pub code: Option<&'static str>,
    /// Why it is to stay, where the user says so.
    pub silence: Option<Silence>,
    /// The name of the rewrite that it moves by, if it does.
    pub rewrite: Option<&'static str>,
    /// The name of the instance that it becomes or joins.
    pub instance: Option<String>,
    /// What was found, where, and what the user can do about it. One line.
    pub message: String,
    /// Names of configurations, sorted.
    pub reached_by: Vec<String>,
}

/// How the message of a site ends whose binding nobody uses.
pub const CAN_GO: &str = "it can go";

impl Outcome {
    /// What Nix has to lock: inputs that are new, as their names, and those that follow others, as `INPUT/NAME`.
    pub fn to_lock(&self) -> Vec<String> {
        let follows = self.follows.iter().map(|f| format!("{}/{}", f.input, f.name));
        self.inputs.iter().map(|i| i.name.clone()).chain(follows).collect()
    }
}

impl Excerpt {
    /// What is in `range` (in bytes) of the text of a file.
    pub fn of(file: &str, range: std::ops::Range<usize>) -> Excerpt {
        let line = file[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let first_line = file[line..].split('\n').next().unwrap_or_default();
        let until = &file[..range.end];
        let last = until.rfind('\n').map_or(0, |i| i + 1);
        Excerpt {
            text: file[range].to_owned(),
            first_line: first_line.trim_end_matches('\r').to_owned(),
            end_line: until.matches('\n').count() as u32 + 1,
            end_column: until[last..].chars().count() as u32 + 1,
        }
    }
}

impl Site {
    /// Whether all there is to do is to delete it.
    pub fn can_go(&self) -> bool {
        self.disposition == Disposition::Unreached && self.message.ends_with(CAN_GO)
    }
}

/// Something that the evaluation could not follow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnknownNote {
    pub place: Option<Place>,
    pub message: String,
}

/// One call of a builder.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Like `nixosConfigurations.laptop`.
    pub name: String,
    /// The configuration that it is under another name: it is evaluated once for both.
    pub same_as: Option<String>,
    /// `nixos`, `darwin`, `home-manager`, `modules` (a plain `evalModules`).
    pub kind: &'static str,
    pub system: Option<String>,
    /// Files of the flake that it takes modules from, sorted, relative to the root.
    pub modules: Vec<String>,
    pub unknowns: Vec<UnknownNote>,
    /// Instances that its evaluation makes: as the flake is, and after the changes.
    pub instances_before: usize,
    pub instances_after: usize,
}

/// One instance: of several sites with an equal key, or one that the flake has already.
#[derive(Debug, Clone)]
pub struct Instance {
    pub name: String,
    /// Like `inputs.nixpkgs-unstable`.
    pub source: String,
    /// The canonical arguments, as Nix text.
    pub args: String,
    pub systems: Vec<String>,
    /// Where it is defined after the changes.
    pub definition: Option<Place>,
    /// Indices into `Outcome::sites`.
    pub sites: Vec<usize>,
}

/// How much a note matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Note,
    Warning,
}

/// Something said once about the flake or a file: a file that does not parse, is not UTF-8, a missing import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub severity: Severity,
    pub place: Option<Place>,
    pub message: String,
}

/// Something that a run changes and can be told to leave, see [`super::Options::leave`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What stands there: a site, or an overlay.
    Site(Place),
    /// An input of an input that is to follow one of the flake's own.
    Follow { input: String, name: String },
}

/// Edits that belong together: accepted or refused as one.
#[derive(Debug, Clone)]
pub struct ChangeGroup {
    /// The rewrite's name, e.g. `hoist-import`.
    pub rewrite: &'static str,
    /// One line that says what it does.
    pub title: String,
    /// Files that it touches, relative to the root, sorted.
    pub files: Vec<String>,
    /// Whether configurations evaluate to something else with it.
    pub changes_builds: bool,
    /// All that it changes, sorted.
    pub parts: Vec<Part>,
    /// Equal for groups that need each other: what one defines names what the other does.
    pub unit: usize,
}

/// An input that `flake.nix` declares after the changes and not before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewInput {
    pub name: String,
    /// Like `github:NixOS/nixpkgs/nixos-unstable`.
    pub reference: String,
}

/// The new text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Relative to the flake's root, with `/`.
    pub file: String,
    pub before: String,
    pub after: String,
}

/// What a flake below the root is to the flake at the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// An input of it, by a relative path: the input's name.
    Input(String),
    /// In what its output `templates` offers.
    Template,
    /// Nothing that it says.
    Independent,
}

/// A flake below the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NestedFlake {
    /// Relative to the root, with `/`.
    pub folder: String,
    pub role: Role,
    /// Whether the run evaluated its outputs, as those of an input.
    pub looked_at: bool,
}

/// All that one run found and decided. Every list is sorted and stable.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The flake's root, absolute.
    pub root: PathBuf,
    /// Where the root is in its git work tree, with `/`; empty at the top, and without git.
    pub within: String,
    pub configurations: Vec<Configuration>,
    pub instances: Vec<Instance>,
    pub sites: Vec<Site>,
    pub notes: Vec<Note>,
    pub groups: Vec<ChangeGroup>,
    pub changes: Vec<FileChange>,
    /// What Nix has to lock.
    pub inputs: Vec<NewInput>,
    /// Inputs of inputs that follow another after the changes and not before: Nix has to lock that, too.
    pub follows: Vec<Follow>,
    pub nested_flakes: Vec<NestedFlake>,
    /// What the graph needs beside it, if the run was asked for it.
    pub facts: super::graph::Facts,
}
