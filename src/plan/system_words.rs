//! The words with which a site names the system of its instance.

use super::express::slice;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{Env, FileId, FrameKind, Loc, Value};
use crate::eval::{Caller, Evaluator, explore};
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key, Param, Part, scopes};
use crate::syntax::name::Name;

/// Arguments that helpers pass on are followed so far.
const MAX_DEPTH: u32 = 8;

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
    let file = ev.file(o.loc.file);
    let Expr::Attrs { bindings, .. } = file.hir.expr(o.loc.expr) else { return None };
    let mut b = bindings.fixed.iter().find(|b| b.name.is("system") || b.name.is("localSystem"))?;
    if let Expr::Attrs { bindings, .. } = file.hir.expr(b.value) {
        b = bindings.fixed.iter().find(|b| b.name.is("system"))?;
    }
    let at = ev.sites[site].at.loc;
    if ev.sites[site].made_by.is_some() {
        let inner = Word { file: o.loc.file, value: b.value, kind: b.kind, name: b.name };
        let word = inner.at_call(ev, &o.env, at, 0)?;
        return Some((word.file, word.value, word.kind, word.name.to_string()));
    }
    // Only what stands at the site itself has names that are bound there.
    (o.loc.file == at.file).then(|| (o.loc.file, b.value, b.kind, b.name.text().to_string()))
}

// What a name is bound to.
struct Word {
    file: FileId,
    value: ExprId,
    kind: BindingKind,
    name: Name,
}

impl Word {
    // In the words of the call `at` that it came from.
    fn at_call(self, ev: &Evaluator, env: &Env, at: Loc, depth: u32) -> Option<Word> {
        let hir = &ev.file(self.file).hir;
        if depth > MAX_DEPTH || self.name.is("localSystem") {
            return None;
        }
        if self.file == at.file && (hir.contains(at.expr, self.value) || self.means_the_same(ev, at.expr)) {
            return Some(self);
        }
        let Expr::Var(name) = *hir.expr(self.value) else { return None };
        let Some(scopes::Target::Bound(scope)) = ev.file(self.file).scopes().target(self.value) else { return None };
        match hir.expr(scope) {
            Expr::Let { bindings, .. } => {
                let b = bindings.get(name)?;
                let word = Word { value: b.value, kind: b.kind, name, ..self };
                word.at_call(ev, env, at, depth + 1)
            }
            Expr::Lambda { param, .. } => {
                let call = env.frames().find_map(|f| match f.0.kind {
                    FrameKind::Lambda(l, call) if f.0.file == self.file && l == scope => Some(call),
                    _ => None,
                })?;
                let Caller::Apply(o) = &ev.call_at(call)?.by else { return None };
                argument(ev, o.loc, param, name)?.at_call(ev, &o.env, at, depth + 1)
            }
            _ => None,
        }
    }

    // Whether its names are bound around `at` as they are where it stands, in the same file.
    fn means_the_same(&self, ev: &Evaluator, at: ExprId) -> bool {
        let file = ev.file(self.file);
        file.hir.descendants(self.value).into_iter().all(|id| {
            let Expr::Var(name) = file.hir.expr(id) else { return true };
            match file.scopes().target(id) {
                Some(scopes::Target::Bound(scope)) if !file.hir.contains(self.value, scope) => {
                    scopes::binder_of(&file.hir, at, *name) == Some(scope)
                }
                Some(scopes::Target::With(_)) => false,
                _ => true,
            }
        })
    }
}

// What an application passes under a name of the function.
fn argument(ev: &Evaluator, apply: Loc, param: &Param, name: Name) -> Option<Word> {
    let hir = &ev.file(apply.file).hir;
    let Expr::Apply(_, x) = hir.expr(apply.expr) else { return None };
    match param {
        Param::Ident(..) => Some(Word { file: apply.file, value: *x, kind: BindingKind::Plain, name }),
        Param::Pattern { .. } => {
            let Expr::Attrs { rec: false, bindings } = hir.expr(*x) else { return None };
            let b = bindings.get(name)?;
            Some(Word { file: apply.file, value: b.value, kind: b.kind, name })
        }
    }
}

/// Whether a site names its system by something that need not always have one value: neither a text nor a variable of a
/// `let` that is one.
pub fn names_system(ev: &Evaluator, site: usize) -> bool {
    if !site_system(ev, site).is_some_and(|words| words.starts_with("${")) {
        return false;
    }
    !system_binding(ev, site).is_some_and(|(file, value, _, _)| is_constant(ev.file(file), value))
}

/// Whether a site's system is what a function gets that neither nixpkgs nor a builder of modules calls:
/// `mkOverlay = system: final: prev: { … }`.
pub fn is_parameter(ev: &Evaluator, site: usize) -> bool {
    let Some((file_id, value, ..)) = system_binding(ev, site) else { return false };
    let file = ev.file(file_id);
    let Some(scopes::Target::Bound(scope)) = file.scopes().target(value) else { return false };
    if !matches!(file.hir.expr(scope), Expr::Lambda { .. }) {
        return false;
    }
    let calls = ev.calls_of.get(&Loc { file: file_id, expr: scope });
    let by_code = |by: &Caller| matches!(by, Caller::Apply(_) | Caller::Builtin);
    calls.is_some_and(|calls| calls.iter().all(|c| ev.call_at(*c).is_some_and(|c| by_code(&c.by))))
}

// A variable of a `let` that is bound to a text.
fn is_constant(file: &SourceFile, var: ExprId) -> bool {
    let text = |e: ExprId| matches!(file.hir.expr(e), Expr::Str(p) if matches!(&p[..], [Part::Text(_)]));
    file.let_binding(var).is_some_and(|b| b.kind == BindingKind::Plain && text(b.value))
}

fn system_words(file: &SourceFile, value: ExprId, kind: BindingKind, name: &str) -> Option<String> {
    let range = |e: ExprId| slice(file, file.hir.range(e));
    Some(match (kind, file.hir.expr(value)) {
        (BindingKind::Inherit, _) => format!("${{{name}}}"),
        (BindingKind::InheritFrom, Expr::Select { base, .. }) => format!("${{{}.{name}}}", range(*base)),
        (_, Expr::Str(parts)) => match &parts[..] {
            [Part::Text(t)] => explore::attribute(t),
            [Part::Expr(e)] => format!("${{{}}}", range(*e)),
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
