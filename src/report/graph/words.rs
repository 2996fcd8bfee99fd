//! Words that several formats share. None of them is escaped.

use super::model::{Graph, Instance, InstanceKind, Site};
use crate::report::count;

/// Names in one line before they are counted.
const SHOWN_NAMES: usize = 3;

/// Characters of an instance's arguments.
const SHOWN_ARGS: usize = 48;

/// `×3`; `×?` if nothing could be followed to it.
pub fn times(evaluations: usize) -> String {
    if evaluations == 0 { "×?".to_owned() } else { format!("×{evaluations}") }
}

/// The whole in one line.
pub fn headline(graph: &Graph) -> String {
    let n = graph.evaluations();
    // What could not be followed is evaluated all the same.
    let bound = if graph.instances.iter().any(|i| i.evaluations == 0) { "at least " } else { "" };
    let what = if n == 1 { "1 evaluation" } else { &format!("{n} evaluations") };
    let whom = count(graph.configurations.len(), "configuration");
    let when = match (graph.after, graph.evaluations_after) {
        (true, _) => ", after nixinst fix".to_owned(),
        (false, less) if less < n => format!(", {less} after nixinst fix"),
        (false, _) => String::new(),
    };
    format!("{bound}{what} of nixpkgs for {whom}{when}")
}

/// `blocked[unknown-caller]`; what it is after the changes.
pub fn disposition(site: &Site) -> String {
    match (site.moved, site.found.code) {
        (true, _) => "shared".to_owned(),
        (false, Some(code)) => format!("{}[{code}]", site.found.disposition.word()),
        (false, None) => site.found.disposition.word().to_owned(),
    }
}

/// `file:line:column`; without the place, once the site is gone from there.
pub fn position(site: &Site) -> String {
    let place = &site.found.place;
    if site.moved { place.file.clone() } else { format!("{}:{}:{}", place.file, place.line, place.column) }
}

/// What there is to say of an instance beside its name and source.
pub fn about(graph: &Graph, instance: &Instance) -> String {
    match instance.kind {
        InstanceKind::Builder if instance.evaluations == 1 => "the configuration's own".to_owned(),
        InstanceKind::Builder => "one for each configuration".to_owned(),
        InstanceKind::Given if instance.evaluations == 0 => "what they get as pkgs".to_owned(),
        InstanceKind::Given => "legacyPackages, one for each system".to_owned(),
        InstanceKind::Sites => {
            let mut parts = Vec::new();
            parts.extend(instance.definition.map(|d| format!("{}:{}", d.file, d.line)));
            parts.extend(instance.args.and_then(arguments));
            if instance.args.is_none() && !graph.is_shared(instance) {
                parts.push("arguments not known".to_owned());
            }
            parts.join("  ")
        }
    }
}

/// Canonical arguments, shortened.
pub fn arguments(args: &str) -> Option<String> {
    let args = args.trim_end_matches(';').replace(";}", "}").replace(';', "; ").replace(" ]", "]");
    (!args.is_empty()).then(|| shortened_to(&args, SHOWN_ARGS))
}

/// `text`, or its beginning and end.
pub fn shortened_to(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    let end = width / 3;
    let start: String = text.chars().take(width - end - 1).collect();
    let end: String = text.chars().skip(length - end).collect();
    format!("{start}…{end}")
}

/// Names in one line; only how many, if they are many.
pub fn shortened(names: &[String]) -> String {
    if names.len() > SHOWN_NAMES { count(names.len(), "configuration") } else { names.join(", ") }
}
