//! The contract with scripts: exit codes, what goes to which stream, what is written and what is not.

#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::rc::Rc;

use assert_cmd::cargo::CommandCargoExt;
use nixinst::cli::{self, Analyze, Streams};
use nixinst::plan::outcome::{ChangeGroup, FileChange, Outcome};
use nixinst::plan::{Error, Options};
use nixinst::report::Style;
use nixinst::workspace::Workspace;
use tempfile::TempDir;

fn flake() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("flake.nix"), "{ outputs = _: { }; }\r\n").unwrap();
    fs::create_dir(dir.path().join("modules")).unwrap();
    fs::write(dir.path().join("modules/a.nix"), "old\n").unwrap();
    dir
}

fn binary(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("nixinst").unwrap();
    command.current_dir(dir).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// What a run in this process gave.
struct Ran {
    code: u8,
    out: String,
    err: String,
}

fn run(analyze: Analyze, dir: &Path, args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run_into(analyze, dir, args, &mut out, &mut err);
    Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn run_into(analyze: Analyze, dir: &Path, args: &[&str], out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut line: Vec<OsString> = vec!["nixinst".into()];
    line.extend(args.iter().map(OsString::from));
    line.push(dir.into());
    let mut streams = Streams { out, err, out_style: Style::default(), err_style: Style::default() };
    cli::run(line, analyze, &mut streams)
}

/// An analysis that changes two files, and nothing once they are changed.
fn two_changes(workspace: Rc<Workspace>, _: &Options) -> Result<Outcome, Error> {
    let mut changes = Vec::new();
    for (file, from, to) in [("flake.nix", "{ }", "{ a = 1; }"), ("modules/a.nix", "old", "new")] {
        let before = workspace.read_any(file).unwrap().to_string();
        let after = before.replace(from, to);
        if after != before {
            let file = file.to_owned();
            changes.push(FileChange { file, before, after });
        }
    }
    let group = ChangeGroup {
        rewrite: "hoist-import",
        title: "a title".to_owned(),
        files: changes.iter().map(|c| c.file.clone()).collect(),
        changes_builds: false,
        parts: Vec::new(),
        unit: 0,
    };
    Ok(Outcome {
        root: workspace.root().to_owned(),
        groups: if changes.is_empty() { vec![] } else { vec![group] },
        changes,
        ..Outcome::default()
    })
}

const DIFF: &str = "\
# hoist-import: a title
--- a/flake.nix
+++ b/flake.nix
@@ -1 +1 @@
-{ outputs = _: { }; }\r
+{ outputs = _: { a = 1; }; }\r
--- a/modules/a.nix
+++ b/modules/a.nix
@@ -1 +1 @@
-old
+new
";

fn read(dir: &TempDir, file: &str) -> String {
    fs::read_to_string(dir.path().join(file)).unwrap()
}

fn is_untouched(dir: &TempDir) -> bool {
    read(dir, "flake.nix") == "{ outputs = _: { }; }\r\n" && read(dir, "modules/a.nix") == "old\n"
}

fn git(dir: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(dir).args(identity).args(args).output();
    assert!(output.unwrap().status.success(), "git {args:?}");
}

#[test]
fn without_a_flake_one_error_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    for args in [&["check"][..], &["fix"], &["fix", "--dry-run", "--format", "json"]] {
        let output = binary(dir.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(text(&output.stdout), "");
        let expected = "error: no flake.nix in . or above\n\
            hint: run nixinst inside a flake, or name its folder: nixinst check PATH\n";
        assert_eq!(text(&output.stderr), expected);
    }
    let output = binary(dir.path(), &["check", "no\u{1b}where"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: no\\u{1b}where does not exist\n"));
}

#[test]
fn usage_errors_exit_2_and_help_exits_0() {
    let dir = flake();
    let usage = [
        &[][..],
        &["frobnicate"],
        &["fix", "--only", "no-such-rewrite"],
        &["fix", "--with", "no-such-rewrite"],
        // Used anyway.
        &["fix", "--with", "hoist-import"],
        &["fix", "--check"],
        &["check", "--format", "no-such-format"],
        &["check", "--format", "json="],
        &["check", "--format", "json", "--format", "sarif"],
        &["check", "--format", "json=a.json", "--output", "b.json"],
        &["check", "--format", "json=a", "--format", "sarif=a"],
        &["check", "--output", "no/such/folder/a.json"],
        &["fix", "--format", "sarif"],
        &["check", "a", "b"],
    ];
    for args in usage {
        let output = binary(dir.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(text(&output.stdout), "", "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
    let output = binary(dir.path(), &["fix", "--only", "no-such-rewrite"]);
    assert!(text(&output.stderr).contains("hoist-import"));
    let output = binary(dir.path(), &["fix", "--with", "no-such-rewrite"]);
    assert!(text(&output.stderr).contains("use-legacy-packages"));
    for args in [&["--help"][..], &["check", "--help"], &["fix", "--help"], &["--version"]] {
        let output = binary(dir.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&output.stderr), "", "{args:?}");
        assert!(text(&output.stdout).contains("nixinst"), "{args:?}");
    }
    assert!(text(&binary(dir.path(), &["--help"]).stdout).contains("Exit codes:"));
}

#[test]
fn nothing_to_do_exits_0() {
    let dir = flake();
    let below = dir.path().join("modules");
    for args in [&["check"][..], &["fix"], &["fix", "--dry-run", "--check"]] {
        assert_eq!(binary(&below, args).status.code(), Some(0), "{args:?}");
    }
    let output = binary(dir.path(), &["check", "--format", "json", "flake.nix"]);
    assert!(text(&output.stdout).starts_with("{\n  \"version\": 1,\n"));
    assert!(output.stdout.ends_with(b"}\n"));
    assert!(is_untouched(&dir));
}

#[test]
fn exit_codes_say_whether_something_can_be_fixed() {
    let dir = flake();
    let code = |args: &[&str]| run(two_changes, dir.path(), args).code;
    assert_eq!(code(&["check"]), 1);
    assert_eq!(code(&["check", "--format", "json"]), 1);
    assert_eq!(code(&["fix", "--dry-run"]), 0);
    assert_eq!(code(&["fix", "--dry-run", "--check"]), 1);
    assert!(is_untouched(&dir));
    assert_eq!(code(&["fix"]), 0);
    assert_eq!(code(&["check"]), 0);
    assert_eq!(code(&["fix", "--dry-run", "--check"]), 0);
}

#[test]
fn a_dry_run_prints_a_diff_that_git_applies_to_the_same_tree_as_fix() {
    let (fixed, patched) = (flake(), flake());
    let dry = run(two_changes, patched.path(), &["fix", "--dry-run"]);
    assert_eq!((dry.out.as_str(), dry.err.as_str()), (DIFF, ""));
    let mut git = Command::new("git");
    let git = git.current_dir(patched.path()).arg("apply").stdin(Stdio::piped());
    let mut git = git.spawn().unwrap();
    git.stdin.take().unwrap().write_all(dry.out.as_bytes()).unwrap();
    assert!(git.wait().unwrap().success());
    let real = run(two_changes, fixed.path(), &["fix"]);
    assert_eq!(real.code, 0, "{}", real.err);
    assert_eq!(real.out, "hoist-import: a title\nwrote flake.nix\nwrote modules/a.nix\n2 files written\n");
    for file in ["flake.nix", "modules/a.nix"] {
        assert_eq!(read(&fixed, file), read(&patched, file));
    }
    assert_eq!(read(&fixed, "flake.nix"), "{ outputs = _: { a = 1; }; }\r\n");
    let again = run(two_changes, fixed.path(), &["fix"]);
    assert_eq!((again.code, again.out.as_str()), (0, "nothing to do\n"));
}

#[test]
fn json_of_fix_has_the_patches() {
    let dir = flake();
    let ran = run(two_changes, dir.path(), &["fix", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["applied"], true);
    assert_eq!(value["groups"][0]["rewrite"], "hoist-import");
    assert_eq!(value["changes"][1]["file"], "modules/a.nix");
    let patch = value["changes"][1]["patch"].as_str().unwrap();
    assert!(DIFF.ends_with(patch));
    let ran = run(two_changes, flake().path(), &["fix", "--dry-run", "--format", "json"]);
    assert!(ran.out.contains("\"applied\": false"));
}

#[test]
fn uncommitted_changes_stop_fix_unless_allowed() {
    let dir = flake();
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "flake.nix"]);
    git(dir.path(), &["commit", "-qm", "first"]);
    // The other file is not tracked: git could not bring it back.
    let ran = run(two_changes, dir.path(), &["fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let expected = "error: nothing was written: modules/a.nix has changes that are not committed\n\
        hint: commit or stash them, or pass --allow-dirty\n";
    assert_eq!(ran.err, expected);
    assert!(is_untouched(&dir));
    assert_eq!(run(two_changes, dir.path(), &["fix", "--dry-run"]).code, 0);
    assert_eq!(run(two_changes, dir.path(), &["fix", "--allow-dirty"]).code, 0);
    assert_eq!(read(&dir, "modules/a.nix"), "new\n");
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-qm", "second"]);
    fs::write(dir.path().join("unrelated.nix"), "1").unwrap();
    fs::write(dir.path().join("modules/a.nix"), "old\n").unwrap();
    git(dir.path(), &["commit", "-qam", "third"]);
    // What is dirty elsewhere does not matter.
    assert_eq!(run(two_changes, dir.path(), &["fix"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_flake_is_never_written_through() {
    fn through_link(workspace: Rc<Workspace>, options: &Options) -> Result<Outcome, Error> {
        let mut outcome = two_changes(workspace, options)?;
        outcome.changes.push(FileChange {
            file: "out/x.nix".to_owned(),
            before: "outer".to_owned(),
            after: "changed".to_owned(),
        });
        Ok(outcome)
    }
    let (dir, outer) = (flake(), tempfile::tempdir().unwrap());
    fs::write(outer.path().join("x.nix"), "outer").unwrap();
    std::os::unix::fs::symlink(outer.path(), dir.path().join("out")).unwrap();
    let ran = run(through_link, dir.path(), &["fix"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("out/x.nix leads out of the flake"), "{}", ran.err);
    assert!(is_untouched(&dir));
    assert_eq!(read(&outer, "x.nix"), "outer");
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let dir = flake();
    let file = dir.path().join("modules/a.nix");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(run(two_changes, dir.path(), &["fix"]).code, 0);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o640);
}

/// Fails on the first write.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error_but_a_full_disk_is() {
    let dir = flake();
    let code = |kind| {
        let mut err = Vec::new();
        let mut out = Broken(kind);
        let code = run_into(two_changes, dir.path(), &["check"], &mut out, &mut err);
        (code, err.is_empty())
    };
    assert_eq!(code(io::ErrorKind::BrokenPipe), (1, true));
    assert_eq!(code(io::ErrorKind::StorageFull), (2, false));
}

#[test]
fn colours_only_when_asked_or_on_a_terminal() {
    let dir = flake();
    let plain = run(two_changes, dir.path(), &["fix", "--dry-run"]);
    assert!(!plain.out.contains('\u{1b}'));
    let colored = run(two_changes, dir.path(), &["fix", "--dry-run", "--color", "always"]);
    assert!(colored.out.contains('\u{1b}'));
    let never = run(two_changes, dir.path(), &["--color", "never", "fix", "--dry-run"]);
    assert_eq!(never.out, plain.out);
}

#[test]
fn what_has_to_be_asked_for_is_used_only_then() {
    let dir = tempfile::tempdir().unwrap();
    let flake = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs = { nixpkgs, ... }: {
    packages.x86_64-linux.default = (import nixpkgs { system = "x86_64-linux"; }).hello;
  };
}
"#;
    fs::write(dir.path().join("flake.nix"), flake).unwrap();
    let preview = |args: &[&str]| {
        let output = binary(dir.path(), &[&["fix", "--dry-run"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    assert_eq!(preview(&[]), "");
    assert_eq!(preview(&["--only", "hoist-import"]), "");
    let changed = "+    packages.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.hello;\n";
    for args in [
        &["--only", "use-legacy-packages"][..],
        &["--with", "use-legacy-packages"],
        &["--only", "share-instance", "--only", "use-legacy-packages"],
        &["--only", "share-instance", "--with", "use-legacy-packages"],
    ] {
        let diff = preview(args);
        assert!(diff.starts_with("# use-legacy-packages: uses `inputs.nixpkgs.legacyPackages` for 1 site\n"), "{diff}");
        assert!(diff.contains(changed), "{diff}");
    }
}

#[test]
fn explain_has_a_page_for_every_rewrite_and_code() {
    let said = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_nixinst")).args(args).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, list, _) = said(&["explain"]);
    assert_eq!(code, Some(0));
    let names: Vec<&str> =
        list.lines().filter(|l| l.starts_with("  ")).filter_map(|l| l.split_whitespace().next()).collect();
    assert!(names.len() > 20 && names.contains(&"hoist-import") && names.contains(&"unknown-caller"), "{list}");
    for name in names {
        let (code, page, _) = said(&["explain", name]);
        assert_eq!((code, page.lines().next()), (Some(0), Some(format!("# {name}").as_str())));
        let of_a_decision = name != "nixinst.toml";
        assert!(!of_a_decision || page.contains("## What") && page.contains("## Why"), "{name}");
    }
    let (code, _, error) = said(&["explain", "unknown-calle"]);
    assert!(code == Some(2) && error.contains("'unknown-caller'"), "{error}");
}
