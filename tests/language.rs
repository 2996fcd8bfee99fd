//! The evaluator against Nix on expressions that are known whole.
//!
//! Each `language/*.nix` is a list of `{ expr = …; expected = …; }` whose sides are equal. One test asks this
//! evaluator, another one asks a real Nix, so that what is expected is proved.

#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use nixinst::eval::Evaluator;
use nixinst::eval::value::Value;
use nixinst::syntax::name::Name;
use nixinst::workspace::Workspace;

/// Deep expressions need more than a test's thread has; the program gives itself as much.
const STACK: usize = 1 << 30;

/// Files that Nix 2.8 can't read.
const NEWER: &[&str] = &["pipes.nix"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".nix"))
        .collect();
    names.sort();
    assert!(names.len() >= 8, "the files are there: {names:?}");
    names
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn with_stack<R: Send + 'static>(f: impl FnOnce() -> R + Send + 'static) -> R {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(f).unwrap();
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// An evaluator for a flake that is only a `flake.nix` without outputs, and what is in `dir`.
fn evaluator(dir: &Path) -> Evaluator {
    fs::write(dir.join("flake.nix"), "{ outputs = _: { }; }\n").unwrap();
    let workspace = Rc::new(Workspace::open(dir).unwrap());
    nixinst::flake::load(workspace).unwrap()
}

fn attribute(ev: &mut Evaluator, set: &Value, name: &str) -> Value {
    ev.select(set, Name::new(name)).unwrap_or_else(|| panic!("no `{name}` in {set:?}"))
}

/// A value in words, two levels deep.
fn show(ev: &mut Evaluator, v: &Value) -> String {
    ev.canon(v).chars().take(300).collect()
}

fn check_file(ev: &mut Evaluator, name: &str, failures: &mut String) -> usize {
    let id = ev.load(name).unwrap();
    assert!(ev.file(id).errors.is_empty(), "{name}: {:?}", ev.file(id).errors);
    let root = ev.file_root(id);
    let list = ev.force(&root);
    let list = ev.as_list(&list).expect("a list");
    assert!(list.rest.is_empty(), "{name} is known whole");
    for (i, t) in list.items.iter().enumerate() {
        let case = ev.force(t);
        let (expr, expected) = (attribute(ev, &case, "expr"), attribute(ev, &case, "expected"));
        if ev.equal(&expr, &expected) != Some(true) {
            let Value::Attrs(a) = &case else { panic!("{name}: a set") };
            let place = a.origin.as_ref().map(|o| ev.place(o.loc)).unwrap_or_default();
            let (got, want) = (show(ev, &expr), show(ev, &expected));
            let _ = writeln!(failures, "{place} (the {}th): {got}\n    instead of {want}", i + 1);
        }
    }
    list.items.len()
}

#[test]
fn known_expressions_have_the_values_that_nix_gives_them() {
    with_stack(|| {
        let temp = tempfile::tempdir().unwrap();
        copy(&folder(), temp.path());
        let mut ev = evaluator(temp.path());
        let mut failures = String::new();
        let count: usize = names().iter().map(|name| check_file(&mut ev, name, &mut failures)).sum();
        assert!(failures.is_empty(), "\n{failures}");
        assert!(count >= 350, "only {count} expressions");
    });
}

#[test]
fn models_of_lib_pass_their_own_tests() {
    with_stack(|| {
        let temp = tempfile::tempdir().unwrap();
        let mut ev = evaluator(temp.path());
        let tests = ev.model("lib/tests.nix");
        let tests = ev.as_list(&tests).expect("a list");
        assert!(tests.items.len() > 200 && tests.rest.is_empty());
        let lib = nixinst::eval::value::Thunk::done(ev.lib());
        let mut failures = String::new();
        for t in &tests.items {
            let case = ev.force(t);
            let function = attribute(&mut ev, &case, "expr");
            let expr = ev.call(&function, lib.clone(), None);
            let expected = attribute(&mut ev, &case, "expected");
            if ev.equal(&expr, &expected) != Some(true) {
                let name = attribute(&mut ev, &case, "name");
                let (got, want) = (show(&mut ev, &expr), show(&mut ev, &expected));
                let _ = writeln!(failures, "{name:?}: {got}\n    instead of {want}");
            }
        }
        assert!(failures.is_empty(), "\n{failures}");
    });
}

/// Names the elements that are not equal, or that fail, by number.
const WRONG: &str = "file: let tests = import file; in builtins.filter (i: let
    t = builtins.elemAt tests (i - 1);
    r = builtins.tryEval (t.expr == t.expected);
  in !(r.success && r.value)) (builtins.genList (i: i + 1) (builtins.length tests))";

#[test]
fn nix_itself_agrees_with_what_is_expected() {
    let mut failures = String::new();
    let home = tempfile::tempdir().unwrap();
    for name in names().iter().filter(|name| !NEWER.contains(&name.as_str())) {
        let file = folder().join(name);
        let output = Command::new("nix-instantiate")
            .args(["--eval", "--strict", "--json", "-E", &format!("({WRONG}) {}", file.display())])
            .env("NIX_STORE_DIR", home.path().join("store"))
            .env("NIX_STATE_DIR", home.path().join("state"))
            .env("NIX_LOG_DIR", home.path().join("log"))
            .env("NIX_CONF_DIR", home.path().join("conf"))
            .env("HOME", home.path())
            .env_remove("NIX_REMOTE")
            .env_remove("NIX_PATH")
            .output();
        let output = output.unwrap_or_else(|_| {
            panic!(
                "`nix-instantiate` is not installed, and without it nobody knows whether the expected values are \
                 right. Install Nix 2.8 or later (https://nixos.org/download), then run the tests again."
            )
        });
        let wrong = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            let _ = writeln!(failures, "{name}: {}", String::from_utf8_lossy(&output.stderr));
        } else if wrong != "[]" {
            let _ = writeln!(failures, "{name}: elements {wrong} are not equal in Nix");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
