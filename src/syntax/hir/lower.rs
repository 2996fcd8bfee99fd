//! From rnix's tree to the arena.

use rnix::TextRange;
use rnix::ast::{self, AstToken as _, Attr, BinOpKind, HasEntry as _, InterpolPart, LiteralKind, UnaryOpKind};
use rowan::ast::AstNode as _;

use super::{Binding, BindingKind, Bindings, DynamicBinding, Expr, ExprId, Formal, Hir, Key, Param, Part, PathKind};
use crate::syntax::name::Name;

/// Lowers a parsed file. Never fails: what did not parse is [`Expr::Error`].
pub fn lower(root: &ast::Root) -> Hir {
    let mut l = Lowering { hir: Hir::default() };
    let range = root.syntax().text_range();
    let id = l.opt(root.expr(), range);
    l.hir.root = Some(id);
    l.link_parents();
    l.hir
}

struct Lowering {
    hir: Hir,
}

impl Lowering {
    fn push(&mut self, expr: Expr, range: TextRange) -> ExprId {
        let id = ExprId(self.hir.exprs.len() as u32);
        self.hir.exprs.push(expr);
        self.hir.ranges.push(range);
        self.hir.parents.push(None);
        id
    }

    fn opt(&mut self, expr: Option<ast::Expr>, around: TextRange) -> ExprId {
        match expr {
            Some(e) => self.expr(e),
            None => self.push(Expr::Error, TextRange::empty(around.end())),
        }
    }

    fn expr(&mut self, expr: ast::Expr) -> ExprId {
        let range = expr.syntax().text_range();
        let lowered = match expr {
            ast::Expr::Paren(p) => return self.opt(p.expr(), range),
            ast::Expr::Root(r) => return self.opt(r.expr(), range),
            ast::Expr::Apply(a) => Expr::Apply(self.opt(a.lambda(), range), self.opt(a.argument(), range)),
            ast::Expr::Assert(a) => {
                Expr::Assert { cond: self.opt(a.condition(), range), body: self.opt(a.body(), range) }
            }
            ast::Expr::Error(_) => Expr::Error,
            ast::Expr::IfElse(i) => Expr::If {
                cond: self.opt(i.condition(), range),
                then: self.opt(i.body(), range),
                otherwise: self.opt(i.else_body(), range),
            },
            ast::Expr::Select(s) => {
                let base = self.opt(s.expr(), range);
                let path = self.attrpath(s.attrpath());
                let default = s.default_expr().map(|d| self.expr(d));
                Expr::Select { base, path, default }
            }
            ast::Expr::HasAttr(h) => {
                let base = self.opt(h.expr(), range);
                Expr::HasAttr { base, path: self.attrpath(h.attrpath()) }
            }
            ast::Expr::Str(s) => Expr::Str(self.string(&s)),
            ast::Expr::PathAbs(p) => Expr::Path(PathKind::Absolute, self.path(p.parts())),
            ast::Expr::PathRel(p) => Expr::Path(PathKind::Relative, self.path(p.parts())),
            ast::Expr::PathHome(p) => Expr::Path(PathKind::Home, self.path(p.parts())),
            ast::Expr::PathSearch(p) => {
                let text = p.syntax().text().to_string();
                Expr::Search(text.trim_start_matches('<').trim_end_matches('>').to_owned())
            }
            ast::Expr::Literal(l) => literal(&l),
            ast::Expr::Lambda(l) => self.lambda(l, range),
            ast::Expr::LegacyLet(l) => {
                let bindings = self.entries(l.entries());
                Expr::LegacyLet { bindings }
            }
            ast::Expr::LetIn(l) => {
                let bindings = self.entries(l.entries());
                Expr::Let { bindings, body: self.opt(l.body(), range) }
            }
            ast::Expr::List(l) => Expr::List(l.items().map(|i| self.expr(i)).collect()),
            ast::Expr::BinOp(b) => return self.binary(b, range),
            ast::Expr::AttrSet(s) => {
                let rec = s.rec_token().is_some();
                Expr::Attrs { rec, bindings: self.entries(s.entries()) }
            }
            ast::Expr::UnaryOp(u) => self.unary(&u, range),
            ast::Expr::Ident(i) => Expr::Var(ident_name(&i)),
            ast::Expr::With(w) => {
                Expr::With { namespace: self.opt(w.namespace(), range), body: self.opt(w.body(), range) }
            }
            ast::Expr::CurPos(_) => Expr::CurPos,
        };
        self.push(lowered, range)
    }

