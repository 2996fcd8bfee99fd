//! The rewrites: one folder each, with its code, its page of documentation and its golden cases.

#[path = "follow-inputs/mod.rs"]
pub mod follow_inputs;

#[path = "hoist-import/mod.rs"]
pub mod hoist_import;

#[path = "hoist-overlay-import/mod.rs"]
pub mod hoist_overlay_import;

#[path = "isolate-overlay/mod.rs"]
pub mod isolate_overlay;

#[path = "pass-to-input/mod.rs"]
pub mod pass_to_input;

#[path = "pin-to-input/mod.rs"]
pub mod pin_to_input;

#[path = "share-instance/mod.rs"]
pub mod share_instance;

#[path = "use-legacy-packages/mod.rs"]
pub mod use_legacy_packages;

use crate::eval::Evaluator;
use crate::flake::sites::Site;
use crate::plan::classify::Examined;
use crate::plan::codes::Block;

/// One kind of change.
pub struct Rewrite {
    /// Like `hoist-import`.
    pub name: &'static str,
    /// What `nixinst explain NAME` prints.
    pub page: &'static str,
    /// Why configurations evaluate to the same with it, or what does not: a paragraph for who reviews the change.
    pub reason: &'static str,
    /// Whether a run uses it only if it is asked for.
    pub opt_in: bool,
    /// What it writes in a site's place, from the evaluations that count, which all can have it. A site of a rewrite
    /// without it moves to where the instance is shared.
    pub in_place: Option<InPlace>,
    /// Whether it takes only sites that no other rewrite of the run takes in the end.
    pub last_resort: bool,
    /// Whether its sites move only where that makes an instance fewer.
    pub needs_gain: bool,
    /// Whether one evaluation that is seen stands for any number of them.
    pub repeated: bool,
    /// Whether its sites are those of flakes below, and of no others.
    pub below: bool,
    /// What it changes of the flake as such, whatever its sites are.
    pub whole: Option<Whole>,
    /// What it finds in a site, from those evaluations that count: nothing if the site is not one of its kind.
    pub examine: fn(&mut Evaluator, &Site, &[usize]) -> Option<Examined>,
}

/// What a rewrite writes in a site's place.
pub struct Written {
    pub text: String,
    /// What that uses in place of an instance of its own, for reports.
    pub uses: String,
}

/// An input of an input that is to follow one of the flake's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Follow {
    /// The input whose input it is.
    pub input: String,
    /// The name that it has there.
    pub name: String,
    /// The flake's own input that takes its place.
    pub target: String,
    /// Whether both are certain to be one tree.
    pub same: bool,
}

/// Inputs that are to follow others, and remarks on those that are not. With `true` also those that become something else.
pub type Whole = fn(&mut Evaluator, bool) -> (Vec<Follow>, Vec<String>);

/// The text for a site's place.
pub type InPlace = fn(&mut Evaluator, &Site, &[usize]) -> Result<Written, Block>;

/// Every rewrite; the first that knows a site takes it.
pub const ALL: &[&Rewrite] = &[
    &use_legacy_packages::REWRITE,
    &hoist_overlay_import::REWRITE,
    &hoist_import::REWRITE,
    &share_instance::REWRITE,
    &pin_to_input::REWRITE,
    &follow_inputs::REWRITE,
    &isolate_overlay::REWRITE,
    &pass_to_input::REWRITE,
];

/// The rewrite of that name.
pub fn by_name(name: &str) -> Option<&'static Rewrite> {
    ALL.iter().copied().find(|r| r.name == name)
}
