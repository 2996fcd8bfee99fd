//! Where the elements of a list of overlays are written, and whether nothing but `nixpkgs.overlays` gets the list.

use rnix::ast::BinOpKind;
use rustc_hash::FxHashSet;

use super::uses::files;
use super::values::Reader;
use super::vouched;
use crate::eval::Evaluator;
use crate::eval::value::{Env, List, Loc, Origin, Value};
use crate::plan::codes::{self, Block};
use crate::plan::curry::imports_of;
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, ExprId, Hir, Key, Param};
use crate::syntax::name::Name;

/// How an element of a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In brackets.
    Element(Loc),
    /// An attribute of the set that `attrValues` gets.
    Member { call: Loc, set: Loc, name: Name },
}

impl Place {
    /// The expression that reports name.
    pub fn at(&self) -> Loc {
        match self {
            Place::Element(l) | Place::Member { set: l, .. } => *l,
        }
    }

    /// The expression that is the list.
    pub fn list(&self, ev: &Evaluator) -> Option<Loc> {
        match self {
            Place::Element(l) => ev.file(l.file).hir.parent(l.expr).map(|p| l.beside(p)),
            Place::Member { call, .. } => Some(*call),
        }
    }
}

/// For each element of a list where it is written, and in which scope; none for a list that code puts together.
pub fn places(ev: &mut Evaluator, list: &List) -> Vec<Option<(Place, Env)>> {
    let count = list.items.len();
    let found = match &list.origin {
        Some(o) if list.rest.is_empty() => places_of(ev, o, count),
        _ => None,
    };
    found.unwrap_or_else(|| vec![None; count])
}

fn places_of(ev: &mut Evaluator, o: &Origin, count: usize) -> Option<Vec<Option<(Place, Env)>>> {
    if ev.file(o.loc.file).builtin {
        return None;
    }
    let out: Vec<_> = match ev.expr(o.loc).clone() {
        Expr::List(ids) => ids.iter().map(|e| Some((Place::Element(o.loc.beside(*e)), o.env.clone()))).collect(),
        Expr::Binary(BinOpKind::Concat, a, b) => {
            let mut out = Vec::new();
            for side in [a, b] {
                let v = ev.eval(o.loc.beside(side), &o.env);
                let part = ev.as_list(&v)?;
                out.extend(places(ev, &part));
            }
            out
        }
        Expr::Apply(f, x) if is_called(&ev.file(o.loc.file).hir, f, &["attrValues"]) => {
            let set = o.loc.beside(x);
            let v = ev.eval(set, &o.env);
            let mut names: Vec<Name> = ev.as_attrs(&v).filter(|a| a.open.is_empty())?.map.keys().copied().collect();
            names.sort_by_key(|n| n.text());
            let member = |name| Some((Place::Member { call: o.loc, set, name }, o.env.clone()));
            names.into_iter().map(member).collect()
        }
        _ => return None,
    };
    (out.len() == count).then_some(out)
}

fn is_called(hir: &Hir, f: ExprId, names: &[&str]) -> bool {
    let one = |n: &Name| names.iter().any(|w| n.is(w));
    match hir.expr(f) {
        Expr::Var(n) => one(n),
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if one(n)),
        // `mkIf condition`
        Expr::Apply(f, _) => is_called(hir, *f, names),
        _ => false,
    }
}

// What has the list: an expression that is it, a function that returns it when it is called as often as `calls` says, or
// a set that has it by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Carrier {
    at: Loc,
    calls: u32,
    member: Option<Name>,
}

struct Walk<'a, 'e> {
    r: &'a mut Reader<'e>,
    list: Loc,
    seen: FxHashSet<Carrier>,
    todo: Vec<Carrier>,
    named: FxHashSet<Name>,
}

/// Whether all who get the list that an element is written in are modules of this flake, which set `nixpkgs.overlays` to
/// it: else who does not.
pub fn only_default(r: &mut Reader<'_>, place: &Place) -> Result<(), Block> {
    let Some(list) = place.list(r.ev) else {
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, "the list that it is in isn't written as one"));
    };
    for i in 0..r.ev.sites.len() {
        let (args, at) = (r.ev.sites[i].args.clone(), r.ev.sites[i].at.loc);
        let args = r.ev.force(&args);
        let Some(all) = r.ev.as_attrs(&args).and_then(|a| a.get("overlays").cloned()) else { continue };
        let all = r.ev.force(&all);
        if has(r.ev, &all, list) {
            let m = format!("the instance at {} has the list at {} too", r.ev.place(at), r.ev.place(list));
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
        }
    }
    let first = Carrier { at: list, calls: 0, member: None };
    let (seen, named) = (FxHashSet::default(), FxHashSet::default());
    let mut walk = Walk { r, list, seen, todo: vec![first], named };
    while let Some(c) = walk.todo.pop() {
        if walk.seen.insert(c) {
            walk.step(c)?;
        }
    }
    Ok(())
}

