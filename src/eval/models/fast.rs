//! Functions of `nixpkgs.lib` on strings that flakes call by the ten thousand, in Rust for arguments that are known.
//! For all others the model in Nix says what they are. And `flatten`, which would look for lists in symbols for ever.

use std::rc::Rc;

use super::super::value::{Attrs, List, Native, NativeFn, Origin, Sym, Thunk, Value};
use super::super::{Evaluator, builtins};
use crate::syntax::name::Name;

type Fast = fn(&str, &str) -> Value;

const TWO: &[(&str, Fast)] = &[
    ("hasPrefix", |a, s| Value::Bool(s.starts_with(a))),
    ("hasSuffix", |a, s| Value::Bool(s.ends_with(a))),
    ("hasInfix", |a, s| Value::Bool(s.contains(a))),
    ("removePrefix", |a, s| Value::str(s.strip_prefix(a).unwrap_or(s))),
    ("removeSuffix", |a, s| Value::str(s.strip_suffix(a).unwrap_or(s))),
];

/// Puts the fast functions in the place of the models, which they fall back to.
pub(super) fn install(lib: &mut Attrs) {
    for (name, _) in TWO {
        replace(lib, name, 2, two);
    }
    replace(lib, "fromHexString", 1, from_hex);
    replace(lib, "toHexString", 1, to_hex);
    replace(lib, "flatten", 1, flatten);
}

fn replace(lib: &mut Attrs, name: &'static str, arity: usize, run: NativeFn) {
    let key = Name::new(name);
    let Some(model) = lib.map.get(&key).cloned() else { return };
    let fast = Thunk::lazy(move |ev| {
        let model = ev.force(&model);
        Value::native(name, arity, run, Some(model))
    });
    lib.map.insert(key, fast);
}

fn known(ev: &mut Evaluator, n: &Native, i: usize) -> Option<Value> {
    let v = builtins::arg(ev, n, i);
    matches!(v, Value::Str(_) | Value::Int(_)).then_some(v)
}

fn model(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let start = n.context.clone().unwrap_or(Value::Null);
    n.args.clone().into_iter().fold(start, |f, arg| ev.call(&f, arg, at))
}

fn two(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let fast = TWO.iter().find(|(name, _)| *name == n.name).map(|(_, f)| *f);
    if let (Some(f), Some(Value::Str(a)), Some(Value::Str(s))) = (fast, known(ev, n, 0), known(ev, n, 1)) {
        return f(&a, &s);
    }
    model(ev, n, at)
}

fn from_hex(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    if let Some(Value::Str(s)) = known(ev, n, 0)
        && let digits = s.strip_prefix("0x").unwrap_or(&s)
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && let Ok(i) = i64::from_str_radix(digits, 16)
    {
        return Value::Int(i);
    }
    model(ev, n, at)
}

fn to_hex(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    match known(ev, n, 0) {
        Some(Value::Int(i)) if i >= 0 => Value::str(&format!("{i:X}")),
        _ => model(ev, n, at),
    }
}

/// Lists in lists deeper than these stay as they are.
const MAX_NESTED: u32 = 32;

// What is not known is no list: symbols in lists that are flattened are modules and packages of other flakes.
fn flatten(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let mut out = List::default();
    collect(ev, &n.args[0], &mut out.items, &mut out.rest, 0);
    Value::List(Rc::new(out))
}

// Adds the elements of a list, or the value itself.
fn collect(ev: &mut Evaluator, t: &Thunk, items: &mut Vec<Thunk>, rest: &mut Vec<Thunk>, depth: u32) {
    let v = ev.force(t);
    let v = ev.concretize(&v);
    let list = match &v {
        Value::List(_) => true,
        Value::Sym(s) => match &**s {
            Sym::Choice(_, a, b) => [a, b].iter().any(|t| matches!(ev.force(t), Value::List(_))),
            _ => false,
        },
        _ => false,
    };
    let inner = if list && depth < MAX_NESTED { ev.as_list(&v) } else { None };
    let Some(l) = inner else {
        items.push(t.clone());
        return;
    };
    for t in &l.items {
        collect(ev, t, items, rest, depth + 1);
    }
    for t in &l.rest {
        let mut some = Vec::new();
        collect(ev, t, &mut some, rest, depth + 1);
        rest.append(&mut some);
    }
}
