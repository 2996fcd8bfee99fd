//! The names of one `inherit`.

use super::pieces::{Kind, Piece, Pieces};
use super::span;
use crate::syntax::edit::TextEdit;
use crate::syntax::hir::is_whole;
use crate::syntax::style::FileText;
use rnix::SyntaxKind;
use rnix::ast::{Attr, AttrpathValue, Expr, Inherit};
use rowan::ast::AstNode;

/// What becomes of an `inherit`.
pub(crate) enum Outcome {
    /// It stays, with these edits inside.
    Edits(Vec<TextEdit>),
    /// It has no names any more; these comments stood between them.
    Emptied(Vec<String>),
}

/// The name that an attribute stands for, if it is written out.
pub(crate) fn attr_name(attr: &Attr) -> Option<String> {
    match attr {
        Attr::Ident(ident) => Some(ident.syntax().text().to_string()),
        Attr::Str(string) if !is_whole(string) => None,
        Attr::Str(string) => match string.normalized_parts().as_slice() {
            [] => Some(String::new()),
            [rnix::ast::InterpolPart::Literal(text)] => Some(text.clone()),
            _ => None,
        },
        Attr::Dynamic(_) => None,
    }
}

/// The text of the expression in `inherit (from) …`.
pub(crate) fn from_text(inherit: &Inherit) -> Option<String> {
    Some(inherit.from()?.expr()?.syntax().text().to_string())
}

/// Whether the `inherit` binds a name.
pub(crate) fn binds(inherit: &Inherit, name: &str) -> bool {
    inherit.attrs().any(|attr| attr_name(&attr).as_deref() == Some(name))
}

/// Adds and removes names. A name that comes takes the place of the last one that goes.
pub(crate) fn change(file: &FileText, inherit: &Inherit, remove: &[String], add: &[String]) -> Outcome {
    let Some(mut pieces) = pieces_of(file, inherit) else {
        return Outcome::Edits(Vec::new());
    };
    let name_at = |pieces: &Pieces, i: usize| {
        let attr = Attr::cast(pieces.list[i].node.clone()?)?;
        attr_name(&attr)
    };
    let items: Vec<usize> = pieces.items().collect();
    let going: Vec<usize> =
        items.iter().copied().filter(|&i| name_at(&pieces, i).is_some_and(|name| remove.contains(&name))).collect();
    let present = |name: &String| {
        let mut at = items.iter().filter(|i| !going.contains(i));
        at.any(|&i| name_at(&pieces, i).as_ref() == Some(name))
    };
    let coming: Vec<&str> = add.iter().filter(|name| !present(name)).map(String::as_str).collect();
    if coming.is_empty() && going.len() == items.len() {
        let comments = pieces.list.iter().filter(|piece| piece.kind == Kind::Comment);
        return Outcome::Emptied(comments.map(|piece| piece.text.clone()).collect());
    }
    going.iter().for_each(|&i| pieces.list[i].gone = true);
    if !coming.is_empty() {
        place_names(file, &mut pieces, &items, going.last().copied(), &coming);
    }
    pieces.settle();
    Outcome::Edits(pieces.edits(file.text))
}

/// Puts names in the place of one that goes, or behind the last one.
fn place_names(file: &FileText, pieces: &mut Pieces, items: &[usize], instead_of: Option<usize>, names: &[&str]) {
    let Some(beside) = instead_of.or(items.last().copied()) else {
        let text = format!(" {}", names.join(" "));
        pieces.list.insert(0, Piece::new(Kind::Item, text));
        return;
    };
    let own_line = pieces.is_first_on_line(beside);
    let separator = if own_line { file.break_to(file.indent_at(pieces.list[beside].start())) } else { " ".to_owned() };
    if instead_of.is_some() {
        pieces.list[beside] = Piece::new(Kind::Item, names.join(&separator));
        return;
    }
    let at = if own_line { pieces.after_line_of(beside) } else { beside + 1 };
    let text: String = names.iter().flat_map(|name| [separator.as_str(), *name]).collect();
    pieces.list.insert(at, Piece::new(Kind::Item, text));
}

/// `name = value;` whose value becomes `new`, the same name: `inherit name;`. Nothing if it is not that.
pub fn of_itself(value: &Expr, new: &str) -> Option<TextEdit> {
    let entry = AttrpathValue::cast(value.syntax().parent()?)?;
    let mut path = entry.attrpath()?.attrs();
    let (name, more) = (path.next()?, path.next());
    let plain = matches!(&name, Attr::Ident(_)) && more.is_none() && name.syntax().text() == new;
    let comment = entry.syntax().children_with_tokens().any(|e| e.kind() == SyntaxKind::TOKEN_COMMENT);
    (plain && !comment).then(|| TextEdit::replace(span(entry.syntax()), format!("inherit {new};")))
}

fn pieces_of(file: &FileText, inherit: &Inherit) -> Option<Pieces> {
    let end = |range: rnix::TextRange| usize::from(range.end());
    let open = match inherit.from() {
        Some(from) => end(from.syntax().text_range()),
        None => end(inherit.inherit_token()?.text_range()),
    };
    let close =
        inherit.syntax().children_with_tokens().find(|element| element.kind() == SyntaxKind::TOKEN_SEMICOLON)?;
    let mut pieces = Pieces::between(file.text, inherit.syntax(), open, close.text_range().start().into());
    pieces.words = true;
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::super::testing::root;
    use super::*;
    use crate::syntax::edit::EditSet;

    #[test]
    fn of_themselves() {
        let cases = [
            ("{ x = 1; }", Some("{ inherit x; }")),
            ("{\n  x =\n    1; # one\n}", Some("{\n  inherit x; # one\n}")),
            ("{ a.x = 1; }", None),
            ("{ y = 1; }", None),
            ("{ \"x\" = 1; }", None),
            ("{ x = /* one */ 1; }", None),
            ("[ 1 ]", None),
        ];
        for (text, after) in cases {
            let literal = root(text).descendants().find(|n| n.kind() == SyntaxKind::NODE_LITERAL);
            let edit = of_itself(&Expr::cast(literal.unwrap()).unwrap(), "x");
            let done = edit.map(|edit| {
                let mut edits = EditSet::new();
                edits.push(edit).unwrap();
                edits.apply(text)
            });
            assert_eq!(done.as_deref(), after, "{text}");
        }
    }
}
