//! Text edits: the only way in which a file changes.
//!
//! The trees of rnix are immutable here, so a change is a set of replacements of byte ranges: sorted,
//! disjoint, and applied at once. An overlap is an error for whoever pushed it, never a silent drop.

use std::ops::Range;

/// One replacement: the bytes of `range` become `text`. An empty range is an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// Byte offsets in the file as it was read.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl TextEdit {
    /// Puts `text` in front of the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self { range: offset..offset, text: text.into() }
    }

    /// Puts `text` in place of `range`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Takes `range` away.
    pub fn delete(range: Range<usize>) -> Self {
        Self { range, text: String::new() }
    }

    /// Whether nothing is taken away.
    pub fn is_insertion(&self) -> bool {
        self.range.is_empty()
    }
}

/// Two edits that want the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("edit of bytes {}..{} overlaps the edit of {}..{}", .new.range.start, .new.range.end, .present.range.start, .present.range.end)]
pub struct EditConflict {
    /// The edit that the set holds.
    pub present: TextEdit,
    /// The edit that was refused.
    pub new: TextEdit,
}

/// The edits of one file: sorted and disjoint at any time.
///
/// Insertions at one offset keep the order in which they were pushed, and stand before a replacement
/// that begins there. A replacement that is pushed twice counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditSet {
    edits: Vec<TextEdit>,
}

impl EditSet {
    /// A set without edits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether applying the set changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many edits there are.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// The edits, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, TextEdit> {
        self.edits.iter()
    }

    /// Pushes an insertion of `text` at `offset`.
    pub fn insert(&mut self, offset: usize, text: impl Into<String>) -> Result<(), EditConflict> {
        self.push(TextEdit::insert(offset, text))
    }

    /// Pushes a replacement of `range` by `text`.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) -> Result<(), EditConflict> {
        self.push(TextEdit::replace(range, text))
    }

    /// Pushes a deletion of `range`.
    pub fn delete(&mut self, range: Range<usize>) -> Result<(), EditConflict> {
        self.push(TextEdit::delete(range))
    }

    /// Adds one edit. An edit without effect (nothing for nothing) is accepted and forgotten.
    pub fn push(&mut self, edit: TextEdit) -> Result<(), EditConflict> {
        if edit.is_insertion() && edit.text.is_empty() {
            return Ok(());
        }
        if !edit.is_insertion() && self.edits.contains(&edit) {
            return Ok(());
        }
        if let Some(present) = self.edits.iter().find(|present| overlap(present, &edit)) {
            return Err(EditConflict { present: present.clone(), new: edit });
        }
        let at = self.edits.partition_point(|present| order_key(present) <= order_key(&edit));
        self.edits.insert(at, edit);
        Ok(())
    }

    /// Adds several edits: all of them, or none if one conflicts.
    pub fn push_all(&mut self, edits: impl IntoIterator<Item = TextEdit>) -> Result<(), EditConflict> {
        let mut joined = self.clone();
        for edit in edits {
            joined.push(edit)?;
        }
        *self = joined;
        Ok(())
    }

    /// Adds the edits of another set: all of them, or none if one conflicts.
    pub fn union(&mut self, other: EditSet) -> Result<(), EditConflict> {
        self.push_all(other.edits)
    }

    /// The text with every edit made.
    ///
    /// # Panics
    /// If the set was made for another text, so that a range lies outside of it or splits a character.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for edit in &self.edits {
            out.push_str(&text[done..edit.range.start]);
            out.push_str(&edit.text);
            done = edit.range.end;
        }
        out.push_str(&text[done..]);
        out
    }
}

impl IntoIterator for EditSet {
    type Item = TextEdit;
    type IntoIter = std::vec::IntoIter<TextEdit>;

    fn into_iter(self) -> Self::IntoIter {
        self.edits.into_iter()
    }
}

/// Sorts by offset; at one offset insertions come first, so that they are not swallowed.
fn order_key(edit: &TextEdit) -> (usize, bool) {
    (edit.range.start, !edit.is_insertion())
}

