//! The edits: the new instance in `flake.nix`, the overlay out of its list, the users on the instance.

use std::rc::Rc;

use rnix::TextRange;
use rnix::ast::BinOpKind;
use rowan::ast::AstNode as _;
use rustc_hash::FxHashSet;

use super::base::{self, Base};
use super::lists::Place as Spelled;
use super::overlays::Overlay;
use super::uses::Form;
use super::{Moved, binding_of, systems};
use crate::eval::Evaluator;
use crate::eval::value::{FileId, Loc, Source};
use crate::plan::codes::{self, Block};
use crate::plan::express::{self, attr_set, with_parentheses};
use crate::plan::hoist::{new_words, systems as hoisted};
use crate::plan::outcome::{ChangeGroup, FileChange, Instance, Outcome, Part, Place, Site};
use crate::plan::requests::Requests;
use crate::plan::spot::{Spot, Spots, definition_spot};
use crate::plan::summary::{readable, source_text};
use crate::plan::thread::{self, PerSystem, Threading, Var};
use crate::plan::{cleanup, names};
use crate::syntax::hir::{Expr, ExprId, Hir, Key};
use crate::syntax::name::{Name, literal};
use crate::syntax::style::FileText;
use crate::syntax::surgery::attrset::Addition;
use crate::syntax::surgery::comments::{self, EntryComments};
use crate::syntax::surgery::let_in::LetHabit;
use crate::syntax::surgery::parens::needs_parens_as_argument;
use crate::syntax::surgery::reindent::reindent;

/// What is to be written.
pub struct Written {
    pub name: String,
    source: Source,
    rest: String,
    systems: Vec<Rc<str>>,
    definition: String,
    changes: Vec<FileChange>,
}

impl Written {
    /// Adds it to the outcome of the run.
    pub fn join(self, ev: &Evaluator, out: &mut Outcome, site: &Site) {
        let files: Vec<String> = self.changes.iter().map(|c| c.file.clone()).collect();
        out.groups.push(ChangeGroup {
            rewrite: crate::rewrites::isolate_overlay::REWRITE.name,
            title: format!("defines `{}` for the {}, which changes what is built", self.name, site.source),
            files,
            changes_builds: true,
            parts: vec![Part::Site(site.place.clone())],
            unit: out.groups.len(),
        });
        let first = self.definition.lines().next().unwrap_or_default().to_owned();
        let definition = self.changes.iter().find_map(|c| {
            let (i, line) = c.after.lines().enumerate().find(|(_, l)| l.trim_start() == first)?;
            let column = line.len() - line.trim_start().len() + 1;
            Some(Place { file: c.file.clone(), line: i as u32 + 1, column: column as u32 })
        });
        out.instances.push(Instance {
            name: self.name,
            source: source_text(ev, &self.source),
            args: readable(&self.rest),
            systems: self.systems.iter().map(|s| s.to_string()).collect(),
            definition,
            sites: Vec::new(),
        });
        out.changes = self.changes;
    }
}

/// Writes it, under the first name and in the first way that fit.
pub(super) fn plan(ev: &mut Evaluator, m: &Moved<'_>) -> Result<Written, Block> {
    let main = definition_spot(ev)
        .ok_or_else(|| Block::new(codes::UNKNOWN_CALLER, "the function that makes the flake's outputs is not known"))?;
    let step = FileText::new(&ev.file(main.file).text).step().to_owned();
    let base = base::of(ev, m.overlay, &main, &step)?;
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let several = base.systems.len() > 1;
    let spots = Spots { main, local: Default::default(), asked: Default::default() };
    let mut last = None;
    for _ in 0..20 {
        let name = name_of(ev, m, &base, &spots.main, &mut taken);
        for whole_set in [false, true] {
            match attempt(ev, m, &base, &spots, &name, whole_set && several) {
                Ok(written) => return Ok(written),
                Err(b) if thread::is_unnameable(&b) && several && !whole_set => continue,
                Err(b) if b.code == codes::NAME_TAKEN => last = Some(b),
                Err(b) => return Err(b),
            }
            break;
        }
    }
    Err(last.unwrap_or_else(|| Block::new(codes::NAME_TAKEN, "no name is free for it")))
}

