//! A flake with a site that becomes an instance whatever else is there, and every way to look at it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
pub use tempfile::TempDir;

/// More than a loaded machine needs for any of this.
const PATIENCE: Duration = Duration::from_secs(120);

pub const GOOD: &str = "\
{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
";

/// `{EXTRA}` stands among the modules.
pub const FLAKE: &str = r#"{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./good.nix {EXTRA} ];
    };
  };
}
"#;

/// Everything that reads a repository and writes nothing, in every format.
pub const READING: [&[&str]; 20] = [
    &["check"],
    &["check", "--all-flakes"],
    &["check", "--color", "always"],
    &["check", "--format", "json"],
    &["check", "--format", "diff"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "markdown"],
    &["fix", "--dry-run", "--format", "text"],
    &["fix", "--dry-run", "--format", "json"],
    &["fix", "--dry-run", "--format", "markdown"],
    &["fix", "--dry-run", "--color", "always"],
    &["graph"],
    &["graph", "--modules"],
    &["graph", "--color", "always"],
    &["graph", "--format", "mermaid"],
    &["graph", "--format", "dot"],
    &["graph", "--format", "svg"],
    &["graph", "--format", "json"],
];

/// One of each kind.
pub const LOOKING: [&[&str]; 5] = [
    &["check"],
    &["check", "--all-flakes"],
    &["check", "--format", "json"],
    &["fix", "--dry-run"],
    &["graph", "--modules"],
];

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn nixinst(dir: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.timeout(PATIENCE).current_dir(dir).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ran = Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    for word in ["panicked", "this is a bug", "overflowed its stack"] {
        assert!(!ran.err.contains(word), "{args:?}: {}", ran.err);
    }
    assert!(ran.code.is_some(), "{args:?}: it took too long, or crashed: {}", ran.err);
    ran
}

pub fn write(dir: &Path, file: &str, bytes: impl AsRef<[u8]>) {
    let path = dir.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The flake with one more module.
pub fn host(extra: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "flake.nix", FLAKE.replace("{EXTRA}", extra));
    write(dir.path(), "good.nix", GOOD);
    dir
}

/// Bytes of files, targets of links, nothing for anything else.
pub fn read_tree(dir: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let content = if kind.is_dir() {
                folders.push(path.clone());
                None
            } else if kind.is_symlink() {
                Some(fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes())
            } else if kind.is_file() {
                fs::read(&path).ok()
            } else {
                None
            };
            tree.insert(path, content);
        }
    }
    tree
}

/// All that reads comes to an end, writes nothing and answers what it printed. Where `good` is set, the site of good.nix is
/// found; else everything refuses with one error.
pub fn look(dir: &Path, good: bool) -> Vec<(&'static [&'static str], Ran)> {
    let before = read_tree(dir);
    let mut all = Vec::new();
    for args in LOOKING {
        let ran = nixinst(dir, args);
        match (good, args[0]) {
            (true, "check") => assert_eq!(ran.code, Some(1), "{args:?}: {}{}", ran.out, ran.err),
            (true, _) => assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err),
            (false, _) => assert_eq!(ran.code, Some(2), "{args:?}: {}{}", ran.out, ran.err),
        }
        all.push((args, ran));
    }
    assert!(read_tree(dir) == before, "something was written");
    all
}

/// The same, and `fix` moves the site and touches nothing but good.nix and flake.nix.
pub fn look_and_fix(dir: &Path) {
    look(dir, true);
    let before = read_tree(dir);
    let ran = nixinst(dir, &["fix", "--allow-dirty"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let after = read_tree(dir);
    assert!(before.keys().eq(after.keys()), "files came or went");
    let changed: Vec<&PathBuf> = before.keys().filter(|file| before[*file] != after[*file]).collect();
    assert_eq!(changed, [&dir.join("flake.nix"), &dir.join("good.nix")]);
}

pub fn fifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).output().unwrap();
    assert!(made.status.success(), "{made:?}");
}
