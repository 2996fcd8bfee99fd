//! Changes of one node each, written in the style of the lines that they touch.
//!
//! Every function takes all changes of its node in one call and returns text edits that don't
//! overlap. Nodes must come from a tree of the whole file, so that their offsets are the file's.

mod entries;
mod pieces;

#[cfg(test)]
mod attrset_tests;
#[cfg(test)]
mod formals_tests;
#[cfg(test)]
mod let_in_tests;
#[cfg(test)]
mod let_wrap_tests;
#[cfg(test)]
mod testing;

pub mod attrset;
pub mod comments;
pub mod curry;
pub mod default;
pub mod follows;
pub mod formals;
pub mod identifiers;
pub mod inherit;
pub mod inputs;
pub mod lambda_head;
pub mod let_in;
pub mod list;
pub mod parens;
pub mod reindent;
pub mod restep;
pub mod special_args;

use rnix::SyntaxNode;
use std::ops::Range;

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The node binds the name to something else: nix would reject the duplicate.
    #[error("`{0}` is bound here already")]
    NameTaken(String),
    /// What should go is not there.
    #[error("`{0}` is not bound here")]
    NoSuchName(String),
    /// The node is incomplete, which happens in files that don't parse.
    #[error("the syntax tree is incomplete here")]
    Incomplete,
    /// The text would go, and a comment inside of it with it.
    #[error("a comment stands in the way")]
    Comment,
    /// In a `rec` set the new value would refer to itself.
    #[error("`{0}` would refer to itself in a recursive set")]
    SelfReference(String),
    /// The place is not an expression or an inherited name.
    #[error("no reference to a name stands here")]
    NoReference,
}

/// A node's bytes in the file.
pub(crate) fn span(node: &SyntaxNode) -> Range<usize> {
    let range = node.text_range();
    usize::from(range.start())..usize::from(range.end())
}
