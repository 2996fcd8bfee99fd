//! `let … in`: bindings that come and go, a `let` that empties, a new `let`.

pub use super::entries::{CommentFate, EntriesChange, InsertAt, Removal, Target};
use super::entries::{EntryList, names_in, start};
use super::reindent::place;
use super::{Refusal, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{Expr, LetIn};
use rnix::{SyntaxKind, SyntaxNode};
use rowan::ast::AstNode;

/// Removes and adds bindings.
///
/// Every text of `add` is one whole entry, `name = value;`, written for indentation zero. If nothing
/// remains and nothing comes, `let … in` goes too and the body stays as it is to the byte; comments
/// that were not taken stay in front of it.
pub fn change(
    file: &FileText,
    let_in: &LetIn,
    remove: &[Removal],
    add: &[String],
    at: InsertAt,
) -> Result<EntriesChange, Refusal> {
    let mut list = EntryList::of(file, let_in.syntax())?;
    let mut taken = Vec::new();
    for removal in remove {
        taken.push(list.remove(removal)?);
    }
    for name in add.iter().flat_map(|text| names_in(text)) {
        list.require_free(&name)?;
    }
    list.apply_plans();
    if !list.has_entries() && add.is_empty() {
        let edits = collapse(file, let_in, &list.kept_comments())?;
        return Ok(EntriesChange { edits, taken });
    }
    list.insert(add, at);
    let edits = list.finish();
    Ok(EntriesChange { edits, taken })
}

/// Removes names from the `inherit`s of a `let`.
pub fn remove_from_inherit_in_let(file: &FileText, let_in: &LetIn, names: &[&str]) -> Result<Vec<TextEdit>, Refusal> {
    let removals: Vec<Removal> = names.iter().map(|name| Removal::name(*name)).collect();
    change(file, let_in, &removals, &[], InsertAt::End).map(|change| change.edits)
}

/// Takes `let … in` away, up to the body or the comments in front of it.
fn collapse(file: &FileText, let_in: &LetIn, kept: &[String]) -> Result<Vec<TextEdit>, Refusal> {
    let body = let_in.body().ok_or(Refusal::Incomplete)?;
    let end = comment_before(&body).unwrap_or_else(|| start(body.syntax()));
    let begin = start(let_in.syntax());
    if kept.is_empty() {
        // A comment on a line of its own stays on one.
        let breaks = comment_before(&body).is_some() && file.is_first_on_line(end) && !file.is_first_on_line(begin);
        if !breaks {
            return Ok(vec![TextEdit::delete(begin..end)]);
        }
        let text = file.break_to(file.indent_at(end));
        let before = file.text[..begin].trim_end_matches([' ', '\t']).len();
        return Ok(vec![TextEdit::replace(before..end, text)]);
    }
    let indent = file.indent_at(begin);
    let last_indent = if file.is_first_on_line(end) { file.indent_at(end) } else { indent };
    let line = file.break_to(indent);
    let text = format!("{}{}", kept.join(&line), file.break_to(last_indent));
    if file.is_first_on_line(begin) {
        return Ok(vec![TextEdit::replace(begin..end, text)]);
    }
    let before = file.text[..begin].trim_end_matches([' ', '\t']).len();
    Ok(vec![TextEdit::replace(before..end, format!("{line}{text}"))])
}

/// Where the first comment between `in` and the body begins.
fn comment_before(body: &Expr) -> Option<usize> {
    let mut found = None;
    let mut element = body.syntax().prev_sibling_or_token();
    while let Some(token) = element {
        match token.kind() {
            SyntaxKind::TOKEN_COMMENT => found = Some(token.text_range().start().into()),
            SyntaxKind::TOKEN_WHITESPACE => {}
            _ => break,
        }
        element = token.prev_sibling_or_token();
    }
    found
}

/// Where a new `let` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetHabit {
    /// On a line of its own, as nixfmt has it.
    #[default]
    OwnLine,
    /// Behind the colon of the lambda, as alejandra has it: `}: let`.
    SameLine,
}

