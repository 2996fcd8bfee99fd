//! What is on the remote: the branch that the change is for, and perhaps an earlier change.

use super::commit::{self, Commit};
use super::repository::{Head, Repository};
use super::{Error, Steps, Wanted};

/// What is there.
#[derive(Debug)]
pub(super) struct There {
    /// The commit of the change's branch.
    pub branch: Option<String>,
    /// Its commits beyond the base, which are nixinst's own.
    own: Vec<Own>,
    /// How many commits the base has that are not here.
    pub behind: usize,
}

#[derive(Debug)]
struct Own {
    tree: String,
    parents: String,
}

// Of one commit, in the order of the format below.
const FIELDS: usize = 6;

impl There {
    /// Asks the remote. With `has_branch` also for the branch of the change.
    ///
    /// # Errors
    /// If it has not what the change is made on, or somebody else has commits on the branch.
    pub(super) fn ask(
        repository: &Repository,
        wanted: &Wanted,
        base: &str,
        head: &Head,
        has_branch: bool,
        steps: &mut Steps,
    ) -> Result<There, Error> {
        let Wanted { remote, branch, .. } = wanted;
        let names = if has_branch { &[base, branch.as_str()][..] } else { &[base] };
        let refs: Vec<String> = names.iter().map(|n| format!("refs/heads/{n}")).collect();
        let listed = steps.remote_refs(remote, &refs)?;
        // A pattern is the end of a name.
        let of = |name: &str| listed.iter().find(|(n, _)| *n == format!("refs/heads/{name}")).map(|(_, id)| id.clone());
        let on_base = of(base).ok_or_else(|| Error::NoBase { remote: remote.clone(), base: base.to_owned() })?;
        let there = if has_branch { of(branch) } else { None };
        if there.is_none() && on_base == head.commit {
            return Ok(There { branch: None, own: Vec::new(), behind: 0 });
        }
        let here: Vec<&str> = if there.is_some() { names.to_vec() } else { vec![base] };
        steps.fetch(remote, &here)?;
        if on_base != head.commit {
            let is_there = repository.read(&["merge-base", "--is-ancestor", &head.commit, &on_base]);
            is_there.map_err(|_| Error::Ahead { remote: remote.clone(), base: base.to_owned() })?;
        }
        let newer = repository.read(&["rev-list", "--count", &on_base, "--not", &head.commit])?;
        let own = match &there {
            Some(there) => own(repository, wanted, there, [&on_base, &head.commit])?,
            None => Vec::new(),
        };
        Ok(There { branch: there, own, behind: newer.parse().unwrap_or_default() })
    }

    /// Whether the branch is that change already.
    pub(super) fn is(&self, commit: &Commit, head: &Head) -> bool {
        matches!(&self.own[..], [own] if own.tree == commit.tree && own.parents == head.commit)
    }
}

// The commits of a branch beyond some others. Nixinst's are those that say so, are by one person, and have the tree
// that they say they have: who amends or rebases one makes it theirs.
fn own(repository: &Repository, wanted: &Wanted, branch: &str, others: [&str; 2]) -> Result<Vec<Own>, Error> {
    let trailer = |key: &str| format!("%(trailers:key={key},valueonly,separator=%x20)");
    let (fix, tree) = (trailer(commit::TRAILER), trailer(commit::TREE_TRAILER));
    let format = format!("--format=%T%x1f%P%x1f%an <%ae>%x1f%cn <%ce>%x1f{fix}%x1f{tree}%x1e");
    let listed = repository.read(&["log", &format, branch, "--not", others[0], others[1]])?;
    let (mut own, mut by) = (Vec::new(), Vec::new());
    for entry in listed.split('\u{1e}').map(str::trim_start).filter(|e| !e.is_empty()) {
        let fields: Vec<&str> = entry.splitn(FIELDS, '\u{1f}').map(str::trim).collect();
        let [tree, parents, author, committer, fix, named] = fields[..] else { continue };
        if fix == commit::VERSION && named == tree && author == committer {
            own.push(Own { tree: tree.to_owned(), parents: parents.to_owned() });
        } else if !by.iter().any(|b| b == committer) {
            by.push(committer.to_owned());
        }
    }
    if by.is_empty() {
        return Ok(own);
    }
    Err(Error::Others { remote: wanted.remote.clone(), branch: wanted.branch.clone(), by })
}
