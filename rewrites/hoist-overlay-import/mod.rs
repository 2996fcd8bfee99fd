//! Makes an instance that an overlay makes the shared one: the overlay is a closure over it, for every package set.

use super::Rewrite;
use crate::eval::value::Loc;
use crate::eval::{Caller, Evaluator};
use crate::flake::sites::{self, Site};
use crate::plan::classify::{Evaluation, Examined, evaluation};
use crate::plan::codes::{self, Block};

/// Sites in overlays.
pub const REWRITE: Rewrite = Rewrite {
    name: "hoist-overlay-import",
    page: include_str!("README.md"),
    reason: "What the overlay made for each package set that it is applied to depends on the system alone: its source \
             and its arguments were evaluated, and read nothing else of `final` and `prev`. There is one instance for \
             every system that can ask for it, and each package set selects the one of its own system, which is what \
             the overlay made for it before.",
    opt_in: false,
    in_place: None,
    last_resort: false,
    needs_gain: false,
    repeated: true,
    below: false,
    whole: None,
    examine,
};

fn examine(ev: &mut Evaluator, _: &Site, live: &[usize]) -> Option<Examined> {
    let overlays: Vec<Loc> = live.iter().flat_map(|e| sites::overlays(ev, &ev.sites[*e])).collect();
    if overlays.is_empty() {
        return None;
    }
    let found = evaluations(ev, live, &overlays);
    // What only a function makes that an overlay calls may be fine where it is.
    let around =
        |e: &usize| sites::callers(ev, &ev.sites[*e].at.env).iter().any(|(_, by)| matches!(by, Caller::Overlay));
    (found.is_ok() || live.iter().any(around)).then_some(found)
}

fn evaluations(ev: &mut Evaluator, live: &[usize], overlays: &[Loc]) -> Examined {
    let mut out: Vec<Evaluation> = Vec::new();
    for &e in live {
        let one = evaluation(ev, e)?;
        if let Some(own) = &one.own {
            return Err(own.1.clone());
        }
        if let Some(l) = overlays.iter().find(|l| one.key.rest.contains(&ev.closure_mark(**l))) {
            let m = format!(
                "its own `overlays` hold the overlay at {} that makes it, a recursion that only laziness ends",
                ev.place(*l)
            );
            return Err(Block::new(codes::IN_OVERLAY, m));
        }
        out.push(one);
    }
    Ok(out)
}
