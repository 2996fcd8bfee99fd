//! No comment gets lost: where the code around one goes, and nothing that comes has it, it stays where it was.

use rnix::{SyntaxKind, SyntaxToken, TextRange, tokenize};
use rowan::ast::AstNode as _;
use rustc_hash::FxHashSet;

use crate::eval::source_file::SourceFile;
use crate::syntax::edit::{EditSet, TextEdit};
use crate::syntax::style::{FileText, indent_of_line, line_start};

/// A comment's words: its lines may stand elsewhere, and its file may end them in another way.
pub fn words(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of each comment in a piece of code.
pub fn comments(code: &str) -> FxHashSet<String> {
    tokenize(code).filter(|(kind, _)| *kind == SyntaxKind::TOKEN_COMMENT).map(|(_, text)| words(text)).collect()
}

/// The comments in a part of a file. What is written in lines one below the other is one comment.
pub fn comments_within(file: &SourceFile, range: TextRange) -> Vec<Vec<SyntaxToken>> {
    let mut out: Vec<Vec<SyntaxToken>> = Vec::new();
    let is_line = |t: &SyntaxToken| t.kind() == SyntaxKind::TOKEN_COMMENT && t.text().starts_with('#');
    let first = |t: &SyntaxToken| t.prev_token().is_none_or(|p| p.text().contains('\n'));
    let mut token = file.tree.syntax().token_at_offset(range.start()).right_biased();
    while let Some(t) = token.filter(|t| t.text_range().start() < range.end()) {
        token = t.next_token();
        if t.kind() != SyntaxKind::TOKEN_COMMENT || !range.contains_range(t.text_range()) {
            continue;
        }
        let space = t.prev_token().filter(|p| p.text().matches('\n').count() == 1);
        let above = space.and_then(|s| s.prev_token()).filter(|a| is_line(&t) && is_line(a) && first(a));
        match out.last_mut() {
            Some(block) if above.is_some() && block.last() == above.as_ref() => block.push(t),
            _ => out.push(vec![t]),
        }
    }
    out
}

/// The edits of a file, those that take comments which are not in `coming` with these beside what takes the place.
pub fn with_comments(file: &SourceFile, edits: EditSet, coming: &FxHashSet<String>) -> EditSet {
    let text = FileText::new(&file.text);
    let mut out = EditSet::new();
    for edit in edits {
        let lost = lost(file, &edit, coming);
        let edit = if lost.is_empty() { edit } else { beside(&text, edit, &lost) };
        // They are the edits of a set, at the same places.
        let _ = out.push(edit);
    }
    out
}

// Comments that an edit takes away, as they are written.
fn lost(file: &SourceFile, edit: &TextEdit, coming: &FxHashSet<String>) -> Vec<String> {
    let (start, end) = (edit.range.start as u32, edit.range.end as u32);
    let range = TextRange::new(start.into(), end.into());
    let mut out: Vec<String> = Vec::new();
    if edit.is_insertion() || !file.text[edit.range.clone()].contains(['#', '*']) {
        return out;
    }
    for block in comments_within(file, range) {
        let block: Vec<String> = block.iter().map(|t| t.text().trim_end().to_owned()).collect();
        if !block.iter().all(|c| coming.contains(&words(c)) || out.contains(c)) {
            out.extend(block);
        }
    }
    out
}

fn beside(text: &FileText, edit: TextEdit, comments: &[String]) -> TextEdit {
    let old = &text.text[edit.range.clone()];
    let newline = text.newline();
    let goes = edit.text.trim().is_empty();
    let at_start = line_start(text.text, edit.range.start) == edit.range.start;
    if goes && at_start {
        let first = edit.range.start + old.len() - old.trim_start().len();
        let indent = indent_of_line(text.text, first);
        let lines: String = comments.iter().map(|c| format!("{indent}{c}{newline}")).collect();
        return TextEdit::replace(edit.range, format!("{lines}{}", edit.text));
    }
    let own_lines = old.starts_with(['\n', '\r']);
    let first = edit.range.start + old.len() - old.trim_start().len();
    let indent = indent_of_line(text.text, if own_lines { first } else { edit.range.start });
    if own_lines {
        let lines: String = comments.iter().map(|c| format!("{newline}{indent}{c}")).collect();
        let joins = !goes && !edit.text.starts_with(['\n', '\r']);
        let rest = if joins {
            format!("{newline}{indent}")
        } else if edit.text.is_empty() && !follows_line_end(text, edit.range.end) {
            newline.to_owned()
        } else {
            String::new()
        };
        return TextEdit::replace(edit.range, format!("{lines}{rest}{}", edit.text));
    }
    // Within a line.
    let mut front = String::new();
    if text.text[..edit.range.start].ends_with(|c: char| !c.is_whitespace() && c != '(') {
        front.push(' ');
    }
    for c in comments {
        front.push_str(c);
        front.push_str(&if c.starts_with('#') { format!("{newline}{indent}") } else { " ".to_owned() });
    }
    TextEdit::replace(edit.range, format!("{front}{}", edit.text.trim_start_matches(' ')))
}

fn follows_line_end(text: &FileText, offset: usize) -> bool {
    text.text[offset..].starts_with(['\n', '\r']) || text.text.len() == offset
}
