//! The steps of action.yml, run by bash with the files and variables that a runner gives them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::files::yaml;
use crate::repository::{Repository, copy, path, root};

/// A run of the action.
struct Run {
    code: i32,
    /// What the steps printed.
    log: String,
    /// Of steps that were run, by `steps.ID.outputs.NAME`.
    outputs: BTreeMap<String, String>,
    /// Actions of others that would have been run.
    others: Vec<String>,
    summary: String,
    _temporary: TempDir,
}

impl Run {
    fn output(&self, name: &str) -> &str {
        let document = yaml("action.yml");
        let value = document["outputs"][name]["value"].as_str().unwrap().to_owned();
        let step = value.trim_start_matches("${{ ").trim_end_matches(" }}").split(' ').next().unwrap().to_owned();
        self.outputs.get(&step).map_or("", String::as_str)
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.output(name)).unwrap_or_else(|e| panic!("{name}: {e}\n{}", self.log))
    }
}

/// What a runner knows.
struct Runner {
    values: BTreeMap<String, String>,
    temporary: TempDir,
}

impl Runner {
    fn new(inputs: &[(&str, &str)]) -> Runner {
        let mut values = BTreeMap::new();
        for (name, input) in yaml("action.yml")["inputs"].as_object().unwrap() {
            values.insert(format!("inputs.{name}"), input["default"].as_str().unwrap().to_owned());
        }
        for (name, value) in [("version", "installed"), ("verify", "false")].iter().chain(inputs) {
            assert!(values.insert(format!("inputs.{name}"), (*value).to_owned()).is_some(), "{name}");
        }
        Runner { values, temporary: tempfile::tempdir().unwrap() }
    }

    fn know(mut self, name: &str, value: &str) -> Runner {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }

    /// `${{ NAME }}`, or a text.
    fn value(&self, text: &str) -> String {
        let name = text.strip_prefix("${{ ").and_then(|t| t.strip_suffix(" }}"));
        name.map_or(text.to_owned(), |name| self.values.get(name).cloned().unwrap_or_default())
    }

