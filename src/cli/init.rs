//! `nixinst init`

use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{DONE, Error, Streams};
use crate::config::{FILE_NAME, template};
use crate::report;
use crate::workspace::Workspace;

/// Writes a nixinst.toml beside flake.nix, in which every key is a comment
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder of the flake, or its flake.nix; `-` for standard output
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Print it instead
    #[arg(long)]
    stdout: bool,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> Result<u8, Error> {
    if args.stdout || args.path.as_os_str() == "-" {
        streams.result(&template())?;
        return Ok(DONE);
    }
    let file = Workspace::open(&args.path)?.root().join(FILE_NAME);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(file.clone()),
        _ => Error::File { file: file.clone(), source },
    };
    // A link that leads nowhere is a file that is there, too.
    let mut new = File::create_new(&file).map_err(failed)?;
    new.write_all(template().as_bytes()).map_err(failed)?;
    streams.message(&format!("wrote {}\n", report::clean(&file.display().to_string())));
    Ok(DONE)
}
