//! Repositories of git with a flake.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The folder of this repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A `PATH` on which nixinst is the one of this build, and Nix isn't.
pub fn path() -> String {
    let built = Path::new(env!("CARGO_BIN_EXE_nixinst")).parent().expect("a folder");
    let others = std::env::var("PATH").unwrap_or_default();
    format!("{}:{others}", built.display())
}

/// A work tree.
pub struct Repository {
    pub dir: TempDir,
}

impl Repository {
    /// One that has a copy of this folder, committed.
    pub fn of(folder: &str) -> Repository {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy(&root().join(folder), &dir.path().join("work"));
        let repository = Repository { dir };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("first");
        repository
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    pub fn git(&self, args: &[&str]) -> String {
        git(&self.path(), args)
    }
}

/// What git prints.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"])
        .args(args)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder is read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
