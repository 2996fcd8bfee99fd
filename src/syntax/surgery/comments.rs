//! Which comments belong to a binding.

use super::pieces::{Kind, Piece, Pieces};
use crate::syntax::style::FileText;
use rnix::{NodeOrToken, SyntaxKind, SyntaxNode};

/// The comments of an entry, as their text stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryComments {
    /// Those directly above, without a blank line between, at the same indentation; and block
    /// comments in front of it on its line.
    pub leading: Vec<String>,
    /// The one that ends its line.
    pub trailing: Option<String>,
}

impl EntryComments {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.leading.is_empty() && self.trailing.is_none()
    }
}

/// The comments that belong to an entry of an attribute set or a `let`.
pub fn of_entry(file: &FileText, entry: &SyntaxNode) -> EntryComments {
    let Some(parent) = entry.parent() else {
        return EntryComments::default();
    };
    let range = super::span(&parent);
    let pieces = Pieces::between(file.text, &parent, range.start, range.end);
    match pieces.index_of(entry) {
        Some(index) => {
            let text = |i: usize| pieces.list[i].text.clone();
            EntryComments {
                leading: leading(file, &pieces, index).into_iter().map(text).collect(),
                trailing: trailing(&pieces, index).map(text),
            }
        }
        None => EntryComments::default(),
    }
}

/// Whether there is a comment anywhere inside of a node.
pub fn has_comment(node: &SyntaxNode) -> bool {
    node.descendants_with_tokens().any(|element| match element {
        NodeOrToken::Token(token) => token.kind() == SyntaxKind::TOKEN_COMMENT,
        NodeOrToken::Node(_) => false,
    })
}

/// The positions of the comments above an entry, first one first.
pub(crate) fn leading(file: &FileText, pieces: &Pieces, index: usize) -> Vec<usize> {
    let column = file.column_at(pieces.list[index].start());
    let mut found = Vec::new();
    let mut on_entry_line = true;
    for i in (0..index).rev() {
        let piece = &pieces.list[i];
        match piece.kind {
            Kind::Space if piece.newlines() > 1 => break,
            Kind::Space => on_entry_line &= piece.newlines() == 0,
            Kind::Comment if on_entry_line => found.push(i),
            Kind::Comment if pieces.is_first_on_line(i) => {
                if file.column_at(piece.start()) != column {
                    break;
                }
                found.push(i);
            }
            _ => break,
        }
    }
    found.reverse();
    found
}

/// The position of the comment that ends the line of an entry.
pub(crate) fn trailing(pieces: &Pieces, index: usize) -> Option<usize> {
    for (i, piece) in pieces.list.iter().enumerate().skip(index + 1) {
        match piece.kind {
            Kind::Space if piece.newlines() == 0 => {}
            Kind::Comment => {
                let ends_line = pieces.list.get(i + 1).is_none_or(Piece::is_break);
                return ends_line.then_some(i);
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::root;
    use super::*;

    #[test]
    fn which_belong() {
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("{\n  x = 1;\n}", &[], None),
            ("{\n  # one\n  # two\n  x = 1; # three\n}", &["# one", "# two"], Some("# three")),
            ("{\n  # apart\n\n  # one\n  x = 1;\n}", &["# one"], None),
            ("{\n  # apart\n\n  x = 1;\n}", &[], None),
            ("{\n  a = 1; # of a\n  x = 1;\n}", &[], None),
            ("{ # of the set\n  x = 1;\n}", &[], None),
            ("{\n    # deeper\n  x = 1;\n}", &[], None),
            ("{ /* inline */ x = 1; }", &["/* inline */"], None),
            ("{\n  x = 1; /* of b */ b = 1;\n}", &[], None),
            ("{\n  x = 1; /* of x */\n  b = 1;\n}", &[], Some("/* of x */")),
            ("let\n  # one\n  x = 1; # two\nin 1", &["# one"], Some("# two")),
            ("let # of let\n  x = 1;\n  # end\nin 1", &[], None),
            ("{\r\n  # one\r\n  x = 1; # two\r\n}", &["# one"], Some("# two")),
            ("{\n  /*\n    long\n  */\n  x = 1;\n}", &["/*\n    long\n  */"], None),
        ];
        for (text, leading, trailing) in cases {
            let entry = root(text)
                .descendants()
                .find(|node| node.kind() == SyntaxKind::NODE_ATTRPATH_VALUE && node.text().to_string().starts_with('x'))
                .unwrap();
            let found = of_entry(&FileText::new(text), &entry);
            assert_eq!(found.leading, *leading, "{text}");
            assert_eq!(found.trailing.as_deref(), *trailing, "{text}");
        }
    }
}