// Whether a list has elements of the one that is written at `list`.
fn has(ev: &mut Evaluator, v: &Value, list: Loc) -> bool {
    let Some(all) = ev.as_list(v) else { return false };
    places(ev, &all).iter().flatten().any(|(p, _)| p.list(ev) == Some(list))
}

// Functions that say of a definition when it counts, or before which others (nixpkgs `lib/modules.nix`).
const PROPERTIES: &[&str] = &["mkAfter", "mkBefore", "mkDefault", "mkForce", "mkIf", "mkOrder", "mkOverride"];

/// The definition that a value is in: the value itself, or the outermost `mkIf` and the like around it.
pub fn below_properties(hir: &Hir, value: ExprId) -> ExprId {
    let around = |e: &ExprId| {
        hir.parent(*e).filter(|p| match hir.expr(*p) {
            Expr::Apply(f, x) => x == e && is_called(hir, *f, PROPERTIES),
            _ => false,
        })
    };
    std::iter::successors(Some(value), around).last().unwrap_or(value)
}

impl Walk<'_, '_> {
    fn step(&mut self, c: Carrier) -> Result<(), Block> {
        let file = self.r.ev.file(c.at.file).clone();
        let hir = &file.hir;
        let Some(p) = hir.parent(c.at.expr) else {
            let places = imports_of(self.r.ev, c.at.file).map_err(|b| self.other(c.at, &b.message))?;
            self.todo.extend(places.into_iter().map(|at| Carrier { at, ..c }));
            return Ok(());
        };
        let up = Carrier { at: c.at.beside(p), ..c };
        let own = c.at.expr;
        match hir.expr(p) {
            Expr::Lambda { body, .. } if *body == own => self.todo.push(Carrier { calls: c.calls + 1, ..up }),
            Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
                let formal = formals.iter().find(|f| f.default == Some(own));
                let name = formal.map(|f| f.name).ok_or_else(|| self.other(c.at, ""))?;
                self.variables(c, p, name);
            }
            Expr::Let { body, .. } | Expr::With { body, .. } | Expr::Assert { body, .. } if *body == own => {
                self.todo.push(up);
            }
            Expr::Let { bindings, .. } => {
                for b in bindings.fixed.iter().filter(|b| b.value == own) {
                    self.variables(c, p, b.name);
                }
            }
            Expr::If { cond, .. } if *cond != own => self.todo.push(up),
            Expr::Binary(BinOpKind::Concat, ..) if c.member.is_none() && c.calls == 0 => self.todo.push(up),
            Expr::Binary(BinOpKind::Update, ..) if c.member.is_some() && c.calls == 0 => self.todo.push(up),
            Expr::Attrs { bindings, rec } => {
                let b = bindings.fixed.iter().find(|b| b.value == own).ok_or_else(|| self.other(c.at, ""))?;
                if *rec {
                    self.variables(c, p, b.name);
                }
                self.bound(c, up, b.name)?;
            }
            Expr::Apply(f, _) if *f == own && c.calls > 0 => self.todo.push(Carrier { calls: c.calls - 1, ..up }),
            Expr::Apply(f, _) if *f != own && c.calls == 0 => self.passed(c, up, *f)?,
            Expr::List(_) if c.member.is_some() && c.calls == 0 => {
                let merged = hir.parent(p).filter(|m| match hir.expr(*m) {
                    Expr::Apply(f, x) => *x == p && is_called(hir, *f, &["mkMerge"]),
                    _ => false,
                });
                let at = c.at.beside(merged.ok_or_else(|| self.other(c.at, ""))?);
                self.todo.push(Carrier { at, ..c });
            }
            Expr::Select { base, .. } | Expr::HasAttr { base, .. } | Expr::With { namespace: base, .. }
                if *base == own && c.calls == 0 =>
            {
                let name = c.member.ok_or_else(|| self.other(c.at, ""))?;
                self.taken(name)?;
            }
            _ => return Err(self.other(c.at, "")),
        }
        Ok(())
    }

    fn variables(&mut self, c: Carrier, scope: ExprId, name: Name) {
        let file = self.r.ev.file(c.at.file).clone();
        let all = file.scopes().references(scope, name).iter();
        self.todo.extend(all.map(|r| Carrier { at: c.at.beside(r.expr), ..c }));
    }

    // A binding in a set: the option itself, or a name by which others get it.
    fn bound(&mut self, c: Carrier, set: Carrier, name: Name) -> Result<(), Block> {
        match c.member {
            None if c.calls == 0 => {
                self.todo.push(Carrier { member: Some(name), ..set });
                Ok(())
            }
            Some(m) if c.calls == 0 && m.is("overlays") && name.is("nixpkgs") => {
                // A function that gets the set need not be the module system.
                let hir = self.r.ev.file(set.at.file).clone();
                let options = below_properties(&hir.hir, set.at.expr);
                match hir.hir.parent(options).map(|p| hir.hir.expr(p)) {
                    Some(Expr::Apply(..)) => Err(self.other(c.at, "")),
                    _ => vouched(self.r.ev, c.at),
                }
            }
            Some(m) if c.calls == 0 && ["specialArgs", "extraSpecialArgs"].iter().any(|w| name.is(w)) => self.taken(m),
            _ => Err(self.other(c.at, "")),
        }
    }

    // The argument of a function.
    fn passed(&mut self, c: Carrier, up: Carrier, f: ExprId) -> Result<(), Block> {
        let hir = self.r.ev.file(c.at.file).clone();
        if is_called(&hir.hir, f, PROPERTIES) {
            self.todo.push(up);
            return Ok(());
        }
        let functions = self.r.values(c.at.beside(f));
        if functions.is_empty() {
            return Err(self.other(c.at, ""));
        }
        for v in functions {
            let Value::Lambda(l) = &v else { return Err(self.other(c.at, "")) };
            if self.r.ev.file(l.loc.file).builtin {
                return Err(self.other(c.at, ""));
            }
            let (expr, c) = (self.r.ev.expr(l.loc).clone(), Carrier { at: l.loc, ..c });
            match (&expr, c.member) {
                (Expr::Lambda { param: Param::Ident(n, _), .. }, _) => self.variables(c, l.loc.expr, *n),
                (Expr::Lambda { param: Param::Pattern { bind, .. }, .. }, Some(name)) => {
                    if let Some((whole, _)) = bind {
                        self.variables(c, l.loc.expr, *whole);
                    }
                    self.taken(name)?;
                }
                _ => return Err(self.other(c.at, "")),
            }
        }
        Ok(())
    }

    // All who take an attribute of this name from something, and get the list.
    fn taken(&mut self, name: Name) -> Result<(), Block> {
        if !self.named.insert(name) {
            return Ok(());
        }
        for id in files(self.r.ev) {
            let file = self.r.ev.file(id).clone();
            for e in file.hir.ids() {
                let at = Loc { file: id, expr: e };
                let may = match file.hir.expr(e) {
                    Expr::Var(n) if *n == name => match file.scopes().target(e) {
                        Some(Target::Bound(s)) => matches!(file.hir.expr(s), Expr::Lambda { .. }),
                        Some(Target::With(_)) => true,
                        _ => false,
                    },
                    Expr::Select { path, .. } => match path.last() {
                        Some(Key::Static(n)) => *n == name,
                        Some(Key::Dynamic(_)) => true,
                        None => false,
                    },
                    _ => false,
                };
                for v in if may { self.r.values(at) } else { Vec::new() } {
                    if has(self.r.ev, &v, self.list) {
                        self.todo.push(Carrier { at, calls: 0, member: None });
                    } else if let Value::Unknown(u) = &v
                        && !matches!(file.hir.expr(e), Expr::Select { path, .. } if matches!(path.last(), Some(Key::Dynamic(_))))
                    {
                        return Err(self.other(at, &format!("what `{name}` is there can't be known: {}", u.reason)));
                    }
                }
            }
        }
        Ok(())
    }

    fn other(&self, at: Loc, why: &str) -> Block {
        let (list, at) = (self.r.ev.place(self.list), self.r.ev.place(at));
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        let m = format!("the list at {list} may be used by others than `nixpkgs.overlays`, at {at}{why}");
        Block::new(codes::DEPENDS_ON_LOCAL, m)
    }
}
