//! Helpers of the unit tests: find a node, apply edits, compare.

use crate::syntax::edit::{EditSet, TextEdit, reparse_check};
use rnix::{NixLanguage, Root, SyntaxNode};
use rowan::ast::AstNode;

/// The tree of a text.
pub fn root(text: &str) -> SyntaxNode {
    Root::parse(text).syntax()
}

/// The first node of a type, from the outside in.
pub fn first<N: AstNode<Language = NixLanguage>>(text: &str) -> N {
    root(text).descendants().find_map(N::cast).unwrap_or_else(|| panic!("no such node in {text:?}"))
}

/// Applies edits; the result must parse if the text did.
pub fn applied(text: &str, edits: Vec<TextEdit>) -> String {
    let mut set = EditSet::new();
    for edit in edits {
        assert!(text.get(edit.range.clone()).is_some(), "{edit:?} is outside of {text:?}");
        set.push(edit).unwrap_or_else(|conflict| panic!("{conflict} in {text:?}"));
    }
    let after = set.apply(text);
    if let Err(error) = reparse_check(text, &after) {
        panic!("{error}\nbefore:\n{text}\nafter:\n{after}");
    }
    after
}

/// Lines that end in white space, and two blank lines in a row: none of it may be new.
pub fn assert_tidy(before: &str, after: &str) {
    let untidy = |text: &str| {
        let trailing = text.lines().filter(|line| line.ends_with([' ', '\t'])).count();
        let blank = text.replace('\r', "").matches("\n\n\n").count();
        (trailing, blank)
    };
    let (b, a) = (untidy(before), untidy(after));
    assert!(a.0 <= b.0 && a.1 <= b.1, "untidy:\n{before}\n→\n{after}");
}

/// Replaces line breaks: every table runs a second time as a CRLF file.
pub fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A deterministic stream of numbers (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }

    pub fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len())]
    }
}
