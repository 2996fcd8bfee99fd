//! Outputs that are not known at all.

use crate::eval::Evaluator;
use crate::eval::value::{Loc, Sym, Value};

impl Evaluator {
    /// What makes the flake's outputs, if none of them is known: then nobody can say what they lead to.
    pub fn opaque_outputs(&mut self) -> Option<String> {
        self.outputs.as_ref()?;
        let outputs = self.self_outputs();
        let a = self.as_attrs(&outputs).filter(|a| a.map.is_empty())?;
        let of = a.open.last().filter(|o| !o.is_failure())?.clone();
        let (what, at) = match &of {
            Value::Unknown(u) => (u.reason.clone(), u.at),
            _ => (format!("`{}`", self.describe(&of)), made_at(&of)),
        };
        Some(at.map_or(what.clone(), |at| format!("{what} ({})", self.place(at))))
    }

    pub(super) fn note_opaque_outputs(&mut self) {
        if let Some(what) = self.opaque_outputs()
            && !self.out_of_budget
        {
            self.note(None, format!("what flake.nix outputs is not known: it comes from {what}"));
        }
    }
}

// The first call on the way to a symbol.
fn made_at(v: &Value) -> Option<Loc> {
    let Value::Sym(s) = Evaluator::selection(v).0 else { return None };
    match &*s {
        Sym::Apply(f, _, at) => made_at(f).or(at.as_ref().map(|o| o.loc)),
        Sym::Nixpkgs(_, at) => at.as_ref().map(|o| o.loc),
        _ => None,
    }
}
