//! Comments that silence: what reports say of them, and of those that say nothing.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const SILENCED: &str = r#"{ pkgs, inputs, ... }:
let
  # nixinst: ignore: the pin is meant
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.hello ];
}
"#;

/// A flake with one machine of this module.
fn flake(module: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let flake = r#"{
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
    fs::write(dir.path().join("flake.nix"), flake).unwrap();
    fs::write(dir.path().join("module.nix"), module).unwrap();
    dir
}

#[track_caller]
fn run(args: &[&str], dir: &Path, code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.args(args).arg(dir).env("NO_COLOR", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(format: &str, dir: &Path, code: i32) -> Value {
    serde_json::from_str(&run(&["check", "--format", format], dir, code)).unwrap()
}

/// `line: message` of each warning.
fn warnings(module: &str, code: i32) -> Vec<String> {
    let report = json("json", flake(module).path(), code);
    let notes = report["notes"].as_array().unwrap().iter();
    let warnings = notes.filter(|n| n["severity"] == "warning" && n["place"]["file"] == "module.nix");
    warnings.map(|n| format!("{}: {}", n["place"]["line"], n["message"].as_str().unwrap())).collect()
}

#[test]
fn every_format_heeds_it() {
    let dir = flake(SILENCED);
    let report = json("json", dir.path(), 0);
    let schema: Value =
        serde_json::from_str(include_str!("../src/report/schema.json")).expect("the schema of reports is JSON");
    jsonschema::validate(&schema, &report).unwrap();
    let site = &report["sites"][0];
    assert_eq!((&site["disposition"], &site["code"]), (&"blocked".into(), &"ignored".into()));
    let place = serde_json::json!({ "file": "module.nix", "line": 3, "column": 3 });
    let silenced = serde_json::json!({ "by": "comment", "place": place, "reason": "the pin is meant" });
    assert_eq!(site["silenced"], silenced);

    let text = run(&["check"], dir.path(), 0);
    let line = "module.nix:4:14: blocked[ignored]  inputs.nixpkgs-unstable\n  \
                a comment in line 3 says to leave it: the pin is meant\n";
    assert!(text.contains(line) && text.ends_with("nothing to hoist\n"), "{text}");

    let sarif = json("sarif", dir.path(), 0);
    let result = &sarif["runs"][0]["results"][0];
    let suppression = serde_json::json!([{ "kind": "inSource", "justification": "the pin is meant" }]);
    assert_eq!(result["suppressions"], suppression);
    assert_eq!(run(&["check", "--format", "github"], dir.path(), 0), "");
    assert_eq!(json("gitlab", dir.path(), 0), serde_json::json!([]));
    let markdown = run(&["check", "--format", "markdown"], dir.path(), 0);
    assert!(markdown.contains("| `ignored` | 1 |") && markdown.contains("the pin is meant"), "{markdown}");
    assert_eq!(run(&["fix"], dir.path(), 0), "nothing to do\n");
}

#[test]
fn a_silenced_result_is_told_from_others() {
    let module = SILENCED
        .replace("[ unstable.hello ]", "[ unstable.hello (import inputs.nixpkgs { inherit (pkgs) system; }).jq ]");
    let sarif = json("sarif", flake(&module).path(), 1);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let all: Vec<usize> = results.iter().map(|r| r["suppressions"].as_array().unwrap().len()).collect();
    assert_eq!(all, [1, 0]);
    let none = json("sarif", flake(&module.replace("# nixinst", "# see")).path(), 1);
    assert_eq!(none["runs"][0]["results"][0].get("suppressions"), None);
}

#[test]
fn what_silences_nothing_is_said() {
    let unused = SILENCED.replace("  environment", "  # nixinst: ignore\n  environment");
    assert_eq!(
        warnings(&unused, 0),
        ["7: nothing begins in line 8 that there is anything to say of: the comment can go"]
    );
    let apart = SILENCED.replace("is meant\n", "is meant\n\n");
    assert_eq!(
        warnings(&apart, 1),
        ["3: no code is next to the comment that it could be about: put it in the line before"]
    );
    let misspelt = SILENCED.replace("ignore", "ingore");
    assert_eq!(
        warnings(&misspelt, 1),
        [
            "3: `ingore: the pin is meant` is nothing that a comment can say to nixinst: did you mean `# nixinst: ignore: the reason`?"
        ]
    );
    let late = SILENCED.replace("ignore:", "ignore-file:");
    assert_eq!(warnings(&late, 1), ["3: `ignore-file` has to stand before all code of the file"]);
    let other = SILENCED.replace("ignore: the pin is meant", "off");
    let known = "there are `# nixinst: ignore` and `# nixinst: ignore-file`";
    assert_eq!(warnings(&other, 1), [format!("3: `off` is nothing that a comment can say to nixinst: {known}")]);
    assert_eq!(warnings(&SILENCED.replace('\n', "\r\n"), 0), [""; 0]);
}

#[test]
fn advice_is_silenced_where_it_stands() {
    let module =
        "{\n  nixpkgs.overlays = [\n    (final: prev: {\n      openssl = prev.openssl.override { };\n    })\n  ];\n}\n";
    let said = warnings(module, 0);
    assert!(said.len() == 1 && said[0].starts_with("4: ") && said[0].contains("openssl"), "{said:?}");
    assert_eq!(warnings(&module.replace("{ };", "{ }; # nixinst: ignore"), 0), [""; 0]);
    assert_eq!(warnings(&module.replace("      openssl =", "      # nixinst: ignore\n      openssl ="), 0), [""; 0]);
    assert_eq!(warnings(&format!("# nixinst: ignore-file\n{module}"), 0), [""; 0]);
}
