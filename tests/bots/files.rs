//! The files for bots: what they must not have, and must agree in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::repository::{Repository, path, root};

/// A YAML file of the repository.
pub fn yaml(file: &str) -> Value {
    let text = fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    serde_norway::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, found) } else { found.push(path) }
    }
}

/// Every `key` of a document that is a text.
fn texts<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(key).and_then(Value::as_str));
            map.values().for_each(|v| texts(v, key, found));
        }
        Value::Array(items) => items.iter().for_each(|v| texts(v, key, found)),
        _ => (),
    }
}

fn texts_of<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    texts(value, key, &mut found);
    found
}

/// Action, workflows and the examples of docs/ for GitHub and Forgejo.
fn workflows() -> Vec<String> {
    let mut found = vec![root().join("action.yml")];
    below(&root().join(".github/workflows"), &mut found);
    below(&root().join("docs/bots"), &mut found);
    let names = found.iter().map(|p| p.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
    names.filter(|n| n.ends_with(".yml")).collect()
}

#[test]
fn no_script_has_an_expression_in_its_text() {
    let mut scripts = 0;
    for file in workflows() {
        let document = yaml(&file);
        for script in texts_of(&document, "run") {
            assert!(!script.contains("${{"), "{file}: pass it by `env:`\n{script}");
            scripts += 1;
        }
    }
    assert!(scripts > 10, "{scripts}");
}

#[test]
fn every_input_is_used_and_every_one_that_is_used_is_declared() {
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    let document = yaml("action.yml");
    let declared: BTreeSet<&str> = document["inputs"].as_object().unwrap().keys().map(String::as_str).collect();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let used = text.split("inputs.").skip(1).map(|t| &t[..t.find(|c| !word(c)).unwrap_or(t.len())]);
    assert_eq!(used.collect::<BTreeSet<_>>(), declared);
}

#[test]
fn outputs_are_those_of_steps_that_are_there() {
    let document = yaml("action.yml");
    let steps: Vec<&str> =
        document["runs"]["steps"].as_array().unwrap().iter().filter_map(|s| s["id"].as_str()).collect();
    for (name, output) in document["outputs"].as_object().unwrap() {
        let value = output["value"].as_str().unwrap();
        let step = value.split("steps.").nth(1).and_then(|v| v.split('.').next()).unwrap();
        assert!(steps.contains(&step), "{name}: {value}");
    }
}

#[test]
fn examples_use_inputs_that_the_action_has() {
    let document = yaml("action.yml");
    let mut seen = 0;
    for file in workflows().iter().filter(|f| f.starts_with("docs/")) {
        let example = yaml(file);
        let Some(jobs) = example["jobs"].as_object() else { continue };
        for step in jobs.values().filter_map(|j| j["steps"].as_array()).flatten() {
            if step["uses"].as_str().is_some_and(|u| u.contains("nixinst")) {
                for input in step["with"].as_object().into_iter().flat_map(|w| w.keys()) {
                    assert!(document["inputs"].get(input).is_some(), "{file}: {input}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn the_hooks_of_pre_commit_run_on_a_flake() {
    for hook in yaml(".pre-commit-hooks.yaml").as_array().unwrap() {
        let repository = Repository::of("tests/example");
        let entry: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
        assert_eq!(hook["pass_filenames"], false);
        let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
        let status = command.current_dir(repository.path()).args(&entry[1..]).output().unwrap().status;
        let changed = !repository.git(&["status", "--porcelain"]).is_empty();
        // What pre-commit takes for a failure.
        let expected = match hook["id"].as_str().unwrap() {
            "nixinst-check" => (Some(1), false),
            "nixinst-fix" => (Some(0), true),
            other => panic!("{other}"),
        };
        assert_eq!((status.code(), changed), expected);
    }
}

/// Runs a script in a repository with the example, and says how it ended.
fn run(script: &str, repository: &Repository) -> (Option<i32>, String) {
    let mut command = Command::new("bash");
    command.args(["-e", "-c", script]).current_dir(repository.path()).env("PATH", path()).env("TOKEN", "");
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "bot").env(format!("GIT_{name}_EMAIL"), "bot@example.org");
    }
    let output = command.output().expect("bash runs");
    (output.status.code(), [output.stdout, output.stderr].map(|b| String::from_utf8_lossy(&b).into_owned()).concat())
}

#[test]
fn scripts_of_the_examples_do_what_they_say() {
    let step = |file: &str, job: &str, index: usize| {
        yaml(file)["jobs"][job]["steps"][index]["run"].as_str().expect("a script").to_owned()
    };
    let repository = Repository::of("tests/example");
    let (code, log) = run(&step("docs/bots/forgejo.yml", "check", 1), &repository);
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("::warning file=modules/editors.nix"), "{log}");
    let script = yaml("docs/bots/gitlab-ci.yml")["nixinst"]["script"][0].as_str().unwrap().to_owned();
    let (code, log) = run(&script, &repository);
    assert_eq!(code, Some(1), "{log}");
    let report = fs::read_to_string(repository.path().join("gl-code-quality-report.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&report).unwrap().as_array().unwrap().len(), 3);
    // Those that commit: one commit with the report, and none where nothing changes.
    let commits = [step("docs/bots/forgejo.yml", "pull-request", 1), text("docs/bots/multi-gitter.sh")];
    for script in commits {
        let repository = Repository::of("tests/example");
        for _ in 0..2 {
            let (code, log) = run(&script, &repository);
            assert_eq!(code, Some(0), "{log}");
            let log = repository.git(&["log", "--format=%B"]);
            assert!(log.starts_with("nixinst: make 1 instance of nixpkgs instead of 3\n\nEvery"), "{log}");
            assert!(log.contains("\n## Instances of nixpkgs"), "{log}");
            assert_eq!(repository.git(&["rev-list", "--count", "HEAD"]), "2");
        }
    }
    // Those whose engine commits.
    let renovate: Value = serde_json::from_str(&text("docs/bots/renovate.json")).unwrap();
    let renovate = renovate["lockFileMaintenance"]["postUpgradeTasks"]["commands"][0].as_str().unwrap().to_owned();
    let allowed: Value = serde_json::from_str(&text("docs/bots/renovate-self-hosted.json")).unwrap();
    assert_eq!(allowed["allowedCommands"][0], format!("^{renovate}$"));
    let batch = yaml("docs/bots/batch-spec.yml")["steps"][0]["run"].as_str().unwrap().to_owned();
    for script in [renovate, batch] {
        let repository = Repository::of("tests/example");
        let (code, log) = run(&script, &repository);
        assert_eq!(code, Some(0), "{log}");
        assert_eq!(repository.git(&["status", "--porcelain"]).lines().count(), 4, "{log}");
    }
}

/// A file of this repository.
fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}
