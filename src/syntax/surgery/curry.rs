//! One function more around the value of a file, and the argument for it where the file is imported.

use super::attrset::{self, Addition};
use super::span;
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{Apply, Expr};
use rnix::{SyntaxKind, SyntaxNode};
use rowan::ast::AstNode;

/// How braces on one line are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BraceHabit {
    /// `{ pkgs, ... }: { a = 1; }`, and a head on a line of its own, as nixfmt has it.
    #[default]
    Spaced,
    /// `{pkgs, ...}: {a = 1;}`, and what a head is for on the same line, as alejandra has it.
    Tight,
}

impl BraceHabit {
    /// What most of the braces do that have something behind them on their line, in these trees: none if there are none.
    pub fn of<'a>(trees: impl IntoIterator<Item = &'a SyntaxNode>) -> Option<BraceHabit> {
        let (mut spaced, mut tight) = (0usize, 0usize);
        for node in trees.into_iter().flat_map(|tree| tree.descendants()) {
            if !matches!(node.kind(), SyntaxKind::NODE_PATTERN | SyntaxKind::NODE_ATTR_SET) {
                continue;
            }
            let mut tokens = node.children_with_tokens().skip_while(|e| e.kind() != SyntaxKind::TOKEN_L_BRACE).skip(1);
            match tokens.next() {
                Some(next) if next.kind() == SyntaxKind::TOKEN_WHITESPACE => {
                    let space = next.into_token().map(|t| t.text() == " ").unwrap_or_default();
                    let empty = tokens.next().is_none_or(|e| e.kind() == SyntaxKind::TOKEN_R_BRACE);
                    spaced += usize::from(space && !empty);
                }
                Some(next) if next.kind() != SyntaxKind::TOKEN_R_BRACE => tight += 1,
                _ => {}
            }
        }
        match (spaced, tight) {
            (0, 0) => None,
            _ if tight > spaced => Some(BraceHabit::Tight),
            _ => Some(BraceHabit::Spaced),
        }
    }

    fn braces(self, inner: &str) -> String {
        match self {
            BraceHabit::Spaced => format!("{{ {inner} }}"),
            BraceHabit::Tight => format!("{{{inner}}}"),
        }
    }
}

/// Puts a function of these arguments in front of the value of a file. Comments above it stay above.
///
/// ```text
/// final: prev: { … }  →  { name }:
///                        final: prev: { … }
/// ```
pub fn add_function(file: &FileText, value: &Expr, names: &[String], habit: BraceHabit) -> TextEdit {
    let start = span(value.syntax()).start;
    let space = match habit {
        BraceHabit::Spaced if file.is_first_on_line(start) => file.break_to(file.indent_at(start)),
        _ => " ".to_owned(),
    };
    TextEdit::insert(start, format!("{}:{space}", habit.braces(&names.join(", "))))
}

/// Applies `import ./file.nix` to a set.
///
/// ```text
/// (import ./file.nix)  →  (import ./file.nix { inherit name; })
/// ```
pub fn add_argument(import: &Apply, add: &[Addition], habit: BraceHabit) -> TextEdit {
    TextEdit::insert(span(import.syntax()).end, format!(" {}", habit.braces(&attrset::entries(add).join(" "))))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, assert_tidy, first};
    use super::*;

    fn habit(text: &str) -> Option<BraceHabit> {
        BraceHabit::of([rnix::Root::parse(text).tree().syntax()])
    }

    #[test]
    fn habits() {
        assert_eq!(habit("final: prev: {\n  a = { };\n  b = {};\n}\n"), None, "nothing stands behind a brace");
        assert_eq!(habit("{ pkgs, ... }: { a = 1; }"), Some(BraceHabit::Spaced));
        assert_eq!(habit("{pkgs, ...}: {\n  a = {inherit pkgs;};\n}"), Some(BraceHabit::Tight));
        assert_eq!(habit("{ pkgs }: {a = 1;}"), Some(BraceHabit::Spaced));
    }

    #[test]
    fn functions_come() {
        use BraceHabit::{Spaced, Tight};
        let cases = [
            ("final: prev: { }\n", Spaced, "{ x, y }:\nfinal: prev: { }\n"),
            ("final: prev: { }\n", Tight, "{x, y}: final: prev: { }\n"),
            ("# What it is for.\nfinal: prev: { }\n", Spaced, "# What it is for.\n{ x, y }:\nfinal: prev: { }\n"),
            ("/* a */ final: prev: { }\n", Spaced, "/* a */ { x, y }: final: prev: { }\n"),
            ("final: prev:\r\n{ }\r\n", Spaced, "{ x, y }:\r\nfinal: prev:\r\n{ }\r\n"),
            ("let a = 1; in [ a ]", Spaced, "{ x, y }:\nlet a = 1; in [ a ]"),
            ("(final: prev: { })", Spaced, "({ x, y }: final: prev: { })"),
        ];
        for (before, habit, after) in cases {
            let root = rnix::Root::parse(before).tree();
            let inner = |e: Expr| match &e {
                Expr::Paren(p) => p.expr().unwrap(),
                _ => e,
            };
            let value = inner(root.expr().unwrap());
            let names = ["x".to_owned(), "y".to_owned()];
            let result = applied(before, vec![add_function(&FileText::new(before), &value, &names, habit)]);
            assert_tidy(before, &result);
            assert_eq!(result, after);
        }
    }

    #[test]
    fn arguments_come() {
        let cases = [
            ("[ (import ./a.nix) ]", "[ (import ./a.nix { inherit x; y = a.z; }) ]"),
            ("import ./a.nix", "import ./a.nix { inherit x; y = a.z; }"),
            ("import (./a.nix)", "import (./a.nix) { inherit x; y = a.z; }"),
        ];
        for (before, after) in cases {
            let add = [Addition::binding("y", "a.z"), Addition::inherit("x")];
            let edit = add_argument(&first(before), &add, BraceHabit::Spaced);
            assert_eq!(applied(before, vec![edit]), after);
        }
        let import: Apply = first("import ./a.nix final prev");
        let inner = import.syntax().descendants().filter_map(Apply::cast).last().unwrap();
        let edit = add_argument(&inner, &[Addition::inherit("x")], BraceHabit::Tight);
        assert_eq!(applied("import ./a.nix final prev", vec![edit]), "import ./a.nix {inherit x;} final prev");
    }
}
