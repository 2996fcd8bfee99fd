//! Parentheses: where an expression needs them, and where they have become redundant.

use super::span;
use crate::syntax::edit::TextEdit;
use crate::syntax::style::{FileText, line_start};
use rnix::ast::{BinOpKind, Expr, Paren, UnaryOpKind};
use rnix::{Root, SyntaxKind, SyntaxNode};
use rowan::ast::AstNode;

/// How tightly an expression holds together, from loose to tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precedence {
    /// `x: …`, `let … in`, `with`, `if`, `assert`: as long as possible to the right.
    Open,
    /// `|>` and `<|`
    Pipe,
    /// `->`
    Implication,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`, `!=`
    Equal,
    /// `<`, `<=`, `>`, `>=`
    Compare,
    /// `//`
    Update,
    /// `!`
    Not,
    /// `+`, `-`
    Add,
    /// `*`, `/`
    Multiply,
    /// `++`
    Concat,
    /// `?`
    HasAttr,
    /// unary `-`
    Negate,
    /// `f x`
    Apply,
    /// What can be an argument or a list item, but not be selected from: `a.b or c`, a path, a number.
    Argument,
    /// What can be selected from.
    Simple,
}

#[derive(PartialEq)]
enum Associates {
    Left,
    Right,
    Neither,
}

/// The precedence of an expression.
pub fn precedence(expr: &Expr) -> Precedence {
    match expr {
        Expr::Lambda(_)
        | Expr::LetIn(_)
        | Expr::With(_)
        | Expr::IfElse(_)
        | Expr::Assert(_)
        | Expr::Error(_)
        | Expr::Root(_) => Precedence::Open,
        Expr::BinOp(op) => op.operator().map_or(Precedence::Open, |kind| binary(kind).0),
        Expr::UnaryOp(op) => match op.operator() {
            Some(UnaryOpKind::Negate) => Precedence::Negate,
            _ => Precedence::Not,
        },
        Expr::HasAttr(_) => Precedence::HasAttr,
        Expr::Apply(_) => Precedence::Apply,
        Expr::Select(select) if select.or_token().is_some() => Precedence::Argument,
        Expr::PathAbs(_) | Expr::PathRel(_) | Expr::PathHome(_) | Expr::PathSearch(_) | Expr::Literal(_) => {
            Precedence::Argument
        }
        _ => Precedence::Simple,
    }
}

/// The precedence of an expression that is given as text; `Open` if it does not parse.
pub fn precedence_of_text(text: &str) -> Precedence {
    let parsed = Root::parse(text);
    match parsed.tree().expr() {
        Some(expr) if parsed.errors().is_empty() => precedence(&expr),
        _ => Precedence::Open,
    }
}

/// Whether an expression must be parenthesised to be a function's argument or an item of a list.
pub fn needs_parens_as_argument(text: &str) -> bool {
    precedence_of_text(text) < Precedence::Argument
}

/// The precedence that an expression needs to stand where `node` stands.
pub fn required_at(node: &SyntaxNode) -> Precedence {
    let Some(parent) = node.parent() else {
        return Precedence::Open;
    };
    let mut operands = parent.children().filter(|child| Expr::can_cast(child.kind()));
    let is_first = operands.next().as_ref() == Some(node);
    match parent.kind() {
        SyntaxKind::NODE_LIST => Precedence::Argument,
        SyntaxKind::NODE_APPLY if is_first => Precedence::Apply,
        SyntaxKind::NODE_APPLY => Precedence::Argument,
        SyntaxKind::NODE_SELECT if is_first => Precedence::Simple,
        SyntaxKind::NODE_SELECT => Precedence::Argument,
        SyntaxKind::NODE_HAS_ATTR => Precedence::Negate,
        SyntaxKind::NODE_UNARY_OP | SyntaxKind::NODE_BIN_OP => match Expr::cast(parent) {
            Some(Expr::UnaryOp(op)) if op.operator() == Some(UnaryOpKind::Negate) => Precedence::Negate,
            Some(Expr::BinOp(op)) => op.operator().map_or(Precedence::Simple, |kind| operand(kind, is_first)),
            _ => Precedence::Not,
        },
        _ => Precedence::Open,
    }
}

