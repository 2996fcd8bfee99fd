//! Where what a name stands for comes from: whether all who pass it are known.

use rustc_hash::FxHashSet;

use super::classify::caller_block;
use super::codes::Block;
use crate::eval::value::Loc;
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, Param};
use crate::syntax::name::Name;

/// Whether all that an expression names is bound in the flake, or passed by callers that are known. An error names one that
/// is not: it may pass something else than what was seen.
pub fn known(ev: &Evaluator, expr: Loc) -> Result<(), Block> {
    Walk { ev, seen: FxHashSet::default() }.expression(expr)
}

struct Walk<'a> {
    ev: &'a Evaluator,
    /// Expressions, and formals of lambdas.
    seen: FxHashSet<(Loc, Option<Name>)>,
}

impl Walk<'_> {
    fn expression(&mut self, at: Loc) -> Result<(), Block> {
        if !self.seen.insert((at, None)) {
            return Ok(());
        }
        let file = self.ev.file(at.file).clone();
        for var in file.hir.descendants(at.expr) {
            let Expr::Var(name) = file.hir.expr(var) else { continue };
            match file.scopes().target(var) {
                Some(Target::Bound(scope)) if !file.hir.contains(at.expr, scope) => {
                    self.binding(at.beside(scope), *name)?;
                }
                Some(Target::With(with)) => {
                    if let Expr::With { namespace, .. } = file.hir.expr(with) {
                        self.expression(at.beside(*namespace))?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn binding(&mut self, scope: Loc, name: Name) -> Result<(), Block> {
        match self.ev.expr(scope) {
            Expr::Lambda { .. } => self.formal(scope, name),
            Expr::Let { bindings, .. } | Expr::LegacyLet { bindings } | Expr::Attrs { bindings, .. } => {
                match bindings.get(name) {
                    Some(b) => self.expression(scope.beside(b.value)),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn formal(&mut self, lambda: Loc, name: Name) -> Result<(), Block> {
        if !self.seen.insert((lambda, Some(name))) {
            return Ok(());
        }
        let ev = self.ev;
        for call in ev.calls_of.get(&lambda).into_iter().flatten().filter_map(|c| ev.call_at(*c)) {
            if let Some(block) = caller_block(ev, lambda, &call.by) {
                return Err(block);
            }
            let Caller::Apply(o) = &call.by else { continue };
            if let Expr::Apply(_, arg) = ev.expr(o.loc) {
                self.argument(lambda, o.loc.beside(*arg), name)?;
            }
        }
        Ok(())
    }

    // Of a set that is written as one only what the formal gets counts.
    fn argument(&mut self, lambda: Loc, arg: Loc, name: Name) -> Result<(), Block> {
        let by_name = match self.ev.expr(lambda) {
            Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => formals.iter().any(|f| f.name == name),
            _ => false,
        };
        match self.ev.expr(arg) {
            Expr::Attrs { bindings, .. } if by_name && bindings.dynamic.is_empty() => match bindings.get(name) {
                Some(b) => self.expression(arg.beside(b.value)),
                None => Ok(()),
            },
            _ => self.expression(arg),
        }
    }
}
