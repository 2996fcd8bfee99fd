//! The set of instances per system: for which systems, in the flake's own words where it has some.

use std::rc::Rc;

use crate::eval::Evaluator;
use crate::eval::builtins;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Native, Origin, Thunk, Value};
use crate::plan::codes::{self, Block};
use crate::plan::keys::ANY_SYSTEM;
use crate::plan::spot::Spot;
use crate::syntax::name::{Name, literal};
use crate::syntax::style::FileText;

/// Systems that `lib.systems.flakeExposed` has in every release of nixpkgs that has it.
const ALWAYS_EXPOSED: [&str; 5] = ["x86_64-linux", "aarch64-linux", "x86_64-darwin", "aarch64-darwin", "i686-linux"];

/// More systems than people write down.
const MANY_SYSTEMS: usize = 6;

/// `instances = genAttrs [ … ] (system: { … });`. Members: a definition, and the systems that need it.
pub fn set_text(
    ev: &mut Evaluator,
    spot: &Spot,
    name: &str,
    members: &[(String, Vec<Rc<str>>)],
) -> Result<String, Block> {
    let mut systems: Vec<Rc<str>> = members.iter().flat_map(|(_, s)| s.iter().cloned()).collect();
    systems.sort();
    systems.dedup();
    let file = ev.file(spot.file).clone();
    let each = match own_function(ev, spot, &systems) {
        Some(own) => own,
        None => {
            let lib = ev.lib_text(&spot.env).ok_or_else(|| {
                let m = "no nixpkgs lib can be named where the instances would stand";
                Block::new(codes::DEPENDS_ON_LOCAL, m)
            })?;
            // A list of more than these is one of all that there are.
            let many = systems.len() > MANY_SYSTEMS && are_exposed(ev, &systems);
            let all = many || systems.iter().any(|s| &**s == ANY_SYSTEM);
            let systems = if all {
                let more: Vec<String> = beyond_exposed(ev, &systems).iter().map(|s| literal(s)).collect();
                let exposed = format!("{lib}.systems.flakeExposed");
                if more.is_empty() { exposed } else { format!("({exposed} ++ {})", list_text(&file.text, &more)) }
            } else if let Some(own) = own_list(ev, spot, &systems) {
                own
            } else {
                let systems: Vec<String> = systems.iter().map(|s| literal(s)).collect();
                list_text(&file.text, &systems)
            };
            format!("{lib}.genAttrs {systems}")
        }
    };
    let step = FileText::new(&file.text).step();
    let body: Vec<String> = members
        .iter()
        .map(|(m, _)| {
            let lines = crate::syntax::surgery::reindent::reindent(m, "", step);
            format!("{step}{lines}")
        })
        .collect();
    Ok(format!("{name} = {each} (system: {{\n{}\n}});", body.join("\n")))
}

// `forAllSystems = lib.genAttrs [ … ]` and its like, if that is for all that is needed.
fn own_function(ev: &mut Evaluator, spot: &Spot, systems: &[Rc<str>]) -> Option<String> {
    let speaks_of_systems = |n: &Name| n.text().to_ascii_lowercase().contains("system");
    let functions: Vec<(Name, Value)> = named(ev, spot, speaks_of_systems);
    let itself = Value::native("itself", 1, itself, None);
    for (name, f) in functions {
        if !is_of_lib(ev, &f) {
            continue;
        }
        let v = ev.call(&f, Thunk::done(itself.clone()), None);
        let Value::Attrs(a) = &v else { continue };
        let of_each = |ev: &mut Evaluator, s: &Rc<str>| {
            let t = a.map.get(&Name::new(s)).cloned();
            t.is_some_and(|t| matches!(ev.force(&t), Value::Str(v) if v == *s))
        };
        if a.open.is_empty() && a.maybe.is_none() && systems.iter().all(|s| of_each(ev, s)) {
            return Some(name.to_string());
        }
    }
    None
}

// Whether `lib.systems.flakeExposed` has all of them.
fn are_exposed(ev: &mut Evaluator, systems: &[Rc<str>]) -> bool {
    exposed(ev).is_some_and(|all| systems.iter().all(|s| all.contains(s)))
}

