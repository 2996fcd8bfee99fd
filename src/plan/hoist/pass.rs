//! Passes an instance to a function of a flake below, which keeps its own as the default.

use super::takeout::Taken;
use crate::flake::sites::Site;
use crate::plan::below::{self, Form};
use crate::plan::classify::Candidate;
use crate::plan::codes::{self, Block};
use crate::plan::requests::{NewDefault, Requests};
use crate::plan::thread::{Threading, Var, added};
use crate::syntax::hir::Expr;

/// Has the function around the site take the instance, and each call of this flake pass `var`.
pub fn pass(t: &mut Threading<'_>, site: &Site, candidate: &Candidate, var: &Var) -> Result<Taken, Block> {
    let function = below::function(t.ev, site.loc).map_err(|m| Block::new(codes::UNKNOWN_CALLER, m))?;
    let formal = function.formal.to_string();
    for (arg, scopes) in below::places(t.ev, site, &candidate.evaluations) {
        let text = if var.system.is_some() {
            t.reach(var, arg)?
        } else {
            let first = scopes[0].1.clone();
            let one = scopes.iter().all(|(_, s)| *s == first) && below::says_system(t.ev, arg, &first);
            let named = if one { Some(first.to_string()) } else { t.ev.system_text(&scopes) };
            let m = || format!("the system of the call at {} can't be named there", t.ev.place(arg));
            let system = named.ok_or_else(|| Block::new(codes::UNKNOWN_SYSTEM, m()))?;
            let set = t.reach(&var.whole(), arg)?;
            var.set.select(&set, &system)
        };
        let new = added(&formal, &text);
        match t.ev.expr(arg) {
            Expr::Attrs { rec: false, .. } => Requests::add_once(&mut t.out.sets.entry(arg).or_default().add, new),
            _ => Requests::add_once(t.out.extends.entry(arg).or_default(), new),
        }
    }
    let scope = match function.form {
        Form::Default => return Ok(nothing()),
        Form::Let(scope) => Some(scope),
        Form::Expression => None,
    };
    let new = NewDefault { formal, site: site.loc.expr, scope };
    let defaults = t.out.defaults.entry(function.lambda).or_default();
    match defaults.iter().find(|d| d.formal == new.formal) {
        None => defaults.push(new),
        Some(d) if *d == new => {}
        Some(_) => {
            let m = format!("`{}` is what another instance of that function is called", new.formal);
            return Err(Block::new(codes::CONFLICT, m));
        }
    }
    Ok(nothing())
}

// What was there is there still, as a default.
fn nothing() -> Taken {
    Taken { removed: Vec::new(), comments: Vec::new(), trailing: None }
}