// `pkgs-ffmpeg`, as nobody calls anything else where it is defined.
fn name_of(ev: &mut Evaluator, m: &Moved<'_>, base: &Base, spot: &Spot, taken: &mut FxHashSet<String>) -> String {
    let own = m.overlay.name();
    let word = match (own.contains([':', '/']), &m.attributes[..]) {
        (true, [one]) => one.to_string(),
        (true, _) => "overlaid".to_owned(),
        _ => own.to_owned(),
    };
    let short = word.strip_suffix("-overlay").or(word.strip_suffix("-overlays")).or(word.strip_prefix("overlay-"));
    let word = short.filter(|w| !w.is_empty()).unwrap_or(&word).to_owned();
    let word = word.strip_prefix("pkgs-").unwrap_or(&word);
    let input = match &base.source {
        Source::Input(id) => ev.inputs.name(*id).to_owned(),
        _ => String::new(),
    };
    let rest = format!("overlays=[{}];", m.overlay.name());
    loop {
        let locals = vec![format!("pkgs-{word}")];
        let of = names::Nameless { locals, input: input.clone(), rest: &rest, ..Default::default() };
        let name = names::candidates(&of, taken).into_iter().next().unwrap_or_else(|| "pkgs-overlaid".to_owned());
        let new = taken.insert(name.clone());
        if !new || !ev.is_taken_at(spot, Name::new(&name), &FxHashSet::default()) {
            return name;
        }
    }
}

fn attempt(
    ev: &mut Evaluator,
    m: &Moved<'_>,
    base: &Base,
    spots: &Spots,
    name: &str,
    whole_set: bool,
) -> Result<Written, Block> {
    let single = (base.systems.len() == 1).then(|| base.systems[0].clone());
    let rest = format!(
        "{}overlays=[{}];",
        if base.rest.is_empty() { String::new() } else { format!("config={{{}}};", base.rest) },
        m.overlay.name()
    );
    let var = Var {
        name: name.to_owned(),
        select: single.is_none() && !whole_set,
        set: PerSystem { name: ev.set_name(&spots.main).to_owned(), member: Some(name.to_owned()) },
        source: base.source.clone(),
        rest: rest.clone(),
        place: None,
        system: single.clone(),
        defined_as: name.to_owned(),
        own: false,
        needs: Vec::new(),
    };
    let (text, comments) = definition(ev, m, base, &spots.main, single.as_deref())?;
    let definition = format!("{name} = {text};");
    let mut t = Threading::new(ev, spots);
    let mut removed: Vec<(FileId, TextRange)> = Vec::new();
    for form in &m.uses {
        rewrite(&mut t, form, &var, whole_set, &mut removed)?;
    }
    let mut out = std::mem::take(&mut t.out);
    let elements = elements(m.overlay);
    for place in &m.overlay.places {
        match place {
            Spelled::Element(at) => take_out(ev, *at, &elements, &mut out, &mut removed),
            Spelled::Member { set, name, .. } => leave_out(ev, *set, *name, &mut out),
        }
    }
    let commented = comments.leading.iter().cloned().chain([definition.clone()]).collect::<Vec<_>>().join("\n");
    let binding = match &single {
        Some(_) => commented,
        None => hoisted::set_text(ev, &spots.main, &var.set.name, &[(commented, base.systems.clone())])?,
    };
    match ev.expr(spots.main.loc()) {
        Expr::Let { .. } => out.lets.entry(spots.main.loc()).or_default().add.push(binding),
        _ => out.wraps.entry(spots.main.loc()).or_default().push(binding),
    }
    let words = new_words(&out);
    cleanup::clean(ev, &mut out, removed, words);
    let trees: Vec<_> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(_, f)| f.tree.syntax().clone()).collect();
    let changes = out.changes(ev, LetHabit::of(&trees))?;
    let (name, systems) = (name.to_owned(), base.systems.clone());
    Ok(Written { name, source: base.source.clone(), rest, systems, definition, changes })
}

