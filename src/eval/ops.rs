//! Operators.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use rnix::ast::BinOpKind;

use super::Evaluator;
use super::interp::{MAX_LIST, join_parts, normalize, origin};
use super::value::{Attrs, Env, List, Loc, Sym, SymPart, Thunk, Value};
use crate::syntax::name::Name;

impl Evaluator {
    pub(super) fn binary(&mut self, op: BinOpKind, a: Loc, b: Loc, loc: Loc, env: &Env) -> Value {
        match op {
            BinOpKind::And | BinOpKind::Or | BinOpKind::Implication => self.logical(op, a, b, env),
            BinOpKind::Update => {
                let (l, r) = (self.eval(a, env), self.eval(b, env));
                if let Some(failure) = failure_of(&l, &r) {
                    return failure;
                }
                match self.update(&l, &r) {
                    Value::Attrs(mut s) => {
                        // The result is a set of its own, whatever it shares.
                        Rc::make_mut(&mut s).origin = origin(loc, env);
                        Value::Attrs(s)
                    }
                    v => v,
                }
            }
            BinOpKind::Concat => {
                let (l, r) = (self.eval(a, env), self.eval(b, env));
                if let Some(failure) = failure_of(&l, &r) {
                    return failure;
                }
                match (self.as_list(&l), self.as_list(&r)) {
                    (Some(l), Some(r)) if l.len() + r.len() > MAX_LIST => {
                        Value::unknown("a list that is too long to follow", Some(loc))
                    }
                    (Some(l), Some(r)) => {
                        let items = l.items.iter().chain(&r.items).cloned().collect();
                        let rest = l.rest.iter().chain(&r.rest).cloned().collect();
                        let loose = l.loose || r.loose;
                        Value::List(Rc::new(List { items, rest, loose, origin: origin(loc, env) }))
                    }
                    // An option whose type makes a list of other values may be written as one of those.
                    (l, r) => {
                        let other = Value::unknown("`++` on something that is not a list", Some(loc));
                        let mut known = l.or(r).map_or_else(List::default, |l| (*l).clone());
                        known.rest.push(Thunk::done(other));
                        Value::List(Rc::new(List { origin: origin(loc, env), ..known }))
                    }
                }
            }
            BinOpKind::Equal | BinOpKind::NotEqual => {
                let (l, r) = (self.eval(a, env), self.eval(b, env));
                match self.equal(&l, &r) {
                    Some(eq) => Value::Bool(eq == (op == BinOpKind::Equal)),
                    None => failure_of(&l, &r)
                        .unwrap_or_else(|| symbolic(if op == BinOpKind::Equal { "==" } else { "!=" }, l, r)),
                }
            }
            _ => {
                let (l, r) = (self.eval(a, env), self.eval(b, env));
                if let Some(failure) = failure_of(&l, &r) {
                    return failure;
                }
                let (l, r) = (self.concretize(&l), self.concretize(&r));
                self.arithmetic(op, l, r, loc)
            }
        }
    }

    pub(super) fn not(&mut self, e: Loc, env: &Env) -> Value {
        let v = self.eval(e, env);
        match self.truth(&v) {
            Some(b) => Value::Bool(!b),
            None if v.is_failure() => v,
            None => Value::sym(Sym::Op("!", vec![Thunk::done(v)])),
        }
    }

    pub(super) fn negate(&mut self, e: Loc, env: &Env) -> Value {
        let v = self.eval(e, env);
        match self.concretize(&v) {
            Value::Int(i) => Value::Int(i.wrapping_neg()),
            Value::Float(f) => Value::Float(-f),
            v if v.is_failure() => v,
            v => Value::sym(Sym::Op("-", vec![Thunk::done(v)])),
        }
    }

    fn logical(&mut self, op: BinOpKind, a: Loc, b: Loc, env: &Env) -> Value {
        let l = self.eval(a, env);
        let left = self.truth(&l);
        match (op, left) {
            (BinOpKind::And, Some(false)) => return Value::Bool(false),
            (BinOpKind::Or, Some(true)) => return Value::Bool(true),
            (BinOpKind::Implication, Some(false)) => return Value::Bool(true),
            _ if l.is_failure() => return l,
            _ => {}
        }
        let r = self.eval(b, env);
        let right = self.truth(&r);
        match (op, left, right) {
            (BinOpKind::And, _, Some(false)) => Value::Bool(false),
            (BinOpKind::Or | BinOpKind::Implication, _, Some(true)) => Value::Bool(true),
            (_, Some(_), Some(right)) => Value::Bool(right),
            (_, Some(_), None) => r,
            (BinOpKind::And, ..) => symbolic("&&", l, r),
            (BinOpKind::Or, ..) => symbolic("||", l, r),
            _ => symbolic("->", l, r),
        }
    }

