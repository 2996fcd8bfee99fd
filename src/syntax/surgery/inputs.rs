//! New inputs of a flake, in the words that it declares its others with.

use super::Refusal;
use super::entries::{EntryList, InsertAt};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::SyntaxNode;
use rnix::ast::{AttrSet, AttrpathValue, Expr, HasEntry as _};
use rowan::ast::AstNode as _;

/// One input that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    pub name: String,
    /// Its flake reference.
    pub url: String,
    /// Whether it has a `flake.nix`.
    pub flake: bool,
    /// Comments that go above it, with their signs.
    pub comments: Vec<String>,
}

/// Declares inputs behind the last one whose name begins like theirs.
///
/// ```text
/// inputs.nixpkgs.url = "…";  →  inputs.nixpkgs.url = "…"; inputs.nixpkgs-0123456.url = "…";
/// ```
pub fn declare(file: &FileText, flake: &AttrSet, new: &[NewEntry]) -> Result<Vec<TextEdit>, Refusal> {
    let whole = flake.attrpath_values().find(|e| path(e) == ["inputs"]);
    if let Some(Expr::AttrSet(set)) = whole.and_then(|e| e.value()) {
        let blocks = written_as_sets(&set);
        let texts: Vec<String> = new.iter().map(|n| text(file, "", n, blocks)).collect();
        return insert(file, set.syntax(), &texts, new, 0);
    }
    let texts: Vec<String> = new.iter().map(|n| text(file, "inputs.", n, false)).collect();
    insert(file, flake.syntax(), &texts, new, 1)
}

fn text(file: &FileText, prefix: &str, new: &NewEntry, as_set: bool) -> String {
    let NewEntry { name, url, flake, comments } = new;
    let mut attrs = vec![format!("url = \"{url}\";")];
    if !flake {
        attrs.push("flake = false;".to_owned());
    }
    let entry = match as_set {
        true => format!("{prefix}{name} = {{\n{0}{1}\n}};", file.step(), attrs.join(&format!("\n{}", file.step()))),
        false => attrs.iter().map(|a| format!("{prefix}{name}.{a}")).collect::<Vec<_>>().join("\n"),
    };
    comments.iter().cloned().chain([entry]).collect::<Vec<_>>().join("\n")
}

// Whether each input has a set on lines of its own.
fn written_as_sets(inputs: &AttrSet) -> bool {
    let lines = |e: &AttrpathValue| path(e).len() == 1 && e.syntax().text().contains_char('\n');
    let all: Vec<AttrpathValue> = inputs.attrpath_values().collect();
    !all.is_empty() && all.iter().all(lines)
}

// `depth`: how many words stand in front of an input's name.
fn insert(
    file: &FileText,
    set: &SyntaxNode,
    texts: &[String],
    new: &[NewEntry],
    depth: usize,
) -> Result<Vec<TextEdit>, Refusal> {
    let mut list = EntryList::of(file, set)?;
    if depth == 0 {
        new.iter().try_for_each(|n| list.require_free(&n.name))?;
    }
    let mut last: Option<(bool, usize)> = None;
    for i in list.pieces.items() {
        let Some(entry) = list.pieces.list[i].node.clone().and_then(AttrpathValue::cast) else { continue };
        let path = path(&entry);
        if depth == 1 && (path.len() < 2 || path[0] != "inputs") {
            continue;
        }
        let kin = path.get(depth).is_some_and(|n| n.starts_with("nixpkgs"));
        if last.is_none_or(|(k, _)| kin >= k) {
            last = Some((kin, i));
        }
    }
    match last {
        // What stands around the inputs says nothing about the space between them.
        Some((_, i)) if depth == 1 => list.insert_behind(i, texts, false),
        Some((_, i)) => list.insert_after(i, texts),
        None => list.insert(texts, InsertAt::Start),
    }
    Ok(list.finish())
}

pub(super) fn path(entry: &AttrpathValue) -> Vec<String> {
    let attrs = entry.attrpath().into_iter().flat_map(|p| p.attrs().collect::<Vec<_>>());
    attrs.map(|a| a.syntax().text().to_string().trim_matches('"').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, first};
    use super::*;

    fn declared(source: &str) -> String {
        declared_as(source, true)
    }

    fn declared_as(source: &str, flake: bool) -> String {
        let (name, url) = ("nixpkgs-0123456".to_owned(), "github:NixOS/nixpkgs/0123".to_owned());
        let new = [NewEntry { name, url, flake, comments: Vec::new() }];
        let file = FileText::new(source);
        applied(source, declare(&file, &first::<AttrSet>(source), &new).unwrap())
    }

    #[test]
    fn a_new_input_stands_beside_its_kin() {
        assert_eq!(
            declared("{\n  inputs = {\n    nixpkgs.url = \"a\"; # main\n    hm.url = \"b\";\n  };\n}\n"),
            "{\n  inputs = {\n    nixpkgs.url = \"a\"; # main\n    nixpkgs-0123456.url = \"github:NixOS/nixpkgs/0123\";\n    hm.url = \"b\";\n  };\n}\n"
        );
        assert_eq!(
            declared("{\n  inputs.nixpkgs.url = \"a\";\n\n  outputs = _: { };\n}\n"),
            "{\n  inputs.nixpkgs.url = \"a\";\n  inputs.nixpkgs-0123456.url = \"github:NixOS/nixpkgs/0123\";\n\n  outputs = _: { };\n}\n"
        );
        assert_eq!(
            declared("{ inputs = { }; outputs = _: { }; }"),
            "{ inputs = { nixpkgs-0123456.url = \"github:NixOS/nixpkgs/0123\"; }; outputs = _: { }; }"
        );
    }

    #[test]
    fn a_tree_without_a_flake() {
        assert_eq!(
            declared_as("{\n  inputs = {\n    hm.url = \"b\";\n  };\n}\n", false),
            "{\n  inputs = {\n    hm.url = \"b\";\n    nixpkgs-0123456.url = \"github:NixOS/nixpkgs/0123\";\n    nixpkgs-0123456.flake = false;\n  };\n}\n"
        );
        assert_eq!(
            declared_as("{\n  inputs = {\n    hm = {\n      url = \"b\";\n    };\n  };\n}\n", false),
            "{\n  inputs = {\n    hm = {\n      url = \"b\";\n    };\n    nixpkgs-0123456 = {\n      url = \"github:NixOS/nixpkgs/0123\";\n      flake = false;\n    };\n  };\n}\n"
        );
    }

    #[test]
    fn sets_beside_sets() {
        assert_eq!(
            declared("{\n  inputs = {\n    hm = {\n      url = \"b\";\n    };\n  };\n}\n"),
            "{\n  inputs = {\n    hm = {\n      url = \"b\";\n    };\n    nixpkgs-0123456 = {\n      url = \"github:NixOS/nixpkgs/0123\";\n    };\n  };\n}\n"
        );
    }
}
