//! The inside of a bracketed node as a flat list of pieces.
//!
//! Operations mark pieces as gone or put new ones between them; `settle` closes the gaps and `edits`
//! turns what differs from the file into text edits. Pieces that stay are not covered by any edit, so
//! changes inside of them can be made in the same run.

use super::{SyntaxNode, span};
use crate::syntax::edit::TextEdit;
use rnix::{NodeOrToken, SyntaxKind};
use std::ops::Range;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Comment,
    Comma,
    Item,
}

/// A stretch of text: of the file, or new.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub kind: Kind,
    pub text: String,
    /// Where it stands in the file; nothing if it is new.
    pub range: Option<Range<usize>>,
    pub node: Option<SyntaxNode>,
    pub gone: bool,
}

impl Piece {
    /// A piece that the file does not have.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), range: None, node: None, gone: false }
    }

    pub fn newlines(&self) -> usize {
        newlines(&self.text)
    }

    /// Whether it is white space with a line break.
    pub fn is_break(&self) -> bool {
        self.kind == Kind::Space && self.newlines() > 0
    }

    pub fn is_line_comment(&self) -> bool {
        self.kind == Kind::Comment && self.text.starts_with('#')
    }

    pub fn start(&self) -> usize {
        self.range.as_ref().map_or(0, |range| range.start)
    }
}

/// What stands between an opening and a closing token.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// The end of the opening token.
    pub open: usize,
    /// The start of the closing token.
    pub close: usize,
    pub list: Vec<Piece>,
    /// Items are words that must not touch each other (names of an `inherit`).
    pub words: bool,
}

impl Pieces {
    /// The children of `parent` from `open` to `close`.
    pub fn between(text: &str, parent: &SyntaxNode, open: usize, close: usize) -> Self {
        let mut list = Vec::new();
        for element in parent.children_with_tokens() {
            let (start, end) = (usize::from(element.text_range().start()), usize::from(element.text_range().end()));
            if start < open || end > close || start == end {
                continue;
            }
            let kind = match element.kind() {
                SyntaxKind::TOKEN_WHITESPACE => Kind::Space,
                SyntaxKind::TOKEN_COMMENT => Kind::Comment,
                SyntaxKind::TOKEN_COMMA => Kind::Comma,
                _ => Kind::Item,
            };
            let node = match element {
                NodeOrToken::Node(node) => Some(node),
                NodeOrToken::Token(_) => None,
            };
            push_piece(text, &mut list, kind, start..end, node);
        }
        Self { open, close, list, words: false }
    }

    /// The piece that holds `node`.
    pub fn index_of(&self, node: &SyntaxNode) -> Option<usize> {
        let range = span(node);
        self.list.iter().position(|piece| piece.range.as_ref() == Some(&range))
    }

