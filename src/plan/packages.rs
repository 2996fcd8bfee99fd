//! Functions that `callPackage` calls: what it returns can be called again with other arguments.

use super::codes::{self, Block};
use crate::eval::Evaluator;
use crate::eval::value::Loc;
use crate::syntax::hir::{Expr, ExprId, Hir, Key, Param};
use crate::syntax::name::Name;

/// Names that overrides change without changing what an instance is made of.
const HARMLESS: &[&str] = &["lib", "stdenv"];

/// Why a function that `callPackage` calls can't be given one more argument: it uses all that it gets as a whole, where
/// one more would be seen.
pub fn uses_all(ev: &Evaluator, l: Loc) -> Option<Block> {
    if !ev.packages.contains(&l) {
        return None;
    }
    let file = ev.file(l.file);
    let all = match file.hir.expr(l.expr) {
        Expr::Lambda { param: Param::Ident(p, _), .. } => *p,
        Expr::Lambda { param: Param::Pattern { bind: Some((b, _)), .. }, .. } => *b,
        _ => return None,
    };
    let one = |e: ExprId| {
        let parent = file.hir.parent(e).map(|p| file.hir.expr(p));
        matches!(parent, Some(Expr::Select { base, .. } | Expr::HasAttr { base, .. }) if *base == e)
    };
    let whole = file.scopes().references(l.expr, all).iter().find(|u| !one(u.expr))?;
    let place = ev.place(Loc { file: l.file, expr: whole.expr });
    let m = format!(
        "the function that `callPackage` calls uses all its arguments at {place}, where one more would be seen"
    );
    Some(Block::new(codes::OPAQUE_SPECIAL_ARGS, m))
}

/// Why an instance that a package makes may be another than that of its first call: an `override` somewhere in the
/// repository changes what it is made of.
pub fn overridden(ev: &mut Evaluator, site: Loc) -> Option<Block> {
    let file = ev.file(site.file).clone();
    let hir = &file.hir;
    let around = hir.ancestors(site.expr).map(|expr| Loc { file: site.file, expr });
    let formals: Vec<Name> = around
        .filter(|l| ev.packages.contains(l))
        .flat_map(|l| match ev.expr(l) {
            Expr::Lambda { param, .. } => param.names().to_vec(),
            _ => Vec::new(),
        })
        .collect();
    let names = names_behind(ev, site);
    let mut names = names.iter().filter(|n| formals.contains(n) && !HARMLESS.iter().any(|h| n.is(h)));
    let (name, at) = names.find_map(|n| Some((*n, override_of(ev, *n)?)))?;
    let m = format!("the `override` at {} changes `{name}`, which the instance is made of", ev.place(at));
    Some(Block::new(codes::UNKNOWN_CALLER, m))
}

// Names that an expression is made of, also through variables of a `let`.
fn names_behind(ev: &Evaluator, site: Loc) -> Vec<Name> {
    let file = ev.file(site.file);
    let mut names: Vec<Name> = Vec::new();
    let mut next = vec![site.expr];
    while let Some(e) = next.pop() {
        for &name in &*file.free_names(e) {
            if names.contains(&name) {
                continue;
            }
            names.push(name);
            next.extend(file.hir.ancestors(e).filter_map(|around| match file.hir.expr(around) {
                Expr::Let { bindings, .. } => bindings.get(name).map(|b| b.value),
                _ => None,
            }));
        }
    }
    names
}

// Where `x.override { NAME = …; }` stands, whatever it overrides.
fn override_of(ev: &mut Evaluator, name: Name) -> Option<Loc> {
    ev.load_with_name(name);
    for (id, file) in ev.loaded().filter(|(_, f)| !f.builtin && f.text.contains("override")) {
        let found = file.hir.ids().find(|e| match file.hir.expr(*e) {
            Expr::Apply(f, arg) => is_override(&file.hir, *f) && changes(&file.hir, *arg, name),
            _ => false,
        });
        if let Some(expr) = found {
            return Some(Loc { file: id, expr });
        }
    }
    None
}

fn is_override(hir: &Hir, f: ExprId) -> bool {
    let Expr::Select { path, .. } = hir.expr(f) else { return false };
    matches!(path.last(), Some(Key::Static(n)) if n.is("override"))
}

fn changes(hir: &Hir, arg: ExprId, name: Name) -> bool {
    hir.descendants(arg).into_iter().any(|e| match hir.expr(e) {
        Expr::Attrs { bindings, .. } => bindings.get(name).is_some(),
        _ => false,
    })
}
