//! Where the special arguments of a configuration can be given one more.

use std::rc::Rc;

use super::classify::{exported, teachable};
use super::codes::{self, Block};
use super::express::attr_set;
use super::thread::{Threading, Var};
use crate::eval::modules::Kind;
use crate::eval::value::{Attrs, ConfigId, Env, Loc, Value};
use crate::syntax::hir::{BindingKind, Expr, ExprId};
use crate::syntax::name::Name;

/// A place for one more special argument.
#[derive(Clone)]
pub(super) enum Place {
    /// A set that is written as one.
    Literal(Loc, Env),
    /// Any other expression: `X // { … }`.
    Extend(Loc, Env),
    /// None are given: an attribute of the builder's arguments, or of a module.
    Absent(Loc, Env, String),
    /// They hold it already, under its name.
    Present,
}

impl Threading<'_> {
    // Who evaluates modules and is not this flake's to change.
    fn outside_place(&self, kind: &Kind) -> Result<Option<Place>, Block> {
        match kind {
            Kind::Exported(_) if self.ev.exported => Ok(Some(Place::Present)),
            Kind::Exported(o) => Err(Block::new(codes::EXPORTED_MODULE, exported(o))),
            Kind::Unknown(w) => {
                let m = format!("`{w}` evaluates the module, and what it passes is not known{}", teachable(self.ev, w));
                Err(Block::new(codes::UNKNOWN_CALLER, m))
            }
            Kind::PerSystem(..) | Kind::Submodule(..) | Kind::Framework => {
                let m = "an option's type evaluates the module, with arguments of its own";
                Err(Block::new(codes::UNKNOWN_CALLER, m))
            }
            Kind::Nested(_, what) if ["containers.", "microvm."].iter().any(|w| what.starts_with(w)) => {
                let m = format!("{what} evaluates the module too, with arguments of its own");
                Err(Block::new(codes::UNKNOWN_CALLER, m))
            }
            _ => Ok(None),
        }
    }

    /// The list of modules of a builder, for one more module.
    pub(super) fn modules_place(&mut self, var: &Var, c: ConfigId) -> Result<Option<(Loc, Env)>, Block> {
        let kind = self.ev.config(c).kind.clone();
        if self.outside_place(&kind)?.is_some() {
            return Ok(None);
        }
        let special = self.ev.special_args(c);
        let known = self.ev.as_attrs(&special).filter(|a| a.open.is_empty());
        if known.is_none_or(|a| a.get(&var.name).is_some()) {
            return Err(Block::new(codes::NAME_TAKEN, format!("`{}` is a special argument already", var.name)));
        }
        self.free_argument(var, c)?;
        let config = self.ev.config(c);
        let name = config.name.clone().unwrap_or_else(|| self.ev.unnamed(config));
        let opaque = || {
            let m = format!("the `modules` of {name} are put together by code; write them as a list");
            Block::new(codes::OPAQUE_SPECIAL_ARGS, m)
        };
        let args = self.ev.config(c).args.clone();
        let o = args.origin.clone().ok_or_else(opaque)?;
        let (loc, env) = self.literal_of(o.loc, o.env, None).ok_or_else(opaque)?;
        let Expr::Attrs { bindings, .. } = self.ev.expr(loc).clone() else { return Err(opaque()) };
        match bindings.get(Name::new("modules")) {
            Some(b) if b.kind == BindingKind::Plain => Ok(Some((Loc { file: loc.file, expr: b.value }, env))),
            _ => Err(opaque()),
        }
    }

    pub(super) fn special_place(&mut self, var: &Var, c: ConfigId) -> Result<Place, Block> {
        let kind = self.ev.config(c).kind.clone();
        if let Some(place) = self.outside_place(&kind)? {
            return Ok(place);
        }
        let special = self.ev.special_args(c);
        let system = self.ev.system(c);
        let home = matches!(kind, Kind::HomeUser(..));
        let passed = matches!(&special, Value::Attrs(a) if a.map.contains_key(&Name::new(&var.name)));
        if !passed {
            self.free_argument(var, c)?;
        }
        if !home && let Some(place) = self.place_of_value(var, &special, system.as_ref()) {
            return Ok(place);
        }
        if let Value::Attrs(a) = &special
            && let Some(t) = a.map.get(&Name::new(&var.name)).cloned()
        {
            let v = self.ev.force(&t);
            if var.is_instance(self.ev, &v, system.as_ref()) {
                return Ok(Place::Present);
            }
            return Err(Block::new(codes::NAME_TAKEN, format!("`{}` is a special argument already", var.name)));
        }
        if let Kind::HomeUser(parent, _) = kind {
            return self.home_place(var, parent);
        }
        let args = self.ev.config(c).args.clone();
        let key = self.ev.config(c).special_key().to_owned();
        self.builder_place(c, &args, &key)
    }

    // A special argument hides one of the same name that modules get in another way: from `_module.args`, or from
    // modules of other flakes.
    fn free_argument(&mut self, var: &Var, c: ConfigId) -> Result<(), Block> {
        let name = Name::new(&var.name);
        let taken = |how: &str| Block::new(codes::NAME_TAKEN, format!("`{name}` is an argument that {how}"));
        if !self.ev.definitions(c, &[Name::new("_module"), Name::new("args"), name]).is_empty() {
            return Err(taken("`_module.args` defines"));
        }
        let asked = self.ev.module_formals().get(&c);
        let other = |(l, n): &&(Loc, Name)| *n == name && !self.leaving.contains(&(*l, *n));
        let asked = asked.and_then(|a| a.iter().find(other)).map(|(l, _)| *l);
        let shared = || self.ev.shared_asking(c, name).find(|l| !self.leaving.contains(&(*l, name)));
        match asked.or_else(shared) {
            Some(l) => Err(taken(&format!("the module at {} gets otherwise", self.ev.place(l)))),
            None => self.is_not_counted(c),
        }
    }

    /// What is written once for several configurations they all get, also those that have no use for it: the name has to be
    /// free there too.
    pub(super) fn free_for_others(&mut self, var: &Var, place: &Place, c: ConfigId) -> Result<(), Block> {
        let at = match place {
            Place::Present => return Ok(()),
            Place::Literal(l, _) | Place::Extend(l, _) | Place::Absent(l, ..) => *l,
        };
        let Some(others) = self.scopes().get(&at).map(|(_, configs)| configs.clone()) else { return Ok(()) };
        for other in others.into_iter().filter(|o| *o != c) {
            let special = self.ev.special_args(other);
            let has = matches!(&special, Value::Attrs(a) if a.map.contains_key(&Name::new(&var.name)));
            if !has {
                self.free_argument(var, other)?;
            }
        }
        Ok(())
    }

    // `specialArgs` that are no literal set, or none at all.
    fn builder_place(&mut self, c: ConfigId, args: &Attrs, key: &str) -> Result<Place, Block> {
        let o = args.origin.clone().ok_or_else(|| self.no_builder_args(c))?;
        let (loc, env) = self.literal_of(o.loc, o.env, None).ok_or_else(|| self.no_builder_args(c))?;
        let Expr::Attrs { bindings, .. } = self.ev.expr(loc).clone() else { return Err(self.no_builder_args(c)) };
        match bindings.get(Name::new(key)) {
            Some(b) if b.kind == BindingKind::Plain => Ok(Place::Extend(Loc { file: loc.file, expr: b.value }, env)),
            Some(_) => Err(self.no_builder_args(c)),
            None if key.split('.').next().is_some_and(|first| args.get(first).is_some()) || !args.open.is_empty() => {
                Err(self.no_builder_args(c))
            }
            None => Ok(Place::Absent(loc, env, key.to_owned())),
        }
    }

    fn no_builder_args(&self, c: ConfigId) -> Block {
        let config = self.ev.config(c);
        let name = config.name.clone().unwrap_or_else(|| self.ev.unnamed(config));
        let key = config.special_key();
        let by_model = |o: &crate::eval::value::Origin| self.ev.file(o.loc.file).builtin;
        let framework = config.args.origin.as_ref().or(config.at.as_ref()).is_some_and(by_model);
        let m = if framework {
            format!("the framework makes the `{key}` of {name}, and no way to add to them is known")
        } else {
            format!("the `{key}` of {name} are put together by code; write them as a set")
        };
        Block::new(codes::OPAQUE_SPECIAL_ARGS, m)
    }

    // `home-manager.extraSpecialArgs` in a module of the host: where it is defined, else beside the users.
    fn home_place(&mut self, var: &Var, host: ConfigId) -> Result<Place, Block> {
        let hm = Name::new("home-manager");
        let opaque = || {
            let m = "`home-manager.extraSpecialArgs` can't be given one more; define it as a set in one module";
            Block::new(codes::OPAQUE_SPECIAL_ARGS, m)
        };
        let defined = self.ev.definitions(host, &[hm, Name::new("extraSpecialArgs")]);
        // Of definitions with several priorities only the best count, and a condition may decide which these are.
        let best = defined.iter().map(|d| d.priority).min();
        if defined.iter().any(|d| d.maybe && Some(d.priority) == best)
            && defined.iter().any(|d| Some(d.priority) != best)
        {
            return Err(opaque());
        }
        let defined: Vec<_> = defined.into_iter().filter(|d| Some(d.priority) == best).collect();
        if !defined.is_empty() {
            // One that always holds; else the one that passes what the sites need today, under its own condition.
            let (sure, maybe): (Vec<_>, Vec<_>) = defined.into_iter().partition(|d| !d.maybe);
            let needed = |v: &Value| matches!(v, Value::Attrs(a) if var.needs.iter().any(|n| a.get(n).is_some()));
            let fitting: Vec<_> = maybe.into_iter().filter(|d| needed(&d.value)).collect();
            let fitting = if fitting.len() == 1 { fitting } else { Vec::new() };
            for d in sure.into_iter().chain(fitting) {
                if let Value::Attrs(a) = &d.value
                    && let Some(o) = &a.origin
                    && let Some((loc, env)) = self.literal_of(o.loc, o.env.clone(), None)
                {
                    return Ok(Place::Literal(loc, env));
                }
            }
            return self.home_binding(host).ok_or_else(opaque);
        }
        for d in self.ev.definitions(host, &[hm]) {
            if let Value::Attrs(a) = &d.value
                && !d.maybe
                && let Some(o) = &a.origin
                && (a.get("users").is_some() || a.get("useGlobalPkgs").is_some())
                && let Some(place) = self.beside(o.loc, &o.env)
            {
                return Ok(place);
            }
        }
        Err(opaque())
    }

    // `home-manager.extraSpecialArgs = inputs;`: the expression itself.
    fn home_binding(&mut self, host: ConfigId) -> Option<Place> {
        let hm = Name::new("home-manager");
        for d in self.ev.definitions(host, &[hm]) {
            let Value::Attrs(a) = &d.value else { continue };
            let Some(o) = &a.origin else { continue };
            if let Expr::Attrs { bindings, .. } = self.ev.expr(o.loc)
                && let Some(b) = bindings.get(Name::new("extraSpecialArgs"))
                && b.kind == BindingKind::Plain
            {
                return Some(Place::Extend(Loc { file: o.loc.file, expr: b.value }, o.env.clone()));
            }
        }
        None
    }

    // A set to define an option in: the set itself, or for `home-manager.users…` the set around it.
    fn beside(&self, loc: Loc, env: &Env) -> Option<Place> {
        let file = self.ev.file(loc.file);
        if attr_set(file, loc.expr).is_some() {
            return Some(Place::Absent(loc, env.clone(), "extraSpecialArgs".to_owned()));
        }
        let parent = file.hir.parent(loc.expr)?;
        attr_set(file, parent)?;
        let key = "home-manager.extraSpecialArgs".to_owned();
        Some(Place::Absent(Loc { file: loc.file, expr: parent }, env.clone(), key))
    }

    // Where a set that is a value here was written, if one more attribute can stand there.
    pub(super) fn place_of_value(&mut self, var: &Var, v: &Value, system: Option<&Rc<str>>) -> Option<Place> {
        let Value::Attrs(a) = v else { return None };
        if let Some(t) = a.map.get(&Name::new(&var.name)).cloned() {
            let v = self.ev.force(&t);
            return var.is_instance(self.ev, &v, system).then_some(Place::Present);
        }
        let o = a.origin.clone()?;
        self.literal_of(o.loc, o.env, Some(a)).map(|(l, e)| Place::Literal(l, e))
    }

    // A set written as one, or the side of `a // b` that is.
    pub(super) fn literal_of(&self, loc: Loc, env: Env, whole: Option<&Attrs>) -> Option<(Loc, Env)> {
        let file = self.ev.file(loc.file);
        if file.builtin {
            return None;
        }
        match file.hir.expr(loc.expr) {
            Expr::Attrs { .. } => attr_set(file, loc.expr).map(|_| (loc, env)),
            Expr::Binary(rnix::ast::BinOpKind::Update, a, b) => {
                let side = |e: ExprId| Loc { file: loc.file, expr: e };
                // `a // b // { … }` is `a // (b // { … })`.
                if let Some(last) = self.literal_of(side(*b), env.clone(), whole) {
                    return Some(last);
                }
                // What comes later could hold the name too, unless all of it is known.
                let closed = whole.is_some_and(|w| w.open.is_empty());
                (closed && attr_set(file, *a).is_some()).then(|| (side(*a), env))
            }
            _ => None,
        }
    }
}
