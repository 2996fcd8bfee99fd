//! A repository with a flake, a remote of it, and stand-ins for the forges' tools.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub const BRANCH: &str = "nixinst/one-nixpkgs";

const FLAKE: &str = "\
{
  inputs.nixpkgs.url = \"github:NixOS/nixpkgs/nixos-25.05\";
  inputs.nixpkgs-unstable.url = \"github:NixOS/nixpkgs/nixos-unstable\";

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = \"x86_64-linux\";
        specialArgs = { inherit inputs; };
        modules = [ ./new.nix ];
      };
    };
}
";

const MODULE: &str = "\
{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = \"x86_64-linux\"; };
in
{
  environment.systemPackages = [ unstable.hello ];
}
";

/// Notes its arguments, one a line, and keeps the body that it is given; answers from files beside it.
const TOOL: &str = r#"#!/bin/sh
here=$(dirname "$0")
name=$(basename "$0")
[ "$1" = --version ] && exit 0
printf -- '-- %s\n' "$name" >>"$here/calls"
for word in "$@"; do
  printf '%s\n' "$word" >>"$here/calls"
  [ "$last" = --body-file ] && cp "$word" "$here/body"
  last=$word
done
[ -e "$here/fails-$2" ] && { echo "not logged in" >&2; exit 4; }
case $2 in
  list) cat "$here/list" 2>/dev/null || true ;;
  create) echo "Creating"; echo "https://forge.example.org/me/flake/pull/7" ;;
esac
"#;

pub struct World {
    dir: TempDir,
}

/// What a run answered.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl World {
    /// A flake with something to fix, which the remote has on `main`.
    pub fn new() -> World {
        World::with(&[("flake.nix", FLAKE), ("new.nix", MODULE)])
    }

    /// The same in a folder.
    pub fn below(folder: &str) -> World {
        World::with(&[
            ("readme", "x\n"),
            (&format!("{folder}/flake.nix"), FLAKE),
            (&format!("{folder}/new.nix"), MODULE),
        ])
    }

    pub fn with(files: &[(&str, &str)]) -> World {
        let world = World { dir: tempfile::tempdir().unwrap() };
        for folder in ["flake", "tools", "tmp", "home"] {
            fs::create_dir(world.path(folder)).unwrap();
        }
        for name in ["gh", "glab", "tea"] {
            executable(&world.path("tools").join(name), TOOL);
        }
        for (name, text) in files {
            world.write(name, text);
        }
        world.git(".", &["init", "--quiet", "--bare", "remote.git"]);
        world.git("flake", &["init", "--quiet"]);
        world.commit("first");
        world.git("flake", &["remote", "add", "origin", world.path("remote.git").to_str().unwrap()]);
        world.git("flake", &["push", "--quiet", "origin", "main"]);
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path("flake").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn commit(&self, message: &str) {
        self.git("flake", &["add", "."]);
        self.git("flake", &["commit", "--quiet", "-m", message]);
    }

    pub fn git(&self, folder: &str, args: &[&str]) -> String {
        let mut command = Command::new("git");
        let output = self.at_home(command.current_dir(self.path(folder)).args(args)).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Somebody else's clone.
    pub fn clone_of_another(&self) {
        self.git(".", &["clone", "--quiet", "remote.git", "other"]);
        self.git("other", &["config", "user.name", "Ada"]);
        self.git("other", &["config", "user.email", "ada@example.org"]);
        self.git("other", &["checkout", "--quiet", BRANCH]);
    }

    fn at_home<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.path("home");
        let config = "[user]\n\tname = Me\n\temail = me@example.org\n[init]\n\tdefaultBranch = main\n";
        fs::write(home.join(".gitconfig"), config).unwrap();
        command.env("HOME", &home).env("GIT_CONFIG_NOSYSTEM", "1").env("TMPDIR", self.path("tmp"));
        for (name, sub) in [("NIX_STORE_DIR", "store"), ("NIX_STATE_DIR", "state"), ("NIX_LOG_DIR", "log")] {
            command.env(name, home.join("nix").join(sub));
        }
        for name in ["GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME", "NIX_REMOTE", "NIX_PATH", "NIXINST_NIX"] {
            command.env_remove(name);
        }
        command.env("NIX_CONF_DIR", home.join("conf")).env("NO_COLOR", "1")
    }

    /// `nixinst pr` in a folder of the world.
    pub fn pr_in(&self, folder: &str, args: &[&str]) -> Ran {
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", self.path("tools").display());
        let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
        command.current_dir(self.path(folder)).arg("pr").args(args);
        let output = self.at_home(&mut command).env("PATH", path).output().unwrap();
        assert!(fs::read_dir(self.path("tmp")).unwrap().next().is_none(), "no temporary folder is left");
        let [out, err] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap());
        Ran { code: output.status.code(), out, err }
    }

    pub fn pr(&self, args: &[&str]) -> Ran {
        self.pr_in("flake", args)
    }

    /// All that a run must not change: refs, `HEAD`, the index and the files.
    pub fn state(&self) -> String {
        let here = |args: &[&str]| self.git("flake", args);
        let refs = ["for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags", "refs/stash"];
        let mut state = here(&refs);
        state += &fs::read_to_string(self.path("flake/.git/HEAD")).unwrap();
        state += &here(&["status", "--porcelain", "--ignored"]);
        state += &here(&["ls-files", "--stage"]);
        state += &here(&["worktree", "list", "--porcelain"]);
        state
    }

    /// The refs of the remote.
    pub fn remote(&self) -> String {
        self.git("remote.git", &["for-each-ref", "--format=%(refname) %(objectname)"])
    }

    /// Something of the branch on the remote.
    pub fn sent(&self, args: &[&str]) -> String {
        self.git("remote.git", args)
    }

    /// The calls of tools since the last time, each with its words.
    pub fn calls(&self) -> Vec<Vec<String>> {
        let file = self.path("tools/calls");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let _ = fs::remove_file(file);
        let calls = text.split("-- ").filter(|c| !c.is_empty());
        calls.map(|c| c.lines().map(str::to_owned).collect()).collect()
    }

    /// What a tool's list is.
    pub fn listed(&self, json: &str) {
        fs::write(self.path("tools/list"), json).unwrap();
    }
}

pub fn executable(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
