//! From a definition to the places that use it, along the calls that were evaluated: each hop one edit.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classify::{block_below, caller_block};
use super::codes::{self, Block};
use super::enumerated;
use super::own;
use super::packages;
use super::places::Place;
use super::requests::Requests;
use super::spot::{Spot, Spots};
pub use super::var::{PerSystem, Var};
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Env, FileId, Instance, Loc, Origin, Source, Sym, Thunk, Value};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::{Expr, ExprId, Param, Part, PathKind, scopes};
use crate::syntax::name::Name;
use crate::syntax::surgery::attrset::Addition;

/// The threading of everything in one attempt.
pub struct Threading<'a> {
    pub ev: &'a mut Evaluator,
    pub spots: &'a Spots,
    pub out: Requests,
    /// Names that the code of a spot was asked for, by its place: they have to be defined there.
    pub wanted: FxHashSet<(Option<Loc>, String)>,
    /// Bindings that go: they don't shadow anything any more.
    pub leaving: FxHashSet<(Loc, Name)>,
    /// Expressions that go as a whole: what they name is not named there any more.
    pub going: FxHashSet<Loc>,
    /// Whether the site that is being taken can have its instance in `flake.nix` only.
    pub far: bool,
    pub(super) done: FxHashMap<(Var, Loc), Result<String, Block>>,
    served: FxHashMap<(Var, ConfigId), Result<(), Block>>,
    // Functions whose callers pass it, and which pass it on with all else.
    carried: FxHashMap<(Var, Loc), Result<(), Block>>,
    // Files that became functions of it.
    pub(super) curried: FxHashMap<(Var, FileId), Result<(), Block>>,
    scopes: Option<Scopes>,
}

/// Where special arguments are made: the scopes of each place, and their systems; and whose they are.
type Scopes = Rc<FxHashMap<Loc, Written>>;
type Written = (Vec<(Env, Rc<str>)>, Vec<ConfigId>);

