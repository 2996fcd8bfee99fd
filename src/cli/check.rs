//! `nixinst check`

use super::all::All;
use super::target::Target;
use super::{Analyze, DONE, Error, FAILED, FIXABLE, Streams};
use crate::report::{self, Format, Run};

/// Reports every site that instantiates nixpkgs, and what `fix` would do with it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// Check every flake.nix below as well, each as a flake of its own
    #[arg(long)]
    all_flakes: bool,
    /// How to write the report
    #[arg(long, value_enum, default_value = "text")]
    format: CheckFormat,
}

/// A diff is what `fix --dry-run` prints.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    let format = match args.format {
        CheckFormat::Text => Format::Text,
        CheckFormat::Json => Format::Json,
    };
    let options = args.target.options();
    if args.all_flakes {
        let all = args.target.analyze_all(analyze, &options)?;
        return run_all(&all, format, streams);
    }
    let outcome = args.target.analyze(analyze, &options)?;
    streams.result(&report::render(format, &outcome, Run::Check, streams.out_style))?;
    let fixable = !outcome.changes.is_empty();
    Ok(if fixable { FIXABLE } else { DONE })
}

fn run_all(all: &All, format: Format, streams: &mut Streams) -> Result<u8, Error> {
    let reports = all.reports(|_| Run::Check);
    streams.result(&report::render_all(format, &all.base, &reports, &all.whole, streams.out_style))?;
    if streams.errors_of(all) {
        return Ok(FAILED);
    }
    Ok(if all.whole.changes.is_empty() { DONE } else { FIXABLE })
}
