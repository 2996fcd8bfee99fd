//! Has the nixpkgs of a flake in a folder below follow the flake's own, where both are one tree.

use super::{Follow, Rewrite};
use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::eval::value::InputId;
use crate::flake::inputs::{Bound, InputKind, Inputs};
use crate::syntax::name::Name;

/// No site: what it changes is `inputs`.
pub const REWRITE: Rewrite = Rewrite {
    name: "follow-inputs",
    page: include_str!("README.md"),
    reason: "Both inputs are locked to one tree, with the same hash, commit and date, so the one that takes the place \
             of the other is the same in every attribute. From now on they are updated together. With `--unsafe` an \
             input may also follow another commit, and then its packages are those of that commit.",
    opt_in: false,
    in_place: None,
    last_resort: false,
    needs_gain: false,
    repeated: false,
    below: false,
    whole: Some(follows),
    examine: |_, _, _| None,
};

fn follows(ev: &mut Evaluator, moving: bool) -> (Vec<Follow>, Vec<String>) {
    let (mut follows, mut remarks) = (Vec::new(), Vec::new());
    for (name, id) in ev.inputs.top().to_vec() {
        let InputKind::Local(folder) = ev.inputs.kind(id) else { continue };
        let folder = folder.to_owned();
        let Some(own) = inputs_of(ev, &folder).filter(|_| !ev.inputs.is_plain_files(id)) else { continue };
        for (inner, theirs) in own.top().to_vec() {
            if !own.is_nixpkgs(theirs) || own.is_plain_files(theirs) || ev.inputs.overrides(id, inner) {
                continue;
            }
            let (to, same) = match target(ev, (id, inner), &own, theirs) {
                Target::None => continue,
                Target::Same(t) => (t, true),
                Target::Other(t) => (t, false),
            };
            let target = ev.inputs.name(to).to_owned();
            match same || moving {
                true => follows.push(Follow { input: name.to_string(), name: inner.to_string(), target, same }),
                false => {
                    remarks.push(format!(
                        "the input `{name}` ({folder}) has a nixpkgs of its own, `{inner}`, which is not certain to be the \
                         flake's `{target}`: with --unsafe it follows that"
                    ));
                }
            }
        }
    }
    (follows, remarks)
}

// What the flake in a folder says of its inputs.
fn inputs_of(ev: &Evaluator, folder: &str) -> Option<Inputs> {
    let text = ev.workspace.read_any(&format!("{folder}/flake.nix"))?;
    let lock = ev.workspace.read_any(&format!("{folder}/flake.lock"));
    let flake = SourceFile::parse(format!("{folder}/flake.nix"), text, false);
    flake.errors.is_empty().then(|| Inputs::read(&flake, lock.as_deref()))
}

enum Target {
    /// It follows something already, or there is nothing to follow.
    None,
    /// An input of the flake that is the same tree.
    Same(InputId),
    /// One that need not be.
    Other(InputId),
}

fn target(ev: &mut Evaluator, (input, inner): (InputId, Name), own: &Inputs, theirs: InputId) -> Target {
    let bound = ev.inputs.bound(input, inner);
    if own.follows(theirs).is_some() || bound == Bound::Follows {
        return Target::None;
    }
    let all: Vec<(Name, InputId)> = ev.inputs.top().to_vec();
    let fits = |ev: &Evaluator, t: InputId| ev.inputs.is_nixpkgs(t) && !ev.inputs.is_plain_files(t);
    let mut targets: Vec<(Name, InputId)> = all.into_iter().filter(|(_, t)| fits(ev, *t)).collect();
    // Of the same name first, then the usual one.
    targets.sort_by_key(|(n, _)| {
        if *n == inner {
            0
        } else if n.is("nixpkgs") {
            1
        } else {
            2
        }
    });
    let from_input = |ev: &Evaluator, t: InputId| {
        ev.inputs.follows(t).is_some_and(|path| path.split('/').next() == Some(ev.inputs.name(input)))
    };
    if targets.iter().any(|(_, t)| from_input(ev, *t) && bound != Bound::Own) {
        return Target::None;
    }
    if bound == Bound::Own {
        let child = ev.inputs.child(input, inner);
        if targets.iter().any(|(_, t)| ev.inputs.is_one_node(child, *t)) {
            return Target::None;
        }
        if let Some((_, t)) = targets.iter().find(|(_, t)| ev.inputs.is_locked_as(child, *t)) {
            return Target::Same(*t);
        }
    } else if let Some((_, t)) = targets.iter().find(|(_, t)| ev.inputs.will_be_locked_as(*t, own, theirs)) {
        return Target::Same(*t);
    }
    match targets.first() {
        Some((n, t)) if (*n == inner || n.is("nixpkgs")) && !from_input(ev, *t) => Target::Other(*t),
        _ => Target::None,
    }
}
