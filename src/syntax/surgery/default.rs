//! Formals with a default: `{ system, pkgs ? import nixpkgs { inherit system; } }`.

use super::comments::has_comment;
use super::formals::{self, FormalsChange};
use super::reindent::reindent;
use super::{Refusal, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{Expr, Pattern};
use rowan::ast::AstNode;

/// Longer lines are not made: the formals get a line each instead.
const MAX_COLUMNS: usize = 100;

/// A formal that comes, with an expression of the file as its default.
pub struct NewFormal {
    pub name: String,
    pub value: Expr,
    /// What stands above it, a line each.
    pub comments: Vec<String>,
}

/// Adds formals behind the others, in the comma style of the pattern. One that is on one line gets a line for each formal
/// where it would be too long, or where what comes takes several.
pub fn add(file: &FileText, pattern: &Pattern, new: &[NewFormal]) -> Result<Vec<TextEdit>, Refusal> {
    let range = span(pattern.syntax());
    if !file.text[range.clone()].contains('\n') {
        let flat: Option<Vec<String>> = new.iter().map(flat).collect();
        let Some(flat) = flat.filter(|flat| fits(file, &range, flat)) else { return broken(file, pattern, new) };
        return Ok(behind(file, pattern, &flat));
    }
    let first = pattern.pat_entries().next().ok_or(Refusal::Incomplete)?;
    let leading = pattern.syntax().text().to_string().lines().skip(1).any(|l| l.trim_start().starts_with(','));
    let indent = match leading {
        // `, name` has its name two columns behind the comma.
        true => format!("{}  ", file.indent_at(range.end - 1)),
        false => file.indent_at(span(first.syntax()).start).to_owned(),
    };
    let texts: Vec<String> = new.iter().map(|n| text(file, n, &indent)).collect();
    Ok(behind(file, pattern, &texts))
}

fn behind(file: &FileText, pattern: &Pattern, texts: &[String]) -> Vec<TextEdit> {
    let add: Vec<&str> = texts.iter().map(String::as_str).collect();
    formals::change(file, pattern, &FormalsChange { add: &add, ..FormalsChange::default() })
}

// As it is, if that is one line.
fn flat(new: &NewFormal) -> Option<String> {
    let value = new.value.syntax().text().to_string();
    (new.comments.is_empty() && !value.contains('\n')).then(|| format!("{} ? {value}", new.name))
}

fn fits(file: &FileText, pattern: &std::ops::Range<usize>, flat: &[String]) -> bool {
    let begin = crate::syntax::style::line_start(file.text, pattern.start);
    let new: usize = flat.iter().map(|f| f.chars().count() + 2).sum();
    // The colon.
    file.text[begin..pattern.end].chars().count() + new < MAX_COLUMNS
}

fn text(file: &FileText, new: &NewFormal, indent: &str) -> String {
    let line = file.break_to(indent);
    let value = new.value.syntax();
    let value = reindent(&value.text().to_string(), file.indent_at(span(value).start), indent);
    let comments: String = new.comments.iter().map(|c| format!("{c}{line}")).collect();
    format!("{comments}{} ? {value}", new.name)
}

// With a line for each formal.
fn broken(file: &FileText, pattern: &Pattern, new: &[NewFormal]) -> Result<Vec<TextEdit>, Refusal> {
    if has_comment(pattern.syntax()) {
        return Err(Refusal::Comment);
    }
    if pattern.ellipsis_token().is_some() || pattern.pat_bind().is_some() {
        return Err(Refusal::Incomplete);
    }
    let range = span(pattern.syntax());
    let indent = file.indent_at(range.start);
    let deeper = format!("{indent}{}", file.step());
    let line = file.break_to(&deeper);
    let old = pattern.pat_entries().map(|e| e.syntax().text().to_string());
    let all = old.chain(new.iter().map(|n| text(file, n, &deeper)));
    let lines: String = all.map(|formal| format!("{line}{formal},")).collect();
    Ok(vec![TextEdit::replace(range, format!("{{{lines}{}}}", file.break_to(indent)))])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, assert_tidy, crlf, first};
    use super::*;
    use rnix::ast::LetIn;

    // The function `{ … }: let x = VALUE; in …`: its head with what `x` is bound to.
    fn head(before: &str, comments: &[&str]) -> String {
        use rnix::ast::HasEntry as _;
        let file = FileText::new(before);
        let value = first::<LetIn>(before).attrpath_values().next().unwrap().value().unwrap();
        let comments = comments.iter().map(|c| (*c).to_owned()).collect();
        let new = NewFormal { name: "x".to_owned(), value, comments };
        let after = applied(before, add(&file, &first::<Pattern>(before), &[new]).unwrap());
        assert_tidy(before, &after);
        let end = after.find(": let").or(after.find(":\n")).or(after.find(":\r\n")).unwrap();
        after[..end].to_owned()
    }

    #[test]
    fn stays_on_its_line_where_it_fits() {
        assert_eq!(head("{ a }: let x = f { b = 1; }; in x", &[]), "{ a, x ? f { b = 1; } }");
        assert_eq!(head("{ a }: let x = f {\n  b = 1;\n}; in x", &[]), "{\n  a,\n  x ? f {\n    b = 1;\n  },\n}");
        assert_eq!(head("{ }: let x = f a; in x", &[]), "{ x ? f a }");
        let long = format!("{{ a }}: let x = f \"{}\"; in x", "y".repeat(90));
        assert_eq!(head(&long, &[]), format!("{{\n  a,\n  x ? f \"{}\",\n}}", "y".repeat(90)));
    }

    #[test]
    fn a_comment_gets_a_line_above() {
        assert_eq!(head("{ a ? 1, b }: let x = f; in x", &["# why"]), "{\n  a ? 1,\n  b,\n  # why\n  x ? f,\n}");
        assert_eq!(
            head("{ a }: let x = f {\n  # in it\n  b = 1;\n}; in x", &[]),
            "{\n  a,\n  x ? f {\n    # in it\n    b = 1;\n  },\n}"
        );
    }

    #[test]
    fn lines_are_in_the_style_of_the_others() {
        for (before, after) in [
            (
                "{\n  a,\n  b,\n}:\nlet\n  x = f {\n    c = 1;\n  };\nin x",
                "{\n  a,\n  b,\n  # why\n  x ? f {\n    c = 1;\n  },\n}",
            ),
            (
                "{ a\n, b\n}:\nlet\n  x = f {\n    c = 1;\n  };\nin x",
                "{ a\n, b\n, # why\n  x ? f {\n    c = 1;\n  }\n}",
            ),
        ] {
            assert_eq!(head(before, &["# why"]), after);
            assert_eq!(head(&crlf(before), &["# why"]), crlf(after));
        }
    }
}
