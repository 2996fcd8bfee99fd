//! The lock file of a flake that got new inputs: Nix writes it, nobody else knows the hashes.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::workspace::git;

/// What became of the lock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// Nix added the new inputs.
    Written,
    /// There is none: Nix makes it when it first evaluates the flake.
    Absent,
    /// There is no Nix.
    NoNix,
    /// Nix could not, as it says in its last line.
    Failed(String),
}

/// The command that does it.
pub const COMMAND: &str = "nix flake lock";

/// Has Nix, the program `nix`, add what `flake.nix` declares and `flake.lock` lacks; nothing that is locked moves.
pub fn lock(root: &Path, nix: &Path) -> Lock {
    if !root.join("flake.lock").exists() {
        return Lock::Absent;
    }
    let run = Command::new(nix)
        .args(["--extra-experimental-features", "nix-command flakes", "flake", "lock"])
        .current_dir(root)
        .envs(git::variables_for_others(root))
        .stdin(Stdio::null())
        .output();
    match run {
        Ok(output) if output.status.success() => Lock::Written,
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            let said = lines.clone().find(|l| l.starts_with("error")).or(lines.next_back());
            Lock::Failed(said.unwrap_or("it says nothing").to_owned())
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Lock::NoNix,
        Err(e) => Lock::Failed(e.to_string()),
    }
}