impl LetHabit {
    /// What most of the `let`s that are lambda bodies do, in these trees.
    pub fn of<'a>(trees: impl IntoIterator<Item = &'a SyntaxNode>) -> Self {
        let (mut own, mut same) = (0usize, 0usize);
        for node in trees.into_iter().flat_map(|tree| tree.descendants()) {
            let is_body = node.parent().is_some_and(|parent| parent.kind() == SyntaxKind::NODE_LAMBDA);
            if node.kind() != SyntaxKind::NODE_LET_IN || !is_body {
                continue;
            }
            let breaks = node
                .prev_sibling_or_token()
                .and_then(|space| space.into_token())
                .is_some_and(|space| space.text().contains('\n'));
            *(if breaks { &mut own } else { &mut same }) += 1;
        }
        if same > own { LetHabit::SameLine } else { LetHabit::OwnLine }
    }
}

/// Puts a new `let … in` in front of an expression: a lambda's body, a value, a file's expression.
///
/// The expression stays as it is: only the white space in front of it changes. Where the grammar has
/// no room for a `let`, parentheses come with it.
pub fn wrap(file: &FileText, body: &Expr, bindings: &[String], habit: LetHabit) -> Vec<TextEdit> {
    let range = span(body.syntax());
    let own_line = file.is_first_on_line(range.start);
    let indent = if own_line { file.indent_at(range.start) } else { file.indent_at(start(&head_of(file, body))) };
    let line = file.break_to(indent);
    let deeper = format!("{indent}{}", file.step());
    let mut text = String::from("let");
    for binding in bindings {
        text += &file.break_to(&deeper);
        text += &place(file, binding, &deeper);
    }
    text += &line;
    text += "in";
    let parens = needs_parens(body.syntax());
    let open = if parens { "(" } else { "" };
    let mut edits = if own_line {
        vec![TextEdit::insert(range.start, format!("{open}{text}{line}"))]
    } else if habit == LetHabit::SameLine || parens {
        let needs_space = file.text[..range.start].ends_with([':', '=', ';']);
        let space = if needs_space { " " } else { "" };
        vec![TextEdit::insert(range.start, format!("{space}{open}{text} "))]
    } else {
        let before = file.text[..range.start].trim_end_matches([' ', '\t']).len();
        vec![TextEdit::replace(before..range.start, format!("{line}{text}{line}"))]
    };
    if parens {
        edits.push(TextEdit::insert(range.end, ")"));
    }
    edits
}

/// Adds bindings to the `let` that an expression is, or puts a new one in front of it.
pub fn bind(
    file: &FileText,
    body: &Expr,
    bindings: &[String],
    at: InsertAt,
    habit: LetHabit,
) -> Result<Vec<TextEdit>, Refusal> {
    match body {
        Expr::LetIn(let_in) => change(file, let_in, &[], bindings, at).map(|change| change.edits),
        _ => Ok(wrap(file, body, bindings, habit)),
    }
}

/// What begins the line that a body continues: the binding that its lambdas are the value of, or the
/// outermost of the lambdas, or one that begins a line of its own.
fn head_of(file: &FileText, body: &Expr) -> SyntaxNode {
    let mut node = body.syntax().clone();
    while let Some(parent) = node.parent() {
        match parent.kind() {
            SyntaxKind::NODE_LAMBDA | SyntaxKind::NODE_ATTRPATH_VALUE => node = parent,
            _ => break,
        }
        if node.kind() == SyntaxKind::NODE_ATTRPATH_VALUE || file.is_first_on_line(start(&node)) {
            break;
        }
    }
    node
}

/// Whether a `let` can't stand where this expression stands.
fn needs_parens(node: &SyntaxNode) -> bool {
    node.parent().is_some_and(|parent| {
        matches!(
            parent.kind(),
            SyntaxKind::NODE_LIST
                | SyntaxKind::NODE_APPLY
                | SyntaxKind::NODE_BIN_OP
                | SyntaxKind::NODE_UNARY_OP
                | SyntaxKind::NODE_SELECT
                | SyntaxKind::NODE_HAS_ATTR
        )
    })
}
