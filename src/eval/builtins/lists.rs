//! Lists. A list that is not known whole has elements in `rest` that stand for any number of others.

use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::{Row, Sure, arg, lazy_call, lazy_call2, symbolic};
use crate::eval::Evaluator;
use crate::eval::interp::MAX_LIST;
use crate::eval::value::{List, Native, Origin, Sym, Thunk, Value};
use crate::syntax::name::Name;

pub const ROWS: &[Row] = &[
    ("all", 2, all),
    ("any", 2, any),
    ("concatLists", 1, concat_lists),
    ("concatMap", 2, concat_map),
    ("elem", 2, elem),
    ("elemAt", 2, elem_at),
    ("filter", 2, filter),
    ("foldl'", 3, foldl),
    ("genList", 2, gen_list),
    ("genericClosure", 1, generic_closure),
    ("groupBy", 2, group_by),
    ("head", 1, head),
    ("length", 1, length),
    ("map", 2, map),
    ("partition", 2, partition),
    ("sort", 2, sort),
    ("tail", 1, tail),
];

/// More alternatives than these are an element of their list.
const MAX_ALTERNATIVES: usize = 32;

fn list(ev: &mut Evaluator, n: &Native, i: usize) -> Option<Rc<List>> {
    let v = arg(ev, n, i);
    ev.as_list(&v)
}

fn made(items: Vec<Thunk>, rest: Vec<Thunk>, loose: bool) -> Value {
    Value::List(Rc::new(List { items, rest, loose, origin: None }))
}

fn no_list(n: &Native) -> Value {
    Value::unknown(format!("`{}` of something that is not a list", n.name), None)
}

fn map(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let (items, rest) = applied(ev, &f, &l);
    made(items, rest, l.loose)
}

fn applied(ev: &Evaluator, f: &Value, l: &List) -> (Vec<Thunk>, Vec<Thunk>) {
    let items = l.items.iter().map(|t| lazy_call(ev, f, t.clone(), Sure::Yes)).collect();
    let rest = l.rest.iter().map(|t| lazy_call(ev, f, t.clone(), Sure::No)).collect();
    (items, rest)
}

// Whether the predicate holds for an element, if that can be known.
fn holds(ev: &mut Evaluator, f: &Value, t: &Thunk) -> Option<bool> {
    let v = ev.call(f, t.clone(), None);
    ev.truth(&v)
}

fn filter(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let mut loose = l.loose;
    let mut keep = |t: &&Thunk| {
        let holds = holds(ev, &f, t);
        loose |= holds.is_none();
        holds != Some(false)
    };
    let items = l.items.iter().filter(&mut keep).cloned().collect();
    let rest = l.rest.iter().filter(&mut keep).cloned().collect();
    made(items, rest, loose)
}

fn partition(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let (mut right, mut wrong) = (List::default(), List::default());
    (right.loose, wrong.loose) = (l.loose, l.loose);
    for t in &l.items {
        let h = holds(ev, &f, t);
        right.loose |= h.is_none();
        wrong.loose |= h.is_none();
        if h != Some(false) {
            right.items.push(t.clone());
        }
        if h != Some(true) {
            wrong.items.push(t.clone());
        }
    }
    right.rest.extend(l.rest.iter().cloned());
    wrong.rest.extend(l.rest.iter().cloned());
    Value::attrs([("right", Value::List(Rc::new(right))), ("wrong", Value::List(Rc::new(wrong)))])
}

fn concat_lists(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(l) = list(ev, n, 0) else { return no_list(n) };
    flatten_once(ev, l.items.clone(), l.rest.clone(), l.loose)
}

fn flatten_once(ev: &mut Evaluator, items: Vec<Thunk>, rest: Vec<Thunk>, loose: bool) -> Value {
    let mut out = List { loose, ..List::default() };
    let items = items.into_iter().map(|t| (t, true));
    for (t, certain) in items.chain(rest.into_iter().map(|t| (t, false))) {
        let v = ev.force(&t);
        let Some(inner) = ev.as_list(&v) else { continue };
        if out.len() + inner.len() > MAX_LIST {
            return Value::unknown("a list that is too long to follow", None);
        }
        let to = if certain { &mut out.items } else { &mut out.rest };
        to.extend(inner.items.iter().cloned());
        out.rest.extend(inner.rest.iter().cloned());
        out.loose |= inner.loose;
    }
    Value::List(Rc::new(out))
}

fn concat_map(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let (items, rest) = applied(ev, &f, &l);
    flatten_once(ev, items, rest, l.loose)
}

fn elem(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let x = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let mut known = l.rest.is_empty();
    for t in &l.items {
        let y = ev.force(t);
        match ev.equal(&x, &y) {
            Some(true) if l.loose => known = false,
            Some(true) => return Value::Bool(true),
            None => known = false,
            Some(false) => {}
        }
    }
    if known { Value::Bool(false) } else { symbolic(n) }
}

fn elem_at(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(l) = list(ev, n, 0) else { return no_list(n) };
    let i = arg(ev, n, 1);
    match ev.concretize(&i) {
        Value::Int(i) => nth(ev, n, &l, i),
        _ => symbolic(n),
    }
}

fn nth(ev: &mut Evaluator, n: &Native, l: &List, i: i64) -> Value {
    match (usize::try_from(i).ok().and_then(|i| l.items.get(i)), l.is_closed()) {
        (Some(t), true) => ev.force(t),
        (None, true) => Value::unknown(format!("`{}`: no element {i}", n.name), None),
        (_, false) => any_of(ev, l),
    }
}

