//! Makes an input of the flake of a nixpkgs that code fetches where it stands. Sites that another rewrite moves take that
//! input along; here are those that stay in their place.

use super::{Rewrite, Written};
use crate::eval::Evaluator;
use crate::eval::value::Source;
use crate::flake::sites::Site;
use crate::plan::classify::{Examined, in_input};
use crate::plan::codes::{self, Block};
use crate::plan::express;
use crate::syntax::hir::Expr;
use crate::syntax::surgery::parens::{Precedence, precedence_of_text};

/// Sites that fetch nixpkgs.
pub const REWRITE: Rewrite = Rewrite {
    name: "pin-to-input",
    page: include_str!("README.md"),
    reason: "The commit, or the hash, of what was fetched is written down in the flake and becomes that of the input: \
             it is the same tree, so its packages are the same derivations. `flake.lock` is written by Nix itself. \
             Where a source moves (a branch, a channel) it is left alone unless `--unsafe` asks for it, and then the \
             lock file holds still what moved before.",
    opt_in: false,
    in_place: Some(written),
    last_resort: true,
    needs_gain: false,
    repeated: false,
    below: false,
    whole: None,
    examine,
};

fn examine(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Option<Examined> {
    let fetches = |e: &usize| matches!(ev.sites[*e].source, Source::Pin(_) | Source::Channel(_));
    if !live.iter().all(fetches) || ev.input_of(&ev.sites[*live.first()?].source.clone()).is_none() {
        return None;
    }
    Some(written(ev, site, live).map(|_| live.iter().map(|e| in_input(ev, *e)).collect()))
}

// The site with the input in the place of what is fetched.
fn written(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Result<Written, Block> {
    let unnamed = || Block::new(codes::IMPURE_SOURCE, "an input can't be named where nixpkgs is fetched");
    let import = site.import.filter(|i| i.file == site.loc.file).ok_or_else(unnamed)?;
    let mut names: Vec<String> = Vec::new();
    for e in live {
        let (source, env) = (ev.sites[*e].source.clone(), ev.sites[*e].at.env.clone());
        let id = ev.input_of(&source).ok_or_else(unnamed)?;
        names.push(ev.input_text(&env, id).ok_or_else(unnamed)?);
    }
    names.dedup();
    let [name] = &names[..] else { return Err(unnamed()) };
    let file = ev.file(site.loc.file).clone();
    let Expr::Apply(_, fetched) = *file.hir.expr(import.expr) else { return Err(unnamed()) };
    let (whole, inner) = (site.range(ev), express::with_parentheses(&file, fetched));
    let name = if precedence_of_text(name) >= Precedence::Argument { name.clone() } else { format!("({name})") };
    let text = express::slice(&file, whole);
    let at = |o: rnix::TextSize| usize::from(o) - usize::from(whole.start());
    let text = format!("{}{name}{}", &text[..at(inner.start())], &text[at(inner.end())..]);
    Ok(Written { text, uses: name })
}
