use std::os::unix::fs::symlink;

use super::*;

const RUN: &str = "0123456789abcdef";
const FILES: [&str; 3] = ["a.nix", "d/b.nix", "d/é %.nix"];

fn before(file: &str) -> String {
    format!("old {file}\n")
}

fn after(file: &str) -> String {
    format!("new {file}\n")
}

/// A tree as a run has left it: how many files were staged, how many have their new text.
struct Left {
    _dir: tempfile::TempDir,
    root: PathBuf,
}

impl Left {
    fn new(state: State, staged: usize, renamed: usize) -> Left {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        fs::create_dir(root.join("d")).unwrap();
        let mut content = Content { version: VERSION, run: RUN.to_owned(), files: Vec::new() };
        for (i, file) in FILES.into_iter().enumerate() {
            let entry = Entry {
                target: encode(Path::new(file)),
                before: hash(before(file).as_bytes()),
                after: hash(after(file).as_bytes()),
            };
            let pending = pending(file.to_owned(), root.join(file), RUN, i, &entry);
            fs::write(&pending.target, before(file)).unwrap();
            if i < staged {
                fs::write(&pending.new, after(file)).unwrap();
                fs::hard_link(&pending.target, &pending.old).unwrap();
            }
            if i < renamed {
                fs::rename(&pending.new, &pending.target).unwrap();
            }
            content.files.push(entry);
        }
        let left = Left { _dir: dir, root };
        left.write_journal(state, &content);
        left
    }

    fn journal(&self) -> PathBuf {
        self.root.join(JOURNAL)
    }

    fn write_journal(&self, state: State, content: &Content) {
        let json = serde_json::to_vec(content).unwrap();
        fs::write(self.journal(), [state.line(), &json, b"\n"].concat()).unwrap();
    }

    fn text(&self, index: usize, what: &str) -> PathBuf {
        self.root.join(FILES[index]).with_file_name(format!(".nixinst-{RUN}-{index}.{what}"))
    }

    /// Every file below, with its text.
    fn tree(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for folder in ["", "d"] {
            for entry in fs::read_dir(self.root.join(folder)).unwrap().map(Result::unwrap) {
                if !entry.file_type().unwrap().is_dir() {
                    let name = Path::new(folder).join(entry.file_name()).to_string_lossy().into_owned();
                    found.push((name, fs::read_to_string(entry.path()).unwrap_or_default()));
                }
            }
        }
        found.sort();
        found
    }

    fn is(&self, text: impl Fn(&str) -> String) {
        let expected: Vec<(String, String)> = FILES.iter().map(|f| ((*f).to_owned(), text(f))).collect();
        assert_eq!(self.tree(), expected);
    }

    fn recover(&self) -> Vec<Recovered> {
        recover(&self.root).unwrap()
    }
}

#[test]
fn a_run_that_was_staging_has_not_happened() {
    for staged in 0..=FILES.len() {
        let left = Left::new(State::Staging, staged, 0);
        assert_eq!(left.recover(), [Recovered::TakenBack]);
        left.is(before);
    }
    // A text that was begun, and its old file not yet kept.
    let left = Left::new(State::Staging, 1, 0);
    fs::write(left.text(1, "new"), "ne").unwrap();
    left.recover();
    left.is(before);
}

#[test]
fn a_run_whose_journal_was_begun_has_not_happened() {
    for text in ["", "stag", "staging \n", "staging \n{\"version\":1,\"run"] {
        let left = Left::new(State::Staging, 0, 0);
        fs::write(left.journal(), text).unwrap();
        assert!(matches!(require_none(&left.root), Err(JournalError::Unfinished(_))), "{text}");
        assert_eq!(left.recover(), [Recovered::TakenBack], "{text}");
        left.is(before);
    }
}

#[test]
fn a_run_that_was_renaming_has_happened() {
    for renamed in 0..=FILES.len() {
        let left = Left::new(State::Renaming, FILES.len(), renamed);
        let written = FILES[renamed..].iter().map(|f| (*f).to_owned()).collect();
        assert_eq!(left.recover(), [Recovered::Finished { files: FILES.len(), written }]);
        left.is(after);
        assert_eq!(left.recover(), []);
    }
    // Tidying up.
    let left = Left::new(State::Renaming, FILES.len(), FILES.len());
    fs::remove_file(left.text(0, "old")).unwrap();
    left.recover();
    left.is(after);
}

#[test]
fn a_run_that_was_undone_has_not_happened() {
    for renamed in 0..=FILES.len() {
        let left = Left::new(State::Undoing, FILES.len(), renamed);
        assert_eq!(left.recover(), [Recovered::TakenBack]);
        left.is(before);
    }
}

#[test]
fn a_file_that_somebody_has_changed_since_is_theirs() {
    let left = Left::new(State::Renaming, FILES.len(), 1);
    fs::remove_file(left.root.join(FILES[1])).unwrap();
    fs::write(left.root.join(FILES[1]), "theirs").unwrap();
    let error = recover(&left.root).unwrap_err();
    let said = error.to_string();
    assert!(said.starts_with("d/b.nix is neither as it was before"), "{said}");
    for (what, text) in [("new", after(FILES[1])), ("old", before(FILES[1]))] {
        let kept = left.text(1, what);
        assert!(said.contains(&format!("the {what} text is in {}", kept.display())), "{said}");
        assert_eq!(fs::read_to_string(kept).unwrap(), text);
    }
    assert_eq!(fs::read_to_string(left.root.join(FILES[1])).unwrap(), "theirs");
    // What can be finished is.
    assert_eq!(fs::read_to_string(left.root.join(FILES[2])).unwrap(), after(FILES[2]));
    assert!(left.journal().exists());
    // As the run would have left it: nothing speaks against it any more.
    fs::write(left.root.join(FILES[1]), after(FILES[1])).unwrap();
    left.recover();
    left.is(after);
}

