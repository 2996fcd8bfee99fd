//! Several flakes in one repository: what a run looks at, and `--all-flakes`.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A flake with one module that two hosts share, in which a site is.
const HOSTS: &str = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosConfigurations.a = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./module.nix ];
      };
    };
}
"#;

const MODULE: &str = r#"{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
"#;

const EMPTY: &str = "{ outputs = _: { }; }\n";

fn tree(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(dir.path(), name, text);
    }
    dir
}

fn write(dir: &Path, name: &str, text: &str) {
    let full = dir.join(name);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

fn read(dir: &TempDir, file: &str) -> String {
    fs::read_to_string(dir.path().join(file)).unwrap()
}

fn nixinst(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.current_dir(dir).args(args).env("NO_COLOR", "1").output().unwrap()
}

/// Standard output, if the exit code is the expected one.
fn out(dir: &Path, args: &[&str], code: i32) -> String {
    let output = nixinst(dir, args);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}{err}");
    out
}

fn json(dir: &Path, args: &[&str], code: i32) -> Value {
    serde_json::from_str(&out(dir, args, code)).unwrap()
}

/// A root with an input below, a template, and a machine of its own.
fn several() -> TempDir {
    let root = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  inputs.core.url = "path:./core";
  inputs.unused.url = "./unused";

  outputs =
    { core, ... }:
    {
      nixosModules.core = core.nixosModules.default;
      templates.go = {
        path = ./templates/go;
        description = "Go";
      };
    };
}
"#;
    tree(&[
        ("flake.nix", root),
        ("core/flake.nix", "{ outputs = _: { nixosModules.default = { }; }; }\n"),
        ("unused/flake.nix", EMPTY),
        ("machines/pi/flake.nix", HOSTS),
        ("machines/pi/module.nix", MODULE),
        ("templates/go/flake.nix", EMPTY),
    ])
}

#[test]
fn check_says_which_flakes_it_looked_at() {
    let dir = several();
    let text = out(dir.path(), &["check"], 0);
    let expected = "\
looked at 1 flake below, too:
  core  input `core`
3 flakes below not looked at: run with --all-flakes, or `nixinst check machines/pi`
  machines/pi
  templates/go  template
  unused  input `unused`
";
    assert!(text.contains(expected), "{text}");
    let report = json(dir.path(), &["check", "--format", "json"], 0);
    let flakes: Vec<String> = report["nested_flakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{} {} {} {}", f["folder"], f["role"], f["input"], f["looked_at"]).replace('"', ""))
        .collect();
    let expected = [
        "core input core true",
        "machines/pi independent null false",
        "templates/go template null false",
        "unused input unused false",
    ];
    assert_eq!(flakes, expected);
}

#[test]
fn one_flake_has_no_list() {
    let dir = tree(&[("flake.nix", EMPTY)]);
    let text = out(dir.path(), &["check"], 0);
    assert!(!text.contains("below"), "{text}");
    assert_eq!(json(dir.path(), &["check", "--format", "json"], 0)["nested_flakes"], Value::Array(Vec::new()));
}

#[test]
fn check_does_each_flake_and_its_exit_code_is_the_worst() {
    let dir = several();
    let text = out(dir.path(), &["check", "--all-flakes"], 1);
    let heads: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("== ")).collect();
    let expected =
        ["flake.nix", "core/flake.nix", "machines/pi/flake.nix", "templates/go/flake.nix", "unused/flake.nix"];
    assert_eq!(heads, expected);
    assert!(text.contains(" --> module.nix:3:14\n"), "{text}");
    assert!(!text.contains("not looked at"), "{text}");
    let report = json(dir.path(), &["check", "--all-flakes", "--format", "json"], 1);
    assert_eq!(report["version"], 1);
    let reports = report["reports"].as_array().unwrap();
    let folders: Vec<&str> = reports.iter().map(|r| r["folder"].as_str().unwrap()).collect();
    assert_eq!(folders, ["", "core", "machines/pi", "templates/go", "unused"]);
    assert_eq!(reports[2]["report"]["sites"][0]["disposition"], "hoist");
    // From a folder below, it is the flake there and those below it.
    assert_eq!(out(&dir.path().join("machines"), &["check", "--all-flakes", "pi"], 1).matches("== ").count(), 1);
}

