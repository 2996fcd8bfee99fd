//! Whether git could bring a file back if the user does not like what `fix` wrote.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::workspace::git;

/// Files per call: a command line has a limit.
const CHUNK: usize = 500;

/// Git is there and the repository too, but git does not answer.
#[derive(Debug, thiserror::Error)]
#[error("git can't tell whether {} has uncommitted changes: {reason}", work_tree.display())]
pub struct GitError {
    work_tree: PathBuf,
    reason: String,
}

impl GitError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        "make `git status` work there, or pass --allow-dirty to write without asking git"
    }
}

/// Which of `files` (relative to `root`) have changes that no commit holds, sorted: modified, staged,
/// untracked or ignored ones. Empty where there is no git repository, or no git.
pub fn uncommitted(root: &Path, files: &[String]) -> Result<Vec<String>, GitError> {
    let mut dirty = Vec::new();
    for (work_tree, files) in by_work_tree(root, files) {
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        for names in names.chunks(CHUNK) {
            for name in status(&work_tree, names)? {
                dirty.extend(files.get(&name).cloned());
            }
        }
    }
    dirty.sort();
    dirty.dedup();
    Ok(dirty)
}

/// For each work tree its files: the name there, and the name that was given. A submodule is a work
/// tree of its own, and a link is what it points to.
fn by_work_tree(root: &Path, files: &[String]) -> BTreeMap<PathBuf, BTreeMap<String, String>> {
    let mut trees: BTreeMap<PathBuf, BTreeMap<String, String>> = BTreeMap::new();
    for file in files {
        // What does not exist is for `apply` to report.
        let Ok(target) = root.join(file).canonicalize() else {
            continue;
        };
        let Some(top) = target.parent().and_then(git::work_tree) else {
            continue;
        };
        if let Some(name) = target.strip_prefix(&top).ok().and_then(Path::to_str) {
            let name = name.to_owned();
            trees.entry(top).or_default().insert(name, file.clone());
        }
    }
    trees
}

/// The names that `git status` lists.
fn status(work_tree: &Path, names: &[&str]) -> Result<Vec<String>, GitError> {
    let failed = |reason: String| GitError { work_tree: work_tree.to_owned(), reason };
    // A submodule has a configuration of its own; its files are asked for there.
    let output = git::command_without_filters(work_tree)
        .args(["status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=all"])
        .args(["--untracked-files=all", "--ignored=traditional", "--"])
        .args(names)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error.to_string())),
    };
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        // A `.git` that is none, for example an empty folder.
        if message.contains("not a git repository") {
            return Ok(Vec::new());
        }
        let line = message.lines().next().unwrap_or("no message");
        return Err(failed(line.to_owned()));
    }
    let entries = output.stdout.split(|b| *b == 0);
    // Two letters of state and a space come before the name.
    let names = entries.filter_map(|entry| std::str::from_utf8(entry.get(3..)?).ok());
    Ok(names.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn run(dir: &Path, args: &[&str]) {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let mut git = git::command(dir);
        let output = git.args(identity).args(args).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {output:?}");
    }

    #[test]
    fn names_files_that_git_could_not_restore() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("flake");
        fs::create_dir(&root).unwrap();
        let files = ["clean.nix", "modified.nix", "staged é.nix"];
        for file in files {
            fs::write(root.join(file), "1").unwrap();
        }
        fs::write(root.join(".gitignore"), "ignored/\n").unwrap();
        run(dir.path(), &["init", "-q"]);
        run(dir.path(), &["add", "."]);
        run(dir.path(), &["commit", "-qm", "first"]);
        for file in &files[1..] {
            fs::write(root.join(file), "2").unwrap();
        }
        run(&root, &["add", files[2]]);
        fs::create_dir(root.join("ignored")).unwrap();
        fs::write(root.join("ignored/i.nix"), "1").unwrap();
        fs::write(root.join("new [x].nix"), "1").unwrap();
        let dirty = ["ignored/i.nix", "modified.nix", "new [x].nix", "staged é.nix"];
        let mut asked: Vec<String> = files.map(str::to_owned).into();
        asked.extend(dirty.map(str::to_owned));
        assert_eq!(uncommitted(&root, &asked).unwrap(), dirty);
        assert!(uncommitted(&root, &asked[..1]).unwrap().is_empty());
    }

    #[test]
    fn without_a_repository_nothing_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.nix"), "1").unwrap();
        let files = ["a.nix".to_owned(), "gone.nix".to_owned()];
        assert!(uncommitted(dir.path(), &files).unwrap().is_empty());
        fs::create_dir(dir.path().join(".git")).unwrap();
        assert!(uncommitted(dir.path(), &files).unwrap().is_empty());
    }
}
