//! Asks the user's own Nix for a flake before and after, and compares what it would build.
//!
//! Both sides are copies: nothing that is evaluated touches the user's files, index, lock file or store roots.

mod cache;
mod derivation;
mod difference;
mod evaluate;
mod jobs;
mod nix;
mod scratch;
mod stats;
mod targets;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

pub use difference::{Difference, Differences, Part};
pub use nix::{Control, Nix, NixError, VARIABLE};
pub use scratch::{Scratch, keep};
pub use stats::Stats;
pub use tree::{Side, Tree, TreeError, check_out, copy};

use cache::Cache;
use difference::{Compared, Differ};
use evaluate::{Asker, Evaluated, Ready};
use targets::Target;

/// What the user asks of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The program; see [`Nix::find`].
    pub nix: Option<PathBuf>,
    /// Whether packages, devShells, checks and apps are compared too.
    pub outputs: bool,
    /// Names of configurations, with or without their kind; all if there are none.
    pub only: Vec<String>,
    /// How many evaluations run at once, at most.
    pub jobs: Option<usize>,
    /// Whether evaluations may look at what is not in the flake.
    pub impure: bool,
    /// Whether Nix is kept from the network.
    pub offline: bool,
    /// `--override-input`, on both sides.
    pub overrides: Vec<(String, String)>,
    /// Whether results are neither taken from the cache nor kept there.
    pub fresh: bool,
}

/// Why there is no proof at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Program(#[from] NixError),
    #[error(transparent)]
    Tree(#[from] TreeError),
    #[error("Nix can't {what}: {why}")]
    Asked { what: String, why: String },
    #[error("git can't take the copy of a flake in {folder}/")]
    Git { folder: String },
    #[error("a temporary folder can't be used: {source}")]
    Scratch { source: io::Error },
    #[error("no configuration is called `{name}`")]
    NoSuch { name: String, hint: String },
    #[error("the flake has no configuration to compare")]
    Empty,
    #[error("cancelled")]
    Cancelled,
}

/// What both sides of a flake come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    /// The version of Nix that evaluated.
    pub nix: String,
    pub before: String,
    pub after: String,
    pub rows: Vec<Row>,
}

/// One configuration or output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub kind: String,
    pub name: String,
    pub verdict: Verdict,
    /// What its evaluation took on both sides.
    pub stats: Option<(Stats, Stats)>,
    /// Whether both sides were known from before.
    pub cached: bool,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// The same derivation.
    Equal {
        derivation: String,
    },
    /// The same, but that it contains the flake's own files, which have changed.
    ButForSource {
        before: String,
        after: String,
    },
    Different {
        before: String,
        after: String,
        differences: Differences,
    },
    /// Different, and its derivations can't be compared: why.
    DifferentUnread {
        before: String,
        after: String,
        why: String,
    },
    /// It failed before, too: with the error of the second side.
    FailsBefore {
        error: String,
    },
    /// It fails since: Nix's error.
    NewlyFailing {
        error: String,
    },
    /// It failed before, and does no longer.
    WorksNow {
        error: String,
    },
    /// Only the second side has it.
    New,
    /// Only the first side has it.
    Gone,
    /// It can't be said here.
    NotEvaluated {
        why: String,
    },
}

impl Verdict {
    /// Whether it speaks against the change.
    pub fn is_bad(&self) -> bool {
        use Verdict::*;
        matches!(self, Different { .. } | DifferentUnread { .. } | NewlyFailing { .. } | Gone)
    }

    /// Whether both sides were evaluated to the end.
    pub fn is_compared(&self) -> bool {
        use Verdict::*;
        matches!(self, Equal { .. } | ButForSource { .. } | Different { .. } | DifferentUnread { .. })
    }
}

impl Proof {
    /// Whether something differs, fails since, or has gone.
    pub fn is_bad(&self) -> bool {
        self.rows.iter().any(|r| r.verdict.is_bad())
    }

    /// Whether anything was compared at all.
    pub fn says_something(&self) -> bool {
        self.rows.iter().any(|r| r.verdict.is_compared())
    }
}

/// Is told what happens, from several threads.
pub trait Watch: Sync {
    /// How many evaluations there will be.
    fn planned(&self, _evaluations: usize) {}
    /// A step, or an evaluation, begins.
    fn started(&self, _what: &str) {}
    /// It has ended; `known` if from before.
    fn finished(&self, _what: &str, _known: bool) {}
}

/// Compares two sides of the flake at `root`, which must be canonical.
pub fn verify(
    root: &Path,
    sides: [&Side; 2],
    options: &Options,
    scratch: &Scratch,
    control: &Control,
    watch: &dyn Watch,
) -> Result<Proof, Error> {
    let nix = Nix::find(options.nix.as_deref())?;
    let cache = Cache::of_user().filter(|_| !options.fresh);
    if let Some(cache) = &cache {
        cache.prune();
    }
    let asker = Asker { nix: &nix, scratch, control, options, cache: cache.as_ref() };
    let ready = both(&asker, root, sides, watch)?;
    let chosen = chosen(&ready, &options.only)?;
    let results = jobs::evaluate_all(&asker, &ready, &chosen, watch)?;
    let mut differ = Differ::new([ready[0].source.clone(), ready[1].source.clone()]);
    let rows = chosen.iter().zip(results).map(|(target, [x, y])| row(target, x, y, &mut differ)).collect();
    let [before, after] = sides.map(Side::label);
    Ok(Proof { nix: nix.version.clone(), before, after, rows })
}

