//! No space, no permission: an error, the tree as it was, and nothing left in it.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use crate::world::*;

/// `nobody`, whom permissions stop.
const NOBODY: u32 = 65534;

/// A file system of its own, filled but for some pages: what is left there, for each number of them.
/// `$1` a folder, `$2` the flake before, `$3` after, `$4` the program.
const FULL_DISK: &str = r#"
set -eu
mount -t tmpfs -o size=2m none "$1"
for pages in 0 1 2 3 4 8 16 30 50 51 52 53 60 80; do
    cp -R "$2" "$1/flake"
    dd if=/dev/zero of="$1/filler" bs=4096 2>/dev/null || true
    truncate -s "-$((pages * 4096))" "$1/filler"
    code=0
    "$4" fix "$1/flake" >/dev/null 2>"$1/error" || code=$?
    said=$(head -n 1 "$1/error" || true)
    rm "$1/filler"
    state=between
    if diff -r "$2" "$1/flake" >/dev/null; then state=before; fi
    if diff -r "$3" "$1/flake" >/dev/null; then state=after; fi
    echo "$pages $code $state $said"
    rm -r "$1/flake"
done
"#;

/// A shell that may mount; none where neither root nor a user's namespace can.
fn mounting() -> Option<Command> {
    for flags in ["-Urm", "-m"] {
        let works = Command::new("unshare").args([flags, "mount", "-t", "tmpfs", "none", "/mnt"]).output();
        if works.is_ok_and(|o| o.status.success()) {
            let mut command = Command::new("unshare");
            command.args([flags, "sh", "-c", FULL_DISK, "sh"]);
            return Some(command);
        }
    }
    None
}

#[test]
fn a_full_disk() {
    let Some(mut shell) = mounting() else {
        say("skipped: a_full_disk, as nothing can be mounted here");
        return;
    };
    let dir = flake();
    let [before, after, mount] = ["flake", "after", "mount"].map(|name| dir.path().join(name));
    fs::remove_dir_all(before.join(".git")).unwrap();
    copy(&before, &after);
    assert_eq!(run(&mut nixinst(&after, &["fix"])).code, Some(0));
    fs::create_dir(&mount).unwrap();
    // What the error says goes to the disk too, and may be lost with it: only its beginning is looked at.
    let ran = run(shell.args([&mount, &before, &after]).arg(env!("CARGO_BIN_EXE_nixinst")));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|l| l.splitn(4, ' ').collect()).collect();
    assert_eq!(lines.len(), 14, "{}", ran.out);
    let (mut full, mut fine) = (0, 0);
    for line in &lines {
        match line[1..3] {
            ["2", "before"] => full += 1,
            ["0", "after"] => fine += 1,
            _ => panic!("{}", ran.out),
        }
    }
    assert!(full > 5 && fine > 0, "{}", ran.out);
    assert!(lines.iter().any(|l| l[3].contains("can't be written: No space left on device")), "{}", ran.out);
}

/// The program as somebody whom permissions stop; none if there is no way to be one.
fn as_nobody(dir: &Path) -> Option<Command> {
    if rustix::process::geteuid().as_raw() != 0 {
        return Some(nixinst(dir, &["fix"]));
    }
    let id = NOBODY.to_string();
    let nobody = |args: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", &id, "--regid", &id, "--clear-groups", env!("CARGO_BIN_EXE_nixinst")]).args(args);
        command.current_dir(dir).env("NO_COLOR", "1");
        command
    };
    // The program may stand where only root looks.
    nobody(&["--version"]).output().is_ok_and(|o| o.status.success()).then(|| nobody(&["fix"]))
}

fn give(path: &Path) {
    if rustix::process::geteuid().as_raw() == 0 {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path());
        }
    }
}

#[test]
fn no_permission() {
    for (path, mode, words) in [
        ("part3/module13.nix", 0o444, "error: part3/module13.nix is read-only\n"),
        ("part3", 0o555, "error: part3/module13.nix can't be written: Permission denied"),
        (".", 0o555, "can't be made: Permission denied"),
    ] {
        let dir = flake();
        let root = dir.path().join("flake");
        fs::remove_dir_all(root.join(".git")).unwrap();
        give(dir.path());
        let Some(mut command) = as_nobody(&root) else {
            say("skipped: no_permission, as nobody can't run the program");
            return;
        };
        let before = read_tree(&root);
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode)).unwrap();
        let ran = run(&mut command);
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(ran.code, Some(2), "{path}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(words) && ran.err.contains("\nhint: "), "{path}: {}", ran.err);
        assert!(read_tree(&root) == before, "{path}");
    }
}

/// Where the top of the repository belongs to somebody else, the journal stands beside flake.nix.
#[test]
fn a_repository_of_somebody_else() {
    let dir = flake();
    let root = dir.path().join("flake");
    fs::rename(root.join(".git"), dir.path().join(".git")).unwrap();
    give(dir.path());
    let Some(mut command) = as_nobody(&root) else {
        say("skipped: a_repository_of_somebody_else, as nobody can't run the program");
        return;
    };
    let before = read_tree(&root);
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let ran = run(command.arg("--allow-dirty"));
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let after = read_tree(&root);
    assert!(after != before && after.keys().eq(before.keys()));
}

/// A rename that fails in the middle of the others: those before it are taken back.
#[test]
fn a_file_that_can_not_be_replaced() {
    let dir = flake();
    let root = dir.path().join("flake");
    let immutable = root.join("part5/module25.nix");
    let set = |flag: &str| Command::new("chattr").arg(flag).arg(&immutable).output().is_ok_and(|o| o.status.success());
    if !set("+i") {
        say("skipped: a_file_that_can_not_be_replaced, as chattr can't make one here");
        return;
    }
    let before = read_tree(&root);
    let ran = run(&mut nixinst(&root, &["fix"]));
    assert!(set("-i"));
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
    assert!(ran.err.starts_with("error: part5/module25.nix can't be written: Operation not permitted"), "{}", ran.err);
    assert!(read_tree(&root) == before);
    assert_eq!(run(&mut nixinst(&root, &["fix"])).code, Some(0));
}