    /// `a // b`.
    pub fn update(&mut self, a: &Value, b: &Value) -> Value {
        let (Some(l), Some(r)) = (self.as_attrs(a), self.as_attrs(b)) else {
            return Value::unknown("`//` on something that is not a set", None);
        };
        if l.map.is_empty() && l.open.is_empty() {
            return Value::Attrs(r);
        }
        if r.map.is_empty() && r.open.is_empty() {
            return Value::Attrs(l);
        }
        let mut map = l.map.clone();
        map.extend(r.map.iter().map(|(n, t)| match l.map.get(n) {
            // Where the right one may not have it, it is that of the left one.
            Some(left) if r.may_lack(*n) => {
                let has = Value::sym(Sym::Op("?", vec![Thunk::done(b.clone()), Thunk::done(Value::Str(n.text()))]));
                (*n, Thunk::done(Value::sym(Sym::Choice(has, t.clone(), left.clone()))))
            }
            _ => (*n, t.clone()),
        }));
        let sure = |n: &Name| l.map.contains_key(n) && !l.may_lack(*n) || r.map.contains_key(n) && !r.may_lack(*n);
        let maybe = match (&l.maybe, &r.maybe) {
            (None, None) => FxHashSet::default(),
            _ => map.keys().filter(|n| !sure(n)).copied().collect(),
        };
        let open = super::coerce::join_open(&l.open, &r.open);
        Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() }.lacking(maybe)))
    }

    /// Whether two values are equal, if that can be known.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Option<bool> {
        let (a, b) = (self.concretize(a), self.concretize(b));
        match (&a, &b) {
            (Value::Null, Value::Null) => Some(true),
            (Value::Bool(x), Value::Bool(y)) => Some(x == y),
            (Value::Int(x), Value::Int(y)) => Some(x == y),
            (Value::Float(x), Value::Float(y)) => Some(x == y),
            (Value::Int(x), Value::Float(y)) | (Value::Float(y), Value::Int(x)) => Some(*x as f64 == *y),
            (Value::Str(x), Value::Str(y)) | (Value::Path(x), Value::Path(y)) => Some(x == y),
            (Value::List(x), Value::List(y)) if Rc::ptr_eq(x, y) => Some(true),
            (Value::Attrs(x), Value::Attrs(y)) if Rc::ptr_eq(x, y) => Some(true),
            (Value::List(x), Value::List(y)) => {
                if !x.is_closed() || !y.is_closed() {
                    return None;
                }
                if x.items.len() != y.items.len() {
                    return Some(false);
                }
                self.all_equal(x.items.iter().cloned().zip(y.items.iter().cloned()).collect())
            }
            (Value::Attrs(x), Value::Attrs(y)) => {
                if let (Some(x), Some(y)) = (self.derivation_path(x), self.derivation_path(y)) {
                    return self.equal(&x, &y);
                }
                if !x.open.is_empty() || !y.open.is_empty() || x.maybe.is_some() || y.maybe.is_some() {
                    return None;
                }
                if x.map.len() != y.map.len() || x.map.keys().any(|k| !y.map.contains_key(k)) {
                    return Some(false);
                }
                self.all_equal(x.map.iter().map(|(k, v)| (v.clone(), y.map[k].clone())).collect())
            }
            (Value::Sym(x), Value::Sym(y)) => {
                if same_symbol(x, y, 0) {
                    Some(true)
                } else {
                    None
                }
            }
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) | (Value::Sym(_), _) | (_, Value::Sym(_)) => None,
            _ => Some(false),
        }
    }

    fn all_equal(&mut self, pairs: Vec<(Thunk, Thunk)>) -> Option<bool> {
        let mut known = true;
        for (a, b) in pairs {
            if !self.step() {
                return None;
            }
            // Nix takes what is one value as equal inside of sets and lists, even functions.
            let same = a.address() == b.address();
            let (a, b) = (self.force(&a), self.force(&b));
            let equal = if same && !a.is_failure() { Some(true) } else { self.equal(&a, &b) };
            match equal {
                Some(false) => return Some(false),
                None => known = false,
                Some(true) => {}
            }
        }
        known.then_some(true)
    }

    // Derivations are equal when their output paths are.
    fn derivation_path(&mut self, a: &Attrs) -> Option<Value> {
        let kind = a.get("type").cloned()?;
        let kind = self.force(&kind);
        let is_derivation = self.as_text(&kind).is_some_and(|k| &*k == "derivation");
        let path = a.get("outPath").filter(|_| is_derivation).cloned()?;
        Some(self.force(&path))
    }

    fn arithmetic(&mut self, op: BinOpKind, l: Value, r: Value, loc: Loc) -> Value {
        use BinOpKind as B;
        match (op, &l, &r) {
            (B::Add, Value::Path(p), other) => match self.coerce_text(other) {
                Some(t) => Value::Path(normalize(&format!("{p}{t}")).into()),
                None => {
                    self.note_partial_path(vec![SymPart::Text(p.clone()), SymPart::Value(other.clone())], loc);
                    Value::unknown("a path with a part that is not known", Some(loc))
                }
            },
            (B::Add, ..) if !is_number(&l) || !is_number(&r) => {
                let part = |ev: &mut Self, v: &Value| match ev.coerce_text(v) {
                    Some(t) => SymPart::Text(t),
                    None => SymPart::Value(v.clone()),
                };
                let parts = vec![part(self, &l), part(self, &r)];
                join_parts(parts)
            }
            _ => self.numbers(op, l, r),
        }
    }

    /// An operator on two numbers, or a comparison.
    pub(super) fn numbers(&mut self, op: BinOpKind, l: Value, r: Value) -> Value {
        use BinOpKind as B;
        if let Some(o) = self.order(&l, &r) {
            match op {
                B::Less => return Value::Bool(o.is_lt()),
                B::LessOrEq => return Value::Bool(o.is_le()),
                B::More => return Value::Bool(o.is_gt()),
                B::MoreOrEq => return Value::Bool(o.is_ge()),
                _ => {}
            }
        }
        match (op, &l, &r) {
            (B::Add, Value::Int(a), Value::Int(b)) => Value::Int(a.wrapping_add(*b)),
            (B::Sub, Value::Int(a), Value::Int(b)) => Value::Int(a.wrapping_sub(*b)),
            (B::Mul, Value::Int(a), Value::Int(b)) => Value::Int(a.wrapping_mul(*b)),
            (B::Div, Value::Int(a), Value::Int(b)) if *b != 0 => Value::Int(a.wrapping_div(*b)),
            _ => match (op, number(&l), number(&r)) {
                (B::Add, Some(a), Some(b)) => Value::Float(a + b),
                (B::Sub, Some(a), Some(b)) => Value::Float(a - b),
                (B::Mul, Some(a), Some(b)) => Value::Float(a * b),
                (B::Div, Some(a), Some(b)) if b != 0.0 => Value::Float(a / b),
                _ => symbolic("arithmetic", l, r),
            },
        }
    }

    /// How two values compare, if that can be known: numbers, strings, paths, lists.
    pub fn order(&mut self, l: &Value, r: &Value) -> Option<std::cmp::Ordering> {
        match (l, r) {
            (Value::Str(a), Value::Str(b)) | (Value::Path(a), Value::Path(b)) => Some(a.cmp(b)),
            (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Value::List(a), Value::List(b)) if a.is_closed() && b.is_closed() => {
                for (x, y) in a.items.iter().zip(&b.items) {
                    let (x, y) = (self.force(x), self.force(y));
                    if self.equal(&x, &y) == Some(true) {
                        continue;
                    }
                    return self.order(&x, &y);
                }
                Some(a.items.len().cmp(&b.items.len()))
            }
            _ => number(l)?.partial_cmp(&number(r)?),
        }
    }
}

