//! Lists that get more elements.

use rnix::ast::{BinOpKind, Expr, List};
use rnix::{SyntaxKind, TextRange};
use rowan::ast::AstNode;

use super::parens::{Precedence, precedence, required_at};
use super::pieces::Pieces;
use super::{Refusal, comments, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;

/// Adds names at the end of a list.
///
/// ```text
/// [ ./a.nix ]           →  [ ./a.nix name ]
/// [ ./a.nix ] ++ more   →  [ ./a.nix name ] ++ more
/// more                  →  more ++ [ name ]
/// ```
pub fn append(file: &FileText, value: &Expr, names: &[&str]) -> Result<Vec<TextEdit>, Refusal> {
    if let Some(list) = literal(value) {
        return into_literal(file, &list, names).map(|edit| vec![edit]);
    }
    let range = span(value.syntax());
    let inner = precedence(value) < Precedence::Concat;
    let outer = required_at(value.syntax()) > Precedence::Concat;
    let open = "(".repeat(usize::from(inner) + usize::from(outer));
    let close = |needed: bool| if needed { ")" } else { "" };
    let tail = format!("{} ++ [ {} ]{}", close(inner), names.join(" "), close(outer));
    let mut edits = Vec::new();
    if !open.is_empty() {
        edits.push(TextEdit::insert(range.start, open));
    }
    edits.push(TextEdit::insert(range.end, tail));
    Ok(edits)
}

/// Removes elements, with the comments that belong to them.
///
/// ```text
/// [ a b ]  →  [ b ]
/// ```
pub fn remove(file: &FileText, list: &List, elements: &[TextRange]) -> Result<Vec<TextEdit>, Refusal> {
    let open = list.l_brack_token().ok_or(Refusal::Incomplete)?.text_range().end();
    let close = list.r_brack_token().ok_or(Refusal::Incomplete)?.text_range().start();
    let mut pieces = Pieces::between(file.text, list.syntax(), open.into(), close.into());
    for node in list.syntax().children().filter(|n| elements.contains(&n.text_range())) {
        let index = pieces.index_of(&node).ok_or(Refusal::Incomplete)?;
        for i in comments::leading(file, &pieces, index).into_iter().chain(comments::trailing(&pieces, index)) {
            pieces.list[i].gone = true;
        }
        pieces.list[index].gone = true;
    }
    pieces.settle();
    Ok(pieces.edits(file.text))
}

/// The list of a value that is written as one: of `++` the last of those.
fn literal(value: &Expr) -> Option<List> {
    match value {
        Expr::List(list) => Some(list.clone()),
        Expr::Paren(paren) => literal(&paren.expr()?),
        Expr::BinOp(op) if op.operator() == Some(BinOpKind::Concat) => {
            let side = |side: Option<Expr>| literal(&side?);
            side(op.rhs()).or_else(|| side(op.lhs()))
        }
        _ => None,
    }
}

fn into_literal(file: &FileText, list: &List, names: &[&str]) -> Result<TextEdit, Refusal> {
    let close = list.r_brack_token().ok_or(Refusal::Incomplete)?;
    let close = usize::from(close.text_range().start());
    let Some(last) = list.items().last() else {
        let open = usize::from(list.l_brack_token().ok_or(Refusal::Incomplete)?.text_range().end());
        return Ok(if file.text[open..close].trim().is_empty() {
            TextEdit::replace(open..close, format!(" {} ", names.join(" ")))
        } else {
            let indent = format!("{}{}", file.indent_at(span(list.syntax()).start), file.step());
            let kept = file.text[open..close].trim_end();
            TextEdit::insert(open + kept.len(), format!("{}{}", file.break_to(&indent), names.join(" ")))
        });
    };
    let range = span(last.syntax());
    let own_lines = file.text[range.end..close].contains('\n') || file.is_first_on_line(range.start);
    if !own_lines {
        return Ok(TextEdit::insert(range.end, format!(" {}", names.join(" "))));
    }
    let line = file.break_to(file.indent_at(range.start));
    let text: String = names.iter().map(|name| format!("{line}{name}")).collect();
    Ok(TextEdit::insert(end_of_line_comment(&last).unwrap_or(range.end), text))
}

/// Where the comment that ends the line of an element ends.
fn end_of_line_comment(element: &Expr) -> Option<usize> {
    let mut next = element.syntax().next_sibling_or_token();
    while let Some(token) = next {
        match token.kind() {
            // In a file with CRLF, the token has the `\r` of the line break.
            SyntaxKind::TOKEN_COMMENT => {
                let start = usize::from(token.text_range().start());
                return Some(start + token.to_string().trim_end_matches('\r').len());
            }
            SyntaxKind::TOKEN_WHITESPACE if !token.to_string().contains('\n') => next = token.next_sibling_or_token(),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::edit::EditSet;

    fn appended(text: &str) -> String {
        let root = rnix::Root::parse(text);
        assert!(root.errors().is_empty(), "{text}");
        let Some(Expr::AttrSet(set)) = root.tree().expr() else { panic!("no set: {text}") };
        let entry = rnix::ast::HasEntry::attrpath_values(&set).next().expect("a binding");
        let mut edits = EditSet::new();
        for e in append(&FileText::new(text), &entry.value().expect("a value"), &["new"]).expect("fits") {
            edits.replace(e.range, e.text).expect("disjoint");
        }
        edits.apply(text)
    }

    #[test]
    fn one_more_element() {
        let cases = [
            ("{ a = [ ]; }", "{ a = [ new ]; }"),
            ("{ a = []; }", "{ a = [ new ]; }"),
            ("{ a = [ ./x ]; }", "{ a = [ ./x new ]; }"),
            ("{ a = [./x]; }", "{ a = [./x new]; }"),
            ("{ a = [ ./x ] ++ m; }", "{ a = [ ./x new ] ++ m; }"),
            ("{ a = m ++ [ ./x ]; }", "{ a = m ++ [ ./x new ]; }"),
            ("{ a = m; }", "{ a = m ++ [ new ]; }"),
            ("{ a = f x; }", "{ a = f x ++ [ new ]; }"),
            ("{ a = if c then x else y; }", "{ a = (if c then x else y) ++ [ new ]; }"),
            ("{\n  a = [\n    ./x # why\n  ];\n}\n", "{\n  a = [\n    ./x # why\n    new\n  ];\n}\n"),
            ("{\r\n a = [\r\n  ./x # why\r\n ];\r\n}\r\n", "{\r\n a = [\r\n  ./x # why\r\n  new\r\n ];\r\n}\r\n"),
            ("{\n  a = [\n    ./x\n    # why\n  ];\n}\n", "{\n  a = [\n    ./x\n    new\n    # why\n  ];\n}\n"),
            ("{\r\n\ta = [\r\n\t\t./x\r\n\t];\r\n}\r\n", "{\r\n\ta = [\r\n\t\t./x\r\n\t\tnew\r\n\t];\r\n}\r\n"),
            ("{\n  a = [\n    # none\n  ];\n}\n", "{\n  a = [\n    # none\n    new\n  ];\n}\n"),
        ];
        for (before, after) in cases {
            assert_eq!(appended(before), after);
        }
    }
}