// One of the elements, it is not known which.
fn any_of(ev: &mut Evaluator, l: &List) -> Value {
    let mut have = FxHashSet::default();
    let all: Vec<Thunk> = l.items.iter().chain(&l.rest).filter(|t| have.insert(t.address())).cloned().collect();
    match &all[..] {
        [] => Value::unknown("an element of an empty list", None),
        [one] => ev.force(one),
        many if many.len() > MAX_ALTERNATIVES => Value::sym(Sym::Element(Value::List(Rc::new(l.clone())))),
        many => {
            let which = Value::sym(Sym::External("builtins.elemAt".into()));
            let any = either_of(&which, many);
            ev.force(&any)
        }
    }
}

/// One of some values, of which `which` decides: a balanced tree of choices.
pub(super) fn either_of(which: &Value, all: &[Thunk]) -> Thunk {
    if let [one] = all {
        return one.clone();
    }
    let (a, b) = all.split_at(all.len() / 2);
    Thunk::done(Value::sym(Sym::Choice(which.clone(), either_of(which, a), either_of(which, b))))
}

fn head(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(l) = list(ev, n, 0) else { return no_list(n) };
    nth(ev, n, &l, 0)
}

fn tail(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(l) = list(ev, n, 0) else { return no_list(n) };
    if l.items.is_empty() && !l.rest.is_empty() {
        return Value::List(l);
    }
    // Which one is first is not known when there may be others before it, or when it may not be there.
    let skip = usize::from(l.is_closed());
    made(l.items.iter().skip(skip).cloned().collect(), l.rest.clone(), l.loose)
}

fn length(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    match list(ev, n, 0) {
        Some(l) if l.is_closed() => Value::Int(l.items.len() as i64),
        Some(_) => symbolic(n),
        None => no_list(n),
    }
}

fn quantify(ev: &mut Evaluator, n: &Native, stop: bool) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let mut known = l.rest.is_empty();
    for t in &l.items {
        match holds(ev, &f, t) {
            Some(b) if b == stop && l.loose => known = false,
            Some(b) if b == stop => return Value::Bool(stop),
            Some(_) => {}
            None => known = false,
        }
    }
    if known { Value::Bool(!stop) } else { symbolic(n) }
}

fn all(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    quantify(ev, n, false)
}

fn any(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    quantify(ev, n, true)
}

fn foldl(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let mut acc = n.args[1].clone();
    let Some(l) = list(ev, n, 2) else { return no_list(n) };
    let items = l.items.iter().map(|t| (t, Sure::Yes)).chain(l.rest.iter().map(|t| (t, Sure::No)));
    for (t, sure) in items {
        let step = lazy_call2(ev, &f, acc, t.clone(), sure);
        // Strict in the accumulator, as Nix is: a chain of thunks would be as deep as the list is long.
        acc = match ev.force(&step) {
            // There may be no such element: what it adds to a list may not be there.
            Value::List(l) if sure == Sure::No && !l.items.is_empty() => {
                Thunk::done(Value::List(Rc::new(List { loose: true, ..(*l).clone() })))
            }
            _ => step,
        };
    }
    ev.force(&acc)
}

fn gen_list(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let len = arg(ev, n, 1);
    match ev.concretize(&len) {
        Value::Int(len) if (0..100_000).contains(&len) => {
            Value::list((0..len).map(|i| lazy_call(ev, &f, Thunk::done(Value::Int(i)), Sure::Yes)).collect())
        }
        Value::Int(_) => Value::unknown("`genList` of an impossible length", None),
        _ => made(Vec::new(), vec![lazy_call(ev, &f, Thunk::done(len), Sure::No)], false),
    }
}

fn group_by(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    let mut groups: IndexMap<Rc<str>, Vec<Thunk>> = IndexMap::new();
    for t in &l.items {
        let key = ev.call(&f, t.clone(), None);
        let Some(key) = ev.as_text(&key) else { return symbolic(n) };
        groups.entry(key).or_default().push(t.clone());
    }
    Value::attrs(groups.into_iter().map(|(k, g)| (Name::new(&k), Value::list(g))))
}

fn sort(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(l) = list(ev, n, 1) else { return no_list(n) };
    // Insertion keeps what can't be compared where it is, and needs no consistent order.
    let mut out: Vec<Thunk> = Vec::new();
    for t in &l.items {
        let mut at = out.len();
        while at > 0 {
            let less = ev.call(&f, t.clone(), None);
            let less = ev.call(&less, out[at - 1].clone(), None);
            if ev.truth(&less) != Some(true) {
                break;
            }
            at -= 1;
        }
        out.insert(at, t.clone());
    }
    made(out, l.rest.clone(), l.loose)
}

fn generic_closure(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let args = arg(ev, n, 0);
    let Some(args) = ev.as_attrs(&args) else { return symbolic(n) };
    let (Some(start), Some(operator)) = (args.get("startSet").cloned(), args.get("operator").cloned()) else {
        return symbolic(n);
    };
    let (start, operator) = (ev.force(&start), ev.force(&operator));
    let Some(start) = ev.as_list(&start) else { return symbolic(n) };
    let mut queue: std::collections::VecDeque<Thunk> = start.items.iter().cloned().collect();
    let mut seen = FxHashSet::default();
    let mut out = Vec::new();
    let key_name = Name::new("key");
    while let Some(t) = queue.pop_front() {
        let v = ev.force(&t);
        let Some(key) = ev.select(&v, key_name) else { return symbolic(n) };
        let key = ev.canon(&key);
        if out.len() > 10_000 || !seen.insert(key) {
            continue;
        }
        out.push(t.clone());
        let next = ev.call(&operator, t, None);
        if let Some(next) = ev.as_list(&next) {
            queue.extend(next.items.iter().cloned());
        }
    }
    made(out, start.rest.clone(), start.loose)
}
