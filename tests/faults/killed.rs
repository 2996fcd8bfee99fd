//! SIGKILL at any moment.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::world::*;

/// How often; `NIXINST_KILLS` says another number.
const KILLS: usize = 16;

/// When a run is where.
#[derive(Clone, Copy, Default, Debug)]
struct Times {
    journal: Duration,
    renaming: Duration,
    done: Duration,
}

/// Where in a run it is killed.
#[derive(Clone, Copy)]
enum Aim {
    Anywhere,
    Staging,
    Renaming,
}

fn state(root: &Path) -> Option<String> {
    let text = fs::read(root.join(JOURNAL)).ok()?;
    Some(String::from_utf8_lossy(text.get(..8).unwrap_or_default()).trim().to_owned())
}

fn start(root: &Path) -> Child {
    nixinst(root, &["fix"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until `until` holds of the journal, or the run has ended.
fn watch(child: &mut Child, root: &Path, until: impl Fn(Option<&str>) -> bool) {
    let mut looks = 0_u32;
    while !until(state(root).as_deref()) {
        looks += 1;
        if looks.is_multiple_of(64) && child.try_wait().unwrap().is_some() {
            return;
        }
    }
}

fn measure(pristine: &Path) -> Times {
    let dir = tempfile::tempdir().unwrap();
    copy(pristine, dir.path());
    let begun = Instant::now();
    let mut child = start(dir.path());
    let mut times = Times::default();
    watch(&mut child, dir.path(), |s| s.is_some());
    times.journal = begun.elapsed();
    watch(&mut child, dir.path(), |s| s == Some("renaming"));
    times.renaming = begun.elapsed();
    watch(&mut child, dir.path(), |s| s.is_none());
    times.done = begun.elapsed();
    assert!(child.wait().unwrap().success());
    times
}

fn random(below: Duration) -> Duration {
    let fraction = RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64;
    below.mul_f64(fraction)
}

fn kill(root: &Path, aim: Aim, times: Times) {
    let mut child = start(root);
    let wait = match aim {
        Aim::Anywhere => random(times.done),
        Aim::Staging => {
            watch(&mut child, root, |s| s.is_some());
            random(times.renaming - times.journal)
        }
        Aim::Renaming => {
            watch(&mut child, root, |s| s == Some("renaming"));
            // The renames come first, and are short beside what comes after them.
            random(random(times.done - times.renaming))
        }
    };
    let begun = Instant::now();
    while begun.elapsed() < wait {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// In what state it was left.
fn left(root: &Path, [before, after]: &[Tree; 2]) -> &'static str {
    let tree = read_tree(root);
    let Some(state) = state(root) else {
        assert!(tree == *before || tree == *after, "in between, and no journal");
        return if tree == *before { "before" } else { "after" };
    };
    let renamed = before.iter().filter(|(file, text)| tree.get(*file) != Some(text)).count();
    for (file, text) in before {
        assert!(tree[file] == *text || tree[file] == after[file], "{}", file.display());
    }
    match (state.as_str(), renamed) {
        ("renaming", 0) => "renaming, none renamed yet",
        ("renaming", n) if before.iter().filter(|(file, text)| after.get(*file) != Some(text)).count() == n => {
            "renaming, all renamed"
        }
        ("renaming", _) => "renaming, some renamed",
        (_, 0) => "staging",
        (state, n) => panic!("{state}, and {n} files are written"),
    }
}

/// Nobody but `fix` touches what was left, and says what to do; `fix` ends it.
fn recovered(root: &Path, found: &str, [before, after]: &[Tree; 2]) {
    if !["before", "after"].contains(&found) {
        let tree = read_tree(root);
        for args in [&["check"][..], &["fix", "--dry-run"], &["graph"], &["check", "--all-flakes"]] {
            let ran = run(&mut nixinst(root, args));
            assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
            assert!(ran.err.contains("was interrupted here") && ran.err.contains("run `nixinst fix`"), "{}", ran.err);
        }
        assert!(read_tree(root) == tree, "{found}: something was written");
    }
    let ran = run(&mut nixinst(root, &["fix"]));
    assert_eq!(ran.code, Some(0), "{found}: {}", ran.err);
    let said = match found {
        "before" | "after" => "",
        "staging" => "took back an interrupted `nixinst fix`",
        _ => "finished an interrupted `nixinst fix`: its 51 files are written\n",
    };
    assert!(ran.err.starts_with(said) && (said.is_empty() == ran.err.is_empty()), "{found}: {}", ran.err);
    let now = read_tree(root);
    assert!(now != *before && now == *after, "{found}");
    assert_eq!(run(&mut nixinst(root, &["check"])).code, Some(0));
}

#[test]
fn before_or_after_and_the_next_run_knows() {
    let kills = std::env::var("NIXINST_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let dir = flake();
    let pristine = dir.path().join("flake");
    let sides = sides(&pristine);
    let mut times = [(); 3].map(|()| measure(&pristine));
    times.sort_by_key(|t| t.done);
    let times = times[1];
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for i in 0..kills {
        let aim = [Aim::Anywhere, Aim::Staging, Aim::Renaming, Aim::Renaming][i % 4];
        let dir = tempfile::tempdir().unwrap();
        copy(&pristine, dir.path());
        kill(dir.path(), aim, times);
        let found = left(dir.path(), &sides);
        *counted.entry(found).or_default() += 1;
        recovered(dir.path(), found, &sides);
    }
    say(&format!("{kills} kills of a run that takes {times:?}: {counted:?}"));
    let with_journal: usize =
        counted.iter().filter(|(found, _)| !["before", "after"].contains(found)).map(|c| c.1).sum();
    assert!(with_journal > 0, "every kill came too late: {counted:?}");
}

#[test]
fn two_runs_do_not_write_at_once() {
    let dir = flake();
    let root = dir.path().join("flake");
    let sides = sides(&root);
    let mut runs: Vec<Child> = (0..3)
        .map(|_| {
            nixinst(&root, &["fix", "--allow-dirty"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut done = 0;
    for child in &mut runs {
        let status = child.wait().unwrap();
        let mut said = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
        match status.code() {
            Some(0) => done += 1,
            Some(2) => assert!(
                ["another nixinst is writing here", "has changed since it was read"].iter().any(|w| said.contains(w)),
                "{said}"
            ),
            code => panic!("{code:?}: {said}"),
        }
    }
    assert!(done > 0);
    assert!(read_tree(&root) == sides[1]);
}
