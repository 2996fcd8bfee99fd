//! The command line: arguments in, exit code out.
//!
//! Standard output carries the result and nothing else; standard error carries the rest.

mod all;
mod check;
mod completions;
mod error;
mod explain;
mod fix;
mod graph;
mod init;
mod interactive;
mod man;
mod output;
mod pr;
mod process;
mod progress;
mod streams;
mod target;
mod verified;
mod verify;

use std::ffi::OsString;
use std::rc::Rc;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use crate::plan::{self, Options, outcome::Outcome};
use crate::workspace::Workspace;
use error::Error;
pub use process::main;
pub use streams::Streams;

/// Nothing to do, or done.
pub const DONE: u8 = 0;
/// Something can be fixed.
pub const FIXABLE: u8 = 1;
/// An error; nothing was written, but for other flakes of the run.
pub const FAILED: u8 = 2;
/// A signal ended it; nothing was written.
pub const CANCELLED: u8 = 130;

/// The analysis behind the commands, [`plan::analyze`] but for tests.
pub type Analyze = fn(Rc<Workspace>, &Options) -> Result<Outcome, plan::Error>;

const EXIT_CODES: &str = "\
Exit codes:
  check                  0 nothing to do, 1 something can be fixed, 2 error
  fix                    0 done or nothing to do, 2 error
  fix --dry-run          0 whether or not something would change, 2 error
  fix --dry-run --check  0 nothing would change, 1 something would, 2 error
  fix --verify           as above, and 1 nothing was written: something would differ
  pr                     0 done or nothing to do, 1 with --verify: something would differ, 2 error
  verify                 0 nothing differs, 1 something differs or newly fails, 2 error
  graph, explain, init   0 printed or written, 2 error
  graph, explain, completions, man
                         0 printed, 2 error
  all                    130 cancelled
With --all-flakes the highest that a flake alone would have; an error in one does not keep nixinst from the others.";

/// Finds every `import nixpkgs { … }` of a flake, moves it into flake.nix as one named instance, and
/// threads that instance to where it was used.
#[derive(Debug, Parser)]
#[command(name = "nixinst", version, after_help = EXIT_CODES)]
struct Cli {
    /// Colours in the output; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Fix(fix::Args),
    Pr(pr::Args),
    Graph(graph::Args),
    Verify(verify::Args),
    Explain(explain::Args),
    Init(init::Args),
    Completions(completions::Args),
    Man(man::Args),
    /// Keeps a temporary folder as long as standard input is open
    #[command(name = verify::KEEPER, hide = true)]
    KeepFolder,
}

/// Runs one command line (the program's name first) and answers the exit code.
pub fn run(args: Vec<OsString>, analyze: Analyze, streams: &mut Streams) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, streams),
    };
    streams.choose_color(cli.color);
    let result = match cli.command {
        Command::Check(args) => check::run(&args, analyze, streams),
        Command::Fix(args) => fix::run(&args, analyze, streams),
        Command::Pr(args) => pr::run(&args, analyze, streams),
        Command::Graph(args) => graph::run(&args, analyze, streams),
        Command::Explain(args) => explain::run(&args, streams),
        Command::Init(args) => init::run(&args, streams),
        Command::Verify(args) => verify::run(&args, streams),
        Command::Completions(args) => completions::run(&args, Cli::command(), streams),
        Command::Man(args) => man::run(&args, Cli::command(), streams),
        Command::KeepFolder => crate::verify::keep().map(|()| DONE).map_err(Error::Output),
    };
    result.unwrap_or_else(|error| {
        streams.error(&error);
        FAILED
    })
}

/// Help and version are results; anything else that clap says is an error.
fn usage(error: &clap::Error, streams: &mut Streams) -> u8 {
    let text = error.render();
    if error.use_stderr() {
        let color = streams.err_style.color;
        streams.message(&if color { text.ansi().to_string() } else { text.to_string() });
        return FAILED;
    }
    let color = streams.out_style.color;
    let text = if color { text.ansi().to_string() } else { text.to_string() };
    match streams.result(&text) {
        Ok(()) => DONE,
        Err(error) => {
            streams.error(&error);
            FAILED
        }
    }
}