/// What the left or right operand of an operator has to be.
fn operand(kind: BinOpKind, is_left: bool) -> Precedence {
    let (own, associates) = binary(kind);
    let same_side = match associates {
        Associates::Left => is_left,
        Associates::Right => !is_left,
        Associates::Neither => false,
    };
    if same_side { own } else { next(own) }
}

fn binary(kind: BinOpKind) -> (Precedence, Associates) {
    match kind {
        BinOpKind::PipeRight => (Precedence::Pipe, Associates::Left),
        BinOpKind::PipeLeft => (Precedence::Pipe, Associates::Right),
        BinOpKind::Implication => (Precedence::Implication, Associates::Right),
        BinOpKind::Or => (Precedence::Or, Associates::Left),
        BinOpKind::And => (Precedence::And, Associates::Left),
        BinOpKind::Equal | BinOpKind::NotEqual => (Precedence::Equal, Associates::Neither),
        BinOpKind::Less | BinOpKind::LessOrEq | BinOpKind::More | BinOpKind::MoreOrEq => {
            (Precedence::Compare, Associates::Neither)
        }
        BinOpKind::Update => (Precedence::Update, Associates::Right),
        BinOpKind::Add | BinOpKind::Sub => (Precedence::Add, Associates::Left),
        BinOpKind::Mul | BinOpKind::Div => (Precedence::Multiply, Associates::Left),
        BinOpKind::Concat => (Precedence::Concat, Associates::Right),
    }
}

fn next(precedence: Precedence) -> Precedence {
    match precedence {
        Precedence::Pipe => Precedence::Implication,
        Precedence::Implication => Precedence::Or,
        Precedence::Or => Precedence::And,
        Precedence::And => Precedence::Equal,
        Precedence::Equal => Precedence::Compare,
        Precedence::Compare => Precedence::Update,
        Precedence::Update => Precedence::Not,
        Precedence::Add => Precedence::Multiply,
        Precedence::Multiply => Precedence::Concat,
        Precedence::Concat => Precedence::HasAttr,
        _ => Precedence::Simple,
    }
}

/// Puts an expression in the place of another one. Parentheses around the old one that the new one
/// does not need go too; those that it needs come.
///
/// ```text
/// (import x { }).foo  →  name.foo
/// ```
pub fn replace(file: &FileText, expr: &Expr, new: &str) -> Vec<TextEdit> {
    let precedence = precedence_of_text(new);
    let mut node = expr.syntax().clone();
    while let Some(paren) = node.parent().and_then(Paren::cast) {
        if holds_comment(&paren) || required_at(paren.syntax()) > precedence {
            break;
        }
        node = paren.syntax().clone();
    }
    pulled_up(file, put(file, &node, new, precedence))
}

/// The longest line that results from joining two.
const JOINED_LINE: usize = 80;

// What took lines of its own after `x =` or `x:` stands beside that when it is one short line, and so does the head of a
// function that had a line of its own for its sake.
fn pulled_up(file: &FileText, edit: TextEdit) -> Vec<TextEdit> {
    let was_long = file.text[edit.range.clone()].contains('\n');
    // A parenthesis on a line of its own would stay behind.
    let closed = file.text[edit.range.end..].trim_start_matches(' ').starts_with(';');
    if !closed || !was_long || edit.text.contains('\n') {
        return vec![edit];
    }
    let Some(head) = opening_before(file.text, edit.range.start) else { return vec![edit] };
    let line = &head[line_start(head, head.len())..];
    let length = line.chars().count() + 1 + edit.text.chars().count();
    if length > JOINED_LINE {
        return vec![edit];
    }
    let mut out = vec![TextEdit::replace(head.len()..edit.range.end, format!(" {}", edit.text))];
    let own = line.trim_start();
    let start = head.len() - own.len();
    if own.ends_with(':')
        && !own.contains('=')
        && let Some(above) = opening_before(file.text, start)
        && above[line_start(above, above.len())..].chars().count() + 1 + length - (line.len() - own.len())
            <= JOINED_LINE
    {
        out.push(TextEdit::replace(above.len()..start, " "));
    }
    out
}

