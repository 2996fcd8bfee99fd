//! A flake of which `fix` writes fifty-one files, and how trees are compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use tempfile::TempDir;

pub const JOURNAL: &str = ".nixinst-journal";

const MODULES: usize = 50;

/// `{MODULES}` is the list.
const FLAKE: &str = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ {MODULES} ];
    };
  };
}
"#;

const MODULE: &str = "\
{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
";

/// Every file below a folder but git's own, with its text.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

pub fn read_tree(dir: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if !entry.file_type().unwrap().is_dir() {
                let text = fs::read(&path).unwrap();
                tree.insert(path.strip_prefix(dir).unwrap().to_owned(), text);
            } else if entry.file_name() != ".git" {
                folders.push(path);
            }
        }
    }
    tree
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

/// The flake, committed, in a folder that is `flake` in a temporary one.
pub fn flake() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("flake");
    let files: Vec<String> = (0..MODULES).map(|i| format!("./part{}/module{i}.nix", i % 10)).collect();
    for file in &files {
        fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
        fs::write(root.join(file), MODULE).unwrap();
    }
    fs::write(root.join("flake.nix"), FLAKE.replace("{MODULES}", &files.join(" "))).unwrap();
    git(&root, &["init", "--quiet", "--template="]);
    git(&root, &["add", "."]);
    git(&root, &["commit", "--quiet", "--message", "first"]);
    dir
}

fn git(dir: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(dir).args(identity).args(args).output().unwrap();
    assert!(output.status.success(), "git {args:?}");
}

pub fn nixinst(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.current_dir(dir).env("NO_COLOR", "1").args(args);
    command
}

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// What the flake is before and after.
pub fn sides(flake: &Path) -> [Tree; 2] {
    let after = tempfile::tempdir().unwrap();
    copy(flake, after.path());
    let ran = run(&mut nixinst(after.path(), &["fix"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let sides = [read_tree(flake), read_tree(after.path())];
    let changed = sides[0].iter().filter(|(file, text)| sides[1].get(*file) != Some(text)).count();
    assert_eq!((changed, sides[1].len()), (MODULES + 1, sides[0].len()));
    sides
}

/// To the terminal, whether or not the test succeeds.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
