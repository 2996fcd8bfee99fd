//! The formals of a lambda: `{ pkgs, inputs, ... }`.

use super::pieces::{Kind, Piece, Pieces};
use super::span;
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::{
    SyntaxKind,
    ast::{PatEntry, Pattern},
};
use rowan::ast::AstNode;

/// Formals that come and go.
#[derive(Debug, Clone, Copy, Default)]
pub struct FormalsChange<'a> {
    /// Names to take away. Those that are not there are ignored.
    pub remove: &'a [&'a str],
    /// Names to add, in this order. Those that are there (and stay) are ignored.
    pub add: &'a [&'a str],
    /// Removed names whose comment at the end of the line goes too. All other comments stay.
    pub drop_comments_of: &'a [&'a str],
}

/// Adds and removes formals, in the comma style of the pattern.
///
/// ```text
/// { pkgs, inputs, ... }  →  { pkgs, pkgs-unstable, ... }
/// ```
///
/// A name that comes takes the place of the last one that goes; else it stands last, before `...`.
/// The `@` binding is untouched. Without formals `{ ... }` remains, or `{ }`.
pub fn change(file: &FileText, pattern: &Pattern, change: &FormalsChange) -> Vec<TextEdit> {
    let Some(mut formals) = Formals::of(file, pattern) else {
        return Vec::new();
    };
    let going: Vec<usize> = formals
        .entries()
        .into_iter()
        .filter(|&i| {
            formals
                .name(i)
                .is_some_and(|name| change.remove.contains(&name.as_str()) && !change.add.contains(&name.as_str()))
        })
        .collect();
    let mut coming: Vec<&str> = Vec::new();
    for name in change.add {
        if !coming.contains(name) && !formals.binds(name) {
            coming.push(name);
        }
    }
    for &index in &going {
        if formals.name(index).is_some_and(|name| change.drop_comments_of.contains(&name.as_str())) {
            formals.drop_trailing_comment(index);
        }
    }
    match (going.split_last(), coming.is_empty()) {
        (Some((&last, others)), false) => {
            for &index in others {
                formals.remove(index);
            }
            formals.replace(last, &coming);
        }
        (Some(_), true) => going.iter().for_each(|&index| formals.remove(index)),
        (None, false) => formals.add(&coming),
        (None, true) => {}
    }
    formals.pieces.settle();
    formals.pieces.edits(file.text)
}

/// How the formals of a pattern are parted where one is added.
enum Layout {
    /// `{ a, b }`: the separator between two names.
    OneLine(String),
    /// `a,` line break `b,`
    TrailingComma(String),
    /// `a` line break `, b`
    LeadingComma(String),
}

struct Formals<'a> {
    file: &'a FileText<'a>,
    pieces: Pieces,
}

impl<'a> Formals<'a> {
    fn of(file: &'a FileText<'a>, pattern: &Pattern) -> Option<Self> {
        let node = pattern.syntax();
        let brace = |kind| {
            node.children_with_tokens()
                .filter(|element| element.kind() == kind)
                .last()
                .map(|element| element.text_range())
        };
        let open = brace(SyntaxKind::TOKEN_L_BRACE)?.end();
        let close = brace(SyntaxKind::TOKEN_R_BRACE)?.start();
        let pieces = Pieces::between(file.text, node, open.into(), close.into());
        Some(Self { file, pieces })
    }

    /// The positions of the named formals.
    fn entries(&self) -> Vec<usize> {
        self.pieces.items().filter(|&i| self.pieces.list[i].node.is_some()).collect()
    }

    fn ellipsis(&self) -> Option<usize> {
        self.pieces.items().find(|&i| self.pieces.list[i].node.is_none())
    }

    fn name(&self, index: usize) -> Option<String> {
        let entry = PatEntry::cast(self.pieces.list[index].node.clone()?)?;
        Some(entry.ident()?.syntax().text().to_string())
    }

    fn binds(&self, name: &str) -> bool {
        self.entries().into_iter().any(|i| self.name(i).as_deref() == Some(name))
    }

    /// The comma before or behind a formal, unless a formal that stays lies between.
    fn comma(&self, index: usize, forward: bool) -> Option<usize> {
        let mut at = index;
        loop {
            at = if forward { at + 1 } else { at.checked_sub(1)? };
            let piece = self.pieces.list.get(at)?;
            match piece.kind {
                Kind::Comma if !piece.gone => return Some(at),
                Kind::Item if !piece.gone => return None,
                _ => {}
            }
        }
    }

