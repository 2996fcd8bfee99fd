//! What the user wants to be called otherwise, and the builders that the user describes: what can't be had of it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Options;
use super::hoist::Moved;
use super::names::{Wish, is_reserved};
use super::outcome::{Note, Place, Severity};
use super::summary::source_text;
use crate::eval::Evaluator;
use crate::eval::value::Source;

/// Wished names by source.
pub type Names = FxHashMap<Source, Wish>;

/// The wishes for names by the sources that they are for.
pub fn by_source(ev: &Evaluator, names: &BTreeMap<String, Wish>) -> Names {
    let wish = |(input, wish): (&String, &Wish)| Some((Source::Input(ev.inputs.named(input)?), wish.clone()));
    names.iter().filter_map(wish).collect()
}

/// Why instances are called otherwise than they should be, and what no input or call is there for.
pub fn notes(ev: &Evaluator, options: &Options, names: &Names, moved: &Moved) -> Vec<Note> {
    let mut out = Vec::new();
    let mut warn = |place: Option<Place>, message| out.push(Note { severity: Severity::Warning, place, message });
    for group in moved.groups.iter().filter(|g| !g.existing) {
        let Some(wish) = names.get(&group.source) else { continue };
        let has_it = |g: &super::hoist::Group| g.source == group.source && g.name == wish.name;
        if moved.groups.iter().any(has_it) {
            continue;
        }
        let why = match moved.refused.get(&group.source) {
            _ if is_reserved(&wish.name, false) => "that name has another meaning".to_owned(),
            Some(why) => why.clone(),
            None => "another instance has that name".to_owned(),
        };
        let source = source_text(ev, &group.source);
        warn(wish.place.clone(), format!("{source} is called `{}` and not `{}`: {why}", group.name, wish.name));
    }
    for (input, wish) in &options.names {
        // Inputs of inputs are known where something asks for them.
        if wish.place.is_some() && !input.contains(".inputs.") && ev.inputs.named(input).is_none() {
            warn(wish.place.clone(), format!("flake.nix has no input `{input}`, whose instance this names"));
        }
    }
    for (i, (builder, place)) in options.builders.iter().enumerate() {
        if place.is_some() && !ev.taught_called.contains(&i) {
            let message =
                format!("nothing calls `{}` of an input with modules, or it is known already", builder.function);
            warn(place.clone(), message);
        }
    }
    out
}
