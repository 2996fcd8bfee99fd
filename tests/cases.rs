//! The golden cases: `rewrites/NAME/cases/CASE/`, found by walking.
//!
//! - `before/`: a flake. `after/`: what `nixinst fix` must make of it, to the byte; without it, nothing may change.
//! - `expected.txt`: one line per site, `file:line disposition [code]`.
//! - `args`: further arguments of `fix`, such as `--only NAME` for a rewrite that has to be asked for.
//! - `fewer` (empty): the flake must make fewer instances than before, not only no more.
//! - `changes`, for a rewrite that changes what is built: the attributes of the overlay that leaves the default instance, as
//!   packages of the test world name it (`a` or `a,b`), and of those that stay behind. But for these names all must evaluate to the same; one instance more
//!   is what the rewrite is for.
//!
//! `CASE=part-of-a-name cargo test --test cases` runs some of them.

#![forbid(unsafe_code)]

mod evaluate;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use evaluate::{Nix, Tree, read_tree, root, said, write_tree};

struct Case {
    /// Like `hoist-import/nixos-two-hosts`.
    name: String,
    dir: PathBuf,
}

impl Case {
    fn before(&self) -> PathBuf {
        self.dir.join("before")
    }

    /// Further arguments of `fix`.
    fn args(&self) -> Vec<String> {
        let text = fs::read_to_string(self.dir.join("args")).unwrap_or_default();
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// The overlay that leaves the default instance, and those that don't go along.
    fn changes(&self) -> Option<Vec<String>> {
        let text = fs::read_to_string(self.dir.join("changes")).ok()?;
        Some(text.split_whitespace().map(str::to_owned).collect())
    }

    /// Only where something is rewritten.
    fn after(&self) -> Option<PathBuf> {
        Some(self.dir.join("after")).filter(|d| d.is_dir())
    }
}

/// Folders directly below, sorted.
fn folders(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap_or_else(|e| panic!("{}: {e}", dir.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn cases() -> Vec<Case> {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut cases = Vec::new();
    for rewrite in folders(&root().join("rewrites")) {
        let cases_dir = rewrite.join("cases");
        if !cases_dir.is_dir() {
            continue;
        }
        for dir in folders(&cases_dir) {
            let last = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
            let name = format!("{}/{}", last(&rewrite), last(&dir));
            if name.contains(&wanted) {
                cases.push(Case { name, dir });
            }
        }
    }
    assert!(!cases.is_empty(), "no case has `{wanted}` in its name");
    cases
}

/// A unified diff of every file that differs, with line ends shown where only they do.
fn diff(expected: &Tree, actual: &Tree) -> String {
    let mut out = String::new();
    let names: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    for name in names {
        let text = |tree: &Tree| tree.get(name).map(|b| String::from_utf8_lossy(b).into_owned());
        let (want, got) = (text(expected), text(actual));
        if want == got {
            continue;
        }
        let (mut want, mut got) = (want.unwrap_or_default(), got.unwrap_or_default());
        if want.replace('\r', "") == got.replace('\r', "") {
            want = want.replace('\r', "␍");
            got = got.replace('\r', "␍");
        }
        let diff = similar::TextDiff::from_lines(&want, &got);
        let _ = write!(out, "{}", diff.unified_diff().header(&format!("expected/{name}"), &format!("actual/{name}")));
    }
    out
}

fn nixinst(args: &[&str], more: &[String], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nixinst"))
        .args(args)
        .args(more)
        .arg(dir)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs")
}

/// The lines of `expected.txt`, from `check --format json` or the preview of `fix` in that format.
fn sites(json: &[u8]) -> Result<String, String> {
    let report: serde_json::Value = serde_json::from_slice(json).map_err(|e| format!("the report is not JSON: {e}"))?;
    let sites = report["sites"].as_array().ok_or("the report has no `sites`")?;
    let mut lines: Vec<(String, u64, String)> = sites
        .iter()
        .map(|site| {
            let mut what = site["disposition"].as_str().unwrap_or("?").to_owned();
            if let Some(code) = site["code"].as_str() {
                let _ = write!(what, " {code}");
            }
            let file = site["file"].as_str().unwrap_or("?").to_owned();
            (file, site["line"].as_u64().unwrap_or(0), what)
        })
        .collect();
    lines.sort();
    Ok(lines.into_iter().map(|(file, line, what)| format!("{file}:{line} {what}\n")).collect())
}

/// Runs `f` on all cases and fails once, with everything that was found.
fn on_all(threads: usize, what: &str, f: impl Fn(&Case) -> Vec<String> + Sync) {
    let cases = cases();
    let queue = Mutex::new(cases.iter());
    let failures = Mutex::new(BTreeMap::<String, Vec<String>>::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some(case) = next else { break };
                    let found = f(case);
                    if !found.is_empty() {
                        failures.lock().unwrap().insert(case.name.clone(), found);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    if failures.is_empty() {
        return;
    }
    let mut text = String::new();
    for (name, found) in &failures {
        for failure in found {
            let _ = writeln!(text, "\n── {name}: {failure}");
        }
    }
    panic!(
        "{text}\n{} of {} cases {what}: {}",
        failures.len(),
        cases.len(),
        failures.keys().cloned().collect::<Vec<_>>().join(", ")
    );
}

#[test]
fn fix_makes_the_golden_tree_and_only_once() {
    on_all(2, "are not rewritten as they should be", |case| {
        let mut failures = Vec::new();
        let before = read_tree(&case.before());
        let expected = case.after().map_or_else(|| before.clone(), |dir| read_tree(&dir));
        let temp = tempfile::tempdir().unwrap();
        write_tree(temp.path(), &before);

        let args = case.args();
        let first = nixinst(&["fix", "--allow-dirty"], &args, temp.path());
        let actual = read_tree(temp.path());
        if actual != expected {
            failures.push(format!("another tree\n{}\n{}", diff(&expected, &actual), said(&first)));
        } else if case.after().is_some() && !first.status.success() {
            failures.push(format!("`fix` did the work and failed\n{}", said(&first)));
        }

        let second = nixinst(&["fix", "--allow-dirty"], &args, temp.path());
        let again = read_tree(temp.path());
        if again != actual {
            failures.push(format!("a second `fix` changes it again\n{}\n{}", diff(&actual, &again), said(&second)));
        }

        for (name, bytes) in &actual {
            if before.get(name) == Some(bytes) || !name.ends_with(".nix") {
                continue;
            }
            let parse = rnix::Root::parse(&String::from_utf8_lossy(bytes));
            if !parse.errors().is_empty() {
                failures.push(format!("{name} no longer parses: {:?}", parse.errors()));
            }
        }
        failures
    });
}

#[test]
fn check_gives_every_site_its_disposition() {
    on_all(2, "are not reported as they should be", |case| {
        let file = case.dir.join("expected.txt");
        let expected = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let temp = tempfile::tempdir().unwrap();
        write_tree(temp.path(), &read_tree(&case.before()));
        let args = case.args();
        let output = match args.is_empty() {
            true => nixinst(&["check", "--format", "json"], &[], temp.path()),
            false => nixinst(&["fix", "--dry-run", "--format", "json"], &args, temp.path()),
        };
        match sites(&output.stdout) {
            Err(e) => vec![format!("{e}\n{}", said(&output))],
            Ok(actual) if actual == expected => Vec::new(),
            Ok(actual) => {
                let diff = similar::TextDiff::from_lines(&expected, &actual);
                vec![format!("other sites\n{}", diff.unified_diff().header("expected", "actual"))]
            }
        }
    });
}

/// A value whose packages don't say that their set has these overlays: `/world/SOURCE/PLATFORM/CONFIG/OVERLAYS/NAME`.
fn without_overlays(value: &serde_json::Value, overlays: &[String]) -> serde_json::Value {
    use serde_json::Value as Json;
    let component =
        |c: &str| c.split('+').filter(|mark| !overlays.iter().any(|o| o == mark)).collect::<Vec<_>>().join("+");
    match value {
        Json::String(s) => {
            let text = s.split('/').map(component).collect::<Vec<_>>().join("/");
            // A hash stands for a longer text, with the names in it; the packages in that are seen elsewhere too.
            Json::String(regex::Regex::new("#[0-9a-f]{64}").unwrap().replace_all(&text, "#").into_owned())
        }
        Json::Array(all) => all.iter().map(|v| without_overlays(v, overlays)).collect(),
        Json::Object(all) => all.iter().map(|(n, v)| (n.clone(), without_overlays(v, overlays))).collect(),
        other => other.clone(),
    }
}

/// Folders of flakes below the root in which a file differs.
fn changed_flakes_below(before: &Tree, after: &Tree) -> Vec<String> {
    // A module may have that name.
    let flakes = before.iter().filter(|(_, text)| text.windows(7).any(|w| w == b"outputs"));
    let folders = flakes.filter_map(|(name, _)| name.strip_suffix("/flake.nix"));
    let differs = |folder: &&str| {
        let inside = |name: &str| Path::new(name).starts_with(folder);
        after.iter().any(|(name, bytes)| inside(name) && before.get(name) != Some(bytes))
    };
    folders.filter(differs).map(str::to_owned).collect()
}

/// Says of the golden trees themselves that they are right; nixinst has no part in it.
#[test]
fn golden_trees_evaluate_to_the_same() {
    let nix = Nix::new();
    on_all(2, "do not evaluate to the same", |case| {
        let Some(after_dir) = case.after() else {
            return Vec::new();
        };
        let mut failures = Vec::new();
        let old_tree = read_tree(&case.before());
        for (name, bytes) in read_tree(&after_dir) {
            if name.ends_with(".nix")
                && old_tree.get(&name) != Some(&bytes)
                && let Err(e) = nix.parses(&after_dir.join(&name))
            {
                failures.push(format!("{name}: {e}"));
            }
        }
        let (mut before, mut after) = match (nix.evaluate(&case.before()), nix.evaluate(&after_dir)) {
            (Ok(before), Ok(after)) => (before, after),
            (before, after) => {
                for (side, result) in [("before", before), ("after", after)] {
                    if let Err(e) = result {
                        failures.push(format!("{side} does not evaluate\n{e}"));
                    }
                }
                return failures;
            }
        };
        let changes = case.changes();
        if let Some(overlays) = &changes {
            before.value = without_overlays(&before.value, overlays);
            after.value = without_overlays(&after.value, overlays);
        }
        if before.value != after.value {
            let pretty = |v: &serde_json::Value| serde_json::to_string_pretty(v).unwrap();
            let (a, b) = (pretty(&before.value), pretty(&after.value));
            let diff = similar::TextDiff::from_lines(&a, &b);
            failures.push(format!("configurations differ\n{}", diff.unified_diff().header("before", "after")));
        }
        let (old, new) = (before.instances, after.instances);
        if new > old && changes.is_none() {
            failures.push(format!("more instances than before: {old} → {new}"));
        }
        if case.dir.join("fewer").exists() && new >= old {
            failures.push(format!("not fewer instances than before: {old} → {new}"));
        }
        for folder in changed_flakes_below(&old_tree, &read_tree(&after_dir)) {
            let evaluate = |side: &Path| nix.evaluate(&side.join(&folder)).map(|e| (e.value, e.instances));
            match (evaluate(&case.before()), evaluate(&after_dir)) {
                (Ok(before), Ok(after)) if before == after && before.1 > 0 => {}
                (before, after) => failures.push(format!("{folder} by itself: {before:?}\n→ {after:?}")),
            }
        }
        failures
    });
}
