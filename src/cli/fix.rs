//! `nixinst fix`

use clap::builder::PossibleValuesParser;

use super::target::Target;
use super::{Analyze, DONE, Error, FIXABLE, Streams};
use crate::patch;
use crate::plan::{self, outcome::Outcome};
use crate::report::{self, Format, Run};

/// Moves sites into flake.nix and threads the instances to where they are used
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// Write nothing, print the diff
    #[arg(long)]
    dry_run: bool,
    /// Exit with 1 if something would change
    #[arg(long, requires = "dry_run")]
    check: bool,
    /// Use this rewrite only; can be given more than once
    #[arg(
        long,
        value_name = "REWRITE",
        value_parser = PossibleValuesParser::new(plan::rewrite_names())
    )]
    only: Vec<String>,
    /// Use this rewrite too, which is not used unless asked for; can be given more than once
    #[arg(
        long,
        value_name = "REWRITE",
        value_parser = PossibleValuesParser::new(plan::opt_in_names())
    )]
    with: Vec<String>,
    /// How to write the result [default: diff with --dry-run, text without]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write even to files with uncommitted changes
    #[arg(long)]
    allow_dirty: bool,
    /// Leave flake.lock alone: without it, Nix is asked to lock inputs that are new
    #[arg(long)]
    no_lock: bool,
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let outcome = args.target.analyze(analyze, only, args.with.clone())?;
    if args.dry_run {
        let format = args.format.unwrap_or(Format::Diff);
        print(format, &outcome, Run::Preview, streams)?;
        let fixable = args.check && !outcome.changes.is_empty();
        return Ok(if fixable { FIXABLE } else { DONE });
    }
    let written = write(args, &outcome)?;
    let new = !written.is_empty() && !outcome.inputs.is_empty() && !args.no_lock;
    let lock = new.then(|| patch::lock(&outcome.root));
    let format = args.format.unwrap_or(Format::Text);
    print(format, &outcome, Run::Applied { written: &written, lock: lock.as_ref() }, streams)?;
    Ok(DONE)
}

/// All files or none; answers their names.
fn write(args: &Args, outcome: &Outcome) -> Result<Vec<String>, Error> {
    if !args.allow_dirty {
        let files: Vec<String> = outcome.changes.iter().map(|c| c.file.clone()).collect();
        let dirty = patch::uncommitted(&outcome.root, &files)?;
        if !dirty.is_empty() {
            return Err(Error::Dirty(dirty));
        }
    }
    Ok(patch::apply(&outcome.root, &outcome.changes)?)
}

fn print(format: Format, outcome: &Outcome, run: Run, streams: &mut Streams) -> Result<(), Error> {
    // A diff has no place for remarks.
    if format == Format::Diff {
        let remarks = report::remarks(outcome, streams.err_style);
        streams.message(&remarks);
    }
    streams.result(&report::render(format, outcome, run, streams.out_style))
}
