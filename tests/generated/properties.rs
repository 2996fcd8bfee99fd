//! What is so of every flake before and after, whatever it is: for the tests, and for the fuzz targets.

use std::collections::BTreeMap;

use nixinst::plan::outcome::FileChange;
use rnix::SyntaxKind;
use similar::{ChangeTag, TextDiff};

/// Texts by path.
pub type Files = BTreeMap<String, String>;

/// The files with the changes made.
pub fn changed(files: &Files, changes: &[FileChange]) -> Files {
    let mut out = files.clone();
    out.extend(changes.iter().map(|c| (c.file.clone(), c.after.clone())));
    out
}

/// Everything that is wrong with the changes of a flake that parses, by what it says of itself.
pub fn violations(files: &Files, changes: &[FileChange]) -> Vec<String> {
    let mut found = Vec::new();
    for c in changes {
        match files.get(&c.file) {
            Some(text) if *text == c.before => {}
            _ => found.push(format!("{} is not the file that was read", c.file)),
        }
        if c.before == c.after {
            found.push(format!("{} changes to itself", c.file));
        }
        let errors = rnix::Root::parse(&c.after).errors().len();
        if errors > 0 {
            found.push(format!("{} no longer parses", c.file));
        }
        found.extend(line_ends(c));
        found.extend(blanks(c));
    }
    let (before, after) = (comments(files), comments(&changed(files, changes)));
    for (comment, n) in &before {
        let now = after.get(comment).copied().unwrap_or_default();
        if now != *n {
            found.push(format!("the comment `{comment}` was there {n} times, now {now}"));
        }
    }
    for comment in after.keys().filter(|c| !before.contains_key(*c)) {
        found.push(format!("the comment `{comment}` is new"));
    }
    found
}

fn line_ends(c: &FileChange) -> Vec<String> {
    let mut found = Vec::new();
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    if bare(&c.before) == 0 && c.before.contains('\n') && bare(&c.after) > 0 {
        found.push(format!("{} had CRLF only", c.file));
    }
    if !c.before.contains('\r') && c.after.contains('\r') {
        found.push(format!("{} had no CRLF", c.file));
    }
    if c.before.ends_with('\n') != c.after.ends_with('\n') {
        found.push(format!("the end of {} has changed", c.file));
    }
    found
}

/// Lines of which nothing but white space has changed: no rewrite names them. Comments move, brackets are everywhere, and
/// what follows an `import` may be the arguments of an instance that moves.
fn blanks(c: &FileChange) -> Vec<String> {
    let diff = TextDiff::from_lines(&c.before, &c.after);
    let mut found = Vec::new();
    let comments: String = comment_tokens(&c.before).join("\n");
    // Its last line may have code behind it.
    let moves = |line: &str| comments.contains(line) || line.starts_with("*/");
    let says = |line: &&str| line.contains(char::is_alphanumeric) && !moves(line.trim());
    for group in diff.grouped_ops(0) {
        let all: Vec<_> = group.iter().flat_map(|op| diff.iter_changes(op)).collect();
        let of = |tag| all.iter().filter(move |x| x.tag() == tag).map(|x| x.value());
        for old in of(ChangeTag::Delete).take_while(|line| !line.contains("import")).filter(says) {
            if of(ChangeTag::Insert).any(|new| new.trim() == old.trim() && new != old) {
                found.push(format!("white space of a line of {}: {old:?}", c.file));
            }
        }
    }
    found
}

/// Every comment, and how often it is there.
pub fn comments(files: &Files) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for (_, text) in files.iter().filter(|(file, _)| file.ends_with(".nix")) {
        for comment in comment_tokens(text) {
            // Its lines may stand elsewhere, and its file may have other ends of lines.
            let words: Vec<&str> = comment.split_whitespace().collect();
            *out.entry(words.join(" ")).or_default() += 1;
        }
    }
    out
}

fn comment_tokens(text: &str) -> Vec<String> {
    let tokens = rnix::Root::parse(text).syntax().descendants_with_tokens().filter_map(|e| e.into_token());
    tokens.filter(|t| t.kind() == SyntaxKind::TOKEN_COMMENT).map(|t| t.text().to_owned()).collect()
}
