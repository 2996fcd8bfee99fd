//! Advice that `check` gives: each kind where it is due, and where it would be wrong.

#![forbid(unsafe_code)]

use std::fs;
use std::process::Command;

/// The warnings of `check` for a flake with these outputs, in which `modules` of two machines can be named.
fn advice(outputs: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let flake = format!(
        r#"{{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";
  outputs = {{ self, nixpkgs, ... }}@inputs: let
    host = system: modules: nixpkgs.lib.nixosSystem {{ inherit system modules; specialArgs = {{ inherit inputs; }}; }};
    user = name: pkgs: {{ environment.systemPackages = [ pkgs.${{name}} ]; }};
    forAllSystems = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ];
  in {{
{outputs}
  }};
}}
"#
    );
    fs::write(dir.path().join("flake.nix"), flake).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.args(["check", "--format", "json"]).arg(dir.path()).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let notes = report["notes"].as_array().unwrap();
    notes
        .iter()
        .map(|n| {
            assert_eq!(n["severity"], "warning");
            let place = &n["place"];
            format!("{}:{}: {}", place["file"].as_str().unwrap(), place["line"], n["message"].as_str().unwrap())
        })
        .collect()
}

#[track_caller]
fn assert_says(outputs: &str, words: &[&str]) {
    let found = advice(outputs);
    assert_eq!(found.len(), 1, "{found:#?}");
    for w in words {
        assert!(found[0].contains(w), "`{w}` is not in {}", found[0]);
    }
}

#[track_caller]
fn assert_silent(outputs: &str) {
    assert_eq!(advice(outputs), Vec::<String>::new());
}

const CROSS: &str = r#"packages.x86_64-linux.kernel =
      (import nixpkgs { localSystem = "x86_64-linux"; crossSystem.config = "aarch64-unknown-linux-gnu"; }).linux;"#;

#[test]
fn a_machine_that_emulates_what_is_also_cross_compiled() {
    let emulated = r#"nixosConfigurations.desk = host "x86_64-linux" [
      (user "hello" (import nixpkgs { system = "aarch64-linux"; }))
      ({ inputs, ... }: user "hello" (import inputs.nixpkgs { system = "aarch64-linux"; config.allowUnfree = true; }))
    ];"#;
    let inline = emulated.replace("(user \"hello\" (import", "({ inputs, ... }: user \"hello\" (import inputs.");
    let inline = inline.replace("inputs. nixpkgs", "inputs.nixpkgs");
    let words = ["inputs.nixpkgs for aarch64-linux", "by emulation (at flake.nix:", "from x86_64-linux (at flake.nix:"];
    assert_says(&format!("{CROSS}\n{inline}"), &words);
    // Another source shares nothing anyway.
    assert_silent(&format!("{CROSS}\n{}", inline.replace("inputs.nixpkgs {", "inputs.nixpkgs-unstable {")));
}

#[test]
fn outputs_that_name_a_system_that_no_machine_has() {
    let native = r#"packages.x86_64-linux.tool = (import nixpkgs { system = "aarch64-linux"; }).hello;"#;
    assert_says(&format!("{CROSS}\n{native}"), &["both by emulation", "(at flake.nix:"]);
    // A machine of that system builds for itself.
    let machine = r#"nixosConfigurations.pi = host "aarch64-linux" [ ];"#;
    assert_silent(&format!("{CROSS}\n{native}\n{machine}"));
    // Who evaluates the outputs of a system has it.
    let each = "packages = forAllSystems (system: { x = (import nixpkgs { inherit system; }).hello; });";
    let cross = CROSS.replace("packages.", "legacyPackages.");
    assert_silent(&format!("{cross}\n{each}"));
}

#[test]
fn a_cross_compiled_machine_that_makes_a_native_instance() {
    let machine = |build: &str| {
        format!(
            r#"nixosConfigurations.board = nixpkgs.lib.nixosSystem {{
      specialArgs = {{ inherit inputs; }};
      modules = [
        {{ nixpkgs.hostPlatform = "riscv64-linux"; nixpkgs.buildPlatform = "{build}"; }}
        ({{ inputs, pkgs, ... }}: user "hello" (import inputs.nixpkgs {{ system = pkgs.stdenv.hostPlatform.system; }}))
      ];
    }};"#
        )
    };
    assert_says(&machine("x86_64-linux"), &["for riscv64-linux", "by emulation (at flake.nix:", "from x86_64-linux"]);
    assert_silent(&machine("riscv64-linux"));
}

#[test]
fn an_emulated_machine_with_a_cross_compiled_kernel() {
    let board = r#"nixosConfigurations.board = host "riscv64-linux" [
      ({ inputs, ... }: user "linux" (import inputs.nixpkgs {
        localSystem = "x86_64-linux";
        crossSystem = { config = "riscv64-unknown-linux-gnu"; gcc.arch = "rv64gc"; gcc.abi = "lp64d"; };
      }))
    ];"#;
    let desk =
        r#"nixosConfigurations.desk = host "x86_64-linux" [ { boot.binfmt.emulatedSystems = [ "riscv64-linux" ]; } ];"#;
    assert_says(&format!("{board}\n{desk}"), &["for riscv64-linux", "both by emulation", "and by cross-compilation"]);
    // The board may build for itself, but for its kernel.
    assert_silent(board);
}

