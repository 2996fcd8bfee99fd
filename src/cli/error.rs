//! Everything that ends a run with exit code 2.

use std::io;
use std::path::PathBuf;

use crate::config;
use crate::patch::{ApplyError, GitError, JournalError};
use crate::plan;
use crate::pr;
use crate::verify;
use crate::workspace::WorkspaceError;

/// Names in one message before the rest is counted.
const SHOWN: usize = 5;

#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    #[error(transparent)]
    Plan(#[from] plan::Error),
    #[error(transparent)]
    Config(#[from] config::Error),
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    #[error("nothing was written: {}", dirty(.0))]
    Dirty(Vec<String>),
    #[error(transparent)]
    Git(#[from] GitError),
    #[error(transparent)]
    Apply(#[from] ApplyError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("there is no configuration `{name}`")]
    NoConfiguration { name: String, hint: String },
    #[error("several configurations are called `{name}`")]
    ManyConfigurations { name: String, hint: String },
    #[error(transparent)]
    Verify(#[from] verify::Error),
    #[error("nothing could be compared, so nothing is shown")]
    NothingCompared,
    #[error("--overlay is for `fix --only isolate-overlay`")]
    NeedsIsolate,
    #[error("{0} is for `fix --verify`")]
    NeedsVerify(&'static str),
    #[error("the result can't be written to standard output: {0}")]
    Output(io::Error),
    #[error("{} can't be written: {source}", file.display())]
    File { file: PathBuf, source: io::Error },
    #[error("{0}")]
    Outputs(&'static str),
    #[error(transparent)]
    Pr(#[from] pr::Error),
    #[error("nothing can be fixed, as some flakes could not be looked at")]
    NothingLookedAt,
    #[error("`fix --interactive` asks on a terminal, and standard input or standard error is none")]
    NoTerminal,
    #[error("the terminal can't be read: {0}")]
    Terminal(io::Error),
    #[error("cancelled")]
    Cancelled,
    #[error("the format {0} shows places in the files as they are, which `fix` changes")]
    NeedsDryRun(String),
}

impl Error {
    /// What the user can do about it.
    pub(super) fn hint(&self) -> Option<&str> {
        match self {
            Error::Workspace(error) => error.hint(),
            Error::Plan(error) => error.hint(),
            Error::Config(error) => error.hint(),
            Error::Exists(_) => Some("`nixinst init --stdout` prints what would be in it"),
            Error::Dirty(_) => Some("commit or stash them, or pass --allow-dirty"),
            Error::Git(error) => Some(error.hint()),
            Error::Apply(error) => Some(error.hint()),
            Error::Journal(error) => Some(error.hint()),
            Error::NoConfiguration { hint, .. } | Error::ManyConfigurations { hint, .. } => Some(hint),
            Error::Verify(error) => error.hint(),
            Error::NeedsIsolate => Some("add --only isolate-overlay"),
            Error::NothingCompared => {
                Some("the report has Nix's errors: make a configuration evaluate, or try --impure")
            }
            Error::NeedsVerify(_) => Some("add --verify, or run `nixinst verify`"),
            Error::Output(_) | Error::File { .. } | Error::Terminal(_) | Error::Cancelled => None,
            Error::NothingLookedAt => Some("see the errors above"),
            Error::Pr(error) => error.hint(),
            Error::NoTerminal => Some("leave --interactive out, and choose by --only, or look at --dry-run first"),
            Error::Outputs(_) => {
                Some("give each a file of its own: --format sarif=report.sarif --format markdown=body.md")
            }
            Error::NeedsDryRun(_) => Some("run `nixinst check` or add --dry-run before"),
        }
    }
}

fn dirty(files: &[String]) -> String {
    let shown = files[..files.len().min(SHOWN)].join(", ");
    match files.len() {
        1 => format!("{shown} has changes that are not committed"),
        n if n > SHOWN => {
            let more = n - SHOWN;
            format!("{shown} and {more} more have changes that are not committed")
        }
        _ => format!("{shown} have changes that are not committed"),
    }
}
