//! What is to be changed, by node: every node gets all of its changes at once.

use std::collections::BTreeMap;

use super::codes::{self, Block};
use super::express::{attr_set, with_parentheses};
use super::kept;
use super::outcome::FileChange;
use super::silence::{kept_file, kept_range};
use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{FileId, Loc};
use crate::syntax::edit::{EditSet, TextEdit, reparse_check};
use crate::syntax::hir::ExprId;
use crate::syntax::name::Name;
use crate::syntax::style::FileText;
use crate::syntax::surgery::attrset::{self, Addition};
use crate::syntax::surgery::curry::{self, BraceHabit};
use crate::syntax::surgery::default::{self, NewFormal};
use crate::syntax::surgery::formals::{self, FormalsChange};
use crate::syntax::surgery::let_in::{self, LetHabit};
use crate::syntax::surgery::{Refusal, comments, identifiers, inherit, inputs, lambda_head, list, parens};
use rnix::TextRange;
use rnix::ast;
use rowan::ast::AstNode as _;

pub use crate::syntax::surgery::attrset::{InsertAt, Removal};
pub use crate::syntax::surgery::inputs::NewEntry;

/// Changes of one lambda's head.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub add: Vec<String>,
    pub remove: Vec<String>,
    pub remove_bind: bool,
    /// Formals that lose their default.
    pub undefault: Vec<String>,
    /// An identifier parameter that nobody uses any more.
    pub unused_param: bool,
}

/// Changes of one set that is written as one.
#[derive(Debug, Clone, Default)]
pub struct SetChange {
    pub remove: Vec<String>,
    pub add: Vec<Addition>,
    /// Entries that go as a whole, with their comments.
    pub gone: Vec<TextRange>,
    /// A new set of special arguments: its attribute, and the names in it.
    pub special: BTreeMap<String, Vec<Addition>>,
}

/// Changes of one `let`.
#[derive(Debug, Clone, Default)]
pub struct LetChange {
    /// Names whose bindings go, and whether their comments go with them.
    pub remove: Vec<(String, bool)>,
    pub add: Vec<String>,
}

/// An instance that a function has from now on as a formal's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDefault {
    pub formal: String,
    /// What makes it: the default.
    pub site: ExprId,
    /// The `let` that binds it under the formal's name, else it stands in the body.
    pub scope: Option<ExprId>,
}

/// All changes of a run.
#[derive(Debug, Clone, Default)]
pub struct Requests {
    pub heads: BTreeMap<Loc, Head>,
    /// Functions that get formals with defaults, which nobody has to pass.
    pub defaults: BTreeMap<Loc, Vec<NewDefault>>,
    pub sets: BTreeMap<Loc, SetChange>,
    /// `X` becomes `X // { inherit a; }`.
    pub extends: BTreeMap<Loc, Vec<Addition>>,
    pub lets: BTreeMap<Loc, LetChange>,
    /// `[ x ]` becomes `[ x a ]`.
    pub appends: BTreeMap<Loc, Vec<String>>,
    /// Elements that go, of a list that is written as one.
    pub elements: BTreeMap<Loc, Vec<ExprId>>,
    /// New bindings in front of an expression that is no `let`.
    pub wraps: BTreeMap<Loc, Vec<String>>,
    pub replace: BTreeMap<Loc, String>,
    /// Arguments of the functions that values of files become, by the value.
    pub functions: BTreeMap<Loc, Vec<String>>,
    /// What such a function is applied to, by the `import` that it is the value of.
    pub arguments: BTreeMap<Loc, Vec<Addition>>,
    pub rename: BTreeMap<(FileId, String), Vec<TextRange>>,
    /// New inputs of the flake, by the set that `flake.nix` is.
    pub inputs: BTreeMap<Loc, Vec<NewEntry>>,
}

impl Requests {
    /// Files that are touched, by path.
    pub fn files(&self) -> Vec<FileId> {
        let mut out: Vec<FileId> = self.defaults.keys().map(|l| l.file).collect();
        out.extend(self.files_of_callers());
        out.sort();
        out.dedup();
        out
    }

