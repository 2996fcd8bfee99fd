//! Moves instances that modules make into `flake.nix`, once, and threads them to where they were made.

use super::Rewrite;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Source};
use crate::eval::{Caller, Evaluator};
use crate::flake::sites::{self, Site};
use crate::plan::classify::{Examined, evaluation, module_users};
use crate::syntax::hir::{Expr, Param};

/// Sites in modules.
pub const REWRITE: Rewrite = Rewrite {
    name: "hoist-import",
    page: include_str!("README.md"),
    reason: "An instance is made of its source and its arguments alone. Sites share one only where both were \
             evaluated and found equal, and a site moves only if every way in which its code is evaluated is known \
             and hands the instance on. Packages come from the same expression as before, so every configuration \
             evaluates to the same derivations; nixpkgs is instantiated less often.",
    opt_in: false,
    in_place: None,
    last_resort: false,
    needs_gain: false,
    repeated: false,
    below: false,
    whole: None,
    examine,
};

fn examine(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Option<Examined> {
    let closure = closure_of_module(ev, site);
    if !closure && live.iter().all(|e| sites::configurations(ev, &ev.sites[*e]).is_empty()) {
        return None;
    }
    let (mut out, mut last) = (Vec::new(), None);
    for &e in live {
        match evaluation(ev, e) {
            // Also where no module is: whoever evaluates it there must get the same from where it moves.
            Ok(one) => out.push(one),
            Err(block) if fails_today(ev, e) => last = Some(block),
            Err(block) => return Some(Err(block)),
        }
    }
    Some(match last {
        Some(block) if out.is_empty() => Err(block),
        _ => Ok(out),
    })
}

// Whether a configuration that is known whole doesn't pass the source to the site's module: then nothing there asks
// for the instance, or it would fail, as in an evaluation of modules for their documentation.
fn fails_today(ev: &mut Evaluator, index: usize) -> bool {
    let site = &ev.sites[index];
    if !matches!(site.source, Source::Named(_)) {
        return false;
    }
    let around = sites::callers(ev, &site.at.env);
    let known = |c: &ConfigId| {
        let config = ev.config(*c);
        let own = !matches!(config.kind, Kind::Exported(_) | Kind::Unknown(_) | Kind::HomeUser(..));
        own && !config.externals && config.unknowns.is_empty() && config.args.open.is_empty()
    };
    let modules: Vec<ConfigId> = around
        .iter()
        .filter_map(|(_, by)| match by {
            Caller::Module(c) => Some(*c),
            _ => None,
        })
        .collect();
    if modules.is_empty() || around.len() != modules.len() || !modules.iter().all(known) {
        return false;
    }
    modules.iter().all(|c| {
        let special = ev.special_args(*c);
        ev.as_attrs(&special).is_some_and(|a| a.open.is_empty())
    })
}

// The default of a formal of a function that makes a module: `{ unstable ? import … }: { pkgs, ... }: …`.
fn closure_of_module(ev: &Evaluator, site: &Site) -> bool {
    let hir = &ev.file(site.loc.file).hir;
    let Some(parent) = hir.parent(site.loc.expr) else { return false };
    let Expr::Lambda { param: Param::Pattern { formals, .. }, body } = hir.expr(parent) else { return false };
    formals.iter().any(|f| f.default == Some(site.loc.expr))
        && matches!(hir.expr(*body), Expr::Lambda { .. })
        && !module_users(ev, site.loc).is_empty()
}
