//! Strings and serialisation.

use std::rc::Rc;

use regex::Regex;

use super::{Row, arg, symbolic, text};
use crate::eval::Evaluator;
use crate::eval::interp::join_parts;
use crate::eval::value::{Native, Origin, SymPart, Thunk, Value};
use crate::syntax::name::Name;

/// Larger values are not turned into text: one that holds itself twice, and so on, would never end.
const MAX_VALUES: usize = 200_000;

pub const ROWS: &[Row] = &[
    ("compareVersions", 2, compare_versions),
    ("concatStringsSep", 2, concat_strings_sep),
    ("fromJSON", 1, from_json),
    ("fromTOML", 1, from_toml),
    ("hasContext", 1, has_context),
    ("match", 2, match_),
    ("parseDrvName", 1, parse_drv_name),
    ("replaceStrings", 3, replace_strings),
    ("split", 2, split),
    ("splitVersion", 1, split_version),
    ("storePath", 1, same),
    ("stringLength", 1, string_length),
    ("substring", 3, substring),
    ("toJSON", 1, to_json),
    ("toString", 1, to_string),
    ("unsafeDiscardOutputDependency", 1, same),
    ("unsafeDiscardStringContext", 1, same),
];

fn same(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    ev.coerce_text(&v).map_or(v, Value::Str)
}

// Contexts are not followed: a text that names nothing of the store has none.
fn has_context(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    match text(ev, n, 0) {
        Some(t) if !t.contains("/nix/store/") => Value::Bool(false),
        _ => symbolic(n),
    }
}

fn to_string(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    match ev.concretize(&v) {
        Value::Null => Value::str(""),
        Value::Bool(b) => Value::str(if b { "1" } else { "" }),
        l @ Value::List(_) => {
            let mut out = String::new();
            if ev.write_text(&l, &mut out, 0) { Value::str(&out) } else { symbolic(n) }
        }
        other => match ev.coerce_text(&other) {
            Some(t) => Value::Str(t),
            None => join_parts(vec![SymPart::Value(other)]),
        },
    }
}

impl Evaluator {
    // As `toString` converts what is in lists. False if some of it is not known.
    fn write_text(&mut self, v: &Value, out: &mut String, depth: u32) -> bool {
        match self.concretize(v) {
            Value::Null | Value::Bool(false) => true,
            Value::Bool(true) => {
                out.push('1');
                true
            }
            Value::List(l) => {
                let last = l.items.len().saturating_sub(1);
                l.is_closed()
                    && depth < 100
                    && out.len() < MAX_VALUES
                    && l.items.iter().enumerate().all(|(i, t)| {
                        let v = self.force(t);
                        let known = self.write_text(&v, out, depth + 1);
                        // Nothing separates an empty list from what follows it.
                        if i < last && !matches!(&v, Value::List(l) if l.items.is_empty()) {
                            out.push(' ');
                        }
                        known
                    })
            }
            other => self.coerce_text(&other).is_some_and(|t| {
                out.push_str(&t);
                true
            }),
        }
    }
}

fn concat_strings_sep(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let l = arg(ev, n, 1);
    let (Some(sep), Some(l)) = (text(ev, n, 0), ev.as_list(&l)) else { return symbolic(n) };
    let mut parts = Vec::new();
    for (i, t) in l.items.iter().chain(&l.rest).enumerate() {
        if i > 0 {
            parts.push(SymPart::Text(sep.clone()));
        }
        let v = ev.force(t);
        parts.push(ev.coerce_text(&v).map_or(SymPart::Value(v), SymPart::Text));
    }
    if l.is_closed() { join_parts(parts) } else { symbolic(n) }
}

fn string_length(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    text(ev, n, 0).map_or_else(|| symbolic(n), |t| Value::Int(t.len() as i64))
}

fn substring(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (start, len) = (arg(ev, n, 0), arg(ev, n, 1));
    let (start, len) = (ev.concretize(&start), ev.concretize(&len));
    let (Value::Int(start), Value::Int(len), Some(t)) = (start, len, text(ev, n, 2)) else { return symbolic(n) };
    let start = (start.max(0) as usize).min(t.len());
    let end = if len < 0 { t.len() } else { start.saturating_add(len as usize).min(t.len()) };
    Value::str(&String::from_utf8_lossy(&t.as_bytes()[start..end]))
}

