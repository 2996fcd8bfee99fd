//! Excerpts of diffs, held to the golden cases.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use similar::{ChangeTag, TextDiff};

use crate::blocks::root;

/// Whether every line that is added or removed is added or removed by one golden case. Indentation doesn't count, and `…` stands for anything.
pub fn is_of_a_case(excerpt: &str) -> bool {
    let wanted: Vec<String> = excerpt.lines().filter_map(changed).collect();
    let has = |case: &Vec<String>| wanted.iter().all(|line| case.iter().any(|other| matches(line, other)));
    !wanted.is_empty() && cases().iter().any(has)
}

/// The sign and the words of a line of a diff.
fn changed(line: &str) -> Option<String> {
    let is_header = line.starts_with("--- a/") || line.starts_with("+++ b/");
    let sign = line.chars().next().filter(|c| matches!(c, '+' | '-') && !is_header)?;
    Some(format!("{sign}{}", line[1..].trim()))
}

fn matches(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    false
}

/// What each golden case changes.
fn cases() -> &'static [Vec<String>] {
    static CASES: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    CASES.get_or_init(|| {
        let rewrites = fs::read_dir(root().join("rewrites")).unwrap().map(|e| e.unwrap().path().join("cases"));
        let cases = rewrites.filter(|p| p.is_dir()).flat_map(|p| fs::read_dir(p).unwrap().map(|e| e.unwrap().path()));
        cases.filter(|case| case.join("after").is_dir()).map(|case| changes(&case)).collect()
    })
}

fn changes(case: &Path) -> Vec<String> {
    let mut files = Vec::new();
    below(&case.join("after"), &mut files);
    let mut found = Vec::new();
    for file in files {
        let name = file.strip_prefix(case.join("after")).unwrap();
        let before = fs::read_to_string(case.join("before").join(name)).unwrap_or_default();
        let Ok(after) = fs::read_to_string(&file) else { continue };
        for change in TextDiff::from_lines(&before, &after).iter_all_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            found.push(format!("{sign}{}", change.value().trim()));
        }
    }
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn an_ellipsis_stands_for_anything() {
    assert!(matches("-a", "-a") && !matches("-a", "-ab") && !matches("-a", "+a"));
    assert!(matches("-url = \"x/…\";", "-url = \"x/123\";") && !matches("-url = \"x/…\";", "-url = \"y/123\";"));
    assert!(matches("+…b…", "+abc") && matches("+…", "+") && !matches("+…b…", "+ac"));
}
