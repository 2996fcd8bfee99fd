//! Decides: instance keys, names, placement, threading, dispositions.

pub mod outcome;

use std::rc::Rc;

use crate::workspace::{Workspace, WorkspaceError};
use outcome::Outcome;

/// What the user asks of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Names of the rewrites to use; all of them if `None`.
    pub only: Option<Vec<String>>,
}

/// Why a flake has no outcome at all. What concerns one site or file is a part of the outcome instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Workspace(error) => error.hint(),
        }
    }
}

/// The names that [`Options::only`] knows, sorted.
pub fn rewrite_names() -> &'static [&'static str] {
    &["hoist-import"]
}

/// Finds every site of the flake and decides what becomes of it.
///
/// Provisional: finds nothing until the evaluator is wired in.
pub fn analyze(workspace: Rc<Workspace>, _options: &Options) -> Result<Outcome, Error> {
    Ok(Outcome {
        root: workspace.root().to_owned(),
        ..Outcome::default()
    })
}
