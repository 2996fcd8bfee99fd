//! Attribute sets. What a set that is not known whole may have besides is in `open`.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::{Row, Sure, arg, lazy_call, lazy_call2, symbolic, text};
use crate::eval::Evaluator;
use crate::eval::value::{AttrMap, Attrs, List, Native, Origin, Sym, Thunk, Value};
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;

pub const ROWS: &[Row] = &[
    ("attrNames", 1, attr_names),
    ("attrValues", 1, attr_values),
    ("catAttrs", 2, cat_attrs),
    ("functionArgs", 1, function_args),
    ("getAttr", 2, get_attr),
    ("hasAttr", 2, has_attr),
    ("intersectAttrs", 2, intersect_attrs),
    ("listToAttrs", 1, list_to_attrs),
    ("mapAttrs", 2, map_attrs),
    ("removeAttrs", 2, remove_attrs),
    ("unsafeGetAttrPos", 2, unsafe_get_attr_pos),
    ("zipAttrsWith", 2, zip_attrs_with),
];

fn attrs(ev: &mut Evaluator, n: &Native, i: usize) -> Option<Rc<Attrs>> {
    let v = arg(ev, n, i);
    ev.as_attrs(&v)
}

fn no_set(n: &Native) -> Value {
    Value::unknown(format!("`{}` of something that is not a set", n.name), None)
}

fn note_counted(ev: &mut Evaluator, a: &Attrs, at: Option<&Origin>) {
    if let Some(set) = &a.origin {
        ev.note_counted(set.loc, at);
    }
}

/// The names of a set in the order that Nix gives them.
fn sorted(a: &Attrs) -> Vec<(Rc<str>, Thunk)> {
    let mut all: Vec<_> = a.map.iter().map(|(n, t)| (n.text(), t.clone())).collect();
    all.sort_by(|x, y| x.0.cmp(&y.0));
    all
}

// What stands for the values of the open part.
fn open_elements(ev: &mut Evaluator, a: &Attrs) -> Vec<Thunk> {
    let open = a.open.clone();
    open.iter().map(|o| Thunk::done(ev.element(o))).collect()
}

fn some_name(a: &Attrs) -> Vec<Thunk> {
    a.open.iter().map(|o| Thunk::done(Value::sym(Sym::Op("attrNames", vec![Thunk::done(o.clone())])))).collect()
}

fn attr_names(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let Some(a) = attrs(ev, n, 0) else { return no_set(n) };
    note_counted(ev, &a, at);
    let items = sorted(&a).into_iter().map(|(k, _)| Thunk::done(Value::Str(k))).collect();
    Value::List(Rc::new(List { items, rest: some_name(&a), loose: a.maybe.is_some(), ..List::default() }))
}

fn attr_values(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let Some(a) = attrs(ev, n, 0) else { return no_set(n) };
    note_counted(ev, &a, at);
    let items = sorted(&a).into_iter().map(|(_, t)| t).collect();
    let loose = a.maybe.is_some();
    Value::List(Rc::new(List { items, rest: open_elements(ev, &a), loose, origin: at.cloned() }))
}

fn map_attrs(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let Some(a) = attrs(ev, n, 1) else { return no_set(n) };
    note_counted(ev, &a, at);
    let text = |k: &Name| Thunk::done(Value::Str(k.text()));
    let map: AttrMap = a.map.iter().map(|(k, t)| (*k, lazy_call2(ev, &f, text(k), t.clone(), Sure::Yes))).collect();
    let names = some_name(&a);
    let elements = open_elements(ev, &a);
    let each = |(k, v)| Value::sym(Sym::AttrsOf(lazy_call2(ev, &f, k, v, Sure::No)));
    let open = names.into_iter().zip(elements).map(each).collect();
    Value::Attrs(Rc::new(Attrs { map, open, maybe: a.maybe.clone(), origin: None }))
}

fn list_to_attrs(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let l = arg(ev, n, 0);
    let Some(l) = ev.as_list(&l) else { return no_set(n) };
    let mut out = Attrs::default();
    let (name, value) = (Name::new("name"), Name::new("value"));
    for (t, certain) in l.items.iter().map(|t| (t, true)).chain(l.rest.iter().map(|t| (t, false))) {
        let v = ev.force(t);
        let key = ev.select(&v, name).map(|k| ev.concretize(&k));
        let lazy =
            Thunk::lazy(move |ev| ev.select(&v, value).unwrap_or(Value::unknown("a pair without `value`", None)));
        match key {
            Some(Value::Str(k)) if certain => {
                out.map.entry(Name::new(&k)).or_insert(lazy);
            }
            _ => out.open.push(Value::sym(Sym::AttrsOf(lazy))),
        }
    }
    let maybe = if l.loose { out.map.keys().copied().collect() } else { Default::default() };
    Value::Attrs(Rc::new(out.lacking(maybe)))
}

fn get_attr(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let set = arg(ev, n, 1);
    match text(ev, n, 0) {
        Some(k) => ev
            .select(&set, Name::new(&k))
            .unwrap_or_else(|| Value::unknown(format!("attribute `{k}` is not there"), None)),
        None => ev.element(&set),
    }
}