// The text up to a line that ends with `=` or `:`, if what begins at `at` stands on the next one.
fn opening_before(text: &str, at: usize) -> Option<&str> {
    let head = text[..at].trim_end();
    let line = &head[line_start(head, head.len())..];
    // Formals that end on a line of their own keep the body below them.
    let opens = line.ends_with([':', '='])
        && line.trim_start() != "}:"
        && !line.contains(['#', '"', '\''])
        && !line.contains("/*");
    (opens && text[head.len()..at].contains('\n')).then_some(head)
}

/// Puts an expression in the place of another one, and leaves parentheses around it alone.
pub fn substitute(file: &FileText, expr: &Expr, new: &str) -> TextEdit {
    put(file, expr.syntax(), new, precedence_of_text(new))
}

fn put(file: &FileText, node: &SyntaxNode, new: &str, precedence: Precedence) -> TextEdit {
    let range = span(node);
    let text = if required_at(node) > precedence { format!("({new})") } else { new.to_owned() };
    let left = space_between(&file.text[..range.start], &text);
    let right = space_between(&text, &file.text[range.end..]);
    TextEdit::replace(range, format!("{left}{text}{right}"))
}

/// A space where two texts side by side would be read as one word or path.
fn space_between(left: &str, right: &str) -> &'static str {
    let in_word = |c: char| c.is_ascii_alphanumeric() || "_'-/".contains(c);
    let mut back = left.chars().rev();
    let ends_in_word = match back.next() {
        // A minus by itself is an operator.
        Some('-') => back.next().is_some_and(in_word),
        last => last.is_some_and(in_word),
    };
    let touches = ends_in_word && right.starts_with(in_word);
    if touches { " " } else { "" }
}

/// Takes parentheses away if the expression means the same without them.
pub fn unwrap_if_redundant(file: &FileText, paren: &Paren) -> Option<Vec<TextEdit>> {
    let inner = paren.expr()?;
    if holds_comment(paren) || precedence(&inner) < required_at(paren.syntax()) {
        return None;
    }
    let (outer, inner) = (span(paren.syntax()), span(inner.syntax()));
    let left = space_between(&file.text[..outer.start], &file.text[inner.start..]);
    let right = space_between(&file.text[..inner.end], &file.text[outer.end..]);
    Some(vec![TextEdit::replace(outer.start..inner.start, left), TextEdit::replace(inner.end..outer.end, right)])
}