// Those that a set for any system needs and `lib.systems.flakeExposed` of some release might not have. A group that needs
// all that it has today has them from that list itself.
fn beyond_exposed(ev: &mut Evaluator, systems: &[Rc<str>]) -> Vec<Rc<str>> {
    let exposed = exposed(ev).unwrap_or_default();
    let whole = exposed.iter().all(|s| systems.contains(s));
    let mut out: Vec<Rc<str>> = systems.iter().filter(|s| &***s != ANY_SYSTEM).cloned().collect();
    if out.len() < systems.len() {
        out.extend(of_flake(ev));
    }
    let there = |s: &Rc<str>| ALWAYS_EXPOSED.contains(&&**s) || whole && exposed.contains(s);
    out.retain(|s| !there(s));
    out.sort();
    out.dedup();
    out
}

/// Systems that the flake has package sets for: what takes the system of the one that it is given to gets one of them.
pub fn of_flake(ev: &mut Evaluator) -> Vec<Rc<str>> {
    let mut out: Vec<Rc<str>> = Vec::new();
    for c in (0..ev.configs.len() as u32).map(ConfigId) {
        // One for any system names none.
        if !matches!(&ev.config(c).kind, Kind::PerSystem(_, s) if s.starts_with('‹')) {
            out.extend(ev.system(c));
            out.extend(ev.build_system(c));
        }
    }
    for i in 0..ev.sites.len() {
        let args = ev.sites[i].args.clone();
        let args = ev.force(&args);
        out.extend(ev.system_of_args(&args));
        out.extend(ev.as_attrs(&args).and_then(|a| ev.local_system_of_args(&a)));
    }
    out.sort();
    out.dedup();
    out
}

/// `lib.systems.flakeExposed`.
pub fn exposed(ev: &mut Evaluator) -> Option<Vec<Rc<str>>> {
    let mut v = ev.lib();
    for name in ["systems", "flakeExposed"] {
        v = ev.select(&v, Name::new(name))?;
    }
    let Value::List(l) = &v else { return None };
    let items: Vec<Value> = l.items.iter().map(|t| ev.force(t)).collect();
    items.iter().map(|v| ev.as_text(v)).collect()
}

fn itself(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    builtins::arg(ev, n, 0)
}

// Whether it is a function of nixpkgs' lib with some of its arguments: the flake's own may do anything when called.
fn is_of_lib(ev: &Evaluator, f: &Value) -> bool {
    match f {
        Value::Lambda(c) => {
            let file = ev.file(c.loc.file);
            file.builtin && file.path.contains("/lib/")
        }
        _ => false,
    }
}

// A variable that is a list of all that is needed.
fn own_list(ev: &mut Evaluator, spot: &Spot, systems: &[Rc<str>]) -> Option<String> {
    for (name, v) in named(ev, spot, |_| true) {
        let Value::List(l) = &v else { continue };
        if !l.is_closed() {
            continue;
        }
        let items: Vec<Value> = l.items.iter().map(|t| ev.force(t)).collect();
        let has = |s: &Rc<str>| items.iter().any(|v| matches!(v, Value::Str(t) if t == s));
        if items.iter().all(|v| matches!(v, Value::Str(_))) && systems.iter().all(has) {
            return Some(name.to_string());
        }
    }
    None
}

// Variables that can be named where the set will stand. One that is declared there is asked for its value.
fn named(ev: &mut Evaluator, spot: &Spot, wanted: impl Fn(&Name) -> bool) -> Vec<(Name, Value)> {
    let declared: Vec<Name> = match ev.expr(spot.loc()) {
        crate::syntax::hir::Expr::Let { bindings, .. } => bindings.fixed.iter().map(|b| b.name).collect(),
        _ => Vec::new(),
    };
    let mut names: Vec<Name> =
        declared.into_iter().filter(|n| n.text().to_ascii_lowercase().contains("system")).collect();
    names.extend(ev.variables(&spot.env).into_iter().map(|(n, _)| n));
    let mut out: Vec<(Name, Value)> = Vec::new();
    for n in names.into_iter().filter(|n| wanted(n)) {
        if !out.iter().any(|(o, _)| *o == n)
            && let Some(v) = ev.visible(&spot.env, n)
        {
            out.push((n, v));
        }
    }
    out
}

// A list as the file writes lists: `[ "a" ]`, or `["a"]` in alejandra's manner. Where it has none, sets tell.
fn list_text(file: &str, items: &[String]) -> String {
    let count = |all: &[&str]| all.iter().map(|t| file.matches(t).count()).sum::<usize>();
    let (mut tight, mut loose) = (count(&["[\"", "[.", "[("]), count(&["[ "]));
    if tight == loose {
        (tight, loose) = (count(&["{inherit"]), count(&["{ inherit"]));
    }
    let items = items.join(" ");
    if tight > loose { format!("[{items}]") } else { format!("[ {items} ]") }
}
