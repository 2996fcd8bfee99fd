//! Instances that differ only in a flag of the compiler: `gcc` of a platform (`arch`, `tune`, `abi`, …; nixpkgs
//! `lib/systems/default.nix`) goes into the wrapper of the compiler, and so into the hash of every package.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Made, place, places, warning};
use crate::eval::Evaluator;
use crate::eval::value::{Attrs, Loc, Thunk, Value};
use crate::plan::keys::Key;
use crate::plan::outcome::Note;
use crate::plan::summary::source_text;
use crate::syntax::name::Name;

/// A warning for each group of instances that are equal but for such flags.
pub(super) fn notes(ev: &mut Evaluator, made: &[Made]) -> Vec<Note> {
    // What is equal without the flags, by the flags.
    let mut found: BTreeMap<Key, BTreeMap<String, BTreeSet<Loc>>> = BTreeMap::new();
    let mut all = Vec::new();
    for m in made {
        let mut args = (*m.args).clone();
        let mut flags = Vec::new();
        for name in ["localSystem", "crossSystem"] {
            flags.extend(without_flags(ev, &mut args, name));
        }
        all.push((m, flags, Value::Attrs(Rc::new(args))));
    }
    // A key takes time, and almost no flake has flags.
    if all.iter().all(|(_, flags, _)| flags.is_empty()) {
        return Vec::new();
    }
    for (m, flags, rest) in all {
        // Whoever made it with them knows its key, too.
        if ev.key(&m.source, &Value::Attrs(m.args.clone())).is_err() {
            continue;
        }
        let Ok(rest) = ev.key(&m.source, &rest) else { continue };
        found.entry(rest).or_default().entry(flags.join(", ")).or_default().insert(m.at);
    }
    let several = found.iter().filter(|(_, by_flags)| by_flags.len() > 1);
    several.map(|(key, by_flags)| note(ev, key, by_flags)).collect()
}

fn note(ev: &Evaluator, key: &Key, by_flags: &BTreeMap<String, BTreeSet<Loc>>) -> Note {
    let each: Vec<String> = by_flags
        .iter()
        .map(|(flags, at)| {
            let flags = if flags.is_empty() { "no flag" } else { flags };
            format!("{flags} (at {})", places(ev, at.iter().copied()))
        })
        .collect();
    let message = format!(
        "instances of {} for {} differ only in flags of the compiler: {}; every package of such an instance has another \
         hash, so no binary cache has it and nothing is shared: use the same flags for all of them, or set the flag for \
         the packages that gain by it",
        source_text(ev, &key.source),
        key.system,
        super::listed(&each),
    );
    let flagged = by_flags.iter().rev().find_map(|(_, at)| at.first());
    warning(flagged.map(|l| place(ev, *l)), message)
}

// Takes the flags of a platform out of the arguments: they, in words.
fn without_flags(ev: &mut Evaluator, args: &mut Attrs, name: &str) -> Vec<String> {
    let Some(t) = args.get(name).cloned() else { return Vec::new() };
    let v = ev.force(&t);
    let Value::Attrs(platform) = &v else { return Vec::new() };
    let Some(gcc) = platform.get("gcc").cloned() else { return Vec::new() };
    let mut rest = (**platform).clone();
    rest.map.shift_remove(&Name::new("gcc"));
    args.map.insert(Name::new(name), Thunk::done(Value::Attrs(Rc::new(rest))));
    let gcc = ev.force(&gcc);
    let Value::Attrs(gcc) = &gcc else { return vec!["gcc".to_owned()] };
    let mut flags: Vec<(String, Thunk)> = gcc.map.iter().map(|(n, t)| (n.to_string(), t.clone())).collect();
    flags.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out = Vec::new();
    for (n, t) in flags {
        let v = ev.force(&t);
        out.push(format!("gcc.{n} = {}", ev.canon(&v)));
    }
    out
}
