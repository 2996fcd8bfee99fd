//! Bad input, through the binary: one clear message, an exit code, nothing half-written, no crash, no hang.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// More than a loaded machine needs for any of this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A site that becomes an instance whatever is wrong elsewhere.
const GOOD: &str = "\
{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
";

/// A host that takes `good.nix` and one more module.
const FLAKE: &str = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./good.nix ./bad.nix ];
    };
  };
}
"#;

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn nixinst(dir: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.timeout(PATIENCE).current_dir(dir).env("NO_COLOR", "1").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    for word in ["panicked", "this is a bug", "overflowed its stack"] {
        assert!(!ran.err.contains(word), "{args:?}: {}", ran.err);
    }
    ran
}

/// What stands below a folder: bytes of files, targets of links, `None` for anything else.
type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn read_tree(dir: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let content = if kind.is_dir() {
                folders.push(path.clone());
                None
            } else if kind.is_symlink() {
                Some(fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes())
            } else if kind.is_file() {
                // Without the permission to read it there is nothing to compare.
                fs::read(&path).ok()
            } else {
                None
            };
            tree.insert(path, content);
        }
    }
    tree
}

fn write(dir: &TempDir, file: &str, bytes: impl AsRef<[u8]>) {
    let path = dir.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn flake(text: impl AsRef<[u8]>) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir, "flake.nix", text);
    dir
}

/// The good flake; `bad.nix` is for the caller to make.
fn host() -> TempDir {
    let dir = flake(FLAKE);
    write(&dir, "good.nix", GOOD);
    dir
}

fn host_with(bad: impl AsRef<[u8]>) -> TempDir {
    let dir = host();
    write(&dir, "bad.nix", bad);
    dir
}

