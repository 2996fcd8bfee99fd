//! The README, held to what the program does with `tests/example`.

#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nixinst::plan::{codes, outcome::Disposition};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// What is between the fences of the only block in `language` that starts with `start`.
fn block(readme: &str, language: &str, start: &str) -> String {
    let fence = format!("```{language}\n");
    let found = readme.split(&fence).skip(1).filter(|text| text.starts_with(start));
    let found: Vec<&str> = found.collect();
    assert_eq!(found.len(), 1, "blocks of {language} that start with {start}");
    found[0].split("```").next().unwrap().to_owned()
}

/// The standard output of nixinst, run in the repository as the README says.
fn nixinst(args: &[&str], code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.current_dir(root()).env("NO_COLOR", "1").args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_readme_shows_the_diff_of_the_example() {
    let diff = nixinst(&["fix", "--dry-run", "tests/example"], 0);
    assert_eq!(block(&readme(), "diff", "# hoist-import: "), diff);
}

#[test]
fn the_readme_shows_the_report_on_the_example() {
    let report = nixinst(&["check", "tests/example"], 1);
    assert_eq!(block(&readme(), "text", "hoist: "), report);
}

#[test]
fn the_readme_explains_every_code_and_disposition() {
    let readme = readme();
    let row = |word: &str| {
        let rows = readme.lines().filter(|line| line.starts_with(&format!("| `{word}` | ")));
        assert_eq!(rows.count(), 1, "rows for `{word}`");
    };
    let dispositions = [
        Disposition::Hoist,
        Disposition::Merge,
        Disposition::Central,
        Disposition::Separate,
        Disposition::Unreached,
        Disposition::Blocked,
    ];
    dispositions.iter().for_each(|disposition| row(disposition.word()));
    codes::PAGES.iter().for_each(|(code, _)| row(code));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All configurations of a flake in the test world as JSON, and how many instances were made.
fn evaluate(flake: &Path, home: &Path) -> (String, usize) {
    let output = Command::new("nix-instantiate")
        .args(["--eval", "--strict", "--json", "--read-write-mode"])
        .arg(root().join("tests/world/eval.nix"))
        .arg("--argstr")
        .arg("flake")
        .arg(flake)
        .env("NIX_STORE_DIR", home.join("store"))
        .env("NIX_STATE_DIR", home.join("state"))
        .env("NIX_LOG_DIR", home.join("log"))
        .env("NIX_CONF_DIR", home.join("conf"))
        .env("HOME", home)
        .env_remove("NIX_REMOTE")
        .env_remove("NIX_PATH")
        .output()
        .expect("nix-instantiate is installed (`tests/all` installs it)");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let instances = errors.lines().filter(|line| line.starts_with("trace: world:instance:"));
    (String::from_utf8(output.stdout).unwrap(), instances.count())
}

/// Removes a store that is read-only.
struct Home(tempfile::TempDir);

impl Drop for Home {
    fn drop(&mut self) {
        let _ = Command::new("chmod").args(["-R", "u+w"]).arg(self.0.path()).status();
    }
}

#[test]
fn the_example_evaluates_to_the_same_with_fewer_instances() {
    let home = Home(tempfile::tempdir().unwrap());
    let fixed: PathBuf = home.0.path().join("example");
    copy(&root().join("tests/example"), &fixed);
    nixinst(&["fix", fixed.to_str().unwrap()], 0);
    let (before, many) = evaluate(&root().join("tests/example"), home.0.path());
    let (after, few) = evaluate(&fixed, home.0.path());
    assert_eq!(before, after);
    // Of each host its own, and one for all sites.
    assert_eq!((many, few), (7, 3));
    assert_eq!(nixinst(&["fix", fixed.to_str().unwrap()], 0), "nothing to do\n");
}
