//! Makes one instance of those that a flake defines more than once outside of modules, or once for every host.

use super::Rewrite;
use crate::eval::Evaluator;
use crate::flake::sites::Site;
use crate::plan::classify::{Evaluation, Examined, evaluation, make_one};

/// Sites outside of modules and overlays.
pub const REWRITE: Rewrite = Rewrite {
    name: "share-instance",
    page: include_str!("README.md"),
    reason: "Only instances whose source and arguments were evaluated and found equal become one, for each system \
             that the flake makes. Whoever used one of them gets the same package set as before under the same name, \
             so everything evaluates to the same derivations; it is made once.",
    opt_in: false,
    in_place: None,
    last_resort: false,
    needs_gain: true,
    repeated: false,
    below: false,
    whole: None,
    examine,
};

// A site whose evaluations make different instances is a function that others use as such: it is fine where it is.
fn examine(ev: &mut Evaluator, _: &Site, live: &[usize]) -> Option<Examined> {
    let mut out: Vec<Evaluation> = Vec::new();
    for &e in live {
        let one = evaluation(ev, e).ok().filter(|one| one.own.is_none())?;
        out.push(one);
    }
    make_one(&out).then_some(Ok(out))
}
