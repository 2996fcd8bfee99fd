//! What a run compares, says and answers.

use crate::world::{Flake, git};

/// A flake without inputs, whose hosts are derivations of their own.
fn hosts(of: &[(&str, &str)]) -> String {
    let host = |(name, value): &(&str, &str)| {
        format!(
            "    nixosConfigurations.{name}.config.system.build.toplevel = derivation {{ name = \"{name}\"; system = \"x86_64-linux\"; builder = \"/bin/sh\"; x = {value}; }};\n"
        )
    };
    format!("{{\n  outputs = {{ self }}: {{\n{}  }};\n}}\n", of.iter().map(host).collect::<String>())
}

fn verdicts(report: &serde_json::Value) -> Vec<(String, String)> {
    let word = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    report["rows"].as_array().unwrap().iter().map(|r| (word(&r["name"]), word(&r["verdict"]["verdict"]))).collect()
}

fn require_schema(report: &serde_json::Value) {
    let schema = serde_json::from_str(include_str!("../../src/report/proof.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(report).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{}\n{report}", errors.join("\n"));
}

#[test]
fn every_kind_of_verdict() {
    let before = [
        ("same", "\"1\""),
        ("other", "\"1\""),
        ("broken", "throw \"always so\""),
        ("breaks", "\"1\""),
        ("mended", "throw \"x\""),
        ("leaves", "\"1\""),
        ("source", "\"${self}\""),
    ];
    let after = [
        ("same", "\"1\""),
        ("other", "\"2\""),
        ("broken", "throw \"always so\""),
        ("breaks", "throw \"since now\""),
        ("mended", "\"1\""),
        ("comes", "\"1\""),
        ("source", "\"${self}\""),
    ];
    let flake = Flake::new(&[("flake.nix", &hosts(&before))]);
    flake.write("flake.nix", &hosts(&after));
    let run = flake.run(&["verify", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    require_schema(&run.json());
    let found = verdicts(&run.json());
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let expected = [
        ("breaks", "newly-failing"),
        ("broken", "fails-before"),
        ("comes", "new"),
        ("leaves", "gone"),
        ("mended", "works-now"),
        ("other", "different"),
        ("same", "equal"),
        ("source", "but-for-source"),
    ];
    assert_eq!(found, expected);
    let text = flake.run(&["verify"]).out;
    for word in ["since now", "always so", "x: −1 +2", "but for the flake's own files", "8 outputs compared"] {
        assert!(text.contains(word), "{word}\n{text}");
    }
    let one = flake.run(&["verify", "--configuration", "same"]);
    assert_eq!((one.code, one.out.contains("1 output compared: 1 equal")), (Some(0), true), "{}", one.out);
    let markdown = flake.run(&["verify", "--format", "markdown"]).out;
    assert!(markdown.contains("| `nixosConfigurations.other` | different |"), "{markdown}");
}

#[test]
fn commits_and_folders_are_sides_too() {
    let flake = Flake::new(&[("flake.nix", &hosts(&[("a", "\"1\"")]))]);
    flake.write("flake.nix", &hosts(&[("a", "\"2\"")]));
    flake.commit();
    assert_eq!(flake.run(&["verify"]).code, Some(0), "the work tree is HEAD");
    assert_eq!(flake.run(&["verify", "--before", "HEAD~1"]).code, Some(1));
    assert_eq!(flake.run(&["verify", "--before", "HEAD~1", "--after", "HEAD~1"]).code, Some(0));
    let copy = Flake::new(&[("flake.nix", &hosts(&[("a", "\"1\"")]))]);
    let folder = copy.path().display().to_string();
    assert_eq!(flake.run(&["verify", "--before", &folder]).code, Some(1));
    assert_eq!(flake.run(&["verify", "--before", "HEAD~1", "--after", &folder]).code, Some(0));
    let none = flake.run(&["verify", "--before", "nowhere"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("nowhere"), "{}", none.err);
}

#[test]
fn files_that_git_does_not_know_are_not_there() {
    let flake = Flake::new(&[("flake.nix", &hosts(&[("a", "import ./a.nix")])), ("a.nix", "\"1\"\n")]);
    git(&flake.path(), &["rm", "--cached", "--quiet", "a.nix"]);
    let run = flake.run(&["verify", "--format", "json"]);
    assert_eq!(verdicts(&run.json()), [("a".to_owned(), "newly-failing".to_owned())]);
}

#[test]
fn a_flake_below_the_top_of_a_repository() {
    let flake = Flake::new(&[("sub/flake.nix", &hosts(&[("a", "import ../a.nix")])), ("a.nix", "\"1\"\n")]);
    flake.write("a.nix", "\"2\"\n");
    let sub = flake.path().join("sub");
    let mut command = flake.command(&["verify", "--format", "json"]);
    let args: Vec<_> = command
        .get_args()
        .map(|a| if a == flake.path().as_os_str() { sub.clone().into() } else { a.to_owned() })
        .collect();
    let mut again = std::process::Command::new(command.get_program());
    again.args(args).envs(command.get_envs().filter_map(|(k, v)| Some((k, v?))));
    command.env_clear();
    let run = crate::world::Run::of(again.output().unwrap());
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    assert_eq!(verdicts(&run.json()), [("a".to_owned(), "different".to_owned())]);
}

#[test]
fn outputs_are_compared_if_asked_for() {
    let outputs = |x: &str| {
        format!(
            "{{ outputs = _: {{ packages.x86_64-linux.p = derivation {{ name = \"p\"; system = \"x86_64-linux\"; builder = \"b\"; x = {x}; }}; \
             apps.x86_64-linux.a = {{ type = \"app\"; program = \"/bin/{x}\"; }}; }}; }}"
        )
    };
    let flake = Flake::new(&[("flake.nix", &outputs("1"))]);
    flake.write("flake.nix", &outputs("2"));
    let none = flake.run(&["verify"]);
    assert!(none.code == Some(2) && none.err.contains("--outputs"), "{}", none.err);
    let run = flake.run(&["verify", "--outputs", "--format", "json"]);
    let word = "different".to_owned();
    let unread = "different-unread".to_owned();
    assert_eq!(verdicts(&run.json()), [("a".to_owned(), unread), ("p".to_owned(), word)]);
}

#[test]
fn what_is_known_is_not_evaluated_again() {
    let flake = Flake::new(&[("flake.nix", &hosts(&[("a", "\"known\"")]))]);
    let first = flake.run(&["verify", "--format", "json"]).json();
    let second = flake.run(&["verify", "--format", "json"]).json();
    assert_eq!(second["rows"][0]["cached"], true);
    assert_eq!(second["rows"][0]["verdict"], first["rows"][0]["verdict"]);
    assert!(second["rows"][0]["stats"][0]["thunks"].as_u64().is_some_and(|n| n > 0));
    assert_eq!(flake.run(&["verify", "--fresh", "--format", "json"]).json()["rows"][0]["cached"], false);
}

#[test]
fn a_time_that_is_over_is_no_verdict() {
    let slow = "toString (builtins.foldl' (a: x: builtins.foldl' (a: x: a + x) a (builtins.genList (x: x) 10000)) 0 (builtins.genList (x: x) 100000))";
    let flake = Flake::new(&[("flake.nix", &hosts(&[("a", "\"1\""), ("slow", slow)]))]);
    let run = flake.run(&["verify", "--timeout", "3", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let found = verdicts(&run.json());
    assert_eq!(found[1], ("slow".to_owned(), "not-evaluated".to_owned()));
}

#[test]
fn without_nix_there_is_one_clear_error() {
    let flake = Flake::new(&[("flake.nix", &hosts(&[("a", "\"1\"")]))]);
    for args in [&["verify", "--nix", "/nowhere/nix"][..], &["verify", "--nix", "false"]] {
        let run = flake.run(args);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("--nix PATH"), "{}", run.err);
    }
    assert_eq!(flake.run(&["fix", "--jobs", "2"]).code, Some(2), "options of --verify need it");
}

#[test]
fn fix_writes_what_evaluates_to_the_same() {
    let flake = Flake::of_case("hoist-import/cases/cross-riscv64");
    let preview = flake.run(&["fix", "--verify", "--dry-run", "--format", "json"]);
    assert_eq!((preview.code, &preview.json()["applied"]), (Some(0), &serde_json::json!(false)), "{}", preview.err);
    assert_eq!(preview.json()["proof"]["rows"][0]["verdict"]["verdict"], "equal");
    assert_eq!(git(&flake.path(), &["status", "--porcelain"]), "");
    let flake = Flake::of_case("hoist-import/cases/cross-riscv64");
    let run = flake.run(&["fix", "--verify"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.contains("1 output compared: 1 equal"), "{}", run.out);
    assert!(!git(&flake.path(), &["status", "--porcelain"]).is_empty());
    assert!(flake.run(&["fix", "--verify", "--allow-dirty"]).out.contains("nothing to do"));
}

#[test]
fn fix_writes_nothing_that_differs() {
    let flake = Flake::of_case("hoist-import/cases/cross-riscv64");
    let tools = flake
        .read("board/tools.nix")
        .replace("environment", "system.build.toplevel = pkgs.runCommand \"x\" { } \"${./tools.nix}\";\n  environment");
    flake.write("board/tools.nix", &tools);
    flake.commit();
    let run = flake.run(&["fix", "--verify"]);
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    assert!(run.err.contains("nothing was written") && run.err.contains("tools.nix"), "{}", run.err);
    assert_eq!(git(&flake.path(), &["status", "--porcelain"]), "");
}
