//! The test world, evaluated by a real Nix: for the golden cases and for generated flakes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What a Nix may take: KiB of addresses, and seconds of a processor. A golden case takes a tenth of either.
const MEMORY: u32 = 4_000_000;
const SECONDS: u32 = 120;

/// All files below a folder, by relative path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads all files below a folder.
pub fn read_tree(dir: &Path) -> Tree {
    fn walk(dir: &Path, prefix: &str, tree: &mut Tree) {
        for entry in fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), tree);
            } else {
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut tree = Tree::new();
    walk(dir, "", &mut tree);
    tree
}

/// Writes them.
pub fn write_tree(dir: &Path, tree: &Tree) {
    for (name, bytes) in tree {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// What a program wrote, and how it ended.
pub fn said(output: &Output) -> String {
    format!("{}\n{}{}", output.status, String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A store of its own below a temporary folder: nothing is needed but the program.
pub struct Nix {
    home: tempfile::TempDir,
}

/// What the test world makes of a flake.
pub struct Evaluated {
    pub value: serde_json::Value,
    pub instances: usize,
}

impl Nix {
    pub fn new() -> Nix {
        if Command::new("nix-instantiate").arg("--version").output().is_err() {
            panic!(
                "`nix-instantiate` is not installed, and without it nobody knows whether the golden trees are \
                 right. Install Nix 2.8 or later (https://nixos.org/download), then run the tests again."
            );
        }
        let nix = Nix { home: tempfile::tempdir().unwrap() };
        // Two processes that make the same new store get in each other's way.
        let output = nix
            .command()
            .args(["--eval", "--read-write-mode", "-E", r#"builtins.toFile "world" """#])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        nix
    }

    fn command(&self) -> Command {
        let home = self.home.path();
        // One that never ends fails, and doesn't take the whole machine. Where nothing can be limited nothing is.
        let limited = format!("ulimit -v {MEMORY} 2>/dev/null; ulimit -t {SECONDS}; exec nix-instantiate \"$@\"");
        let mut command = Command::new("sh");
        command
            .args(["-c", &limited, "nix-instantiate"])
            .env("NIX_STORE_DIR", home.join("store"))
            .env("NIX_STATE_DIR", home.join("state"))
            .env("NIX_LOG_DIR", home.join("log"))
            .env("NIX_CONF_DIR", home.join("conf"))
            .env("HOME", home)
            .env_remove("NIX_REMOTE")
            .env_remove("NIX_PATH");
        command
    }

    pub fn evaluate(&self, flake: &Path) -> Result<Evaluated, String> {
        let output = self
            .command()
            .args(["--eval", "--strict", "--json", "--read-write-mode"])
            .arg(root().join("tests/world/eval.nix"))
            .arg("--argstr")
            .arg("flake")
            .arg(flake)
            .args(["--arg", "fetches", if fetches(flake) { "true" } else { "false" }])
            .output()
            .expect("nix-instantiate runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        let is_instance = |line: &&str| line.starts_with("trace: world:instance:");
        if !output.status.success() {
            let lines: Vec<&str> = errors.lines().filter(|l| !is_instance(l)).collect();
            return Err(lines.join("\n"));
        }
        Ok(Evaluated {
            value: serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?,
            instances: errors.lines().filter(is_instance).count(),
        })
    }

    pub fn parses(&self, file: &Path) -> Result<(), String> {
        let output = self.command().arg("--parse").arg(file).output().unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}

/// Whether code of a flake fetches nixpkgs by itself.
fn fetches(flake: &Path) -> bool {
    let words: [&[u8]; 3] = [b"fetch", b"getFlake", b"import <"];
    read_tree(flake).values().any(|text| words.iter().any(|w| text.windows(w.len()).any(|t| t == *w)))
}

/// What lies in a store is read-only, and who isn't root can't remove it like that.
impl Drop for Nix {
    fn drop(&mut self) {
        let _ = Command::new("chmod").args(["-R", "u+w"]).arg(self.home.path()).status();
    }
}
