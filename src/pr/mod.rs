//! Puts a change on a branch of a remote and asks for its review. The user's files, index, branches and `HEAD` stay as they
//! are: the commit is made with an index of its own, and pushed by its name.

mod branch;
mod commit;
mod error;
mod forge;
mod repository;
mod steps;

use std::path::Path;

pub use commit::Change;
pub use error::Error;
pub use forge::Forge;
pub use repository::{Head, Repository, changed, track_all};
pub use steps::Steps;

use branch::There;
use forge::{Request, Tool};

/// The branch if nobody names one.
pub const BRANCH: &str = "nixinst/one-nixpkgs";

/// Where the change is to go.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub remote: String,
    pub branch: String,
    /// The branch that it is for; the current one if `None`.
    pub base: Option<String>,
    /// Who opens the pull request; by the remote's host if `None`.
    pub forge: Option<Forge>,
    pub draft: bool,
    pub labels: Vec<String>,
}

/// Where the change goes, and by what: all that can be known before there is one.
#[derive(Debug)]
pub struct Way {
    wanted: Wanted,
    base: String,
    head: Head,
    tool: Tool,
}

/// Checks that a change of the repository as it stands can be sent, without asking the remote.
///
/// # Errors
/// If something tracked is not committed, there is no such remote, nothing says which branch the change is for, a name is
/// none that git takes, or nobody can open the pull request.
pub fn way(repository: &Repository, wanted: &Wanted) -> Result<Way, Error> {
    repository.require_clean()?;
    let head = repository.head()?;
    let url = repository.remote_url(&wanted.remote)?;
    let base = wanted.base.clone().or(head.branch.clone()).ok_or(Error::Detached)?;
    for name in [&base, &wanted.branch] {
        repository.require_branch_name(name)?;
    }
    if base == wanted.branch {
        return Err(Error::OwnBase { branch: base });
    }
    let tool = Tool::choose(wanted.forge, &url, &wanted.remote)?;
    Ok(Way { wanted: wanted.clone(), base, head, tool })
}

impl Way {
    /// The commit that the change is made on.
    pub fn head(&self) -> &str {
        &self.head.commit
    }

    /// Sends a change: the commit, the push, the pull request. Answers what was done, a line each. `scratch` is a
    /// temporary folder.
    ///
    /// # Errors
    /// If somebody else has commits on the branch, the remote lacks what the change is made on or refuses it, or the
    /// forge's tool fails; the message says what is left.
    pub fn send(
        &self,
        repository: &Repository,
        change: &Change,
        scratch: &Path,
        steps: &mut Steps,
    ) -> Result<Vec<String>, Error> {
        if !steps.is_dry() {
            self.tool.require()?;
        }
        let there = There::ask(repository, &self.wanted, &self.base, &self.head, self.tool.has_branch(), steps)?;
        let commit = commit::make(repository, change, &self.head, &self.tool, scratch, steps)?;
        let Wanted { remote, branch, .. } = &self.wanted;
        let is_there = match self.tool.has_branch() {
            true => there.is(&commit, &self.head),
            false => {
                let heads = steps.remote_refs(remote, &["refs/pull/*/head".to_owned()])?;
                heads.iter().any(|(_, id)| *id == commit.id)
            }
        };
        let mut said = Vec::new();
        if is_there {
            said.push(format!("{remote} has this change on {branch} already: nothing was pushed"));
        } else {
            self.push(&there, &commit.id, change, steps)?;
            let files = change.files.len();
            let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            said.push(format!("pushed {branch} to {remote}: {files}, commit {}", &commit.id[..12]));
        }
        if there.behind > 0 {
            let newer = there.behind;
            said.push(format!(
                "{remote}/{} has {newer} newer commits: pull and run again to have it on these",
                self.base
            ));
        }
        let body = scratch.join("body.md");
        steps.write(&body, &change.body)?;
        let request = Request {
            remote,
            branch,
            base: &self.base,
            title: &change.title,
            body: &change.body,
            file: &body,
            draft: self.wanted.draft,
            labels: &self.wanted.labels,
        };
        let left = || format!("{branch} is on {remote}, without a pull request");
        let lines = self.tool.ask_for_review(&request, is_there, steps).map_err(|e| e.leaving(left()))?;
        said.extend(lines);
        Ok(said)
    }

    fn push(&self, there: &There, commit: &str, change: &Change, steps: &mut Steps) -> Result<(), Error> {
        let Wanted { remote, branch, draft, labels, .. } = &self.wanted;
        let mut args = vec!["push".to_owned(), "--quiet".to_owned()];
        args.extend(self.tool.push_options(&self.base, branch, &change.title, *draft, labels));
        let to = match self.tool.has_branch() {
            true => {
                // What is there is what was looked at, or git refuses.
                let seen = there.branch.as_deref().unwrap_or_default();
                args.push(format!("--force-with-lease=refs/heads/{branch}:{seen}"));
                format!("refs/heads/{branch}")
            }
            false => format!("refs/for/{}", self.base),
        };
        args.extend([remote.clone(), format!("{commit}:{to}")]);
        let pushed = steps.git(&args, &[], false);
        pushed.map(|_| ()).map_err(|said| Error::Push { remote: remote.clone(), said })
    }
}