    // Those in which more changes than that functions get defaults.
    fn files_of_callers(&self) -> Vec<FileId> {
        let locs = self.heads.keys().chain(self.sets.keys()).chain(self.extends.keys());
        let locs =
            locs.chain(self.appends.keys()).chain(self.lets.keys()).chain(self.wraps.keys()).chain(self.replace.keys());
        let locs = locs.chain(self.inputs.keys()).chain(self.functions.keys()).chain(self.arguments.keys());
        let locs = locs.chain(self.elements.keys());
        locs.map(|l| l.file).chain(self.rename.keys().map(|(f, _)| *f)).collect()
    }

    /// Adds a name to a list once.
    pub fn once(list: &mut Vec<String>, name: &str) {
        if !list.iter().any(|n| n == name) {
            list.push(name.to_owned());
        }
    }

    /// Adds an attribute to a set once.
    pub fn add_once(list: &mut Vec<Addition>, new: Addition) {
        if !list.contains(&new) {
            list.push(new);
        }
    }

    /// The new text of every file that changes, and the comments that removed bindings had, by name.
    pub fn changes(&self, ev: &Evaluator, habit: LetHabit) -> Result<Vec<FileChange>, Block> {
        let mut out = Vec::new();
        let mut all: Vec<(FileId, EditSet)> = Vec::new();
        for id in self.files() {
            let mut edits = EditSet::new();
            self.edits(ev, id, habit, &mut edits).map_err(|b| b.in_file(ev.file(id).path.clone()))?;
            all.push((id, edits));
        }
        let coming = all.iter().flat_map(|(_, edits)| edits.iter()).flat_map(|e| kept::comments(&e.text)).collect();
        for (id, edits) in all {
            let edits = kept::with_comments(ev.file(id), edits, &coming);
            out.extend(self.change(ev, id, &edits).map_err(|b| b.in_file(ev.file(id).path.clone()))?);
        }
        out.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(out)
    }

    // What becomes of a file.
    fn change(&self, ev: &Evaluator, id: FileId, edits: &EditSet) -> Result<Option<FileChange>, Block> {
        let file = ev.file(id);
        if edits.is_empty() {
            return Ok(None);
        }
        if let Some(kept) = kept_file(ev, id).or_else(|| edits.iter().find_map(|e| kept_range(ev, id, &e.range))) {
            return Err(kept);
        }
        if let Some(line) = generated(&file.text) {
            let m =
                format!("{} says that it is generated (line {line}): what writes it would undo the change", file.path);
            return Err(Block::new(codes::GENERATED_FILE, m));
        }
        let passed = !ev.exported && self.files_of_callers().contains(&id);
        if let Some(folder) = ev.workspace.nested_flake_of(&file.path).filter(|_| passed) {
            let m = format!(
                "{} belongs to the flake in {folder}, which would not pass what is new; if nothing there uses it, say --exported",
                file.path
            );
            return Err(Block::new(codes::UNKNOWN_CALLER, m));
        }
        if let Some(other) = ev.other_name(id) {
            let m = format!("{} is evaluated as {other} too, by a symbolic link", file.path);
            return Err(Block::new(codes::CONFLICT, m));
        }
        let after = edits.apply(&file.text);
        reparse_check(&file.text, &after)
            .map_err(|e| Block::new(codes::CONFLICT, format!("{} would not parse: {e}", file.path)))?;
        if let Some(name) = newly_undefined(ev, file, &after) {
            let m = format!("{} would name `{name}`, which nothing there binds", file.path);
            return Err(Block::new(codes::CONFLICT, m));
        }
        let real = ev.workspace.resolve(&file.path).unwrap_or_else(|| file.path.clone());
        Ok(Some(FileChange { file: real, before: file.text.to_string(), after }))
    }

