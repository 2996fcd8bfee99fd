//! What becomes unused goes too, in cascade: bindings, formals, and what callers passed for them alone.

use std::rc::Rc;

use rnix::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

use super::express::attr_set;
use super::requests::Requests;
use crate::eval::modules::{Kind, STANDARD};
use crate::eval::source_file::SourceFile;
use crate::eval::value::{ConfigId, FileId, Loc, Value};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, ExprId, Key, Param};
use crate::syntax::name::Name;

/// Names and operators that a set of special arguments is followed through.
const MAX_NAMES: u32 = 16;

/// The cascade.
pub struct Cleanup<'a> {
    ev: &'a mut Evaluator,
    out: &'a mut Requests,
    /// Text that goes.
    removed: Vec<(FileId, TextRange)>,
    /// Words in new text, by file: what they name is in use.
    words: FxHashMap<FileId, FxHashSet<String>>,
    gone: FxHashSet<(Loc, Name)>,
    next: usize,
    /// Configurations by where their special arguments are written, and the modules that each calls.
    users: Option<Rc<FxHashMap<Loc, Vec<ConfigId>>>>,
    called: Option<FxHashMap<ConfigId, Vec<Loc>>>,
}

/// Removes what the removal of `removed` makes unused: all that goes. `words`: new text, by file.
pub fn clean(
    ev: &mut Evaluator,
    out: &mut Requests,
    removed: Vec<(FileId, TextRange)>,
    words: Vec<(FileId, String)>,
) -> Vec<(FileId, TextRange)> {
    let mut c = Cleanup {
        ev,
        out,
        removed,
        words: FxHashMap::default(),
        gone: FxHashSet::default(),
        next: 0,
        users: None,
        called: None,
    };
    for (file, text) in words {
        let set = c.words.entry(file).or_default();
        let split = text.split(|c: char| !(c.is_alphanumeric() || "_-'".contains(c)));
        set.extend(split.map(str::to_owned));
    }
    while c.next < c.removed.len() {
        let (file, range) = c.removed[c.next];
        c.next += 1;
        c.names_in(file, range);
    }
    c.removed
}