#[test]
fn fix_does_each_flake_and_a_second_time_nothing() {
    let dir = several();
    let diff = out(dir.path(), &["fix", "--all-flakes", "--dry-run"], 0);
    assert!(diff.contains("# hoist-import: machines/pi: "), "{diff}");
    assert!(diff.contains("--- a/machines/pi/flake.nix\n"), "{diff}");
    assert_eq!(read(&dir, "machines/pi/module.nix"), MODULE);
    out(dir.path(), &["fix", "--all-flakes", "--dry-run", "--check"], 1);
    let text = out(dir.path(), &["fix", "--all-flakes"], 0);
    assert!(text.contains("== machines/pi/flake.nix\n") && text.contains("wrote module.nix\n"), "{text}");
    assert!(!read(&dir, "machines/pi/module.nix").contains("import"));
    // What was printed is what was written.
    let again = several();
    fs::write(again.path().join("it.patch"), diff).unwrap();
    let git = Command::new("git").current_dir(again.path()).args(["apply", "it.patch"]).output().unwrap();
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    for file in ["machines/pi/module.nix", "machines/pi/flake.nix"] {
        assert_eq!(read(&again, file), read(&dir, file));
    }
    assert_eq!(out(dir.path(), &["fix", "--all-flakes", "--dry-run"], 0), "");
    out(dir.path(), &["check", "--all-flakes"], 0);
}

#[test]
fn an_error_in_one_flake_leaves_the_others() {
    let dir = several();
    write(dir.path(), "core/flake.nix", "{ outputs = ; }\n");
    let output = nixinst(dir.path(), &["fix", "--all-flakes"]);
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("error: core: flake.nix:1:13: does not parse"), "{err}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("== core/flake.nix\nnot looked at: flake.nix:1:13: does not parse"), "{text}");
    assert!(!read(&dir, "machines/pi/module.nix").contains("import"), "the others are done");
    let report = json(dir.path(), &["check", "--all-flakes", "--format", "json"], 2);
    let core = &report["reports"][1];
    assert!(core["error"]["message"].as_str().unwrap().contains("does not parse"), "{core}");
    assert!(core["error"]["hint"].is_string() && core.get("report").is_none(), "{core}");
}

#[test]
fn without_a_flake_the_error_says_so() {
    let dir = tree(&[("a/x.nix", "1\n")]);
    let output = nixinst(dir.path(), &["check", "--all-flakes"]);
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("error: no flake.nix in ., above or below\nhint: "), "{err}");
    // One below is enough.
    write(dir.path(), "a/flake.nix", EMPTY);
    assert!(out(dir.path(), &["check", "--all-flakes"], 0).starts_with("== a/flake.nix\n"));
}

#[test]
fn what_is_ignored_or_another_repository_is_left() {
    let dir = tree(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        (".gitignore", "result/\n"),
        ("flake.nix", EMPTY),
        ("result/flake.nix", EMPTY),
        ("module/.git", "gitdir: ../.git/modules/module\n"),
        ("module/flake.nix", EMPTY),
        ("module/inner/flake.nix", EMPTY),
    ]);
    let text = out(dir.path(), &["check", "--all-flakes"], 0);
    assert_eq!(text.lines().filter(|l| l.starts_with("== ")).collect::<Vec<_>>(), ["== flake.nix"], "{text}");
}

#[test]
fn uncommitted_changes_in_one_flake_keep_all_from_being_written() {
    let dir = several();
    write(dir.path(), "machines/vm/flake.nix", HOSTS);
    write(dir.path(), "machines/vm/module.nix", MODULE);
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(dir.path()).args(identity).args(args).output().unwrap();
        assert!(output.status.success(), "git {args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    write(dir.path(), "machines/vm/module.nix", &format!("{MODULE}\n"));
    let output = nixinst(dir.path(), &["fix", "--all-flakes"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("machines/vm/module.nix has changes that are not committed"), "{err}");
    assert_eq!(read(&dir, "machines/pi/module.nix"), MODULE);
}

/// The module of a flake that another one of the repository has as an input is not its own, whatever was said.
#[test]
fn exported_does_not_count_between_flakes_of_the_repository() {
    let root = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  inputs.core.url = "path:./core";

  outputs =
    { nixpkgs, core, ... }:
    {
      nixosConfigurations.a = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ core.nixosModules.default ];
      };
    };
}
"#;
    let core = HOSTS.replace(
        "    {\n      nixosConf",
        "    {\n      nixosModules.default = { _module.args.inputs = inputs; imports = [ ./module.nix ]; };\n      nixosConf",
    );
    let dir = tree(&[("flake.nix", root), ("core/flake.nix", &core), ("core/module.nix", MODULE)]);
    let report = json(dir.path(), &["check", "--all-flakes", "--exported", "--format", "json"], 0);
    let core = &report["reports"][1]["report"];
    assert_eq!(core["sites"][0]["code"], "exported-module", "{core}");
    let note = core["notes"][0]["message"].as_str().unwrap();
    assert!(note.starts_with("--exported does not count here: flake.nix has this flake as an input"), "{note}");
    // Asked for alone, the user vouches for it.
    let alone = json(dir.path(), &["check", "--exported", "--format", "json", "core"], 1);
    assert_eq!(alone["sites"][0]["disposition"], "hoist", "{alone}");
}
