//! How each forge is asked.

use std::fs;

use crate::world::{BRANCH, World, executable};

/// Notes the push options of every push.
const HOOK: &str = "#!/bin/sh\ni=0\nwhile [ \"$i\" -lt \"${GIT_PUSH_OPTION_COUNT:-0}\" ]; do\n  \
                    eval \"printf '%s\\n' \\\"\\$GIT_PUSH_OPTION_$i\\\"\" >>options\n  i=$((i + 1))\ndone\n";

const TITLE: &str = "nixinst: move 1 instance of nixpkgs to flake.nix";

fn takes_options(world: &World) {
    world.git("remote.git", &["config", "receive.advertisePushOptions", "true"]);
    executable(&world.path("remote.git/hooks/pre-receive"), HOOK);
}

fn options(world: &World) -> Vec<String> {
    let file = world.path("remote.git/options");
    let text = fs::read_to_string(&file).unwrap_or_default();
    let _ = fs::remove_file(file);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn gitlab() {
    let world = World::new();
    let ran = world.pr(&["--forge", "gitlab", "--draft", "--label", "nix"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let calls = world.calls();
    let list =
        ["glab", "mr", "list", "--source-branch", BRANCH, "--target-branch", "main", "--all", "--output", "json"];
    assert_eq!(calls[0], list);
    let create = ["glab", "mr", "create", "--target-branch", "main", "--source-branch", BRANCH, "--title", TITLE];
    assert_eq!(calls[1][..create.len()], create);
    assert_eq!(calls[1][create.len()], "--description");
    assert_eq!(calls[1][calls[1].len() - 4..], ["--yes", "--draft", "--label", "nix"]);
    world.listed(r#"[{"iid": 3, "state": "opened", "web_url": "https://forge.example.org/3"}]"#);
    let ran = world.pr(&["--forge", "gitlab"]);
    assert!(ran.out.contains("pull request 3 is open, its body is up to date"), "{ran:?}");
    assert_eq!(world.calls()[1][..5], ["glab", "mr", "update", "3", "--description"]);
}

#[test]
fn gitea_and_forgejo() {
    let world = World::new();
    let ran = world.pr(&["--forge", "forgejo", "--draft", "--label", "a", "--label", "b"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let calls = world.calls();
    let list = ["tea", "pulls", "list", "--remote", "origin", "--state", "all", "--limit", "50", "--fields"];
    assert_eq!(calls[0][..list.len()], list);
    let title = format!("WIP: {TITLE}");
    let create =
        ["tea", "pulls", "create", "--remote", "origin", "--base", "main", "--head", BRANCH, "--title", &title];
    assert_eq!(calls[1][..create.len()], create);
    assert_eq!(calls[1][calls[1].len() - 2..], ["--labels", "a,b"]);
    world.listed(&format!(
        r#"[{{"index": "4", "state": "open", "head": "other", "url": "u4"}},
            {{"index": "5", "state": "open", "head": "{BRANCH}", "url": "u5"}}]"#
    ));
    let ran = world.pr(&["--forge", "gitea"]);
    assert!(ran.out.contains("pull request 5 is open; its body stays, as tea can't edit it: u5"), "{ran:?}");
    assert_eq!(world.calls().len(), 1);
}

#[test]
fn a_list_that_is_none_is_an_error() {
    let world = World::new();
    world.listed("Welcome!");
    let ran = world.pr(&["--forge", "github"]);
    assert!(ran.code == Some(2) && ran.err.contains("its list can't be read"), "{ran:?}");
}

#[test]
fn push_options_of_gitlab() {
    let world = World::new();
    takes_options(&world);
    let ran = world.pr(&["--forge", "push-options", "--draft", "--label", "nix", "--title", "One nixpkgs"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let expected = [
        "merge_request.create",
        "merge_request.target=main",
        "merge_request.title=One nixpkgs",
        "merge_request.draft",
        "merge_request.label=nix",
    ];
    assert_eq!(options(&world), expected);
    assert!(world.sent(&["log", "-1", "--format=%B", BRANCH]).starts_with("One nixpkgs\n\nEvery `import"));
    assert_eq!(world.pr(&["--forge", "push-options"]).code, Some(0));
    assert!(options(&world).is_empty(), "nothing was pushed again");
}

#[test]
fn agit() {
    let world = World::new();
    takes_options(&world);
    let before = world.state();
    let ran = world.pr(&["--forge", "agit"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(world.state(), before);
    assert_eq!(options(&world), [format!("topic={BRANCH}"), format!("title={TITLE}"), "force-push=true".to_owned()]);
    let sent = world.sent(&["rev-parse", "refs/for/main"]);
    // What the forge makes of it.
    world.git("remote.git", &["update-ref", "refs/pull/1/head", &sent]);
    world.git("remote.git", &["update-ref", "-d", "refs/for/main"]);
    let ran = world.pr(&["--forge", "agit"]);
    assert!(ran.code == Some(0) && ran.out.contains("nothing was pushed"), "{ran:?}");
    assert!(options(&world).is_empty());
}
