//! A change that is tried in a copy first.

use std::fs;
use std::path::Path;

use super::verify::NixArgs;
use super::{Error, Streams};
use crate::patch::{self, Lock};
use crate::plan::outcome::{FileChange, Outcome};
use crate::verify::{self, Control, Proof, Side};

pub(super) const LOCK_FILE: &str = "flake.lock";

/// A change that Nix has evaluated.
pub(super) struct Verified {
    pub(super) proof: Proof,
    /// What became of the lock file in the copy, and its text.
    pub(super) lock: Option<(Lock, Option<FileChange>)>,
}

impl Verified {
    /// Applies a change to a copy, with inputs that are new locked there if `locks`, and has Nix compare.
    pub(super) fn of(
        outcome: &Outcome,
        nix: &NixArgs,
        locks: bool,
        control: &Control,
        streams: &Streams,
    ) -> Result<Verified, Error> {
        let scratch = super::verify::scratch()?;
        let copy =
            verify::copy(&Side::WorkTree, &outcome.root, &scratch.path().join("fixed")).map_err(verify::Error::from)?;
        let flake = copy.flake();
        patch::apply_to_copy(&flake, &outcome.changes)?;
        let lock = locks.then(|| {
            let lock = patch::lock(&flake, &nix.program());
            let text = |dir: &Path| fs::read_to_string(dir.join(LOCK_FILE)).ok();
            let change = if lock == Lock::Written { text(&outcome.root).zip(text(&flake)) } else { None };
            let change = change.map(|(before, after)| FileChange { file: LOCK_FILE.to_owned(), before, after });
            (lock, change)
        });
        let fixed = Side::Copy(copy, "as fixed".to_owned());
        let proof = nix.verify(&outcome.root, [&Side::WorkTree, &fixed], &scratch, control, streams)?;
        Ok(Verified { proof, lock })
    }
}