/// Whether a comment stands directly within the parentheses.
fn holds_comment(paren: &Paren) -> bool {
    paren.syntax().children_with_tokens().any(|element| element.kind() == SyntaxKind::TOKEN_COMMENT)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, root};
    use super::*;

    fn replaced(text: &str, old: &str, new: &str) -> String {
        let expr = root(text).descendants().filter_map(Expr::cast).find(|expr| expr.syntax().text() == old).unwrap();
        applied(text, replace(&FileText::new(text), &expr, new))
    }

    #[test]
    fn replaces_with_a_name() {
        let cases = [
            ("(import x { }).foo", "name.foo"),
            ("[ (import x { }).foo ]", "[ name.foo ]"),
            ("f (import x { })", "f name"),
            ("f (import x { }) y", "f name y"),
            ("f(import x { })y", "f name y"),
            ("((import x { })).foo", "name.foo"),
            ("with (import x { }); a", "with name; a"),
            ("with import x { }; a", "with name; a"),
            ("a = import x { }; b", ""),
            ("\"${(import x { }).foo}\"", "\"${name.foo}\""),
            ("inherit", ""),
            ("(import x { }) // y", "name // y"),
            ("( /* why */ import x { }).foo", "( /* why */ name).foo"),
            ("(import x { } # why\n).foo", "(name # why\n).foo"),
            ("(import x { }) ? foo", "name ? foo"),
            ("{ a = (import x { }); }", "{ a = name; }"),
            ("{ inherit (import x { }) foo; }", "{ inherit (name) foo; }"),
            ("(import x { }).a or (import y { }).b", "name.a or (import y { }).b"),
            ("(import x { } // y).foo", "(name // y).foo"),
        ];
        for (before, after) in cases.iter().filter(|(_, after)| !after.is_empty()) {
            assert_eq!(replaced(before, "import x { }", "name"), *after);
        }
    }

    #[test]
    fn replaces_with_an_expression() {
        let cases = [
            ("f y", "y", "g x", "f (g x)"),
            ("f (y)", "y", "g x", "f (g x)"),
            ("y.a", "y", "g x", "(g x).a"),
            ("[ y ]", "y", "a // b", "[ (a // b) ]"),
            ("y x", "y", "g x", "g x x"),
            ("a // y", "y", "b // c", "a // b // c"),
            ("y // a", "y", "b // c", "(b // c) // a"),
            ("a - y", "y", "b - c", "a - (b - c)"),
            ("y - a", "y", "b - c", "b - c - a"),
            ("a ++ y", "y", "if b then c else d", "a ++ (if b then c else d)"),
            ("{ a = y; }", "y", "x: x", "{ a = x: x; }"),
            ("y == a", "y", "b == c", "(b == c) == a"),
            ("!y", "y", "a && b", "!(a && b)"),
            ("!y", "y", "a // b", "!(a // b)"),
            ("-y", "y", "f a", "-f a"),
            ("y ? a", "y", "f a", "f a ? a"),
            ("f y", "y", "a.b or c", "f a.b or c"),
            ("y.a", "y", "a.b or c", "(a.b or c).a"),
            ("y.a", "y", "./b", "(./b).a"),
            ("y.a", "y", "s.${system}.p", "s.${system}.p.a"),
        ];
        for (before, old, new, after) in cases {
            assert_eq!(replaced(before, old, new), after);
        }
    }

    #[test]
    fn what_is_short_now_stands_beside_what_opens_it() {
        let old = "import x {\n      a = 1;\n    }";
        let cases = [
            ("{\n  f =\n    OLD;\n}", "{\n  f = name;\n}"),
            ("{\n  f =\n    system:\n    OLD;\n}", "{\n  f = system: name;\n}"),
            ("{\n  f =\n    { a, b }:\n    OLD;\n}", "{\n  f = { a, b }: name;\n}"),
            ("{\n  f = system:\n    OLD;\n}", "{\n  f = system: name;\n}"),
            ("{\n  # why\n  f =\n    # what =\n    OLD;\n}", "{\n  # why\n  f =\n    # what =\n    name;\n}"),
            ("{\n  f =\n    {\n      a,\n    }:\n    OLD;\n}", "{\n  f =\n    {\n      a,\n    }:\n    name;\n}"),
            ("[\n  (a:\n    OLD)\n]", "[\n  (a:\n    name)\n]"),
        ];
        for (before, after) in cases {
            assert_eq!(replaced(&before.replace("OLD", old), old, "name"), after);
        }
    }

    #[test]
    fn unwraps() {
        let cases = [
            ("(a)", Some("a")),
            ("f (a)", Some("f a")),
            ("f(a)", Some("f a")),
            ("f (a.b)", Some("f a.b")),
            ("f (g a)", None),
            ("(f a) b", Some("f a b")),
            ("(f a).b", None),
            ("(a.b).c", Some("a.b.c")),
            ("(a.b or c).d", None),
            ("[ (f a) ]", None),
            ("[ ({ }) ]", Some("[ { } ]")),
            ("(x: x) a", None),
            ("{ a = (x: x); }", Some("{ a = x: x; }")),
            ("{ a = (let b = 1; in b); }", Some("{ a = let b = 1; in b; }")),
            ("(a // b) // c", None),
            ("a // (b // c)", Some("a // b // c")),
            ("(/* c */ a)", None),
            ("(./a).b", None),
            ("-(f a)", Some("-f a")),
        ];
        for (before, after) in cases {
            let paren = root(before).descendants().find_map(Paren::cast).unwrap();
            let edits = unwrap_if_redundant(&FileText::new(before), &paren);
            assert_eq!(edits.map(|edits| applied(before, edits)).as_deref(), after, "{before}");
        }
    }

    #[test]
    fn arguments() {
        let needs = ["f x", "a // b", "x: x", "let a = 1; in a", "a ? b", "-a", "if"];
        let stands = ["a", "a.b", "a.b or c", "{ }", "[ ]", "\"a\"", "./a", "(f x)", "1"];
        assert!(needs.iter().all(|text| needs_parens_as_argument(text)));
        assert!(!stands.iter().any(|text| needs_parens_as_argument(text)));
    }
}