// Copies of both sides, locked and listed.
fn both(asker: &Asker, root: &Path, sides: [&Side; 2], watch: &dyn Watch) -> Result<[Ready; 2], Error> {
    let mut trees = Vec::new();
    for (name, side) in ["before", "after"].into_iter().zip(sides) {
        trees.push(tree::copy(side, root, &asker.scratch.path().join(name))?);
    }
    let same_lock = lock_of(&trees[0]) == lock_of(&trees[1]);
    let mut ready = Vec::new();
    for (i, name) in ["the flake before", "the flake after"].into_iter().enumerate() {
        // What the lock file leaves open is to be the same on both sides.
        if i == 1 && same_lock {
            let [from, to] = [0, 1].map(|i: usize| trees[i].flake().join("flake.lock"));
            if from.exists() {
                fs::copy(from, to).map_err(|source| Error::Scratch { source })?;
            }
        }
        watch.started(name);
        ready.push(asker.prepare(name, &trees[i])?);
        watch.finished(name, false);
    }
    let second = ready.pop();
    ready.pop().zip(second).map(|(a, b)| [a, b]).ok_or(Error::Empty)
}

fn lock_of(tree: &Tree) -> Option<Vec<u8>> {
    fs::read(tree.flake().join("flake.lock")).ok()
}

// The targets of both sides, or those that are asked for.
fn chosen(ready: &[Ready; 2], only: &[String]) -> Result<Vec<Target>, Error> {
    let all: BTreeSet<Target> = ready[0].targets.union(&ready[1].targets).cloned().collect();
    for name in only {
        if !all.iter().any(|t| t.name == *name || t.label() == *name) {
            let known: Vec<String> = all.iter().map(Target::label).collect();
            let hint =
                if known.is_empty() { "there is none".to_owned() } else { format!("there are {}", known.join(", ")) };
            return Err(Error::NoSuch { name: name.clone(), hint });
        }
    }
    let asked = |t: &Target| only.is_empty() || only.iter().any(|n| t.name == *n || t.label() == *n);
    let chosen: Vec<Target> = all.into_iter().filter(asked).collect();
    if chosen.is_empty() { Err(Error::Empty) } else { Ok(chosen) }
}

/// An evaluation, and whether it was known from before.
type Evaluation = Option<(Evaluated, bool)>;

fn row(target: &Target, before: Evaluation, after: Evaluation, differ: &mut Differ) -> Row {
    use Evaluated::*;
    let cached = [&before, &after].iter().all(|r| r.as_ref().is_some_and(|(_, known)| *known));
    let mut stats = None;
    let verdict = match (before.map(|b| b.0), after.map(|a| a.0)) {
        (Some(Value(x)), Some(Value(y))) => {
            let verdict = compared(&x.value, &y.value, differ);
            stats = Some((x.stats, y.stats));
            verdict
        }
        (None, _) => Verdict::New,
        (_, None) => Verdict::Gone,
        (Some(Unknown(why)), _) | (_, Some(Unknown(why))) => Verdict::NotEvaluated { why },
        (Some(Fails(_)), Some(Fails(error))) => Verdict::FailsBefore { error },
        (Some(Value(_)), Some(Fails(error))) => Verdict::NewlyFailing { error },
        (Some(Fails(error)), Some(Value(_))) => Verdict::WorksNow { error },
    };
    Row { kind: target.kind.clone(), name: target.name.clone(), verdict, stats, cached }
}

fn compared(x: &str, y: &str, differ: &mut Differ) -> Verdict {
    let (before, after) = (x.to_owned(), y.to_owned());
    if x == y {
        return Verdict::Equal { derivation: before };
    }
    if !x.ends_with(".drv") {
        return Verdict::DifferentUnread { before, after, why: "they are no derivations".to_owned() };
    }
    match differ.compare(x, y) {
        Compared::ButForSource => Verdict::ButForSource { before, after },
        Compared::Different(differences) => Verdict::Different { before, after, differences },
        Compared::Unreadable(why) => Verdict::DifferentUnread { before, after, why },
    }
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Program(NixError::NotFound(_)) => Some(
                "install Nix, or say where it is: --nix PATH or NIXINST_NIX; `nixinst fix` without --verify needs none",
            ),
            Error::Program(_) => Some("say which Nix to use: --nix PATH or NIXINST_NIX"),
            Error::Tree(TreeError::NoRepository { .. }) => Some("name a folder to compare with: --before DIR"),
            Error::NoSuch { hint, .. } => Some(hint),
            Error::Empty => Some("with --outputs, packages, devShells, checks and apps are compared"),
            _ => None,
        }
    }
}

/// The process that keeps a [`Scratch`]: this program, with a command that calls [`keep`].
pub fn keeper(command: &str) -> Option<Command> {
    let program = std::env::current_exe().ok()?;
    let mut keeper = Command::new(program);
    keeper.arg(command);
    Some(keeper)
}
