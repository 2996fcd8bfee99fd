//! `nixinst pr --verify`: only what Nix evaluates to the same is pushed, with the proof.

use std::fs;

use crate::world::{Flake, Run, git};

fn pr(flake: &Flake, args: &[&str]) -> Run {
    let mut all = vec!["pr", "--verify", "--forge", "none"];
    all.extend(args);
    let mut command = flake.command(&all);
    let config = flake.path().join("../gitconfig");
    fs::write(&config, "[user]\n\tname = Me\n\temail = me@example.org\n").unwrap();
    Run::of(command.env("GIT_CONFIG_GLOBAL", config).output().unwrap())
}

fn with_remote(case: &str) -> Flake {
    let flake = Flake::of_case(case);
    let remote = flake.path().join("../remote.git");
    git(&flake.path(), &["branch", "--move", "--force", "main"]);
    git(&flake.path(), &["init", "--quiet", "--bare", remote.to_str().unwrap()]);
    git(&flake.path(), &["remote", "add", "origin", remote.to_str().unwrap()]);
    git(&flake.path(), &["push", "--quiet", "origin", "main"]);
    flake
}

#[test]
fn the_proof_is_in_the_message() {
    let flake = with_remote("share-instance/cases/home-and-nixos-share");
    let run = pr(&flake, &[]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let remote = flake.path().join("../remote.git");
    let message = git(&remote, &["log", "-1", "--format=%B", "nixinst/one-nixpkgs"]);
    let proof = message.split("## The proof").nth(1).unwrap_or_else(|| panic!("{message}"));
    assert!(proof.contains("equal") && !proof.contains("Nix was not asked"), "{proof}");
    assert_eq!(git(&flake.path(), &["status", "--porcelain"]), "");
}

#[test]
fn what_can_not_be_compared_is_not_pushed() {
    let flake = with_remote("share-instance/cases/home-and-nixos-share");
    let run = pr(&flake, &["--configuration", "nobody"]);
    assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
    let remote = flake.path().join("../remote.git");
    assert_eq!(git(&remote, &["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

#[test]
fn what_differs_is_not_pushed() {
    let flake = with_remote("hoist-import/cases/cross-riscv64");
    let new = "system.build.toplevel = pkgs.runCommand \"x\" { } \"${./tools.nix}\";\n  environment";
    flake.write("board/tools.nix", &flake.read("board/tools.nix").replace("environment", new));
    flake.commit();
    git(&flake.path(), &["push", "--quiet", "origin", "main"]);
    let run = pr(&flake, &[]);
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    assert!(
        run.out.is_empty() && run.err.contains("nothing was pushed") && run.err.contains("tools.nix"),
        "{}",
        run.err
    );
    let remote = flake.path().join("../remote.git");
    assert_eq!(git(&remote, &["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}
