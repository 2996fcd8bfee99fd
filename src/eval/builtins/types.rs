//! Types, control, and what only has an effect.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::{Row, arg, import, symbolic};
use crate::eval::Evaluator;
use crate::eval::value::{Native, Origin, Sym, Thunk, Value};

pub const ROWS: &[Row] = &[
    ("abort", 1, throw),
    ("add", 2, |ev, n, _| arith(ev, n, rnix::ast::BinOpKind::Add)),
    ("addErrorContext", 2, second),
    ("bitAnd", 2, |ev, n, _| ints(ev, n, |a, b| a & b)),
    ("bitOr", 2, |ev, n, _| ints(ev, n, |a, b| a | b)),
    ("bitXor", 2, |ev, n, _| ints(ev, n, |a, b| a ^ b)),
    ("ceil", 1, |ev, n, _| rounded(ev, n, f64::ceil)),
    ("deepSeq", 2, deep_seq),
    ("div", 2, |ev, n, _| arith(ev, n, rnix::ast::BinOpKind::Div)),
    ("floor", 1, |ev, n, _| rounded(ev, n, f64::floor)),
    ("getEnv", 1, get_env),
    ("import", 1, do_import),
    ("isAttrs", 1, |ev, n, _| is(ev, n, "set")),
    ("isBool", 1, |ev, n, _| is(ev, n, "bool")),
    ("isFloat", 1, |ev, n, _| is(ev, n, "float")),
    ("isFunction", 1, |ev, n, _| is(ev, n, "lambda")),
    ("isInt", 1, |ev, n, _| is(ev, n, "int")),
    ("isList", 1, |ev, n, _| is(ev, n, "list")),
    ("isNull", 1, |ev, n, _| is(ev, n, "null")),
    ("isPath", 1, |ev, n, _| is(ev, n, "path")),
    ("isString", 1, |ev, n, _| is(ev, n, "string")),
    ("lessThan", 2, less_than),
    ("mul", 2, |ev, n, _| arith(ev, n, rnix::ast::BinOpKind::Mul)),
    ("seq", 2, seq),
    ("sub", 2, |ev, n, _| arith(ev, n, rnix::ast::BinOpKind::Sub)),
    ("throw", 1, throw),
    ("trace", 2, second),
    ("traceVerbose", 2, second),
    ("tryEval", 1, try_eval),
    ("typeOf", 1, type_of),
    ("warn", 2, second),
];

fn do_import(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let target = arg(ev, n, 0);
    import(ev, &target, at)
}

/// What the files that npins and niv write ask for, so that somebody may try another source for a while.
const OVERRIDES: &[&str] = &["NPINS_OVERRIDE_", "NIV_OVERRIDE_"];

// Nothing in a pure evaluation; but who asks may evaluate with `--impure`.
fn get_env(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let name = arg(ev, n, 0);
    match ev.as_text(&name) {
        Some(name) if OVERRIDES.iter().any(|o| name.starts_with(o)) => Value::str(""),
        _ => symbolic(n),
    }
}

fn second(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    arg(ev, n, 1)
}

fn seq(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let first = arg(ev, n, 0);
    if first.is_failure() { first } else { arg(ev, n, 1) }
}

fn deep_seq(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let first = arg(ev, n, 0);
    match deep_failure(ev, first, &mut FxHashSet::default()) {
        Some(failure) => failure,
        None => arg(ev, n, 1),
    }
}

// The first failure in a value, as deep as it is known.
fn deep_failure(ev: &mut Evaluator, v: Value, seen: &mut FxHashSet<usize>) -> Option<Value> {
    if !ev.step() || v.is_failure() {
        return Some(v).filter(Value::is_failure);
    }
    let (address, below): (usize, Vec<Thunk>) = match &v {
        Value::List(l) => (Rc::as_ptr(l) as usize, l.items.clone()),
        Value::Attrs(a) if a.open.is_empty() => (Rc::as_ptr(a) as usize, a.map.values().cloned().collect()),
        _ => return None,
    };
    if !seen.insert(address) || ev.too_deep(1) {
        return None;
    }
    let found = below.iter().find_map(|t| {
        let v = ev.force(t);
        deep_failure(ev, v, seen)
    });
    ev.too_deep(-1);
    found
}