    fn unary(&mut self, u: &ast::UnaryOp, range: TextRange) -> Expr {
        let inner = self.opt(u.expr(), range);
        match u.operator() {
            Some(UnaryOpKind::Negate) => Expr::Negate(inner),
            _ => Expr::Not(inner),
        }
    }

    // `a |> f` and `f <| a` are applications.
    fn binary(&mut self, b: ast::BinOp, range: TextRange) -> ExprId {
        let lhs = self.opt(b.lhs(), range);
        let rhs = self.opt(b.rhs(), range);
        let expr = match b.operator() {
            Some(BinOpKind::PipeRight) => Expr::Apply(rhs, lhs),
            Some(BinOpKind::PipeLeft) => Expr::Apply(lhs, rhs),
            Some(op) => Expr::Binary(op, lhs, rhs),
            None => Expr::Error,
        };
        self.push(expr, range)
    }

    fn string(&mut self, s: &ast::Str) -> Vec<Part> {
        if !is_whole(s) {
            let range = s.syntax().text_range();
            return vec![Part::Expr(self.push(Expr::Error, range))];
        }
        s.normalized_parts()
            .into_iter()
            .map(|p| match p {
                InterpolPart::Literal(t) => Part::Text(t),
                InterpolPart::Interpolation(i) => Part::Expr(self.opt(i.expr(), i.syntax().text_range())),
            })
            .collect()
    }

    fn path(&mut self, parts: Vec<InterpolPart<ast::PathContent>>) -> Vec<Part> {
        parts
            .into_iter()
            .map(|p| match p {
                InterpolPart::Literal(t) => Part::Text(t.syntax().text().to_owned()),
                InterpolPart::Interpolation(i) => Part::Expr(self.opt(i.expr(), i.syntax().text_range())),
            })
            .collect()
    }

    fn lambda(&mut self, l: ast::Lambda, range: TextRange) -> Expr {
        let param = match l.param() {
            Some(ast::Param::IdentParam(i)) => {
                let r = i.syntax().text_range();
                Param::Ident(i.ident().map_or(Name::new("_"), |i| ident_name(&i)), r)
            }
            Some(ast::Param::Pattern(p)) => self.pattern(&p),
            None => Param::Ident(Name::new("_"), TextRange::empty(range.start())),
        };
        Expr::Lambda { param, body: self.opt(l.body(), range) }
    }

    fn pattern(&mut self, p: &ast::Pattern) -> Param {
        let mut formals: Vec<Formal> = Vec::new();
        for e in p.pat_entries() {
            let Some(ident) = e.ident() else { continue };
            let name = ident_name(&ident);
            let range = e.syntax().text_range();
            if formals.iter().any(|f| f.name == name) {
                self.hir.problems.push((range, format!("duplicate formal `{name}`")));
            }
            let default = e.default().map(|d| self.expr(d));
            formals.push(Formal { name, default, range });
        }
        let bind = p.pat_bind().and_then(|b| b.ident()).map(|i| (ident_name(&i), i.syntax().text_range()));
        Param::Pattern { formals, ellipsis: p.ellipsis_token().is_some(), bind, range: p.syntax().text_range() }
    }

    fn key(&mut self, attr: Attr) -> Key {
        match attr {
            Attr::Ident(i) => Key::Static(ident_name(&i)),
            Attr::Dynamic(d) => {
                let range = d.syntax().text_range();
                let e = self.opt(d.expr(), range);
                match self.hir.expr(e) {
                    Expr::Str(parts) => static_text(parts).map_or(Key::Dynamic(e), |t| Key::Static(Name::new(&t))),
                    _ => Key::Dynamic(e),
                }
            }
            Attr::Str(s) => {
                let range = s.syntax().text_range();
                let parts = self.string(&s);
                match static_text(&parts) {
                    Some(t) => Key::Static(Name::new(&t)),
                    None => Key::Dynamic(self.push(Expr::Str(parts), range)),
                }
            }
        }
    }

