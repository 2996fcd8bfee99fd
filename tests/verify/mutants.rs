//! Deliberate breakage of rewritten golden cases is found, with the configuration and the first derivation that differs;
//! what is not broken is not flagged.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::world::Flake;

struct Mutant {
    what: &'static str,
    case: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// Configurations that are bad, each with what the report has to have: the derivation, or Nix's error.
    bad: &'static [(&'static str, &'static str)],
}

const CROSS: &str = "hoist-import/cases/cross-riscv64";
const ORDER: &str = "hoist-import/cases/overlays-in-another-order";
const PREDICATE: &str = "hoist-import/cases/arguments-predicate";
const SYSTEMS: &str = "hoist-import/cases/systems-at-builders";
const HOME: &str = "hoist-import/cases/home-shared";
const TWO_KEYS: &str = "hoist-import/cases/one-name-two-keys";
const OVERLAYS: &str = "hoist-overlay-import/cases/two-overlays-one-instance";
const SHARE: &str = "share-instance/cases/home-and-nixos-share";

const CASES: [&str; 8] = [CROSS, ORDER, PREDICATE, SYSTEMS, HOME, TWO_KEYS, OVERLAYS, SHARE];

const MUTANTS: &[Mutant] = &[
    Mutant {
        what: "a compiler flag",
        case: CROSS,
        file: "flake.nix",
        from: "lp64d",
        to: "lp64",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "another builder",
        case: CROSS,
        file: "flake.nix",
        from: "localSystem = \"x86_64-linux\"",
        to: "localSystem = \"aarch64-linux\"",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "the wrong input",
        case: CROSS,
        file: "flake.nix",
        from: "import inputs.nixpkgs-unstable",
        to: "import inputs.nixpkgs",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "another target",
        case: CROSS,
        file: "flake.nix",
        from: "riscv64-unknown-linux-gnu",
        to: "aarch64-unknown-linux-gnu",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "the order of overlays",
        case: ORDER,
        file: "flake.nix",
        from: "[ (import ./overlays.nix).jq (import ./overlays.nix).both ]",
        to: "[ (import ./overlays.nix).both (import ./overlays.nix).jq ]",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "a lost overlay",
        case: ORDER,
        file: "flake.nix",
        from: "[ (import ./overlays.nix).jq (import ./overlays.nix).both ]",
        to: "[ (import ./overlays.nix).both ]",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "the wrong instance",
        case: ORDER,
        file: "flake.nix",
        from: "inherit unstable unstable-overlaid;",
        to: "inherit unstable; unstable-overlaid = unstable;",
        bad: &[("desk", "curl-1.0")],
    },
    Mutant {
        what: "a predicate that allows less",
        case: PREDICATE,
        file: "flake.nix",
        from: "\"steam\"",
        to: "",
        bad: &[("desk", "discord-1.0"), ("lap", "discord-1.0")],
    },
    Mutant {
        what: "hosts without the argument",
        case: PREDICATE,
        file: "flake.nix",
        from: "specialArgs = { inherit unstable; };",
        to: "",
        bad: &[("desk", "unstable"), ("lap", "unstable")],
    },
    Mutant {
        what: "the wrong system",
        case: SYSTEMS,
        file: "flake.nix",
        from: "instances.aarch64-linux",
        to: "instances.x86_64-linux",
        bad: &[("pi", "helix-1.0")],
    },
    Mutant {
        what: "allowUnfree dropped",
        case: SYSTEMS,
        file: "flake.nix",
        from: "config.allowUnfree = true;",
        to: "",
        bad: &[("desk", "helix-1.0"), ("lap", "helix-1.0"), ("pi", "helix-1.0")],
    },
    Mutant {
        what: "one host without the argument",
        case: SYSTEMS,
        file: "flake.nix",
        from: "inherit (instances.aarch64-linux) pkgs-unstable;",
        to: "",
        bad: &[("pi", "pkgs-unstable")],
    },
    Mutant {
        what: "a system that is not listed",
        case: SYSTEMS,
        file: "flake.nix",
        from: "[ \"aarch64-linux\" \"x86_64-linux\" ]",
        to: "[ \"x86_64-linux\" ]",
        bad: &[("pi", "aarch64-linux")],
    },
    Mutant {
        what: "a home without the argument",
        case: HOME,
        file: "flake.nix",
        from: "      extraSpecialArgs = { inherit unstable; };",
        to: "",
        bad: &[("ada", "unstable")],
    },
    Mutant {
        what: "allowUnfree dropped for a home",
        case: HOME,
        file: "flake.nix",
        from: "config.allowUnfree = true;",
        to: "",
        bad: &[("ada", "obsidian-1.0")],
    },
    Mutant {
        what: "the wrong input for a home",
        case: HOME,
        file: "flake.nix",
        from: "import inputs.nixpkgs-unstable",
        to: "import inputs.nixpkgs",
        bad: &[("ada", "obsidian-1.0")],
    },
    Mutant {
        what: "a setting dropped",
        case: TWO_KEYS,
        file: "flake.nix",
        from: "config.cudaSupport = true;",
        to: "",
        bad: &[("desk", "blender-1.0")],
    },
    Mutant {
        what: "the wrong one of two",
        case: TWO_KEYS,
        file: "flake.nix",
        from: "inherit unstable unstable-cuda;",
        to: "unstable = unstable-cuda; inherit unstable-cuda;",
        bad: &[("desk", "discord-1.0")],
    },
    Mutant {
        what: "the wrong input in an overlay",
        case: OVERLAYS,
        file: "flake.nix",
        from: "import inputs.nixpkgs-unstable",
        to: "import inputs.nixpkgs",
        bad: &[("one", "helix-1.0")],
    },
    Mutant {
        what: "an overlay that changes nothing any more",
        case: OVERLAYS,
        file: "overlays/tools.nix",
        from: "inherit (pkgs) ripgrep;",
        to: "inherit (prev) ripgrep;",
        bad: &[("one", "ripgrep-1.0")],
    },
    Mutant {
        what: "the wrong input for what is shared",
        case: SHARE,
        file: "flake.nix",
        from: "import nixpkgs-stable",
        to: "import nixpkgs",
        bad: &[("ann", "git-1.0"), ("box", "helix-1.0")],
    },
    Mutant {
        what: "a configuration that is gone",
        case: SHARE,
        file: "flake.nix",
        from: "homeConfigurations.ann",
        to: "homeConfigurations.anne",
        bad: &[("ann", "has it no longer")],
    },
];