#[test]
fn machines_of_which_some_are_cross_compiled() {
    let machines = r#"nixosConfigurations.pi = host "aarch64-linux" [ ];
    nixosConfigurations.installer = host "aarch64-linux" [ { nixpkgs.buildPlatform = "x86_64-linux"; nixpkgs.hostPlatform = "aarch64-linux"; } ];
    nixosConfigurations.desk = host "x86_64-linux" [ { boot.binfmt.emulatedSystems = [ "aarch64-linux" ]; } ];"#;
    assert_silent(machines);
    // Windows is not emulated, and a 64-bit processor runs 32-bit programs.
    let others = r#"packages.x86_64-linux.a = (import nixpkgs { system = "x86_64-linux"; crossSystem = "i686-linux"; }).hello;
    packages.x86_64-linux.b = (import nixpkgs { system = "i686-linux"; }).hello;
    packages.x86_64-linux.c = (import nixpkgs { system = "x86_64-linux"; crossSystem.config = "x86_64-w64-mingw32"; }).hello;"#;
    assert_silent(others);
}

#[test]
fn instances_that_differ_only_in_a_flag_of_the_compiler() {
    let of = |platform: &str, more: &str| {
        format!(
            r#"packages.x86_64-linux.plain = (import nixpkgs {{ system = "x86_64-linux"; }}).hello;
    packages.x86_64-linux.fast = (import nixpkgs {{ localSystem = {{ system = "x86_64-linux"; {platform} }}; {more} }}).ffmpeg;"#
        )
    };
    let words =
        ["differ only in flags of the compiler: no flag (at flake.nix:", "gcc.arch = \"znver3\"", "gcc.tune = "];
    assert_says(&of(r#"gcc = { tune = "znver3"; arch = "znver3"; };"#, ""), &words);
    assert_silent(&of("isStatic = true;", ""));
    assert_silent(&of(r#"gcc.arch = "znver3";"#, "config.allowUnfree = true;"));
    assert_silent(&of("", ""));
    let cross = |abi: &str| {
        let platform =
            format!(r#"{{ config = "riscv64-unknown-linux-gnu"; gcc.arch = "rv64gc"; gcc.abi = "{abi}"; }}"#);
        format!(
            r#"packages.x86_64-linux.{abi} = (import nixpkgs {{ system = "x86_64-linux"; crossSystem = {platform}; }}).hello;"#
        )
    };
    assert_says(&format!("{}\n{}", cross("lp64"), cross("lp64d")), &["gcc.abi = \"lp64\"", "gcc.abi = \"lp64d\""]);
    assert_silent(&cross("lp64"));
}

fn overlay(attributes: &str) -> String {
    format!(
        r#"nixosConfigurations.desk = host "x86_64-linux" [
      {{ nixpkgs.overlays = [
        (final: prev: {{
          {attributes}
        }})
      ]; }}
    ];"#
    )
}

#[test]
fn overlays_that_replace_what_much_is_built_with() {
    for attributes in [
        "openssl = prev.openssl_1_1;",
        "stdenv = prev.clangStdenv;",
        "glibc = prev.glibc.overrideAttrs (old: { patches = old.patches ++ [ ./x.patch ]; });",
        "curl = prev.curl.override { http3Support = true; };",
        "python3 = prev.python3.override { enableOptimizations = true; };",
        "inherit (import inputs.nixpkgs-unstable { inherit (final) system; }) openssl;",
    ] {
        let words = ["flake.nix:13: `nixpkgs.overlays` replaces `", "for all of nixosConfigurations.desk"];
        assert_says(&overlay(attributes), &words);
    }
}

#[test]
fn overlays_that_leave_it_as_it_was() {
    for attributes in [
        "hello = prev.hello.override { openssl = prev.openssl_1_1; };",
        "python3 = prev.python3.override { packageOverrides = pyfinal: pyprev: { }; };",
        "python3 = prev.python3.override (old: { self = final.python3; packageOverrides = _: _: { }; });",
        "python3 = final.python313;",
        "openssl = prev.openssl;",
        "inherit (prev) curl;",
        "openssl = prev.openssl.overrideAttrs (old: { meta = old.meta // { knownVulnerabilities = [ ]; }; });",
        "openssl = prev.openssl.overrideAttrs (final: old: { passthru = { }; });",
        "perl = prev.perl // { note = \"\"; };",
        "perl = if prev.stdenv.isDarwin then prev.perl.override { x = 1; } else prev.perl;",
        "openssl_1_1 = prev.openssl_1_1.overrideAttrs (_: { doCheck = false; });",
    ] {
        assert_silent(&overlay(attributes));
    }
}

#[test]
fn an_overlay_of_an_instance_of_its_own() {
    let own = r#"packages.x86_64-linux.old = (import nixpkgs {
      system = "x86_64-linux";
      overlays = [ (final: prev: { openssl = prev.openssl_1_1; }) ];
    }).hello;"#;
    assert_silent(own);
}

#[test]
fn an_overlay_that_homes_of_a_host_ignore() {
    let host = |global: bool| {
        format!(
            r#"nixosConfigurations.desk = host "x86_64-linux" [
      inputs.home-manager.nixosModules.home-manager
      {{
        home-manager.useGlobalPkgs = {global};
        home-manager.users.ada = {{ nixpkgs.overlays = [ (final: prev: {{ openssl = prev.openssl_1_1; }}) ]; }};
      }}
    ];"#
        )
    };
    assert_says(&host(false), &["replaces `openssl`"]);
    assert_silent(&host(true));
}

#[test]
fn the_readme_lists_the_packages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let advice = readme.split("## Advice").nth(1).expect("a section on advice").split("\n## ").next().unwrap();
    let rows = advice.lines().filter(|l| l.starts_with("| `"));
    let mut named: Vec<&str> = rows.flat_map(|l| l.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect();
    named.sort_unstable();
    assert_eq!(named, nixinst::advice::LOW_PACKAGES);
}
