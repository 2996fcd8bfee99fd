use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::*;

/// A flake with the given files (a name ending in `/` is a folder).
fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let full = dir.path().join(name);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }
    dir
}

fn open(dir: &tempfile::TempDir) -> Workspace {
    Workspace::open(dir.path()).unwrap()
}

fn git(dir: &Path, args: &[&str]) {
    let status = git::command(dir).args(args).output().unwrap().status;
    assert!(status.success(), "git {args:?}");
}

#[test]
fn finds_the_flake_from_below_and_from_the_file() {
    let dir = tree(&[("flake.nix", "{ }"), ("a/b/c.nix", "1")]);
    let root = dir.path().canonicalize().unwrap();
    for start in ["", "a/b", "a/b/c.nix", "flake.nix"] {
        let found = Workspace::open(&dir.path().join(start)).unwrap();
        assert_eq!(found.root(), root, "{start}");
    }
}

#[test]
fn a_repository_without_a_flake_is_no_part_of_the_flake_around_it() {
    let dir = tree(&[("flake.nix", "{ }"), ("sub/x.nix", "1")]);
    fs::create_dir(dir.path().join("sub/.git")).unwrap();
    let error = Workspace::open(&dir.path().join("sub")).unwrap_err();
    assert!(matches!(error, WorkspaceError::NoFlake(_)));
    assert!(error.hint().unwrap().contains("PATH"));
    let error = Workspace::open(&dir.path().join("nowhere")).unwrap_err();
    assert!(matches!(error, WorkspaceError::NoSuchPath(_)));
}

#[test]
fn scans_hidden_files_but_not_ignored_ones() {
    let dir = tree(&[
        ("flake.nix", "{ }"),
        (".gitignore", "/result\nbuild/\n*.local.nix\n"),
        (".hidden/a.nix", ""),
        (".git/hooks/x.nix", ""),
        ("build/b.nix", ""),
        ("keep/.gitignore", "!kept.local.nix\n"),
        ("keep/kept.local.nix", ""),
        ("keep/other.local.nix", ""),
        ("z.txt", ""),
        ("a b.nix", ""),
    ]);
    symlink("flake.nix", dir.path().join("link.nix")).unwrap();
    let files = [".hidden/a.nix", "a b.nix", "flake.nix", "keep/kept.local.nix"];
    assert_eq!(open(&dir).scan(), files);
}

#[test]
fn without_a_repository_patterns_above_the_root_play_no_part() {
    let dir = tree(&[(".gitignore", "*"), ("f/flake.nix", ""), ("f/a.nix", "")]);
    let at = dir.path().join("f");
    assert_eq!(Workspace::open(&at).unwrap().scan(), ["a.nix", "flake.nix"]);
}

#[test]
fn patterns_of_the_repository_around_the_root_count() {
    let dir = tree(&[
        (".gitignore", "secret.nix\n/out/\n"),
        ("f/flake.nix", ""),
        ("f/secret.nix", ""),
        ("out/flake.nix", ""),
        ("out/a.nix", ""),
    ]);
    git(dir.path(), &["init", "-q"]);
    let at = |name: &str| Workspace::open(&dir.path().join(name)).unwrap();
    assert_eq!(at("f").scan(), ["flake.nix"]);
    // An ignored folder that is a flake is another project.
    assert_eq!(at("out").scan(), ["a.nix", "flake.nix"]);
}

#[test]
fn what_is_tracked_though_ignored_is_seen() {
    let dir = tree(&[("flake.nix", ""), (".gitignore", "hw/\n"), ("hw/a.nix", ""), ("hw/b.nix", "")]);
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "--force", "hw/a.nix"]);
    let workspace = open(&dir);
    assert_eq!(workspace.scan(), ["flake.nix", "hw/a.nix"]);
    assert!(workspace.exists("hw/a.nix"));
    assert!(!workspace.exists("hw/b.nix"));
}

#[test]
fn lists_the_files_below_a_folder() {
    let dir = tree(&[
        ("flake.nix", ""),
        ("a.nix", ""),
        ("a/b/c.nix", ""),
        ("a/x.nix", ""),
        ("a0/x.nix", ""),
        ("a-b.nix", ""),
        ("b.nix", ""),
    ]);
    let workspace = open(&dir);
    assert_eq!(workspace.scan_below("a"), ["a/b/c.nix", "a/x.nix"]);
    assert_eq!(workspace.scan_below("a/b"), ["a/b/c.nix"]);
    assert!(workspace.scan_below("c").is_empty());
    assert_eq!(workspace.scan_below("").len(), 7);
}

#[test]
fn says_what_may_lead_out_of_flakes_below() {
    let dir = tree(&[
        ("flake.nix", "{ outputs = _: { }; }"),
        ("out.nix", "import ../out.nix"),
        ("sub/flake.nix", "{ outputs = _: { x = import ../lib.nix; }; }"),
        ("sub/a/in.nix", "import ../b.nix"),
        ("sub/a/out.nix", "import ../../b.nix"),
        ("sub/nixpkgs.nix", "import <nixpkgs> { }"),
    ]);
    let workspace = open(&dir);
    assert_eq!(workspace.leading_out(), ["sub/a/out.nix", "sub/flake.nix"]);
    assert!(workspace.glance("out.nix").is_none());
    assert!(workspace.glance("sub/nixpkgs.nix").is_some_and(|g| g.imported.any));
    assert!(workspace.glance("sub/a/in.nix").is_some_and(|g| !g.imported.any));
    assert!(workspace.take_parsed("sub/nixpkgs.nix").is_some());
    assert!(workspace.take_parsed("sub/a/in.nix").is_none());
}

