use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use super::*;

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
    let staged = refs.iter().zip(targets).map(|(c, t)| stage(c, t).unwrap());
    let staged: Vec<Staged> = staged.collect();
    // In the time between, the second target has become a folder.
    fs::remove_file(root.join("d/z.nix")).unwrap();
    fs::create_dir(root.join("d/z.nix")).unwrap();
    let error = rename_all(staged, &Signals::hold()).unwrap_err();
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
    for file in ["out/o.nix", "config.nix"] {
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
    let signals = Signals::hold();
    signals.seen.store(15, Ordering::SeqCst);
    let error = rename_all(Vec::new(), &signals).unwrap_err();
    assert!(matches!(error, ApplyError::Interrupted));
    // Or the end of this test would be the end of the test run.
    signals.seen.store(0, Ordering::SeqCst);
}
