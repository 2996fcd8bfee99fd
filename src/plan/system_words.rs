//! The words with which a site names the system of its instance.

use super::express::slice;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{FileId, Value};
use crate::eval::{Evaluator, explore};
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key, Part, scopes};

/// They, to select with: `${pkgs.system}` or `x86_64-linux`.
pub fn site_system(ev: &Evaluator, site: usize) -> Option<String> {
    let (file, value, kind, name) = system_binding(ev, site)?;
    system_words(ev.file(file), value, kind, &name)
}

// The argument that is a site's system.
fn system_binding(ev: &Evaluator, site: usize) -> Option<(FileId, ExprId, BindingKind, String)> {
    let args = ev.sites[site].args.peek()?;
    let Value::Attrs(a) = &args else { return None };
    let o = a.origin.clone()?;
    // Only what stands at the site itself has names that are bound there.
    if o.loc.file != ev.sites[site].at.loc.file {
        return None;
    }
    let file = ev.file(o.loc.file);
    let Expr::Attrs { bindings, .. } = file.hir.expr(o.loc.expr) else { return None };
    let b = bindings.fixed.iter().find(|b| b.name.is("system") || b.name.is("localSystem"))?;
    Some((o.loc.file, b.value, b.kind, b.name.text().to_string()))
}

/// Whether a site names its system by something that need not always have one value: neither a text nor a variable of a
/// `let` that is one.
pub fn names_system(ev: &Evaluator, site: usize) -> bool {
    if !site_system(ev, site).is_some_and(|words| words.starts_with("${")) {
        return false;
    }
    !system_binding(ev, site).is_some_and(|(file, value, _, _)| is_constant(ev.file(file), value))
}

// A variable of a `let` that is bound to a text.
fn is_constant(file: &SourceFile, var: ExprId) -> bool {
    let Expr::Var(name) = file.hir.expr(var) else { return false };
    let Some(scopes::Target::Bound(scope)) = file.scopes().target(var) else { return false };
    let Expr::Let { bindings, .. } = file.hir.expr(scope) else { return false };
    let text = |e: ExprId| matches!(file.hir.expr(e), Expr::Str(p) if matches!(&p[..], [Part::Text(_)]));
    bindings.get(*name).is_some_and(|b| b.kind == BindingKind::Plain && text(b.value))
}

fn system_words(file: &SourceFile, value: ExprId, kind: BindingKind, name: &str) -> Option<String> {
    let range = |e: ExprId| slice(file, file.hir.range(e));
    Some(match (kind, file.hir.expr(value)) {
        (BindingKind::Inherit, _) => format!("${{{name}}}"),
        (BindingKind::InheritFrom, Expr::Select { base, .. }) => format!("${{{}.{name}}}", range(*base)),
        (_, Expr::Str(parts)) => match &parts[..] {
            [Part::Text(t)] => explore::attribute(t),
            _ => format!("${{{}}}", range(value)),
        },
        (_, Expr::Attrs { .. }) => return None,
        // A platform and not its name.
        (_, Expr::Select { path, .. }) if name == "localSystem" => {
            let named = matches!(path.last(), Some(Key::Static(n)) if n.is("system"));
            let more = if named { "" } else { ".system" };
            format!("${{{}{more}}}", range(value))
        }
        _ => format!("${{{}}}", range(value)),
    })
}
