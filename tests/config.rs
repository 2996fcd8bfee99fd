//! nixinst.toml: which file counts, what commands make of it, what is wrong with it, and `nixinst init`.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const MODULE: &str = r#"{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.hello ];
}
"#;

const FLAKE: &str = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./module.nix ];
    };
  };
}
"#;

fn write(dir: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A flake with one site and this nixinst.toml.
fn flake(toml: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("flake.nix", FLAKE), ("module.nix", MODULE), ("nixinst.toml", toml)]);
    dir
}

fn run(args: &[&str], dir: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.args(args).arg(dir).env("NO_COLOR", "1").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn report(args: &[&str], dir: &Path) -> Value {
    let output = run(&[&["check", "--format", "json"], args].concat(), dir);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

fn first(report: &Value) -> (String, String) {
    let site = &report["sites"][0];
    (site["disposition"].as_str().unwrap().to_owned(), site["code"].as_str().unwrap_or_default().to_owned())
}

fn is(disposition: &str, code: &str) -> (String, String) {
    (disposition.to_owned(), code.to_owned())
}

/// `line: message` of the warnings in nixinst.toml.
fn warnings(report: &Value) -> Vec<String> {
    let notes = report["notes"].as_array().unwrap().iter().filter(|n| n["place"]["file"] == "nixinst.toml");
    notes.map(|n| format!("{}: {}", n["place"]["line"], n["message"].as_str().unwrap())).collect()
}

#[test]
fn what_is_wrong_ends_every_command() {
    let dir = flake("[rewrites]\nhoist-imports = true\n");
    for command in ["check", "fix", "graph"] {
        let output = run(&[command], dir.path());
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(text(&output.stdout), "", "{command}");
        let said = text(&output.stderr);
        let (message, hint) = said.split_once('\n').unwrap();
        assert!(message.ends_with("/nixinst.toml:2:1: there is no rewrite `hoist-imports`"), "{said}");
        assert_eq!(hint, "hint: did you mean `hoist-import`?\n");
        assert_ne!(run(&[command, "--no-config"], dir.path()).status.code(), Some(2), "{command}");
    }
    let absent = run(&["check", "--config", "no-such-file.toml"], dir.path());
    assert_eq!(absent.status.code(), Some(2));
    assert!(text(&absent.stderr).contains("no-such-file.toml can't be read"), "{}", text(&absent.stderr));
}

#[test]
fn the_nearest_file_up_to_the_top_of_the_work_tree_counts() {
    let off = "[rewrites]\nhoist-import = false\n";
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("repository/machines");
    write(&inner, &[("flake.nix", FLAKE), ("module.nix", MODULE)]);
    write(dir.path(), &[("nixinst.toml", off)]);
    let found = |args: &[&str]| first(&report(args, &inner));
    assert_eq!(found(&[]), is("hoist", ""), "without git there is the flake's folder only");
    fs::create_dir_all(dir.path().join("repository/.git")).unwrap();
    assert_eq!(found(&[]), is("hoist", ""), "it lies above the work tree");
    write(dir.path(), &[("repository/nixinst.toml", "exclude = [\"machines/module.nix\"]\n")]);
    assert_eq!(found(&[]), is("blocked", "ignored"));
    assert_eq!(found(&["--no-config"]), is("hoist", ""));
    assert_eq!(found(&["--config", dir.path().join("nixinst.toml").to_str().unwrap()]), is("blocked", "conflict"));
    write(&inner, &[("nixinst.toml", "")]);
    assert_eq!(found(&[]), is("hoist", ""), "the nearest is the only one");
}

#[test]
fn each_of_several_flakes_has_its_own() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join(".git")).unwrap();
    for folder in ["a", "b", "c"] {
        write(&dir.path().join(folder), &[("flake.nix", FLAKE), ("module.nix", MODULE)]);
    }
    write(
        dir.path(),
        &[("nixinst.toml", "exclude = [\"module.nix\"]\n"), ("b/nixinst.toml", ""), ("c/nixinst.toml", "a = 1")],
    );
    let output = run(&["check", "--all-flakes", "--format", "json"], dir.path());
    assert_eq!(output.status.code(), Some(2));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(first(&all["reports"][0]["report"]), is("blocked", "ignored"));
    assert_eq!(first(&all["reports"][1]["report"]), is("hoist", ""));
    assert!(
        all["reports"][2]["error"]["message"]
            .as_str()
            .unwrap()
            .ends_with("c/nixinst.toml:1:1: there is no key `a` here")
    );
}

#[test]
fn the_command_line_counts_more() {
    let dir = flake("[rewrites]\nhoist-import = false\n");
    assert_eq!(first(&report(&[], dir.path())), is("blocked", "conflict"));
    let diff = run(&["fix", "--dry-run", "--only", "hoist-import"], dir.path());
    assert!(text(&diff.stdout).contains("+++ b/module.nix"), "{}", text(&diff.stderr));
}

