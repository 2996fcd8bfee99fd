//! References to a name: replaced by another name, or by an expression.

use super::entries::EntryList;
use super::inherit::attr_name;
use super::parens::substitute;
use super::{Refusal, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{Attr, AttrSet, Expr, Inherit, PatEntry};
use rnix::{NodeOrToken, Root, SyntaxKind, SyntaxNode, TextRange};
use rowan::ast::AstNode;
use std::ops::Range;

/// Puts `new`, a name or any expression, in the place of references.
///
/// Every range must be one identifier of the tree at `root`. An inherited name keeps its attribute:
/// `inherit old;` becomes `old = new;`. Where the grammar wants parentheses around `new` they come
/// with it. All references within one set have to come in the same call.
pub fn rename(
    file: &FileText,
    root: &SyntaxNode,
    references: &[Range<usize>],
    new: &str,
) -> Result<Vec<TextEdit>, Refusal> {
    let mut edits = Vec::new();
    let mut inherits: Vec<(Inherit, Vec<String>)> = Vec::new();
    for range in references {
        let ident = ident_at(root, range).ok_or(Refusal::NoReference)?;
        let parent = ident.parent().ok_or(Refusal::NoReference)?;
        if let Some(inherit) = Inherit::cast(parent.clone()) {
            let name = inherited_name(&inherit, &ident)?;
            match inherits.iter_mut().find(|(node, _)| *node == inherit) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => inherits.push((inherit, vec![name])),
            }
        } else if is_reference(&ident, &parent) {
            let expr = Expr::cast(ident).ok_or(Refusal::NoReference)?;
            edits.push(substitute(file, &expr, new));
        } else {
            return Err(Refusal::NoReference);
        }
    }
    edits.extend(detach_all(file, inherits, new)?);
    edits.sort_by_key(|edit| edit.range.start);
    edits.dedup();
    Ok(edits)
}

/// The identifier with exactly this range.
fn ident_at(root: &SyntaxNode, range: &Range<usize>) -> Option<SyntaxNode> {
    let offset = |at: usize| u32::try_from(at).ok().map(Into::into);
    let wanted = TextRange::new(offset(range.start)?, offset(range.end)?);
    if range.is_empty() || !root.text_range().contains_range(wanted) {
        return None;
    }
    let node = match root.covering_element(wanted) {
        NodeOrToken::Node(node) => node,
        NodeOrToken::Token(token) => token.parent()?,
    };
    (node.kind() == SyntaxKind::NODE_IDENT && span(&node) == *range).then_some(node)
}

/// Whether an identifier is an expression, and not the name of an attribute or a parameter.
fn is_reference(ident: &SyntaxNode, parent: &SyntaxNode) -> bool {
    match parent.kind() {
        SyntaxKind::NODE_ATTRPATH | SyntaxKind::NODE_PAT_BIND | SyntaxKind::NODE_IDENT_PARAM => false,
        SyntaxKind::NODE_PAT_ENTRY => {
            PatEntry::cast(parent.clone()).and_then(|entry| entry.ident()).is_none_or(|name| name.syntax() != ident)
        }
        _ => true,
    }
}

/// The name that a plain `inherit` takes from the scope. `inherit (x) name;` does not.
fn inherited_name(inherit: &Inherit, ident: &SyntaxNode) -> Result<String, Refusal> {
    if inherit.from().is_some() {
        return Err(Refusal::NoReference);
    }
    Attr::cast(ident.clone()).and_then(|attr| attr_name(&attr)).ok_or(Refusal::NoReference)
}

/// Makes bindings of inherited names, one set at a time.
fn detach_all(file: &FileText, mut inherits: Vec<(Inherit, Vec<String>)>, new: &str) -> Result<Vec<TextEdit>, Refusal> {
    let mut edits = Vec::new();
    while let Some((first, _)) = inherits.first() {
        let set = first.syntax().parent().ok_or(Refusal::Incomplete)?;
        let mut list = EntryList::of(file, &set)?;
        let (own, rest) =
            inherits.into_iter().partition(|(inherit, _)| inherit.syntax().parent().as_ref() == Some(&set));
        inherits = rest;
        let own: Vec<(Inherit, Vec<String>)> = own;
        for (inherit, names) in &own {
            let looping = names.iter().find(|name| is_recursive(&set) && mentions(new, name));
            if let Some(name) = looping {
                return Err(Refusal::SelfReference(name.clone()));
            }
            let binding = |name: &String| (name.clone(), format!("{name} = {new};"));
            let bindings: Vec<(String, String)> = names.iter().map(binding).collect();
            list.detach(inherit, &bindings)?;
        }
        edits.extend(list.finish());
    }
    Ok(edits)
}

