//! The rewrites: one folder each, with its code, its page of documentation and its golden cases.

#[path = "hoist-import/mod.rs"]
pub mod hoist_import;

/// Every rewrite's name and the page that explains it.
pub const ALL: &[(&str, &str)] = &[(hoist_import::NAME, hoist_import::PAGE)];
