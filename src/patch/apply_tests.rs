use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::atomic::Ordering;

use super::*;
use crate::workspace::temporary::JOURNAL;

fn change(file: &str, before: &str, after: &str) -> FileChange {
    FileChange { file: file.to_owned(), before: before.to_owned(), after: after.to_owned() }
}

/// A folder with the `before` of every change, and its canonical path.
fn tree(changes: &[FileChange]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    for change in changes {
        let full = dir.path().join(&change.file);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, &change.before).unwrap();
    }
    let root = dir.path().canonicalize().unwrap();
    (dir, root)
}

/// All entries below a folder with their texts, to compare whole trees.
fn contents(root: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            found.push((path, text));
        }
    }
    found.sort();
    found
}

#[test]
fn writes_all_and_keeps_permissions_and_bytes() {
    let changes =
        [change("b/b.nix", "a\r\nb\r\n", "a\r\nc\r\n"), change("a.nix", "1", "2"), change("same.nix", "1", "1")];
    let (_dir, root) = tree(&changes);
    let mode = |mode| fs::set_permissions(root.join("a.nix"), Permissions::from_mode(mode));
    mode(0o751).unwrap();
    let untouched = fs::metadata(root.join("same.nix")).unwrap().ino();
    assert_eq!(apply(&root, &changes).unwrap(), ["a.nix", "b/b.nix"]);
    assert_eq!(fs::read(root.join("b/b.nix")).unwrap(), b"a\r\nc\r\n");
    assert_eq!(fs::read(root.join("a.nix")).unwrap(), b"2");
    let mode = fs::metadata(root.join("a.nix")).unwrap().mode();
    assert_eq!(mode & 0o7777, 0o751);
    assert_eq!(fs::metadata(root.join("same.nix")).unwrap().ino(), untouched);
    // Three files and one folder: no temporary is left.
    assert_eq!(contents(&root).len(), 4);
}

#[test]
fn a_target_that_can_not_be_written_stops_all() {
    let changes = [change("a.nix", "1", "2"), change("z.nix", "1", "2")];
    let refuses = |spoil: &dyn Fn(&Path), expected: &str| {
        let (_dir, root) = tree(&changes);
        spoil(&root.join("z.nix"));
        let before = contents(&root);
        let error = apply(&root, &changes).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.hint().is_empty());
        assert_eq!(contents(&root), before);
    };
    refuses(&|z| fs::write(z, "other").unwrap(), "has changed");
    refuses(&|z| fs::remove_file(z).unwrap(), "can't be found");
    refuses(
        &|z| {
            fs::remove_file(z).unwrap();
            fs::create_dir(z).unwrap();
        },
        "not a regular file",
    );
    refuses(&|z| fs::set_permissions(z, Permissions::from_mode(0o444)).unwrap(), "read-only");
}

#[test]
fn a_rename_that_fails_takes_back_those_before() {
    let changes = [change("a.nix", "1", "2"), change("d/z.nix", "1", "2")];
    let (_dir, root) = tree(&changes);
    let inode = fs::metadata(root.join("a.nix")).unwrap().ino();
    let refs: Vec<&FileChange> = changes.iter().collect();
    let targets = targets(&root, &refs).unwrap();
    let mut run = Run::begin(&root, &root, &refs, &targets).unwrap();
    run.stage(&refs, &targets, &Signals::unheld()).unwrap();
    // In the time between, the second target has become a folder.
    fs::remove_file(root.join("d/z.nix")).unwrap();
    fs::create_dir(root.join("d/z.nix")).unwrap();
    let error = run.rename().unwrap_err();
    let error = run.give_up(error);
    assert!(matches!(error, ApplyError::Io { file, .. } if file == "d/z.nix"));
    assert_eq!(fs::read(root.join("a.nix")).unwrap(), b"1");
    // The very same file, not a copy of it.
    assert_eq!(fs::metadata(root.join("a.nix")).unwrap().ino(), inode);
    assert_eq!(contents(&root).len(), 3);
}

