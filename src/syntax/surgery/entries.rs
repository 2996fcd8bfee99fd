//! The entries of an attribute set or a `let`: what `attrset` and `let_in` share.

use super::comments::{self, EntryComments};
use super::inherit::{self, Outcome};
use super::pieces::{Kind, Piece, Pieces};
use super::reindent::place;
use super::{Refusal, span};
use crate::syntax::edit::TextEdit;
use crate::syntax::style::FileText;
use rnix::ast::{AttrpathValue, Inherit};
use rnix::{Root, SyntaxKind, SyntaxNode};
use rowan::ast::AstNode;

/// What a removal takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Whatever binds the name: a binding goes as a whole, of an `inherit` only the name.
    Name(String),
    /// A binding or a whole `inherit`.
    Entry(SyntaxNode),
}

/// What becomes of the comments that belong to an entry that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentFate {
    /// They stay where they are.
    Keep,
    /// They go with the entry, and the caller gets their text.
    Take,
}

/// One entry or name that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// What goes.
    pub target: Target,
    /// What its comments do.
    pub comments: CommentFate,
}

impl Removal {
    /// Removes a name, and keeps comments.
    pub fn name(name: impl Into<String>) -> Self {
        Self { target: Target::Name(name.into()), comments: CommentFate::Keep }
    }

    /// Removes an entry, and keeps comments.
    pub fn entry(entry: &SyntaxNode) -> Self {
        Self { target: Target::Entry(entry.clone()), comments: CommentFate::Keep }
    }

    /// Takes the comments along.
    pub fn with_comments(self) -> Self {
        Self { comments: CommentFate::Take, ..self }
    }
}

/// The result of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntriesChange {
    /// Disjoint edits.
    pub edits: Vec<TextEdit>,
    /// For every removal, in their order: the comments that were taken along.
    pub taken: Vec<EntryComments>,
}

/// Where new bindings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertAt {
    /// Before the first entry and its comments.
    Start,
    /// Behind the last entry.
    End,
}

/// Names that come to and go from one `inherit`.
struct InheritPlan {
    node: Inherit,
    remove: Vec<String>,
    add: Vec<String>,
}

pub(crate) struct EntryList<'a> {
    pub file: &'a FileText<'a>,
    pub pieces: Pieces,
    plans: Vec<InheritPlan>,
    inner: Vec<TextEdit>,
}

impl<'a> EntryList<'a> {
    /// The entries between `{ }`, or between `let` and `in`.
    pub fn of(file: &'a FileText<'a>, node: &SyntaxNode) -> Result<Self, Refusal> {
        let (open, close) = match node.kind() {
            SyntaxKind::NODE_LET_IN => (SyntaxKind::TOKEN_LET, SyntaxKind::TOKEN_IN),
            _ => (SyntaxKind::TOKEN_L_BRACE, SyntaxKind::TOKEN_R_BRACE),
        };
        let token = |kind| {
            node.children_with_tokens()
                .find(|element| element.kind() == kind)
                .map(|element| element.text_range())
                .ok_or(Refusal::Incomplete)
        };
        let (open, close) = (token(open)?.end().into(), token(close)?.start().into());
        Ok(Self { file, pieces: Pieces::between(file.text, node, open, close), plans: Vec::new(), inner: Vec::new() })
    }

    fn node(&self, index: usize) -> Option<&SyntaxNode> {
        self.pieces.list[index].node.as_ref()
    }

    /// The entry that binds exactly this name.
    fn binder(&self, name: &str) -> Option<SyntaxNode> {
        let found = self
            .pieces
            .items()
            .find(|&i| self.node(i).is_some_and(|node| binds_exactly(node, name) && !self.pieces.list[i].gone));
        self.node(found?).cloned()
    }

    /// An error if something that stays binds the name, wholly or in part.
    pub fn require_free(&self, name: &str) -> Result<(), Refusal> {
        let taken = self.pieces.items().any(|i| {
            let Some(node) = self.node(i).filter(|_| !self.pieces.list[i].gone) else {
                return false;
            };
            let leaves = |plan: &InheritPlan| plan.node.syntax() == node && plan.remove.iter().any(|gone| gone == name);
            let binds = binds_exactly(node, name) || binds_below(node, name);
            binds && !self.plans.iter().any(leaves)
        });
        if taken {
            return Err(Refusal::NameTaken(name.to_owned()));
        }
        Ok(())
    }

