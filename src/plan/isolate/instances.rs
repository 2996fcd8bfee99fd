//! Instances that the flake makes and configurations get as their `pkgs`, and those that have a list of overlays with these
//! in common.

use rustc_hash::FxHashSet;

use super::lists;
use super::overlays::{self, Overlay, Owner};
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Instance, Loc, Sym, Value};
use crate::syntax::name::Name;

/// The evaluations of `import nixpkgs { … }` that outputs lead to, as they were found.
pub struct Sites {
    // Their index, and what they get as `overlays`.
    all: Vec<(usize, Loc, Value)>,
    // Which of them machines and homes get as `pkgs`.
    given: Vec<(ConfigId, Loc)>,
}

impl Sites {
    /// Those of the flake.
    pub fn of(ev: &mut Evaluator) -> Sites {
        let mut given = Vec::new();
        for c in overlays::machines(ev) {
            given.extend(given_to(ev, c).and_then(|v| made_at(&v)).map(|l| (c, l)));
        }
        let mut all = Vec::new();
        for i in 0..ev.sites.len() {
            let site = &ev.sites[i];
            let (at, args) = (site.at.loc, site.args.clone());
            // Code that nothing leads to makes none, and a helper's call makes that of the helper.
            if site.dormant || site.made_by.is_some() {
                continue;
            }
            let args = ev.force(&args);
            let Some(args) = ev.as_attrs(&args) else { continue };
            let list = match args.get("overlays").cloned() {
                Some(t) => ev.force(&t),
                None => Value::list(Vec::new()),
            };
            all.push((i, at, list));
        }
        Sites { all, given }
    }

    /// Adds the overlays of those that are the `pkgs` of a configuration.
    pub fn add_defaults(&self, ev: &mut Evaluator, out: &mut Vec<Overlay>) {
        for (i, at, list) in &self.all {
            if self.given.iter().any(|(_, l)| l == at) {
                overlays::add_list(ev, out, Owner::Site(*i), list, false);
            }
        }
        for o in out {
            let made = o.made_at(ev);
            o.configs.extend(self.given.iter().filter(|(_, l)| made.contains(l)).map(|(c, _)| *c));
        }
    }

    /// Adds the overlays of those that have a list in common with a configuration.
    pub fn add_sharing(&self, ev: &mut Evaluator, out: &mut Vec<Overlay>) {
        let mut done: FxHashSet<usize> = out.iter().flat_map(|o| o.sites.iter().copied()).collect();
        loop {
            let places = out.iter().filter(|o| o.is_default()).flat_map(|o| &o.places);
            let shared: FxHashSet<Loc> = places.filter_map(|p| p.list(ev)).collect();
            let next = self
                .all
                .iter()
                .find(|(i, _, list)| !done.contains(i) && shared.iter().any(|l| lists::has(ev, list, *l)));
            let Some((i, _, list)) = next else { break };
            done.insert(*i);
            overlays::add_list(ev, out, Owner::Site(*i), list, false);
        }
        for o in out {
            let made = o.made_at(ev);
            let other = self.all.iter().find(|(i, at, _)| made.contains(at) && !o.sites.contains(i));
            o.partly = other.map(|(_, at, _)| *at);
        }
    }
}

/// The package set that a configuration is given, if it is given one.
pub fn given_to(ev: &mut Evaluator, c: ConfigId) -> Option<Value> {
    let special = ev.special_args(c);
    let special = ev.as_attrs(&special).and_then(|a| a.get("pkgs").cloned()).map(|t| ev.force(&t));
    special.filter(|v| !matches!(v, Value::Null)).or_else(|| made_default(ev, c))
}

/// The same where it isn't one of the special arguments, which modules have as it is.
pub fn made_default(ev: &mut Evaluator, c: ConfigId) -> Option<Value> {
    let config = ev.config(c);
    let given = match config.kind {
        Kind::HomeUser(..) => None,
        _ => config.args.get("pkgs").cloned().or(config.pkgs.clone()),
    };
    match given.map(|t| ev.force(&t)) {
        None | Some(Value::Null) => ev.option_value(c, &["nixpkgs", "pkgs"].map(Name::new)),
        given => given,
    }
}

/// Where an instance is made that is not made of another one.
pub fn made_at(v: &Value) -> Option<Loc> {
    as_instance(v).and_then(|i| i.site.as_ref()).map(|o| o.loc)
}

/// An instance that is not made of another one.
pub fn as_instance(v: &Value) -> Option<&Instance> {
    match v {
        Value::Sym(s) => match &**s {
            Sym::Instance(i) => Some(i),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a value is an instance that is made at one of these places, or one made of such.
pub fn is_made_of(v: &Value, made: &FxHashSet<Loc>) -> bool {
    let (root, _) = Evaluator::selection(v);
    match &root {
        Value::Sym(s) => match &**s {
            Sym::Instance(i) => i.site.as_ref().is_some_and(|o| made.contains(&o.loc)),
            // `pkgs.extend (…)`
            Sym::Apply(f, ..) => is_made_of(f, made),
            _ => false,
        },
        _ => false,
    }
}
