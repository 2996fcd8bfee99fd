//! Which binding a name means: lexical scopes first, then `with`, then what Nix has built in.

use rnix::TextRange;
use rustc_hash::FxHashMap;

use super::lower::children;
use super::{BindingKind, Bindings, Expr, ExprId, Hir, Param};
use crate::syntax::name::Name;

/// What a variable refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The binding of the name by a lambda, `let` or `rec` set.
    Bound(ExprId),
    /// Not bound lexically; the innermost `with` around it is this one.
    With(ExprId),
    /// Not bound in the file: a builtin, or undefined.
    Free,
}

/// One use of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The variable's expression.
    pub expr: ExprId,
    pub range: TextRange,
    /// Whether it is the name in an `inherit name;`.
    pub inherited: bool,
}

/// The names of one file, resolved.
#[derive(Debug, Default)]
pub struct Scopes {
    targets: FxHashMap<ExprId, Target>,
    references: FxHashMap<(ExprId, Name), Vec<Reference>>,
    /// Names that are only found through a `with`, by that `with`'s expression.
    through_with: FxHashMap<ExprId, Vec<(Name, ExprId)>>,
}

impl Scopes {
    /// Resolves every name of the file.
    pub fn of(hir: &Hir) -> Scopes {
        let mut r = Resolver { hir, out: Scopes::default(), stack: Vec::new() };
        r.walk(hir.root(), false);
        r.out
    }

    /// What the variable `var` refers to.
    pub fn target(&self, var: ExprId) -> Option<Target> {
        self.targets.get(&var).copied()
    }

    /// All uses of the name that `scope` (a lambda, `let` or `rec` set) binds, in the order of the text.
    pub fn references(&self, scope: ExprId, name: Name) -> &[Reference] {
        self.references.get(&(scope, name)).map_or(&[], Vec::as_slice)
    }

    /// Uses of `name` in the code of `within` that a binding of the name there would catch: they mean something around it,
    /// or what a `with` provides.
    pub fn caught_by<'a>(&'a self, hir: &'a Hir, within: ExprId, name: Name) -> impl Iterator<Item = ExprId> + 'a {
        let named = move |e: &ExprId| matches!(hir.expr(*e), Expr::Var(n) if *n == name);
        let caught = move |e: &ExprId| match self.target(*e) {
            Some(Target::Bound(scope)) => !hir.contains(within, scope),
            Some(Target::With(_) | Target::Free) => true,
            None => false,
        };
        hir.ids().filter(named).filter(move |e| hir.contains(within, *e)).filter(caught)
    }

    /// Variables that the `with` expression may provide.
    pub fn through_with(&self, with: ExprId) -> &[(Name, ExprId)] {
        self.through_with.get(&with).map_or(&[], Vec::as_slice)
    }
}

/// The expression that binds `name` for code that stands at `at`, counting `at` itself if it is a scope around its parts.
pub fn binder_of(hir: &Hir, at: ExprId, name: Name) -> Option<ExprId> {
    let mut below = at;
    std::iter::once(at).chain(hir.ancestors(at)).find(|&a| {
        let found = binds(hir.expr(a)).contains(&name);
        // `inherit x;` of a `let` looks outside of it.
        let outside = found && inherits_at(hir.expr(a), below, name);
        below = a;
        found && !outside
    })
}

fn inherits_at(scope: &Expr, child: ExprId, name: Name) -> bool {
    match scope {
        Expr::Let { bindings, .. } | Expr::Attrs { bindings, .. } => {
            bindings.get(name).is_some_and(|b| b.kind == BindingKind::Inherit && b.value == child)
        }
        _ => false,
    }
}

/// The names that an expression binds for what stands in it.
pub fn binds(expr: &Expr) -> Vec<Name> {
    match expr {
        Expr::Lambda { param, .. } => param.names(),
        Expr::Let { bindings, .. } | Expr::LegacyLet { bindings } | Expr::Attrs { rec: true, bindings } => {
            bindings.fixed.iter().map(|b| b.name).collect()
        }
        _ => Vec::new(),
    }
}

struct Resolver<'a> {
    hir: &'a Hir,
    out: Scopes,
    stack: Vec<(ExprId, Vec<Name>)>,
}

