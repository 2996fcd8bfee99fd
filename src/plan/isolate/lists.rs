//! Where the elements of a list of overlays are written.

use rnix::ast::BinOpKind;

use crate::eval::Evaluator;
use crate::eval::value::{Env, List, Loc, Origin, Value};
use crate::syntax::hir::{Expr, ExprId, Hir, Key};
use crate::syntax::name::Name;

/// How an element of a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In brackets.
    Element(Loc),
    /// An attribute of the set that `attrValues` gets.
    Member { call: Loc, set: Loc, name: Name },
}

impl Place {
    /// The expression that reports name.
    pub fn at(&self) -> Loc {
        match self {
            Place::Element(l) | Place::Member { set: l, .. } => *l,
        }
    }

    /// The expression that is the list.
    pub fn list(&self, ev: &Evaluator) -> Option<Loc> {
        match self {
            Place::Element(l) => ev.file(l.file).hir.parent(l.expr).map(|p| l.beside(p)),
            Place::Member { call, .. } => Some(*call),
        }
    }
}

/// For each element of a list where it is written, and in which scope; none for a list that code puts together.
pub fn places(ev: &mut Evaluator, list: &List) -> Vec<Option<(Place, Env)>> {
    let count = list.items.len();
    let found = match &list.origin {
        Some(o) if list.rest.is_empty() => places_of(ev, o, count),
        _ => None,
    };
    found.unwrap_or_else(|| vec![None; count])
}

fn places_of(ev: &mut Evaluator, o: &Origin, count: usize) -> Option<Vec<Option<(Place, Env)>>> {
    if ev.file(o.loc.file).builtin {
        return None;
    }
    let out: Vec<_> = match ev.expr(o.loc).clone() {
        Expr::List(ids) => ids.iter().map(|e| Some((Place::Element(o.loc.beside(*e)), o.env.clone()))).collect(),
        Expr::Binary(BinOpKind::Concat, a, b) => {
            let mut out = Vec::new();
            for side in [a, b] {
                let v = ev.eval(o.loc.beside(side), &o.env);
                let part = ev.as_list(&v)?;
                out.extend(places(ev, &part));
            }
            out
        }
        Expr::Apply(f, x) if is_called(&ev.file(o.loc.file).hir, f, &["attrValues"]) => {
            let set = o.loc.beside(x);
            let v = ev.eval(set, &o.env);
            let mut names: Vec<Name> = ev.as_attrs(&v).filter(|a| a.open.is_empty())?.map.keys().copied().collect();
            names.sort_by_key(|n| n.text());
            let member = |name| Some((Place::Member { call: o.loc, set, name }, o.env.clone()));
            names.into_iter().map(member).collect()
        }
        _ => return None,
    };
    (out.len() == count).then_some(out)
}

/// Whether a function is one of these names, perhaps applied to something.
pub fn is_called(hir: &Hir, f: ExprId, names: &[&str]) -> bool {
    let one = |n: &Name| names.iter().any(|w| n.is(w));
    match hir.expr(f) {
        Expr::Var(n) => one(n),
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if one(n)),
        // `mkIf condition`
        Expr::Apply(f, _) => is_called(hir, *f, names),
        _ => false,
    }
}

/// Whether a list has elements of the one that is written at `list`.
pub fn has(ev: &mut Evaluator, v: &Value, list: Loc) -> bool {
    let Some(all) = ev.as_list(v) else { return false };
    places(ev, &all).iter().flatten().any(|(p, _)| p.list(ev) == Some(list))
}

/// Functions that say of a definition when it counts, or before which others (nixpkgs `lib/modules.nix`).
pub const PROPERTIES: &[&str] = &["mkAfter", "mkBefore", "mkDefault", "mkForce", "mkIf", "mkOrder", "mkOverride"];

/// The definition that a value is in: the value itself, or the outermost `mkIf` and the like around it.
pub fn below_properties(hir: &Hir, value: ExprId) -> ExprId {
    let around = |e: &ExprId| {
        hir.parent(*e).filter(|p| match hir.expr(*p) {
            Expr::Apply(f, x) => x == e && is_called(hir, *f, PROPERTIES),
            _ => false,
        })
    };
    std::iter::successors(Some(value), around).last().unwrap_or(value)
}
