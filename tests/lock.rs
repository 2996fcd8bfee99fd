//! Inputs that `fix` declares: Nix locks them, or the report says who has to.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const LOCK: &str = r#"{ "nodes": { "root": {} }, "root": "root", "version": 7 }"#;

fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "init.defaultBranch=main"])
        .args(args)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A repository that stands for nixpkgs, and a flake that fetches a commit of it.
fn flake(folder: &Path) -> String {
    let nixpkgs = folder.join("nixpkgs");
    fs::create_dir_all(&nixpkgs).unwrap();
    fs::write(nixpkgs.join("flake.nix"), "{ outputs = _: { }; }\n").unwrap();
    fs::write(nixpkgs.join("default.nix"), "_: { }\n").unwrap();
    let rev = commit(&nixpkgs);
    fetching(folder, &rev);
    rev
}

/// Everything in a folder, in the first commit of a repository.
fn commit(folder: &Path) -> String {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "-m", "first"]);
    git(folder, &["rev-parse", "HEAD"])
}

fn fetching(folder: &Path, rev: &str) {
    let (nixpkgs, flake) = (folder.join("nixpkgs"), folder.join("flake"));
    fs::create_dir_all(&flake).unwrap();
    let url = format!("file://{}", nixpkgs.display());
    let text = format!(
        "{{\n  inputs = {{ }};\n\n  outputs = {{ self }}: {{\n    packages.x86_64-linux.old =\n      \
         (import (builtins.fetchGit {{ url = \"{url}\"; rev = \"{rev}\"; }}) {{ system = \"x86_64-linux\"; }}).hello;\n  }};\n}}\n"
    );
    fs::write(flake.join("flake.nix"), text).unwrap();
    fs::write(flake.join("flake.lock"), LOCK).unwrap();
}

/// With a store of its own.
fn at_home<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    let home = folder.join("nix");
    for (name, sub) in
        [("NIX_STORE_DIR", "store"), ("NIX_STATE_DIR", "state"), ("NIX_LOG_DIR", "log"), ("HOME", "home")]
    {
        command.env(name, home.join(sub));
    }
    command.env("NIX_CONF_DIR", home.join("conf")).env_remove("NIX_REMOTE").env_remove("NIX_PATH")
}

fn fix(folder: &Path, args: &[&str], path: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.args(["fix", "--allow-dirty"]).args(args).arg(folder.join("flake")).env("NO_COLOR", "1");
    at_home(&mut command, folder);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.output().expect("nixinst runs")
}