    /// An error if something that stays binds the attribute path, a part of it, or something below it.
    pub fn require_free_path(&self, path: &str) -> Result<(), Refusal> {
        let Some((first, _)) = path.split_once('.') else { return self.require_free(path) };
        let new: Vec<&str> = path.split('.').collect();
        let taken = self.pieces.items().filter(|&i| !self.pieces.list[i].gone).any(|i| {
            let Some(node) = self.node(i) else { return false };
            let own = attrpath(node);
            let alike = own.iter().zip(&new).all(|(a, b)| a.as_deref().is_none_or(|a| a == *b));
            !own.is_empty() && alike || Inherit::cast(node.clone()).is_some() && binds_exactly(node, first)
        });
        if taken { Err(Refusal::NameTaken(path.to_owned())) } else { Ok(()) }
    }

    /// Whether a plain `inherit` (or one from the same expression) has the name already.
    pub fn inherits(&self, from: Option<&str>, name: &str) -> bool {
        self.inherit_nodes(from).any(|node| inherit::binds(&node, name))
    }

    fn inherit_nodes<'b>(&'b self, from: Option<&'b str>) -> impl Iterator<Item = Inherit> + 'b {
        self.pieces
            .items()
            .filter_map(|i| Inherit::cast(self.node(i)?.clone()))
            .filter(move |node| inherit::from_text(node).as_deref() == from)
    }

    fn plan(&mut self, node: Inherit) -> &mut InheritPlan {
        let at = self.plans.iter().position(|plan| plan.node == node);
        let at = at.unwrap_or_else(|| {
            let (remove, add) = (Vec::new(), Vec::new());
            self.plans.push(InheritPlan { node, remove, add });
            self.plans.len() - 1
        });
        &mut self.plans[at]
    }

    /// Notes what goes; of an `inherit`, names are taken away by `apply_plans`.
    pub fn remove(&mut self, removal: &Removal) -> Result<EntryComments, Refusal> {
        let node = match &removal.target {
            Target::Entry(node) => node.clone(),
            Target::Name(name) => {
                let node = self.binder(name).ok_or_else(|| Refusal::NoSuchName(name.clone()))?;
                if let Some(inherit) = Inherit::cast(node.clone()) {
                    let total = inherit.attrs().count();
                    let plan = self.plan(inherit);
                    plan.remove.push(name.clone());
                    if plan.remove.len() < total || removal.comments == CommentFate::Keep {
                        return Ok(EntryComments::default());
                    }
                    return Ok(self.take_comments(&node));
                }
                node
            }
        };
        let index = self.pieces.index_of(&node).ok_or(Refusal::Incomplete)?;
        let taken = match removal.comments {
            CommentFate::Take => self.take_comments(&node),
            CommentFate::Keep => EntryComments::default(),
        };
        self.pieces.list[index].gone = true;
        Ok(taken)
    }

    fn take_comments(&mut self, node: &SyntaxNode) -> EntryComments {
        let Some(index) = self.pieces.index_of(node) else {
            return EntryComments::default();
        };
        let leading = comments::leading(self.file, &self.pieces, index);
        let trailing = comments::trailing(&self.pieces, index);
        let mut take = |i: usize| {
            self.pieces.list[i].gone = true;
            self.pieces.list[i].text.clone()
        };
        EntryComments { leading: leading.into_iter().map(&mut take).collect(), trailing: trailing.map(&mut take) }
    }

    /// Adds a name to an `inherit` from the same expression: one that loses a name, else the first
    /// that stays. False if there is none.
    pub fn add_to_inherit(&mut self, from: Option<&str>, name: &str) -> bool {
        let loses = |node: &Inherit| {
            let mut plans = self.plans.iter();
            plans.any(|plan| plan.node == *node && !plan.remove.is_empty())
        };
        let stays = |node: &Inherit| {
            let index = self.pieces.index_of(node.syntax());
            index.is_some_and(|i| !self.pieces.list[i].gone)
        };
        let nodes: Vec<Inherit> = self.inherit_nodes(from).filter(stays).collect();
        let chosen = nodes.iter().find(|node| loses(node)).or(nodes.first());
        let Some(node) = chosen.cloned() else {
            return false;
        };
        // Where each name has an `inherit` of its own, a new one does too.
        if nodes.len() > 1 && nodes.iter().all(|n| n.attrs().count() == 1) && !loses(&node) {
            let last = nodes.last().and_then(|n| self.pieces.index_of(n.syntax()));
            if let Some(last) = last.filter(|l| self.pieces.is_first_on_line(*l)) {
                let text = match from {
                    Some(from) => format!("inherit ({from}) {name};"),
                    None => format!("inherit {name};"),
                };
                self.insert_after(last, &[text]);
                return true;
            }
        }
        self.plan(node).add.push(name.to_owned());
        true
    }

    /// Makes the changes inside of the `inherit`s; emptied ones go.
    pub fn apply_plans(&mut self) {
        for plan in std::mem::take(&mut self.plans) {
            match inherit::change(self.file, &plan.node, &plan.remove, &plan.add) {
                Outcome::Edits(edits) => self.inner.extend(edits),
                Outcome::Emptied(inside) => {
                    let Some(index) = self.pieces.index_of(plan.node.syntax()) else {
                        continue;
                    };
                    self.pieces.list[index].gone = true;
                    self.keep_inner_comments(index, inside);
                }
            }
        }
    }