    /// Whether commas stand at the beginning of lines.
    fn has_leading_commas(&self) -> bool {
        (0..self.pieces.list.len())
            .any(|i| self.pieces.list[i].kind == Kind::Comma && i > 0 && self.pieces.list[i - 1].is_break())
    }

    /// The comment that ends the line of a formal, before or behind its comma.
    fn trailing_comment(&self, index: usize) -> Option<usize> {
        for (i, piece) in self.pieces.list.iter().enumerate().skip(index + 1) {
            match piece.kind {
                Kind::Comment if piece.is_line_comment() => return Some(i),
                Kind::Comment if self.pieces.list.get(i + 1).is_none_or(Piece::is_break) => {
                    return Some(i);
                }
                Kind::Space if piece.newlines() == 0 => {}
                Kind::Comma => {}
                _ => return None,
            }
        }
        None
    }

    fn drop_trailing_comment(&mut self, index: usize) {
        if let Some(comment) = self.trailing_comment(index) {
            self.pieces.list[comment].gone = true;
        }
    }

    fn remove(&mut self, index: usize) {
        let leading = self.has_leading_commas();
        let comma = self.comma(index, !leading).or_else(|| self.comma(index, leading));
        self.pieces.list[index].gone = true;
        let Some(comma) = comma else { return };
        let after_comment = comma >= 2
            && self.pieces.list[comma - 1].is_break()
            && self.pieces.list[comma - 2].is_line_comment()
            && comma > index;
        if leading && after_comment {
            // A comment of the first formal stays; the second one is aligned without its comma.
            self.pieces.list[comma] = Piece::new(Kind::Space, " ");
        } else {
            self.pieces.list[comma].gone = true;
        }
    }

    /// Puts names in the place of a formal.
    fn replace(&mut self, index: usize, names: &[&str]) {
        let layout = self.layout_at(index);
        let separator = match &layout {
            Layout::OneLine(separator) => separator.clone(),
            Layout::TrailingComma(line) => format!(",{line}"),
            Layout::LeadingComma(line) => format!("{line},{}", self.comma_space()),
        };
        let own_line = self.pieces.is_first_on_line(index);
        self.pieces.list[index] = Piece { text: names.join(&separator), ..self.pieces.list[index].clone() };
        let comment = self.trailing_comment(index).filter(|_| own_line);
        if let (Layout::TrailingComma(line), Some(comment)) = (layout, comment) {
            self.move_above(index, comment, &line);
        }
    }

    /// Moves the comment that ends a formal's line to a line of its own: it speaks of a name that was
    /// replaced, and must not seem to speak of the new one.
    fn move_above(&mut self, index: usize, comment: usize, line: &str) {
        if self.pieces.list[comment].gone {
            return;
        }
        let text = self.pieces.list[comment].text.clone();
        self.pieces.list[comment].gone = true;
        let moved = [Piece::new(Kind::Comment, text), Piece::new(Kind::Space, line)];
        self.pieces.list.splice(index..index, moved);
    }

    /// The white space behind the first comma that has its next formal on the same line.
    fn comma_space(&self) -> String {
        let list = &self.pieces.list;
        (0..list.len())
            .filter(|&i| list[i].kind == Kind::Comma)
            .find_map(|i| match list.get(i + 1) {
                Some(next) if next.kind == Kind::Space && next.newlines() == 0 => Some(next.text.clone()),
                Some(next) if next.kind == Kind::Item => Some(String::new()),
                _ => None,
            })
            .unwrap_or_else(|| " ".to_owned())
    }

    /// How a formal beside the one at `index` is parted from it.
    fn layout_at(&self, index: usize) -> Layout {
        let list = &self.pieces.list;
        let break_here = || self.file.break_to(self.file.indent_at(list[index].start()));
        let before = self.comma(index, false);
        let after = self.comma(index, true);
        let is_leading = |comma: usize| comma > 0 && list[comma - 1].is_break();
        if before.is_some_and(is_leading) {
            return Layout::LeadingComma(break_here());
        }
        if let Some(comma) = after.filter(|&comma| is_leading(comma)) {
            let indent = self.file.indent_at(list[comma].start());
            return Layout::LeadingComma(self.file.break_to(indent));
        }
        let closes_on_own_line = list.last().is_some_and(Piece::is_break);
        if after.is_none() && before.is_none() && closes_on_own_line {
            return if self.pieces.is_first_on_line(index) {
                Layout::TrailingComma(break_here())
            } else {
                Layout::LeadingComma(self.file.break_to(self.file.indent_at(self.pieces.close)))
            };
        }
        let ends_line = match after {
            Some(comma) => {
                !list[comma + 1..].iter().take_while(|piece| !piece.is_break()).any(|piece| piece.kind == Kind::Item)
            }
            None => closes_on_own_line,
        };
        if self.pieces.is_first_on_line(index) && ends_line {
            return Layout::TrailingComma(break_here());
        }
        let commented = after.is_some() && ends_line && self.trailing_comment(index).is_some();
        if commented {
            let column = self.file.column_at(list[index].start());
            return Layout::TrailingComma(self.file.break_to(&column));
        }
        Layout::OneLine(format!(",{}", self.comma_space()))
    }

