//! Unified diffs that `git apply` takes from the flake's root.

use std::fmt::Write;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

use crate::plan::outcome::FileChange;

/// Unchanged lines around a change, as git has it.
const CONTEXT: usize = 3;

/// The patches of all changes in one text, sorted by file.
pub fn patches(changes: &[FileChange]) -> String {
    let mut sorted: Vec<&FileChange> = changes.iter().collect();
    sorted.sort_by(|a, b| a.file.cmp(&b.file));
    sorted.into_iter().map(patch_of).collect()
}

/// The patch of one file; empty if nothing changes.
pub fn patch_of(change: &FileChange) -> String {
    if change.before == change.after {
        return String::new();
    }
    // Not `TextDiff::from_lines`: it ends a line at a lone carriage return, git does not.
    let before: Vec<&str> = change.before.split_inclusive('\n').collect();
    let after: Vec<&str> = change.after.split_inclusive('\n').collect();
    let diff = TextDiff::configure()
        // Anchored at unique lines: a moved binding is not torn apart at its `};`.
        .algorithm(Algorithm::Patience)
        .diff_slices(&before, &after);
    let mut patch = String::new();
    header(&mut patch, "---", "a/", &change.file);
    header(&mut patch, "+++", "b/", &change.file);
    for hunk in diff.grouped_ops(CONTEXT) {
        hunk_header(&mut patch, &hunk);
        for line in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            patch.push(match line.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            });
            patch.push_str(line.value());
            if !line.value().ends_with('\n') {
                patch.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    patch
}

fn header(patch: &mut String, mark: &str, prefix: &str, file: &str) {
    let name = quoted(&format!("{prefix}{file}"));
    // The tab tells `patch` and git where a name with spaces ends.
    let end = if file.contains(' ') { "\t" } else { "" };
    let _ = writeln!(patch, "{mark} {name}{end}");
}

fn hunk_header(patch: &mut String, hunk: &[DiffOp]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return;
    };
    let old = range(first.old_range().start, last.old_range().end);
    let new = range(first.new_range().start, last.new_range().end);
    let _ = writeln!(patch, "@@ -{old} +{new} @@");
}

/// Lines from 1; of an empty range the line before it; a length of 1 is left out.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

/// As git with `core.quotePath`: in quotes with octal bytes, if a byte of the name needs it.
fn quoted(name: &str) -> String {
    let plain = |b: u8| (b' '..0x7f).contains(&b) && b != b'"' && b != b'\\';
    if name.bytes().all(plain) {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    for byte in name.bytes() {
        match byte {
            0x07 => quoted.push_str("\\a"),
            0x08 => quoted.push_str("\\b"),
            b'\t' => quoted.push_str("\\t"),
            b'\n' => quoted.push_str("\\n"),
            0x0b => quoted.push_str("\\v"),
            0x0c => quoted.push_str("\\f"),
            b'\r' => quoted.push_str("\\r"),
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            _ if plain(byte) => quoted.push(char::from(byte)),
            _ => {
                let _ = write!(quoted, "\\{byte:03o}");
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn change(file: &str, before: &str, after: &str) -> FileChange {
        FileChange { file: file.to_owned(), before: before.to_owned(), after: after.to_owned() }
    }

    #[test]
    fn prints_what_git_prints() {
        let lines: Vec<String> = (1..=20).map(|n| format!("l{n}\n")).collect();
        let before = lines.concat();
        let after = before.replace("l2\n", "l2\nnew\n").replace("l20\n", "end");
        let expected = "\
--- a/a.nix
+++ b/a.nix
@@ -1,5 +1,6 @@
 l1
 l2
+new
 l3
 l4
 l5
@@ -17,4 +18,4 @@
 l17
 l18
 l19
-l20
+end
\\ No newline at end of file
";
        assert_eq!(patch_of(&change("a.nix", &before, &after)), expected);
    }

    #[test]
    fn quotes_names_as_git_does() {
        let names = |name: &str| {
            let patch = patch_of(&change(name, "a", "b"));
            patch.lines().next().unwrap().to_owned()
        };
        assert_eq!(names("a b.nix"), "--- a/a b.nix\t");
        assert_eq!(names("é\n\"\u{1b}"), r#"--- "a/\303\251\n\"\033""#);
    }

    #[test]
    fn sorts_and_leaves_out_what_stays() {
        let changes = [change("b.nix", "1\n", "2\n"), change("a.nix", "1\n", "2\n"), change("0.nix", "1\n", "1\n")];
        let text = patches(&changes);
        assert!(text.starts_with("--- a/a.nix\n+++ b/a.nix\n@@ -1 +1 @@\n-1\n+2\n--- a/b.nix\n"));
    }

    /// Whatever the names, the line endings and the last line: `git apply` makes the new text.
    #[test]
    fn git_applies_every_patch() {
        let changes = [
            change("crlf.nix", "a\r\nb\r\n", "a\r\nc\r\nb\r\n"),
            change("dir with space/é \"q\".nix", "a\n", "b\n"),
            change("empty.nix", "", "now\n"),
            change("emptied.nix", "a\nb\n", "\n"),
            change("lone\tcr.nix", "a\rb\nc\n", "a\rb\nd"),
            change("no-end.nix", "a\nb", "a\nb\nc"),
            change("was-no-end.nix", "a\nb", "a\nb\n"),
        ];
        let dir = tempfile::tempdir().unwrap();
        for change in &changes {
            let full = dir.path().join(&change.file);
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            fs::write(full, &change.before).unwrap();
        }
        let patch = format!("# hoist-import: a title\n{}", patches(&changes));
        fs::write(dir.path().join("it.patch"), patch).unwrap();
        let mut git = crate::workspace::git::command(dir.path());
        let output = git.args(["apply", "it.patch"]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        for change in &changes {
            let now = fs::read_to_string(dir.path().join(&change.file)).unwrap();
            assert_eq!(now, change.after, "{}", change.file);
        }
    }
}
