//! Changes of single nodes of any text that parses: what comes out parses, and has every comment.

#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use nixinst::syntax::edit::{EditSet, TextEdit, reparse_check};
use nixinst::syntax::style::FileText;
use nixinst::syntax::surgery::formals::FormalsChange;
use nixinst::syntax::surgery::let_in::{InsertAt, LetHabit, Removal};
use nixinst::syntax::surgery::{attrset, formals, let_in, special_args};
use nixinst_fuzz::on_large_stack;
use nixinst_fuzz::properties::{Files, comments};
use rnix::ast::{AttrSet, Expr, LetIn, Pattern};
use rowan::ast::AstNode;

#[derive(Debug, Clone, Copy, Arbitrary)]
enum Change {
    Formals,
    Special,
    Wrap,
    Let,
    Set,
}

fn edits(text: &str, change: Change, at: usize, name: &str) -> Option<Vec<TextEdit>> {
    let tree = rnix::Root::parse(text).syntax();
    let file = FileText::new(text);
    let nodes: Vec<_> = tree.descendants().collect();
    let node = nodes.get(at % nodes.len())?.clone();
    let binding = format!("{name} = 1;");
    match change {
        Change::Formals => {
            let pattern = Pattern::cast(node)?;
            let gone = formals::names(&pattern);
            let remove: Vec<&str> = gone.iter().skip(at % 3).step_by(2).map(String::as_str).collect();
            let change = FormalsChange { remove: &remove, add: &[name], drop_comments_of: &[] };
            Some(formals::change(&file, &pattern, &change))
        }
        Change::Special => special_args::extend(&file, &expression(node)?, &[name]).ok(),
        Change::Wrap => Some(let_in::wrap(&file, &expression(node)?, &[binding], LetHabit::SameLine)),
        Change::Let => {
            let removed = first_name(&node).map(Removal::name);
            let remove: Vec<Removal> = removed.into_iter().collect();
            let add = if at % 2 == 0 { vec![binding] } else { Vec::new() };
            let made = let_in::change(&file, &LetIn::cast(node)?, &remove, &add, InsertAt::End).ok()?;
            Some(made.edits)
        }
        Change::Set => {
            let remove: Vec<Removal> = first_name(&node).map(Removal::name).into_iter().collect();
            let add = [attrset::Addition::inherit(name)];
            Some(attrset::change(&file, &AttrSet::cast(node)?, &remove, &add).ok()?.edits)
        }
    }
}

/// The expression that a node is: identifiers are nodes of the same kind where they are names.
fn expression(node: rnix::SyntaxNode) -> Option<Expr> {
    use rnix::SyntaxKind as K;
    let names = [K::NODE_IDENT_PARAM, K::NODE_PAT_ENTRY, K::NODE_PAT_BIND, K::NODE_ATTRPATH, K::NODE_INHERIT];
    let default = || node.prev_sibling().is_some() && node.parent().is_some_and(|p| p.kind() == K::NODE_PAT_ENTRY);
    let is_name = node.parent().is_some_and(|p| names.contains(&p.kind())) && !default();
    // A whole file can be cast to an expression; nobody asks for that.
    Expr::cast(node).filter(|e| !is_name && !matches!(e, Expr::Root(_)))
}

fn first_name(node: &rnix::SyntaxNode) -> Option<String> {
    let entry = node.children().find_map(rnix::ast::AttrpathValue::cast)?;
    Some(entry.attrpath()?.syntax().text().to_string())
}

fn within_first_entry(text: &str, at: usize, comment: &str) -> bool {
    let tree = rnix::Root::parse(text).syntax();
    let nodes: Vec<_> = tree.descendants().collect();
    let entry = nodes[at % nodes.len()].children().find_map(rnix::ast::AttrpathValue::cast);
    entry.is_some_and(|e| {
        let words: Vec<String> = e.syntax().text().to_string().split_whitespace().map(str::to_owned).collect();
        words.join(" ").contains(comment)
    })
}

fuzz_target!(|data: &[u8]| {
    let mut u = Unstructured::new(data);
    let (Ok(change), Ok(at)) = (Change::arbitrary(&mut u), u16::arbitrary(&mut u)) else { return };
    let Ok(generated) = bool::arbitrary(&mut u) else { return };
    let rest = u.take_rest().to_vec();
    on_large_stack(move || {
        let texts = match generated {
            true => nixinst_generator::flake(&rest).into_values().collect(),
            false => vec![String::from_utf8_lossy(&rest).into_owned()],
        };
        let text = &texts[usize::from(at) % texts.len()];
        if !rnix::Root::parse(text).errors().is_empty() {
            return;
        }
        let Some(edits) = edits(text, change, usize::from(at), "zz-new") else { return };
        let mut set = EditSet::new();
        for edit in edits {
            assert!(text.get(edit.range.clone()).is_some(), "{edit:?} is outside of {text:?}");
            set.push(edit).unwrap_or_else(|e| panic!("{e} in {text:?}"));
        }
        let after = set.apply(text);
        reparse_check(text, &after).unwrap_or_else(|e| panic!("{change:?}: {e}\n{text}\n→\n{after}"));
        let of = |text: &str| comments(&Files::from([("a.nix".to_owned(), text.to_owned())]));
        let (before, now) = (of(text), of(&after));
        // Whoever takes an entry away takes care of what stands in it.
        let inside =
            |c: &str| matches!(change, Change::Let | Change::Set) && within_first_entry(text, usize::from(at), c);
        for (comment, n) in &before {
            let kept = now.get(comment) == Some(n) || inside(comment);
            assert!(kept, "{change:?}: {comment:?} is lost\n{text}\n→\n{after}");
        }
    });
});
