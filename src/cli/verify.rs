//! `nixinst verify`

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::progress::Progress;
use super::{CANCELLED, DONE, Error, FIXABLE, Streams};
use crate::patch;
use crate::report::proof;
use crate::verify::{self, Control, Nix, Options, Proof, Scratch, Side};
use crate::workspace::Workspace;

/// The command of the process that keeps temporary folders; not for users.
pub(super) const KEEPER: &str = "keep-folder";

/// Evaluates the flake before and after with Nix, and compares what it would build
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder of the flake, or its flake.nix
    #[arg(default_value = ".")]
    path: PathBuf,
    /// What it was: a commit, or a folder with another copy
    #[arg(long, value_name = "REV|DIR", default_value = "HEAD")]
    before: String,
    /// What it is: a commit, or a folder with another copy [default: the files as they are]
    #[arg(long, value_name = "REV|DIR")]
    after: Option<String>,
    #[command(flatten)]
    nix: NixArgs,
    /// How to write the result
    #[arg(long, value_enum, default_value = "text")]
    format: proof::Format,
}

/// How Nix is asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Verifying")]
pub(super) struct NixArgs {
    /// The program [default: $NIXINST_NIX, or nix]
    #[arg(long, value_name = "PROGRAM")]
    pub(super) nix: Option<PathBuf>,
    /// Only this configuration; can be given more than once
    #[arg(long, value_name = "NAME")]
    configuration: Vec<String>,
    /// Compare packages, devShells, checks and apps too
    #[arg(long)]
    outputs: bool,
    /// Evaluations at once, at most; fewer while memory is short [default: one per core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Seconds that one evaluation may take
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    /// Passed to Nix: evaluate with what is not in the flake
    #[arg(long)]
    impure: bool,
    /// Passed to Nix: keep off the network
    #[arg(long)]
    offline: bool,
    /// Passed to Nix, for both sides; can be given more than once
    #[arg(long, num_args = 2, value_names = ["INPUT", "REF"])]
    override_input: Vec<String>,
    /// Evaluate again what is known from before
    #[arg(long)]
    fresh: bool,
}

impl NixArgs {
    /// Whether one of them is given.
    pub(super) fn any(&self) -> bool {
        let plain = self.configuration.is_empty() && self.override_input.is_empty() && self.jobs.is_none();
        let flags = self.outputs || self.impure || self.offline || self.fresh;
        !plain || flags || self.timeout.is_some()
    }

    /// The program, which need not be there.
    pub(super) fn program(&self) -> PathBuf {
        Nix::program(self.nix.as_deref())
    }

    fn options(&self) -> Options {
        Options {
            nix: self.nix.clone(),
            outputs: self.outputs,
            only: self.configuration.clone(),
            jobs: self.jobs,
            impure: self.impure,
            offline: self.offline,
            overrides: self.override_input.chunks_exact(2).map(|c| (c[0].clone(), c[1].clone())).collect(),
            fresh: self.fresh,
        }
    }

    /// How a run can be ended, from now on: a signal stops it in order, a second one at once.
    pub(super) fn control(&self) -> Control {
        let control = Control { timeout: self.timeout.map(Duration::from_secs), ..Control::default() };
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
            // Without a handler the first one ends the process, and the keeper cleans up.
            let flag = || control.cancelled.clone();
            let _ = signal_hook::flag::register_conditional_shutdown(signal, CANCELLED.into(), flag());
            let _ = signal_hook::flag::register(signal, flag());
        }
        control
    }

    /// Compares two sides of a flake, with progress on standard error.
    pub(super) fn verify(
        &self,
        root: &Path,
        sides: [&Side; 2],
        scratch: &Scratch,
        control: &Control,
        streams: &Streams,
    ) -> Result<Proof, Error> {
        let progress = Progress::new(streams.err_style.terminal);
        let proof = verify::verify(root, sides, &self.options(), scratch, control, &progress);
        progress.done();
        if control.cancelled.load(Ordering::Relaxed) {
            return Err(Error::Verify(verify::Error::Cancelled));
        }
        Ok(proof?)
    }
}

/// A temporary folder for a run.
pub(super) fn scratch() -> Result<Scratch, Error> {
    Scratch::new(verify::keeper(KEEPER)).map_err(|source| Error::Verify(verify::Error::Scratch { source }))
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> Result<u8, Error> {
    let control = args.nix.control();
    let root = Workspace::open(&args.path)?.root().to_owned();
    patch::require_none(&root)?;
    let before = side(&args.before);
    let after = args.after.as_deref().map_or(Side::WorkTree, side);
    let scratch = scratch()?;
    let proof = match args.nix.verify(&root, [&before, &after], &scratch, &control, streams) {
        Err(Error::Verify(verify::Error::Cancelled)) => {
            streams.message("cancelled\n");
            return Ok(CANCELLED);
        }
        proof => proof?,
    };
    streams.result(&proof::render(args.format, &proof, streams.out_style))?;
    exit_code(&proof)
}

/// 0 if nothing speaks against the change, 1 if something does.
pub(super) fn exit_code(proof: &Proof) -> Result<u8, Error> {
    match (proof.is_bad(), proof.says_something()) {
        (true, _) => Ok(FIXABLE),
        (false, true) => Ok(DONE),
        (false, false) => Err(Error::NothingCompared),
    }
}

// A folder that has a flake, else a commit.
fn side(word: &str) -> Side {
    let folder = Path::new(word);
    if folder.join("flake.nix").is_file() { Side::Folder(folder.to_owned()) } else { Side::Revision(word.to_owned()) }
}