    /// Comments that stood between the names of an emptied `inherit` get lines of their own.
    fn keep_inner_comments(&mut self, index: usize, inside: Vec<String>) {
        let indent = self.file.indent_at(self.pieces.list[index].start()).to_owned();
        let new = inside.into_iter().flat_map(|text| {
            let line = Piece::new(Kind::Space, self.file.break_to(&indent));
            [Piece::new(Kind::Comment, text), line]
        });
        let new: Vec<Piece> = new.collect();
        self.pieces.list.splice(index..index, new);
    }

    /// Puts entries, written for indentation zero, at one end.
    pub fn insert(&mut self, texts: &[String], at: InsertAt) {
        if texts.is_empty() {
            return;
        }
        let (first, last) = {
            let mut items = self.pieces.items();
            let first = items.next();
            (first, items.next_back().or(first))
        };
        match (first, last) {
            (Some(first), Some(last)) => match at {
                InsertAt::Start => self.insert_before(first, texts),
                InsertAt::End => self.insert_after(last, texts),
            },
            _ => self.fill(texts),
        }
    }

    /// Whether blank lines stand between all entries, so that a new one is set apart too.
    fn is_spaced(&self) -> bool {
        let list = &self.pieces.list;
        let items: Vec<usize> = (0..list.len()).filter(|&i| list[i].kind == Kind::Item).collect();
        let spaced = |w: &[usize]| list[w[0] + 1..w[1]].iter().any(|p| p.newlines() > 1);
        items.len() > 1 && items.windows(2).all(spaced)
    }

    /// Puts entries behind the one at `index` and the comment that ends its line.
    pub fn insert_after(&mut self, index: usize, texts: &[String]) {
        let spaced = self.is_spaced();
        self.insert_behind(index, texts, spaced);
    }

    /// The same, on the very next line or, with `spaced`, after a blank one.
    pub fn insert_behind(&mut self, index: usize, texts: &[String], spaced: bool) {
        let start = self.pieces.list[index].start();
        let at = self.pieces.after_line_of(index);
        let closes_on_own_line = self.pieces.list.last().is_some_and(Piece::is_break);
        let multi_line = texts.iter().any(|text| text.contains('\n'));
        let indent = if self.pieces.is_first_on_line(index) {
            Some(self.file.indent_at(start).to_owned())
        } else if closes_on_own_line || multi_line {
            Some(self.file.column_at(start))
        } else {
            None
        };
        let mut new = Vec::new();
        let blank = if indent.is_some() && spaced { self.file.newline() } else { "" };
        for text in texts {
            let (space, text) = match &indent {
                Some(indent) => (format!("{blank}{}", self.file.break_to(indent)), place(self.file, text, indent)),
                None => (" ".to_owned(), text.clone()),
            };
            new.push(Piece::new(Kind::Space, space));
            new.push(Piece::new(Kind::Item, text));
        }
        let was_last = self.pieces.list[at..].iter().all(|p| p.kind == Kind::Space);
        self.pieces.list.splice(at..at, new);
        if was_last && multi_line && !closes_on_own_line {
            self.break_before_close();
        }
    }

    /// Turns inherited names into the entries that are given with them, beside the `inherit`.
    pub fn detach(&mut self, inherit: &Inherit, bindings: &[(String, String)]) -> Result<(), Refusal> {
        let index = self.pieces.index_of(inherit.syntax()).ok_or(Refusal::Incomplete)?;
        let texts: Vec<String> = bindings.iter().map(|(_, text)| text.clone()).collect();
        self.insert_after(index, &texts);
        let names = bindings.iter().map(|(name, _)| name.clone());
        self.plan(inherit.clone()).remove.extend(names);
        self.apply_plans();
        Ok(())
    }

    fn insert_before(&mut self, first: usize, texts: &[String]) {
        // A comment on the line of the opening token speaks of the whole.
        let head = self.pieces.list[..first].iter().position(Piece::is_break).unwrap_or(first);
        let start = self.pieces.list[first].start();
        if head < first {
            let indent = self.file.indent_at(start).to_owned();
            let line = self.file.break_to(&indent);
            let lines = texts.iter().flat_map(|text| {
                let text = place(self.file, text, &indent);
                [Piece::new(Kind::Space, line.clone()), Piece::new(Kind::Item, text)]
            });
            let new: Vec<Piece> = lines.collect();
            self.pieces.list.splice(head..head, new);
            return;
        }
        let in_front = (0..first).find(|&i| self.pieces.list[i].kind != Kind::Space);
        let in_front = in_front.unwrap_or(first);
        let column = self.file.column_at(start);
        let breaks_follow = self.pieces.list[first..].iter().any(Piece::is_break);
        let multi_line = texts.iter().any(|text| text.contains('\n'));
        let space = if breaks_follow || multi_line { self.file.break_to(&column) } else { " ".to_owned() };
        let spaced = texts.iter().flat_map(|text| {
            let text = place(self.file, text, &column);
            [Piece::new(Kind::Item, text), Piece::new(Kind::Space, space.clone())]
        });
        let new: Vec<Piece> = spaced.collect();
        self.pieces.list.splice(in_front..in_front, new);
    }

