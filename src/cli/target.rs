//! What every command takes.

use std::path::PathBuf;
use std::rc::Rc;

use super::all::All;
use super::{Analyze, Error};
use crate::plan::{Options, outcome::Outcome};
use crate::workspace::{self, Workspace};

/// The flake, and how it is to be understood.
#[derive(Debug, clap::Args)]
pub(super) struct Target {
    /// A folder of the flake, or its flake.nix
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Treat modules that outputs offer to other flakes as used by this flake alone
    #[arg(long)]
    exported: bool,
    /// Also change what evaluates to another thing: channels and branches that move become inputs, inputs follow another commit
    #[arg(long = "unsafe")]
    moving: bool,
}

impl Target {
    /// What its arguments say.
    pub(super) fn options(&self) -> Options {
        Options { exported: self.exported, moving: self.moving, ..Options::default() }
    }

    /// Analyzes it.
    pub(super) fn analyze(&self, analyze: Analyze, options: &Options) -> Result<Outcome, Error> {
        let workspace = Rc::new(Workspace::open(&self.path)?);
        Ok(analyze(workspace, options)?)
    }

    /// The same for its flake and all that are below.
    pub(super) fn analyze_all(&self, analyze: Analyze, options: &Options) -> Result<All, Error> {
        let found = workspace::all_flakes(&self.path)?;
        Ok(All::analyze(found, analyze, options))
    }

    /// Analyzes it with the usual rewrites, for the graph.
    pub(super) fn with_facts(&self, analyze: Analyze) -> Result<Outcome, Error> {
        let workspace = Rc::new(Workspace::open(&self.path)?);
        Ok(analyze(workspace, &Options { facts: true, ..self.options() })?)
    }
}