impl Cleanup<'_> {
    // Names that the removed text used.
    fn names_in(&mut self, file: FileId, range: TextRange) {
        let source = self.ev.file(file).clone();
        for id in source.hir.ids() {
            if !range.contains_range(source.hir.range(id)) {
                continue;
            }
            if let (Expr::Var(name), Some(Target::Bound(scope))) = (source.hir.expr(id), source.scopes().target(id)) {
                self.consider(Loc { file, expr: scope }, *name);
            }
        }
    }

    fn consider(&mut self, scope: Loc, name: Name) {
        if self.gone.contains(&(scope, name)) || self.words.get(&scope.file).is_some_and(|w| w.contains(&*name.text()))
        {
            return;
        }
        let file = self.ev.file(scope.file).clone();
        let in_removed = |r: TextRange| self.removed.iter().any(|(f, x)| *f == scope.file && x.contains_range(r));
        if in_removed(file.hir.range(scope.expr)) || self.is_used(scope, name) {
            return;
        }
        match file.hir.expr(scope.expr).clone() {
            Expr::Let { bindings, .. } => {
                let Some(b) = bindings.get(name) else { return };
                if in_removed(b.entry) {
                    return;
                }
                let shared = bindings.fixed.iter().any(|o| o.entry == b.entry && o.name != name);
                self.gone.insert((scope, name));
                self.out.lets.entry(scope).or_default().remove.push((name.to_string(), false));
                self.removed.push((scope.file, if shared { b.name_range } else { b.entry }));
            }
            Expr::Lambda { param: Param::Ident(p, _), .. } if p == name && !self.is_outputs(scope) => {
                self.gone.insert((scope, name));
                self.out.heads.entry(scope).or_default().unused_param = true;
            }
            Expr::Lambda { param: Param::Pattern { formals, ellipsis, bind, .. }, .. } => {
                if bind.is_some_and(|(b, _)| b == name) {
                    // Without `...`, all that there is stands in the formals already.
                    self.gone.insert((scope, name));
                    self.out.heads.entry(scope).or_default().remove_bind = true;
                } else if let Some(f) = formals.iter().find(|f| f.name == name)
                    && (!bind.is_some_and(|(b, _)| self.is_used_through(scope, b, name))
                        || ellipsis && self.gets_all(scope))
                {
                    self.formal(scope, name, ellipsis, f.range);
                }
            }
            _ => {}
        }
    }

    // Whether code that stays uses a name.
    fn is_used(&self, scope: Loc, name: Name) -> bool {
        self.uses(scope, name).next().is_some()
    }

    fn uses(&self, scope: Loc, name: Name) -> impl Iterator<Item = ExprId> {
        let in_removed = move |r: TextRange| self.removed.iter().any(|(f, x)| *f == scope.file && x.contains_range(r));
        let all = self.ev.file(scope.file).scopes().references(scope.expr, name).iter();
        all.filter(move |r| !in_removed(r.range)).map(|r| r.expr)
    }

    // Whether code that stays may use a formal through what `@args` binds: the module system passes what the formals
    // name, and no more.
    fn is_used_through(&self, scope: Loc, args: Name, formal: Name) -> bool {
        let hir = &self.ev.file(scope.file).hir;
        let another = |path: &[Key]| matches!(path.first(), Some(Key::Static(n)) if *n != formal);
        self.uses(scope, args).any(|u| match hir.parent(u).map(|p| hir.expr(p)) {
            Some(Expr::Select { base, path, .. } | Expr::HasAttr { base, path }) if *base == u => !another(path),
            _ => true,
        })
    }

    // Whether a function gets what it gets whatever its formals are: other code of the flake calls it, each time with a
    // set that has more uses.
    fn gets_all(&mut self, scope: Loc) -> bool {
        let calls = self.ev.calls_to(scope);
        let whole = |call: &crate::eval::Call| match (&call.by, call.arg.peek()) {
            (Caller::Apply(at), Some(Value::Attrs(a))) => {
                let literal = a.origin.as_ref().is_some_and(|o| {
                    !self.ev.file(o.loc.file).builtin && attr_set(self.ev.file(o.loc.file), o.loc.expr).is_some()
                });
                !self.ev.file(at.loc.file).builtin && !literal
            }
            _ => false,
        };
        !calls.is_empty() && !self.ev.is_counted(scope) && calls.iter().filter_map(|c| self.ev.call_at(*c)).all(whole)
    }

    fn is_outputs(&self, l: Loc) -> bool {
        self.ev
            .calls_of
            .get(&l)
            .is_some_and(|c| c.iter().any(|c| matches!(self.ev.calls[c.0 as usize].by, Caller::Builtin)))
    }

    // Whether a flake below may pass it, or ask for it.
    fn is_named_below(&self, at: Loc) -> bool {
        self.ev.named_below(&self.ev.file(at.file).path).is_some()
    }

    // Who uses `args` whole could use the name through it.
    fn formal(&mut self, scope: Loc, name: Name, ellipsis: bool, range: TextRange) {
        if self.is_outputs(scope) {
            return;
        }
        let calls = self.ev.calls_to(scope);
        let mut sets: Vec<Loc> = Vec::new();
        let mut configs: Vec<ConfigId> = Vec::new();
        for c in calls {
            let call = &self.ev.calls[c.0 as usize];
            match &call.by {
                Caller::Apply(_) => {
                    let Some(Value::Attrs(a)) = call.arg.peek() else { return };
                    let literal =
                        a.origin.as_ref().map(|o| o.loc).filter(|l| attr_set(self.ev.file(l.file), l.expr).is_some());
                    match literal {
                        Some(l) => sets.push(l),
                        None if ellipsis => {}
                        None => return,
                    }
                }
                Caller::Module(c) => configs.push(*c),
                Caller::Nobody => {}
                Caller::Exported(_) if self.ev.exported && ellipsis => {}
                _ => return,
            }
        }
        sets.sort();
        sets.dedup();
        if sets.iter().chain([&scope]).any(|l| self.is_named_below(*l)) {
            return;
        }
        if !ellipsis && !sets.iter().all(|s| self.only_for(*s, scope)) {
            return;
        }
        self.gone.insert((scope, name));
        self.out.heads.entry(scope).or_default().remove.push(name.to_string());
        self.removed.push((scope.file, range));
        for set in sets {
            if self.only_for(set, scope) {
                self.attribute(set, name);
            }
        }
        let mut special: Vec<Loc> = configs.into_iter().filter_map(|c| self.special_set(c)).collect();
        special.sort();
        special.dedup();
        for set in special {
            self.special_argument(set, name);
        }
    }

    // Whether a set is passed to this function and to nothing else.
    fn only_for(&self, set: Loc, lambda: Loc) -> bool {
        let direct = self.ev.functions_that_got(set).iter().all(|l| *l == lambda);
        // A set that has a name may be used for other things too.
        let parent = self.ev.file(set.file).hir.parent(set.expr);
        direct && parent.is_some_and(|p| matches!(self.ev.expr(Loc { file: set.file, expr: p }), Expr::Apply(..)))
    }

    // Removes an attribute of a set that is written as one.
    fn attribute(&mut self, set: Loc, name: Name) {
        if self.gone.contains(&(set, name)) {
            return;
        }
        let Expr::Attrs { bindings, rec: false } = self.ev.expr(set).clone() else { return };
        let Some(b) = bindings.get(name) else { return };
        let shared = bindings.fixed.iter().any(|o| o.entry == b.entry && o.name != name);
        self.gone.insert((set, name));
        self.out.sets.entry(set).or_default().remove.push(name.to_string());
        self.removed.push((set.file, if shared { b.name_range } else { b.entry }));
    }

    // A special argument that no module of any configuration with these special arguments asks for any more.
    fn special_argument(&mut self, set: Loc, name: Name) {
        let own = attr_set(self.ev.file(set.file), set.expr).is_some() && !self.is_named_below(set);
        if !own || self.passed_on(set) || !self.is_only_passed(set, 0) {
            return;
        }
        let users = match &self.users {
            Some(u) => u.clone(),
            None => {
                let mut users: FxHashMap<Loc, Vec<ConfigId>> = FxHashMap::default();
                for id in (0..self.ev.configs.len()).map(|i| ConfigId(i as u32)) {
                    if let Some(set) = self.special_set(id) {
                        users.entry(set).or_default().push(id);
                    }
                }
                self.users.insert(Rc::new(users)).clone()
            }
        };
        if users.get(&set).is_some_and(|u| u.iter().any(|u| self.may_ask(*u, name))) {
            return;
        }
        if !self.is_asked_otherwise(name, set) {
            self.attribute(set, name);
        }
    }

    // Whether a set is another one, or an update that may be made of it.
    fn is_made_of(&self, at: Loc, set: Loc) -> bool {
        let file = self.ev.file(at.file);
        let inner = |expr: ExprId| self.is_made_of(Loc { file: at.file, expr }, set);
        match file.hir.expr(at.expr) {
            Expr::Attrs { .. } => at == set,
            Expr::Binary(rnix::ast::BinOpKind::Update, a, b) => inner(*a) || inner(*b),
            Expr::Var(_) => file.let_binding(at.expr).is_none_or(|b| inner(b.value)),
            _ => true,
        }
    }

    // Whether an expression is special arguments of builders, by itself, as a side of `//`, or by a name that is used for
    // nothing else.
    fn is_only_passed(&self, at: Loc, depth: u32) -> bool {
        let file = self.ev.file(at.file);
        let Some(parent) = file.hir.parent(at.expr).filter(|_| depth < MAX_NAMES) else { return false };
        let above = Loc { file: at.file, expr: parent };
        match file.hir.expr(parent) {
            Expr::Binary(rnix::ast::BinOpKind::Update, ..) | Expr::Lambda { .. } | Expr::If { .. } => {
                self.is_only_passed(above, depth + 1)
            }
            Expr::Apply(f, _) if *f == at.expr => self.is_only_passed(above, depth + 1),
            Expr::Let { body, .. } if *body == at.expr => self.is_only_passed(above, depth + 1),
            Expr::With { body, .. } | Expr::Assert { body, .. } if *body == at.expr => {
                self.is_only_passed(above, depth + 1)
            }
            // A property of the module system around it.
            Expr::Apply(f, a) if *a == at.expr => {
                self.is_property(Loc { file: at.file, expr: *f }) && self.is_only_passed(above, depth + 1)
            }
            expr @ (Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. }) => {
                let Some(b) = bindings.fixed.iter().find(|b| b.value == at.expr) else { return false };
                let special = b.name.is("specialArgs") || b.name.is("extraSpecialArgs");
                if matches!(expr, Expr::Attrs { rec: false, .. }) {
                    return special;
                }
                let uses = file.scopes().references(parent, b.name);
                let passed = |u: ExprId| self.is_only_passed(Loc { file: at.file, expr: u }, depth + 1);
                (special || matches!(expr, Expr::Let { .. })) && uses.iter().all(|u| passed(u.expr))
            }
            _ => false,
        }
    }

    // `lib.mkForce`, `lib.mkIf c` and the like.
    fn is_property(&self, f: Loc) -> bool {
        match self.ev.expr(f) {
            Expr::Apply(f2, _) => self.is_property(Loc { file: f.file, expr: *f2 }),
            Expr::Var(n) => n.text().starts_with("mk"),
            Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if n.text().starts_with("mk")),
            _ => false,
        }
    }

    // Whether code may get the special argument in a way that is not followed: a function that nobody known calls, or a
    // module of a configuration whose special arguments are not known, has a formal of the name; or it is selected from
    // something that may be the set: `specialArgs.inputs`, `config._module.specialArgs.inputs`.
    fn is_asked_otherwise(&mut self, name: Name, set: Loc) -> bool {
        // What every module gets, everything names: that says nothing.
        if STANDARD.iter().any(|s| name.is(s)) {
            return false;
        }
        let files: Vec<(FileId, Rc<SourceFile>)> =
            self.ev.loaded().filter(|(_, f)| !f.builtin).map(|(id, f)| (id, f.clone())).collect();
        for (file, source) in files {
            let gone = |c: &Self, r: TextRange| c.removed.iter().any(|(f, x)| *f == file && x.contains_range(r));
            for expr in source.hir.ids() {
                let at = Loc { file, expr };
                let asks = match source.hir.expr(expr) {
                    Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
                        formals.iter().any(|f| f.name == name)
                            && !self.gone.contains(&(at, name))
                            && !self.is_outputs(at)
                            && self.may_get(at, set)
                    }
                    Expr::Select { base, path, .. } | Expr::HasAttr { base, path } => {
                        let named = path.iter().any(|k| matches!(k, Key::Static(n) if *n == name));
                        named && !self.is_of_flakes(Loc { file, expr: *base }, path, name)
                    }
                    _ => false,
                };
                if asks && !gone(self, source.hir.range(expr)) {
                    return true;
                }
            }
        }
        false
    }

    // Whether a function may be called with a configuration's special arguments although that is not known.
    fn may_get(&mut self, l: Loc, set: Loc) -> bool {
        let calls = self.ev.calls_to(l);
        let by: Vec<Caller> = calls.iter().map(|c| self.ev.calls[c.0 as usize].by.clone()).collect();
        by.is_empty()
            || by.into_iter().any(|by| match by {
                Caller::Apply(_) | Caller::Builtin | Caller::Overlay | Caller::Exported(_) => false,
                Caller::Module(c) => match self.ev.special_args(c) {
                    Value::Attrs(a) => {
                        let made_of = a.origin.as_ref().is_some_and(|o| self.is_made_of(o.loc, set));
                        made_of || !a.open.is_empty()
                    }
                    _ => true,
                },
                _ => true,
            })
    }

    // Whether the name is selected from a flake, which always has it: `self.inputs`, `inputs.x.inputs`.
    fn is_of_flakes(&self, base: Loc, path: &[Key], name: Name) -> bool {
        let first = matches!(path.first(), Some(Key::Static(n)) if *n == name);
        let root = match self.ev.expr(base) {
            Expr::Var(n) => *n,
            _ => return false,
        };
        root.is("inputs")
            || name.is("inputs") && root.is("self") && first
            || self.ev.inputs.top().iter().any(|(n, _)| *n == root)
    }

    // Where the special arguments of a configuration are written.
    fn special_set(&mut self, c: ConfigId) -> Option<Loc> {
        match self.ev.special_args(c) {
            Value::Attrs(a) => a.origin.as_ref().map(|o| o.loc),
            _ => None,
        }
    }

    // Whether the set is more than special arguments: passed to a function.
    fn passed_on(&self, set: Loc) -> bool {
        !self.ev.functions_that_got(set).is_empty()
    }

    fn may_ask(&mut self, c: ConfigId, name: Name) -> bool {
        let config = self.ev.config(c);
        if config.externals
            || !config.unknowns.is_empty()
            || matches!(config.kind, Kind::Exported(_) | Kind::Unknown(_))
        {
            return true;
        }
        if self.ev.shared_asking(c, name).any(|l| !self.gone.contains(&(l, name))) {
            return true;
        }
        let calls = &self.ev.calls;
        let called = self.called.get_or_insert_with(|| {
            let mut called: FxHashMap<ConfigId, Vec<Loc>> = FxHashMap::default();
            for call in calls {
                if let Caller::Module(m) = call.by {
                    called.entry(m).or_default().push(call.lambda);
                }
            }
            called
        });
        called.get(&c).into_iter().flatten().any(|&l| match self.ev.expr(l) {
            Expr::Lambda { param: Param::Pattern { formals, bind, .. }, .. } => {
                let bound = bind.is_some_and(|(b, _)| !self.gone.contains(&(l, b)));
                bound || formals.iter().any(|f| f.name == name) && !self.gone.contains(&(l, name))
            }
            Expr::Lambda { param: Param::Ident(p, _), .. } => {
                !p.is("_") && !self.ev.file(l.file).scopes().references(l.expr, *p).is_empty()
            }
            _ => false,
        })
    }
}