    /// The first entries.
    fn fill(&mut self, texts: &[String]) {
        let list = &self.pieces.list;
        let one_line = list.iter().all(|p| p.kind == Kind::Space && !p.is_break())
            && texts.iter().all(|text| !text.contains('\n'));
        if one_line {
            let text = format!(" {} ", texts.join(" "));
            self.pieces.list = vec![Piece::new(Kind::Item, text)];
            return;
        }
        let outer = self.file.indent_at(self.pieces.open);
        let indent = format!("{outer}{}", self.file.step());
        let line = self.file.break_to(&indent);
        if matches!(list.last(), Some(last) if last.kind == Kind::Space && !last.is_break()) {
            self.pieces.list.pop();
        }
        let at = self.pieces.list.len() - usize::from(self.pieces.list.last().is_some_and(Piece::is_break));
        let new = texts.iter().flat_map(|text| {
            let text = place(self.file, text, &indent);
            [Piece::new(Kind::Space, line.clone()), Piece::new(Kind::Item, text)]
        });
        let new: Vec<Piece> = new.collect();
        self.pieces.list.splice(at..at, new);
        self.break_before_close();
    }

    /// Puts the closing token on a line of its own.
    fn break_before_close(&mut self) {
        if self.pieces.list.last().is_some_and(Piece::is_break) {
            return;
        }
        if matches!(self.pieces.list.last(), Some(last) if last.kind == Kind::Space) {
            self.pieces.list.pop();
        }
        let line = self.file.break_to(self.file.indent_at(self.pieces.open));
        self.pieces.list.push(Piece::new(Kind::Space, line));
    }

    /// Whether an entry stays or comes.
    pub fn has_entries(&self) -> bool {
        self.pieces.items().any(|index| !self.pieces.list[index].gone)
    }

    /// The comments that stay.
    pub fn kept_comments(&self) -> Vec<String> {
        self.pieces
            .list
            .iter()
            .filter(|piece| piece.kind == Kind::Comment && !piece.gone)
            .map(|piece| piece.text.clone())
            .collect()
    }

    /// The edits, in the order of the file.
    pub fn finish(mut self) -> Vec<TextEdit> {
        self.pieces.settle();
        let mut edits = self.pieces.edits(self.file.text);
        edits.append(&mut self.inner);
        edits.sort_by_key(|edit| edit.range.start);
        edits
    }
}

/// The names that an entry binds as a whole.
fn binds_exactly(entry: &SyntaxNode, name: &str) -> bool {
    if let Some(inherit) = Inherit::cast(entry.clone()) {
        return inherit::binds(&inherit, name);
    }
    let mut path = attrpath(entry).into_iter();
    path.next().flatten().as_deref() == Some(name) && path.next().is_none()
}

/// Whether an entry like `name.x = …` makes `name` an attribute set.
fn binds_below(entry: &SyntaxNode, name: &str) -> bool {
    let path = attrpath(entry);
    path.len() > 1 && path[0].as_deref() == Some(name)
}

fn attrpath(entry: &SyntaxNode) -> Vec<Option<String>> {
    AttrpathValue::cast(entry.clone())
        .and_then(|binding| binding.attrpath())
        .map(|path| path.attrs().map(|attr| inherit::attr_name(&attr)).collect())
        .unwrap_or_default()
}

/// The names that a text of bindings binds, e.g. for `a = 1; inherit b;`: `a` and `b`.
pub(crate) fn names_in(bindings: &str) -> Vec<String> {
    let tree = Root::parse(&format!("{{{bindings}\n}}")).syntax();
    let Some(set) = tree.first_child() else {
        return Vec::new();
    };
    set.children()
        .flat_map(|entry| match Inherit::cast(entry.clone()) {
            Some(inherit) => inherit.attrs().map(|attr| inherit::attr_name(&attr)).collect(),
            None => attrpath(&entry).into_iter().take(1).collect::<Vec<_>>(),
        })
        .flatten()
        .collect()
}

/// Where a node's text begins.
pub(crate) fn start(node: &SyntaxNode) -> usize {
    span(node).start
}
