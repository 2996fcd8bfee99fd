//! Attribute sets: inherited names and bindings that come and go.

use super::Refusal;
use super::entries::EntryList;
pub use super::entries::{CommentFate, EntriesChange, InsertAt, Removal, Target};
use crate::syntax::style::FileText;
use rnix::ast::AttrSet;
use rowan::ast::AstNode;

/// One attribute that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition {
    /// `inherit name;` or `inherit (from) name;`
    Inherit {
        /// The text between the parentheses.
        from: Option<String>,
        /// The name.
        name: String,
    },
    /// `name = value;`
    Binding {
        /// The attribute path.
        name: String,
        /// The text of the value, written for indentation zero.
        value: String,
    },
}

impl Addition {
    /// `inherit name;`
    pub fn inherit(name: impl Into<String>) -> Self {
        Addition::Inherit { from: None, name: name.into() }
    }

    /// `name = value;`
    pub fn binding(name: impl Into<String>, value: impl Into<String>) -> Self {
        Addition::Binding { name: name.into(), value: value.into() }
    }
}

/// Removes and adds attributes, in the style of the set.
///
/// ```text
/// { inherit inputs; }  →  { inherit inputs pkgs-unstable; }
/// ```
///
/// An inherited name goes to the `inherit` that there is, else to a new one at the start; bindings and what is inherited
/// from a set go to the end. A name that is inherited in the same way already is not added again.
pub fn change(file: &FileText, set: &AttrSet, remove: &[Removal], add: &[Addition]) -> Result<EntriesChange, Refusal> {
    let mut list = EntryList::of(file, set.syntax())?;
    let mut taken = Vec::new();
    for removal in remove {
        taken.push(list.remove(removal)?);
    }
    let (mut inherits, mut from_sets, mut bindings) = (NewInherits::default(), NewInherits::default(), Vec::new());
    for addition in add {
        match addition {
            Addition::Inherit { from, name } => {
                let from = from.as_deref();
                let goes = |removal: &Removal| removal.target == Target::Name(name.clone());
                if list.inherits(from, name) && !remove.iter().any(goes) {
                    continue;
                }
                list.require_free(name)?;
                if !list.add_to_inherit(from, name) {
                    // What is selected stands where a binding would: it often names what comes before.
                    if from.is_some() { &mut from_sets } else { &mut inherits }.push(from, name);
                }
            }
            Addition::Binding { name, value } => {
                list.require_free_path(name)?;
                bindings.push(format!("{name} = {value};"));
            }
        }
    }
    list.apply_plans();
    insert(&mut list, inherits.texts(), [from_sets.texts(), bindings].concat());
    let edits = list.finish();
    Ok(EntriesChange { edits, taken })
}

/// The entries of a set that has nothing but them: each place that names come from is one `inherit`.
pub fn entries(add: &[Addition]) -> Vec<String> {
    let mut inherits = NewInherits::default();
    let mut bindings = Vec::new();
    for addition in add {
        match addition {
            Addition::Inherit { from, name } => inherits.push(from.as_deref(), name),
            Addition::Binding { name, value } => bindings.push(format!("{name} = {value};")),
        }
    }
    [inherits.texts(), bindings].concat()
}

fn insert(list: &mut EntryList, inherits: Vec<String>, bindings: Vec<String>) {
    if list.pieces.items().next().is_some() {
        list.insert(&bindings, InsertAt::End);
        list.insert(&inherits, InsertAt::Start);
    } else {
        list.insert(&[inherits, bindings].concat(), InsertAt::Start);
    }
}

/// New `inherit`s: one for each expression that names come from.
#[derive(Default)]
struct NewInherits(Vec<(Option<String>, Vec<String>)>);

impl NewInherits {
    fn push(&mut self, from: Option<&str>, name: &str) {
        let present = self.0.iter_mut().find(|(of, _)| of.as_deref() == from);
        match present {
            Some((_, names)) if names.iter().any(|other| other == name) => {}
            Some((_, names)) => names.push(name.to_owned()),
            None => self.0.push((from.map(str::to_owned), vec![name.to_owned()])),
        }
    }

    fn texts(self) -> Vec<String> {
        let text = |(from, names): (Option<String>, Vec<String>)| match from {
            Some(from) => format!("inherit ({from}) {};", names.join(" ")),
            None => format!("inherit {};", names.join(" ")),
        };
        self.0.into_iter().map(text).collect()
    }
}
