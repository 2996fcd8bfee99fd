//! The commit, made with an index of its own.

use std::path::{Path, PathBuf};

use super::forge::Tool;
use super::repository::{Head, Repository};
use super::{Error, Steps};

/// The trailer by which nixinst knows its commits.
pub(super) const TRAILER: &str = "Nixinst-Fix";
/// Its value.
pub(super) const VERSION: &str = "v1";
/// The trailer that names the commit's tree.
pub(super) const TREE_TRAILER: &str = "Nixinst-Tree";

/// What is to be committed and said.
#[derive(Debug)]
pub struct Change {
    pub title: String,
    /// In Markdown.
    pub body: String,
    /// A copy of the whole work tree as it is to be.
    pub copy: PathBuf,
    /// The files that differ there, relative to it.
    pub files: Vec<String>,
}

/// A commit that is on no branch yet.
#[derive(Debug)]
pub(super) struct Commit {
    pub id: String,
    pub tree: String,
}

/// Makes the commit: objects, and nothing that names them.
pub(super) fn make(
    repository: &Repository,
    change: &Change,
    head: &Head,
    tool: &Tool,
    scratch: &Path,
    steps: &mut Steps,
) -> Result<Commit, Error> {
    let index = [("GIT_INDEX_FILE", scratch.join("index").display().to_string())];
    let mut git = |args: &[&str], env: &[(&str, String)]| {
        let owned: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
        let failed = |said| Error::Git { command: args[0].to_owned(), said };
        steps.git(&owned, env, true).map_err(failed)
    };
    git(&["read-tree", &head.commit], &index)?;
    for file in &change.files {
        let from = change.copy.join(file).display().to_string();
        // As `git add` would: by the attributes that the file's name has.
        let id = git(&["hash-object", "-w", &format!("--path={file}"), "--", &from], &[])?;
        let mode = mode(repository, head, file)?;
        git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{id},{file}")], &index)?;
    }
    let tree = git(&["write-tree"], &index)?;
    let message = scratch.join("message.txt");
    let text =
        format!("{}\n\n{}\n\n{TRAILER}: {VERSION}\n{TREE_TRAILER}: {tree}\n", change.title, change.body.trim_end());
    steps.write(&message, &text)?;
    let message = message.display().to_string();
    let mut args = ["commit-tree", &tree, "-p", &head.commit, "-F", &message].map(str::to_owned).to_vec();
    // Unlike `git commit`, it signs only if it is told to.
    if repository.read(&["config", "--type=bool", "--get", "commit.gpgSign"]).is_ok_and(|v| v == "true") {
        args.insert(1, "-S".to_owned());
    }
    let mut dates = Vec::new();
    if !tool.has_branch() {
        // One change is one commit, however often it is made: there is no branch to tell by whether it has been sent.
        let date = repository.read(&["log", "-1", "--format=%cI", &head.commit])?;
        dates = vec![("GIT_AUTHOR_DATE", date.clone()), ("GIT_COMMITTER_DATE", date)];
    }
    let id = steps.git(&args, &dates, true).map_err(|said| Error::Commit { said })?;
    Ok(Commit { id, tree })
}

fn mode(repository: &Repository, head: &Head, file: &str) -> Result<String, Error> {
    let entry = repository.read(&["ls-tree", "-z", &head.commit, "--", file])?;
    Ok(entry.split(' ').next().filter(|m| !m.is_empty()).unwrap_or("100644").to_owned())
}
