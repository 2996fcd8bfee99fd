//! Who gets a list of overlays, or the instances that are made with it: every way that either goes is followed to those who
//! are known, or the overlay stays where it is.

use rnix::ast::BinOpKind;
use rustc_hash::FxHashSet;

use super::instances::made_at;
use super::lists::{self, PROPERTIES, Place, below_properties, is_called};
use super::uses::{files, is_option_of_another};
use super::values::{Reader, is_set};
use super::vouched;
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, Native, Origin, Sym, Thunk, Value};
use crate::plan::codes::{self, Block};
use crate::plan::curry::imports_of;
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, ExprId, Hir, Key, Param};
use crate::syntax::name::Name;

/// What the overlay is in: whoever gets it is followed.
#[derive(Debug, Clone)]
enum Thing {
    /// The list that is written at a place.
    List(Loc),
    /// The instances that are made at places.
    Made(FxHashSet<Loc>),
}

impl Thing {
    fn is(&self, ev: &mut Evaluator, v: &Value) -> bool {
        match self {
            Thing::List(l) => lists::has(ev, v, *l),
            Thing::Made(all) => made_at(v).is_some_and(|l| all.contains(&l)),
        }
    }
}

/// What is around it in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Wrap {
    /// A function that returns it.
    Call,
    /// A set that has it by a name.
    Member(Name),
    /// A set that has one by every name.
    Each,
}

// Sets in sets and functions that return functions: more than anybody writes.
const MANY_WRAPS: usize = 6;

/// An expression that has it, the outermost that is around it last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Carrier {
    at: Loc,
    wraps: Vec<Wrap>,
}

impl Carrier {
    fn outer(&self) -> Option<Wrap> {
        self.wraps.last().copied()
    }

    // The name that a set has it by.
    fn only_member(&self) -> Option<Name> {
        match self.wraps[..] {
            [Wrap::Member(n)] => Some(n),
            _ => None,
        }
    }

    fn to(&self, at: Loc) -> Carrier {
        Carrier { at, wraps: self.wraps.clone() }
    }

    fn wrapped(&self, at: Loc, wrap: Wrap) -> Carrier {
        let wraps = self.wraps.iter().copied().chain([wrap]).collect();
        Carrier { at, wraps }
    }

    fn unwrapped(&self, at: Loc) -> Carrier {
        let wraps = self.wraps[..self.wraps.len().saturating_sub(1)].to_vec();
        Carrier { at, wraps }
    }
}

struct Walk<'a, 'e> {
    r: &'a mut Reader<'e>,
    thing: Thing,
    // Configurations that get it as their package set.
    configs: &'a FxHashSet<ConfigId>,
    // What the overlay sets.
    attributes: &'a [Name],
    seen: FxHashSet<Carrier>,
    todo: Vec<Carrier>,
    named: FxHashSet<Name>,
}

/// Whether all who get the list that an element is written in are modules of this flake, which set `nixpkgs.overlays` to it,
/// or instances that are known: else who is not.
pub fn only_default(r: &mut Reader<'_>, place: &Place, configs: &FxHashSet<ConfigId>) -> Result<(), Block> {
    let Some(list) = place.list(r.ev) else {
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, "the list that it is in isn't written as one"));
    };
    follow(r, Thing::List(list), vec![list], configs, &[])
}

/// Whether all who get the instances that are made at these places are code of this flake, and configurations.
pub fn only_own(
    r: &mut Reader<'_>,
    made: &FxHashSet<Loc>,
    configs: &FxHashSet<ConfigId>,
    attributes: &[Name],
) -> Result<(), Block> {
    let mut places: Vec<Loc> = made.iter().copied().collect();
    places.sort();
    follow(r, Thing::Made(made.clone()), places, configs, attributes)
}

fn follow(
    r: &mut Reader<'_>,
    thing: Thing,
    places: Vec<Loc>,
    configs: &FxHashSet<ConfigId>,
    attributes: &[Name],
) -> Result<(), Block> {
    let todo = places.into_iter().map(|at| Carrier { at, wraps: Vec::new() }).collect();
    let (seen, named) = (FxHashSet::default(), FxHashSet::default());
    let mut walk = Walk { r, thing, configs, attributes, seen, todo, named };
    while let Some(c) = walk.todo.pop() {
        if c.wraps.len() > MANY_WRAPS {
            return Err(walk.other(c.at, ""));
        }
        if walk.seen.insert(c.clone()) {
            walk.step(c)?;
        }
    }
    Ok(())
}

