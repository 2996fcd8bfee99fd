//! Syntax: trees, scopes, style, text edits. Knows nothing of nixpkgs.

pub mod hir;
pub mod name;
