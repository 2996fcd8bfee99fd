//! Instances that the flake has already, where others can join them.

use std::rc::Rc;

use super::attempt::Wanted;
use super::systems;
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Loc, Origin, Sym, Value};
use crate::plan::keys::{ANY_SYSTEM, Key};
use crate::plan::spot::Spot;
use crate::plan::thread::Var;
use crate::syntax::name::Name;

/// The instance of one system, by its name where definitions stand.
pub fn single(ev: &mut Evaluator, spot: &Spot, var: &Var) -> Option<String> {
    var.system.as_ref()?;
    let variables = ev.variables(&spot.env);
    let found = variables.into_iter().find(|(_, v)| !v.is_known() && var.is_instance(ev, v, None));
    found.map(|(n, _)| n.to_string())
}

/// A set that has the instance for each system that is needed, by its name where definitions stand.
pub fn set(ev: &mut Evaluator, spot: &Spot, g: &Wanted) -> Option<String> {
    let needed = needed(ev, g);
    for (name, v) in ev.variables(&spot.env) {
        let Value::Attrs(a) = &v else { continue };
        let has = |ev: &mut Evaluator, s: &Rc<str>| {
            let Some(t) = a.map.get(&Name::new(s)).cloned() else { return false };
            let v = ev.force(&t);
            is_of(ev, &v, g, s)
        };
        if !needed.is_empty() && needed.iter().all(|s| has(ev, s)) {
            return Some(name.to_string());
        }
    }
    None
}

// The systems of a group by their names: any system is one of those that nixpkgs exposes, or
// that the flake has.
fn needed(ev: &mut Evaluator, g: &Wanted) -> Vec<Rc<str>> {
    let mut out = g.served();
    let all = out.len();
    out.retain(|s| &**s != ANY_SYSTEM);
    if out.len() < all {
        out.extend(systems::exposed(ev).unwrap_or_default());
        out.extend(systems::of_flake(ev));
    }
    out.sort();
    out.dedup();
    out
}

/// Whether the flake has all that a group needs: a set, or for one system a variable.
pub fn serves(ev: &mut Evaluator, spot: &Spot, g: &Wanted) -> bool {
    !g.per_system && serves_one(ev, spot, g) || set(ev, spot, g).is_some()
}

/// Whether a variable is the instance of the only system that a group needs.
pub fn serves_one(ev: &mut Evaluator, spot: &Spot, g: &Wanted) -> bool {
    let [system] = &g.systems[..] else { return false };
    let system = system.clone();
    let variables = ev.variables(&spot.env);
    variables.iter().any(|(_, v)| !v.is_known() && is_of(ev, v, g, &system))
}

fn is_of(ev: &mut Evaluator, v: &Value, g: &Wanted, system: &Rc<str>) -> bool {
    let key = ev.instance_key(v);
    key.is_some_and(|k| (&k.source, &k.rest, &k.system) == (&g.key.source, &g.key.rest, system))
}

/// The sites that make what is there already: others join them.
pub fn definitions(ev: &mut Evaluator, spot: &Spot, g: &Wanted) -> Vec<Loc> {
    let mut out = Vec::new();
    let variables = ev.variables(&spot.env);
    let needed = needed(ev, g);
    let mut found = |ev: &mut Evaluator, v: &Value| {
        let v = ev.concretize(v);
        if needed.iter().any(|s| is_of(ev, &v, g, s))
            && let Value::Sym(s) = &v
            && let Sym::Instance(i) = &**s
        {
            out.extend(i.site.as_ref().map(|o| o.loc));
            out.extend(i.site.as_ref().map(|o| ev.calls_making(o)).unwrap_or_default());
        }
    };
    for (_, v) in variables {
        match &v {
            Value::Attrs(a) => {
                for s in &needed {
                    if let Some(t) = a.map.get(&Name::new(s)).cloned() {
                        let v = ev.force(&t);
                        found(ev, &v);
                    }
                }
            }
            Value::Sym(_) => found(ev, &v),
            _ => {}
        }
    }
    out
}

/// The name under which modules get the instance already.
pub fn passed(ev: &mut Evaluator, g: &Wanted, var: &Var) -> Option<String> {
    for c in g.sites.iter().flat_map(|c| &c.evaluations).flat_map(|e| &e.configs) {
        let special = ev.special_args(*c);
        let Value::Attrs(a) = &special else { continue };
        let system = ev.system(*c);
        for (n, t) in &a.map {
            let Some(v) = t.peek().filter(|v| !v.is_known()) else { continue };
            if var.is_instance(ev, &v, system.as_ref()) {
                return Some(n.to_string()).filter(|n| n != "pkgs");
            }
        }
    }
    None
}

/// Whether configurations of other systems get the instance as a special argument: they would not get it of a set per
/// system, by their own.
pub fn is_passed_abroad(ev: &mut Evaluator, key: &Key) -> bool {
    if &*key.system == ANY_SYSTEM {
        return false;
    }
    let hosts: Vec<ConfigId> = (0..ev.configs.len() as u32).map(ConfigId).collect();
    hosts.into_iter().any(|c| {
        ev.system(c).is_some_and(|s| s != key.system)
            && matches!(ev.special_args(c), Value::Attrs(a) if a.map.values().any(|t| {
                t.peek().filter(|v| !v.is_known()).and_then(|v| ev.instance_key(&v)).is_some_and(|k| k == *key)
            }))
    })
}

impl Evaluator {
    /// The calls of helpers that are sites, whose value an evaluation in the helper is.
    fn calls_making(&self, inner: &Origin) -> Vec<Loc> {
        let made = |i: usize| {
            let at = &self.sites[i].at;
            at.loc == inner.loc && at.env.address() == inner.env.address()
        };
        self.sites.iter().filter(|s| s.made_by.is_some_and(made)).map(|s| s.at.loc).collect()
    }
}