    // Functions that values of files become, and what they are applied to.
    fn curries(&self, ev: &Evaluator, file: &SourceFile, id: FileId) -> Result<Vec<TextEdit>, Block> {
        let (functions, arguments) = (self.functions.range(span(id)), self.arguments.range(span(id)));
        let mut all: Vec<TextEdit> = Vec::new();
        if functions.clone().next().is_none() && arguments.clone().next().is_none() {
            return Ok(all);
        }
        let everywhere = || {
            let trees: Vec<_> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(_, f)| f.tree.syntax().clone()).collect();
            BraceHabit::of(&trees)
        };
        let habit = BraceHabit::of([file.tree.syntax()]).or_else(everywhere).unwrap_or_default();
        for (loc, names) in functions {
            let value: ast::Expr = cast(file, *loc)?;
            all.push(curry::add_function(&FileText::new(&file.text), &value, names, habit));
        }
        for (loc, add) in arguments {
            all.push(curry::add_argument(&cast(file, *loc)?, add, habit));
        }
        Ok(all)
    }

    fn edits(&self, ev: &Evaluator, id: FileId, habit: LetHabit, edits: &mut EditSet) -> Result<(), Block> {
        let file = &**ev.file(id);
        let text = FileText::new(&file.text);
        let mut all: Vec<TextEdit> = Vec::new();
        for (loc, h) in self.heads.range(span(id)) {
            all.extend(head(file, &text, *loc, h)?);
        }
        for (loc, new) in self.defaults.range(span(id)) {
            all.extend(defaults(file, &text, *loc, new)?);
        }
        for (loc, s) in self.sets.range(span(id)) {
            all.extend(set(file, &text, *loc, s)?);
        }
        for (loc, add) in self.extends.range(span(id)) {
            all.extend(extend(file, &text, *loc, add)?);
        }
        for (loc, names) in self.appends.range(span(id)) {
            let node: ast::Expr = cast(file, *loc)?;
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            all.extend(list::append(&text, &node, &names).map_err(|e| refused(file, &e))?);
        }
        for (loc, gone) in self.elements.range(span(id)) {
            let node: ast::List = cast(file, *loc)?;
            let ranges: Vec<TextRange> = gone.iter().map(|e| with_parentheses(file, *e)).collect();
            all.extend(list::remove(&text, &node, &ranges).map_err(|e| refused(file, &e))?);
        }
        for (loc, l) in self.lets.range(span(id)) {
            let node: ast::LetIn = cast(file, *loc)?;
            let removals: Vec<Removal> = l.remove.iter().map(|(n, c)| removal(n, *c)).collect();
            let change = let_in::change(&text, &node, &removals, &l.add, InsertAt::End);
            all.extend(change.map_err(|e| refused(file, &e))?.edits);
        }
        for (loc, bindings) in self.wraps.range(span(id)) {
            let node: ast::Expr = cast(file, *loc)?;
            let change = let_in::bind(&text, &node, bindings, InsertAt::End, habit);
            all.extend(change.map_err(|e| refused(file, &e))?);
        }
        for (loc, new) in self.replace.range(span(id)) {
            let node: ast::Expr = cast(file, *loc)?;
            match inherit::of_itself(&node, new) {
                Some(edit) => all.push(edit),
                None => all.extend(parens::replace(&text, &node, new)),
            }
        }
        all.extend(self.curries(ev, file, id)?);
        for (loc, new) in self.inputs.range(span(id)) {
            let set: ast::AttrSet = cast(file, *loc)?;
            all.extend(inputs::declare(&text, &set, new).map_err(|e| refused(file, &e))?);
        }
        for ((f, new), ranges) in &self.rename {
            if *f == id {
                let ranges: Vec<_> = ranges.iter().map(|r| r.start().into()..r.end().into()).collect();
                let root = file.tree.syntax();
                let change = identifiers::rename(&text, root, &ranges, new);
                all.extend(change.map_err(|e| refused(file, &e))?);
            }
        }
        for e in all {
            let conflict = |_| Block::new(codes::CONFLICT, format!("two changes of {} touch the same text", file.path));
            edits.push(e).map_err(conflict)?;
        }
        Ok(())
    }
}