#[test]
fn links_inside_stay_links_and_links_outside_are_refused() {
    let (_outer, outside) = tree(&[change("o.nix", "1", "2")]);
    let real = [change("real/a.nix", "1", "2")];
    let (_dir, root) = tree(&real);
    symlink("real/a.nix", root.join("link.nix")).unwrap();
    symlink(&outside, root.join("out")).unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join(".git/config"), "1").unwrap();
    symlink(".git/config", root.join("config.nix")).unwrap();
    fs::create_dir_all(root.join("sub/.git")).unwrap();
    fs::write(root.join("sub/.git/config"), "1").unwrap();
    for file in ["out/o.nix", "config.nix", "sub/.git/config"] {
        let error = apply(&root, &[real[0].clone(), change(file, "1", "2")]).unwrap_err();
        assert!(matches!(error, ApplyError::Outside { .. }), "{error}");
    }
    let parent = root.file_name().unwrap().to_str().unwrap();
    let above = format!("../{parent}/../x.nix");
    assert!(apply(&root, &[change(&above, "", "2")]).is_err());
    let twice = [real[0].clone(), change("link.nix", "1", "3")];
    let error = apply(&root, &twice).unwrap_err();
    assert!(matches!(error, ApplyError::SameFile { .. }), "{error}");
    assert_eq!(fs::read(outside.join("o.nix")).unwrap(), b"1");
    assert_eq!(fs::read(root.join("real/a.nix")).unwrap(), b"1");
    apply(&root, &[change("link.nix", "1", "2")]).unwrap();
    assert_eq!(fs::read(root.join("real/a.nix")).unwrap(), b"2");
    assert!(root.join("link.nix").is_symlink());
}

#[test]
fn a_signal_before_the_renames_leaves_the_tree_as_it_was() {
    let changes = [change("a.nix", "1", "2")];
    let (_dir, root) = tree(&changes);
    let before = contents(&root);
    let signals = Signals::hold();
    signals.seen.store(15, Ordering::SeqCst);
    let error = write(&root, &root, &changes, &signals).unwrap_err();
    assert!(matches!(error, ApplyError::Interrupted));
    assert_eq!(contents(&root), before);
    // Or the end of this test would be the end of the test run.
    signals.seen.store(0, Ordering::SeqCst);
}

/// A run with all staged, and what it was to write.
fn staged(root: &Path, changes: &[FileChange]) -> (Run, Vec<Target>) {
    let refs: Vec<&FileChange> = changes.iter().collect();
    let targets = targets(root, &refs).unwrap();
    let run = Run::begin(root, root, &refs, &targets).unwrap();
    run.stage(&refs, &targets, &Signals::unheld()).unwrap();
    (run, targets)
}

#[test]
fn a_file_that_somebody_writes_to_meanwhile_is_theirs() {
    let changes = [change("a.nix", "1", "2"), change("z.nix", "1", "2")];
    let refs: Vec<&FileChange> = changes.iter().collect();
    // While it is staged.
    let (_dir, root) = tree(&changes);
    let targets = targets(&root, &refs).unwrap();
    fs::write(root.join("z.nix"), "theirs").unwrap();
    let run = Run::begin(&root, &root, &refs, &targets).unwrap();
    let error = run.stage(&refs, &targets, &Signals::unheld()).unwrap_err();
    assert!(matches!(run.give_up(error), ApplyError::Changed { file } if file == "z.nix"));
    let names = |root: &Path| contents(root).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(names(&root), ["1", "theirs"]);
    // After that, into the file that is about to go.
    let (_dir, root) = tree(&changes);
    let (mut run, _) = staged(&root, &changes);
    fs::write(root.join("z.nix"), "theirs").unwrap();
    let error = run.rename().unwrap_err();
    assert!(matches!(run.give_up(error), ApplyError::Changed { file } if file == "z.nix"));
    assert_eq!(names(&root), ["1", "theirs"]);
}

#[test]
fn a_panic_leaves_the_tree_as_it_was() {
    let changes = [change("a.nix", "1", "2")];
    let (_dir, root) = tree(&changes);
    let before = contents(&root);
    let (mut run, _) = staged(&root, &changes);
    run.rename().unwrap();
    assert_eq!(fs::read(root.join("a.nix")).unwrap(), b"2");
    assert!(root.join(JOURNAL).exists());
    drop(run);
    assert_eq!(contents(&root), before);
}

#[test]
fn a_folder_that_vanishes_leaves_the_rest_as_it_was() {
    let changes = [change("a.nix", "1", "2"), change("d/z.nix", "1", "2")];
    let refs: Vec<&FileChange> = changes.iter().collect();
    for late in [false, true] {
        let (_dir, root) = tree(&changes);
        let targets = targets(&root, &refs).unwrap();
        let mut run = Run::begin(&root, &root, &refs, &targets).unwrap();
        if late {
            run.stage(&refs, &targets, &Signals::unheld()).unwrap();
        }
        fs::remove_dir_all(root.join("d")).unwrap();
        let result = if late { run.rename() } else { run.stage(&refs, &targets, &Signals::unheld()) };
        let error = run.give_up(result.unwrap_err());
        assert!(matches!(error, ApplyError::Io { file, .. } if file == "d/z.nix"));
        assert_eq!(contents(&root), [(root.join("a.nix"), "1".to_owned())]);
    }
}
