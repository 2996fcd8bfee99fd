//! Who would see that the flake has one more input: what gets all inputs and counts them, or takes no others.

use rnix::ast::BinOpKind;

use super::enumerated;
use super::spot::outputs_lambda;
use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::eval::value::Loc;
use crate::syntax::hir::{Expr, ExprId, Key, Param};
use crate::syntax::name::Name;

/// What sees it, with its place; none if a new input makes no difference. With `unsafe_too` only what would fail.
pub fn seen_by(ev: &mut Evaluator, unsafe_too: bool) -> Option<String> {
    let counted = if unsafe_too { None } else { counted_at(ev) };
    let seen =
        counted.map(|at| format!("{} uses all inputs, and would see one more; --unsafe makes it one", ev.place(at)));
    seen.or_else(|| taken_whole(ev, unsafe_too))
}

// An application that asks for the names of a set that is called `inputs`, or is the whole argument of the outputs.
fn counted_at(ev: &Evaluator) -> Option<Loc> {
    let whole = outputs_lambda(ev).and_then(|l| match ev.expr(l) {
        Expr::Lambda { param, .. } => Some((l.file, param.whole()?)),
        _ => None,
    });
    // The inputs of a flake below are others.
    let own = |source: &SourceFile| !source.builtin && ev.workspace.nested_flake_of(&source.path).is_none();
    ev.loaded().filter(|(_, source)| own(source)).find_map(|(file, source)| {
        let named = whole.filter(|(f, _)| *f == file).map(|(_, name)| name);
        source.hir.ids().find_map(|expr| {
            let Expr::Apply(f, a) = source.hir.expr(expr) else { return None };
            let counts = is_all(source, *a, named) && enumerated::is_enumerating(ev, Loc { file, expr: *f });
            counts.then_some(Loc { file, expr })
        })
    })
}

// Whether an expression is the set of all inputs, by its name, or that with more or fewer.
fn is_all(source: &SourceFile, e: ExprId, named: Option<Name>) -> bool {
    match source.hir.expr(e) {
        Expr::Var(n) => n.is("inputs") || Some(*n) == named,
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if n.is("inputs")),
        Expr::Binary(BinOpKind::Update, a, b) => is_all(source, *a, named) || is_all(source, *b, named),
        _ => false,
    }
}

// A function that gets the inputs as its whole argument, and takes no others or asks for their names.
fn taken_whole(ev: &mut Evaluator, unsafe_too: bool) -> Option<String> {
    let outputs = outputs_lambda(ev);
    let calls: Vec<_> = ev.calls.iter().map(|c| (c.lambda, c.arg.clone())).collect();
    let mut looked_at: rustc_hash::FxHashSet<Loc> = rustc_hash::FxHashSet::default();
    for (lambda, arg) in calls {
        let Some(arg) = arg.peek().filter(|_| Some(lambda) != outputs && !looked_at.contains(&lambda)) else {
            continue;
        };
        if !ev.is_inputs(&arg) {
            continue;
        }
        looked_at.insert(lambda);
        if let Expr::Lambda { param: Param::Pattern { ellipsis: false, .. }, .. } = ev.expr(lambda) {
            return Some(format!("the function at {} gets all inputs, and takes no others", ev.place(lambda)));
        }
        if !unsafe_too && enumerated::asks_names(ev, lambda) {
            let at = ev.place(lambda);
            return Some(format!(
                "the function at {at} gets all inputs, and asks which there are; --unsafe makes it one"
            ));
        }
    }
    None
}