/// The line of the comment at a file's start that says that a program writes it.
pub fn generated(text: &str) -> Option<usize> {
    let mut head = text.lines().enumerate().take_while(|(_, l)| l.starts_with('#') || l.trim().is_empty());
    let says = |l: &str| {
        let l = l.to_ascii_lowercase().replace('-', " ");
        ["do not edit", "auto generated", "autogenerated", "@generated"].iter().any(|w| l.contains(w))
    };
    head.find(|(_, l)| says(l)).map(|(i, _)| i + 1)
}

fn span(id: FileId) -> std::ops::RangeInclusive<Loc> {
    Loc { file: id, expr: ExprId(0) }..=Loc { file: id, expr: ExprId(u32::MAX) }
}

fn removal(name: &str, with_comments: bool) -> Removal {
    let r = Removal::name(name);
    if with_comments { r.with_comments() } else { r }
}

fn refused(file: &SourceFile, e: &Refusal) -> Block {
    Block::new(codes::CONFLICT, format!("{} can't be edited: {e}", file.path))
}

/// The node of an expression, as the kind that it must be.
pub fn cast<N: rowan::ast::AstNode<Language = rnix::NixLanguage>>(file: &SourceFile, loc: Loc) -> Result<N, Block> {
    let node = file.node_at(file.hir.range(loc.expr)).and_then(N::cast);
    node.ok_or_else(|| Block::new(codes::CONFLICT, format!("{} has another shape than expected", file.path)))
}

fn head(file: &SourceFile, text: &FileText, loc: Loc, h: &Head) -> Result<Vec<TextEdit>, Block> {
    let lambda: ast::Lambda = cast(file, loc)?;
    let refused = |e: Refusal| refused(file, &e);
    let Some(ast::Param::Pattern(pattern)) = lambda.param() else {
        if h.unused_param {
            return Ok(vec![lambda_head::replace_param(&lambda, "_").map_err(refused)?]);
        }
        let names: Vec<&str> = h.add.iter().map(String::as_str).collect();
        return if names.is_empty() {
            Ok(Vec::new())
        } else {
            lambda_head::take(text, &lambda, &names).map_err(refused)
        };
    };
    let mut remove: Vec<&str> = h.remove.iter().map(String::as_str).collect();
    let mut add: Vec<&str> = h.add.iter().map(String::as_str).collect();
    let mut edits = Vec::new();
    for name in &h.undefault {
        let entry = pattern.pat_entries().find(|e| e.ident().is_some_and(|i| i.to_string() == *name));
        // Without its default, the formal stays in its place.
        if let Some(e) = entry {
            let range: std::ops::Range<usize> =
                e.syntax().text_range().start().into()..e.syntax().text_range().end().into();
            edits.push(TextEdit::replace(range, name.clone()));
            remove.retain(|n| n != name);
            add.retain(|n| n != name);
        }
    }
    let change = FormalsChange { remove: &remove, add: &add, drop_comments_of: &[] };
    edits.extend(formals::change(text, &pattern, &change));
    if h.remove_bind {
        edits.push(lambda_head::remove_at_bind(&pattern).map_err(refused)?);
    }
    Ok(edits)
}

fn defaults(file: &SourceFile, text: &FileText, loc: Loc, new: &[NewDefault]) -> Result<Vec<TextEdit>, Block> {
    let refused = |e: Refusal| refused(file, &e);
    let lambda: ast::Lambda = cast(file, loc)?;
    let Some(ast::Param::Pattern(pattern)) = lambda.param() else { return Err(refused(Refusal::Incomplete)) };
    let (mut edits, mut formals) = (Vec::new(), Vec::new());
    let mut lets: BTreeMap<ExprId, Vec<Removal>> = BTreeMap::new();
    for d in new {
        let site: ast::Expr = cast(file, loc.beside(d.site))?;
        let mut comments = Vec::new();
        match d.scope {
            Some(scope) => {
                let entry = site.syntax().ancestors().find_map(ast::AttrpathValue::cast);
                let own = entry.map(|e| comments::of_entry(text, e.syntax())).unwrap_or_default();
                comments.extend(own.leading.into_iter().chain(own.trailing));
                lets.entry(scope).or_default().push(removal(&d.formal, true));
            }
            None => edits.extend(parens::replace(text, &site, &d.formal)),
        }
        formals.push(NewFormal { name: d.formal.clone(), value: site, comments });
    }
    for (scope, removals) in lets {
        let node: ast::LetIn = cast(file, loc.beside(scope))?;
        edits.extend(let_in::change(text, &node, &removals, &[], InsertAt::End).map_err(refused)?.edits);
    }
    edits.extend(default::add(text, &pattern, &formals).map_err(refused)?);
    Ok(edits)
}