/// A flake with a flake below, both with nixpkgs; the one below has the commit of `rev`, or whatever is there.
fn with_sub(folder: &Path, rev: Option<&str>) {
    let (nixpkgs, flake) = (folder.join("nixpkgs"), folder.join("flake"));
    let url = |rev: Option<&str>| {
        let rev = rev.map(|r| format!("?rev={r}")).unwrap_or_default();
        format!("git+file://{}{rev}", nixpkgs.display())
    };
    let root = format!(
        "{{\n  inputs = {{\n    nixpkgs.url = \"{}\";\n    sub.url = \"path:./sub\";\n  }};\n\n  outputs = {{ nixpkgs, sub, ... }}: {{\n    \
         packages.x86_64-linux = sub.packages.x86_64-linux;\n  }};\n}}\n",
        url(None)
    );
    let sub = format!(
        "{{\n  inputs.nixpkgs.url = \"{}\";\n\n  outputs = {{ nixpkgs, ... }}: {{\n    packages.x86_64-linux = {{ }};\n  }};\n}}\n",
        url(rev)
    );
    fs::create_dir_all(flake.join("sub")).unwrap();
    fs::write(flake.join("flake.nix"), root).unwrap();
    fs::write(flake.join("sub/flake.nix"), sub).unwrap();
    fs::remove_file(flake.join("flake.lock")).unwrap();
    git(&flake, &["init", "--quiet"]);
    git(&flake, &["add", "."]);
    let mut nix = Command::new("nix");
    nix.args(["--extra-experimental-features", "nix-command flakes", "flake", "lock"]).current_dir(&flake);
    let output = at_home(&mut nix, folder).output().expect("nix runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    git(&flake, &["add", "."]);
}

fn nixpkgs_of_sub(folder: &Path) -> serde_json::Value {
    let lock = fs::read_to_string(folder.join("flake/flake.lock")).unwrap();
    let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
    lock["nodes"]["sub"]["inputs"]["nixpkgs"].clone()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn nix_locks_a_new_input() {
    let temp = tempfile::tempdir().unwrap();
    let rev = flake(temp.path());
    let report = said(&fix(temp.path(), &[], None));
    let name = format!("nixpkgs-{}", &rev[..7]);
    assert!(report.contains(&format!("locked `{name}` in flake.lock")), "{report}");
    let lock = fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap();
    let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
    assert_eq!(lock["nodes"][&name]["locked"]["rev"], rev.as_str(), "{lock}");
    assert!(said(&fix(temp.path(), &[], None)).contains("nothing to do"), "a second `fix` has nothing to do");
}

#[test]
fn without_nix_the_report_says_what_to_run() {
    let temp = tempfile::tempdir().unwrap();
    flake(temp.path());
    let report = said(&fix(temp.path(), &[], Some("/nowhere")));
    assert!(report.contains("run `nix flake lock`"), "{report}");
    assert_eq!(fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap(), LOCK);
}

#[test]
fn a_commit_that_is_no_flake_is_told_of() {
    let temp = tempfile::tempdir().unwrap();
    let nixpkgs = temp.path().join("nixpkgs");
    fs::create_dir_all(&nixpkgs).unwrap();
    fs::write(nixpkgs.join("default.nix"), "_: { }\n").unwrap();
    let rev = commit(&nixpkgs);
    fetching(temp.path(), &rev);
    let report = said(&fix(temp.path(), &[], None));
    assert!(report.contains("run `nix flake lock`") && report.contains("`flake = false;`"), "{report}");
    assert_eq!(fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap(), LOCK);
}

#[test]
fn no_lock_leaves_the_file_alone() {
    let temp = tempfile::tempdir().unwrap();
    flake(temp.path());
    let report = said(&fix(temp.path(), &["--no-lock"], None));
    assert!(!report.contains("flake.lock"), "{report}");
    assert_eq!(fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap(), LOCK);
}

#[test]
fn a_dry_run_locks_nothing_and_names_the_input() {
    let temp = tempfile::tempdir().unwrap();
    let rev = flake(temp.path());
    let output = fix(temp.path(), &["--dry-run", "--format", "json"], None);
    let report: serde_json::Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(report["inputs"][0]["name"], format!("nixpkgs-{}", &rev[..7]));
    let reference = report["inputs"][0]["reference"].as_str().unwrap();
    assert!(reference.starts_with("git+file://") && reference.ends_with(&format!("rev={rev}")), "{reference}");
    assert_eq!(fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap(), LOCK);
}

#[test]
fn nix_locks_what_follows_without_fetching() {
    let temp = tempfile::tempdir().unwrap();
    flake(temp.path());
    with_sub(temp.path(), None);
    assert_eq!(nixpkgs_of_sub(temp.path()), "nixpkgs_2");
    fs::rename(temp.path().join("nixpkgs"), temp.path().join("away")).unwrap();
    let report = said(&fix(temp.path(), &[], None));
    assert!(report.contains("locked `sub/nixpkgs` in flake.lock"), "{report}");
    assert_eq!(nixpkgs_of_sub(temp.path()), serde_json::json!(["nixpkgs"]));
    let text = fs::read_to_string(temp.path().join("flake/flake.nix")).unwrap();
    assert!(text.contains("    sub.inputs.nixpkgs.follows = \"nixpkgs\";\n"), "{text}");
    assert!(said(&fix(temp.path(), &[], None)).contains("nothing to do"));
}

#[test]
fn another_commit_follows_only_if_asked_for() {
    let temp = tempfile::tempdir().unwrap();
    let first = flake(temp.path());
    fs::write(temp.path().join("nixpkgs/more"), "").unwrap();
    git(&temp.path().join("nixpkgs"), &["add", "."]);
    git(&temp.path().join("nixpkgs"), &["commit", "--quiet", "-m", "second"]);
    with_sub(temp.path(), Some(&first));
    let report = said(&fix(temp.path(), &[], None));
    assert!(report.contains("with --unsafe it follows that") && report.contains("nothing to do"), "{report}");
    assert_eq!(nixpkgs_of_sub(temp.path()), "nixpkgs_2");
    let report = said(&fix(temp.path(), &["--unsafe"], None));
    assert!(report.contains("locked `sub/nixpkgs` in flake.lock"), "{report}");
    assert_eq!(nixpkgs_of_sub(temp.path()), serde_json::json!(["nixpkgs"]));
}

/// As [`with_sub`], where files of the flake below change in a run over all flakes.
fn with_site_in_sub(folder: &Path) {
    let sub = folder.join("flake/sub");
    let text = fs::read_to_string(sub.join("flake.nix")).unwrap();
    let host = "nixosConfigurations.a = nixpkgs.lib.nixosSystem {\n      system = \"x86_64-linux\";\n      \
                specialArgs = { inherit nixpkgs; };\n      modules = [ ./m.nix ];\n    };";
    fs::write(sub.join("flake.nix"), text.replace("packages.x86_64-linux = { };", host)).unwrap();
    let module = "{ nixpkgs, ... }:\nlet\n  old = import nixpkgs { system = \"x86_64-linux\"; config.allowUnfree = true; };\n\
                  in\n{\n  environment.systemPackages = [ old.hello ];\n}\n";
    fs::write(sub.join("m.nix"), module).unwrap();
}

const NODE: &str = r#""inputs": { "nixpkgs": ["nixpkgs"] }, "original": { "path": "./sub", "type": "path" }"#;

fn locked_as(folder: &Path, node: &str) {
    let text = format!(
        r#"{{ "nodes": {{ "root": {{ "inputs": {{ "sub": "sub", "nixpkgs": "nixpkgs" }} }}, "sub": {{ {node}, {NODE} }},
        "nixpkgs": {{ "locked": {{ "type": "github", "owner": "NixOS", "repo": "nixpkgs" }} }} }}, "root": "root", "version": 7 }}"#
    );
    fs::write(folder.join("flake/flake.lock"), text).unwrap();
}

