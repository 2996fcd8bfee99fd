//! Deep, long and large input through the binary: a report or one clear error, never a crash, never all of the memory.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Seconds of the processor, after which the system ends the program: other load on the machine does not count.
const PATIENCE: u32 = 120;

const DEEP: usize = 100_000;

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

fn host(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("flake.nix", FLAKE), ("good.nix", GOOD)].iter().chain(files) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

/// Runs the program where no more than so many KiB of addresses can be had.
fn within(memory: Option<u32>, dir: &Path, args: &str) -> Output {
    let limit = memory.map(|m| format!("ulimit -v {m}; ")).unwrap_or_default();
    let script = format!("ulimit -t {PATIENCE}; {limit}exec '{}' {args}", env!("CARGO_BIN_EXE_nixinst"));
    Command::new("sh").args(["-c", &script]).current_dir(dir).env("NO_COLOR", "1").output().unwrap()
}

/// `good.nix` is decided all the same. What the report says.
fn reported(what: &str, memory: Option<u32>, dir: &Path) -> String {
    let output = within(memory, dir, "check");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((output.status.code(), &*err), (Some(1), ""), "{what}: {out}");
    assert!(out.contains(" --> good.nix:3:14\n"), "{what}: {out}");
    out.into_owned()
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
}

#[test]
fn what_nests_without_end_is_not_parsed() {
    let said = "it is nested too deeply";
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("[ (", "1", ") ]"),
        ("{ a = ", "1", "; }"),
        ("!", "true", ""),
        ("- ", "1", ""),
        ("x: ", "1", ""),
        ("{ a }: ", "1", ""),
        ("\"${", "\"x\"", "}\""),
        ("''${", "''x''", "}''"),
        ("./${", "\"x\"", "}"),
        ("if true then 1 else ", "1", ""),
        ("if ", "true", " then true else false"),
        ("let a = 1; in ", "1", ""),
        ("with { }; ", "1", ""),
        ("assert true; ", "1", ""),
        ("f (", "1", ")"),
        ("{ a ? ", "1", " }: 1"),
        ("{ } // ", "{ }", ""),
        ("[ 1 ] ++ ", "[ ]", ""),
        ("1 + ", "1", ""),
        ("1 - ", "1", ""),
        ("true && ", "true", ""),
        ("true -> ", "true", ""),
        ("f ", "f", ""),
        ("f <| ", "f", ""),
        ("f |> ", "f", ""),
        ("x ? a || ", "x", ""),
    ] {
        let dir = host(&[("bad.nix", &format!("{{ x = {}; }}\n", nested(open, inner, close)))]);
        let report = reported(open, None, dir.path());
        assert!(report.lines().any(|l| l.contains("bad.nix") && l.contains(said)), "{open}: {report}");
    }
}

#[test]
fn names_without_end_are_not_parsed() {
    for text in [format!("{{ }}{}", ".a".repeat(DEEP)), format!("{{ a{} = 1; }}", ".b".repeat(DEEP))] {
        let dir = host(&[("bad.nix", &format!("{{ x = {text}; }}\n"))]);
        let report = reported(&text[..10], None, dir.path());
        assert!(report.contains("it is too long without white space"), "{report}");
    }
}

#[test]
fn what_is_long_and_flat_is_read() {
    let mut bindings = String::from("x0 = 1;");
    for i in 1..20_000 {
        let _ = write!(bindings, " x{i} = x{};", i - 1);
    }
    for text in [
        format!("[ {} ]", "1 ".repeat(DEEP)),
        format!("\"{}\"", "${x}".repeat(20_000)),
        format!("{{ {} }}", "inherit (x) a; ".repeat(1_000)),
        format!("x: x{}", " . a".repeat(20_000)),
        format!("{}1", "# x\n".repeat(DEEP)),
        format!("let {bindings} in x19999"),
        format!("rec {{ {bindings} }}"),
    ] {
        let dir = host(&[("bad.nix", &format!("{{ x = {text}; }}\n"))]);
        reported(&text[..10], None, dir.path());
    }
}

#[test]
fn brackets_that_are_never_closed_are_told_of() {
    for open in ["[", "(", "{ a = ", "\"${", "/* "] {
        let dir = host(&[("bad.nix", &open.repeat(DEEP))]);
        let report = reported(open, None, dir.path());
        assert!(report.contains("bad.nix does not parse"), "{open}: {report}");
    }
}

#[test]
fn imports_end_however_long_their_chain_is() {
    let plain: fn(usize) -> String = |i| format!("import ./f{}.nix\n", i + 1);
    let module: fn(usize) -> String = |i| format!("{{ imports = [ ./f{}.nix ]; }}\n", i + 1);
    let lazy: fn(usize) -> String = |i| format!("{{ config.x{i} = import ./f{}.nix; }}\n", i + 1);
    let n = 10_000;
    for text in [plain, module, lazy] {
        let dir = host(&[("bad.nix", "{ imports = [ ./f0.nix ]; }\n")]);
        for i in 0..n {
            fs::write(dir.path().join(format!("f{i}.nix")), text(i)).unwrap();
        }
        fs::write(dir.path().join(format!("f{n}.nix")), "{ }\n").unwrap();
        reported(&text(0), None, dir.path());
        // A circle of them.
        fs::write(dir.path().join(format!("f{n}.nix")), "import ./f0.nix\n").unwrap();
        reported(&text(0), None, dir.path());
    }
}

/// A file of this size is never read: the program has less memory than that.
#[test]
fn what_is_huge_takes_no_memory() {
    let memory = Some(160 * 1024);
    let dir = host(&[]);
    let huge = |name: &str| File::create(dir.path().join(name)).unwrap().set_len(200 << 20).unwrap();
    huge("bad.nix");
    let report = reported("bad.nix", memory, dir.path());
    assert!(report.contains("bad.nix is too large to be read"), "{report}");

    huge("flake.lock");
    huge("flake.nix");
    let output = within(memory, dir.path(), "check");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.starts_with("error: flake.nix can't be read: it is too large\n"), "{err}");
}
