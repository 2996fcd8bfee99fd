//! Properties of `fix` on flakes that nobody wrote, evaluated by a real Nix before and after.
//!
//! The flakes are numbered and always the same. `NIXINST_GENERATED=500 cargo test --test generated` takes the first 500
//! of them, `NIXINST_GENERATED=120..121` that one. `NIXINST_FORMATTER=alejandra` formats by a program, which gets the
//! names of files to rewrite, and not as nixfmt does.

mod properties;

#[path = "../evaluate/mod.rs"]
mod evaluate;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::sync::Mutex;

use evaluate::{Nix, read_tree, said, write_tree};
use nixinst::plan::outcome::Outcome;
use nixinst::plan::{self, Options};
use nixinst::workspace::Workspace;
use properties::{Files, changed, comments, violations};
use tempfile::TempDir;

/// How many flakes are tried where nobody says.
const USUAL: u64 = 12;

/// What the program gives itself.
const STACK: usize = 1 << 30;

fn numbers() -> Range<u64> {
    let Ok(said) = std::env::var("NIXINST_GENERATED") else { return 0..USUAL };
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("NIXINST_GENERATED={said}: N or FROM..TO"));
    match said.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => 0..number(&said),
    }
}

fn folder(files: &Files) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write_tree(dir.path(), &files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect());
    dir
}

fn outcome(files: &Files) -> Outcome {
    let dir = folder(files);
    let workspace = Rc::new(Workspace::open(dir.path()).unwrap());
    plan::analyze(workspace, &Options::default()).unwrap()
}

fn fixed(files: &Files) -> Files {
    changed(files, &outcome(files).changes)
}

