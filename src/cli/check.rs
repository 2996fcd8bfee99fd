//! `nixinst check`

use super::all::All;
use super::output::{OutputArgs, Outputs};
use super::target::Target;
use super::{Analyze, DONE, Error, FAILED, FIXABLE, Streams};
use crate::plan::Options;
use crate::report::{self, Format, Run};

/// Reports every site that instantiates nixpkgs, and what `fix` would do with it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// Check every flake.nix below as well, each as a flake of its own
    #[arg(long)]
    all_flakes: bool,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    let outputs = args.output.open(Format::Text)?;
    let options = Options { facts: outputs.need_facts(), ..args.target.options() };
    if args.all_flakes {
        let all = args.target.analyze_all(analyze, &options)?;
        return run_all(&all, outputs, streams);
    }
    let outcome = args.target.analyze(analyze, &options)?;
    outputs.write(streams, |format, style| report::render(format, &outcome, Run::Check, style))?;
    let fixable = !outcome.changes.is_empty();
    Ok(if fixable { FIXABLE } else { DONE })
}

fn run_all(all: &All, outputs: Outputs, streams: &mut Streams) -> Result<u8, Error> {
    let reports = all.reports(|_| Run::Check);
    outputs.write(streams, |format, style| report::render_all(format, &all.base, &reports, &all.whole, style))?;
    if streams.errors_of(all) {
        return Ok(FAILED);
    }
    Ok(if all.whole.changes.is_empty() { DONE } else { FIXABLE })
}