fn overlap(a: &TextEdit, b: &TextEdit) -> bool {
    match (a.is_insertion(), b.is_insertion()) {
        (true, true) => false,
        (true, false) => b.range.start < a.range.start && a.range.start < b.range.end,
        (false, true) => a.range.start < b.range.start && b.range.start < a.range.end,
        (false, false) => a.range.start < b.range.end && b.range.start < a.range.end,
    }
}

/// The result of an edit does not parse as well as the text before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the edited text has a syntax error that it did not have before: {first}")]
pub struct NewParseErrors {
    /// What rnix says about the first one.
    pub first: String,
}

/// Checks that `after` has no more parse errors than `before`.
pub fn reparse_check(before: &str, after: &str) -> Result<(), NewParseErrors> {
    let now = rnix::Root::parse(after);
    if now.errors().is_empty() {
        return Ok(());
    }
    let then = rnix::Root::parse(before);
    if now.errors().len() <= then.errors().len() {
        return Ok(());
    }
    Err(NewParseErrors { first: now.errors()[0].to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Edit<'a> = (usize, usize, &'a str);

    fn set(edits: &[Edit]) -> Result<EditSet, EditConflict> {
        let mut set = EditSet::new();
        for (start, end, text) in edits {
            set.push(TextEdit::replace(*start..*end, *text))?;
        }
        Ok(set)
    }

    #[test]
    fn applies_in_file_order() {
        let cases: &[(&[Edit], &str)] = &[
            (&[], "abcdef"),
            (&[(0, 0, "x")], "xabcdef"),
            (&[(6, 6, "x")], "abcdefx"),
            (&[(4, 5, "E"), (0, 1, "A")], "AbcdEf"),
            (&[(2, 4, "")], "abef"),
            // Insertions at one offset: in push order.
            (&[(3, 3, "1"), (3, 3, "2")], "abc12def"),
            // An insertion where a replacement begins stands before it.
            (&[(2, 4, "-"), (2, 2, "1")], "ab1-ef"),
            // An insertion where a replacement ends stands after it.
            (&[(2, 4, "-"), (4, 4, "1")], "ab-1ef"),
            (&[(2, 4, "-"), (4, 6, "+"), (4, 4, "1")], "ab-1+"),
            // Said twice, done once.
            (&[(2, 4, ""), (2, 4, "")], "abef"),
            (&[(2, 4, "z"), (2, 4, "z")], "abzef"),
            // But two equal insertions are two.
            (&[(2, 2, "z"), (2, 2, "z")], "abzzcdef"),
            (&[(2, 2, "")], "abcdef"),
        ];
        for (edits, after) in cases {
            assert_eq!(set(edits).unwrap().apply("abcdef"), *after, "{edits:?}");
        }
    }

    #[test]
    fn refuses_overlaps() {
        let cases: &[&[Edit]] = &[
            &[(1, 3, ""), (2, 4, "")],
            &[(2, 4, ""), (1, 3, "")],
            &[(1, 5, ""), (2, 3, "")],
            &[(2, 4, "a"), (2, 4, "b")],
            &[(1, 5, ""), (3, 3, "x")],
            &[(3, 3, "x"), (1, 5, "")],
        ];
        for edits in cases {
            assert!(set(edits).is_err(), "{edits:?}");
        }
    }

    #[test]
    fn union_is_all_or_nothing() {
        let mut one = set(&[(1, 3, "x")]).unwrap();
        let before = one.clone();
        assert!(one.union(set(&[(0, 1, "a"), (2, 4, "b")]).unwrap()).is_err());
        assert_eq!(one, before);
        one.union(set(&[(0, 1, "a"), (4, 5, "b")]).unwrap()).unwrap();
        assert_eq!(one.apply("012345"), "ax3b5");
    }

    #[test]
    fn reparse_counts_new_errors_only() {
        assert!(reparse_check("{ }", "{ a = 1; }").is_ok());
        assert!(reparse_check("{ }", "{ a = ; }").is_err());
        assert!(reparse_check("{ a = ; }", "{ a = ; b = 1; }").is_ok());
    }
}