#[test]
fn knows_the_innermost_nested_flake() {
    let dir = tree(&[
        ("flake.nix", ""),
        ("templates/rust/flake.nix", ""),
        ("templates/rust/dev/flake.nix", ""),
        ("templates/rusty/x.nix", ""),
    ]);
    let workspace = open(&dir);
    let of = |rel| workspace.nested_flake_of(rel);
    assert_eq!(of("flake.nix"), None);
    assert_eq!(of("templates/rusty/x.nix"), None);
    assert_eq!(of("templates/rust/pkgs/x.nix"), Some("templates/rust"));
    assert_eq!(of("templates/rust/dev"), Some("templates/rust/dev"));
    let all = ["templates/rust", "templates/rust/dev"];
    assert_eq!(workspace.nested_flakes(), all);
}

#[test]
fn reads_each_file_once_and_says_what_is_wrong_with_it() {
    let dir = tree(&[("flake.nix", "{ }\r\n"), ("crypt.nix", "\0GITCRYPT\0abc")]);
    fs::write(dir.path().join("latin.nix"), b"\"\xe9\"").unwrap();
    let large = fs::File::create(dir.path().join("large.nix")).unwrap();
    large.set_len(MAX_FILE_SIZE + 1).unwrap();
    let workspace = open(&dir);
    assert_eq!(workspace.read("flake.nix"), FileText::Text("{ }\r\n".into()));
    fs::write(dir.path().join("flake.nix"), "changed").unwrap();
    let again = workspace.read("./sub/../flake.nix");
    assert_eq!(again, FileText::Text("{ }\r\n".into()));
    assert_eq!(workspace.read("crypt.nix"), FileText::NotUtf8);
    assert_eq!(workspace.read("latin.nix"), FileText::NotUtf8);
    assert_eq!(workspace.read("large.nix"), FileText::TooLarge);
    let unreadable = |reason: &str| FileText::Unreadable(reason.to_owned());
    assert_eq!(workspace.read("gone.nix"), unreadable("does not exist"));
    assert_eq!(workspace.read(""), unreadable("is a folder"));
    assert_eq!(workspace.read("../x"), unreadable("leads out of the flake"));
    assert_eq!(workspace.read_any("flake.nix").as_deref(), Some("{ }\r\n"));
    assert_eq!(workspace.read_any("gone.json"), None);
}

#[test]
fn follows_links_inside_the_root_only() {
    let outer = tree(&[("secret.nix", "1")]);
    let dir = tree(&[("flake.nix", "{ }"), ("real/a.nix", "1"), (".git/config", "")]);
    let at = |name: &str| dir.path().join(name);
    symlink("real", at("alias")).unwrap();
    symlink(outer.path(), at("out")).unwrap();
    symlink("gone", at("dangling")).unwrap();
    symlink("loop", at("loop")).unwrap();
    symlink(".git/config", at("config")).unwrap();
    let workspace = open(&dir);
    assert_eq!(workspace.resolve("alias/a.nix").as_deref(), Some("real/a.nix"));
    assert_eq!(workspace.read("alias/a.nix"), FileText::Text("1".into()));
    assert_eq!(workspace.resolve("out/secret.nix"), None);
    assert_eq!(workspace.read("out/secret.nix"), outside());
    assert_eq!(workspace.read("config"), outside());
    assert!(matches!(workspace.read("loop"), FileText::Unreadable(_)));
    assert!(!workspace.exists("out/secret.nix"));
    assert!(workspace.read_dir("out").is_err());
    // As builtins.pathExists: the link is there, whatever it points to.
    assert_eq!(workspace.kind("dangling"), Some(FileKind::Symlink));
    assert_eq!(workspace.kind("alias/a.nix"), Some(FileKind::Regular));
    assert!(workspace.is_dir("alias") && !workspace.is_dir("real/a.nix"));
}

#[test]
fn lists_a_folder_as_read_dir_does() {
    let dir = tree(&[
        ("flake.nix", ""),
        (".gitignore", "result\n"),
        (".git/HEAD", ""),
        ("hosts/b/default.nix", ""),
        ("hosts/a.nix", ""),
        ("hosts/result", ""),
    ]);
    symlink("a.nix", dir.path().join("hosts/link")).unwrap();
    let workspace = open(&dir);
    let entries = |rel: &str| -> Vec<String> {
        let entries = workspace.read_dir(rel).unwrap().into_iter();
        entries.map(|(n, k)| format!("{n} {}", k.word())).collect()
    };
    assert_eq!(entries("hosts/"), ["a.nix regular", "b directory", "link symlink"]);
    assert_eq!(entries(""), [".gitignore regular", "flake.nix regular", "hosts directory"]);
    assert!(workspace.read_dir("hosts/a.nix").is_err());
}

#[test]
fn normalizes_lexically() {
    assert_eq!(normalize("./a//b/../c/").as_deref(), Some("a/c"));
    assert_eq!(normalize(".").as_deref(), Some(""));
    assert_eq!(normalize("a/../.."), None);
    assert_eq!(normalize("/etc"), None);
}
