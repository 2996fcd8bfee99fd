//! git's configuration, which can name programs: none of them runs.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::world::*;

/// What git would run in one place or another. `{}` is a command that leaves a marker.
const CONFIG: &str = r#"
[core]
    fsmonitor = {}
    sshCommand = {}
    hooksPath = hooks
    pager = {}
    editor = {}
    askPass = {}
    gitProxy = {}
    alternateRefsCommand = {}
[filter "evil"]
    clean = {}
    smudge = {}
    process = {}
    required = true
[diff]
    external = {}
[diff "evil"]
    textconv = {}
    command = {}
[merge "evil"]
    driver = {}
[credential]
    helper = {}
[gpg]
    program = {}
[commit]
    gpgSign = true
[log]
    showSignature = true
[status]
    submoduleSummary = true
[protocol "ext"]
    allow = always
[uploadpack]
    packObjectsHook = {}
[alias]
    status = !{}
    ls-files = !{}
    config = !{}
[pager]
    status = {}
    ls-files = {}
"#;

const HOOKS: [&str; 6] = [
    "post-index-change",
    "pre-commit",
    "post-checkout",
    "fsmonitor-watchman",
    "query-watchman",
    "reference-transaction",
];

fn git(dir: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(dir).args(identity).args(args).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn make_executable(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A program that leaves a marker in `dir`, which is no repository.
fn program(dir: &Path) -> String {
    let program = dir.join("evil");
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", dir.join("marker").display())).unwrap();
    make_executable(&program);
    program.to_str().unwrap().to_owned()
}

/// A committed flake with files that `.gitignore` names, whose index does not know the age of any file: git has to read them.
fn repository(dir: &Path) {
    for (file, text) in [("flake.nix", FLAKE.replace("{EXTRA}", "./ignored.nix")), ("good.nix", GOOD.to_owned())] {
        write(dir, file, text);
    }
    write(dir, ".gitignore", "ignored*\n");
    write(dir, ".gitattributes", "* filter=evil diff=evil merge=evil\n");
    write(dir, "ignored.nix", "{ }\n");
    git(dir, &["init", "--quiet", "--template="]);
    git(dir, &["add", "--force", "."]);
    git(dir, &["commit", "--quiet", "--message", "first"]);
    old(dir);
}

fn old(dir: &Path) {
    for file in ["flake.nix", "good.nix", "ignored.nix"] {
        let touched = Command::new("touch").arg("-d").arg("2001-01-01").arg(dir.join(file)).status().unwrap();
        assert!(touched.success());
    }
}

fn arm(dir: &Path, program: &str) {
    let config = dir.join(".git/config");
    let text = fs::read_to_string(&config).unwrap() + &CONFIG.replace("{}", program);
    fs::write(config, text).unwrap();
    for hook in HOOKS {
        for folder in ["hooks", ".git/hooks"] {
            fs::create_dir_all(dir.join(folder)).unwrap();
            fs::copy(program, dir.join(folder).join(hook)).unwrap();
        }
    }
}

fn all_commands(root: &Path, marker: &Path) {
    let ran_nothing = |what: &str| {
        let said = fs::read_to_string(marker).unwrap_or_default();
        assert!(said.is_empty(), "{what} ran {said}");
    };
    for args in READING {
        let ran = nixinst(root, args);
        assert!(ran.code < Some(2), "{args:?}: {}", ran.err);
        ran_nothing(&format!("{args:?}"));
    }
    let ran = nixinst(root, &["fix"]);
    ran_nothing("fix");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_ne!(fs::read_to_string(root.join("good.nix")).unwrap(), GOOD);
}

#[test]
fn no_program_of_the_configuration_runs() {
    let outer = tempfile::tempdir().unwrap();
    let program = program(outer.path());
    let root = outer.path().join("flake");
    repository(&root);
    arm(&root, &program);
    // It is armed indeed.
    let status = Command::new("git").current_dir(&root).args(["status", "--porcelain"]).output().unwrap();
    let marker = outer.path().join("marker");
    assert!(marker.exists(), "{status:?}");
    fs::remove_file(&marker).unwrap();
    old(&root);
    all_commands(&root, &marker);
}

/// `.git` is a file that names a folder of the repository itself.
#[test]
fn a_repository_elsewhere() {
    let outer = tempfile::tempdir().unwrap();
    let program = program(outer.path());
    let root = outer.path().join("flake");
    repository(&root);
    arm(&root, &program);
    fs::rename(root.join(".git"), root.join("data")).unwrap();
    write(&root, ".git", "gitdir: data\n");
    old(&root);
    all_commands(&root, &outer.path().join("marker"));
    // And one that is none.
    write(&root, ".git", "gitdir: /proc/self/root/nowhere\n");
    assert!(nixinst(&root, &["check"]).code < Some(2));
}

/// A submodule, whose configuration git reads when it looks at the whole.
#[test]
fn a_submodule() {
    let outer = tempfile::tempdir().unwrap();
    let program = program(outer.path());
    let root = outer.path().join("flake");
    repository(&root);
    repository(&root.join("sub"));
    git(&root, &["add", "--force", "sub"]);
    git(&root, &["commit", "--quiet", "--message", "second"]);
    arm(&root.join("sub"), &program);
    for dir in [&root, &root.join("sub")] {
        old(dir);
    }
    all_commands(&root, &outer.path().join("marker"));
}

/// A partial clone: git fetches what it lacks, by a program.
#[test]
fn a_partial_clone() {
    let outer = tempfile::tempdir().unwrap();
    let program = program(outer.path());
    let root = outer.path().join("flake");
    repository(&root);
    arm(&root, &program);
    let config = root.join(".git/config");
    let remote = format!(
        "[remote \"origin\"]\n  url = ext::{program} %S\n  promisor = true\n  partialCloneFilter = blob:none\n  \
         uploadpack = {program}\n[extensions]\n  partialClone = origin\n"
    );
    let text =
        fs::read_to_string(&config).unwrap().replace("repositoryformatversion = 0", "repositoryformatversion = 1");
    fs::write(&config, text + &remote).unwrap();
    // The tree of the commit is not there.
    let tree = Command::new("git").current_dir(&root).args(["rev-parse", "HEAD^{tree}"]).output().unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    fs::remove_file(root.join(".git/objects").join(&tree[..2]).join(tree[2..].trim())).unwrap();
    let marker = outer.path().join("marker");
    let _ = fs::remove_file(&marker);
    let ran = nixinst(&root, &["fix"]);
    assert!(!marker.exists(), "{}", fs::read_to_string(&marker).unwrap_or_default());
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.starts_with("error: git can't tell whether"), "{}", ran.err);
}

/// `verify` takes a commit out of the repository.
#[test]
fn taking_out_a_commit() {
    let outer = tempfile::tempdir().unwrap();
    let program = program(outer.path());
    let root = outer.path().join("flake");
    repository(&root);
    arm(&root, &program);
    // Nix itself is not what this is about: this one sees that there is a copy, and fails.
    let nix = outer.path().join("nix");
    let seen = outer.path().join("seen");
    let script =
        "#!/bin/sh\n[ \"$1\" = --version ] && echo 'nix (Nix) 2.18.0' && exit 0\necho \"$*\" >> SEEN\nexit 1\n";
    fs::write(&nix, script.replace("SEEN", seen.to_str().unwrap())).unwrap();
    make_executable(&nix);
    let ran = nixinst(&root, &["verify", "--nix", nix.to_str().unwrap()]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(fs::read_to_string(seen).unwrap().contains("flake lock"), "{}", ran.err);
    let said = fs::read_to_string(outer.path().join("marker")).unwrap_or_default();
    assert!(said.is_empty(), "{said}");
}
