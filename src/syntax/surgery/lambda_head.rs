//! The head of a lambda: its `@` binding, its parameter as a whole, a head where there was none.

use super::comments::has_comment;
use super::formals::{self, FormalsChange};
use super::parens::{Precedence, required_at};
use super::{Refusal, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{Expr, Lambda, Param, Pattern};
use rnix::{SyntaxKind, SyntaxNode};
use rowan::ast::AstNode;

/// Drops the `@` binding: `{ pkgs, ... }@args` → `{ pkgs, ... }`.
pub fn remove_at_bind(pattern: &Pattern) -> Result<TextEdit, Refusal> {
    let bind = pattern.pat_bind().ok_or(Refusal::NoReference)?;
    let bind = span(bind.syntax());
    let brace = |kind| {
        let mut tokens = pattern.syntax().children_with_tokens();
        tokens.find(|element| element.kind() == kind).map(|element| element.text_range()).ok_or(Refusal::Incomplete)
    };
    let open = usize::from(brace(SyntaxKind::TOKEN_L_BRACE)?.start());
    let close = usize::from(brace(SyntaxKind::TOKEN_R_BRACE)?.end());
    let range = if bind.start < open { bind.start..open } else { close..bind.end };
    let comment = pattern.syntax().descendants_with_tokens().any(|element| {
        let at = usize::from(element.text_range().start());
        element.kind() == SyntaxKind::TOKEN_COMMENT && range.contains(&at)
    });
    if comment {
        return Err(Refusal::Comment);
    }
    Ok(TextEdit::delete(range))
}

/// Puts another parameter, like `_` or `{ ... }`, in the place of the one that a lambda has.
pub fn replace_param(lambda: &Lambda, param: &str) -> Result<TextEdit, Refusal> {
    let old = lambda.param().ok_or(Refusal::Incomplete)?;
    if has_comment(old.syntax()) {
        return Err(Refusal::Comment);
    }
    Ok(TextEdit::replace(span(old.syntax()), param))
}

/// Makes a lambda take arguments by name, whatever its parameter is.
///
/// ```text
/// { pkgs, ... }: …  →  { pkgs, name, ... }: …
/// _: …              →  { name, ... }: …
/// args: …           →  args@{ name, ... }: …
/// ```
pub fn take(file: &FileText, lambda: &Lambda, names: &[&str]) -> Result<Vec<TextEdit>, Refusal> {
    match lambda.param().ok_or(Refusal::Incomplete)? {
        Param::Pattern(pattern) => {
            let change = FormalsChange { add: names, ..FormalsChange::default() };
            Ok(formals::change(file, &pattern, &change))
        }
        Param::IdentParam(param) => {
            let range = span(param.syntax());
            let name = &file.text[range.clone()];
            let head = head_of(names);
            let body = lambda.body().ok_or(Refusal::Incomplete)?;
            let text = if name == "_" && !mentions(body.syntax(), name) { head } else { format!("{name}@{head}") };
            Ok(vec![TextEdit::replace(range, text)])
        }
    }
}

/// Puts a head in front of an expression that is not a lambda: a module that is a plain set.
///
/// ```text
/// { environment = …; }  →  { name, ... }:
///                          { environment = …; }
/// ```
pub fn add_head(file: &FileText, expr: &Expr, names: &[&str]) -> Vec<TextEdit> {
    let range = span(expr.syntax());
    let parens = required_at(expr.syntax()) > Precedence::Open;
    let own_line = file.is_first_on_line(range.start) && !parens;
    let space = if own_line { file.break_to(file.indent_at(range.start)) } else { " ".to_owned() };
    let open = if parens { "(" } else { "" };
    let head = format!("{open}{}:{space}", head_of(names));
    let mut edits = vec![TextEdit::insert(range.start, head)];
    if parens {
        edits.push(TextEdit::insert(range.end, ")"));
    }
    edits
}

fn head_of(names: &[&str]) -> String {
    let names: String = names.iter().flat_map(|name| [*name, ", "]).collect();
    format!("{{ {names}... }}")
}

/// Whether an identifier occurs at all: scopes don't matter for the rare reference to `_`.
fn mentions(node: &SyntaxNode, name: &str) -> bool {
    node.descendants().any(|node| node.kind() == SyntaxKind::NODE_IDENT && node.text() == name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, assert_tidy, first};
    use super::*;

    #[test]
    fn at_binds_go() {
        let cases = [
            ("{ pkgs, ... }@args: 1", "{ pkgs, ... }: 1"),
            ("{ pkgs, ... } @ args: 1", "{ pkgs, ... }: 1"),
            ("args@{ pkgs, ... }: 1", "{ pkgs, ... }: 1"),
            ("args @ { pkgs, ... }: 1", "{ pkgs, ... }: 1"),
            ("inputs@\n{ pkgs, ... }: 1", "{ pkgs, ... }: 1"),
            ("{\n  pkgs,\n  ...\n}@args:\n1", "{\n  pkgs,\n  ...\n}:\n1"),
            ("{\n  pkgs, # why\n  ...\n}@args:\n1", "{\n  pkgs, # why\n  ...\n}:\n1"),
        ];
        for (before, after) in cases {
            let edit = remove_at_bind(&first(before)).unwrap();
            assert_eq!(applied(before, vec![edit]), after);
        }
        assert_eq!(remove_at_bind(&first("{ a }: 1")), Err(Refusal::NoReference));
        let commented = "{ a } /* why */ @args: 1";
        assert_eq!(remove_at_bind(&first(commented)), Err(Refusal::Comment));
    }

    #[test]
    fn at_bind_and_formals_change_together() {
        let before = "{ pkgs, inputs, ... }@args: 1";
        let change = FormalsChange { remove: &["inputs"], ..FormalsChange::default() };
        let pattern = first(before);
        let mut edits = formals::change(&FileText::new(before), &pattern, &change);
        edits.push(remove_at_bind(&pattern).unwrap());
        assert_eq!(applied(before, edits), "{ pkgs, ... }: 1");
    }

    #[test]
    fn params() {
        let cases = [
            ("{ pkgs, ... }: 1", "_", "_: 1"),
            ("{ pkgs, ... }@args: 1", "{ ... }", "{ ... }: 1"),
            ("args@{ pkgs }: 1", "_", "_: 1"),
            ("x: 1", "_", "_: 1"),
            ("{\n  pkgs,\n  ...\n}:\n{ }", "{ ... }", "{ ... }:\n{ }"),
        ];
        for (before, param, after) in cases {
            let edit = replace_param(&first(before), param).unwrap();
            assert_eq!(applied(before, vec![edit]), after);
        }
        let commented = "{ pkgs, # why\n... }: 1";
        assert_eq!(replace_param(&first(commented), "_"), Err(Refusal::Comment));
    }

    #[test]
    fn takes_names() {
        let cases = [
            ("{ pkgs, ... }: 1", "{ pkgs, x, ... }: 1"),
            ("{ pkgs, ... }@args: 1", "{ pkgs, x, ... }@args: 1"),
            ("_: { }", "{ x, ... }: { }"),
            ("_: _", "_@{ x, ... }: _"),
            ("args: args.a", "args@{ x, ... }: args.a"),
        ];
        for (before, after) in cases {
            let edits = take(&FileText::new(before), &first(before), &["x"]).unwrap();
            assert_eq!(applied(before, edits), after);
        }
    }

    #[test]
    fn heads_come() {
        let cases = [
            ("{\n  a = 1;\n}\n", "{ x, ... }:\n{\n  a = 1;\n}\n"),
            ("{\r\n  a = 1;\r\n}\r\n", "{ x, ... }:\r\n{\r\n  a = 1;\r\n}\r\n"),
            ("# A module.\n{\n  a = 1;\n}\n", "# A module.\n{ x, ... }:\n{\n  a = 1;\n}\n"),
            ("/* A module. */ { a = 1; }\n", "/* A module. */ { x, ... }: { a = 1; }\n"),
            ("let\n  a = 1;\nin\n{ b = { }; }", "{ x, ... }:\nlet\n  a = 1;\nin\n{ b = { }; }"),
        ];
        for (before, after) in cases {
            let expr = rnix::Root::parse(before).tree().expr().unwrap();
            let result = applied(before, add_head(&FileText::new(before), &expr, &["x"]));
            assert_tidy(before, &result);
            assert_eq!(result, after);
        }
    }

    #[test]
    fn heads_of_inner_expressions() {
        let cases = [
            ("[ { a = 1; } ]", "[ ({ x, ... }: { a = 1; }) ]"),
            ("[\n  {\n    a = 1;\n  }\n]", "[\n  ({ x, ... }: {\n    a = 1;\n  })\n]"),
            ("f { a = 1; }", "f ({ x, ... }: { a = 1; })"),
            ("y: { a = 1; }", "y: { x, ... }: { a = 1; }"),
            ("y:\n{ a = 1; }", "y:\n{ x, ... }:\n{ a = 1; }"),
            ("({ a = 1; })", "({ x, ... }: { a = 1; })"),
        ];
        for (before, after) in cases {
            let set: rnix::ast::AttrSet = first(before);
            let edits = add_head(&FileText::new(before), &Expr::AttrSet(set), &["x"]);
            assert_eq!(applied(before, edits), after);
        }
    }
}
