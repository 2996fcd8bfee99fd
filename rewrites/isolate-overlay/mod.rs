//! Makes an instance of its own of an overlay of the default instance (see [`crate::plan::isolate`]).

use super::Rewrite;

/// No site: what it moves is an overlay, which the run names.
pub const REWRITE: Rewrite = Rewrite {
    name: "isolate-overlay",
    page: include_str!("README.md"),
    opt_in: true,
    in_place: None,
    last_resort: false,
    needs_gain: false,
    repeated: false,
    whole: None,
    examine: |_, _, _| None,
};
