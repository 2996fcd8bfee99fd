//! Asks git, in a way that neither changes the repository nor lets its configuration run programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustc_hash::FxHashSet;

/// Variables that point git at some other repository than the one that the folder is in. A hook sets
/// them, and `nixinst check` is made for hooks.
const REPOSITORY_VARIABLES: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
];

/// A git command that runs in `folder` and only looks.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .args(["--no-pager", "--literal-pathspecs"])
        .args(["-c", "core.fsmonitor=false"])
        .stdin(Stdio::null());
    for variable in REPOSITORY_VARIABLES {
        command.env_remove(variable);
    }
    command
}

/// The top of the git work tree that `folder` is in.
pub fn work_tree(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|candidate| candidate.join(".git").exists()).map(Path::to_owned)
}

/// Where `folder` is in the git work tree that it is in, with `/`; empty at the top, and without git.
pub fn within_repository(folder: &Path) -> String {
    let top = work_tree(folder);
    let inner = top.as_deref().and_then(|top| folder.strip_prefix(top).ok());
    let parts = inner.into_iter().flat_map(Path::components).map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Files under `root` that `.gitignore` names and that are tracked nevertheless (`git add --force`), with
/// the folders above them. Empty without git.
pub(super) fn tracked_though_ignored(root: &Path) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    let output = command(root).args(["ls-files", "-z", "--cached", "--ignored"]).arg("--exclude-standard").output();
    let Ok(output) = output else {
        return found;
    };
    for name in output.stdout.split(|b| *b == 0) {
        let Ok(name) = std::str::from_utf8(name) else {
            continue;
        };
        for (end, _) in name.match_indices('/') {
            found.insert(name[..end].to_owned());
        }
        if !name.is_empty() {
            found.insert(name.to_owned());
        }
    }
    found
}