// A use of the package set becomes one of the instance.
fn rewrite(
    t: &mut Threading<'_>,
    form: &Form,
    var: &Var,
    whole_set: bool,
    removed: &mut Vec<(FileId, TextRange)>,
) -> Result<(), Block> {
    let at = form.at();
    let file = t.ev.file(at.file).clone();
    let spot = &t.spots.main;
    let here = at.file == spot.file && file.hir.contains(spot.expr, at.expr);
    let text = match whole_set || here && var.select {
        false => t.reach(var, at)?,
        true => {
            let set = t.reach(&var.whole(), at)?;
            let system = match form {
                Form::Selected(l) | Form::Scoped(_, _, l) | Form::Inherited(_, _, _, l) => system_of(t.ev, *l, at),
                Form::Below(l, n) => system_below(t.ev, *l, *n),
            };
            var.set.select(&set, &format!("${{{system}}}"))
        }
    };
    match form {
        Form::Selected(l) => {
            removed.push((l.file, file.hir.range(l.expr)));
            t.out.replace.insert(*l, text);
        }
        Form::Below(l, n) => {
            let (pkgs, rest) = split_selection(t.ev, *l, *n);
            removed.push((l.file, pkgs));
            t.out.replace.insert(*l, format!("{text}.{}", express::slice(&file, rest)));
        }
        Form::Scoped(l, name, _) => {
            t.out.replace.insert(*l, format!("{text}.{name}"));
        }
        Form::Inherited(l, name, entry, _) => {
            inherited(t, *l, *name, &text);
            let (Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. }) = file.hir.expr(l.expr) else {
                return Ok(());
            };
            let alone = bindings.fixed.iter().filter(|b| b.entry == *entry).count() == 1;
            if alone {
                removed.push((l.file, *entry));
            }
        }
    }
    Ok(())
}

// The system of a package set, where its user stands: the variable that it was made with, or what it says itself.
fn system_of(ev: &mut Evaluator, pkgs: Loc, at: Loc) -> String {
    if let Some(system) = systems::variable_of(ev, pkgs, at) {
        return system;
    }
    let file = ev.file(pkgs.file);
    let text = express::slice(file, file.hir.range(pkgs.expr));
    let simple = matches!(file.hir.expr(pkgs.expr), Expr::Var(_) | Expr::Select { default: None, .. });
    let text = if simple { text } else { format!("({text})") };
    format!("{text}.stdenv.hostPlatform.system")
}

// The same for `all.${system}`.
fn system_below(ev: &mut Evaluator, selection: Loc, names: usize) -> String {
    if let Some(system) = systems::key_below(ev, selection, names) {
        return system;
    }
    let (pkgs, _) = split_selection(ev, selection, names);
    format!("{}.stdenv.hostPlatform.system", express::slice(ev.file(selection.file), pkgs))
}

// A selection up to one of its names, and from there on.
fn split_selection(ev: &Evaluator, selection: Loc, names: usize) -> (TextRange, TextRange) {
    let file = ev.file(selection.file);
    let whole = file.hir.range(selection.expr);
    let select = file.node_at(whole).and_then(rnix::ast::Select::cast);
    let keys: Vec<TextRange> = select
        .and_then(|s| s.attrpath())
        .map(|p| p.attrs().map(|a| a.syntax().text_range()).collect())
        .unwrap_or_default();
    match (names.checked_sub(1).and_then(|n| keys.get(n)), keys.get(names)) {
        (Some(last), Some(next)) => {
            (TextRange::new(whole.start(), last.end()), TextRange::new(next.start(), whole.end()))
        }
        _ => (whole, TextRange::empty(whole.end())),
    }
}

fn inherited(t: &mut Threading<'_>, at: Loc, name: Name, text: &str) {
    match t.ev.expr(at) {
        Expr::Let { .. } => {
            let change = t.out.lets.entry(at).or_default();
            change.remove.push((name.to_string(), false));
            change.add.push(format!("inherit ({text}) {name};"));
        }
        _ => {
            let change = t.out.sets.entry(at).or_default();
            change.remove.push(name.to_string());
            let from = Some(text.to_owned());
            Requests::add_once(&mut change.add, Addition::Inherit { from, name: name.to_string() });
        }
    }
}

// Those places of an overlay that are elements in brackets.
fn elements(o: &Overlay) -> Vec<Loc> {
    let element = |p: &Spelled| match p {
        Spelled::Element(l) => Some(*l),
        Spelled::Member { .. } => None,
    };
    o.places.iter().filter_map(element).collect()
}