fn throw(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    let text = ev.coerce_text(&v).unwrap_or_else(|| "…".into());
    Value::unknown(format!("{}: {text}", n.name), None)
}

fn try_eval(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    match arg(ev, n, 0) {
        Value::Unknown(u) if u.reason.starts_with("throw: ") || u.reason.starts_with("assert: ") => {
            Value::attrs([("success", Value::Bool(false)), ("value", Value::Bool(false))])
        }
        // Whether what is unknown succeeds is unknown too.
        v @ (Value::Unknown(_) | Value::Sym(_)) => {
            let success = Value::sym(Sym::Op("tryEval", vec![Thunk::done(v.clone())]));
            Value::attrs([("success", success), ("value", v)])
        }
        v => Value::attrs([("success", Value::Bool(true)), ("value", v)]),
    }
}

fn is(ev: &mut Evaluator, n: &Native, kind: &str) -> Value {
    let v = arg(ev, n, 0);
    match ev.kind(&v) {
        Some(k) => Value::Bool(k == kind),
        None => symbolic(n),
    }
}

fn type_of(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    ev.kind(&v).map_or_else(|| symbolic(n), Value::str)
}

/// Undecided choices within each other, beyond which a kind is not known: a choice can be one of its own values.
const MAX_CHOICES: u32 = 64;

impl Evaluator {
    /// What `builtins.typeOf` says, if that can be known.
    pub fn kind(&mut self, v: &Value) -> Option<&'static str> {
        self.kind_within(v, MAX_CHOICES)
    }

    fn kind_within(&mut self, v: &Value, choices: u32) -> Option<&'static str> {
        match self.concretize(v) {
            Value::Unknown(_) => None,
            Value::Sym(s) => match &*s {
                Sym::Input(_) | Sym::SelfFlake | Sym::Config(_) | Sym::ModuleArg(..) | Sym::Instance(_) => Some("set"),
                Sym::AttrsOf(_) => Some("set"),
                Sym::Nixpkgs(..) => Some("lambda"),
                Sym::Interp(_) => Some("string"),
                Sym::Choice(_, a, b) => {
                    let choices = choices.checked_sub(1)?;
                    let (a, b) = (self.force(a), self.force(b));
                    let a = self.kind_within(&a, choices)?;
                    (self.kind_within(&b, choices)? == a).then_some(a)
                }
                _ => None,
            },
            known => Some(known.type_name()),
        }
    }
}

fn arith(ev: &mut Evaluator, n: &Native, op: rnix::ast::BinOpKind) -> Value {
    let (a, b) = (arg(ev, n, 0), arg(ev, n, 1));
    let (a, b) = (ev.concretize(&a), ev.concretize(&b));
    ev.numbers(op, a, b)
}

fn ints(ev: &mut Evaluator, n: &Native, f: fn(i64, i64) -> i64) -> Value {
    let (a, b) = (arg(ev, n, 0), arg(ev, n, 1));
    match (ev.concretize(&a), ev.concretize(&b)) {
        (Value::Int(a), Value::Int(b)) => Value::Int(f(a, b)),
        _ => symbolic(n),
    }
}

fn rounded(ev: &mut Evaluator, n: &Native, f: fn(f64) -> f64) -> Value {
    let v = arg(ev, n, 0);
    match ev.concretize(&v) {
        Value::Int(i) => Value::Int(i),
        Value::Float(x) => Value::Int(f(x) as i64),
        _ => symbolic(n),
    }
}

fn less_than(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (a, b) = (arg(ev, n, 0), arg(ev, n, 1));
    let (a, b) = (ev.concretize(&a), ev.concretize(&b));
    ev.order(&a, &b).map_or_else(|| symbolic(n), |o| Value::Bool(o.is_lt()))
}
