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
    let mut command = command_of_user(folder);
    // A partial clone fetches what it lacks: by ssh, by a program that its configuration names.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    command.args(["-c", "core.hooksPath=/dev/null"]);
    command
}

/// One that may do more, as the user's own would: fetch and push, and run hooks.
pub(crate) fn command_of_user(folder: &Path) -> Command {
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

/// The same for a command that reads or writes files of the work tree, which git passes through the filters that
/// `.gitattributes` name and the configuration has programs for: they are left out.
pub(crate) fn command_without_filters(folder: &Path) -> Command {
    let mut command = command(folder);
    for (name, value) in without_filters(folder) {
        command.env(name, value);
    }
    command
}

/// Variables that keep git from filters, also a git that another program runs in `folder`.
pub(crate) fn without_filters(folder: &Path) -> Vec<(String, String)> {
    let names = ["config", "-z", "--name-only", "--get-regexp", r"^filter\."];
    let output = command(folder).args(names).output();
    let listed = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    let mut settings: Vec<(String, &str)> = Vec::new();
    for name in listed.split('\0') {
        let Some((filter, key)) = name.rsplit_once('.') else { continue };
        match key {
            "clean" | "smudge" | "process" => settings.push((name.to_owned(), "")),
            "required" => settings.push((format!("{filter}.{key}"), "false")),
            _ => {}
        }
    }
    // After those that the caller of this program has set.
    let set = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut variables = vec![("GIT_CONFIG_COUNT".to_owned(), (set + settings.len()).to_string())];
    for (i, (name, value)) in settings.into_iter().enumerate() {
        variables.push((format!("GIT_CONFIG_KEY_{}", set + i), name));
        variables.push((format!("GIT_CONFIG_VALUE_{}", set + i), value.to_owned()));
    }
    variables
}

/// What keeps the git that Nix runs in `folder` from programs that the repository's configuration names.
pub(crate) fn variables_for_others(folder: &Path) -> Vec<(String, String)> {
    let mut variables = without_filters(folder);
    let mut set: usize = variables[0].1.parse().unwrap_or(0);
    for (name, value) in [("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null")] {
        variables.push((format!("GIT_CONFIG_KEY_{set}"), name.to_owned()));
        variables.push((format!("GIT_CONFIG_VALUE_{set}"), value.to_owned()));
        set += 1;
    }
    variables[0].1 = set.to_string();
    variables
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
