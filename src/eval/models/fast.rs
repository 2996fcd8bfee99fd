//! Functions of `nixpkgs.lib` on strings that flakes call by the ten thousand, in Rust for arguments that are known.
//! For all others the model in Nix says what they are.

use super::super::value::{Attrs, Native, NativeFn, Origin, Thunk, Value};
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