/// Runs `f` on all flakes, and fails once with everything that was found.
fn on_all(f: impl Fn(&Files) -> Vec<String> + Sync) {
    let queue = Mutex::new(numbers());
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let work = || {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some(n) = next else { break };
                    let wrong = f(&nixinst_generator::numbered(n));
                    found.lock().unwrap().extend(wrong.into_iter().map(|w| format!("── flake {n}: {w}")));
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap();
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort();
    assert!(found.is_empty(), "{}\n{} of them", found.join("\n"), found.len());
}

/// Comments, line ends, white space; every file parses; a second run has nothing to do.
#[test]
fn fix_keeps_what_it_does_not_name() {
    on_all(|files| {
        let outcome = outcome(files);
        let mut found = violations(files, &outcome.changes);
        let after = changed(files, &outcome.changes);
        found.extend(self::outcome(&after).groups.iter().map(|g| format!("a second run would: {}", g.title)));
        found
    });
}

/// The program itself writes what was planned, and no other file.
#[test]
fn fix_writes_what_was_planned() {
    on_all(|files| {
        let dir = folder(files);
        let fix =
            || Command::new(env!("CARGO_BIN_EXE_nixinst")).args(["fix", "--allow-dirty"]).arg(dir.path()).output();
        let planned = fixed(files);
        let mut found = Vec::new();
        for run in ["first", "second"] {
            let output = fix().unwrap();
            if !output.status.success() || texts(dir.path()) != planned {
                found.push(format!("another tree by the {run} `fix`: {}", said(&output)));
            }
        }
        found
    });
}

fn texts(dir: &Path) -> Files {
    read_tree(dir).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// Every configuration is the same, and no instance more.
#[test]
fn fix_changes_no_configuration() {
    let nix = Nix::new();
    let counts = Mutex::new((0, 0));
    on_all(|files| {
        let outcome = outcome(files);
        let (before, after) = (folder(files), folder(&changed(files, &outcome.changes)));
        let old = match nix.evaluate(before.path()) {
            Ok(old) => old,
            Err(e) => return vec![format!("it does not evaluate by itself\n{e}")],
        };
        if outcome.changes.is_empty() {
            return Vec::new();
        }
        let new = match nix.evaluate(after.path()) {
            Ok(new) => new,
            Err(e) => return vec![format!("it does not evaluate any more\n{e}")],
        };
        let parsed = outcome.changes.iter().map(|c| nix.parses(&after.path().join(&c.file)));
        let mut found: Vec<String> = parsed.filter_map(Result::err).collect();
        if old.value != new.value {
            found.push("configurations differ".to_owned());
        }
        if new.instances > old.instances {
            found.push(format!("more instances than before: {} → {}", old.instances, new.instances));
        }
        let mut counts = counts.lock().unwrap();
        counts.0 += old.instances;
        counts.1 += new.instances;
        found
    });
    let (old, new) = *counts.lock().unwrap();
    println!("instances of what was rewritten: {old} → {new}");
    assert!(old == 0 || new < old, "not fewer instances: {old} → {new}");
}

fn formatted(files: &Files) -> Files {
    if let Some(program) = std::env::var_os("NIXINST_FORMATTER") {
        let dir = folder(files);
        let done = Command::new(&program).current_dir(dir.path()).args(files.keys()).output();
        let done = done.unwrap_or_else(|e| panic!("{}: {e}", program.display()));
        assert!(done.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&done.stderr));
        return texts(dir.path());
    }
    let format = |name: &str, text: &str| {
        nixfmt_rs::format(text).unwrap_or_else(|e| panic!("{name} can't be formatted: {e:?}\n{text}"))
    };
    files.iter().map(|(name, text)| (name.clone(), format(name, text))).collect()
}

/// The code of a file: its tokens without white space, comments and parentheses. A formatter leaves some line breaks as
/// they are. It puts a comment at the edge of parentheses or of code that moves on the other side of it, where it stays;
/// and parentheses stay that have a comment in them. Formals that are on lines of their own have a comma behind the last.
fn code(text: &str) -> Vec<&str> {
    use rnix::SyntaxKind as K;
    let none = [K::TOKEN_WHITESPACE, K::TOKEN_COMMENT, K::TOKEN_L_PAREN, K::TOKEN_R_PAREN];
    let all: Vec<_> = rnix::tokenize(text).filter(|(kind, _)| !none.contains(kind)).collect();
    let closes = |i: usize| all.get(i + 1).is_some_and(|(kind, _)| *kind == K::TOKEN_R_BRACE);
    let is_last_comma = |i: usize| all[i].0 == K::TOKEN_COMMA && closes(i);
    (0..all.len()).filter(|i| !is_last_comma(*i)).map(|i| all[i].1).collect()
}

/// The words of all comments: a formatter makes one comment of two in one line, and lines of blocks.
fn words(files: &Files) -> Vec<String> {
    let all = comments(files).into_iter().flat_map(|(c, n)| std::iter::repeat_n(c, n));
    let words = all.flat_map(|c| c.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let mut words: Vec<String> = words.filter(|w| !matches!(w.as_str(), "#" | "/*" | "*/")).collect();
    words.sort();
    words
}

/// Formatted before or after `fix`, it is the same code with the same comments, and there is nothing left to fix.
#[test]
fn fix_does_not_depend_on_the_format() {
    let exact = Mutex::new((0, 0));
    on_all(|files| {
        let (late, early) = (formatted(&fixed(files)), formatted(&fixed(&formatted(files))));
        let mut found = Vec::new();
        if words(&late) != words(&early) {
            found.push("formatted before and after, its comments are not the same".to_owned());
        }
        let differs = |name: &&String| late.get(*name).map(|t| code(t)) != early.get(*name).map(|t| code(t));
        let names: BTreeSet<&String> = late.keys().chain(early.keys()).filter(differs).collect();
        found.extend(names.iter().map(|n| difference(n, &late[*n], &early[*n])));
        for (what, files) in [("fix and formatter", &late), ("formatter, fix and formatter", &early)] {
            found.extend(outcome(files).groups.iter().map(|g| format!("after {what}, another fix would: {}", g.title)));
        }
        let mut exact = exact.lock().unwrap();
        exact.0 += usize::from(late == early);
        exact.1 += 1;
        found
    });
    let (same, all) = *exact.lock().unwrap();
    println!("{same} of {all} are the same to the byte");
}

fn difference(name: &str, late: &str, early: &str) -> String {
    let diff = similar::TextDiff::from_lines(late, early);
    format!("formatted before and after, {name} differs\n{}", diff.unified_diff().header("after", "before"))
}
