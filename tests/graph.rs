//! `nixinst graph` on the example and on odd flakes, through the binary.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const FORMATS: [&str; 5] = ["text", "mermaid", "dot", "svg", "json"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn graph(dir: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.current_dir(dir).env("NO_COLOR", "1").arg("graph").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The result on the example, which is all that is said.
fn drawn(args: &[&str]) -> String {
    let ran = graph(root(), &[args, &["tests/example"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    assert_eq!(graph(root(), &[args, &["tests/example"]].concat()).out, ran.out, "{args:?} is not stable");
    let here = root().join("tests/example").to_string_lossy().into_owned();
    ran.out.replace(&here, "ROOT")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("graph-{name}"), text));
}

#[test]
fn every_format_before_and_after() {
    for format in FORMATS.iter().filter(|f| **f != "svg") {
        snapshot(&format!("{format}-before"), &drawn(&["--format", format]));
        snapshot(&format!("{format}-after"), &drawn(&["--format", format, "--after"]));
    }
    assert_eq!(drawn(&[]), drawn(&["--format", "text"]));
}

/// The README shows them.
#[test]
fn the_drawings_of_the_example_are_current() {
    for (file, args) in [("before", &["--format", "svg"][..]), ("after", &["--format", "svg", "--after"])] {
        let path = format!("snapshots/example-{file}.svg");
        let kept = fs::read_to_string(root().join(&path)).unwrap_or_default();
        let hint = format!("cargo run -- graph {} tests/example > {path}", args.join(" "));
        assert!(kept == drawn(args), "{path} is not current: {hint}");
    }
}

#[test]
fn the_readme_shows_the_tree_of_the_example() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("```text\n{}```\n", drawn(&[]))));
}

#[test]
fn one_configuration() {
    let name = "nixosConfigurations.desktop";
    snapshot("text-configuration", &drawn(&["--configuration", name]));
    snapshot("text-configuration-after", &drawn(&["--configuration", name, "--after"]));
    snapshot("text-modules", &drawn(&["--modules"]));
    for format in FORMATS {
        let long = drawn(&["--format", format, "--configuration", name]);
        assert_eq!(long, drawn(&["--format", format, "--configuration", "desktop"]));
        assert!(!long.contains("server"), "{format}: {long}");
    }
}

#[test]
fn a_configuration_that_is_not_there() {
    let ran = graph(root(), &["--configuration", "destkop", "tests/example"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let expected = "error: there is no configuration `destkop`\n\
        hint: did you mean nixosConfigurations.desktop? \
        there are: nixosConfigurations.desktop, nixosConfigurations.server\n";
    assert_eq!(ran.err, expected);
    let ran = graph(root(), &["--configuration", "zzzz\u{1b}", "tests/example"]);
    let expected = "error: there is no configuration `zzzz\\u{1b}`\n\
        hint: there are: nixosConfigurations.desktop, nixosConfigurations.server\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), expected));
}

fn flake(text: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("flake.nix"), text).unwrap();
    dir
}

const TWICE: &str = r#"{
  outputs = { nixpkgs, home-manager, ... }: {
    nixosConfigurations.me = nixpkgs.lib.nixosSystem { modules = [ ./bad.nix ]; };
    homeConfigurations.me = home-manager.lib.homeManagerConfiguration {
      pkgs = import nixpkgs { system = "x86_64-linux"; };
      modules = [ ];
    };
  };
}
"#;

#[test]
fn a_name_that_two_outputs_have() {
    let dir = flake(TWICE);
    let ran = graph(dir.path(), &["--configuration", "me"]);
    let expected = "error: several configurations are called `me`\n\
        hint: say which: homeConfigurations.me, nixosConfigurations.me\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), expected));
}

/// What a home gets as `pkgs` is what the site makes: one evaluation, not two.
#[test]
fn pkgs_that_a_site_makes_count_once() {
    let dir = flake(TWICE);
    let ran = graph(dir.path(), &["--configuration", "homeConfigurations.me"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.ends_with("\n1 evaluation of nixpkgs for 1 configuration\n"), "{}", ran.out);
}

#[test]
fn notes_go_to_standard_error() {
    let dir = flake(TWICE);
    fs::write(dir.path().join("bad.nix"), "{ a = ; }\n").unwrap();
    for format in FORMATS {
        let ran = graph(dir.path(), &["--format", format]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.err.starts_with("warning: bad.nix:1:"), "{}", ran.err);
        assert!(!ran.out.contains("does not parse"), "{}", ran.out);
    }
}

#[test]
fn without_a_flake_there_is_one_error() {
    let dir = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let ran = graph(dir.path(), &["--format", format]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.starts_with("error: no flake.nix in . or above\nhint: "), "{}", ran.err);
    }
    assert_eq!(graph(dir.path(), &["--format", "png"]).code, Some(2));
}