#[test]
fn a_changed_input_below_that_is_locked_by_its_hash_is_told_of() {
    let temp = tempfile::tempdir().unwrap();
    flake(temp.path());
    with_sub(temp.path(), None);
    let lock = fs::read_to_string(temp.path().join("flake/flake.lock")).unwrap();
    let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
    assert!(lock["nodes"]["sub"]["locked"]["narHash"].is_string(), "this Nix locks it so: {lock}");
    with_site_in_sub(temp.path());
    let hashed = r#""locked": { "lastModified": 1, "narHash": "sha256-AAAA", "path": "./sub", "type": "path" }"#;
    locked_as(temp.path(), hashed);
    let line = "run `nix flake update sub` then (before Nix 2.19: `nix flake lock --update-input sub`)";
    let dry = ["--all-flakes", "--no-lock", "--dry-run", "--format", "json"];
    let report: serde_json::Value = serde_json::from_str(&said(&fix(temp.path(), &dry, None))).unwrap();
    let notes = report["reports"][0]["report"]["notes"].to_string();
    assert!(notes.contains(line), "{notes}");
    let text = said(&fix(temp.path(), &["--all-flakes", "--no-lock"], None));
    assert_eq!(text.matches(line).count(), 1, "{text}");
    let text = said(&fix(temp.path(), &["--all-flakes", "--no-lock"], None));
    assert!(!text.contains(line), "nothing changes any more: {text}");
}

#[test]
fn a_relative_input_without_a_hash_is_not() {
    let temp = tempfile::tempdir().unwrap();
    flake(temp.path());
    with_sub(temp.path(), None);
    with_site_in_sub(temp.path());
    locked_as(temp.path(), r#""locked": { "path": "./sub", "type": "path" }, "parent": []"#);
    let text = said(&fix(temp.path(), &["--all-flakes", "--no-lock"], None));
    assert!(text.contains("wrote m.nix") && !text.contains("nix flake update"), "{text}");
}
