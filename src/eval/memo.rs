//! Results that are kept: of calls that recurse over symbols, and of selections from them.

use std::rc::Rc;

use super::Evaluator;
use super::value::{Closure, Loc, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// Calls of one lambda after which those with symbolic arguments share their results.
const MANY_CALLS: u32 = 256;

/// Calls of one lambda after which it is given up, as it recurses over what is not known, and how many more each
/// configuration may add that are certain to happen.
const TOO_MANY_CALLS: u32 = 20_000;
const CALLS_PER_HOST: u32 = 2_000;

/// Selections from one symbol beyond which its parts are not told apart.
const MAX_CHAIN: u32 = 10;

/// The address of a value of which not all is known: what keeps results of calls and selections apart.
pub(super) fn symbol_address(v: &Value) -> Option<usize> {
    match v {
        Value::Sym(s) => Some(Rc::as_ptr(s) as *const u8 as usize),
        Value::Unknown(u) => Some(Rc::as_ptr(u) as *const u8 as usize),
        Value::List(l) if !l.is_closed() => Some(Rc::as_ptr(l) as *const u8 as usize),
        Value::Attrs(a) if !a.open.is_empty() => Some(Rc::as_ptr(a) as *const u8 as usize),
        _ => None,
    }
}

impl Evaluator {
    /// Counts a call of a lambda. A result that the same call had before, if the lambda is called so often that it
    /// must recurse over symbols.
    pub(crate) fn earlier_result(&mut self, c: &Closure, arg: &Thunk) -> Option<Value> {
        let count = self.call_counts.entry(c.loc).or_default();
        *count += 1;
        if *count < MANY_CALLS {
            return None;
        }
        let certain = if self.chain.doubt() > 0 { 0 } else { CALLS_PER_HOST.saturating_mul(self.hosts) };
        if *count > TOO_MANY_CALLS.saturating_add(certain) && !self.files[c.loc.file.0 as usize].builtin {
            return Some(Value::unknown("a function that recurses over what is not known", Some(c.loc)));
        }
        // To look at the arguments of a model that doesn't call itself would only make it strict: `mkIf` asks for no
        // condition while modules are collected.
        if self.files[c.loc.file.0 as usize].builtin && arg.is_pending() && !self.chain.has(c.loc) {
            return None;
        }
        let v = self.force(arg);
        let key = (c.loc, c.env.address(), symbol_address(&v)?);
        if let Some((_, earlier, _)) = self.shared_results.get(&key) {
            return Some(earlier.clone());
        }
        let recursion = Value::unknown("a function that recurses over what is not known", Some(c.loc));
        self.shared_results.insert(key, (v, recursion, c.env.clone()));
        None
    }

    /// Whether a lambda is called so often that not every call of it is evaluated.
    pub fn is_memoised(&self, lambda: Loc) -> bool {
        self.call_counts.get(&lambda).is_some_and(|n| *n >= MANY_CALLS)
    }

    pub(crate) fn keep_result(&mut self, c: &Closure, arg: &Thunk, result: &Value) {
        if self.call_counts.get(&c.loc).is_some_and(|n| *n >= MANY_CALLS)
            && let Some(address) = arg.peek().and_then(|v| symbol_address(&v))
            && let Some(kept) = self.shared_results.get_mut(&(c.loc, c.env.address(), address))
        {
            kept.1 = result.clone();
        }
    }

    /// `base.name`, or some element of `base`: one symbol however often it is made. Below a chain of selections
    /// longer than any that means something, it is the base itself, so that recursion over symbols ends.
    pub(crate) fn symbol_below(&mut self, base: &Value, name: Option<Name>) -> Value {
        let Some(address) = symbol_address(base) else { return base.clone() };
        if let Some((_, v)) = self.symbols.get(&(address, name)) {
            return v.clone();
        }
        let mut length = 0;
        let mut at = base.clone();
        while let Value::Sym(s) = &at {
            let next = match &**s {
                Sym::Select(b, _) | Sym::Element(b) => b.clone(),
                _ => break,
            };
            length += 1;
            at = next;
        }
        let v = match name {
            _ if length > MAX_CHAIN => base.clone(),
            Some(n) => Value::sym(Sym::Select(base.clone(), n)),
            None => Value::sym(Sym::Element(base.clone())),
        };
        self.symbols.insert((address, name), (base.clone(), v.clone()));
        v
    }
}