impl Walk<'_, '_> {
    fn step(&mut self, c: Carrier) -> Result<(), Block> {
        let file = self.r.ev.file(c.at.file).clone();
        let hir = &file.hir;
        let Some(p) = hir.parent(c.at.expr) else {
            let places = imports_of(self.r.ev, c.at.file).map_err(|b| self.other(c.at, &b.message))?;
            self.todo.extend(places.into_iter().map(|at| c.to(at)));
            return Ok(());
        };
        let (own, up) = (c.at.expr, c.at.beside(p));
        match hir.expr(p) {
            Expr::Lambda { body, .. } if *body == own => self.todo.push(c.wrapped(up, Wrap::Call)),
            Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
                let formal = formals.iter().find(|f| f.default == Some(own));
                let name = formal.map(|f| f.name).ok_or_else(|| self.other(c.at, ""))?;
                self.variables(&c, up, name);
            }
            Expr::Let { body, .. } | Expr::With { body, .. } | Expr::Assert { body, .. } if *body == own => {
                self.todo.push(c.to(up));
            }
            Expr::Let { bindings, .. } => {
                for b in bindings.fixed.iter().filter(|b| b.value == own) {
                    self.variables(&c, up, b.name);
                }
            }
            Expr::If { cond, .. } if *cond != own => self.todo.push(c.to(up)),
            Expr::Binary(BinOpKind::Concat, ..) if self.is_list() && c.wraps.is_empty() => self.todo.push(c.to(up)),
            Expr::Binary(BinOpKind::Update, ..) if matches!(c.outer(), Some(Wrap::Member(_) | Wrap::Each)) => {
                self.todo.push(c.to(up));
            }
            Expr::Attrs { .. } => self.in_set(c, up)?,
            Expr::Apply(f, _) if *f == own && c.outer() == Some(Wrap::Call) => {
                let result = c.unwrapped(up);
                if self.may_hold(&result) {
                    self.todo.push(result);
                }
            }
            Expr::Apply(f, _) if *f != own => self.passed(c, up, *f)?,
            Expr::List(_) if c.only_member().is_some() => {
                let at = merged(hir, p).ok_or_else(|| self.other(c.at, ""))?;
                self.todo.push(c.to(c.at.beside(at)));
            }
            Expr::Select { base, path, .. } if *base == own => self.selected(&c, up, path)?,
            Expr::HasAttr { base, .. } if *base == own => {}
            Expr::With { namespace, .. } if *namespace == own => match c.only_member() {
                Some(name) => self.taken(name)?,
                None if c.wraps.is_empty() && !self.is_list() => {}
                None => return Err(self.other(c.at, "")),
            },
            _ => return Err(self.other(c.at, "")),
        }
        Ok(())
    }

    // What a set has by a name, or by a computed one.
    fn in_set(&mut self, c: Carrier, set: Loc) -> Result<(), Block> {
        let Expr::Attrs { bindings, rec } = self.r.ev.expr(set).clone() else { return Err(self.other(c.at, "")) };
        match bindings.fixed.iter().find(|b| b.value == c.at.expr) {
            Some(b) => {
                if rec {
                    self.variables(&c, set, b.name);
                }
                self.bound(c, set, b.name)?;
            }
            None if bindings.dynamic.iter().any(|b| b.value == c.at.expr) => {
                self.todo.push(c.wrapped(set, Wrap::Each));
            }
            None => return Err(self.other(c.at, "")),
        }
        Ok(())
    }

    fn is_list(&self) -> bool {
        matches!(self.thing, Thing::List(_))
    }

    fn variables(&mut self, c: &Carrier, scope: Loc, name: Name) {
        let file = self.r.ev.file(scope.file).clone();
        let all = file.scopes().references(scope.expr, name).iter();
        self.todo.extend(all.map(|r| c.to(scope.beside(r.expr))));
    }

    // What a selection from something that has it may be.
    fn selected(&mut self, c: &Carrier, up: Loc, path: &[Key]) -> Result<(), Block> {
        let mut wraps = c.wraps.clone();
        for key in path {
            match (wraps.last(), key) {
                (Some(Wrap::Member(n)), Key::Static(k)) if n != k => return Ok(()),
                (Some(Wrap::Member(_) | Wrap::Each), _) => drop(wraps.pop()),
                // An attribute of a package set, which may be the set itself.
                (None, Key::Static(k)) if !self.is_list() && k.is("pkgs") => {}
                (None, Key::Static(k)) if !self.is_list() && !is_set(*k) => return Ok(()),
                (None, Key::Dynamic(_)) if !self.is_list() => return Ok(()),
                _ => return Err(self.other(c.at, "")),
            }
        }
        self.todo.push(Carrier { at: up, wraps });
        Ok(())
    }

    // A binding in a set: what is made for it there, or a name by which others get it.
    fn bound(&mut self, c: Carrier, set: Loc, name: Name) -> Result<(), Block> {
        match (c.only_member(), &self.thing) {
            (Some(m), Thing::List(_)) if m.is("overlays") && name.is("nixpkgs") => self.option(&c, set),
            (Some(m), Thing::Made(_)) if m.is("pkgs") && name.is("nixpkgs") => self.option(&c, set),
            (Some(m), _) if ["specialArgs", "extraSpecialArgs"].iter().any(|w| name.is(w)) => self.taken(m),
            _ => match c.wraps[..] {
                [Wrap::Member(m), Wrap::Member(args)] if args.is("args") && name.is("_module") => {
                    self.module_arg(&c, m)
                }
                _ => {
                    self.todo.push(c.wrapped(set, Wrap::Member(name)));
                    Ok(())
                }
            },
        }
    }

    // An option of `nixpkgs`.
    fn option(&mut self, c: &Carrier, set: Loc) -> Result<(), Block> {
        // A function that gets the set need not be the module system.
        let hir = self.r.ev.file(set.file).clone();
        let options = below_properties(&hir.hir, set.expr);
        match hir.hir.parent(options).map(|p| hir.hir.expr(p)) {
            Some(Expr::Apply(..)) => Err(self.other(c.at, "")),
            _ => vouched(self.r.ev, c.at),
        }
    }

    // `_module.args` of a framework's modules, which are followed as values; what a host's are isn't.
    fn module_arg(&mut self, c: &Carrier, name: Name) -> Result<(), Block> {
        let path = [Name::new("_module"), Name::new("args"), name];
        for id in (0..self.r.ev.configs.len()).map(|i| ConfigId(i as u32)) {
            let config = self.r.ev.config(id);
            if !config.kind.is_framework() && !config.dormant && !self.r.ev.definitions(id, &path).is_empty() {
                return Err(self.other(c.at, ""));
            }
        }
        self.taken(name)
    }

    // The argument of a function.
    fn passed(&mut self, c: Carrier, up: Loc, f: ExprId) -> Result<(), Block> {
        let hir = self.r.ev.file(c.at.file).clone();
        if is_called(&hir.hir, f, PROPERTIES) && c.outer() != Some(Wrap::Call) {
            self.todo.push(c.to(up));
            return Ok(());
        }
        if c.outer() == Some(Wrap::Call) && self.is_for_each(c.at.beside(f)) {
            let result = c.unwrapped(up).wrapped(up, Wrap::Each);
            self.todo.push(result);
            return Ok(());
        }
        if !self.is_list() && c.wraps.is_empty() && is_option_of_another(&hir.hir, c.at.expr, self.attributes) {
            return Ok(());
        }
        let functions = self.r.values(c.at.beside(f));
        if functions.is_empty() {
            return Err(self.other(c.at, ""));
        }
        for v in functions {
            if self.is_known_user(&c, &v) {
                continue;
            }
            let Value::Lambda(l) = &v else { return Err(self.other(c.at, "")) };
            if self.r.ev.file(l.loc.file).builtin {
                return Err(self.other(c.at, ""));
            }
            match self.r.ev.expr(l.loc).clone() {
                Expr::Lambda { param: Param::Ident(n, _), .. } => self.variables(&c, l.loc, n),
                Expr::Lambda { param: Param::Pattern { formals, bind, .. }, .. } => {
                    if let Some((whole, _)) = bind {
                        self.variables(&c, l.loc, whole);
                    }
                    let each = match c.outer() {
                        Some(Wrap::Member(name)) => formals.iter().filter(|f| f.name == name).map(|f| f.name).collect(),
                        Some(Wrap::Each) => formals.iter().map(|f| f.name).collect(),
                        None if !self.is_list() => Vec::new(),
                        _ => return Err(self.other(c.at, "")),
                    };
                    // A package set's own attributes are seen where they are taken.
                    let inner = c.unwrapped(l.loc);
                    for name in each {
                        self.variables(&inner, l.loc, name);
                    }
                }
                _ => return Err(self.other(c.at, "")),
            }
        }
        Ok(())
    }

    // `import nixpkgs`, which makes an instance of the list, and builders, which evaluate modules with the instance.
    fn is_known_user(&mut self, c: &Carrier, f: &Value) -> bool {
        let Some(member) = c.only_member() else { return false };
        match (&self.thing, f) {
            (Thing::List(_), Value::Sym(s)) => member.is("overlays") && matches!(&**s, Sym::Nixpkgs(..)),
            (Thing::Made(_), Value::Native(_)) if member.is("pkgs") => {
                let ev = &self.r.ev;
                let all = (0..ev.configs.len()).map(|i| ConfigId(i as u32));
                let mut of = all.filter(|id| {
                    let at = ev.config(*id).args.origin.as_ref().map(|o| o.loc);
                    at == Some(c.at) && !matches!(ev.config(*id).kind, Kind::HomeUser(..) | Kind::Nested(..))
                });
                let first = of.next();
                first.is_some_and(|id| self.configs.contains(&id)) && of.all(|id| self.configs.contains(&id))
            }
            _ => false,
        }
    }

    // Whether a function makes a set of what another one returns for each name: `genAttrs systems`.
    fn is_for_each(&mut self, f: Loc) -> bool {
        let functions = self.r.values(f);
        let itself = Value::native("itself", 1, itself, None);
        !functions.is_empty()
            && functions.iter().all(|f| {
                let Value::Lambda(c) = f else { return false };
                let file = self.r.ev.file(c.loc.file);
                if !file.builtin || !file.path.contains("/lib/") {
                    return false;
                }
                let v = self.r.ev.call(f, Thunk::done(itself.clone()), None);
                let Value::Attrs(a) = &v else { return false };
                let all: Vec<_> = a.map.iter().map(|(n, t)| (n.text(), t.clone())).collect();
                let same = |ev: &mut Evaluator, n: &str, t| matches!(ev.force(&t), Value::Str(s) if *s == *n);
                a.open.is_empty() && !all.is_empty() && all.into_iter().all(|(n, t)| same(self.r.ev, &n, t))
            })
    }

    // Whether the result of a call may have it. What a call inside a function returns differs from time to time.
    fn may_hold(&mut self, c: &Carrier) -> bool {
        let file = self.r.ev.file(c.at.file).clone();
        let around = file.hir.ancestors(c.at.expr).filter(|a| matches!(file.hir.expr(*a), Expr::Lambda { .. }));
        let lambdas: Vec<Loc> = around.map(|a| c.at.beside(a)).collect();
        if lambdas.iter().any(|l| self.r.ev.calls_to(*l).len() > 1) {
            return true;
        }
        let values = self.r.values(c.at);
        values.is_empty() || values.iter().any(|v| self.holds(v, &c.wraps))
    }

    fn holds(&mut self, v: &Value, wraps: &[Wrap]) -> bool {
        match (v, wraps.split_last()) {
            (Value::Unknown(_), _) | (_, Some((Wrap::Call, _))) => true,
            (Value::Attrs(a), Some((Wrap::Member(n), _))) if a.open.is_empty() && a.get(&n.text()).is_none() => false,
            (Value::Attrs(a), Some((Wrap::Member(n), rest))) => match a.map.get(n).cloned() {
                Some(t) => {
                    let v = self.r.ev.force(&t);
                    self.holds(&v, rest)
                }
                None => true,
            },
            (Value::Attrs(a), Some((Wrap::Each, rest))) if a.open.is_empty() => {
                let all: Vec<_> = a.map.values().cloned().collect();
                all.iter().any(|t| {
                    let v = self.r.ev.force(t);
                    self.holds(&v, rest)
                })
            }
            (_, Some(_)) => true,
            (Value::Sym(s), None) if !self.is_list() => match &**s {
                Sym::Instance(_) => self.thing.is(self.r.ev, v),
                _ => true,
            },
            (v, None) => !v.is_known() || self.thing.is(self.r.ev, v),
        }
    }

    // All who take an attribute of this name from something, and get it.
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
                    if self.thing.is(self.r.ev, &v) {
                        self.todo.push(Carrier { at, wraps: Vec::new() });
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
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        let place = self.r.ev.place(at);
        let m = match &self.thing {
            Thing::List(list) => {
                let list = self.r.ev.place(*list);
                format!("the list at {list} may be used by others than `nixpkgs.overlays`, at {place}{why}")
            }
            Thing::Made(_) => format!("others may get the instance that has it, at {place}{why}"),
        };
        Block::new(codes::DEPENDS_ON_LOCAL, m)
    }
}

// The `mkMerge` that gets a list.
fn merged(hir: &Hir, list: ExprId) -> Option<ExprId> {
    hir.parent(list).filter(|m| match hir.expr(*m) {
        Expr::Apply(f, x) => *x == list && is_called(hir, *f, &["mkMerge"]),
        _ => false,
    })
}

fn itself(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    crate::eval::builtins::arg(ev, n, 0)
}
