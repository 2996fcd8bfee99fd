//! `tests/fleet`, over bare repositories on this disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::repository::{Repository, copy, git, path, root};

/// A repository that can be cloned, and a work tree to change it from.
struct Remote {
    work: Repository,
    bare: PathBuf,
}

impl Remote {
    fn new(fleet: &Path, name: &str, folder: &str) -> Remote {
        let work = Repository::of(folder);
        let bare = fleet.join(format!("{name}.git"));
        let to = bare.to_str().unwrap();
        git(fleet, &["init", "--quiet", "--bare", "--initial-branch=main", to]);
        work.git(&["remote", "add", "origin", to]);
        work.git(&["push", "--quiet", "origin", "main"]);
        Remote { work, bare }
    }

    fn push(&self, branch: &str) {
        self.work.commit("more");
        self.work.git(&["push", "--quiet", "origin", branch]);
    }

    /// Where a branch stands, or nothing.
    fn tip(&self, branch: &str) -> String {
        git(&self.bare, &["for-each-ref", "--format=%(objectname)", &format!("refs/heads/{branch}")])
    }
}

/// A run: the exit code, and the word of each repository in the order of their names.
fn fleet(dir: &Path, args: &[&str]) -> (i32, Vec<String>, String) {
    let mut urls: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    urls.sort();
    let mut command = Command::new(root().join("tests/fleet"));
    // Names from the folder that it is started in are as good as any.
    let names: Vec<_> = urls.iter().filter_map(|url| url.file_name()).collect();
    let output = command
        .args(args)
        .args(&names)
        .current_dir(dir)
        .env("PATH", path())
        .env("HOME", dir)
        .output()
        .expect("bash runs");
    let table = String::from_utf8(output.stdout).unwrap();
    let words = table.lines().take_while(|l| !l.is_empty()).map(|l| l.split(' ').next().unwrap().to_owned());
    let code = output.status.code().unwrap();
    (code, words.collect(), String::from_utf8_lossy(&output.stderr).into_owned() + &table)
}

/// Seven repositories, of which six can be fixed or have nothing to fix, and one that is no repository.
fn some() -> (TempDir, Vec<Remote>) {
    let dir = tempfile::tempdir().unwrap();
    let folders = [
        ("a", "tests/example"),
        ("b", "rewrites/hoist-import/cases/closure/before"),
        ("c", "rewrites/hoist-import/cases/comments/before"),
        ("d", "rewrites/hoist-import/cases/blocked-unknown-builder/before"),
        ("e", "rewrites/share-instance/cases/update-chains/before"),
        ("f", "rewrites/hoist-overlay-import/cases/curried-inputs/before"),
    ];
    let remotes = folders.map(|(name, folder)| Remote::new(dir.path(), name, folder)).into();
    fs::create_dir(dir.path().join("g.git")).unwrap();
    (dir, remotes)
}

#[test]
fn each_repository_gets_a_branch_and_a_second_run_changes_nothing() {
    let (dir, remotes) = some();
    let (code, words, log) = fleet(dir.path(), &[]);
    assert_eq!(words, ["opened", "opened", "opened", "nothing", "opened", "opened", "failed"], "{log}");
    assert_eq!(code, 2, "one failed");
    assert!(log.contains("5 opened  0 updated  0 same  1 nothing  0 left  1 failed"), "{log}");
    assert!(log.contains("g.git: fatal: "), "{log}");
    let message = git(&remotes[0].bare, &["log", "--format=%B", "main..nixinst"]);
    assert!(message.starts_with("nixinst: make 1 instance of nixpkgs instead of 3\n\nEvery `import"), "{message}");
    assert!(message.contains("\n## Instances of nixpkgs\n"), "headings are no comments: {message}");
    assert_eq!(git(&remotes[0].bare, &["rev-list", "--count", "main..nixinst"]), "1");
    let tips: Vec<String> = remotes.iter().map(|r| r.tip("nixinst")).collect();
    let (_, words, log) = fleet(dir.path(), &[]);
    assert_eq!(words, ["same", "same", "same", "nothing", "same", "same", "failed"], "{log}");
    assert_eq!(remotes.iter().map(|r| r.tip("nixinst")).collect::<Vec<_>>(), tips);
}

#[test]
fn a_branch_follows_its_repository_and_is_left_where_others_have_commits() {
    let dir = tempfile::tempdir().unwrap();
    let remotes = ["a", "b", "c"].map(|name| Remote::new(dir.path(), name, "tests/example"));
    let (code, words, log) = fleet(dir.path(), &["--branch", "one-nixpkgs", "--jobs", "1"]);
    assert_eq!((code, words), (0, vec!["opened".to_owned(); 3]), "{log}");
    // The first repository goes on, in the second somebody works on the branch, the third merges it.
    let [first, second, third] = &remotes;
    fs::write(first.work.path().join("new"), "").unwrap();
    first.push("main");
    second.work.git(&["fetch", "--quiet"]);
    second.work.git(&["switch", "--quiet", "--create", "one-nixpkgs", "origin/one-nixpkgs"]);
    fs::write(second.work.path().join("mine"), "").unwrap();
    second.push("one-nixpkgs");
    third.work.git(&["fetch", "--quiet"]);
    third.work.git(&["merge", "--quiet", "origin/one-nixpkgs"]);
    third.push("main");
    let theirs = second.tip("one-nixpkgs");
    let (code, words, log) = fleet(dir.path(), &["--branch", "one-nixpkgs"]);
    assert_eq!((code, &words[..]), (0, &["updated".to_owned(), "left".to_owned(), "nothing".to_owned()][..]), "{log}");
    assert_eq!(git(&first.bare, &["rev-parse", "one-nixpkgs^"]), first.tip("main"));
    assert_eq!(second.tip("one-nixpkgs"), theirs);
    // What the third gets later is made from where it stands.
    copy(&root().join("tests/example"), &third.work.path());
    third.push("main");
    let (_, words, log) = fleet(dir.path(), &["--branch", "one-nixpkgs"]);
    assert_eq!(words, ["same", "left", "updated"], "{log}");
    assert_eq!(git(&third.bare, &["rev-parse", "one-nixpkgs^"]), third.tip("main"));
}

#[test]
fn a_run_without_repositories_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let (code, words, log) = fleet(dir.path(), &[]);
    assert_eq!((code, words.len()), (2, 0), "{log}");
    assert!(log.contains("no repository"), "{log}");
    assert!(fleet(dir.path(), &["--unknown"]).2.contains("unknown option --unknown"));
}
