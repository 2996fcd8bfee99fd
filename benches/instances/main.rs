//! What instances cost, on a tree of packages that is evaluated by Nix: a flake of three hosts and a home
//! (`fleet/`) before and after `nixinst fix`. The derivations must be the same; thunks, heap and instances are counted.
//!
//! `NIXPKGS=DIR cargo bench --bench instances`, where DIR is nixpkgs or auxolotl/core. `NIXPKGS_OLDER=DIR` is the fleet's
//! second input; without it both are one tree. A tree without `nixos/` gets the stand-in for it in `stand-in/`.
//! Needs Nix, at least 2.4; no network. Time is printed to be looked at.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nixinst::verify::Stats;
use serde_json::Value;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instances");

/// What the fleet's configurations are built from, below its outputs.
const BUILT: &[(&str, &str)] = &[
    ("desk", "nixosConfigurations.desk.config.system.build.toplevel"),
    ("lap", "nixosConfigurations.lap.config.system.build.toplevel"),
    ("board", "nixosConfigurations.board.config.system.build.toplevel"),
    ("ada", "homeConfigurations.ada.activationPackage"),
];

/// One run of Nix.
struct Run {
    /// `drvPath`s, by configuration.
    derivations: BTreeMap<String, String>,
    stats: Stats,
}

fn main() {
    let Some(nixpkgs) = std::env::var_os("NIXPKGS").map(PathBuf::from) else {
        println!("set NIXPKGS to a tree of packages: nixpkgs, auxolotl/core");
        return;
    };
    let older = std::env::var_os("NIXPKGS_OLDER").map_or(nixpkgs.clone(), PathBuf::from);
    let work = tempfile::tempdir().expect("a temporary folder");
    let inputs = [
        ("nixpkgs", source(&nixpkgs, &work.path().join("nixpkgs"))),
        ("nixpkgs-older", source(&older, &work.path().join("older"))),
        ("home-manager", home_manager(&work.path().join("home-manager"))),
    ];
    let [before, after] = ["before", "after"].map(|side| work.path().join(side));
    for side in [&before, &after] {
        copy(&Path::new(FILES).join("fleet"), side);
    }
    let nixinst = env!("CARGO_BIN_EXE_nixinst");
    output(Command::new(nixinst).args(["fix", "--no-lock", "--allow-dirty"]).arg(&after));
    for side in [&before, &after] {
        lock(side, &inputs);
    }

    println!("{:8} {:>16} {:>22} {:>20} {:>14}", "", "instances", "thunks (thousands)", "allocated (MB)", "cpu (s)");
    let all: Vec<_> = BUILT.to_vec();
    for (name, built) in BUILT.iter().map(|b| (b.0, vec![*b])).chain([("all", all)]) {
        let [x, y] = [&before, &after].map(|flake| evaluate(flake, &built));
        assert_eq!(x.derivations, y.derivations, "{name} is not what it was");
        let both = |of: fn(&Stats) -> Option<u64>, unit: u64| {
            let [x, y] = [&x, &y].map(|run| of(&run.stats).expect("Nix counts it") / unit);
            format!("{x} -> {y}")
        };
        let [old, new] = [&x, &y].map(|run| run.stats.cpu.expect("Nix counts it"));
        println!(
            "{name:8} {:>16} {:>22} {:>20} {:>14}",
            both(|s| s.instances, 1),
            both(|s| s.thunks, 1000),
            both(|s| s.allocated, 1_000_000),
            format!("{old:.1} -> {new:.1}"),
        );
    }
    println!("drvPaths of all four: equal");
}

/// A flake around a tree of packages, as an input has it.
fn source(tree: &Path, to: &Path) -> PathBuf {
    if tree.join("nixos").is_dir() {
        return tree.to_owned();
    }
    copy(tree, &to.join("tree"));
    for file in ["flake.nix", "default.nix", "nixos.nix"] {
        fs::copy(Path::new(FILES).join("stand-in").join(file), to.join(file)).expect("the stand-in is copied");
    }
    to.to_owned()
}

fn home_manager(to: &Path) -> PathBuf {
    fs::create_dir_all(to).expect("a folder");
    fs::copy(Path::new(FILES).join("stand-in/home-manager.nix"), to.join("flake.nix")).expect("the stand-in is copied");
    to.to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path()).expect("a link"), target).expect("a link is made");
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}

/// Nix, with flakes.
fn nix() -> Command {
    let mut nix = Command::new("nix");
    nix.args(["--extra-experimental-features", "nix-command flakes", "--offline"]);
    nix
}

/// Locks a flake to the inputs that stand in for its own.
fn lock(flake: &Path, inputs: &[(&str, PathBuf)]) {
    let mut nix = nix();
    nix.args(["flake", "lock"]).arg(reference(flake));
    for (name, tree) in inputs {
        nix.args(["--override-input", name]).arg(reference(tree));
    }
    output(&mut nix);
}

/// Evaluates the derivations of some configurations in one run.
fn evaluate(flake: &Path, built: &[(&str, &str)]) -> Run {
    let paths: Vec<String> = built.iter().map(|(name, path)| format!("{name} = f.{path}.drvPath;")).collect();
    let mut nix = nix();
    nix.args(["eval", "--impure", "--json", "--expr"]);
    nix.arg(format!("let f = builtins.getFlake \"{}\"; in {{ {} }}", reference(flake), paths.join(" ")));
    nix.env("NIX_SHOW_STATS", "1").env("NIX_COUNT_CALLS", "1");
    let (out, err) = output(&mut nix);
    let derivations = serde_json::from_str(&out).expect("Nix prints JSON");
    let stats = err.find("\n{").map(|at| &err[at..]).unwrap_or(&err);
    let stats: Value = serde_json::from_str(stats.trim()).unwrap_or_else(|e| panic!("no statistics: {e}\n{err}"));
    Run { derivations, stats: Stats::of(&stats) }
}

fn reference(tree: &Path) -> String {
    format!("path:{}", tree.canonicalize().expect("a tree of packages").display())
}

/// What a program printed, which must have succeeded.
fn output(command: &mut Command) -> (String, String) {
    let done = command.output().expect("the program runs");
    let [out, err] = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(done.status.success(), "{command:?}\n{err}");
    (out, err)
}