// The set whose attributes are the list stays as it is for others, and the list does without one of them.
fn leave_out(ev: &Evaluator, set: Loc, name: Name, out: &mut Requests) {
    let file = ev.file(set.file);
    let quoted = literal(&name.text());
    if let Expr::Apply(f, names) = file.hir.expr(set.expr)
        && let (Expr::Apply(g, _), Expr::List(_)) = (file.hir.expr(*f), file.hir.expr(*names))
        && is_remove_attrs(&file.hir, *g)
    {
        out.appends.entry(set.beside(*names)).or_default().push(quoted);
        return;
    }
    let text = express::slice(file, file.hir.range(set.expr));
    let text = if needs_parens_as_argument(&text) { format!("({text})") } else { text };
    out.replace.insert(set, format!("removeAttrs {text} [ {quoted} ]"));
}

fn is_remove_attrs(hir: &Hir, f: ExprId) -> bool {
    match hir.expr(f) {
        Expr::Var(n) => n.is("removeAttrs"),
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if n.is("removeAttrs")),
        _ => false,
    }
}

// The element goes, or the whole definition of the list if nothing stays in it.
fn take_out(ev: &Evaluator, at: Loc, all: &[Loc], out: &mut Requests, removed: &mut Vec<(FileId, TextRange)>) {
    let file = ev.file(at.file);
    let Some(list) = file.hir.parent(at.expr) else { return };
    let list = at.beside(list);
    let Expr::List(elements) = file.hir.expr(list.expr) else { return };
    let stays = elements.iter().any(|e| !all.contains(&at.beside(*e)));
    let set = binding_of(ev, list).and_then(|(set, entry)| {
        let holder =
            std::iter::once(set.expr).chain(file.hir.ancestors(set.expr)).find(|a| holds(ev, at.beside(*a), entry))?;
        Some((at.beside(holder), entry))
    });
    match set {
        Some((set, entry)) if !stays => {
            let gone = &mut out.sets.entry(set).or_default().gone;
            if !gone.contains(&entry) {
                gone.push(entry);
                removed.push((at.file, entry));
            }
        }
        _ => {
            match beside_nothing(ev, list, at).filter(|_| !stays) {
                Some((sum, other)) => drop(out.replace.insert(sum, other)),
                None => out.elements.entry(list).or_default().push(at.expr),
            }
            removed.push((at.file, with_parentheses(file, at.expr)));
        }
    }
}

// `x ++ [ overlay ]` becomes `x`, if nothing is said there of anything else: the whole, and `x`.
fn beside_nothing(ev: &Evaluator, list: Loc, element: Loc) -> Option<(Loc, String)> {
    let file = ev.file(list.file);
    let sum = file.hir.parent(list.expr)?;
    let Expr::Binary(BinOpKind::Concat, a, b) = *file.hir.expr(sum) else { return None };
    let other = if a == list.expr { b } else { a };
    let [whole, rest, own] = [file.hir.range(sum), with_parentheses(file, other), with_parentheses(file, element.expr)];
    let (first, last) = if rest.start() < own.start() { (rest, own) } else { (own, rest) };
    let between = [
        TextRange::new(whole.start(), first.start()),
        TextRange::new(first.end(), last.start()),
        TextRange::new(last.end(), whole.end()),
    ];
    let bare = between.iter().all(|r| file.text[*r].chars().all(|c| c.is_whitespace() || "[]()+".contains(c)));
    let text = express::slice(file, rest);
    (bare && !matches!(file.hir.expr(other), Expr::List(_))).then(|| (list.beside(sum), text))
}

// Whether an entry stands in a set that is written as one.
fn holds(ev: &Evaluator, set: Loc, entry: TextRange) -> bool {
    let node = attr_set(ev.file(set.file), set.expr);
    node.is_some_and(|n| n.syntax().children().any(|c| c.text_range() == entry))
}