    /// The positions of the items.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.list.len()).filter(|&i| self.list[i].kind == Kind::Item)
    }

    /// Whether a line break stands between this piece and what comes before it, comments on its own
    /// line aside.
    pub fn is_first_on_line(&self, index: usize) -> bool {
        for piece in self.list[..index].iter().rev() {
            match piece.kind {
                Kind::Space if piece.newlines() > 0 => return true,
                Kind::Space => {}
                Kind::Comment if !piece.is_line_comment() => {}
                _ => return false,
            }
        }
        false
    }

    /// The position behind the comments that end the line of the piece at `index`.
    pub fn after_line_of(&self, index: usize) -> usize {
        let mut end = index + 1;
        let mut next = index + 1;
        while let Some(piece) = self.list.get(next) {
            match piece.kind {
                Kind::Space if piece.newlines() == 0 => {}
                Kind::Comment if self.ends_line(next) => end = next + 1,
                _ => break,
            }
            next += 1;
        }
        end
    }

    /// Whether a line break or nothing follows the piece at `index`, further comments aside.
    fn ends_line(&self, index: usize) -> bool {
        for piece in &self.list[index + 1..] {
            match piece.kind {
                Kind::Space if piece.newlines() > 0 => return true,
                Kind::Space | Kind::Comment => {}
                _ => return false,
            }
        }
        true
    }

    /// Drops what is gone and joins the white space around it.
    pub fn settle(&mut self) {
        let mut out: Vec<Piece> = Vec::with_capacity(self.list.len());
        let mut rest = std::mem::take(&mut self.list).into_iter().peekable();
        while let Some(piece) = rest.next() {
            if !piece.gone {
                out.push(piece);
                continue;
            }
            let mut after: Option<Piece> = None;
            while let Some(next) = rest.peek() {
                if next.gone {
                    // White space between two pieces that go has no one left to part.
                    after = None;
                } else if next.kind == Kind::Space && after.is_none() {
                    after = Some(next.clone());
                } else {
                    break;
                }
                rest.next();
            }
            let before = match out.last() {
                Some(last) if last.kind == Kind::Space => out.pop(),
                _ => None,
            };
            out.extend(self.joined(before, after, out.last(), rest.peek()));
        }
        self.list = out;
    }

    /// The white space that remains between `left` and `right`.
    fn joined(
        &self,
        before: Option<Piece>,
        after: Option<Piece>,
        left: Option<&Piece>,
        right: Option<&Piece>,
    ) -> Option<Piece> {
        let breaks = |space: &Option<Piece>| space.as_ref().map_or(0, Piece::newlines);
        let (b, a) = (breaks(&before), breaks(&after));
        let after_line_comment = left.is_some_and(Piece::is_line_comment);
        let kept = match (left, right) {
            (None, None) if b + a > 0 => Some(Piece::new(Kind::Space, " ")),
            (None, _) => before,
            (Some(_), None) if a > 0 || !after_line_comment => after,
            (Some(_), None) => before,
            _ if b > 0 && a > 0 && b > a => Some(indented_like(before, after)),
            _ if a > 0 => after,
            _ => before.or(after),
        };
        let touching = self.words && left.is_some() && right.is_some();
        kept.or_else(|| touching.then(|| Piece::new(Kind::Space, " ")))
    }

    /// What differs from the file.
    pub fn edits(&self, text: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let mut cursor = self.open;
        let mut pending = String::new();
        for piece in &self.list {
            match &piece.range {
                Some(range) if text[range.clone()] == piece.text => {
                    flush(&mut edits, cursor..range.start, &mut pending);
                    cursor = range.end;
                }
                _ => pending.push_str(&piece.text),
            }
        }
        flush(&mut edits, cursor..self.close, &mut pending);
        edits
    }
}

fn flush(edits: &mut Vec<TextEdit>, range: Range<usize>, pending: &mut String) {
    if !range.is_empty() || !pending.is_empty() {
        edits.push(TextEdit::replace(range, std::mem::take(pending)));
    }
}

/// The line breaks of `before` with the indentation of `after`.
fn indented_like(before: Option<Piece>, after: Option<Piece>) -> Piece {
    let tail = |piece: &Option<Piece>| {
        let text = piece.as_ref().map_or("", |piece| &piece.text);
        let at = text.rfind('\n').map_or(0, |newline| newline + 1);
        (text[..at].to_owned(), text[at..].to_owned())
    };
    let (breaks, own_indent) = tail(&before);
    let (_, indent) = tail(&after);
    match before {
        Some(piece) if own_indent == indent => piece,
        _ => Piece::new(Kind::Space, breaks + &indent),
    }
}

/// Adds a piece. A line comment of a CRLF file holds the `\r`, which belongs to the line break.
fn push_piece(text: &str, list: &mut Vec<Piece>, kind: Kind, mut range: Range<usize>, node: Option<SyntaxNode>) {
    if kind == Kind::Comment && text[range.clone()].ends_with('\r') {
        range.end -= 1;
    }
    if kind == Kind::Space && text[..range.start].ends_with('\r') {
        range.start -= 1;
    }
    list.push(Piece { kind, text: text[range.clone()].to_owned(), range: Some(range), node, gone: false });
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}
