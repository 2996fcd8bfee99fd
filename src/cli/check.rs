//! `nixinst check`

use std::path::PathBuf;
use std::rc::Rc;

use super::{Analyze, DONE, Error, FIXABLE, Streams};
use crate::plan::Options;
use crate::report::{self, Format, Run};
use crate::workspace::Workspace;

/// Reports every site that instantiates nixpkgs, and what `fix` would do with it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder of the flake, or its flake.nix
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Treat modules that outputs offer to other flakes as used by this flake alone
    #[arg(long)]
    exported: bool,
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
    let workspace = Rc::new(Workspace::open(&args.path)?);
    let outcome = analyze(workspace, &Options { exported: args.exported, ..Options::default() })?;
    let format = match args.format {
        CheckFormat::Text => Format::Text,
        CheckFormat::Json => Format::Json,
    };
    streams.result(&report::render(format, &outcome, Run::Check, streams.out_style))?;
    let fixable = !outcome.changes.is_empty();
    Ok(if fixable { FIXABLE } else { DONE })
}
