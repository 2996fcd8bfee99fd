//! Makes an instance of its own of an overlay of the default instance (see [`crate::plan::isolate`]).

use super::Rewrite;

/// No site: what it moves is an overlay, which the run names.
pub const REWRITE: Rewrite = Rewrite {
    name: "isolate-overlay",
    page: include_str!("README.md"),
    reason: "This rewrite changes what is built, as it was asked to. The packages that the overlay sets are the same \
             for those who use them by name; whatever is built with them inside nixpkgs is built with what nixpkgs \
             has, and comes from the binary cache again.",
    opt_in: true,
    in_place: None,
    last_resort: false,
    needs_gain: false,
    repeated: false,
    below: false,
    whole: None,
    examine: |_, _, _| None,
};
