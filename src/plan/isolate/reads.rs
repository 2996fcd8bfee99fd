//! Who reads the list of overlays itself, from a package set or a configuration: without the overlay it is another list.

use super::uses::{Question, asked_formals, files, mentions};
use super::values::{Meaning, Reader};
use crate::eval::Evaluator;
use crate::eval::value::{Loc, ModuleArg, Sym, Value};
use crate::plan::codes::{self, Block};
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key};
use crate::syntax::name::Name;

/// Whether nobody does.
///
/// # Errors
/// Who does: it is not known what becomes of the list there.
pub fn nobody(r: &mut Reader<'_>, q: &Question<'_>) -> Result<(), Block> {
    let names = [Name::new("overlays")];
    let of_packages = |m: &Meaning| match m {
        Meaning::Default(p) | Meaning::Derived(p) => q.has(p),
        _ => false,
    };
    for m in mentions(r, &names)? {
        if m.from.iter().any(of_packages) {
            return Err(reads(r.ev, m.form.at(), "pkgs.overlays"));
        }
    }
    for (at, v) in asked_formals(r, &names) {
        let (root, _) = Evaluator::selection(&v);
        if r.meaning(&root, 0).iter().any(of_packages) {
            return Err(reads(r.ev, at, "pkgs.overlays"));
        }
    }
    match of_option(r) {
        Some(at) => Err(reads(r.ev, at, "config.nixpkgs.overlays")),
        None => Ok(()),
    }
}

fn reads(ev: &Evaluator, at: Loc, what: &str) -> Block {
    let m = format!("{} reads `{what}`, and would get a list without the overlay", ev.place(at));
    Block::new(codes::UNKNOWN_CALLER, m)
}

// Where a value of the option `nixpkgs.overlays` is read, whichever configuration has it.
fn of_option(r: &mut Reader<'_>) -> Option<Loc> {
    for id in files(r.ev) {
        let file = r.ev.file(id).clone();
        for e in file.hir.ids() {
            let at = Loc { file: id, expr: e };
            let found = match file.hir.expr(e) {
                Expr::Select { base, path, .. } => selects(r, at, *base, path),
                Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. } => {
                    let inherited = bindings.fixed.iter().filter(|b| b.kind == BindingKind::InheritFrom);
                    let taken: Vec<ExprId> = inherited.filter(|b| is_list(b.name)).map(|b| b.value).collect();
                    taken.into_iter().any(|v| match file.hir.expr(v) {
                        Expr::Select { base, .. } => is_options(r, at.beside(*base)),
                        _ => false,
                    })
                }
                Expr::Var(n) if is_list(*n) && matches!(file.scopes().target(e), Some(Target::With(_))) => {
                    r.namespaces(at).into_iter().any(|ns| is_options(r, ns))
                }
                _ => false,
            };
            if found {
                return Some(at);
            }
        }
    }
    None
}

fn is_list(name: Name) -> bool {
    name.is("overlays")
}

// `config.nixpkgs.overlays`, or `cfg.overlays` where that is `config.nixpkgs`.
fn selects(r: &mut Reader<'_>, at: Loc, base: ExprId, path: &[Key]) -> bool {
    let place = path.iter().position(|k| matches!(k, Key::Static(n) if is_list(*n)));
    match place {
        Some(0) => is_options(r, at.beside(base)),
        Some(i) => matches!(path[i - 1], Key::Static(n) if n.is("nixpkgs")),
        None => false,
    }
}

// Whether it is what a configuration has as `nixpkgs`, and no input of that name.
fn is_options(r: &mut Reader<'_>, at: Loc) -> bool {
    let written = matches!(r.ev.expr(at), Expr::Select { path, .. }
        if matches!(path.last(), Some(Key::Static(n)) if n.is("nixpkgs")));
    r.values(at).iter().any(|v| {
        let (root, path) = Evaluator::selection(v);
        let Value::Sym(s) = &root else { return written && matches!(root, Value::Attrs(_)) };
        let modules = matches!(
            &**s,
            Sym::Config(_) | Sym::ModuleArg(_, ModuleArg::Config | ModuleArg::OsConfig | ModuleArg::Options)
        );
        modules && path.last().is_some_and(|n| n.is("nixpkgs"))
    })
}
