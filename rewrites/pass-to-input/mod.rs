//! Passes an instance of the flake to functions of flakes in folders below, which made one at each call.

use super::Rewrite;
use crate::plan::below;

/// Sites in functions of flakes below that this flake calls.
pub const REWRITE: Rewrite = Rewrite {
    name: "pass-to-input",
    page: include_str!("README.md"),
    reason: "A function of a flake below has one argument more, with what it made before as its default, so whoever calls \
             it without, that flake itself for one, has what it had. The calls of this flake pass an instance of the same \
             source and arguments, for the system that each call is for.",
    opt_in: false,
    in_place: None,
    last_resort: false,
    needs_gain: true,
    repeated: false,
    below: true,
    whole: None,
    examine: below::examine,
};