    /// An `if:`, of comparisons with `&&` between them.
    fn holds(&self, condition: &str) -> bool {
        condition.split(" && ").all(|comparison| {
            let (equal, sides) = match comparison.split_once(" == ") {
                Some(sides) => (true, sides),
                None => (false, comparison.split_once(" != ").expect("a comparison")),
            };
            (self.value(&format!("${{{{ {} }}}}", sides.0)) == sides.1.trim_matches('\'')) == equal
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    fn run(mut self, repository: &Repository) -> Run {
        let document = yaml("action.yml");
        let (mut code, mut log, mut others) = (0, String::new(), Vec::new());
        let mut search = path();
        for step in document["runs"]["steps"].as_array().unwrap() {
            if step["if"].as_str().is_some_and(|condition| !self.holds(condition)) {
                continue;
            }
            if let Some(action) = step["uses"].as_str() {
                others.push(action.to_owned());
                continue;
            }
            let (status, text) = self.step(step, repository, &search);
            log.push_str(&text);
            if let Ok(more) = fs::read_to_string(self.file("path")) {
                search = format!("{}:{}", more.trim().replace('\n', ":"), path());
            }
            if status != 0 {
                code = status;
                break;
            }
        }
        let summary = fs::read_to_string(self.file("summary")).unwrap_or_default();
        Run { code, log, outputs: self.values, others, summary, _temporary: self.temporary }
    }

    /// As `shell: bash` is run.
    fn step(&mut self, step: &Value, repository: &Repository, search: &str) -> (i32, String) {
        let script = self.file("step.sh");
        fs::write(&script, step["run"].as_str().unwrap()).unwrap();
        fs::write(self.file("output"), "").unwrap();
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(&script).current_dir(repository.path());
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            command.env(name, self.value(value.as_str().unwrap()));
        }
        command.env("RUNNER_TEMP", self.temporary.path()).env("PATH", search).env("NO_COLOR", "1");
        for name in ["OUTPUT", "PATH", "STEP_SUMMARY"] {
            let file = name.trim_start_matches("STEP_").to_lowercase();
            command.env(format!("GITHUB_{name}"), self.file(&file));
        }
        let output = command.output().expect("bash runs");
        if let Some(id) = step["id"].as_str() {
            for line in fs::read_to_string(self.file("output")).unwrap().lines() {
                let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("a line of outputs: {line}"));
                self.values.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        let log = [output.stdout, output.stderr].map(|b| String::from_utf8_lossy(&b).into_owned()).concat();
        (output.status.code().expect("an exit code"), log)
    }
}

const PULL_REQUEST: &str = "peter-evans/create-pull-request@v8";

#[test]
fn check_fails_with_annotations_and_writes_nothing() {
    let repository = Repository::of("tests/example");
    let run = Runner::new(&[]).run(&repository);
    assert_eq!(run.code, 1, "{}", run.log);
    assert!(run.log.contains("::warning file=modules/editors.nix,line=3"), "{}", run.log);
    assert!(run.log.contains("::error::instances of nixpkgs can be moved"), "{}", run.log);
    let outputs = ["changed", "sites", "fixable", "instances-before", "instances-after", "verified"];
    assert_eq!(outputs.map(|o| run.output(o)), ["true", "3", "3", "7", "4", ""]);
    assert!(run.summary.starts_with("# nixinst: "), "{}", run.summary);
    assert_eq!(run.others, [""; 0]);
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_pull_request_has_its_files_title_and_body() {
    let repository = Repository::of("tests/example");
    let run = Runner::new(&[("mode", "pull-request")]).run(&repository);
    assert_eq!(run.code, 0, "{}", run.log);
    assert_eq!(run.output("title"), "nixinst: make 1 instance of nixpkgs instead of 3");
    let body = run.file("body");
    assert!(body.starts_with("Every `import nixpkgs"), "{body}");
    assert!(!run.log.contains("::warning"), "{}", run.log);
    assert_eq!(run.others, [PULL_REQUEST]);
    let changed = repository.git(&["status", "--porcelain"]);
    assert_eq!(changed, " M flake.nix\n M home/ada.nix\n M modules/containers.nix\n M modules/editors.nix");
    // The next one has nothing to do, and still asks: what is merged has its pull request closed.
    repository.commit("merged");
    let run = Runner::new(&[("mode", "pull-request")]).run(&repository);
    assert_eq!((run.code, run.output("changed")), (0, "false"), "{}", run.log);
    assert_eq!((run.output("title"), &run.others[..]), ("nixinst: nothing to change", &[PULL_REQUEST.to_owned()][..]));
}

#[test]
fn inputs_are_words_and_never_run() {
    let repository = Repository::of("tests/example");
    let hostile = "$(touch run); touch run #`touch run`";
    let run = Runner::new(&[("mode", "fix"), ("title", hostile)]).run(&repository);
    assert_eq!((run.code, run.output("title")), (0, hostile), "{}", run.log);
    for input in ["args", "path", "mode", "version", "verify"] {
        let run = Runner::new(&[(input, hostile)]).run(&repository);
        assert_eq!(run.code, 2, "{input}: {}", run.log);
    }
    assert!(!repository.path().join("run").exists());
    let two = Runner::new(&[("mode", "fix"), ("title", "a\nchanged=x")]).run(&repository);
    assert_eq!(two.output("title"), "a changed=x");
}

#[test]
fn arguments_and_several_flakes_are_passed_on() {
    let repository = Repository::of("tests/example");
    copy(&root().join("tests/example"), &repository.path().join("inner folder"));
    repository.commit("two flakes");
    let run = Runner::new(&[("path", "inner folder"), ("args", " --only\nfollow-inputs ")]).run(&repository);
    assert_eq!((run.code, run.output("changed"), run.output("fixable")), (0, "false", "0"), "{}", run.log);
    let run = Runner::new(&[("args", "--all-flakes"), ("mode", "fix"), ("verify", "auto")]).run(&repository);
    assert_eq!(run.code, 0, "{}", run.log);
    let outputs = ["fixable", "instances-before", "instances-after"].map(|o| run.output(o));
    assert_eq!(outputs, ["6", "14", "8"], "{}", run.log);
    assert_eq!(run.output("verified"), "false");
    assert!(!repository.git(&["diff", "--", "inner folder/flake.nix"]).is_empty());
}

#[test]
fn sarif_goes_to_code_scanning_before_the_check_fails() {
    let repository = Repository::of("tests/example");
    let run = Runner::new(&[("sarif", "true")]).run(&repository);
    assert_eq!(
        (run.code, &run.others[..]),
        (1, &["github/codeql-action/upload-sarif@v4".to_owned()][..]),
        "{}",
        run.log
    );
    let sarif: Value = serde_json::from_str(&run.file("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_fix_that_cannot_be_verified_is_not_written() {
    let repository = Repository::of("tests/example");
    let run = Runner::new(&[("mode", "fix"), ("verify", "true"), ("args", "--nix no-such-nix")]).run(&repository);
    assert_eq!(run.code, 2, "{}", run.log);
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn an_error_is_an_error() {
    let repository = Repository::of("tests/example");
    let run = Runner::new(&[("path", "nowhere")]).run(&repository);
    assert_eq!(run.code, 2);
    assert!(run.log.contains("::error::nixinst ended with an error"), "{}", run.log);
}

/// A release of the action's repository, on the disk.
fn release(dir: &std::path::Path) -> String {
    let target = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("macos", arch) => format!("{arch}-apple-darwin"),
        (_, arch) => format!("{arch}-unknown-linux-musl"),
    };
    let to = dir.join("me/nixinst/releases/download/v9.9.9");
    let folder = to.join(format!("nixinst-{target}"));
    fs::create_dir_all(&folder).unwrap();
    let script = format!("#!/bin/sh\necho released >&2\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_nixinst"));
    fs::write(folder.join("nixinst"), script).unwrap();
    let pack = "chmod +x nixinst-*/nixinst && tar -czf \"$0.tar.gz\" \"$0\" && shasum -a 256 ./*.tar.gz | sed 's,\\./,,' > SHA256SUMS";
    let name = format!("nixinst-{target}");
    assert!(Command::new("bash").current_dir(&to).args(["-c", pack, &name]).status().unwrap().success());
    format!("{}/{name}.tar.gz", to.display())
}

#[test]
fn a_release_is_that_of_the_tag_and_held_to_its_checksum() {
    let repository = Repository::of("tests/example");
    let dir = tempfile::tempdir().unwrap();
    let archive = release(dir.path());
    let runner = || {
        let server = format!("file://{}", dir.path().display());
        let runner = Runner::new(&[("version", "")]).know("github.server_url", &server);
        runner.know("github.action_repository", "me/nixinst").know("github.action_ref", "v9.9.9")
    };
    let run = runner().run(&repository);
    assert_eq!(run.code, 1, "{}", run.log);
    assert!(run.log.contains("released"), "{}", run.log);
    let missing = runner().know("inputs.version", "v0.0.0").run(&repository);
    assert_ne!(missing.code, 0, "{}", missing.log);
    fs::write(archive, "something else").unwrap();
    let run = runner().run(&repository);
    assert_eq!(run.code, 2, "{}", run.log);
    assert!(run.log.contains("is not what SHA256SUMS says"), "{}", run.log);
}
