//! The builtins of Nix (the Nix manual, "Built-in Functions"), for arguments that may be symbolic.

mod attrs;
pub(crate) mod files;
mod lists;
mod strings;
mod types;

use std::rc::Rc;

use super::chain::Chain;
use super::value::{AttrMap, Attrs, Native, NativeFn, Origin, Sym, SymPart, Thunk, Value};
use super::{Evaluator, interp};
use crate::syntax::name::Name;

/// A row of a table of builtins: name, number of arguments, body.
pub(crate) type Row = (&'static str, usize, NativeFn);

/// Names that are visible without `builtins.`.
const GLOBAL: &[&str] = &[
    "abort",
    "baseNameOf",
    "break",
    "derivation",
    "derivationStrict",
    "dirOf",
    "fetchGit",
    "fetchMercurial",
    "fetchTarball",
    "fetchTree",
    "fromTOML",
    "import",
    "isNull",
    "map",
    "placeholder",
    "removeAttrs",
    "scopedImport",
    "throw",
    "toString",
];

/// Fills the outermost scope.
pub fn install(ev: &mut Evaluator) {
    let mut map = AttrMap::default();
    let rows = attrs::ROWS.iter().chain(files::ROWS).chain(lists::ROWS).chain(strings::ROWS).chain(types::ROWS);
    for (name, arity, run) in rows {
        map.insert(Name::new(name), Thunk::done(Value::native(name, *arity, *run, None)));
    }
    for name in GLOBAL {
        let fallback = || Thunk::done(Value::sym(Sym::External(format!("builtins.{name}").into())));
        map.entry(Name::new(name)).or_insert_with(fallback);
    }
    let constants = [
        ("true", Value::Bool(true)),
        ("false", Value::Bool(false)),
        ("null", Value::Null),
        // The version that will run is not known: a string of which nothing else is known.
        ("nixVersion", Value::sym(Sym::Interp(vec![SymPart::Value(Value::sym(Sym::External("nixVersion".into())))]))),
        ("langVersion", Value::Int(6)),
        ("storeDir", Value::str("/nix/store")),
        // Pure evaluation has none. Nor has it `currentSystem` and `currentTime`, which are left to what is not known, since
        // who evaluates may say `--impure`.
        ("nixPath", Value::list(Vec::new())),
    ];
    for (name, value) in constants {
        map.insert(Name::new(name), Thunk::done(value));
    }
    let mut vars = ev.builtins.0.vars.borrow_mut();
    for name in GLOBAL.iter().chain(&["true", "false", "null"]) {
        if let Some(t) = map.get(&Name::new(name)) {
            vars.push(Name::new(name), t.clone());
        }
    }
    // What has no name of its own has one with underscores.
    for (name, t) in &map {
        let text = name.text();
        if !GLOBAL.contains(&&*text) && !["true", "false", "null"].contains(&&*text) {
            vars.push(Name::new(&format!("__{text}")), t.clone());
        }
    }
    let own = |ev: &mut Evaluator| match ev.builtins.lexical(Name::new("builtins")) {
        Some(t) => ev.force(&t),
        None => Value::unknown("no `builtins`", None),
    };
    map.insert(Name::new("builtins"), Thunk::lazy(own));
    let rest = Value::sym(Sym::External("builtins".into()));
    let builtins = Rc::new(Attrs { map, open: vec![rest], ..Attrs::default() });
    vars.push(Name::new("builtins"), Thunk::done(Value::Attrs(builtins)));
}

/// The value of argument `i`.
pub(crate) fn arg(ev: &mut Evaluator, n: &Native, i: usize) -> Value {
    match n.args.get(i).cloned() {
        Some(t) => ev.force(&t),
        None => Value::unknown("a missing argument", None),
    }
}

// What a path may be of which only the alternatives are known.
fn alternatives(ev: &mut Evaluator, path: &Value) -> Option<Vec<Thunk>> {
    let Value::Sym(s) = path else { return None };
    match &**s {
        Sym::Choice(_, a, b) => Some(vec![a.clone(), b.clone()]),
        Sym::Element(Value::Attrs(a)) if a.open.is_empty() && !a.map.is_empty() => {
            Some(a.map.values().cloned().collect())
        }
        Sym::Op("elemAt", args) => {
            let all = ev.force(&args[0]);
            let Value::List(all) = ev.concretize(&all) else { return None };
            let all: Vec<Thunk> = all.items.iter().chain(&all.rest).cloned().collect();
            (!all.is_empty()).then_some(all)
        }
        _ => None,
    }
}

/// The builtin applied to what is not known.
pub(crate) fn symbolic(n: &Native) -> Value {
    Value::sym(Sym::Op(n.name, n.args.clone()))
}

/// How certain it is that a builtin calls a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sure {
    Yes,
    /// For an element that stands for any number of others.
    No,
}

/// `f x`, when it is asked for.
pub(crate) fn lazy_call(ev: &Evaluator, f: &Value, x: Thunk, sure: Sure) -> Thunk {
    let f = f.clone();
    let chain = chain_of(ev, sure);
    Thunk::lazy(move |ev| ev.within(chain, |ev| ev.call(&f, x, None)))
}

/// `f x y`, when it is asked for.
pub(crate) fn lazy_call2(ev: &Evaluator, f: &Value, x: Thunk, y: Thunk, sure: Sure) -> Thunk {
    let f = f.clone();
    let chain = chain_of(ev, sure);
    Thunk::lazy(move |ev| {
        ev.within(chain, |ev| {
            let g = ev.call(&f, x, None);
            ev.call(&g, y, None)
        })
    })
}

fn chain_of(ev: &Evaluator, sure: Sure) -> Chain {
    if sure == Sure::Yes { ev.chain.clone() } else { ev.chain.doubted() }
}

/// A string argument, if it is known.
pub(crate) fn text(ev: &mut Evaluator, n: &Native, i: usize) -> Option<Rc<str>> {
    let v = arg(ev, n, i);
    ev.coerce_text(&v)
}

/// `import` of a path or of what stands for nixpkgs.
pub fn import(ev: &mut Evaluator, target: &Value, at: Option<&Origin>) -> Value {
    if let Some(alternatives) = alternatives(ev, target) {
        let later = |t: Thunk| {
            let at = at.cloned();
            Thunk::lazy(move |ev| {
                let target = ev.force(&t);
                import(ev, &target, at.as_ref())
            })
        };
        let any = lists::either_of(target, &alternatives.into_iter().map(later).collect::<Vec<_>>());
        return ev.force(&any);
    }
    if let Some(source) = ev.source_of(target) {
        return Value::sym(Sym::Nixpkgs(source, at.cloned()));
    }
    ev.note_other_source(at);
    if let Some(v) = ev.import_from_input(target, at) {
        return v;
    }
    match ev.coerce_text(target) {
        Some(path) => ev.import_path(&interp::normalize(&path), at),
        None => match target {
            Value::Unknown(u) => {
                ev.note_unread_import(target);
                Value::Unknown(u.clone())
            }
            _ => {
                ev.note_unread_import(target);
                let import = Value::sym(Sym::External("import".into()));
                Value::sym(Sym::Apply(import, Thunk::done(target.clone()), at.cloned()))
            }
        },
    }
}
