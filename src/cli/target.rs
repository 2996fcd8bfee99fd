//! What every command takes.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::all::All;
use super::{Analyze, Error};
use crate::config::{self, Choice};
use crate::plan::{Options, outcome::Outcome};
use crate::workspace::{self, Workspace};

/// The flake, and how it is to be understood.
#[derive(Debug, Clone, clap::Args)]
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
    /// Read this nixinst.toml [default: the nearest one, from the flake up to the top of its git work tree]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Read no nixinst.toml
    #[arg(long)]
    no_config: bool,
}

impl Target {
    /// What its arguments say.
    pub(super) fn options(&self) -> Options {
        Options { exported: self.exported, moving: self.moving, ..Options::default() }
    }

    /// The same with what nixinst.toml says to the flake of `workspace`.
    fn configured(&self, workspace: &Workspace, options: &Options) -> Result<Options, Error> {
        let choice = match (&self.config, self.no_config) {
            (Some(file), _) => Choice::Given(file.clone()),
            (None, true) => Choice::None,
            (None, false) => Choice::Nearest,
        };
        let mut options = options.clone();
        if let Some(config) = config::find(&choice, workspace.root())? {
            config.apply(workspace, &mut options)?;
        }
        Ok(options)
    }

    /// Its folder, without links: that of its flake, or with `all` the one that all flakes are in.
    pub(super) fn folder(&self, all: bool) -> Result<PathBuf, Error> {
        Ok(if all { workspace::all_flakes(&self.path)?.base } else { Workspace::open(&self.path)?.root().to_owned() })
    }

    /// The same in another place.
    pub(super) fn at(&self, path: &Path) -> Target {
        Target { path: path.to_owned(), ..self.clone() }
    }

    /// Analyzes it.
    pub(super) fn analyze(&self, analyze: Analyze, options: &Options) -> Result<Outcome, Error> {
        let workspace = Rc::new(Workspace::open(&self.path)?);
        let options = self.configured(&workspace, options)?;
        Ok(analyze(workspace, &options)?)
    }

    /// The same for its flake and all that are below.
    pub(super) fn analyze_all(&self, analyze: Analyze, options: &Options) -> Result<All, Error> {
        let found = workspace::all_flakes(&self.path)?;
        Ok(All::analyze(found, analyze, &|workspace| self.configured(workspace, options)))
    }

    /// Analyzes it with the usual rewrites, for the graph.
    pub(super) fn with_facts(&self, analyze: Analyze) -> Result<Outcome, Error> {
        self.analyze(analyze, &Options { facts: true, ..self.options() })
    }
}
