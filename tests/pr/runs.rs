//! What a run does, and what it leaves as it was.

use std::fs;

use crate::world::{BRANCH, World};

#[test]
fn a_commit_on_a_branch_and_a_pull_request() {
    let world = World::new();
    let before = world.state();
    let ran = world.pr(&["--forge", "github", "--label", "nix", "--label", "a b"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.starts_with(&format!("pushed {BRANCH} to origin: 2 files, commit ")), "{ran:?}");
    assert!(
        ran.out.ends_with("opened a pull request for main: https://forge.example.org/me/flake/pull/7\n"),
        "{ran:?}"
    );
    assert_eq!(world.state(), before);
    assert_eq!(world.sent(&["rev-parse", &format!("{BRANCH}^")]), world.git("flake", &["rev-parse", "main"]));
    assert_eq!(world.sent(&["diff", "--name-only", "main", BRANCH]), "flake.nix\nnew.nix");
    assert!(world.sent(&["show", &format!("{BRANCH}:new.nix")]).starts_with("{ unstable, ... }:\n{\n"));
    let message = world.sent(&["log", "-1", "--format=%B", BRANCH]);
    let title = "nixinst: move 1 instance of nixpkgs to flake.nix";
    assert!(message.starts_with(&format!("{title}\n\nEvery `import nixpkgs")), "{message}");
    let trailers = world.sent(&["log", "-1", "--format=%(trailers:only)", BRANCH]);
    let tree = world.sent(&["rev-parse", &format!("{BRANCH}^{{tree}}")]);
    assert_eq!(trailers.trim(), format!("Nixinst-Fix: v1\nNixinst-Tree: {tree}"));
    let calls = world.calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    let list = ["gh", "pr", "list", "--head", BRANCH, "--base", "main", "--state", "all"];
    assert_eq!(calls[0][..list.len()], list);
    let create = ["gh", "pr", "create", "--base", "main", "--head", BRANCH, "--title", title, "--body-file"];
    assert_eq!(calls[1][..create.len()], create);
    assert_eq!(calls[1][create.len() + 1..], ["--label", "nix", "--label", "a b"]);
    let body = fs::read_to_string(world.path("tools/body")).unwrap();
    assert!(body.starts_with("Every `import nixpkgs") && body.contains("```mermaid"), "{body}");
    assert!(message.contains(body.trim_end()), "the message has the body");
}

#[test]
fn a_second_run_pushes_nothing_and_opens_nothing() {
    let world = World::new();
    assert_eq!(world.pr(&["--forge", "github"]).code, Some(0));
    let (here, there) = (world.state(), world.remote());
    world.calls();
    world.listed(
        r#"[{"number": 7, "state": "OPEN", "url": "https://forge.example.org/7", "isCrossRepository": false}]"#,
    );
    let ran = world.pr(&["--forge", "github"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("already: nothing was pushed"), "{ran:?}");
    assert!(ran.out.contains("pull request 7 is open, its body is up to date: https://forge.example.org/7"), "{ran:?}");
    assert_eq!((world.state(), world.remote()), (here, there));
    let calls = world.calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    assert_eq!(calls[1][..5], ["gh", "pr", "edit", "7", "--body-file"]);
}

#[test]
fn one_that_was_closed_is_not_opened_again_and_one_of_a_fork_is_another() {
    let world = World::new();
    assert_eq!(world.pr(&["--forge", "github"]).code, Some(0));
    world.calls();
    world.listed(
        r#"[{"number": 7, "state": "CLOSED", "url": "https://forge.example.org/7", "isCrossRepository": false}]"#,
    );
    let ran = world.pr(&["--forge", "github"]);
    assert!(ran.code == Some(0) && ran.out.contains("7 was closed, and is not opened again"), "{ran:?}");
    assert_eq!(world.calls().len(), 1);
    world
        .listed(r#"[{"number": 8, "state": "OPEN", "url": "https://forge.example.org/8", "isCrossRepository": true}]"#);
    let ran = world.pr(&["--forge", "github"]);
    assert!(ran.code == Some(0) && ran.out.contains("opened a pull request"), "{ran:?}");
}

#[test]
fn an_older_change_of_its_own_is_replaced() {
    let world = World::new();
    assert_eq!(world.pr(&["--forge", "none"]).code, Some(0));
    let first = world.sent(&["rev-parse", BRANCH]);
    world.write("more.txt", "more\n");
    world.commit("more");
    world.git("flake", &["push", "--quiet", "origin", "main"]);
    let ran = world.pr(&["--forge", "none"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_ne!(world.sent(&["rev-parse", BRANCH]), first);
    assert_eq!(world.sent(&["rev-list", "--count", BRANCH, "--not", "main"]), "1");
    assert_eq!(world.sent(&["diff", "--name-only", "main", BRANCH]), "flake.nix\nnew.nix");
}

#[test]
fn where_the_remote_is_newer_it_says_so() {
    let world = World::new();
    world.write("more.txt", "more\n");
    world.commit("more");
    world.git("flake", &["push", "--quiet", "origin", "main"]);
    world.git("flake", &["reset", "--quiet", "--hard", "HEAD^"]);
    let ran = world.pr(&["--forge", "none"]);
    assert!(ran.code == Some(0) && ran.out.contains("origin/main has 1 newer commits"), "{ran:?}");
}

#[test]
fn a_dry_run_lists_it_and_changes_nothing() {
    let world = World::new();
    let objects = |folder: &str| world.git(folder, &["count-objects", "-v"]);
    let all = || {
        let refs = world.git("flake", &["for-each-ref"]);
        (world.state(), refs, world.remote(), objects("flake"), objects("remote.git"))
    };
    let before = all();
    let ran = world.pr(&["--dry-run", "--forge", "github", "--title", "it's a title", "--draft"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(all(), before);
    assert!(world.calls().is_empty());
    let at = |text: &str| ran.out.find(text).unwrap_or_else(|| panic!("{text}: {}", ran.out));
    let order = [
        "# changes flake.nix\n# changes new.nix\n",
        "git ls-remote origin",
        "git hash-object -w",
        "git write-tree\n",
        "git commit-tree ",
        &format!("git push --quiet '--force-with-lease=refs/heads/{BRANCH}:' origin "),
        "gh pr list --head ",
        r"gh pr create --base main --head nixinst/one-nixpkgs --title 'it'\''s a title' --body-file ",
        "gh pr edit NUMBER --body-file ",
    ];
    let places: Vec<usize> = order.iter().map(|text| at(text)).collect();
    assert!(places.is_sorted(), "{places:?}: {}", ran.out);
    assert_eq!(world.pr(&["--forge", "none"]).code, Some(0));
    let before = all();
    let again = world.pr(&["--dry-run", "--forge", "none"]);
    assert!(again.code == Some(0) && !again.out.contains("git push"), "{again:?}");
    assert_eq!(all(), before);
}

#[test]
fn nothing_to_fix_is_no_pull_request() {
    let world = World::with(&[("flake.nix", "{ outputs = _: { }; }\n")]);
    let before = (world.state(), world.remote());
    let ran = world.pr(&["--forge", "github"]);
    assert!(ran.code == Some(0) && ran.out.contains("nothing to fix"), "{ran:?}");
    assert_eq!((world.state(), world.remote()), before);
    assert!(world.calls().is_empty());
}

#[test]
fn what_is_not_tracked_has_no_say() {
    let world = World::new();
    world.write("scratch.nix", "import <nixpkgs> { }\n");
    let before = world.state();
    assert_eq!(world.pr(&["--forge", "none"]).code, Some(0));
    assert_eq!(world.state(), before);
    assert_eq!(world.sent(&["diff", "--name-only", "main", BRANCH]), "flake.nix\nnew.nix");
    assert!(!world.sent(&["log", "-1", "--format=%B", BRANCH]).contains("scratch.nix"));
}

#[test]
fn a_flake_in_a_folder() {
    let world = World::below("nix/hosts");
    let ran = world.pr_in("flake/nix/hosts", &["--forge", "none"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let changed = world.sent(&["diff", "--name-only", "main", BRANCH]);
    assert_eq!(changed, "nix/hosts/flake.nix\nnix/hosts/new.nix");
    assert!(world.sent(&["log", "-1", "--format=%B", BRANCH]).contains("nix/hosts/new.nix"));
}

#[test]
fn all_flakes_are_one_pull_request() {
    let world = World::below("a");
    for file in ["flake.nix", "new.nix"] {
        let text = fs::read_to_string(world.path("flake/a").join(file)).unwrap();
        world.write(&format!("b/{file}"), &text);
    }
    world.write("c/flake.nix", "{ inputs = (; }\n");
    world.commit("b");
    world.git("flake", &["push", "--quiet", "origin", "main"]);
    let ran = world.pr(&["--forge", "none", "--all-flakes"]);
    assert_eq!(ran.code, Some(2), "one of them has an error: {ran:?}");
    assert!(ran.err.contains("c: "), "{ran:?}");
    let changed = world.sent(&["diff", "--name-only", "main", BRANCH]);
    assert_eq!(changed, "a/flake.nix\na/new.nix\nb/flake.nix\nb/new.nix");
}

#[test]
fn the_lock_file_is_in_the_commit() {
    let world = World::new();
    let nixpkgs = world.path("nixpkgs");
    fs::create_dir(&nixpkgs).unwrap();
    fs::write(nixpkgs.join("flake.nix"), "{ outputs = _: { }; }\n").unwrap();
    fs::write(nixpkgs.join("default.nix"), "_: { }\n").unwrap();
    for args in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "-m", "x"]] {
        world.git("nixpkgs", args);
    }
    let rev = world.git("nixpkgs", &["rev-parse", "HEAD"]);
    let flake = format!(
        "{{\n  inputs = {{ }};\n\n  outputs = {{ self }}: {{\n    packages.x86_64-linux.old =\n      (import \
         (builtins.fetchGit {{ url = \"file://{}\"; rev = \"{rev}\"; }}) {{ system = \"x86_64-linux\"; }}).hello;\n  }};\n}}\n",
        nixpkgs.display()
    );
    world.git("flake", &["rm", "--quiet", "new.nix"]);
    world.write("flake.nix", &flake);
    world.write("flake.lock", r#"{ "nodes": { "root": {} }, "root": "root", "version": 7 }"#);
    world.commit("pinned");
    world.git("flake", &["push", "--quiet", "origin", "main"]);
    let before = world.state();
    let ran = world.pr(&["--forge", "none"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(world.state(), before);
    assert_eq!(world.sent(&["diff", "--name-only", "main", BRANCH]), "flake.lock\nflake.nix");
    assert!(world.sent(&["show", &format!("{BRANCH}:flake.lock")]).contains(&rev));
    let none = world.pr(&["--forge", "none", "--no-lock", "--branch", "other"]);
    assert_eq!(none.code, Some(0), "{none:?}");
    assert_eq!(world.sent(&["diff", "--name-only", "main", "other"]), "flake.nix");
}