    fn attrpath(&mut self, path: Option<ast::Attrpath>) -> Vec<Key> {
        path.map(|p| p.attrs().map(|a| self.key(a)).collect()).unwrap_or_default()
    }

    fn entries(&mut self, entries: impl Iterator<Item = ast::Entry>) -> Bindings {
        let mut out = Bindings::default();
        for e in entries {
            match e {
                ast::Entry::Inherit(i) => self.inherit(&i, &mut out),
                ast::Entry::AttrpathValue(a) => self.binding(&a, &mut out),
            }
        }
        out
    }

    fn inherit(&mut self, i: &ast::Inherit, out: &mut Bindings) {
        let entry = i.syntax().text_range();
        let from = i.from().map(|f| self.opt(f.expr(), f.syntax().text_range()));
        for attr in i.attrs() {
            let name_range = attr.syntax().text_range();
            let Key::Static(name) = self.key(attr) else { continue };
            let (kind, value) = match from {
                None => (BindingKind::Inherit, Expr::Var(name)),
                Some(base) => {
                    let path = vec![Key::Static(name)];
                    (BindingKind::InheritFrom, Expr::Select { base, path, default: None })
                }
            };
            let value = self.push(value, name_range);
            self.add(out, Binding { name, kind, value, entry, name_range });
        }
    }

    fn binding(&mut self, a: &ast::AttrpathValue, out: &mut Bindings) {
        let entry = a.syntax().text_range();
        let Some(path) = a.attrpath() else { return };
        let attrs: Vec<Attr> = path.attrs().collect();
        let ranges: Vec<TextRange> = attrs.iter().map(|a| a.syntax().text_range()).collect();
        let keys: Vec<Key> = attrs.into_iter().map(|a| self.key(a)).collect();
        let value = self.opt(a.value(), entry);
        self.nested(out, &keys, &ranges, value, entry);
    }

    // `a.b.c = v` is `a = { b = { c = v; }; }`, joined with what `a` is already.
    fn nested(&mut self, out: &mut Bindings, keys: &[Key], ranges: &[TextRange], value: ExprId, entry: TextRange) {
        let Some((first, rest)) = keys.split_first() else { return };
        let name = match first {
            Key::Dynamic(key) => {
                let value = self.wrap(rest, ranges.get(1..).unwrap_or_default(), value, entry);
                out.dynamic.push(DynamicBinding { key: *key, value, entry });
                return;
            }
            Key::Static(n) => *n,
        };
        let existing = out.fixed.iter().find(|b| b.name == name && b.kind == BindingKind::Plain).map(|b| b.value);
        if let Some(old) = existing
            && let Expr::Attrs { rec, mut bindings } = self.hir.expr(old).clone()
            && !rest.is_empty()
        {
            self.nested(&mut bindings, rest, &ranges[1..], value, entry);
            self.hir.exprs[old.0 as usize] = Expr::Attrs { rec, bindings };
            return;
        }
        let value = self.wrap(rest, ranges.get(1..).unwrap_or_default(), value, entry);
        self.add(out, Binding { name, kind: BindingKind::Plain, value, entry, name_range: ranges[0] });
    }

    fn wrap(&mut self, keys: &[Key], ranges: &[TextRange], value: ExprId, entry: TextRange) -> ExprId {
        if keys.is_empty() {
            return value;
        }
        let mut bindings = Bindings::default();
        self.nested(&mut bindings, keys, ranges, value, entry);
        self.push(Expr::Attrs { rec: false, bindings }, entry)
    }

    // Two sets of one name are one set, and so is what they have in common (Nix `parser-state.hh`, `addAttr`; before Nix
    // 2.25 only the sets themselves).
    fn add(&mut self, out: &mut Bindings, b: Binding) {
        let Some(old) = out.fixed.iter().find(|o| o.name == b.name) else { return out.fixed.push(b) };
        let plain = old.kind == BindingKind::Plain && b.kind == BindingKind::Plain;
        let at = old.value;
        match (self.hir.expr(at).clone(), self.hir.expr(b.value).clone()) {
            (Expr::Attrs { rec, mut bindings }, Expr::Attrs { bindings: more, .. }) if plain => {
                for b in more.fixed {
                    self.add(&mut bindings, b);
                }
                bindings.dynamic.extend(more.dynamic);
                self.hir.exprs[at.0 as usize] = Expr::Attrs { rec, bindings };
            }
            _ => self.hir.problems.push((b.name_range, format!("attribute `{}` is defined twice", b.name))),
        }
    }

