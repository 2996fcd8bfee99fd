//! Which changes need each other.

use super::attempt::Group;
use crate::eval::Evaluator;
use crate::flake::sites::Site;
use crate::plan::classify::Candidate;
use crate::plan::outcome::{ChangeGroup, Part};
use crate::plan::summary;

/// Adds to each group the sites that go along with its own, and joins the groups of which one's definition names what
/// the other defines. `changes` are those of `groups`, in their order.
pub fn join(
    ev: &Evaluator,
    sites: &[Site],
    groups: &[Group],
    mut changes: Vec<ChangeGroup>,
    along: &[(usize, Candidate)],
) -> Vec<ChangeGroup> {
    let mut units: Vec<usize> = (0..groups.len()).collect();
    for (i, group) in groups.iter().enumerate() {
        let text = group.definition.as_deref().unwrap_or_default();
        let others = (0..groups.len()).filter(|o| *o != i && has_word(text, &groups[*o].name));
        for other in others {
            let (from, to) = (units[i].max(units[other]), units[i].min(units[other]));
            units.iter_mut().filter(|u| **u == from).for_each(|u| *u = to);
        }
    }
    for ((change, group), unit) in changes.iter_mut().zip(groups).zip(units) {
        let inner = along.iter().filter(|(outer, _)| group.sites.contains(outer));
        change.parts.extend(inner.map(|(_, c)| Part::Site(summary::place(ev, sites[c.site].loc))));
        change.parts.sort();
        change.parts.dedup();
        change.unit = unit;
    }
    changes
}

// Whether a name stands in a text by itself. That it may mean something else there only joins what could be apart.
fn has_word(text: &str, name: &str) -> bool {
    let part = |c: char| !(c.is_alphanumeric() || "_'-".contains(c));
    !name.is_empty() && text.split(part).any(|word| word == name)
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn words_of_nix() {
        let text = "pkgs = import nixpkgs { overlays = [ (f: p: { x = pkgs-unstable.x; }) ]; };";
        assert!(has_word(text, "pkgs-unstable") && has_word(text, "pkgs"));
        assert!(!has_word(text, "unstable") && !has_word(text, ""));
    }
}