/// Calls `f` with each of `items`, two at a time; answers what it complains of.
fn on_all<T: Sync>(items: &[T], f: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    found.lock().unwrap().extend(f(item));
                }
            });
        }
    });
    found.into_inner().unwrap()
}

fn survives(m: &Mutant) -> Option<String> {
    let flake = Flake::of_case(m.case).rewritten(m.case);
    let text = flake.read(m.file);
    assert!(text.contains(m.from), "{}: {} has no `{}`", m.what, m.case, m.from);
    flake.write(m.file, &text.replace(m.from, m.to));
    let run = flake.run(&["verify", "--format", "json", "--jobs", "1"]);
    if run.code != Some(1) {
        return Some(format!("{}: {:?}\n{}{}", m.what, run.code, run.out, run.err));
    }
    let report = run.json();
    let bad = ["different", "newly-failing", "gone"];
    let mut found: Vec<(&str, String)> = Vec::new();
    for row in report["rows"].as_array().unwrap() {
        if bad.contains(&row["verdict"]["verdict"].as_str().unwrap()) {
            found.push((row["name"].as_str().unwrap(), row["verdict"].to_string()));
        }
    }
    let text = flake.run(&["verify", "--jobs", "1"]).out;
    let names: Vec<&str> = found.iter().map(|(n, _)| *n).collect();
    let expected: Vec<&str> = m.bad.iter().map(|(n, _)| *n).collect();
    let told = m.bad.iter().all(|(_, word)| text.contains(word));
    (names != expected || !told).then(|| format!("{}: expected {:?}, got {found:?}\n{text}", m.what, m.bad))
}

#[test]
fn every_mutant_is_found() {
    assert!(MUTANTS.len() >= 20);
    let survivors = on_all(MUTANTS, survives);
    assert!(survivors.is_empty(), "{} of {}:\n{}", survivors.len(), MUTANTS.len(), survivors.join("\n"));
}

#[test]
fn what_is_not_broken_is_not_flagged() {
    let flagged = on_all(&CASES, |case| {
        let run = Flake::of_case(case).rewritten(case).run(&["verify", "--format", "json"]);
        let equal = run.code == Some(0)
            && run.json()["rows"].as_array().unwrap().iter().all(|r| r["verdict"]["verdict"] == "equal");
        (!equal).then(|| format!("{case}: {}{}", run.out, run.err))
    });
    assert!(flagged.is_empty(), "{}", flagged.join("\n"));
}