fn set(file: &SourceFile, text: &FileText, loc: Loc, s: &SetChange) -> Result<Vec<TextEdit>, Block> {
    let node = attr_set(file, loc.expr)
        .ok_or_else(|| Block::new(codes::OPAQUE_SPECIAL_ARGS, format!("{} has no set to extend there", file.path)))?;
    let mut removals: Vec<Removal> = s.remove.iter().map(|n| removal(n, false)).collect();
    let gone = node.syntax().children().filter(|c| s.gone.contains(&c.text_range()));
    removals.extend(gone.map(|c| Removal::entry(&c).with_comments()));
    let mut add = s.add.clone();
    let mut edits = Vec::new();
    for (attribute, names) in &s.special {
        let new = format!("{attribute} = {{ {} }};", attrset::entries(names).join(" "));
        match before_modules(file, &node) {
            Some((at, between)) => edits.push(TextEdit::insert(at, format!("{new}{between}"))),
            None => add.push(Addition::binding(attribute.clone(), new[attribute.len() + 3..new.len() - 1].to_owned())),
        }
    }
    edits.extend(attrset::change(text, &node, &removals, &add).map_err(|e| refused(file, &e))?.edits);
    Ok(edits)
}

// Where `modules` begins in a builder's arguments, and what stands between two entries there.
fn before_modules(file: &SourceFile, set: &ast::AttrSet) -> Option<(usize, String)> {
    use ast::HasEntry as _;
    let entry = set
        .attrpath_values()
        .find(|e| e.attrpath().and_then(|p| p.attrs().next()).is_some_and(|a| a.syntax().text() == "modules"))?;
    let at = usize::from(entry.syntax().text_range().start());
    let line = crate::syntax::style::line_start(&file.text, at);
    let before = &file.text[line..at];
    let own_line = before.chars().all(char::is_whitespace);
    let newline = if file.text.contains("\r\n") { "\r\n" } else { "\n" };
    Some((at, if own_line { format!("{newline}{before}") } else { " ".to_owned() }))
}

fn extend(file: &SourceFile, text: &FileText, loc: Loc, add: &[Addition]) -> Result<Vec<TextEdit>, Block> {
    let node: ast::Expr = cast(file, loc)?;
    let plain: Option<Vec<&str>> = add
        .iter()
        .map(|a| match a {
            Addition::Inherit { from: None, name } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    if let Some(names) = plain {
        return crate::syntax::surgery::special_args::extend(text, &node, &names).map_err(|e| refused(file, &e));
    }
    let entries = attrset::entries(add).join(" ");
    let old = node.syntax().text().to_string();
    let old = if parens::precedence(&node) >= parens::Precedence::Argument { old } else { format!("({old})") };
    Ok(parens::replace(text, &node, &format!("{old} // {{ {entries} }}")))
}

// A name that is used and not bound, and was not so before.
fn newly_undefined(ev: &Evaluator, before: &SourceFile, after: &str) -> Option<String> {
    let after = SourceFile::parse(before.path.clone(), after.into(), false);
    let old = before.unbound();
    let builtin = |n: &Name| ev.builtins.lexical(*n).is_some();
    after.unbound().into_iter().find(|n| !old.contains(n) && !builtin(n)).map(|n| n.to_string())
}