// `import nixpkgs { … }`, and the comments above the overlay.
fn definition(
    ev: &mut Evaluator,
    m: &Moved<'_>,
    base: &Base,
    spot: &Spot,
    system: Option<&str>,
) -> Result<(String, EntryComments), Block> {
    let Source::Input(id) = base.source else {
        return Err(Block::new(codes::IMPURE_SOURCE, "its source is not an input"));
    };
    let source = ev.input_text(&spot.env, id).ok_or_else(|| {
        let m = format!("the input `{}` can't be named in flake.nix", ev.inputs.name(id));
        Block::new(codes::DEPENDS_ON_LOCAL, m)
    })?;
    let step = FileText::new(&ev.file(spot.file).text).step().to_owned();
    let system = match system {
        None => "inherit system;".to_owned(),
        Some(s) => match ev.visible(&spot.env, Name::new("system")).and_then(|v| ev.as_text(&v)) {
            Some(there) if *there == *s => "inherit system;".to_owned(),
            _ => format!("system = \"{s}\";"),
        },
    };
    let mut texts: Vec<String> = Vec::new();
    let mut comments = EntryComments::default();
    for o in &m.list {
        let (Some(place), Some(scope)) = (o.places.first().copied(), o.scope.clone()) else { continue };
        let text = match express::translate(ev, place.at(), &scope, spot, 0) {
            Ok(text) => text,
            Err(b) => {
                texts.push(as_output(ev, o, spot).ok_or(b)?);
                continue;
            }
        };
        let text = if needs_parens_as_argument(&text) { format!("({text})") } else { text };
        texts.push(match place {
            Spelled::Element(at) => {
                if std::ptr::eq(*o, m.overlay) {
                    comments = comments_of(ev, at, &elements(m.overlay));
                }
                text
            }
            Spelled::Member { name, .. } => format!("{text}.{}", crate::eval::explore::attribute(&name.text())),
        });
    }
    let long = texts.iter().any(|t| t.contains('\n')) || texts.len() > 1;
    let overlays = if long {
        let lines: Vec<String> = texts.iter().map(|t| format!("{step}{}", reindent(t, "", &step))).collect();
        format!("overlays = [\n{}\n];", lines.join("\n"))
    } else {
        format!("overlays = [ {} ];", texts.join(" "))
    };
    let mut bindings = vec![system];
    bindings.extend(base.config.clone());
    bindings.push(overlays);
    let lines: Vec<String> = bindings.iter().map(|b| format!("{step}{}", reindent(b, "", &step))).collect();
    Ok((format!("import {source} {{\n{}\n}}", lines.join("\n")), comments))
}

// An overlay that is one of the flake's outputs, however modules call it.
fn as_output(ev: &mut Evaluator, o: &Overlay, spot: &Spot) -> Option<String> {
    let key = ev.canon(&o.value);
    for words in [&["self"][..], &["inputs", "self"]] {
        let mut of = ev.visible(&spot.env, Name::new(words[0]));
        for word in words[1..].iter().chain(&["overlays"]) {
            of = of.and_then(|v| ev.select(&v, Name::new(word)));
        }
        let Some(all) = of.and_then(|v| ev.as_attrs(&v)) else { continue };
        for (name, t) in &all.map {
            let v = ev.force(t);
            if ev.canon(&v) == key {
                let name = crate::eval::explore::attribute(&name.text());
                return Some(format!("{}.overlays.{name}", words.join(".")));
            }
        }
    }
    None
}

// Those above the element, or above the definition of a list that goes as a whole.
fn comments_of(ev: &Evaluator, at: Loc, all: &[Loc]) -> EntryComments {
    let file = ev.file(at.file);
    let text = FileText::new(&file.text);
    let own = file.node_at(with_parentheses(file, at.expr)).map(|n| comments::of_entry(&text, &n)).unwrap_or_default();
    let list = file.hir.parent(at.expr).map(|l| at.beside(l));
    let alone = list.is_some_and(|l| match file.hir.expr(l.expr) {
        Expr::List(elements) => elements.iter().all(|e: &ExprId| all.contains(&at.beside(*e))),
        _ => false,
    });
    let entry = list.filter(|_| alone).and_then(|l| binding_of(ev, l)).and_then(|(_, entry)| file.node_at(entry));
    let above = entry.map(|n| comments::of_entry(&text, &n)).unwrap_or_default();
    let leading = above.leading.into_iter().chain(own.leading).chain(above.trailing).chain(own.trailing).collect();
    EntryComments { leading, trailing: None }
}
