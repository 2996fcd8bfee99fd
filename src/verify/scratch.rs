//! A folder for the time of a run, which goes whatever ends the run.
//!
//! Another process holds it: it makes the folder, waits until the run has ended, which the system tells it even if the
//! run was killed, and then stops what the run has started and removes the folder.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;

use rustc_hash::FxHashSet;
use rustix::process::Signal;

use super::nix;

/// The folder.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    keeper: Keeper,
}

#[derive(Debug)]
enum Keeper {
    Process { child: Child, pipe: Mutex<Option<ChildStdin>> },
    // Where this program has no such command, as in a library's test.
    Own(#[allow(dead_code)] tempfile::TempDir),
}

impl Scratch {
    /// A new folder. `keeper` starts a process that calls [`keep`]; without one the folder goes only if the run ends by
    /// itself.
    pub fn new(keeper: Option<Command>) -> io::Result<Scratch> {
        let Some(mut command) = keeper else {
            let dir = folder()?;
            let path = dir.path().canonicalize()?;
            return Ok(Scratch { path, keeper: Keeper::Own(dir) });
        };
        // A group of its own: what the terminal stops must not stop it too.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0).spawn()?;
        let pipe = Mutex::new(child.stdin.take());
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        if line.trim().is_empty() {
            return Err(io::Error::other("no temporary folder could be made"));
        }
        Ok(Scratch { path: PathBuf::from(line.trim_end_matches('\n')), keeper: Keeper::Process { child, pipe } })
    }

    /// Where it is, without symbolic links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A process is to be stopped with the run.
    pub(super) fn guard(&self, process: u32) {
        self.tell('+', process);
    }

    /// It has ended.
    pub(super) fn release(&self, process: u32) {
        self.tell('-', process);
    }

    fn tell(&self, sign: char, process: u32) {
        let Keeper::Process { pipe, .. } = &self.keeper else { return };
        if let Ok(mut pipe) = pipe.lock()
            && let Some(pipe) = pipe.as_mut()
        {
            // If the keeper has gone, there is nobody to tell.
            let _ = writeln!(pipe, "{sign}{process}");
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Keeper::Process { child, pipe } = &mut self.keeper {
            drop(pipe.get_mut().map(Option::take));
            let _ = child.wait();
        }
    }
}

// In the system's folder, or in /tmp if that has a name that not every Nix reads in a flake reference.
fn folder() -> io::Result<tempfile::TempDir> {
    let usual = std::env::temp_dir();
    let base = if is_plain(&usual) { usual } else { PathBuf::from("/tmp") };
    tempfile::Builder::new().prefix("nixinst-").tempdir_in(base)
}

fn is_plain(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().all(|b| b.is_ascii_alphanumeric() || b"/-._~+".contains(b))
}

/// The keeper's side: makes a folder, prints its name, and removes it when standard input ends.
pub fn keep() -> io::Result<()> {
    let dir = folder()?;
    let mut out = io::stdout();
    writeln!(out, "{}", dir.path().canonicalize()?.display())?;
    out.flush()?;
    let mut running: FxHashSet<u32> = FxHashSet::default();
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        match (line.get(..1), line.get(1..).and_then(|n| n.parse().ok())) {
            (Some("+"), Some(process)) => _ = running.insert(process),
            (Some("-"), Some(process)) => _ = running.remove(&process),
            _ => {}
        }
    }
    for process in running {
        nix::signal(process, Signal::KILL);
    }
    // What was killed may write once more.
    for _ in 0..20 {
        match std::fs::remove_dir_all(dir.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            _ => break,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_with_its_owner() {
        let scratch = Scratch::new(None).unwrap();
        let path = scratch.path().to_owned();
        std::fs::write(path.join("x"), "x").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }

    #[test]
    fn names_that_not_every_nix_reads() {
        assert!(is_plain("/var/folders/zz/x_1+2/T".as_ref()));
        assert!(!is_plain("/home/me/my files".as_ref()) && !is_plain("/tmp/ü".as_ref()));
    }

    #[test]
    fn a_keeper_that_says_nothing_is_an_error() {
        let mut command = Command::new("true");
        command.env_clear();
        assert!(Scratch::new(Some(command)).is_err());
    }
}
