//! Why there is no pull request.

use std::io;
use std::path::PathBuf;

/// Files and people in one message before the rest is counted.
const SHOWN: usize = 5;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} is not in a git repository", folder.display())]
    NoRepository { folder: PathBuf },
    #[error("the repository has no commit")]
    NoCommit,
    #[error("nothing was done: {} changed since the last commit", listed(files))]
    Dirty { files: Vec<String> },
    #[error("there is no remote `{name}`")]
    NoRemote { name: String, others: Vec<String> },
    #[error("no branch is checked out, so nothing says which branch the pull request is for")]
    Detached,
    #[error("`{name}` can't be the name of a branch")]
    BranchName { name: String },
    #[error("`{branch}` is the branch that the pull request would be for")]
    OwnBase { branch: String },
    #[error("{}", unknown_forge(remote, host))]
    UnknownForge { remote: String, host: String },
    #[error("{tool} is not there, which opens pull requests on this host")]
    NoTool { tool: &'static str },
    #[error("{remote} can't be asked: {said}")]
    Unreachable { remote: String, said: String },
    #[error("{remote} has no branch `{base}`")]
    NoBase { remote: String, base: String },
    #[error(
        "{remote} has not all commits on `{base}` that are checked out here, and they would be in the pull request"
    )]
    Ahead { remote: String, base: String },
    #[error("`{branch}` on {remote} has commits of {}, which are not overwritten", listed(by))]
    Others { remote: String, branch: String, by: Vec<String> },
    #[error("the commit can't be made: {said}")]
    Commit { said: String },
    #[error("{remote} does not take the push: {said}")]
    Push { remote: String, said: String },
    #[error("`git {command}` fails: {said}")]
    Git { command: String, said: String },
    #[error("{tool} fails: {said}; {left}")]
    Tool { tool: &'static str, said: String, left: String },
    #[error("{} can't be written: {source}", file.display())]
    Io { file: PathBuf, source: io::Error },
}

impl Error {
    /// With what is left of a run that came so far.
    pub(super) fn leaving(self, left: String) -> Error {
        match self {
            Error::Tool { tool, said, .. } => Error::Tool { tool, said, left },
            other => other,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Error::NoRepository { .. } | Error::NoCommit => "make a repository with a commit, or run `nixinst fix`",
            Error::Dirty { .. } => "commit or stash them: the pull request is made of what is committed",
            Error::NoRemote { others, .. } if others.is_empty() => "add one with `git remote add origin ADDRESS`",
            Error::NoRemote { .. } => "say --remote with one of those that `git remote` lists",
            Error::Detached => "say --base BRANCH",
            Error::BranchName { .. } | Error::OwnBase { .. } => "say --branch, or --base, with another one",
            Error::UnknownForge { .. } => {
                "say --forge github, gitlab, gitea or forgejo, or --forge none for the branch alone"
            }
            Error::NoTool { .. } => "install it and log in, or say --forge push-options, agit or none",
            Error::Unreachable { .. } => "make `git ls-remote` work with it; nothing was pushed",
            Error::NoBase { .. } => "push it first, or say --base with a branch that is there",
            Error::Ahead { .. } => "push them first, or check out the branch as it is there",
            Error::Others { .. } => "merge or delete that branch, or say --branch with another one; nothing was pushed",
            Error::Commit { .. } => "make `git commit` work here (user.name, user.email, signing); nothing was pushed",
            Error::Push { .. } => {
                "nothing was changed here, and no branch was made; run it again when the push can work"
            }
            Error::Tool { .. } => "make the tool work (log in), and run `nixinst pr` again: it goes on from there",
            Error::Git { .. } | Error::Io { .. } => return None,
        })
    }
}

fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn unknown_forge(remote: &str, host: &str) -> String {
    match host {
        "" => format!("the address of {remote} has no host, so nothing says how a pull request is opened there"),
        host => format!("what runs on {host} is not known, so nothing says how a pull request is opened there"),
    }
}