/// No command does anything with `dir` but say one error and one hint.
fn refused(dir: &TempDir, error: &str) {
    let before = read_tree(dir.path());
    for args in [&["check"][..], &["check", "--format", "json"], &["fix"], &["fix", "--dry-run"], &["graph"]] {
        let ran = nixinst(dir.path(), args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        let lines: Vec<&str> = ran.err.lines().collect();
        assert!(lines[0].starts_with(&format!("error: {error}")), "{args:?}: {}", ran.err);
        assert!(lines.len() == 2 && lines[1].starts_with("hint: "), "{args:?}: {}", ran.err);
    }
    assert!(read_tree(dir.path()) == before, "something was written");
}

/// The report says `words` in one line, and `good.nix` is decided and rewritten all the same. The
/// other files stay as they are.
fn reported(dir: &TempDir, words: &[&str]) {
    let before = read_tree(dir.path());
    let check = nixinst(dir.path(), &["check"]);
    assert_eq!((check.code, check.err.as_str()), (Some(1), ""), "{}", check.out);
    assert!(check.out.contains("hoist: inputs.nixpkgs-unstable → unstable\n --> good.nix:3:14\n"), "{}", check.out);
    let said = |line: &&str| words.iter().all(|word| line.contains(word));
    assert!(check.out.lines().any(|line| said(&line)), "nothing says {words:?}:\n{}", check.out);

    let json = nixinst(dir.path(), &["check", "--format", "json"]);
    assert_eq!(json.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let good = |site: &&serde_json::Value| site["file"] == "good.nix";
    assert_eq!(json["sites"].as_array().unwrap().iter().find(good).unwrap()["disposition"], "hoist");

    assert_eq!(nixinst(dir.path(), &["fix", "--dry-run"]).code, Some(0));
    assert!(read_tree(dir.path()) == before, "something was written");

    let fix = nixinst(dir.path(), &["fix"]);
    assert_eq!(fix.code, Some(0), "{}", fix.err);
    let after = read_tree(dir.path());
    assert!(before.keys().eq(after.keys()), "files came or went");
    let changed: Vec<&PathBuf> = before.keys().filter(|file| before[*file] != after[*file]).collect();
    assert_eq!(changed, [&dir.path().join("flake.nix"), &dir.path().join("good.nix")]);
    let again = nixinst(dir.path(), &["fix"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(read_tree(dir.path()) == after, "a second fix changes it again");
}

/// Quiet about what is no error; else as [`reported`].
fn accepted(dir: &TempDir) {
    reported(dir, &["1 site: 1 hoist"]);
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// A file that is larger than nixinst reads.
fn huge(start: &str) -> String {
    let line = format!("# {}\n", "x".repeat(77));
    format!("{start}{}", line.repeat(17 * 1024 * 1024 / line.len() + 1))
}

#[test]
fn no_flake() {
    refused(&tempfile::tempdir().unwrap(), "no flake.nix in . or above");
}

#[test]
fn no_such_path() {
    let dir = flake("{ outputs = _: { }; }\n");
    for args in [&["check", "nowhere"][..], &["fix", "nowhere"], &["fix", "--dry-run", "nowhere"]] {
        let ran = nixinst(dir.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert_eq!(ran.err, "error: nowhere does not exist\nhint: check the spelling of PATH\n");
    }
}

#[test]
fn a_flake_that_does_not_parse() {
    refused(&flake("{\n  outputs = _: {\n    a = ;\n  };\n}\n"), "flake.nix:3:9: does not parse: ");
    refused(&flake(""), "flake.nix:1:1: does not parse: the file ends too early");
    refused(&flake("# nothing\n"), "flake.nix:2:1: does not parse: the file ends too early");
    // Nix refuses a byte order mark too.
    refused(&flake(format!("\u{feff}{FLAKE}")), "flake.nix:1:1: does not parse: ");
    let deep = nested("(", "{ }", ")", 10_000);
    refused(&flake(format!("{{ outputs = _: {deep}; }}\n")), "flake.nix:1:");
}

/// Nix 2.8 also refuses a `let` around the set; other evaluators take it, and so do we.
#[test]
fn a_flake_that_is_no_set() {
    for text in ["[ 1 2 ]\n", "{ self, ... }: { }\n", "let\n  x = [ ];\nin\nx\n"] {
        refused(&flake(text), "flake.nix is not an attribute set");
    }
}

#[test]
fn outputs_that_are_missing_or_no_function() {
    refused(&flake("{ inputs = { }; }\n"), "flake.nix has no `outputs`");
    for outputs in ["\"none\"", "{ }", "1", "[ ]", "import ./outputs.nix"] {
        let dir = flake(format!("{{ outputs = {outputs}; }}\n"));
        write(&dir, "outputs.nix", "[ ]\n");
        refused(&dir, "`outputs` of flake.nix is not a function");
    }
}

#[test]
fn a_flake_that_is_no_text() {
    refused(&flake(b"\0GITCRYPT\0\x12\x34"), "flake.nix can't be read: it is not UTF-8");
    refused(&flake(b"{ a = \"\xe9\"; }\n"), "flake.nix can't be read: it is not UTF-8");
    refused(&flake(huge("{ outputs = _: { }; }\n")), "flake.nix can't be read: it is too large");
}

#[test]
fn a_flake_that_is_no_file() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir, "flake.nix/default.nix", "{ outputs = _: { }; }\n");
    refused(&dir, "flake.nix can't be read: is a folder");
}

#[cfg(unix)]
#[test]
fn a_flake_that_is_a_link_to_nowhere() {
    use std::os::unix::fs::symlink;
    for (target, reason) in [("gone.nix", "does not exist"), ("flake.nix", "too many levels of symbolic links")] {
        let dir = tempfile::tempdir().unwrap();
        symlink(target, dir.path().join("flake.nix")).unwrap();
        refused(&dir, &format!("flake.nix can't be read: {reason}"));
    }
}

#[test]
fn a_module_that_does_not_parse() {
    reported(&host_with("{ pkgs, ... }:\n{\n  a = [ 1 ;\n}\n"), &["warning: bad.nix:3:", "does not parse"]);
    reported(&host_with(""), &["warning: bad.nix:1:1: ", "does not parse"]);
    reported(&host_with("\u{feff}{ }\n"), &["warning: bad.nix:1:1: ", "does not parse"]);
}

#[test]
fn a_site_in_a_module_that_does_not_parse() {
    let bad = GOOD.replace("in\n", "in in\n");
    reported(&host_with(bad), &["blocked[parse-error]: inputs.nixpkgs-unstable"]);
}

/// What is still legible of it makes a host of `good.nix`, and nobody knows with which arguments.
#[test]
fn a_helper_that_does_not_parse_blocks_what_it_evaluates() {
    let dir = flake(
        FLAKE.replace("./bad.nix ];\n    };", "];\n    };\n    nixosConfigurations.lap = import ./helper.nix inputs;"),
    );
    write(&dir, "good.nix", GOOD);
    let helper = "inputs: inputs.nixpkgs.lib.nixosSystem { modules = [ ./good.nix ] ++ ; }\n";
    write(&dir, "helper.nix", helper);
    let before = read_tree(dir.path());
    for args in [&["check"][..], &["fix"]] {
        let ran = nixinst(dir.path(), args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains("warning: helper.nix:1:"), "{}", ran.out);
    }
    let check = nixinst(dir.path(), &["check"]);
    assert!(
        check.out.contains("blocked[unknown-caller]: inputs.nixpkgs-unstable\n --> good.nix:3:14\n"),
        "{}",
        check.out
    );
    assert!(read_tree(dir.path()) == before, "something was written");
}

#[test]
fn a_module_that_is_no_text() {
    reported(&host_with(b"\0GITCRYPT\0\x12\x34"), &["warning: bad.nix ", "not UTF-8"]);
    reported(&host_with(b"{ a = \"\xe9\"; }\n"), &["warning: bad.nix ", "not UTF-8"]);
    reported(&host_with(huge("{ }\n")), &["warning: bad.nix is too large to be read"]);
}

#[cfg(unix)]
#[test]
fn a_module_that_can_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = host_with("{ }\n");
    let bad = dir.path().join("bad.nix");
    fs::set_permissions(&bad, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads it all the same.
    match fs::read(&bad) {
        Ok(_) => accepted(&dir),
        Err(_) => reported(&dir, &["warning: bad.nix can't be read", "permission denied"]),
    }
}

#[cfg(unix)]
#[test]
fn a_module_that_is_no_file() {
    use std::os::unix::fs::symlink;
    let dir = host();
    // Reading a pipe would wait for ever.
    let made = Command::new("mkfifo").arg(dir.path().join("bad.nix")).output().unwrap();
    assert!(made.status.success());
    reported(&dir, &["warning: bad.nix can't be read", "is not a regular file"]);

    let dir = host();
    symlink("c.nix", dir.path().join("bad.nix")).unwrap();
    symlink("bad.nix", dir.path().join("c.nix")).unwrap();
    reported(&dir, &["warning: bad.nix can't be read", "too many levels of symbolic links"]);

    let (dir, other) = (host(), flake(GOOD));
    symlink(other.path().join("flake.nix"), dir.path().join("bad.nix")).unwrap();
    reported(&dir, &["warning: bad.nix can't be read", "leads out of the flake"]);
    assert_eq!(fs::read_to_string(other.path().join("flake.nix")).unwrap(), GOOD);
}

#[cfg(unix)]
#[test]
fn a_module_behind_a_link() {
    let linked = |bad: &str| {
        let dir = host_with(bad);
        write(&dir, "common/mail.nix", GOOD);
        fs::create_dir(dir.path().join("desk")).unwrap();
        std::os::unix::fs::symlink("../common", dir.path().join("desk/common")).unwrap();
        dir
    };
    // The file changes, and not what stands for it.
    let dir = linked("{ imports = [ ./desk/common/mail.nix ]; }\n");
    let diff = nixinst(dir.path(), &["fix", "--dry-run"]).out;
    assert!(diff.contains("--- a/common/mail.nix\n") && !diff.contains("desk/common"), "{diff}");
    assert_eq!(nixinst(dir.path(), &["fix"]).code, Some(0));
    assert!(dir.path().join("desk/common").is_symlink());
    assert_eq!(
        fs::read_to_string(dir.path().join("common/mail.nix")).unwrap().lines().next(),
        Some("{ unstable, ... }:")
    );

    // For Nix they are two files, each with its own callers.
    let dir = linked("{ imports = [ ./desk/common/mail.nix ./common/mail.nix ]; }\n");
    reported(&dir, &["desk/common/mail.nix is evaluated as common/mail.nix too, by a symbolic link"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_holds_itself() {
    let dir = host_with("{ lib, ... }: { imports = lib.filesystem.listFilesRecursive ./self; }\n");
    fs::create_dir(dir.path().join("self")).unwrap();
    std::os::unix::fs::symlink("..", dir.path().join("self/up")).unwrap();
    let ran = nixinst(dir.path(), &["check"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    assert!(ran.out.contains(" --> good.nix:3:14\n"), "{}", ran.out);
}

#[test]
fn missing_modules() {
    reported(&host(), &["the module bad.nix is not there"]);
    let dir = host_with("{ imports = [ ./gone.nix ]; }\n");
    reported(&dir, &["the module gone.nix is not there"]);
    let dir = host_with("{ imports = [ ./folder ]; }\n");
    write(&dir, "folder/other.nix", "{ }\n");
    reported(&dir, &["the module folder", "is not there"]);
    let dir = host_with("{ imports = [ (import ./gone.nix) ]; }\n");
    reported(&dir, &["gone.nix"]);
}

#[test]
fn cycles() {
    let dir = host_with("import ./other.nix\n");
    write(&dir, "other.nix", "import ./bad.nix\n");
    reported(&dir, &["infinite recursion"]);

    let dir = host_with("{ imports = [ (import ./bad.nix) ]; }\n");
    let ran = nixinst(dir.path(), &["check"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);

    // The module system takes each file once.
    let dir = host_with("{ imports = [ ./other.nix ]; }\n");
    write(&dir, "other.nix", "{ imports = [ ./bad.nix ]; }\n");
    accepted(&dir);
}

#[test]
fn deep_nesting() {
    let limit = &["warning: bad.nix:1:", "it is nested too deeply"];
    reported(&host_with(format!("{{ a = {}; }}\n", nested("(", "1", ")", 10_000))), limit);
    for (open, inner, close) in [
        ("{ a = ", "1", "; }"),
        ("\"${", "\"x\"", "}\""),
        ("x: ", "1", ""),
        ("if true then ", "1", " else 1"),
        ("let a = 1; in ", "1", ""),
        ("[", "1", "]"),
        ("!", "true", ""),
    ] {
        reported(&host_with(format!("{{ a = {}; }}\n", nested(open, inner, close, 1_000))), limit);
    }
    // These nest in the tree, and are written side by side.
    for (open, inner, close) in [("1+", "1", ""), ("f ", "1", "")] {
        let dir = host_with(format!("{{ a = {}; }}\n", nested(open, inner, close, 2_000)));
        let ran = nixinst(dir.path(), &["check"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(" --> good.nix:3:14\n"), "{}", ran.out);
    }
}
