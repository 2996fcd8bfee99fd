//! Commands of the documentation, run in a copy of what they are about.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::blocks::root;

/// Pages whose commands are about another flake than `tests/example`.
const FLAKES: &[(&str, &str)] =
    &[("rewrites/isolate-overlay/README.md", "rewrites/isolate-overlay/cases/documented/before")];

/// Stand-ins for the inputs of the example, and a store: `nixinst verify` needs no network with them.
fn world() -> &'static Path {
    static WORLD: OnceLock<TempDir> = OnceLock::new();
    let dir = WORLD.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let inputs = dir.path().join("inputs");
        for name in ["nixpkgs", "nixpkgs-unstable"] {
            copy(&root().join("tests/world/nixpkgs"), &inputs.join(name));
            fs::write(inputs.join(name).join("tag"), name).unwrap();
        }
        copy(&root().join("tests/world/home-manager"), &inputs.join("home-manager"));
        let file = inputs.join("home-manager/flake.nix");
        let nixpkgs = format!("{{ inputs.nixpkgs.url = \"path:{}\";", inputs.join("nixpkgs").display());
        let text = fs::read_to_string(&file).unwrap().replacen('{', &nixpkgs, 1);
        fs::write(file, text).unwrap();
        dir
    });
    dir.path()
}

/// The options that have Nix take the stand-ins.
fn inputs() -> String {
    let option =
        |input: &str| format!(" --override-input {input} path:{}", world().join("inputs").join(input).display());
    ["nixpkgs", "nixpkgs-unstable", "home-manager"].map(option).concat() + " --offline"
}

/// Two folders to run commands in: the flake, committed, and as far as commands name it, a clone of this repository.
pub struct Scratch {
    dir: TempDir,
}

/// How a command ended, and how it should have.
pub struct Ran {
    pub code: i32,
    pub expected: i32,
    pub out: String,
    pub err: String,
}

impl Scratch {
    /// For the commands of a page.
    pub fn of(page: &str) -> Scratch {
        let scratch = Scratch { dir: tempfile::tempdir().unwrap() };
        let other = FLAKES.iter().find(|(of, _)| *of == page).map(|(_, flake)| *flake);
        copy(&root().join(other.unwrap_or("tests/example")), &scratch.flake());
        copy(&root().join("tests/example"), &scratch.clone().join("tests/example"));
        fs::copy(root().join("tests/fleet"), scratch.clone().join("tests/fleet")).unwrap();
        for folder in [scratch.flake(), scratch.clone()] {
            commit(&folder);
        }
        for name in ["one", "two"] {
            let bare = scratch.dir.path().join(format!("remotes/{name}.git"));
            git(&scratch.flake(), &["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
        }
        // Of the flake: a branch can be pushed there.
        git(&scratch.flake(), &["remote", "add", "origin", "../remotes/one.git"]);
        scratch
    }

    fn flake(&self) -> PathBuf {
        self.dir.path().join("flake")
    }

    fn clone(&self) -> PathBuf {
        self.dir.path().join("clone")
    }

    /// Runs a line of shell.
    pub fn run(&self, line: &str) -> Ran {
        // What is built already, and inputs that are there.
        let line = line.replace("cargo run --release --", "nixinst");
        let line = line.replace("nixinst verify", &format!("nixinst verify {}", inputs()));
        let line = line.replace(" --verify", &format!(" --verify {}", inputs()));
        // No host says there who opens a pull request.
        let line = line.replace("nixinst pr", "nixinst pr --forge none");
        let folder = if line.contains("tests/") { self.clone() } else { self.flake() };
        let fixed = !git(&folder, &["status", "--porcelain", "--", "*.nix"]).is_empty();
        let asks = line.starts_with("nixinst check") || line.contains(" --check");
        let output = self.command(&line, &folder).output().expect("bash runs");
        let [out, err] = [output.stdout, output.stderr].map(|b| String::from_utf8_lossy(&b).into_owned());
        Ran { code: output.status.code().expect("an exit code"), expected: (asks && !fixed).into(), out, err }
    }

    fn command(&self, line: &str, folder: &Path) -> Command {
        let built = Path::new(env!("CARGO_BIN_EXE_nixinst")).parent().unwrap();
        let mut command = Command::new("bash");
        command.args(["-o", "pipefail", "-c", line]).current_dir(folder);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", built.display())).env("NO_COLOR", "1");
        let home = world().join("nix");
        for (name, sub) in [("NIX_STORE_DIR", "store"), ("NIX_STATE_DIR", "state"), ("NIX_LOG_DIR", "log")] {
            command.env(name, home.join(sub));
        }
        command.env("NIX_CONF_DIR", home.join("conf")).env("HOME", &home).env("XDG_CACHE_HOME", home.join("cache"));
        for name in ["NIX_REMOTE", "NIX_PATH", "NIX_CONFIG", "NIXINST_NIX"] {
            command.env_remove(name);
        }
        // Addresses of nobody are repositories here.
        let remotes = format!("url.file://{}/.insteadOf", self.dir.path().join("remotes").display());
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "me").env(format!("GIT_{who}_EMAIL"), "me@example.org");
        }
        command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", remotes);
        command.env("GIT_CONFIG_VALUE_0", "https://git.example.org/");
        command
    }
}

/// Commands of a page, run one after the other, each with its standard output.
pub fn printed(page: &str, commands: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let scratch = Scratch::of(page);
    commands.map(|line| (line.clone(), scratch.run(&line).out)).collect()
}

/// Whether a shell takes a script.
pub fn parses(script: &str) -> bool {
    Command::new("bash").args(["-n", "-c", script]).status().expect("bash runs").success()
}

/// Whether Nix parses an expression.
pub fn nix(expression: &str) -> Result<(), String> {
    let mut command = Command::new("nix-instantiate");
    let output = command.args(["--parse", "--expr", expression]).output();
    let output = output.expect("nix-instantiate is installed (`tests/all` installs it)");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn nixinst(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nixinst")).args(args).output().expect("nixinst runs")
}

/// What in a command line nixinst doesn't have: the command, or an option.
pub fn unknown(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let command =
        words.get(1).filter(|w| w.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !w.starts_with('-'))?;
    let help = nixinst(&[command, "--help"]);
    if !help.status.success() {
        return Some((*command).to_owned());
    }
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let known: BTreeSet<&str> = help.split(|c: char| c.is_whitespace() || ",<[]=".contains(c)).collect();
    let mut options = words.iter().filter(|w| w.starts_with('-')).map(|w| w.split('=').next().unwrap_or(w));
    options.find(|o| !known.contains(o)).map(str::to_owned)
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

fn commit(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "-m", "x"]);
}

fn git(folder: &Path, args: &[&str]) -> String {
    let who = ["-c", "user.name=me", "-c", "user.email=me@example.org"];
    let output = Command::new("git").current_dir(folder).args(who).args(args).output().expect("git runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