// Symbols of the same root and selections; what is deeper is not compared.
fn same_symbol(x: &Rc<Sym>, y: &Rc<Sym>, depth: u32) -> bool {
    match (&**x, &**y) {
        _ if Rc::ptr_eq(x, y) => true,
        (Sym::Input(a), Sym::Input(b)) => a == b,
        (Sym::Config(a), Sym::Config(b)) => a == b,
        (Sym::ModuleArg(a, m), Sym::ModuleArg(b, n)) => a == b && m == n,
        (Sym::External(a), Sym::External(b)) => a == b,
        (Sym::SelfFlake, Sym::SelfFlake) => true,
        (Sym::Select(Value::Sym(a), m), Sym::Select(Value::Sym(b), n)) => {
            m == n && depth < 16 && same_symbol(a, b, depth + 1)
        }
        _ => false,
    }
}

fn failure_of(l: &Value, r: &Value) -> Option<Value> {
    [l, r].into_iter().find(|v| v.is_failure()).cloned()
}

fn symbolic(name: &'static str, l: Value, r: Value) -> Value {
    Value::sym(Sym::Op(name, vec![Thunk::done(l), Thunk::done(r)]))
}

fn is_number(v: &Value) -> bool {
    number(v).is_some()
}

fn number(v: &Value) -> Option<f64> {
    match v {
        Value::Int(i) => Some(*i as f64),
        Value::Float(f) => Some(*f),
        _ => None,
    }
}
