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
    #[error(transparent)]
    Flake(#[from] crate::flake::LoadError),
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Workspace(error) => error.hint(),
            Error::Flake(error) => Some(error.hint()),
        }
    }
}

/// The names that [`Options::only`] knows, sorted.
pub fn rewrite_names() -> &'static [&'static str] {
    &["hoist-import"]
}

/// Finds every site of the flake and decides what becomes of it.
pub fn analyze(workspace: Rc<Workspace>, _options: &Options) -> Result<Outcome, Error> {
    let root = workspace.root().to_owned();
    let mut ev = crate::flake::load(workspace)?;
    let mut outcome = Outcome { root, ..Outcome::default() };
    let sites = crate::flake::sites::find(&mut ev);
    for s in &sites {
        let file = ev.file(s.loc.file);
        let (line, column) = file.position(u32::from(s.range(&ev).start()));
        let mut by = Vec::new();
        for &e in &s.evaluations {
            for c in crate::flake::sites::configurations(&ev, &ev.sites[e]) {
                let c = ev.outermost(c);
                by.push(ev.config(c).name.clone().unwrap_or_else(|| format!("?{:?}", ev.config(c).kind)));
            }
        }
        by.sort();
        by.dedup();
        outcome.sites.push(outcome::Site {
            place: outcome::Place { file: file.path.clone(), line, column },
            source: format!("{:?}", s.sources),
            disposition: outcome::Disposition::Unreached,
            code: None,
            instance: None,
            message: format!("{} evaluations", s.evaluations.len()),
            reached_by: by,
        });
    }
    for c in &ev.configs {
        let mut modules: Vec<String> = c.files.iter().map(|f| ev.file(*f).path.clone()).collect();
        modules.sort();
        outcome.configurations.push(outcome::Configuration {
            name: c.name.clone().unwrap_or_default(),
            kind: c.kind.word(),
            system: None,
            modules,
            unknowns: c
                .unknowns
                .iter()
                .map(|(_, m)| outcome::UnknownNote { place: None, message: m.clone() })
                .collect(),
            instances_before: 0,
            instances_after: 0,
        });
    }
    for (_, m) in &ev.file_notes {
        outcome.notes.push(outcome::Note { severity: outcome::Severity::Note, place: None, message: m.clone() });
    }
    if ev.out_of_budget {
        outcome.notes.push(outcome::Note {
            severity: outcome::Severity::Warning,
            place: None,
            message: "budget".into(),
        });
    }
    Ok(outcome)
}
