//! Syntax: trees, scopes, style, text edits. Knows nothing of nixpkgs.

pub mod bounds;
pub mod directives;
pub mod edit;
pub mod flake_file;
pub mod glance;
pub mod hir;
pub mod name;
pub mod style;
pub mod surgery;
