//! `isolate-overlay`: which overlay a run is about, and what the report says of builds.

#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rewrites/isolate-overlay/cases").join(name).join("before")
}

fn fix(flake: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.args(["fix", "--dry-run"]).args(args).arg(flake).env("NO_COLOR", "1");
    command.output().expect("the binary runs")
}

/// Standard error of a run that must end with exit code 2 and print nothing.
fn refused(flake: &Path, args: &[&str]) -> String {
    let output = fix(flake, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_overlay_that_is_not_there_is_an_error_that_lists_those_that_are() {
    let flake = case("in-a-file-for-a-home");
    let all = "`mpv` (configuration.nix:6), `htop` (configuration.nix:7)";
    assert_eq!(
        refused(&flake, &["--only", "isolate-overlay", "--overlay", "ffmpeg"]),
        format!("error: there is no overlay `ffmpeg`\nhint: there are {all}\n"),
    );
    assert_eq!(
        refused(&flake, &["--only", "isolate-overlay"]),
        format!("error: `isolate-overlay` is for one overlay\nhint: say --overlay with one of {all}\n"),
    );
}

#[test]
fn a_name_that_several_have_is_an_error_that_lists_their_places() {
    let temp = tempfile::tempdir().unwrap();
    let flake = r#"{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ (final: prev: { git = prev.git.override { a = 1; }; }) ]; }
        { nixpkgs.overlays = [ (final: prev: { git = prev.git.override { b = 1; }; }) ]; }
      ];
    };
  };
}
"#;
    std::fs::write(temp.path().join("flake.nix"), flake).unwrap();
    assert_eq!(
        refused(temp.path(), &["--only", "isolate-overlay", "--overlay", "git"]),
        "error: several overlays are called `git`\nhint: say which by its place: flake.nix:6, flake.nix:7\n",
    );
    // By its place it is one, and blocked by the other.
    let output = fix(temp.path(), &["--only", "isolate-overlay", "--overlay", "flake.nix:6", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["sites"][0]["code"], "in-overlay");
}

#[test]
fn it_runs_by_itself() {
    let flake = case("written-in-the-list");
    let said = refused(&flake, &["--with", "isolate-overlay", "--overlay", "ffmpeg"]);
    assert!(said.contains("it runs by itself"), "{said}");
}

#[test]
fn reports_say_that_builds_change() {
    let flake = case("written-in-the-list");
    let args = ["--only", "isolate-overlay", "--overlay", "ffmpeg", "--format"];
    let json = fix(&flake, &[&args[..], &["json"]].concat());
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["groups"][0]["applicability"], "unsafe");
    assert_eq!(report["configurations"][0]["instances_after"], 2);
    let text = fix(&flake, &[&args[..], &["text"]].concat());
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("this changes what is built: whatever in `pkgs` is built with `ffmpeg`"), "{text}");
}

#[test]
fn what_has_an_instance_already_stays() {
    let flake = case("written-in-the-list").parent().unwrap().join("after");
    let output = fix(&flake, &["--only", "isolate-overlay", "--overlay", "ffmpeg"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
}

#[test]
fn overlays_that_may_use_it_are_named() {
    let flake = case("unknown-one-comes-along");
    let text = fix(&flake, &["--only", "isolate-overlay", "--overlay", "ffmpeg", "--format", "text"]);
    let text = String::from_utf8(text.stdout).unwrap();
    let said = "the overlays of configuration.nix:4 may use it, as what they set isn't known: what they make is then \
                built without it";
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_list_that_others_have_too_is_named_with_them() {
    let args = ["--only", "isolate-overlay", "--overlay", "ffmpeg", "--format", "json"];
    let message = |name: &str| {
        let output = fix(&case(name), &args);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["sites"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message("instance-with-a-cross-system"), "the instance at flake.nix:8 gets `crossSystem` too");
    assert_eq!(
        message("list-goes-elsewhere"),
        "the list at overlays.nix:1 may be used by others than `nixpkgs.overlays`, at flake.nix:13",
    );
}

#[test]
fn who_gets_an_instance_with_it_is_named() {
    let args = ["--only", "isolate-overlay", "--overlay", "ffmpeg", "--format", "json"];
    let message = |name: &str| {
        let output = fix(&case(name), &args);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let sites = report["sites"].as_array().unwrap();
        let of_overlay = sites.iter().find(|s| s["source"].as_str().unwrap().starts_with("overlay")).unwrap();
        of_overlay["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message("pkgs-goes-to-another-flake"), "others may get the instance that has it, at flake.nix:17",);
    assert_eq!(
        message("pkgs-made-of-it"),
        "nixosConfigurations.lap gets a `pkgs` that is, or is made of, an instance with it",
    );
    assert_eq!(message("with-and-without-it"), "the code at flake.nix:9 makes instances with it, and others");
}

#[test]
fn overlays_of_a_given_package_set_are_listed() {
    let said = refused(&case("pkgs-given-to-a-home"), &["--only", "isolate-overlay"]);
    assert!(said.contains("`htop` (flake.nix:16), `ffmpeg` (flake.nix:17)"), "{said}");
}
