//! `nixinst completions`
//!
//! A subcommand and no build script: the definition of the command line names rewrites, formats and codes, so a build script would have to
//! compile the whole library a second time. Packages run the program that they have just built.

use clap::Command;
use clap_complete::Shell;

use super::{DONE, Error, Streams};

/// Prints what a shell needs to complete nixinst's arguments
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which shell
    shell: Shell,
}

pub(super) fn run(args: &Args, command: Command, streams: &mut Streams) -> Result<u8, Error> {
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut shown(&command), name, &mut text);
    streams.result(&String::from_utf8_lossy(&text))?;
    Ok(DONE)
}

// Without hidden commands, which are completed otherwise.
fn shown(command: &Command) -> Command {
    let subcommands = command.get_subcommands().filter(|s| !s.is_hide_set());
    Command::new(env!("CARGO_PKG_NAME"))
        .version(env!("CARGO_PKG_VERSION"))
        .args(command.get_arguments())
        .subcommands(subcommands)
}
