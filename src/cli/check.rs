//! `nixinst check`

use super::target::Target;
use super::{Analyze, DONE, Error, FIXABLE, Streams};
use crate::report::{self, Format, Run};

/// Reports every site that instantiates nixpkgs, and what `fix` would do with it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
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
    let outcome = args.target.analyze(analyze, None, Vec::new())?;
    let format = match args.format {
        CheckFormat::Text => Format::Text,
        CheckFormat::Json => Format::Json,
    };
    streams.result(&report::render(format, &outcome, Run::Check, streams.out_style))?;
    let fixable = !outcome.changes.is_empty();
    Ok(if fixable { FIXABLE } else { DONE })
}