    /// Adds names behind the last formal, before `...`.
    fn add(&mut self, names: &[&str]) {
        let Some(&last) = self.entries().last() else {
            match self.ellipsis() {
                Some(ellipsis) => self.add_before_ellipsis(ellipsis, names),
                None => self.fill(names),
            }
            return;
        };
        match self.layout_at(last) {
            Layout::OneLine(separator) => {
                let text: String = names.iter().flat_map(|name| [&separator, *name]).collect();
                self.insert(last + 1, [Piece::new(Kind::Item, text)]);
            }
            Layout::LeadingComma(line) => {
                let lead = format!("{line},{}", self.comma_space());
                let text: String = names.iter().flat_map(|name| [&lead, *name]).collect();
                let at = self.pieces.after_line_of(last);
                self.insert(at, [Piece::new(Kind::Item, text)]);
            }
            Layout::TrailingComma(line) => self.add_lines(last, &line, names),
        }
    }

    fn add_lines(&mut self, last: usize, line: &str, names: &[&str]) {
        let text = names.join(&format!(",{line}"));
        match self.comma(last, true) {
            Some(comma) => {
                let at = self.pieces.after_line_of(comma);
                let text = format!("{line}{text},");
                self.insert(at, [Piece::new(Kind::Item, text)]);
            }
            None => {
                let at = self.pieces.after_line_of(last);
                self.insert(at, [Piece::new(Kind::Item, format!("{line}{text}"))]);
                self.insert(last + 1, [Piece::new(Kind::Comma, ",")]);
            }
        }
    }

    fn add_before_ellipsis(&mut self, ellipsis: usize, names: &[&str]) {
        let separator = if self.pieces.is_first_on_line(ellipsis) {
            let indent = self.file.indent_at(self.pieces.list[ellipsis].start());
            format!(",{}", self.file.break_to(indent))
        } else {
            ", ".to_owned()
        };
        let text: String = names.iter().flat_map(|name| [*name, &separator]).collect();
        self.insert(ellipsis, [Piece::new(Kind::Item, text)]);
    }

    /// Fills a pattern that has no formals.
    fn fill(&mut self, names: &[&str]) {
        let has_comment = self.pieces.list.iter().any(|piece| piece.kind == Kind::Comment);
        if !has_comment {
            let text = format!(" {} ", names.join(", "));
            self.pieces.list = vec![Piece::new(Kind::Item, text)];
            return;
        }
        let indent = self.file.indent_at(self.pieces.open).to_owned() + self.file.step();
        let line = self.file.break_to(&indent);
        let text = format!("{line}{}", names.join(&format!(",{line}")));
        let at = match self.pieces.list.last() {
            Some(last) if last.is_break() => self.pieces.list.len() - 1,
            _ => self.pieces.list.len(),
        };
        let closing = self.file.break_to(self.file.indent_at(self.pieces.open));
        let needs_break = at == self.pieces.list.len();
        self.insert(at, [Piece::new(Kind::Item, text)]);
        if needs_break {
            self.pieces.list.push(Piece::new(Kind::Space, closing));
        }
    }

    fn insert<const N: usize>(&mut self, at: usize, new: [Piece; N]) {
        self.pieces.list.splice(at..at, new);
    }
}

/// The names of a pattern's formals, in their order.
pub fn names(pattern: &Pattern) -> Vec<String> {
    pattern.pat_entries().filter_map(|entry| entry.ident()).map(|ident| ident.syntax().text().to_string()).collect()
}

/// Whether the pattern has nothing between its braces but white space.
pub fn is_bare(pattern: &Pattern) -> bool {
    pattern.pat_entries().next().is_none()
        && pattern.ellipsis_token().is_none()
        && !span(pattern.syntax()).is_empty()
        && !pattern.syntax().children_with_tokens().any(|element| element.kind() == SyntaxKind::TOKEN_COMMENT)
}