fn has_attr(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let set = arg(ev, n, 1);
    let known = text(ev, n, 0).and_then(|k| ev.has_attr(&set, Name::new(&k)));
    known.map_or_else(|| symbolic(n), Value::Bool)
}

fn remove_attrs(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(a) = attrs(ev, n, 0) else { return no_set(n) };
    let names = arg(ev, n, 1);
    let Some(names) = ev.as_list(&names) else { return symbolic(n) };
    let mut out = Attrs { origin: None, ..(*a).clone() };
    let mut changed = false;
    for t in &names.items {
        let v = ev.force(t);
        if let Some(k) = ev.as_text(&v) {
            changed |= out.map.shift_remove(&Name::new(&k)).is_some();
        }
    }
    if !changed {
        return Value::Attrs(a);
    }
    Value::Attrs(Rc::new(out))
}

fn intersect_attrs(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (Some(a), Some(b)) = (attrs(ev, n, 0), attrs(ev, n, 1)) else { return no_set(n) };
    let mut map: AttrMap = b.map.iter().filter(|(k, _)| a.map.contains_key(*k)).map(|(k, t)| (*k, t.clone())).collect();
    if let Some(open) = b.open.last() {
        for k in a.map.keys().filter(|k| !b.map.contains_key(*k)) {
            let (open, k2) = (open.clone(), *k);
            let missing = move || Value::unknown(format!("attribute `{k2}` is not there"), None);
            map.insert(*k, Thunk::lazy(move |ev| ev.select(&open, k2).unwrap_or_else(missing)));
        }
    }
    let maybe = map.keys().filter(|k| a.may_lack(**k) || b.may_lack(**k)).copied().collect();
    Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }.lacking(maybe)))
}

fn cat_attrs(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let l = arg(ev, n, 1);
    let (Some(k), Some(l)) = (text(ev, n, 0), ev.as_list(&l)) else { return symbolic(n) };
    let k = Name::new(&k);
    let mut may_lack = false;
    let mut pick = |t: &Thunk| {
        let v = ev.force(t);
        may_lack |= ev.has_attr(&v, k).is_none();
        ev.select_thunk(&v, k)
    };
    let items = l.items.iter().filter_map(&mut pick).collect();
    let rest = l.rest.iter().filter_map(&mut pick).collect();
    Value::List(Rc::new(List { items, rest, loose: l.loose || may_lack, origin: None }))
}

fn zip_attrs_with(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    let l = arg(ev, n, 1);
    let Some(l) = ev.as_list(&l) else { return symbolic(n) };
    let mut names: Vec<(Name, List)> = Vec::new();
    let (mut open, mut further) = (Vec::new(), Vec::new());
    let mut there: FxHashSet<Name> = FxHashSet::default();
    for (t, certain) in l.items.iter().map(|t| (t, !l.loose)).chain(l.rest.iter().map(|t| (t, false))) {
        let v = ev.force(t);
        let Some(a) = ev.as_attrs(&v) else { continue };
        for (k, t) in &a.map {
            let at = names.iter().position(|(n, _)| n == k).unwrap_or_else(|| {
                names.push((*k, List::default()));
                names.len() - 1
            });
            names[at].1.items.push(t.clone());
            let sure = certain && !a.may_lack(*k);
            names[at].1.loose |= !sure;
            there.extend(sure.then_some(*k));
        }
        open.extend(open_elements(ev, &a));
        further.extend(a.open.iter().cloned());
    }
    let mut map = AttrMap::default();
    for (k, mut values) in names {
        // What is not known of a set may have the name too.
        values.rest.extend(further.iter().filter_map(|o| ev.select_thunk(o, k)));
        let values = Thunk::done(Value::List(Rc::new(values)));
        map.insert(k, lazy_call2(ev, &f, Thunk::done(Value::Str(k.text())), values, Sure::Yes));
    }
    let open = open.into_iter().map(|t| Value::sym(Sym::AttrsOf(lazy_call(ev, &f, t, Sure::No)))).collect();
    let maybe = map.keys().filter(|k| !there.contains(*k)).copied().collect();
    Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() }.lacking(maybe)))
}

fn function_args(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let f = arg(ev, n, 0);
    if let Value::Lambda(c) = &f {
        ev.note_counted(c.loc, at);
    }
    match ev.formals(&f) {
        Some(formals) => Value::attrs(formals.into_iter().map(|(k, optional)| (k, Value::Bool(optional)))),
        None => symbolic(n),
    }
}

// Known where the set was written out.
fn unsafe_get_attr_pos(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 1);
    let Some(name) = text(ev, n, 0).map(|t| Name::new(&t)) else { return symbolic(n) };
    match (ev.has_attr(&v, name), ev.concretize(&v)) {
        (Some(false), _) => Value::Null,
        (Some(true), Value::Attrs(a)) => {
            let place = a.origin.as_ref().and_then(|o| match ev.expr(o.loc) {
                Expr::Attrs { bindings, .. } => bindings.get(name).map(|b| (o.loc.file, b.name_range)),
                _ => None,
            });
            match place {
                Some((file, _)) if ev.file(file).builtin => Value::Null,
                Some((file, range)) => ev.position_set(file, range),
                None => symbolic(n),
            }
        }
        _ => symbolic(n),
    }
}
