//! Functions that would see a name more in the set that they get.

use rustc_hash::FxHashSet;

use super::codes::{self, Block};
use crate::eval::value::{Loc, Value};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::{Expr, ExprId, Key};
use crate::syntax::name::Name;

/// Functions of Nix and of nixpkgs' lib whose result depends on which names a set has.
const ENUMERATING: &[&str] = &[
    "attrNames",
    "attrValues",
    "cartesianProduct",
    "catAttrs",
    "collect",
    "concatMapAttrs",
    "deepSeq",
    "filterAttrs",
    "filterAttrsRecursive",
    "foldAttrs",
    "foldlAttrs",
    "mapAttrs",
    "mapAttrs'",
    "mapAttrsRecursive",
    "mapAttrsToList",
    "removeAttrs",
    "toJSON",
    "toXML",
    "zipAttrsWith",
];

/// Why the function `l` can't be given one name more in the set that its argument is.
pub fn block(ev: &mut Evaluator, l: Loc, arg: &Value) -> Option<Block> {
    if !sees_names(ev, l, true, &mut FxHashSet::default()) {
        return None;
    }
    let (what, other) = match ev.is_inputs(arg) {
        true => ("the inputs", "one that is no input"),
        false => ("its argument", "one more name"),
    };
    let m = format!("the function at {} uses {what} as a whole set, where {other} would be seen", ev.place(l));
    Some(Block::new(codes::OPAQUE_SPECIAL_ARGS, m))
}

/// Whether a function, or one that it hands its argument to, asks which names that has.
pub fn asks_names(ev: &Evaluator, l: Loc) -> bool {
    sees_names(ev, l, false, &mut FxHashSet::default())
}

// Whether a function, or one that it hands its argument to, asks for more of that than names that it knows. With
// `strict`, any use of the set as a whole counts.
fn sees_names(ev: &Evaluator, l: Loc, strict: bool, seen: &mut FxHashSet<Loc>) -> bool {
    let file = ev.file(l.file);
    let Expr::Lambda { param, .. } = file.hir.expr(l.expr) else { return false };
    let Some(name) = param.whole() else { return false };
    seen.insert(l);
    let uses: Vec<ExprId> = file.scopes().references(l.expr, name).iter().map(|u| u.expr).collect();
    uses.into_iter().any(|u| {
        let Some(parent) = file.hir.parent(u) else { return strict };
        match file.hir.expr(parent) {
            Expr::Select { base, .. } | Expr::HasAttr { base, .. } if *base == u => false,
            Expr::With { namespace, .. } if *namespace == u => false,
            Expr::Apply(f, a) if *a == u => {
                is_enumerating(ev, Loc { file: l.file, expr: *f }) || {
                    let callees = called_at(ev, Loc { file: l.file, expr: parent });
                    strict && callees.is_empty()
                        || callees.iter().any(|c| {
                            strict && ev.file(c.file).builtin || !seen.contains(c) && sees_names(ev, *c, strict, seen)
                        })
                }
            }
            _ => strict,
        }
    })
}

// Whether a function, perhaps applied already, is one that tells names.
pub(super) fn is_enumerating(ev: &Evaluator, mut f: Loc) -> bool {
    let hir = &ev.file(f.file).hir;
    let known = |n: &Name| ENUMERATING.iter().any(|e| n.is(e));
    loop {
        match hir.expr(f.expr) {
            Expr::Apply(inner, _) => f.expr = *inner,
            Expr::Var(n) => return known(n),
            Expr::Select { path, .. } => return matches!(path.last(), Some(Key::Static(n)) if known(n)),
            _ => return false,
        }
    }
}

// The functions of files that an application called.
fn called_at(ev: &Evaluator, apply: Loc) -> Vec<Loc> {
    let here = |by: &Caller| matches!(by, Caller::Apply(o) if o.loc == apply);
    let mut out: Vec<Loc> = ev.calls.iter().filter(|c| here(&c.by)).map(|c| c.lambda).collect();
    out.sort();
    out.dedup();
    out
}
