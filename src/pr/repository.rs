//! What git says of the user's repository and of its remote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;
use super::steps::output;
use crate::workspace::git;

/// A repository with a work tree.
#[derive(Debug, Clone)]
pub struct Repository {
    top: PathBuf,
    // Where new objects go and where the others are, for a run that must leave none.
    objects: Option<(PathBuf, PathBuf)>,
    asks: bool,
}

/// What is checked out.
#[derive(Debug, Clone)]
pub struct Head {
    pub commit: String,
    /// None if it is detached.
    pub branch: Option<String>,
}

impl Repository {
    /// The one that `folder`, which must be canonical, is in. With `asks`, git may ask for a password on the terminal.
    ///
    /// # Errors
    /// If it is in none.
    pub fn of(folder: &Path, asks: bool) -> Result<Repository, Error> {
        let none = || Error::NoRepository { folder: folder.to_owned() };
        let top = git::work_tree(folder).ok_or_else(none)?;
        let repository = Repository { top, objects: None, asks };
        repository.read(&["rev-parse", "--is-inside-work-tree"]).map_err(|_| none())?;
        Ok(repository)
    }

    /// The same, but objects that are made from now on go to `folder`, which is made.
    ///
    /// # Errors
    /// If that can't be.
    pub fn without_a_trace(&self, folder: &Path) -> Result<Repository, Error> {
        fs::create_dir_all(folder).map_err(|source| Error::Io { file: folder.to_owned(), source })?;
        let objects = self.top.join(self.read(&["rev-parse", "--git-path", "objects"])?);
        Ok(Repository { objects: Some((folder.to_owned(), objects)), ..self.clone() })
    }

    /// The top of its work tree.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// A git command that looks, or makes objects: no program that the configuration names runs, but to sign a commit.
    pub(super) fn git(&self) -> Command {
        self.with_objects(git::command_without_filters(&self.top))
    }

    /// One that asks a remote, or pushes.
    pub(super) fn git_to_remotes(&self) -> Command {
        let mut command = self.with_objects(git::command_of_user(&self.top));
        if self.asks {
            command.env_remove("GIT_TERMINAL_PROMPT");
        }
        command
    }

    fn with_objects(&self, mut command: Command) -> Command {
        if let Some((new, old)) = &self.objects {
            command.env("GIT_OBJECT_DIRECTORY", new).env("GIT_ALTERNATE_OBJECT_DIRECTORIES", old);
        }
        command
    }

    pub(super) fn read(&self, args: &[&str]) -> Result<String, Error> {
        let failed = |said| Error::Git { command: args.first().copied().unwrap_or_default().to_owned(), said };
        output(self.git().args(args)).map_err(failed)
    }

    /// Files that git tracks and that are not as they were committed make it an error.
    pub(super) fn require_clean(&self) -> Result<(), Error> {
        let status = ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=all"];
        let listed = self.read(&status)?;
        let files: Vec<String> = listed.split('\0').filter_map(|e| e.get(3..)).map(str::to_owned).collect();
        if files.is_empty() { Ok(()) } else { Err(Error::Dirty { files }) }
    }

    pub(super) fn head(&self) -> Result<Head, Error> {
        let commit = self.read(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).map_err(|_| Error::NoCommit)?;
        let branch = self.read(&["symbolic-ref", "--quiet", "--short", "HEAD"]).ok();
        Ok(Head { commit, branch })
    }

    /// Where a remote is pushed to.
    pub(super) fn remote_url(&self, name: &str) -> Result<String, Error> {
        let all = self.read(&["remote"])?;
        if !all.lines().any(|line| line == name) {
            let others = all.lines().map(str::to_owned).collect();
            return Err(Error::NoRemote { name: name.to_owned(), others });
        }
        self.read(&["remote", "get-url", "--push", name])
    }

    pub(super) fn require_branch_name(&self, name: &str) -> Result<(), Error> {
        let checked = self.read(&["check-ref-format", &format!("refs/heads/{name}")]);
        if checked.is_err() || name.starts_with('-') {
            return Err(Error::BranchName { name: name.to_owned() });
        }
        Ok(())
    }
}

/// Makes a folder a repository that tracks all that is in it.
///
/// # Errors
/// If git fails.
pub fn track_all(folder: &Path) -> Result<(), Error> {
    for args in [&["init", "--quiet"][..], &["add", "--all", "--force"]] {
        let failed = |said| Error::Git { command: args[0].to_owned(), said };
        output(git::command_without_filters(folder).args(args)).map_err(failed)?;
    }
    Ok(())
}

/// The files of such a folder that have changed since.
///
/// # Errors
/// If git fails.
pub fn changed(folder: &Path) -> Result<Vec<String>, Error> {
    let failed = |said| Error::Git { command: "diff".to_owned(), said };
    let listed = output(git::command_without_filters(folder).args(["diff", "--name-only", "-z"])).map_err(failed)?;
    Ok(listed.split('\0').filter(|n| !n.is_empty()).map(str::to_owned).collect())
}
