//! Functions that nobody is seen to call: what they give to whoever does.

use std::rc::Rc;

use super::{ALWAYS_THERE, Explorer, Finder};
use crate::eval::Caller;
use crate::eval::value::{Attrs, Closure, FrameKind, Sym, Thunk, Value};
use crate::syntax::hir::{Expr, Param};
use crate::syntax::name::Name;

/// Outputs that hold packages (the manual of Nix, `nix flake check`).
const PACKAGES: &[&str] =
    &["packages", "legacyPackages", "defaultPackage", "devShells", "devShell", "checks", "apps", "formatter"];

impl Explorer<'_> {
    pub(super) fn visit_lambda(&mut self, c: &Rc<Closure>, finder: &Finder, depth: u32) {
        if matches!(finder, Finder::Nobody) && !self.ev.dormant {
            self.uncalled.push(Value::Lambda(c.clone()));
            return;
        }
        let builtin = self.ev.file(c.loc.file).builtin;
        let unasked = builtin
            && match finder {
                Finder::Nobody | Finder::Option(_) => true,
                // `override` of a package is there for who knows what it is made of.
                Finder::Output(output) => PACKAGES.contains(&&**output),
                Finder::Overlay | Finder::Function(..) => false,
            };
        if unasked || !self.called.insert((c.loc, c.env.address())) {
            return;
        }
        if builtin {
            self.visit_composed(c, finder, depth);
            return;
        }
        self.alive.push(Value::Lambda(c.clone()));
        let by = match finder {
            Finder::Output(o) => Caller::Exported(o.clone()),
            Finder::Option(c) => Caller::Option(*c),
            Finder::Overlay => Caller::Overlay,
            Finder::Function(f, _) => Caller::Unknown(f.clone()),
            Finder::Nobody => Caller::Nobody,
        };
        let name = match self.ev.expr(c.loc) {
            Expr::Lambda { param: Param::Ident(n, _), .. } => *n,
            Expr::Lambda { param: Param::Pattern { bind: Some((n, _)), .. }, .. } => *n,
            _ => Name::new("args"),
        };
        let pattern = matches!(self.ev.expr(c.loc), Expr::Lambda { param: Param::Pattern { .. }, .. });
        let from_packages = matches!(finder, Finder::Function(f, _) if f.contains("callPackage"));
        let arg = if pattern { self.open_formals(c, from_packages) } else { Value::sym(Sym::Param(c.loc, name)) };
        let chain = c.env.0.chain.doubted();
        let result = self.ev.within(chain, |ev| ev.call_lambda(c, Thunk::done(arg), by));
        self.push(Thunk::done(result), finder, depth);
    }

    // A function that one of a model made, such as `composeManyExtensions` or `makeOverridable`: those that it was made of.
    fn visit_composed(&mut self, c: &Rc<Closure>, finder: &Finder, depth: u32) {
        for e in c.env.frames() {
            if matches!(e.0.kind, FrameKind::Lambda(l, _) if l != self.ev.file(e.0.file).hir.root()) {
                let captured: Vec<Thunk> = e.0.vars.borrow().iter().map(|(_, t)| t.clone()).collect();
                for t in captured {
                    self.push(t, finder, depth);
                }
            }
        }
    }

    // Every formal is what the caller passes, whatever that is. `callPackage` also passes what a package set has under
    // the name of a formal with a default (nixpkgs `lib/customisation.nix`, `callPackageWith`).
    fn open_formals(&mut self, c: &Closure, from_packages: bool) -> Value {
        let param = Value::sym(Sym::Param(c.loc, Name::new("args")));
        let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = self.ev.expr(c.loc) else { return param };
        let there = |n: &Name| from_packages && ALWAYS_THERE.iter().any(|p| n.is(p));
        let passed = formals.iter().filter(|f| f.default.is_none() || there(&f.name));
        let required: Vec<Name> = passed.map(|f| f.name).collect();
        let map = required.into_iter().map(|n| (n, Thunk::done(Value::sym(Sym::Param(c.loc, n))))).collect();
        Value::Attrs(Rc::new(Attrs { map, open: vec![param], ..Default::default() }))
    }
}
