//! Who else sees a name that is new in a scope or a set: it must mean nothing there yet, and nobody may ask for it.

use rnix::ast::BinOpKind;
use rustc_hash::FxHashMap;

use super::codes::{self, Block};
use super::enumerated::is_enumerating;
use super::thread::Threading;
use crate::eval::value::{ConfigId, Loc};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::{Expr, ExprId, Key, Param, scopes};
use crate::syntax::name::Name;

/// Where code asks whether a set has a name.
#[derive(Default)]
pub struct Asked {
    /// `args ? NAME`, `args.NAME or …` of a function's whole argument, and formals with a default.
    names: FxHashMap<Name, Vec<Loc>>,
    /// Functions that ask for all names of their argument.
    enumerating: Vec<Loc>,
}

impl Asked {
    fn of(ev: &Evaluator) -> Asked {
        let mut out = Asked::default();
        for (file, source) in ev.loaded().filter(|(_, f)| !f.builtin) {
            // The function whose whole argument a variable is.
            let whole = |e: ExprId| {
                let (Expr::Var(n), Some(scopes::Target::Bound(l))) = (source.hir.expr(e), source.scopes().target(e))
                else {
                    return None;
                };
                let argument = match source.hir.expr(l) {
                    Expr::Lambda { param, .. } => param.whole(),
                    _ => None,
                };
                (argument == Some(*n)).then_some(Loc { file, expr: l })
            };
            for expr in source.hir.ids() {
                let at = Loc { file, expr };
                match source.hir.expr(expr) {
                    Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
                        let with_default = formals.iter().filter(|f| f.default.is_some());
                        with_default.for_each(|f| out.names.entry(f.name).or_default().push(at));
                    }
                    Expr::HasAttr { base, path } | Expr::Select { base, path, default: Some(_) } => {
                        if let (Some(Key::Static(n)), Some(_)) = (path.first(), whole(*base)) {
                            out.names.entry(*n).or_default().push(at);
                        }
                    }
                    Expr::Apply(f, a) => {
                        let all = whole(*a).filter(|_| is_enumerating(ev, Loc { file, expr: *f }));
                        out.enumerating.extend(all);
                    }
                    _ => {}
                }
            }
        }
        out
    }
}

impl Threading<'_> {
    // Looked up once: no code changes meanwhile.
    fn asked(&self) -> &Asked {
        self.spots.asked.get_or_init(|| Asked::of(self.ev))
    }

    /// That nobody asks whether a set that gets a name has it: there is another answer then.
    pub(super) fn is_news(&self, name: Name, set: Loc) -> Result<(), Block> {
        let asked = self.asked().names.get(&name).map_or(&[][..], Vec::as_slice);
        let other = asked.iter().find(|l| !self.leaving.contains(&(**l, name)));
        if let Some(l) = other {
            let m = format!("`{name}` is asked for at {}, which would find it", self.ev.place(*l));
            return Err(Block::new(codes::NAME_TAKEN, m));
        }
        // The names of a `rec` set hide what is around it.
        match self.ev.expr(set) {
            Expr::Attrs { rec: true, .. } => self.catches_nothing(name, set),
            _ => Ok(()),
        }
    }

    /// That no module of a configuration asks for the names of all its arguments.
    pub(super) fn is_not_counted(&mut self, c: ConfigId) -> Result<(), Block> {
        for l in self.asked().enumerating.clone() {
            let calls = self.ev.calls_to(l);
            if calls.iter().any(|i| matches!(self.ev.calls[i.0 as usize].by, Caller::Module(m) if m == c)) {
                let m = format!("the module at {} uses its arguments as a whole set", self.ev.place(l));
                return Err(Block::new(codes::OPAQUE_SPECIAL_ARGS, m));
            }
        }
        Ok(())
    }

    // That nothing in the function uses the name for what a `with` or something around it provides.
    pub(super) fn catches_nothing(&self, name: Name, within: Loc) -> Result<(), Block> {
        let file = self.ev.file(within.file);
        let caught = file.scopes().caught_by(&file.hir, within.expr, name).find(|e| match file.scopes().target(*e) {
            Some(scopes::Target::Bound(s)) => !self.leaving.contains(&(Loc { file: within.file, expr: s }, name)),
            _ => true,
        });
        let Some(expr) = caught else { return Ok(()) };
        let place = self.ev.place(Loc { file: within.file, expr });
        Err(Block::new(codes::NAME_TAKEN, format!("`{name}` means something else at {place}")))
    }

    /// A set may be passed to functions that take no further arguments: those would fail.
    pub(super) fn open_callees(&self, set: Loc, name: &str) -> Result<(), Block> {
        let sets = with_updates(self.ev, set);
        if self.ev.is_counted(set) {
            let m = format!("the names of the set at {} are asked for", self.ev.place(set));
            return Err(Block::new(codes::OPAQUE_SPECIAL_ARGS, m));
        }
        for at in &sets {
            if let Some(Expr::Apply(f, a)) =
                self.ev.file(at.file).hir.parent(at.expr).map(|p| self.ev.expr(Loc { expr: p, ..*at }))
                && *a == at.expr
                && is_enumerating(self.ev, Loc { expr: *f, ..*at })
            {
                let m = format!("the names of the set are asked for at {}", self.ev.place(*at));
                return Err(Block::new(codes::OPAQUE_SPECIAL_ARGS, m));
            }
        }
        for lambda in sets.into_iter().flat_map(|s| self.ev.functions_that_got(s).to_vec()) {
            if let Expr::Lambda { param: Param::Pattern { ellipsis: false, formals, .. }, .. } = self.ev.expr(lambda)
                && !formals.iter().any(|f| f.name.is(name))
                && !self.out.heads.get(&lambda).is_some_and(|h| h.add.iter().any(|n| n == name))
                && !self.done.iter().any(|((v, l), served)| *l == lambda && v.name == name && served.is_ok())
            {
                let place = self.ev.place(lambda);
                let m = format!("the function at {place} gets the same set and takes no further arguments");
                return Err(Block::new(codes::OPAQUE_SPECIAL_ARGS, m));
            }
        }
        Ok(())
    }
}

// A set, what `//` makes of it, and the same of its uses where it has a name, or that of one of these.
fn with_updates(ev: &Evaluator, set: Loc) -> Vec<Loc> {
    let file = ev.file(set.file);
    let hir = &file.hir;
    let mut out: Vec<ExprId> = Vec::new();
    let mut queue = vec![set.expr];
    while let Some(e) = queue.pop() {
        if out.contains(&e) {
            continue;
        }
        let is_update = |e: &ExprId| matches!(hir.expr(*e), Expr::Binary(BinOpKind::Update, ..));
        let last = hir.ancestors(e).take_while(is_update).last().unwrap_or(e);
        out.extend(std::iter::once(e).chain(hir.ancestors(e).take_while(is_update)));
        if let Some(scope) = hir.parent(last)
            && let Expr::Let { bindings, .. } | Expr::Attrs { rec: true, bindings } = hir.expr(scope)
            && let Some(b) = bindings.fixed.iter().find(|b| b.value == last)
        {
            queue.extend(file.scopes().references(scope, b.name).iter().map(|u| u.expr));
        }
    }
    out.into_iter().map(|expr| Loc { file: set.file, expr }).collect()
}
