//! What every command takes.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::all::All;
use super::{Analyze, Error, Streams};
use crate::config::{self, Choice};
use crate::patch::{self, Recovered};
use crate::plan::{Options, outcome::Outcome};
use crate::report;
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

    /// Finishes, or takes back, what an interrupted `fix` has left of it; with `all` also of the flakes below.
    pub(super) fn recover(&self, all: bool, streams: &mut Streams) -> Result<(), Error> {
        let roots = if all {
            let found = workspace::all_flakes(&self.path)?;
            found.folders.iter().map(|folder| found.base.join(folder)).collect()
        } else {
            vec![Workspace::open(&self.path)?.root().to_owned()]
        };
        for root in roots {
            for recovered in patch::recover(&root)? {
                streams.message(&told(&recovered));
            }
        }
        Ok(())
    }

    /// Analyzes it.
    pub(super) fn analyze(&self, analyze: Analyze, options: &Options) -> Result<Outcome, Error> {
        let workspace = self.open()?;
        let options = self.configured(&workspace, options)?;
        Ok(analyze(workspace, &options)?)
    }

    fn open(&self) -> Result<Rc<Workspace>, Error> {
        let workspace = Workspace::open(&self.path)?;
        patch::require_none(workspace.root())?;
        Ok(Rc::new(workspace))
    }

    /// The same for its flake and all that are below.
    pub(super) fn analyze_all(&self, analyze: Analyze, options: &Options) -> Result<All, Error> {
        let found = workspace::all_flakes(&self.path)?;
        for folder in &found.folders {
            patch::require_none(&found.base.join(folder))?;
        }
        Ok(All::analyze(found, analyze, &|workspace| self.configured(workspace, options)))
    }

    /// Analyzes it with the usual rewrites, for the graph.
    pub(super) fn with_facts(&self, analyze: Analyze) -> Result<Outcome, Error> {
        self.analyze(analyze, &Options { facts: true, ..self.options() })
    }
}

/// What became of an interrupted run, in lines.
fn told(recovered: &Recovered) -> String {
    match recovered {
        Recovered::TakenBack => {
            "took back an interrupted `nixinst fix`: every file is as it was before it\n".to_owned()
        }
        Recovered::Finished { files, written } => {
            let files = if *files == 1 { "1 file is".to_owned() } else { format!("{files} files are") };
            let head = format!("finished an interrupted `nixinst fix`: its {files} written\n");
            written.iter().fold(head, |out, file| format!("{out}wrote {}\n", report::clean(file)))
        }
    }
}
