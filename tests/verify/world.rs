//! A flake in a repository, whose inputs are the stand-ins: packages that are derivations, which say what they come from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Inputs of the golden cases used here.
const INPUTS: &[&str] = &["nixpkgs", "nixpkgs-unstable", "nixpkgs-stable", "home-manager", "agenix"];

/// Stand-ins and a Nix store for all tests.
fn shared() -> &'static Path {
    static SHARED: OnceLock<TempDir> = OnceLock::new();
    let dir = SHARED.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let world = Path::new(HERE).join("tests/world");
        for input in INPUTS {
            let to = dir.path().join("inputs").join(input);
            match *input {
                "home-manager" => {
                    copy(&world.join("home-manager"), &to);
                    // What it takes if the flake above does not say.
                    let nixpkgs = format!("{{ inputs.nixpkgs.url = \"path:{}/inputs/nixpkgs\";", dir.path().display());
                    let file = to.join("flake.nix");
                    let text = fs::read_to_string(&file).expect("a file is read");
                    fs::write(&file, text.replacen('{', &nixpkgs, 1)).expect("a file is written");
                }
                name if name.starts_with("nixpkgs") => {
                    copy(&world.join("nixpkgs"), &to);
                    fs::write(to.join("tag"), name).expect("a file is written");
                }
                _ => {
                    fs::create_dir_all(&to).expect("a folder");
                    fs::write(to.join("flake.nix"), "{ outputs = _: { nixosModules.default = { }; }; }\n")
                        .expect("written");
                }
            }
        }
        dir
    });
    dir.path()
}

/// A repository with a flake, and what nixinst and Nix write beside it.
pub struct Flake {
    dir: TempDir,
    inputs: Vec<&'static str>,
}

impl Flake {
    /// One with these files, committed.
    pub fn new(files: &[(&str, &str)]) -> Flake {
        let flake = Flake { dir: tempfile::tempdir().expect("a temporary folder"), inputs: Vec::new() };
        for (name, text) in files {
            flake.write(name, text);
        }
        flake.commit();
        flake
    }

    /// What a golden case was, committed.
    pub fn of_case(case: &str) -> Flake {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy(&Path::new(HERE).join("rewrites").join(case).join("before"), &dir.path().join("flake"));
        let text = fs::read_to_string(dir.path().join("flake/flake.nix")).expect("a flake");
        let has = |input: &&&str| text.contains(&format!("{input}.url")) || text.contains(&format!("{input} = {{"));
        let inputs = INPUTS.iter().filter(has).copied().collect();
        let flake = Flake { dir, inputs };
        flake.commit();
        flake
    }

    /// Its files become what the case's are afterwards.
    pub fn rewritten(self, case: &str) -> Flake {
        copy(&Path::new(HERE).join("rewrites").join(case).join("after"), &self.path());
        self
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("flake")
    }

    /// Where temporary files of a run go.
    pub fn temporary(&self) -> PathBuf {
        let path = self.dir.path().join("tmp");
        fs::create_dir_all(&path).expect("a folder");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a file is read")
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file is written");
    }

    pub fn commit(&self) {
        git(&self.path(), &["init", "--quiet"]);
        git(&self.path(), &["add", "--all", "--force"]);
        git(&self.path(), &["commit", "--quiet", "-m", "x"]);
    }

    /// A command of nixinst on it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
        command.args(args).arg(self.path()).args(["--offline"]);
        for input in &self.inputs {
            let tree = shared().join("inputs").join(input);
            command.args(["--override-input", input]).arg(format!("path:{}", tree.display()));
        }
        let home = shared().join("nix");
        for (name, sub) in [("NIX_STORE_DIR", "store"), ("NIX_STATE_DIR", "state"), ("NIX_LOG_DIR", "log")] {
            command.env(name, home.join(sub));
        }
        command.env("NIX_CONF_DIR", home.join("conf")).env("HOME", &home).env("TMPDIR", self.temporary());
        command.env("XDG_CACHE_HOME", home.join("cache")).env("NO_COLOR", "1");
        for name in ["NIX_REMOTE", "NIX_PATH", "NIX_CONFIG", "NIXINST_NIX"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("nixinst runs"))
    }
}

/// What a run answered.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        let [out, err] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).expect("UTF-8"));
        Run { code: output.status.code(), out, err }
    }

    /// Its report, which must be JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}\n{}{}", self.out, self.err))
    }
}

pub fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "init.defaultBranch=main"])
        .args(args)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder is read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