#[test]
fn policies_are_those_of_the_flags() {
    let exported =
        FLAKE.replace("    nixosConfigurations", "    nixosModules.m = ./module.nix;\n    nixosConfigurations");
    let dir = flake("");
    write(dir.path(), &[("flake.nix", &exported)]);
    assert_eq!(first(&report(&[], dir.path())), is("blocked", "exported-module"));
    write(dir.path(), &[("nixinst.toml", "exported = \"own\"\n")]);
    assert_eq!(first(&report(&[], dir.path())), is("hoist", ""));
    let channel = MODULE.replace("inputs.nixpkgs-unstable", "<nixpkgs>");
    write(dir.path(), &[("flake.nix", FLAKE), ("module.nix", &channel), ("nixinst.toml", "")]);
    assert_eq!(first(&report(&[], dir.path())), is("blocked", "impure-source"));
    write(dir.path(), &[("nixinst.toml", "unsafe = true\n")]);
    assert_eq!(first(&report(&[], dir.path())), is("hoist", ""));
}

#[test]
fn wishes_that_can_not_be_had_are_warnings() {
    let dir = flake("[names]\nnixpkgs-unstable = \"pkgs\"\nnixpkgs-stable = \"stable\"\n");
    let found = report(&[], dir.path());
    assert_eq!(found["instances"][0]["name"], "unstable");
    assert_eq!(
        warnings(&found),
        [
            "2: inputs.nixpkgs-unstable is called `unstable` and not `pkgs`: that name has another meaning",
            "3: flake.nix has no input `nixpkgs-stable`, whose instance this names"
        ]
    );
    let taken = FLAKE.replace("{ inherit inputs; }", "{ inherit inputs; fresh = 1; }");
    write(dir.path(), &[("flake.nix", &taken), ("nixinst.toml", "[names]\nnixpkgs-unstable = \"fresh\"\n")]);
    let found = warnings(&report(&[], dir.path()));
    assert!(found.len() == 1 && found[0].ends_with("not `fresh`: `fresh` is a special argument already"), "{found:?}");
    write(dir.path(), &[("nixinst.toml", "[[builder]]\nfunction = \"lib.mkBox\"\nkind = \"nixos\"\n")]);
    assert_eq!(
        warnings(&report(&[], dir.path())),
        ["2: nothing calls `lib.mkBox` of an input with modules, or it is known already"]
    );
}

#[test]
fn an_unknown_builder_can_be_taught() {
    let own = FLAKE.replace("nixpkgs.lib.nixosSystem", "inputs.foundry.lib.mkBox \"desk\"");
    let flake_nix = own.replace("  outputs", "  inputs.foundry.url = \"github:acme/foundry\";\n  outputs");
    let dir = flake("");
    write(dir.path(), &[("flake.nix", &flake_nix)]);
    let before = report(&[], dir.path());
    assert_eq!(first(&before), is("blocked", "unknown-caller"));
    let message = before["sites"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("if it builds systems or homes, nixinst.toml can describe it"), "{message}");
    let builder = "[[builder]]\nfunction = \"inputs.foundry.lib.mkBox\"\nkind = \"nixos\"\n";
    write(dir.path(), &[("nixinst.toml", builder)]);
    let after = report(&[], dir.path());
    assert_eq!(first(&after), is("hoist", ""));
    assert_eq!(after["configurations"][0]["name"], "nixosConfigurations.desk");
    write(dir.path(), &[("nixinst.toml", &builder.replace("foundry", "nixpkgs"))]);
    assert_eq!(first(&report(&[], dir.path())), is("blocked", "unknown-caller"));
}

#[test]
fn init_writes_a_file_once() {
    let dir = flake("");
    let file = dir.path().join("nixinst.toml");
    let refused = run(&["init"], dir.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("nixinst.toml is there already"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
    fs::remove_file(&file).unwrap();
    let written = run(&["init"], dir.path());
    assert_eq!((written.status.code(), text(&written.stdout)), (Some(0), String::new()));
    let printed = run(&["init", "--stdout"], dir.path());
    assert_eq!(text(&printed.stdout), fs::read_to_string(&file).unwrap());
    assert_eq!(run(&["init"], Path::new("-")).stdout, printed.stdout);
    assert_eq!(first(&report(&[], dir.path())), is("hoist", ""), "it says nothing");
}

#[test]
fn it_has_a_page() {
    let page = text(&run(&["explain"], Path::new("nixinst.toml")).stdout);
    assert!(page.starts_with("# nixinst.toml\n") && !page.contains("How to silence"), "{page}");
    assert_eq!(text(&run(&["explain"], Path::new("config")).stdout), page);
    let code = text(&run(&["explain"], Path::new("unknown-caller")).stdout);
    assert!(code.contains("## How to silence it\n") && code.contains("nixinst.toml"), "{code}");
}