#[test]
fn a_text_that_is_not_what_the_run_has_staged_is_not_written() {
    for spoiled in [None, Some("spoiled")] {
        let left = Left::new(State::Renaming, FILES.len(), 0);
        match spoiled {
            None => fs::remove_file(left.text(0, "new")).unwrap(),
            Some(text) => fs::write(left.text(0, "new"), text).unwrap(),
        }
        assert!(matches!(recover(&left.root), Err(JournalError::Conflict { file, .. }) if file == FILES[0]));
        assert_eq!(fs::read_to_string(left.root.join(FILES[0])).unwrap(), before(FILES[0]));
    }
}

#[test]
fn who_holds_the_lock_is_left_alone() {
    let left = Left::new(State::Renaming, FILES.len(), 1);
    let before = left.tree();
    let holder = File::open(left.journal()).unwrap();
    flock(&holder, FlockOperation::LockExclusive).unwrap();
    assert!(matches!(recover(&left.root), Err(JournalError::Busy(_))));
    assert!(matches!(require_none(&left.root), Err(JournalError::Busy(_))));
    assert!(matches!(Journal::begin(&left.root, &left.root, &[]), Err(JournalError::Busy(_))));
    assert_eq!(left.tree(), before);
    drop(holder);
    assert!(matches!(require_none(&left.root), Err(JournalError::Unfinished(_))));
    assert!(matches!(Journal::begin(&left.root, &left.root, &[]), Err(JournalError::Unfinished(_))));
    assert_eq!(left.tree(), before);
    left.recover();
    left.is(after);
}

#[test]
fn it_is_found_from_below_and_stands_at_the_top_of_the_work_tree() {
    let left = Left::new(State::Renaming, FILES.len(), 1);
    assert!(matches!(require_none(&left.root.join("d")), Err(JournalError::Unfinished(_))));
    recover(&left.root.join("d")).unwrap();
    left.is(after);
    fs::create_dir(left.root.join(".git")).unwrap();
    let (journal, _) = Journal::begin(&place(&left.root.join("d")), &left.root.join("d"), &[]).unwrap();
    assert!(left.journal().exists());
    assert!(matches!(require_none(&left.root), Err(JournalError::Busy(_))));
    journal.remove().unwrap();
    left.is(after);
}

/// A journal that a repository brings along changes nothing that a run of `fix` could not.
#[test]
fn a_journal_may_name_only_what_a_run_may_write() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.nix"), "old").unwrap();
    fs::write(outside.path().join(format!(".nixinst-{RUN}-0.new")), "new").unwrap();
    let absolute = outside.path().join("x.nix").to_str().unwrap().to_owned();
    let up = format!("../{}/x.nix", outside.path().file_name().unwrap().to_str().unwrap());
    for target in [&*absolute, &up, "out/x.nix", ".git/x.nix", "d/.GIT/x.nix", "git/x.nix", "..", "", "d/../a.nix"] {
        let left = Left::new(State::Renaming, 0, 0);
        symlink(outside.path(), left.root.join("out")).unwrap();
        for folder in [".git", "d/.GIT"] {
            fs::create_dir(left.root.join(folder)).unwrap();
            fs::write(left.root.join(folder).join("x.nix"), "old").unwrap();
            fs::write(left.root.join(folder).join(format!(".nixinst-{RUN}-0.new")), "new").unwrap();
        }
        symlink(".git", left.root.join("git")).unwrap();
        let entry = Entry { target: target.to_owned(), before: hash(b"old"), after: hash(b"new") };
        left.write_journal(State::Renaming, &Content { version: VERSION, run: RUN.to_owned(), files: vec![entry] });
        let tree = left.tree();
        let error = recover(&left.root).unwrap_err();
        assert!(matches!(error, JournalError::Foreign { .. }), "{target}: {error}");
        assert_eq!(left.tree(), tree, "{target}");
        for folder in [".git", "d/.GIT"] {
            assert_eq!(fs::read_to_string(left.root.join(folder).join("x.nix")).unwrap(), "old");
        }
    }
    assert_eq!(fs::read_to_string(outside.path().join("x.nix")).unwrap(), "old");
}

#[test]
fn what_is_no_journal_stays() {
    let content = |version, run: &str| {
        let content = Content { version, run: run.to_owned(), files: Vec::new() };
        [State::Staging.line(), &serde_json::to_vec(&content).unwrap(), b"\n"].concat()
    };
    for text in
        [b"hello\n".to_vec(), b"hello".to_vec(), b"renaming\n".to_vec(), content(2, RUN), content(1, "../../../x")]
    {
        let left = Left::new(State::Staging, 0, 0);
        fs::write(left.journal(), &text).unwrap();
        assert!(matches!(recover(&left.root), Err(JournalError::Foreign { .. })));
        assert!(require_none(&left.root).is_err());
        assert_eq!(fs::read(left.journal()).unwrap(), text);
    }
    let left = Left::new(State::Staging, 0, 0);
    let replaced = |make: &dyn Fn(&Path)| {
        let _ = fs::remove_file(left.journal());
        make(&left.journal());
        assert!(matches!(recover(&left.root), Err(JournalError::Foreign { .. })));
        assert!(matches!(require_none(&left.root), Err(JournalError::Foreign { .. })));
    };
    replaced(&|path| symlink("a.nix", path).unwrap());
    replaced(&|path| symlink("nowhere", path).unwrap());
    // Opening it would wait for ever.
    replaced(&|path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    });
    replaced(&|path| fs::create_dir(path).unwrap());
}