impl Resolver<'_> {
    fn walk(&mut self, id: ExprId, inherited: bool) {
        match self.hir.expr(id) {
            Expr::Var(name) => self.resolve(id, *name, inherited),
            Expr::Let { bindings, body } => {
                self.scope(id, binds(self.hir.expr(id)), |r| {
                    r.bindings(bindings, true);
                    r.walk(*body, false);
                });
            }
            Expr::LegacyLet { bindings } | Expr::Attrs { rec: true, bindings } => {
                self.scope(id, binds(self.hir.expr(id)), |r| r.bindings(bindings, true));
            }
            Expr::Attrs { rec: false, bindings } => self.bindings(bindings, false),
            Expr::Lambda { param, body } => {
                self.scope(id, param.names(), |r| {
                    if let Param::Pattern { formals, .. } = param {
                        for d in formals.iter().filter_map(|f| f.default) {
                            r.walk(d, false);
                        }
                    }
                    r.walk(*body, false);
                });
            }
            Expr::With { namespace, body } => {
                self.walk(*namespace, false);
                self.scope(id, Vec::new(), |r| r.walk(*body, false));
            }
            other => {
                for c in children(other) {
                    self.walk(c, false);
                }
            }
        }
    }

    fn scope(&mut self, id: ExprId, names: Vec<Name>, inside: impl FnOnce(&mut Self)) {
        self.stack.push((id, names));
        inside(self);
        self.stack.pop();
    }

    fn bindings(&mut self, bindings: &Bindings, own_scope: bool) {
        let mut from_seen = Vec::new();
        for b in &bindings.fixed {
            match (b.kind, self.hir.expr(b.value)) {
                (BindingKind::Inherit, _) => {
                    let top = own_scope.then(|| self.stack.pop()).flatten();
                    self.walk(b.value, true);
                    self.stack.extend(top);
                }
                // The set that several names are inherited from is one expression.
                (BindingKind::InheritFrom, Expr::Select { base, .. }) => {
                    if !from_seen.contains(base) {
                        from_seen.push(*base);
                        self.walk(*base, false);
                    }
                }
                _ => self.walk(b.value, false),
            }
        }
        for d in &bindings.dynamic {
            self.walk(d.key, false);
            self.walk(d.value, false);
        }
    }

    fn resolve(&mut self, id: ExprId, name: Name, inherited: bool) {
        let bound = self.stack.iter().rev().find(|(_, names)| names.contains(&name)).map(|(s, _)| *s);
        let with = || {
            let innermost = self.stack.iter().rev().find(|(s, _)| matches!(self.hir.expr(*s), Expr::With { .. }));
            innermost.map(|(s, _)| *s)
        };
        let target = match bound {
            Some(scope) => Target::Bound(scope),
            None => with().map_or(Target::Free, Target::With),
        };
        match target {
            Target::Bound(scope) => {
                let reference = Reference { expr: id, range: self.hir.range(id), inherited };
                self.out.references.entry((scope, name)).or_default().push(reference);
            }
            Target::With(w) => self.out.through_with.entry(w).or_default().push((name, id)),
            Target::Free => {}
        }
        self.out.targets.insert(id, target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::hir::lower;

    fn uses(text: &str, name: &str) -> Vec<(u32, usize)> {
        let hir = lower(&rnix::Root::parse(text).tree());
        let scopes = Scopes::of(&hir);
        let mut out: Vec<(u32, usize)> = scopes
            .references
            .iter()
            .filter(|((_, n), _)| n.is(name))
            .map(|((s, _), r)| (u32::from(hir.range(*s).start()), r.len()))
            .collect();
        out.sort();
        out
    }

    #[test]
    fn each_binding_form_is_a_scope() {
        assert_eq!(uses("let x = 1; in x + x", "x"), [(0, 2)]);
        assert_eq!(uses("rec { x = 1; y = x; }", "x"), [(0, 1)]);
        assert_eq!(uses("{ x = 1; y = x; }", "x"), []);
        assert_eq!(uses("x: { x ? x }: x", "x"), [(3, 2)]);
        assert_eq!(uses("args@{ ... }: args.x", "args"), [(0, 1)]);
        assert_eq!(uses("let x = 1; in with y; x", "x"), [(0, 1)]);
    }

    #[test]
    fn inherit_looks_outside_of_its_own_scope() {
        assert_eq!(uses("x: let inherit x; in x", "x"), [(0, 1), (3, 1)]);
        assert_eq!(uses("x: rec { inherit (x) y; }", "x"), [(0, 1)]);
        assert_eq!(uses("x: { inherit x; }", "x"), [(0, 1)]);
    }

    #[test]
    fn nested_paths_are_nested_sets() {
        let hir = lower(&rnix::Root::parse("{ a.b = 1; a.c = 2; a = { d = 3; }; }").tree());
        let Expr::Attrs { bindings, .. } = hir.expr(hir.root()) else { panic!() };
        assert_eq!(bindings.fixed.len(), 1);
        let Expr::Attrs { bindings, .. } = hir.expr(bindings.fixed[0].value) else { panic!() };
        assert_eq!(bindings.fixed.iter().map(|b| b.name.to_string()).collect::<Vec<_>>(), ["b", "c", "d"]);
        assert!(hir.problems.is_empty());
    }

    #[test]
    fn what_rnix_lets_pass_is_a_problem() {
        let problems = |t: &str| lower(&rnix::Root::parse(t).tree()).problems.len();
        assert_eq!(problems("{ a = 1; a = 2; }"), 1);
        assert_eq!(problems("{ x, x }: x"), 1);
        assert_eq!(problems("{ a.b = 1; a.b = 2; }"), 1);
        // Sets in sets are joined.
        assert_eq!(problems("{ a.b.c = 1; a = { b = { d = 2; }; }; a.b = { e = 1; }; }"), 0);
        assert_eq!(problems("{ a.b.c = 1; a = { b = { c = 2; }; }; }"), 1);
        assert_eq!(problems("{ a.b = { c = 1; }; a = { b = x; }; }"), 1);
        assert_eq!(problems("{ inherit (x) a; a = { }; }"), 1);
    }
}