    fn link_parents(&mut self) {
        for id in self.hir.ids() {
            for c in children(self.hir.expr(id)) {
                let slot = &mut self.hir.parents[c.0 as usize];
                // The `e` of `inherit (e) a b` is a child of several selections: the first counts.
                if slot.is_none() {
                    *slot = Some(id);
                }
            }
        }
    }
}

fn literal(l: &ast::Literal) -> Expr {
    match l.kind() {
        LiteralKind::Float(f) => f.value().map_or(Expr::Error, Expr::Float),
        LiteralKind::Integer(i) => i.value().map_or(Expr::Error, Expr::Int),
        LiteralKind::Uri(u) => Expr::Str(vec![Part::Text(u.syntax().text().to_owned())]),
    }
}

/// Whether a string is one: rnix panics on the parts of one that does not parse.
pub(crate) fn is_whole(s: &ast::Str) -> bool {
    use rnix::SyntaxKind::{NODE_INTERPOL, TOKEN_STRING_CONTENT, TOKEN_STRING_END, TOKEN_STRING_START};
    let known = [NODE_INTERPOL, TOKEN_STRING_CONTENT, TOKEN_STRING_END, TOKEN_STRING_START];
    s.syntax().children_with_tokens().all(|part| known.contains(&part.kind()))
}

fn ident_name(i: &ast::Ident) -> Name {
    // An identifier spelled `or` has another token kind.
    i.ident_token().map_or_else(|| Name::new("or"), |t| Name::new(t.text()))
}

fn static_text(parts: &[Part]) -> Option<String> {
    match parts {
        [] => Some(String::new()),
        [Part::Text(t)] => Some(t.clone()),
        _ => None,
    }
}

fn keys_children(path: &[Key]) -> impl Iterator<Item = ExprId> + '_ {
    path.iter().filter_map(|k| match k {
        Key::Dynamic(e) => Some(*e),
        Key::Static(_) => None,
    })
}

fn binding_children(b: &Bindings) -> impl Iterator<Item = ExprId> + '_ {
    b.fixed.iter().map(|b| b.value).chain(b.dynamic.iter().flat_map(|d| [d.key, d.value]))
}

/// The expressions directly below `expr`.
pub(super) fn children(expr: &Expr) -> Vec<ExprId> {
    match expr {
        Expr::Error | Expr::Int(_) | Expr::Float(_) | Expr::Search(_) | Expr::Var(_) | Expr::CurPos => Vec::new(),
        Expr::Str(parts) | Expr::Path(_, parts) => parts
            .iter()
            .filter_map(|p| match p {
                Part::Expr(e) => Some(*e),
                Part::Text(_) => None,
            })
            .collect(),
        Expr::List(items) => items.clone(),
        Expr::Attrs { bindings, .. } | Expr::LegacyLet { bindings } => binding_children(bindings).collect(),
        Expr::Let { bindings, body } => binding_children(bindings).chain([*body]).collect(),
        Expr::Lambda { param, body } => {
            let mut c = Vec::new();
            if let Param::Pattern { formals, .. } = param {
                c.extend(formals.iter().filter_map(|f| f.default));
            }
            c.push(*body);
            c
        }
        Expr::Apply(a, b) | Expr::Binary(_, a, b) => vec![*a, *b],
        Expr::Select { base, path, default } => {
            [*base].into_iter().chain(keys_children(path)).chain(*default).collect()
        }
        Expr::HasAttr { base, path } => [*base].into_iter().chain(keys_children(path)).collect(),
        Expr::If { cond, then, otherwise } => vec![*cond, *then, *otherwise],
        Expr::Assert { cond, body } => vec![*cond, *body],
        Expr::With { namespace, body } => vec![*namespace, *body],
        Expr::Not(e) | Expr::Negate(e) => vec![*e],
    }
}
