//! What a run refuses, and that it has done nothing then.

use std::fs;

use crate::world::{BRANCH, Ran, World, executable};

/// Runs it, and holds it to an error that says this, with a hint, and changes nothing.
fn refused(world: &World, args: &[&str], says: &str) -> Ran {
    let before = (world.state(), world.remote());
    let ran = world.pr(args);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains(says) && ran.err.contains("hint: "), "{says}: {ran:?}");
    assert!(ran.out.is_empty(), "{ran:?}");
    assert_eq!((world.state(), world.remote()), before);
    ran
}

#[test]
fn commits_of_others_stay() {
    let world = World::new();
    assert_eq!(world.pr(&["--forge", "none"]).code, Some(0));
    world.clone_of_another();
    fs::write(world.path("other/new.nix"), "{ }\n").unwrap();
    world.git("other", &["commit", "--quiet", "-am", "mine"]);
    world.git("other", &["push", "--quiet"]);
    world.write("more.txt", "more\n");
    world.commit("more");
    world.git("flake", &["push", "--quiet", "origin", "main"]);
    refused(&world, &["--forge", "none"], "has commits of Ada <ada@example.org>, which are not overwritten");
    let other = world.pr(&["--forge", "none", "--branch", "nixinst/two"]);
    assert_eq!(other.code, Some(0), "{other:?}");
}

#[test]
fn a_commit_of_its_own_that_somebody_amended_is_theirs() {
    for identity in [None, Some(("Me", "me@example.org"))] {
        let world = World::new();
        assert_eq!(world.pr(&["--forge", "none"]).code, Some(0));
        world.clone_of_another();
        if let Some((name, email)) = identity {
            world.git("other", &["config", "user.name", name]);
            world.git("other", &["config", "user.email", email]);
        }
        fs::write(world.path("other/new.nix"), "{ }\n").unwrap();
        world.git("other", &["commit", "--quiet", "--amend", "--no-edit", "-a"]);
        world.git("other", &["push", "--quiet", "--force"]);
        refused(&world, &["--forge", "none"], "which are not overwritten");
    }
}

#[test]
fn a_branch_that_has_nothing_to_do_with_it_stays() {
    let world = World::new();
    world.git("flake", &["checkout", "--quiet", "-b", "mine"]);
    world.write("mine.txt", "mine\n");
    world.commit("mine");
    world.git("flake", &["push", "--quiet", "origin", "mine"]);
    world.git("flake", &["checkout", "--quiet", "main"]);
    refused(&world, &["--forge", "none", "--branch", "mine"], "has commits of Me <me@example.org>");
}

#[test]
fn a_dirty_tree() {
    let world = World::new();
    world.write("new.nix", "{ }\n");
    refused(&world, &["--forge", "none"], "new.nix changed since the last commit");
    world.git("flake", &["add", "."]);
    refused(&world, &["--forge", "none"], "new.nix changed since the last commit");
}

#[test]
fn no_base_no_remote_no_forge() {
    let world = World::new();
    refused(&world, &[], "the address of origin has no host");
    refused(&world, &["--forge", "none", "--remote", "upstream"], "there is no remote `upstream`");
    refused(&world, &["--forge", "none", "--base", "gone"], "origin has no branch `gone`");
    refused(&world, &["--forge", "none", "--branch", "main"], "is the branch that the pull request would be for");
    refused(&world, &["--forge", "none", "--branch", "a..b"], "can't be the name of a branch");
    world.git("flake", &["checkout", "--quiet", "--detach"]);
    refused(&world, &["--forge", "none"], "no branch is checked out");
    assert_eq!(world.pr(&["--forge", "none", "--base", "main"]).code, Some(0));
    world.git("flake", &["remote", "remove", "origin"]);
    refused(&world, &["--forge", "none", "--base", "main"], "there is no remote `origin`");
}

#[test]
fn commits_that_the_remote_lacks() {
    let world = World::new();
    world.write("more.txt", "more\n");
    world.commit("more");
    refused(&world, &["--forge", "none"], "has not all commits on `main` that are checked out here");
}

#[test]
fn a_push_that_the_remote_rejects() {
    let world = World::new();
    executable(&world.path("remote.git/hooks/pre-receive"), "#!/bin/sh\necho 'no such branches here' >&2\nexit 1\n");
    let ran = refused(&world, &["--forge", "github"], "origin does not take the push");
    assert!(ran.err.contains("no such branches here"), "{ran:?}");
    assert!(world.calls().is_empty());
}

#[test]
fn a_remote_that_is_away() {
    let world = World::new();
    fs::rename(world.path("remote.git"), world.path("away.git")).unwrap();
    let before = world.state();
    let ran = world.pr(&["--forge", "none"]);
    assert!(ran.code == Some(2) && ran.err.contains("origin can't be asked"), "{ran:?}");
    assert_eq!(world.state(), before);
}

#[test]
fn a_tool_that_is_not_there() {
    let world = World::new();
    fs::remove_file(world.path("tools/tea")).unwrap();
    refused(&world, &["--forge", "gitea"], "tea is not there");
}

#[test]
fn a_tool_that_fails_leaves_the_branch_and_the_next_run_goes_on() {
    let world = World::new();
    fs::write(world.path("tools/fails-create"), "").unwrap();
    let before = world.state();
    let ran = world.pr(&["--forge", "github"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let left = format!("gh fails: not logged in; {BRANCH} is on origin, without a pull request");
    assert!(ran.err.contains(&left), "{ran:?}");
    assert_eq!(world.state(), before);
    fs::remove_file(world.path("tools/fails-create")).unwrap();
    let there = world.remote();
    let ran = world.pr(&["--forge", "github"]);
    assert!(ran.code == Some(0) && ran.out.contains("nothing was pushed\nopened a pull request"), "{ran:?}");
    assert_eq!(world.remote(), there);
}

#[test]
fn the_hook_of_a_push_counts_and_no_other_program_of_the_repository_runs() {
    let world = World::new();
    let seen = world.path("seen");
    let hook = |name: &str| world.path("flake/.git/hooks").join(name);
    let note = format!("#!/bin/sh\ntouch {}\nexit 1\n", seen.display());
    for name in ["pre-commit", "commit-msg", "post-checkout", "post-index-change", "reference-transaction"] {
        executable(&hook(name), &note);
    }
    executable(&world.path("filter"), &note);
    for key in ["filter.x.clean", "filter.x.smudge", "core.fsmonitor"] {
        fs::write(world.path("flake/.git/info/attributes"), "*.nix filter=x\n").unwrap();
        world.git("flake", &["config", key, world.path("filter").to_str().unwrap()]);
    }
    executable(&hook("pre-push"), "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n");
    let before = world.remote();
    let ran = world.pr(&["--forge", "none"]);
    assert!(ran.code == Some(2) && ran.err.contains("not on a Friday"), "{ran:?}");
    assert_eq!(world.remote(), before);
    assert!(!seen.exists());
    fs::remove_file(hook("pre-push")).unwrap();
    fs::remove_file(hook("reference-transaction")).unwrap();
    let ran = world.pr(&["--forge", "none"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(!seen.exists(), "{ran:?}");
}
