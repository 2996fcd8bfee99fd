//! The Nix that evaluates: which program, which version, and how it is run.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, atomic::AtomicU64};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::scratch::Scratch;

/// The environment variable that names the program.
pub const VARIABLE: &str = "NIXINST_NIX";

/// How often a running Nix is looked at.
const TICK: Duration = Duration::from_millis(15);

/// How long a Nix that is asked to stop may take.
const GRACE: Duration = Duration::from_secs(2);

/// The first version with flakes (Nix manual, release notes 2.4).
const OLDEST: (u32, u32) = (2, 4);

/// Why no Nix can be asked.
#[derive(Debug, thiserror::Error)]
pub enum NixError {
    #[error("there is no Nix: `{0}` is not a program")]
    NotFound(String),
    #[error("`{program} --version` fails: {why}")]
    Broken { program: String, why: String },
    #[error("{0} has no flakes")]
    TooOld(String),
}

/// A Nix program that works.
#[derive(Debug, Clone)]
pub struct Nix {
    program: PathBuf,
    /// What it says it is: `nix (Nix) 2.8.0`, `nix (Lix, like Nix) 2.91.1`.
    pub version: String,
}

/// What ends a run early.
#[derive(Debug, Clone, Default)]
pub struct Control {
    /// Set from outside: everything is to stop.
    pub cancelled: Arc<AtomicBool>,
    /// For each run of Nix.
    pub timeout: Option<Duration>,
}

/// A run of Nix that has ended.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub end: End,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Succeeded,
    Failed,
    /// A signal that nobody here sent: most often the system was out of memory.
    Killed,
    TimedOut,
    Cancelled,
}

impl Nix {
    /// The program that was asked for, else the one that [`VARIABLE`] names, else `nix` from PATH.
    pub fn program(asked: Option<&Path>) -> PathBuf {
        let variable = std::env::var_os(VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
        asked.map(Path::to_owned).or(variable).unwrap_or_else(|| PathBuf::from("nix"))
    }

    /// That program, if it is a Nix with flakes.
    pub fn find(asked: Option<&Path>) -> Result<Nix, NixError> {
        let program = Nix::program(asked);
        let name = program.display().to_string();
        let run = Command::new(&program).arg("--version").stdin(Stdio::null()).output();
        let output = run.map_err(|error| match error.kind() {
            ErrorKind::NotFound => NixError::NotFound(name.clone()),
            _ => NixError::Broken { program: name.clone(), why: error.to_string() },
        })?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match number(&version) {
            Some(number) if output.status.success() && number >= OLDEST => Ok(Nix { program, version }),
            Some(_) if output.status.success() => Err(NixError::TooOld(version)),
            _ => Err(NixError::Broken { program: name, why: format!("it says `{version}`") }),
        }
    }

    /// A command with flakes on. Settings go by `--option`: a version that does not know one only warns of it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--extra-experimental-features", "nix-command flakes"]);
        command.args(["--option", "eval-cache", "false", "--option", "warn-dirty", "false"]);
        command.env("LC_ALL", "C").env("NO_COLOR", "1").env_remove("NIX_SHOW_STATS");
        command
    }

    /// Runs a command to its end, or to what `control` allows.
    pub fn run(&self, command: &mut Command, scratch: &Scratch, control: &Control) -> io::Result<Ran> {
        static RUNS: AtomicU64 = AtomicU64::new(0);
        let n = RUNS.fetch_add(1, Ordering::Relaxed);
        let [out, err] = ["out", "err"].map(|kind| scratch.path().join(format!("run-{n}.{kind}")));
        // A group of its own: a signal from the terminal comes here first, and stops it in order.
        command.stdin(Stdio::null()).stdout(File::create(&out)?).stderr(File::create(&err)?).process_group(0);
        let mut child = command.spawn()?;
        scratch.guard(child.id());
        let end = wait(&mut child, control);
        scratch.release(child.id());
        let ran = Ran { out: text(&out)?, err: text(&err)?, end: end? };
        let _ = (fs::remove_file(&out), fs::remove_file(&err));
        Ok(ran)
    }
}

impl Ran {
    /// What went wrong, as Nix says it: its last error, without the way there, in a few lines.
    pub fn error(&self) -> String {
        error_of(&self.err)
    }
}

fn text(path: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}

fn wait(child: &mut Child, control: &Control) -> io::Result<End> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(ended(status));
        }
        let late = control.timeout.is_some_and(|t| started.elapsed() > t);
        if late || control.cancelled.load(Ordering::Relaxed) {
            stop(child)?;
            return Ok(if late { End::TimedOut } else { End::Cancelled });
        }
        thread::sleep(TICK);
    }
}

fn ended(status: ExitStatus) -> End {
    match status.code() {
        Some(0) => End::Succeeded,
        Some(_) => End::Failed,
        None => End::Killed,
    }
}

fn stop(child: &mut Child) -> io::Result<()> {
    signal(child.id(), Signal::TERM);
    let asked = Instant::now();
    while child.try_wait()?.is_none() {
        if asked.elapsed() > GRACE {
            signal(child.id(), Signal::KILL);
            child.wait()?;
            break;
        }
        thread::sleep(TICK);
    }
    Ok(())
}

/// Sends a signal to a process and those that it started.
pub(super) fn signal(group: u32, signal: Signal) {
    if let Some(group) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, signal);
    }
}

// `nix (Nix) 2.8.0` -> (2, 8)
fn number(version: &str) -> Option<(u32, u32)> {
    let last = version.split_whitespace().next_back()?;
    let mut parts = last.split(|c: char| !c.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

// Since 2.9 the way there comes first, and what failed stands at its end; before, it is the only line.
fn error_of(err: &str) -> String {
    let lines: Vec<&str> = err.lines().map(str::trim_end).collect();
    let Some(last) = lines.iter().rposition(|l| l.trim_start().starts_with("error:") && l.trim() != "error:") else {
        return lines.iter().rev().find(|l| !l.is_empty()).unwrap_or(&"it says nothing").trim().to_owned();
    };
    let more = lines[last + 1..].iter().take_while(|l| {
        let l = l.trim_start();
        !l.is_empty() && !l.starts_with("at ") && !l.starts_with('…') && !l.starts_with("(use '--show-trace'")
    });
    let first = lines[last].trim_start().trim_start_matches("error:").trim();
    std::iter::once(first).chain(more.map(|l| l.trim())).take(4).collect::<Vec<_>>().join("\n")
}

/// `a` as one word of an attribute path of an installable: quoted, as names may have dots.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(number("nix (Nix) 2.8.0"), Some((2, 8)));
        assert_eq!(number("nix (Lix, like Nix) 2.91.1"), Some((2, 91)));
        assert_eq!(number("nix (Nix) 2.4pre20210908_3c56f62"), Some((2, 4)));
        assert_eq!(number("nix (Determinate Nix 3.6.2) 2.29.0"), Some((2, 29)));
        assert_eq!(number("whatever"), None);
    }

    #[test]
    fn errors_without_their_way() {
        let old = "warning: x\nerror: attribute 'foo' missing\n\n       at /nix/store/x:1:2:\n";
        assert_eq!(error_of(old), "attribute 'foo' missing");
        let new = "error:\n       … while evaluating the attribute 'a'\n         at x:1:2:\n\n       error: attribute 'foo' missing\n       at x:2:3:\n";
        assert_eq!(error_of(new), "attribute 'foo' missing");
        assert_eq!(error_of("error: first\nsecond\n(use '--show-trace' to show)\n"), "first\nsecond");
        assert_eq!(error_of(""), "it says nothing");
    }
}
