//! `nixinst man`; a subcommand for the same reason as `nixinst completions`.

use std::fs;
use std::path::PathBuf;

use clap::Command;
use clap_mangen::Man;

use super::{DONE, Error, Streams};

/// Prints the manual page, or writes it and one of each command to a folder
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder for nixinst.1, nixinst-check.1, …, which is made if it isn't there
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args, command: Command, streams: &mut Streams) -> Result<u8, Error> {
    let command = command.disable_help_subcommand(true);
    if let Some(dir) = &args.dir {
        let written = fs::create_dir_all(dir).and_then(|()| clap_mangen::generate_to(command, dir));
        written.map_err(|source| Error::File { file: dir.clone(), source })?;
        return Ok(DONE);
    }
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(Error::Output)?;
    streams.result(&String::from_utf8_lossy(&page))?;
    Ok(DONE)
}