impl<'a> Threading<'a> {
    /// An attempt that has no requests yet.
    pub fn new(ev: &'a mut Evaluator, spots: &'a Spots) -> Threading<'a> {
        Threading {
            ev,
            spots,
            out: Requests::default(),
            wanted: FxHashSet::default(),
            leaving: FxHashSet::default(),
            going: FxHashSet::default(),
            far: false,
            done: FxHashMap::default(),
            served: FxHashMap::default(),
            carried: FxHashMap::default(),
            curried: FxHashMap::default(),
            scopes: None,
        }
    }

    /// Makes `var` nameable in the code at `at`: the words for it there.
    pub fn reach(&mut self, var: &Var, at: Loc) -> Result<String, Block> {
        let name = Name::new(&var.name);
        let spot = self.spots.of(var.place);
        if spot.holds(self.ev, at) && !var.select && !var.own {
            self.unshadowed(Name::new(&var.defined_as), at, spot, None)?;
            self.wanted.insert((var.place, var.defined_as.clone()));
            return Ok(var.defined_as.clone());
        }
        let hir = self.ev.file(at.file).clone();
        let mut lambdas: Vec<ExprId> = std::iter::once(at.expr)
            .chain(hir.hir.ancestors(at.expr))
            .filter(|e| matches!(hir.hir.expr(*e), Expr::Lambda { .. }))
            .collect();
        lambdas.reverse();
        let mut first_block = None;
        for l in lambdas {
            let l = Loc { file: at.file, expr: l };
            if self.is_outputs(l) {
                continue;
            }
            match self.serve(var, l) {
                Ok(text) => {
                    self.unshadowed(name, at, spot, Some(l.expr))?;
                    if let Some((p, _)) = text.split_once('.') {
                        self.unshadowed(Name::new(p), at, spot, Some(l.expr))
                            .map_err(|b| Block::new(codes::CONFLICT, b.message))?;
                    }
                    return Ok(text);
                }
                Err(b) => {
                    // A name that is taken is the caller's to change; an inner function would not help.
                    if b.code == codes::NAME_TAKEN {
                        return Err(b);
                    }
                    first_block.get_or_insert(b);
                }
            }
        }
        let may_curry = self.may_curry(first_block.as_ref());
        let why = first_block.unwrap_or_else(|| {
            let place = self.ev.place(at);
            Block::new(codes::UNKNOWN_CALLER, format!("no function around {place} could be given the instance"))
        });
        if may_curry { self.curry(var, at, why) } else { Err(why) }
    }

    fn is_outputs(&self, l: Loc) -> bool {
        let own = self
            .ev
            .calls_of
            .get(&l)
            .is_some_and(|calls| calls.iter().any(|c| matches!(self.ev.calls[c.0 as usize].by, Caller::Builtin)));
        let spot = &self.spots.main;
        own && l.file == spot.file && self.ev.file(l.file).hir.contains(l.expr, spot.expr)
    }

    // That no scope between the place and the scope that will bind the name binds it too.
    fn unshadowed(&self, name: Name, at: Loc, spot: &Spot, binder: Option<ExprId>) -> Result<(), Block> {
        let hir = &self.ev.file(at.file).hir;
        let mut from = at.expr;
        while let Some(b) = scopes::binder_of(hir, from, name) {
            let loc = Loc { file: at.file, expr: b };
            let inside = match binder {
                Some(l) => b != l && hir.contains(l, b),
                None => hir.contains(spot.expr, b) && b != spot.expr,
            };
            if !inside {
                break;
            }
            if !self.leaving.contains(&(loc, name)) {
                let place = self.ev.place(loc);
                return Err(Block::new(codes::NAME_TAKEN, format!("`{name}` is bound at {place}")));
            }
            match hir.parent(b) {
                Some(p) => from = p,
                None => break,
            }
        }
        Ok(())
    }

    /// Makes the lambda take `var`, and every caller pass it: the words for it in the body.
    pub fn serve(&mut self, var: &Var, l: Loc) -> Result<String, Block> {
        let key = (var.clone(), l);
        if let Some(done) = self.done.get(&key) {
            return done.clone();
        }
        let text = match self.ev.expr(l) {
            Expr::Lambda { param: Param::Ident(p, _), .. } if !p.is("_") => format!("{p}.{}", var.name),
            _ => var.name.clone(),
        };
        // A module that imports itself, through others, is served by being served.
        self.done.insert(key.clone(), Ok(text.clone()));
        let saved = self.out.clone();
        let result = self.serve_calls(var, l).and_then(|()| self.take_formal(var, l));
        let result = result.map(|()| text);
        if result.is_err() {
            self.out = saved;
        }
        self.done.insert(key, result.clone());
        result
    }

    fn take_formal(&mut self, var: &Var, l: Loc) -> Result<(), Block> {
        let Expr::Lambda { param, .. } = self.ev.expr(l).clone() else {
            return Err(Block::new(codes::UNKNOWN_CALLER, "not a function"));
        };
        match param {
            Param::Ident(p, _) if !p.is("_") => Ok(()),
            _ if self.ev.is_counted(l) => {
                let m = format!("it is asked which arguments the function at {} takes", self.ev.place(l));
                Err(Block::new(codes::OPAQUE_SPECIAL_ARGS, m))
            }
            Param::Ident(..) => {
                self.catches_nothing(Name::new(&var.name), l)?;
                Requests::once(&mut self.out.heads.entry(l).or_default().add, &var.name);
                Ok(())
            }
            Param::Pattern { formals, bind, .. } => {
                let name = Name::new(&var.name);
                if bind.is_some_and(|(b, _)| b == name) {
                    let place = self.ev.place(l);
                    return Err(Block::new(codes::NAME_TAKEN, format!("`{name}` is bound at {place}")));
                }
                if formals.iter().any(|f| f.name == name) {
                    if self.leaving.contains(&(l, name)) || self.has_formal_already(var, l) {
                        return Ok(());
                    }
                    let place = self.ev.place(l);
                    return Err(Block::new(codes::NAME_TAKEN, format!("`{name}` is an argument at {place} already")));
                }
                self.catches_nothing(name, l)?;
                Requests::once(&mut self.out.heads.entry(l).or_default().add, &var.name);
                Ok(())
            }
        }
    }

    // Whether the formal is what we would pass: every value that it had is that instance.
    fn has_formal_already(&mut self, var: &Var, l: Loc) -> bool {
        let calls = self.ev.calls_to(l);
        let name = Name::new(&var.name);
        !calls.is_empty()
            && calls.iter().all(|c| {
                let arg = self.ev.calls[c.0 as usize].arg.clone();
                let v = self.ev.force(&arg);
                let v = self.ev.select(&v, name);
                let system = match self.ev.calls[c.0 as usize].by {
                    Caller::Module(config) => self.ev.system(config),
                    _ => None,
                };
                v.is_some_and(|v| var.is_instance(self.ev, &v, system.as_ref()))
            })
    }

    fn serve_calls(&mut self, var: &Var, l: Loc) -> Result<(), Block> {
        if let Some(b) = packages::uses_all(self.ev, l) {
            return Err(b);
        }
        if let Some(b) = block_below(self.ev, &self.ev.file(l.file).path) {
            return Err(b);
        }
        if let Some(begin) = self.ev.imports.unread_path_to(&self.ev.file(l.file).path) {
            let below = if begin.is_empty() { "." } else { begin };
            let m = format!(
                "a file below {below} is imported whose path is not known whole, and {} may be that",
                self.ev.file(l.file).path
            );
            return Err(Block::new(codes::UNKNOWN_CALLER, m));
        }
        let calls = self.ev.calls_to(l);
        let mut seen: FxHashSet<(Loc, Option<ConfigId>)> = FxHashSet::default();
        let mut any = false;
        for c in calls {
            let call = &self.ev.calls[c.0 as usize];
            let (by, arg) = (call.by.clone(), call.arg.clone());
            if let Some(b) = caller_block(self.ev, l, &by) {
                return Err(b);
            }
            match by {
                Caller::Nobody | Caller::Exported(_) => {}
                Caller::Module(config) => {
                    any = true;
                    if seen.insert((l, Some(config))) {
                        self.serve_config(var, config)?;
                    }
                }
                Caller::Apply(at) => {
                    any = true;
                    self.serve_application(var, l, &at, &arg)?;
                }
                _ => {
                    let place = self.ev.place(l);
                    let m = format!("a builtin calls the function at {place}");
                    return Err(Block::new(codes::UNKNOWN_CALLER, m));
                }
            }
        }
        let kinds: Vec<Kind> = seen.iter().filter_map(|(_, c)| *c).map(|c| self.ev.config(c).kind.clone()).collect();
        self.serve_unreadable(var, l, &kinds)?;
        if any {
            return Ok(());
        }
        if self.ev.file(l.file).builtin {
            return Err(by_framework());
        }
        Err(Block::new(codes::UNKNOWN_CALLER, format!("nothing calls {}", self.ev.place(l))))
    }

    // Makes one application of the lambda pass `var`.
    fn serve_application(&mut self, var: &Var, l: Loc, at: &Origin, arg: &Thunk) -> Result<(), Block> {
        let v = self.ev.force(arg);
        let Expr::Apply(_, a) = *self.ev.expr(at.loc) else {
            return Err(self.opaque(at.loc));
        };
        let given = Loc { file: at.loc.file, expr: a };
        if let Some(b) = enumerated::block(self.ev, l, &v) {
            return Err(b);
        }
        // A function may take anything: only a set can hold one thing more.
        let named = matches!(self.ev.expr(l), Expr::Lambda { param: Param::Ident(..), .. });
        if named && self.ev.as_attrs(&v).is_none() {
            return Err(self.opaque(given));
        }
        let place = match self.place_of_value(var, &v, None) {
            Some(p) => p,
            None if self.ev.as_attrs(&v).is_some_and(|a| a.get(&var.name).is_some()) => {
                let m = format!("the call at {} passes something else as `{}`", self.ev.place(at.loc), var.name);
                return Err(Block::new(codes::NAME_TAKEN, m));
            }
            None if self.ev.file(given.file).builtin => return Err(by_framework()),
            None => Place::Extend(given, at.env.clone()),
        };
        self.put(var, &place, None)
    }

    // Modules that can't be read may import any other: their configurations pass the instance too, and a file that
    // does not parse must not name this one.
    fn serve_unreadable(&mut self, var: &Var, l: Loc, kinds: &[Kind]) -> Result<(), Block> {
        let path = self.ev.file(l.file).path.clone();
        self.ev.load_with_path_of(&path);
        let broken: Vec<FileId> =
            self.ev.loaded().filter(|(_, f)| !f.builtin && !f.errors.is_empty()).map(|(id, _)| id).collect();
        for id in broken {
            if self.names_file(id, &path) {
                let broken = self.ev.file(id).path.clone();
                let m = format!("{broken} does not parse, and names {path}");
                return Err(Block::new(codes::PARSE_ERROR, m));
            }
        }
        for i in 0..self.ev.configs.len() {
            let c = ConfigId(i as u32);
            let config = self.ev.config(c);
            let same = kinds.iter().any(|k| std::mem::discriminant(k) == std::mem::discriminant(&config.kind));
            if same && config.unreadable && !config.dormant {
                self.serve_config(var, c)?;
            }
        }
        Ok(())
    }

    // Whether a path literal of a file means another file.
    fn names_file(&mut self, id: FileId, path: &str) -> bool {
        let file = self.ev.file(id).clone();
        let dir = file.path.rsplit_once('/').map_or("", |(d, _)| d);
        file.hir.ids().any(|e| match file.hir.expr(e) {
            Expr::Path(PathKind::Relative, parts) => match &parts[..] {
                [Part::Text(t)] => {
                    let target = crate::eval::interp::normalize(&format!("/{dir}/{t}"));
                    self.ev.module_file(target.trim_start_matches('/')).is_some_and(|f| f == path)
                }
                _ => false,
            },
            _ => false,
        })
    }

    fn opaque(&self, loc: Loc) -> Block {
        let place = self.ev.place(loc);
        Block::new(codes::OPAQUE_SPECIAL_ARGS, format!("the arguments at {place} can't be given one more"))
    }

    /// Makes a configuration pass `var` to its modules.
    fn serve_config(&mut self, var: &Var, c: ConfigId) -> Result<(), Block> {
        let key = (var.clone(), c);
        if let Some(done) = self.served.get(&key) {
            return done.clone();
        }
        self.served.insert(key.clone(), Ok(()));
        let result = if var.own && !matches!(self.ev.config(c).kind, Kind::HomeUser(..)) {
            self.serve_own(var, c)
        } else {
            let place = self.special_place(var, c);
            place.and_then(|p| self.free_for_others(var, &p, c).and_then(|()| self.put(var, &p, Some(c))))
        };
        self.served.insert(key, result.clone());
        result
    }

    // An instance of the configuration's own: the module that defines it joins the builder's modules.
    fn serve_own(&mut self, var: &Var, c: ConfigId) -> Result<(), Block> {
        if !matches!(self.ev.config(c).kind, Kind::Nixos | Kind::Darwin | Kind::Home) {
            let m = "a configuration inside another evaluates the module too, and has no list of modules";
            return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
        }
        let Some((list, _)) = self.modules_place(var, c)? else { return Ok(()) };
        let module = Var {
            name: own::MODULE.to_owned(),
            defined_as: own::MODULE.to_owned(),
            source: Source::Named(own::MODULE.to_owned()),
            rest: String::new(),
            own: false,
            ..var.clone()
        };
        let text = self.reach(&module, list)?;
        Requests::once(self.out.appends.entry(list).or_default(), &text);
        Ok(())
    }

    fn put(&mut self, var: &Var, place: &Place, config: Option<ConfigId>) -> Result<(), Block> {
        let (loc, env) = match place {
            Place::Present => return Ok(()),
            Place::Literal(l, e) | Place::Extend(l, e) | Place::Absent(l, e, _) => (*l, e.clone()),
        };
        if matches!(place, Place::Extend(..))
            && let Some(l) = self.argument_of(loc)
            && !self.is_around_definition(var, l)
            && !(var.own && self.is_module(l))
        {
            return self.carry(var, l);
        }
        let addition = self.addition(var, loc, &env, config)?;
        self.is_news(Name::new(&var.name), loc)?;
        self.open_callees(loc, &var.name)?;
        match place {
            Place::Literal(..) => {
                Requests::add_once(&mut self.out.sets.entry(loc).or_default().add, addition);
            }
            Place::Extend(..) => Requests::add_once(self.out.extends.entry(loc).or_default(), addition),
            Place::Absent(_, _, key) => {
                let special = &mut self.out.sets.entry(loc).or_default().special;
                Requests::add_once(special.entry(key.clone()).or_default(), addition);
            }
            Place::Present => {}
        }
        Ok(())
    }

    // A function passes on all that it gets: whoever calls it has to pass the instance, and that is all.
    fn carry(&mut self, var: &Var, l: Loc) -> Result<(), Block> {
        let key = (var.clone(), l);
        if let Some(done) = self.carried.get(&key) {
            return done.clone();
        }
        // One that calls itself is served by being served.
        self.carried.insert(key.clone(), Ok(()));
        let result = self.serve_calls(var, l);
        self.carried.insert(key, result.clone());
        result
    }

    // Whether modules are what it makes: what `_module.args` defines comes only by a formal (nixpkgs `lib/modules.nix`,
    // `applyModuleArgs`).
    fn is_module(&mut self, l: Loc) -> bool {
        let calls = self.ev.calls_to(l);
        calls.iter().any(|c| matches!(self.ev.calls[c.0 as usize].by, Caller::Module(_)))
    }

    // The function whose whole argument an expression is.
    fn argument_of(&self, loc: Loc) -> Option<Loc> {
        let file = self.ev.file(loc.file);
        let Expr::Var(name) = file.hir.expr(loc.expr) else { return None };
        let Some(scopes::Target::Bound(scope)) = file.scopes().target(loc.expr) else { return None };
        let l = Loc { file: loc.file, expr: scope };
        let Expr::Lambda { param, .. } = file.hir.expr(scope) else { return None };
        let open = !matches!(param, Param::Pattern { ellipsis: false, .. });
        (open && param.whole() == Some(*name) && !self.is_outputs(l)).then_some(l)
    }

    // Whether the instance is defined inside a function: who calls it has none.
    fn is_around_definition(&self, var: &Var, l: Loc) -> bool {
        let at = self.spots.of(var.place).loc();
        at.file == l.file && self.ev.file(l.file).hir.contains(l.expr, at.expr)
    }

    // What is written at the place: `inherit name;`, or a selection from the set per system.
    fn addition(&mut self, var: &Var, loc: Loc, env: &Env, config: Option<ConfigId>) -> Result<Addition, Block> {
        if !var.select {
            if let Some(name) = self.variable_there(var, loc, env, config) {
                return Ok(added(&var.name, &name));
            }
            let text = self.reach(var, loc)?;
            return Ok(added(&var.name, &text));
        }
        let Some(config) = config else {
            // A function that modules call gets what its caller has under that name.
            return self.reach(var, loc).map(|text| added(&var.name, &text)).map_err(|_| unnameable());
        };
        // A framework's modules are evaluated once for all systems.
        if self.ev.config(config).kind.is_framework() {
            return Err(unnameable());
        }
        if let Some(name) = self.variable_there(var, loc, env, Some(config)) {
            return Ok(added(&var.name, &name));
        }
        // A home's host gets the instance for its own system: the module that passes it on takes that one.
        let of_host = matches!(self.ev.config(config).kind, Kind::HomeUser(..));
        if of_host && let Ok(text) = self.reach(var, loc) {
            return Ok(added(&var.name, &text));
        }
        let scopes = self.scopes();
        let here = scopes.get(&loc).map_or(&[][..], |(all, _)| all.as_slice());
        let system = self.ev.system_text(here).ok_or_else(unnameable)?;
        let set = self.reach(&var.whole(), loc)?;
        Ok(added(&var.name, &var.set.select(&set, &system)))
    }

    // A variable that is the instance already, at a place: the flake's own, whatever it is called. In every scope in
    // which the place makes special arguments it must be that.
    fn variable_there(&mut self, var: &Var, loc: Loc, env: &Env, config: Option<ConfigId>) -> Option<String> {
        if var.name == var.set.name {
            return None;
        }
        let own = config.and_then(|c| self.ev.system(c));
        let known = self.ev.variables(env);
        let names: Vec<(Name, Value)> = known.into_iter().filter(|(_, v)| !v.is_known()).collect();
        for (n, v) in names {
            if self.leaves(env, n) || !var.is_instance(self.ev, &v, own.as_ref()) || self.is_moved(&v) {
                continue;
            }
            let mut everywhere = true;
            if config.is_some() {
                for (env, system) in self.scopes().get(&loc).into_iter().flat_map(|(all, _)| all) {
                    let there = self.ev.visible(env, n);
                    everywhere &= there.is_some_and(|v| var.is_instance(self.ev, &v, Some(system)));
                }
            }
            if everywhere {
                return Some(n.to_string());
            }
        }
        None
    }

    // Whether a value is made by a site that goes: it will be what is threaded to that site, perhaps through the very place
    // that would name it.
    fn is_moved(&mut self, v: &Value) -> bool {
        let v = self.ev.concretize(v);
        let Value::Sym(s) = &v else { return false };
        let Sym::Instance(Instance { site: Some(made), .. }) = &**s else { return false };
        let of_helper = |m: Option<usize>| m.is_some_and(|m| self.ev.sites[m].at.loc == made.loc);
        self.going.contains(&made.loc)
            || self.ev.sites.iter().any(|s| of_helper(s.made_by) && self.going.contains(&s.at.loc))
    }

    // Whether the binding that a name has there is one that goes.
    fn leaves(&self, env: &Env, name: Name) -> bool {
        let frame = env.frames().find(|e| e.0.vars.borrow().get(name).is_some());
        frame.is_some_and(|e| match &e.0.kind {
            crate::eval::value::FrameKind::Scope(s) | crate::eval::value::FrameKind::Lambda(s, _) => {
                self.leaving.contains(&(Loc { file: e.0.file, expr: *s }, name))
            }
            _ => false,
        })
    }

    // Every scope in which the code at a place makes special arguments, with the system that goes with it.
    pub(super) fn scopes(&mut self) -> Scopes {
        if let Some(known) = &self.scopes {
            return known.clone();
        }
        let mut out: FxHashMap<Loc, Written> = FxHashMap::default();
        for i in 0..self.ev.configs.len() {
            let c = ConfigId(i as u32);
            if self.ev.config(c).dormant {
                continue;
            }
            let special = self.ev.special_args(c);
            let mut here = match &special {
                Value::Attrs(a) => match &a.origin {
                    Some(o) => self.literal_of(o.loc, o.env.clone(), Some(a)),
                    None => None,
                },
                _ => None,
            };
            if here.is_none() {
                let args = self.ev.config(c).args.clone();
                here = args.origin.clone().and_then(|o| self.literal_of(o.loc, o.env, None));
                here = here.map(|(l, e)| (self.special_value(l, c).unwrap_or(l), e));
            }
            if let Some((l, e)) = here {
                // A host whose system can't be known is in no scope that can be named.
                let system = self.ev.system(c).unwrap_or_else(|| "«unknown»".into());
                let (scopes, configs) = out.entry(l).or_default();
                scopes.push((e, system));
                configs.push(c);
            }
        }
        self.scopes.insert(Rc::new(out)).clone()
    }

    fn special_value(&self, args: Loc, c: ConfigId) -> Option<Loc> {
        let Expr::Attrs { bindings, .. } = self.ev.expr(args) else { return None };
        let b = bindings.get(Name::new(self.ev.config(c).special_key()))?;
        Some(Loc { file: args.file, expr: b.value })
    }
}

pub(super) fn added(name: &str, text: &str) -> Addition {
    match text.strip_suffix(name).and_then(|t| t.strip_suffix('.')) {
        Some(from) => Addition::Inherit { from: Some(from.to_owned()), name: name.to_owned() },
        None if name == text => Addition::inherit(name),
        None => Addition::binding(name, text),
    }
}

fn by_framework() -> Block {
    Block::new(codes::UNKNOWN_CALLER, "a framework calls a function on the way, with arguments of its own")
}

/// The system can't be named where the special arguments are written: the whole set is threaded instead.
pub fn unnameable() -> Block {
    Block::new(codes::UNKNOWN_SYSTEM, "the system can't be named where the special arguments are written")
}

/// Whether a block only says that [`Var::select`] is not possible.
pub fn is_unnameable(b: &Block) -> bool {
    *b == unnameable()
}
