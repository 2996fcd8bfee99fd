//! `inputs.A.inputs.B.follows = "C";`, in the words that a flake has for A.

use super::Refusal;
use super::entries::{EntryList, InsertAt};
use super::inputs::path;
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{AttrSet, AttrpathValue, Expr, HasEntry as _};
use rowan::ast::AstNode as _;

/// Has the input `name` of the input `input` follow `target`. What is there of it must not say anything else of `name`.
///
/// ```text
/// sub.url = "…";       →  sub.url = "…"; sub.inputs.nixpkgs.follows = "nixpkgs";
/// sub = { url = "…"; } →  sub = { url = "…"; inputs.nixpkgs.follows = "nixpkgs"; }
/// ```
pub fn follow(
    file: &FileText,
    flake: &AttrSet,
    (input, name, target): (&str, &str, &str),
) -> Result<Vec<TextEdit>, Refusal> {
    let words = ["inputs", input, "inputs", name, "follows"];
    let (set, known) = innermost(flake, &words);
    let rest = &words[known..];
    let text: Vec<String> = rest.iter().map(|w| word(w)).collect();
    let text = format!("{} = \"{target}\";", text.join("."));
    let mut list = EntryList::of(file, set.syntax())?;
    let (mut kin, mut behind) = (0, None);
    for i in list.pieces.items() {
        let Some(entry) = list.pieces.list[i].node.clone().and_then(AttrpathValue::cast) else { continue };
        let path = path(&entry);
        let shared = path.iter().zip(rest).take_while(|(a, b)| *a == *b).count();
        if path.len() == shared {
            // A value that is no set, where this one would stand in it.
            return Err(Refusal::NameTaken(rest[..shared].join(".")));
        }
        if shared > 0 && shared >= kin {
            (kin, behind) = (shared, Some(i));
        }
    }
    match behind {
        Some(i) => list.insert_behind(i, &[text], false),
        None => list.insert(&[text], InsertAt::End),
    }
    Ok(list.finish())
}

// The innermost set that is written for the first of some words, and how many that are.
fn innermost(set: &AttrSet, words: &[&str]) -> (AttrSet, usize) {
    let inner = set.attrpath_values().filter_map(|entry| {
        let path = path(&entry);
        let fits = path.len() < words.len() && path.iter().zip(words).all(|(a, b)| a == b);
        match entry.value() {
            Some(Expr::AttrSet(inner)) if fits => Some((inner, path.len())),
            _ => None,
        }
    });
    match inner.max_by_key(|(_, known)| *known) {
        Some((inner, known)) => {
            let (set, more) = innermost(&inner, &words[known..]);
            (set, known + more)
        }
        None => (set.clone(), 0),
    }
}

// A name in an attribute path.
fn word(name: &str) -> String {
    crate::eval::explore::attribute(name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, first};
    use super::*;

    fn followed(source: &str) -> String {
        let file = FileText::new(source);
        applied(source, follow(&file, &first::<AttrSet>(source), ("sub", "nixpkgs", "nixpkgs")).unwrap())
    }

    #[test]
    fn it_stands_with_the_input() {
        assert_eq!(
            followed("{\n  inputs = {\n    sub.url = \"./sub\"; # ours\n\n    b.url = \"b\";\n  };\n}\n"),
            "{\n  inputs = {\n    sub.url = \"./sub\"; # ours\n    sub.inputs.nixpkgs.follows = \"nixpkgs\";\n\n    b.url = \"b\";\n  };\n}\n"
        );
        assert_eq!(
            followed("{\n  inputs.sub.url = \"./sub\";\n\n  outputs = _: { };\n}\n"),
            "{\n  inputs.sub.url = \"./sub\";\n  inputs.sub.inputs.nixpkgs.follows = \"nixpkgs\";\n\n  outputs = _: { };\n}\n"
        );
    }

    #[test]
    fn it_stands_in_the_set_of_the_input() {
        assert_eq!(
            followed("{\n  inputs = {\n    sub = {\n      url = \"./sub\";\n    };\n  };\n}\n"),
            "{\n  inputs = {\n    sub = {\n      url = \"./sub\";\n      inputs.nixpkgs.follows = \"nixpkgs\";\n    };\n  };\n}\n"
        );
        assert_eq!(
            followed("{ inputs.sub = { url = \"./sub\"; }; }"),
            "{ inputs.sub = { url = \"./sub\"; inputs.nixpkgs.follows = \"nixpkgs\"; }; }"
        );
        assert_eq!(
            followed(
                "{\n  inputs = {\n    sub.url = \"./sub\";\n    sub.inputs = {\n      hm.follows = \"hm\";\n    };\n  };\n}\n"
            ),
            "{\n  inputs = {\n    sub.url = \"./sub\";\n    sub.inputs = {\n      hm.follows = \"hm\";\n      nixpkgs.follows = \"nixpkgs\";\n    };\n  };\n}\n"
        );
    }

    #[test]
    fn names_that_need_quotes_have_them() {
        let source = "{\n  inputs.\"1sub\".url = \"./sub\";\n}\n";
        let file = FileText::new(source);
        let edits = follow(&file, &first::<AttrSet>(source), ("1sub", "nixpkgs", "nixpkgs")).unwrap();
        assert!(applied(source, edits).contains("  inputs.\"1sub\".inputs.nixpkgs.follows = \"nixpkgs\";\n"));
    }

    #[test]
    fn what_is_no_set_is_refused() {
        let source = "{ inputs.sub = import ./x; }";
        let file = FileText::new(source);
        assert!(follow(&file, &first::<AttrSet>(source), ("sub", "nixpkgs", "nixpkgs")).is_err());
    }
}