/// Whether the values of a set see its names.
fn is_recursive(set: &SyntaxNode) -> bool {
    AttrSet::cast(set.clone()).is_none_or(|set| set.rec_token().is_some())
}

fn mentions(expr: &str, name: &str) -> bool {
    let tree = Root::parse(expr).syntax();
    tree.descendants().any(|node| node.kind() == SyntaxKind::NODE_IDENT && node.text() == name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, assert_tidy, crlf, root};
    use super::*;

    /// Renames every `old` that stands in the text.
    fn renamed(text: &str, new: &str) -> Result<String, Refusal> {
        let ranges: Vec<Range<usize>> = text.match_indices("old").map(|(at, old)| at..at + old.len()).collect();
        let edits = rename(&FileText::new(text), &root(text), &ranges, new)?;
        let after = applied(text, edits);
        assert_tidy(text, &after);
        Ok(after)
    }

    #[test]
    fn expressions() {
        let cases = [
            ("old", "new", "new"),
            ("old.a", "new", "new.a"),
            ("[ old.a old ]", "new", "[ new.a new ]"),
            ("\"${old.a} ${old}\"", "new", "\"${new.a} ${new}\""),
            ("''\n  ${old}\n''", "new", "''\n  ${new}\n''"),
            ("with old; a", "new", "with new; a"),
            ("x: x.${old}", "new", "x: x.${new}"),
            ("{ inherit (old) a; }", "new", "{ inherit (new) a; }"),
            ("{ a ? old }: a", "new", "{ a ? new }: a"),
            ("f old", "s.${system}.new", "f s.${system}.new"),
            ("f old", "g x", "f (g x)"),
            ("old.a", "g x", "(g x).a"),
            ("(old)", "g x", "(g x)"),
            ("old // { a = old; }", "x: x", "(x: x) // { a = x: x; }"),
        ];
        for (before, new, after) in cases {
            assert_eq!(renamed(before, new).unwrap(), after);
        }
    }

    #[test]
    fn inherited() {
        let cases = [
            ("{ inherit old; }", "{ old = new; }"),
            ("{ inherit a old; }", "{ inherit a; old = new; }"),
            ("{ inherit old a; }", "{ inherit a; old = new; }"),
            ("{ inherit old; b = old; }", "{ old = new; b = new; }"),
            ("{\n  inherit a old;\n  b = 1;\n}", "{\n  inherit a;\n  old = new;\n  b = 1;\n}"),
            ("{\n  inherit old;\n  b = 1;\n}", "{\n  old = new;\n  b = 1;\n}"),
            ("{\n  inherit\n    a\n    old\n    ;\n}", "{\n  inherit\n    a\n    ;\n  old = new;\n}"),
            ("{ a = { inherit old; }; inherit old; }", "{ a = { old = new; }; old = new; }"),
            ("let inherit old; in 1", "let old = new; in 1"),
        ];
        for (before, after) in cases {
            assert_eq!(renamed(before, "new").unwrap(), after);
            if before.contains('\n') {
                assert_eq!(renamed(&crlf(before), "new").unwrap(), crlf(after));
            }
        }
    }

    #[test]
    fn refuses() {
        for text in
            ["{ old = 1; }", "a.old", "old: 1", "{ old, ... }: 1", "{ a }@old: a", "{ inherit (a) old; }", "\"old\""]
        {
            assert_eq!(renamed(text, "new"), Err(Refusal::NoReference), "{text}");
        }
        let looping = Err(Refusal::SelfReference("old".into()));
        assert_eq!(renamed("rec { inherit old; }", "old.a"), looping);
        assert_eq!(renamed("{ inherit old; }", "old.a").unwrap(), "{ old = old.a; }");
    }
}
