//! Whatever ends a run, the user's files are as they were, and no temporary folder is left.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::world::Flake;

/// How often; the closing note of a release says more.
const KILLS: u64 = 6;

const CASE: &str = "share-instance/cases/home-and-nixos-share";

fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            out.extend(tree(&entry.path()));
        } else {
            out.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    out
}

fn is_empty(dir: &Path) -> bool {
    fs::read_dir(dir).unwrap().next().is_none()
}

fn soon(is: impl Fn() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(10) {
        if is() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

fn empty_soon(dir: &Path) -> bool {
    soon(|| is_empty(dir))
}

fn ended_by(signal: &str, args: &[&str], times: u64) {
    let flake = Flake::of_case(CASE);
    flake.write("flake.lock", "{ \"nodes\": { \"root\": {} }, \"root\": \"root\", \"version\": 7 }\n");
    flake.commit();
    let before = tree(&flake.path());
    let temporary = flake.temporary();
    for n in 0..times {
        let mut command = flake.command(args);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From before the first copy to in the midst of evaluations.
        thread::sleep(Duration::from_millis(5 + 397 * n % 1500));
        let kill =
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).stderr(Stdio::null()).status();
        assert!(kill.is_ok());
        let status = child.wait().unwrap();
        assert!(!status.success() || n > 0, "the first one is ended early");
        assert!(empty_soon(&temporary), "{signal} {n}: {:?}", fs::read_dir(&temporary).unwrap().collect::<Vec<_>>());
        assert!(tree(&flake.path()) == before, "{signal} {n}: the repository has changed");
    }
}

fn times() -> u64 {
    std::env::var("NIXINST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS)
}

#[test]
fn killed() {
    ended_by("KILL", &["verify", "--fresh"], times());
}

#[test]
fn interrupted() {
    ended_by("INT", &["verify", "--fresh"], times());
}

#[test]
fn terminated_while_it_verifies_a_fix() {
    let flake = Flake::of_case(CASE);
    let before = tree(&flake.path());
    let mut child =
        flake.command(&["fix", "--verify", "--fresh"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // Once there is a folder, it has begun.
    assert!(soon(|| !is_empty(&flake.temporary())));
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(empty_soon(&flake.temporary()));
    assert!(tree(&flake.path()) == before);
}