fn replace_strings(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (from, to) = (texts(ev, n, 0), texts(ev, n, 1));
    let (Some(from), Some(to), Some(t)) = (from, to, text(ev, n, 2)) else { return symbolic(n) };
    let mut out = String::new();
    let mut rest: &str = &t;
    loop {
        match from.iter().zip(&to).find(|(f, _)| rest.starts_with(&***f)) {
            Some((f, r)) => {
                out.push_str(r);
                rest = &rest[f.len()..];
                if f.is_empty() {
                    let Some(c) = rest.chars().next() else { break };
                    out.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
            None => {
                let Some(c) = rest.chars().next() else { break };
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    Value::str(&out)
}

fn texts(ev: &mut Evaluator, n: &Native, i: usize) -> Option<Vec<Rc<str>>> {
    let l = arg(ev, n, i);
    let l = ev.as_list(&l).filter(|l| l.is_closed())?;
    l.items
        .iter()
        .map(|t| {
            let v = ev.force(t);
            ev.coerce_text(&v)
        })
        .collect()
}

// A POSIX extended expression as `regex` has them: in brackets, only `]`, `^`, `-` and classes mean something.
fn posix(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        }
        if c != '[' {
            continue;
        }
        let text = rest.as_str();
        let negated = text.starts_with('^');
        let start = usize::from(negated);
        let first = start + usize::from(text[start..].starts_with(']'));
        let mut end = first;
        while let Some(next) = text[end..].chars().next().filter(|c| *c != ']') {
            // `[:alpha:]`
            let class = text[end..].strip_prefix("[:").and_then(|t| t.find(":]"));
            end += class.map_or(next.len_utf8(), |n| n + 4);
        }
        if negated {
            out.push('^');
        }
        bracket(&text[start..end], &mut out);
        rest = text[end..].chars();
    }
    out
}

fn bracket(text: &str, out: &mut String) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(n) = text[at..].strip_prefix("[:").and_then(|t| t.find(":]")) {
            out.push_str(&text[at..at + n + 4]);
            at += n + 4;
            continue;
        }
        let double = text[at + c.len_utf8()..].starts_with(c) && "-&~".contains(c);
        if "[]\\".contains(c) || double || c == '^' || "&~".contains(c) {
            out.push('\\');
        }
        out.push(c);
        at += c.len_utf8();
    }
}

// Nix has POSIX extended expressions; what `regex` says otherwise of `.` is set here.
fn regex(ev: &mut Evaluator, pattern: &str, whole: bool) -> Option<Rc<Regex>> {
    let pattern = posix(pattern);
    let pattern = if whole { format!("(?s)^(?:{pattern})$") } else { format!("(?s){pattern}") };
    if let Some(r) = ev.regexes.get(&pattern) {
        return r.clone();
    }
    let made = regex::RegexBuilder::new(&pattern).size_limit(1 << 22).build().ok().map(Rc::new);
    ev.regexes.insert(pattern, made.clone());
    made
}

fn groups(c: &regex::Captures<'_>) -> Value {
    let one = |g: Option<regex::Match<'_>>| Thunk::done(g.map_or(Value::Null, |m| Value::str(m.as_str())));
    Value::list(c.iter().skip(1).map(one).collect())
}

fn match_(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (Some(p), Some(t)) = (text(ev, n, 0), text(ev, n, 1)) else { return symbolic(n) };
    let Some(r) = regex(ev, &p, true) else { return symbolic(n) };
    r.captures(&t).map_or(Value::Null, |c| groups(&c))
}

fn split(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (Some(p), Some(t)) = (text(ev, n, 0), text(ev, n, 1)) else { return symbolic(n) };
    let Some(r) = regex(ev, &p, false) else { return symbolic(n) };
    let mut out = Vec::new();
    let mut at = 0;
    for c in r.captures_iter(&t) {
        let Some(m) = c.get(0) else { continue };
        out.push(Thunk::done(Value::str(&t[at..m.start()])));
        out.push(Thunk::done(groups(&c)));
        at = m.end();
    }
    out.push(Thunk::done(Value::str(&t[at..])));
    Value::list(out)
}

fn version_parts(v: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for c in v.chars() {
        if c == '.' || c == '-' {
            last = None;
            continue;
        }
        let digit = c.is_ascii_digit();
        match (last, out.last_mut()) {
            (Some(d), Some(s)) if d == digit => s.push(c),
            _ => out.push(c.to_string()),
        }
        last = Some(digit);
    }
    out
}

fn split_version(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(t) = text(ev, n, 0) else { return symbolic(n) };
    Value::list(version_parts(&t).iter().map(|p| Thunk::done(Value::str(p))).collect())
}

fn compare_versions(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let (Some(a), Some(b)) = (text(ev, n, 0), text(ev, n, 1)) else { return symbolic(n) };
    let (a, b) = (version_parts(&a), version_parts(&b));
    for i in 0..a.len().max(b.len()) {
        let empty = String::new();
        let (x, y) = (a.get(i).unwrap_or(&empty), b.get(i).unwrap_or(&empty));
        let o = compare_parts(x, y);
        if o != 0 {
            return Value::Int(o);
        }
    }
    Value::Int(0)
}

// The Nix manual, `nix-env --upgrade`, "Versions": numbers as numbers, "pre" before everything, a missing part
// before another name but after "pre".
fn compare_parts(x: &str, y: &str) -> i64 {
    let less = |x: &str, y: &str| match (x.parse::<u64>(), y.parse::<u64>()) {
        (Ok(a), Ok(b)) => a < b,
        (Ok(_), Err(_)) => false,
        (Err(_), Ok(_)) => x.is_empty() || y != "pre",
        _ if x.is_empty() => y != "pre" && !y.is_empty(),
        _ if x == "pre" => y != "pre",
        _ if y == "pre" => false,
        _ => x < y,
    };
    match (less(x, y), less(y, x)) {
        (true, _) => -1,
        (_, true) => 1,
        _ => 0,
    }
}

fn parse_drv_name(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(t) = text(ev, n, 0) else { return symbolic(n) };
    let cut = t
        .char_indices()
        .find(|(i, c)| *c == '-' && t[i + 1..].chars().next().is_some_and(|c| !c.is_ascii_alphabetic()));
    let (name, version) = cut.map_or((&*t, ""), |(i, _)| (&t[..i], &t[i + 1..]));
    Value::attrs([("name", Value::str(name)), ("version", Value::str(version))])
}

fn from_json(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(t) = text(ev, n, 0) else { return symbolic(n) };
    match serde_json::from_str::<serde_json::Value>(&t) {
        Ok(v) => json_value(&v),
        Err(e) => Value::unknown(format!("`fromJSON`: {e}"), None),
    }
}

/// A JSON value as Nix has it.
pub fn json_value(v: &serde_json::Value) -> Value {
    use serde_json::Value as J;
    match v {
        J::Null => Value::Null,
        J::Bool(b) => Value::Bool(*b),
        J::Number(x) => x.as_i64().map_or_else(|| Value::Float(x.as_f64().unwrap_or(0.0)), Value::Int),
        J::String(s) => Value::str(s),
        J::Array(a) => Value::list(a.iter().map(|v| Thunk::done(json_value(v))).collect()),
        J::Object(o) => Value::attrs(o.iter().map(|(k, v)| (Name::new(k), json_value(v)))),
    }
}

fn from_toml(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(t) = text(ev, n, 0) else { return symbolic(n) };
    match toml::from_str::<serde_json::Value>(&t) {
        Ok(v) => json_value(&v),
        Err(e) => Value::unknown(format!("`fromTOML`: {e}"), None),
    }
}

fn to_json(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    match ev.json_of(&v, 0, &mut 0) {
        Some(j) => Value::str(&j.to_string()),
        None => symbolic(n),
    }
}

impl Evaluator {
    fn json_of(&mut self, v: &Value, depth: usize, size: &mut usize) -> Option<serde_json::Value> {
        use serde_json::Value as J;
        *size += 1;
        if depth > 50 || *size > MAX_VALUES {
            return None;
        }
        Some(match self.concretize(v) {
            Value::Null => J::Null,
            Value::Bool(b) => J::Bool(b),
            Value::Int(i) => J::from(i),
            Value::Float(f) => J::from(f),
            Value::Str(s) | Value::Path(s) => J::String(s.to_string()),
            Value::List(l) if l.is_closed() => {
                let mut out = Vec::new();
                for t in &l.items {
                    let v = self.force(t);
                    out.push(self.json_of(&v, depth + 1, size)?);
                }
                J::Array(out)
            }
            Value::Attrs(a) if a.open.is_empty() => {
                if a.get("__toString").is_some() {
                    return self.coerce_text(&Value::Attrs(a)).map(|t| J::String(t.to_string()));
                }
                if let Some(out) = a.get("outPath").cloned() {
                    let v = self.force(&out);
                    return self.json_of(&v, depth + 1, size);
                }
                let mut keys: Vec<_> = a.map.iter().map(|(k, t)| (k.text(), t.clone())).collect();
                keys.sort_by(|x, y| x.0.cmp(&y.0));
                let mut out = serde_json::Map::new();
                for (k, t) in keys {
                    let v = self.force(&t);
                    out.insert(k.to_string(), self.json_of(&v, depth + 1, size)?);
                }
                J::Object(out)
            }
            _ => return None,
        })
    }
}
