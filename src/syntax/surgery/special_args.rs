//! `specialArgs` and their kin: a set of module arguments that gets more names, whatever its
//! expression is.

use super::attrset::{self, Addition};
use super::entries::{EntryList, names_in};
use super::parens::{Precedence, precedence, precedence_of_text, required_at};
use super::{Refusal, inherit, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{AttrSet, BinOpKind, Expr, HasEntry, Inherit};
use rowan::ast::AstNode;

/// Adds names to the value of `specialArgs`.
///
/// ```text
/// { inherit inputs; }  →  { inherit inputs name; }
/// a // { b = 1; }      →  a // { inherit name; b = 1; }
/// inputs               →  inputs // { inherit name; }
/// ```
pub fn extend(file: &FileText, value: &Expr, names: &[&str]) -> Result<Vec<TextEdit>, Refusal> {
    if let Some(set) = literal(file, value, names) {
        let add: Vec<Addition> = names.iter().map(|name| Addition::inherit(*name)).collect();
        return attrset::change(file, &set, &[], &add).map(|change| change.edits);
    }
    let range = span(value.syntax());
    let inner = precedence(value) < Precedence::Update;
    let outer = required_at(value.syntax()) > Precedence::Update;
    let open = "(".repeat(usize::from(inner) + usize::from(outer));
    let close = |needed: bool| if needed { ")" } else { "" };
    let tail = format!("{} // {{ inherit {}; }}{}", close(inner), names.join(" "), close(outer));
    let mut edits = Vec::new();
    if !open.is_empty() {
        edits.push(TextEdit::insert(range.start, open));
    }
    edits.push(TextEdit::insert(range.end, tail));
    Ok(edits)
}

/// The set literal of a value that can take the names: of `//` the right one, which wins.
fn literal(file: &FileText, value: &Expr, names: &[&str]) -> Option<AttrSet> {
    match value {
        Expr::AttrSet(set) => Some(set.clone()),
        Expr::Paren(paren) => literal(file, &paren.expr()?, names),
        Expr::BinOp(op) if op.operator() == Some(BinOpKind::Update) => {
            let side = |side: Option<Expr>| literal(file, &side?, names);
            side(op.rhs()).or_else(|| side(op.lhs()))
        }
        Expr::LetIn(let_in) => {
            let range = span(let_in.syntax());
            let body = let_in.body()?;
            let head = &file.text[range.start + "let".len()..span(body.syntax()).start];
            let bindings = head.trim_end().strip_suffix("in").unwrap_or(head);
            // In there the name would mean another value.
            let shadows = let_in.entries().next().is_some()
                && names_in(bindings).iter().any(|name| names.contains(&name.as_str()));
            (!shadows).then(|| literal(file, &body, names)).flatten()
        }
        Expr::With(with) => literal(file, &with.body()?, names),
        Expr::Assert(assert) => literal(file, &assert.body()?, names),
        _ => None,
    }
}

/// Adds names where an argument set only inherits the special arguments.
///
/// ```text
/// { inherit lib specialArgs; }  →  { inherit lib; specialArgs = specialArgs // { inherit name; }; }
/// ```
pub fn binding_with_inherit(
    file: &FileText,
    set: &AttrSet,
    attribute: &str,
    names: &[&str],
) -> Result<Vec<TextEdit>, Refusal> {
    let inherit = set
        .inherits()
        .find(|inherit| inherit::binds(inherit, attribute))
        .ok_or_else(|| Refusal::NoSuchName(attribute.to_owned()))?;
    if set.rec_token().is_some() && inherit.from().is_none() {
        return Err(Refusal::SelfReference(attribute.to_owned()));
    }
    let value = inherited_value(&inherit, attribute);
    let text = format!("{attribute} = {value} // {{ inherit {}; }};", names.join(" "));
    let mut list = EntryList::of(file, set.syntax())?;
    list.detach(&inherit, &[(attribute.to_owned(), text)])?;
    Ok(list.finish())
}

/// The expression that an inherited name stands for.
fn inherited_value(inherit: &Inherit, name: &str) -> String {
    match inherit::from_text(inherit) {
        Some(from) if precedence_of_text(&from) == Precedence::Simple => format!("{from}.{name}"),
        Some(from) => format!("({from}).{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, assert_tidy, first, root};
    use super::*;
    use rnix::ast::AttrpathValue;

    /// Extends the value of the first binding.
    fn extended(text: &str, names: &[&str]) -> Result<String, Refusal> {
        let value = first::<AttrpathValue>(text).value().unwrap();
        let after = applied(text, extend(&FileText::new(text), &value, names)?);
        assert_tidy(text, &after);
        Ok(after)
    }

    #[test]
    fn values() {
        let cases = [
            ("{ inherit inputs; }", "{ inherit inputs x; }"),
            ("{inherit inputs;}", "{inherit inputs x;}"),
            ("{ }", "{ inherit x; }"),
            ("{ a = 1; }", "{ inherit x; a = 1; }"),
            ("rec { inherit inputs; }", "rec { inherit inputs x; }"),
            ("({ inherit inputs; })", "({ inherit inputs x; })"),
            ("inputs", "inputs // { inherit x; }"),
            ("inputs.self.args", "inputs.self.args // { inherit x; }"),
            ("inputs // { b = 1; }", "inputs // { inherit x; b = 1; }"),
            ("inputs // { inherit b; }", "inputs // { inherit b x; }"),
            ("{ b = 1; } // inputs", "{ inherit x; b = 1; } // inputs"),
            ("{ b = 1; } // { inherit c; }", "{ b = 1; } // { inherit c x; }"),
            ("a // { inherit b; } // c", "a // { inherit b x; } // c"),
            ("a // b", "a // b // { inherit x; }"),
            ("f inputs", "f inputs // { inherit x; }"),
            ("f { a = 1; }", "f { a = 1; } // { inherit x; }"),
            ("y: y", "(y: y) // { inherit x; }"),
            ("if a then b else c", "(if a then b else c) // { inherit x; }"),
            ("with a; b", "(with a; b) // { inherit x; }"),
            ("let a = 1; in a", "(let a = 1; in a) // { inherit x; }"),
            ("with a; { inherit b; }", "with a; { inherit b x; }"),
            ("let a = 1; in { inherit a; }", "let a = 1; in { inherit a x; }"),
            ("let x = 1; in { inherit a; }", "(let x = 1; in { inherit a; }) // { inherit x; }"),
            ("assert a; { inherit b; }", "assert a; { inherit b x; }"),
            ("(f a)", "(f a) // { inherit x; }"),
            ("a.b or { }", "a.b or { } // { inherit x; }"),
            ("a && b", "(a && b) // { inherit x; }"),
            ("inputs /* why */", "inputs // { inherit x; } /* why */"),
        ];
        for (before, after) in cases {
            let wrapped = |value: &str| format!("{{ specialArgs = {value}; }}");
            let result = extended(&wrapped(before), &["x"]).unwrap();
            assert_eq!(result, wrapped(after));
        }
    }

    #[test]
    fn several_lines() {
        let before = "{\n  specialArgs = {\n    inherit inputs;\n    a = 1;\n  };\n}";
        let after = "{\n  specialArgs = {\n    inherit inputs x y;\n    a = 1;\n  };\n}";
        assert_eq!(extended(before, &["x", "y"]).unwrap(), after);
        let taken = extended("{ specialArgs = { x = 1; }; }", &["x"]);
        assert_eq!(taken, Err(Refusal::NameTaken("x".into())));
    }

    #[test]
    fn as_an_operand() {
        let cases = [
            ("f inputs", "f (inputs // { inherit x; })"),
            ("f (inputs)", "f (inputs // { inherit x; })"),
            ("[ inputs ]", "[ (inputs // { inherit x; }) ]"),
            ("inputs.a", "(inputs // { inherit x; }).a"),
            ("a // inputs", "a // inputs // { inherit x; }"),
        ];
        for (before, after) in cases {
            let ident = root(before)
                .descendants()
                .filter_map(Expr::cast)
                .find(|expr| expr.syntax().text() == "inputs")
                .unwrap();
            let edits = extend(&FileText::new(before), &ident, &["x"]).unwrap();
            assert_eq!(applied(before, edits), after);
        }
    }

    #[test]
    fn inherited_special_args() {
        let cases = [
            ("{ inherit specialArgs; }", "{ specialArgs = specialArgs // { inherit x; }; }"),
            ("{ inherit lib specialArgs; }", "{ inherit lib; specialArgs = specialArgs // { inherit x; }; }"),
            (
                "{\n  inherit lib specialArgs;\n  modules = [ ];\n}",
                "{\n  inherit lib;\n  specialArgs = specialArgs // { inherit x; };\n  modules = [ ];\n}",
            ),
            (
                "{\n  inherit specialArgs;\n  modules = [ ];\n}",
                "{\n  specialArgs = specialArgs // { inherit x; };\n  modules = [ ];\n}",
            ),
            ("{\n  inherit (common) specialArgs;\n}", "{\n  specialArgs = common.specialArgs // { inherit x; };\n}"),
            (
                "{ inherit (f a) specialArgs b; }",
                "{ inherit (f a) b; specialArgs = (f a).specialArgs // { inherit x; }; }",
            ),
        ];
        for (before, after) in cases {
            let set = first(before);
            let edits = binding_with_inherit(&FileText::new(before), &set, "specialArgs", &["x"]);
            assert_eq!(applied(before, edits.unwrap()), after);
        }
        let rec = "rec { inherit specialArgs; }";
        let result = binding_with_inherit(&FileText::new(rec), &first(rec), "specialArgs", &["x"]);
        assert_eq!(result, Err(Refusal::SelfReference("specialArgs".into())));
    }
}
