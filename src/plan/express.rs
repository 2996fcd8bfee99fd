//! An expression of one place, written for another place: what it names there must mean the same.

mod arguments;

use std::ops::Range;

use rnix::TextRange;
use rnix::ast;
use rowan::ast::AstNode as _;

use super::codes::{self, Block};
use super::spot::Spot;
use crate::eval::canon::is_lib;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{Env, FileId, FrameKind, Loc, Origin, Source, Sym, Value};
use crate::eval::{Evaluator, explore};
use crate::syntax::edit::EditSet;
use crate::syntax::hir::{BindingKind, Bindings, Expr, ExprId, Key, scopes};
use crate::syntax::name::{Name, literal};
use crate::syntax::style::{FileStyle, Indent, indent_of_line, line_start};
use crate::syntax::surgery::reindent::reindent;
use crate::syntax::surgery::restep::{self, restep};

/// How the system of an instance is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemText {
    Literal(String),
    /// A variable named `system`.
    Variable,
    /// The site's own words.
    Own,
    /// The site's own words, or the `pkgs` of a module where these mean nothing.
    OwnOrPkgs,
    /// The `pkgs` of a module.
    Pkgs,
}

impl SystemText {
    fn value(&self) -> String {
        match self {
            SystemText::Literal(s) => literal(s),
            SystemText::Variable => "system".to_owned(),
            _ => "pkgs.stdenv.hostPlatform.system".to_owned(),
        }
    }

    fn binding(&self, name: &str) -> String {
        match self {
            SystemText::Variable if name == "system" => "inherit system;".to_owned(),
            SystemText::Variable | SystemText::Literal(_) => format!("{name} = {};", self.value()),
            _ if name == "system" => "inherit (pkgs.stdenv.hostPlatform) system;".to_owned(),
            _ => format!("{name} = {};", self.value()),
        }
    }
}

use arguments::arguments;

/// Deeper definitions are not written out.
const MAX_DEPTH: u32 = 8;

/// Longer values are not written a second time.
const MAX_LINES: usize = 12;

/// The application that makes an instance, written for `spot`: the site's own words, but for what they must name
/// otherwise there.
pub fn instance(ev: &mut Evaluator, site: usize, spot: &Spot, system: &SystemText) -> Result<String, Block> {
    let at = ev.sites[site].at.clone();
    let args = ev.sites[site].args.clone();
    let value = ev.force(&args);
    let literal = match &value {
        Value::Attrs(a) => a.origin.clone().filter(|o| is_literal(ev, o.loc) && !ev.file(o.loc.file).builtin),
        _ => None,
    };
    let Some(literal) = literal else {
        let rec = matches!(ev.expr(at.loc), Expr::Apply(_, x) if is_rec(ev, Loc { file: at.loc.file, expr: *x }));
        let how = if rec { "a `rec` set, whose bindings name each other" } else { "put together by code" };
        let m = format!("its arguments at {} are {how}", ev.place(at.loc));
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    };
    let function = function(ev, site, spot)?;
    let text = match system {
        SystemText::OwnOrPkgs => arguments(ev, site, &literal, spot, &SystemText::Own)
            .or_else(|_| arguments(ev, site, &literal, spot, &SystemText::Pkgs))?,
        system => arguments(ev, site, &literal, spot, system)?,
    };
    let file = ev.file(literal.loc.file);
    let own = own_step(file, file.hir.range(literal.loc.expr));
    Ok(restep(&format!("{function} {text}"), own, FileStyle::of(&ev.file(spot.file).text).indent))
}

fn is_rec(ev: &Evaluator, loc: Loc) -> bool {
    matches!(ev.expr(loc), Expr::Attrs { rec: true, .. })
}

fn is_literal(ev: &Evaluator, loc: Loc) -> bool {
    matches!(ev.expr(loc), Expr::Attrs { rec: false, .. }) && attr_set(ev.file(loc.file), loc.expr).is_some()
}

/// The node of a set that is written as one.
pub fn attr_set(file: &SourceFile, expr: ExprId) -> Option<ast::AttrSet> {
    ast::AttrSet::cast(file.node_at(file.hir.range(expr))?)
}

// `import X`, in the site's own words where they mean the same, else as the input can be named.
fn function(ev: &mut Evaluator, site: usize, spot: &Spot) -> Result<String, Block> {
    let at = ev.sites[site].at.clone();
    let fetched = matches!(ev.sites[site].source, Source::Pin(_) | Source::Channel(_));
    let own = match (ev.expr(at.loc), &ev.sites[site].import) {
        _ if fetched => None,
        (Expr::Apply(f, _), Some(o)) if o.loc == (Loc { file: at.loc.file, expr: *f }) => Some(*f),
        _ => None,
    };
    if let Some(f) = own {
        let file = ev.file(at.loc.file).clone();
        let original = words_before_args(&file, at.loc.expr, f);
        let kept = translate(ev, Loc { file: at.loc.file, expr: f }, &at.env, spot, 0);
        let own_words = slice(&file, file.hir.range(f));
        if let (Ok(kept), Expr::Apply(_, x)) = (kept, file.hir.expr(f).clone())
            && !matches!(file.hir.expr(x), Expr::Select { path, .. } if path.last().is_some_and(|k| matches!(k, Key::Static(n) if n.is("path"))))
            && (kept == own_words || !kept.contains('('))
        {
            return Ok(original.replace(&own_words, &kept));
        }
    }
    // What had to be written out, a function that chooses the source, is the input that it chose.
    let source = ev.sites[site].source.clone();
    let id = ev.input_of(&source).ok_or_else(|| Block::new(codes::IMPURE_SOURCE, "its source is not an input"))?;
    let text = ev.input_text(&spot.env, id).ok_or_else(|| {
        let name = ev.inputs.name(id);
        Block::new(codes::DEPENDS_ON_LOCAL, format!("the input `{name}` can't be named where the instance would stand"))
    })?;
    Ok(format!("import {text}"))
}

// The function part of an application with its parentheses.
fn words_before_args(file: &SourceFile, apply: ExprId, f: ExprId) -> String {
    let node = file.node_at(file.hir.range(apply)).and_then(ast::Apply::cast);
    let lambda = node.and_then(|a| a.lambda());
    lambda.map_or_else(|| slice(file, file.hir.range(f)), |l| l.syntax().text().to_string())
}

/// The range of an expression with the parentheses around it.
pub fn with_parentheses(file: &SourceFile, expr: ExprId) -> TextRange {
    let range = file.hir.range(expr);
    let mut node = file.node_at(range);
    while let Some(n) = &node
        && let Some(around) = n.parent().filter(|p| p.kind() == rnix::SyntaxKind::NODE_PAREN)
    {
        node = Some(around);
    }
    node.map_or(range, |n| n.text_range())
}

/// The text of a range.
pub fn slice(file: &SourceFile, range: TextRange) -> String {
    file.text[usize::from(range.start())..usize::from(range.end())].to_owned()
}

fn push(edits: &mut EditSet, range: TextRange, new: &str) -> Result<(), Block> {
    let range: Range<usize> = range.start().into()..range.end().into();
    edits.replace(range, new).map_err(|_| Block::new(codes::CONFLICT, "its arguments overlap"))
}

// Whether a text between `''` in a range has line ends other than `\n`, which Nix keeps as they are there.
fn has_line_ends(file: &SourceFile, range: TextRange) -> bool {
    let node = file.node_at(range);
    let strings = node.iter().flat_map(|n| n.descendants()).filter(|n| n.kind() == rnix::SyntaxKind::NODE_STRING);
    strings.map(|n| n.text().to_string()).any(|text| text.starts_with("''") && text.contains('\r'))
}

// Applies edits of a file's text within a range, and takes the indentation of its first line away.
fn finish(file: &SourceFile, range: TextRange, edits: EditSet) -> Result<String, Block> {
    let start = usize::from(range.start());
    if has_line_ends(file, range) {
        let m = "its arguments have a text of several lines, whose line ends are part of it";
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    let mut moved = EditSet::new();
    for e in edits.iter() {
        let shifted = e.range.start - start..e.range.end - start;
        moved.replace(shifted, &*e.text).map_err(|_| Block::new(codes::CONFLICT, "its arguments overlap"))?;
    }
    let text = moved.apply(&slice(file, range)).replace("\r\n", "\n");
    let step = own_step(file, range);
    let indent = restep::indentation(indent_of_line(&file.text, start), step, step);
    Ok(reindent(&restep(&text, step, step), &indent, ""))
}

// The steps in which an expression is written, whatever its file does elsewhere.
fn own_step(file: &SourceFile, range: TextRange) -> Indent {
    let start = line_start(&file.text, range.start().into());
    FileStyle::of(&file.text[start..range.end().into()]).indent
}

/// An expression written for `spot`.
pub fn translate(ev: &mut Evaluator, loc: Loc, env: &Env, spot: &Spot, depth: u32) -> Result<String, Block> {
    let mut edits = EditSet::new();
    substitute(ev, loc, env, spot, &mut edits, depth)?;
    let file = ev.file(loc.file).clone();
    finish(&file, file.hir.range(loc.expr), edits)
}

// Replaces what the expression takes from around it by what means the same at `spot`.
fn substitute(
    ev: &mut Evaluator,
    loc: Loc,
    env: &Env,
    spot: &Spot,
    edits: &mut EditSet,
    depth: u32,
) -> Result<(), Block> {
    let file = ev.file(loc.file).clone();
    let outside = file.free_names(loc.expr);
    for id in file.hir.descendants(loc.expr) {
        let here = Loc { file: loc.file, expr: id };
        match file.hir.expr(id) {
            Expr::Path(..) => path(ev, here, env, spot, edits)?,
            Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. } => {
                inherits(ev, here, bindings, loc.expr, env, spot, edits, depth)?;
            }
            Expr::Var(name) if outside.contains(name) && is_outside(&file, id, loc.expr) => {
                let inherited = id != loc.expr && is_inherited(&file, id);
                if !inherited && let Some((range, text)) = variable(ev, *name, here, env, spot, depth)? {
                    let text = if fits(&file, range, &text) { text } else { format!("({text})") };
                    let indent = indent_of_line(&file.text, range.start().into());
                    push(edits, range, &reindent(&text, "", indent))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_inherited(file: &SourceFile, var: ExprId) -> bool {
    let Some(parent) = file.hir.parent(var) else { return false };
    match file.hir.expr(parent) {
        Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. } => {
            bindings.fixed.iter().any(|b| b.value == var && b.kind == BindingKind::Inherit)
        }
        _ => false,
    }
}

// `inherit a b;` where `b` is called otherwise at `spot`: `inherit a; b = …;`
#[allow(clippy::too_many_arguments)]
fn inherits(
    ev: &mut Evaluator,
    set: Loc,
    bindings: &Bindings,
    within: ExprId,
    env: &Env,
    spot: &Spot,
    edits: &mut EditSet,
    depth: u32,
) -> Result<(), Block> {
    let file = ev.file(set.file).clone();
    let mut entries: Vec<TextRange> = Vec::new();
    for b in bindings.fixed.iter().filter(|b| b.kind == BindingKind::Inherit) {
        if !entries.contains(&b.entry) && file.hir.range(within).contains_range(b.entry) {
            entries.push(b.entry);
        }
    }
    let scope = Translated { within, env, spot, depth };
    for entry in entries {
        if let Some(text) = inherited(ev, set.file, bindings, entry, &scope, None)? {
            push(edits, entry, &text)?;
        }
    }
    Ok(())
}

// From where to where code is translated.
struct Translated<'a> {
    within: ExprId,
    env: &'a Env,
    spot: &'a Spot,
    depth: u32,
}

// An `inherit a b;` in other words, if it needs any: the system may stay in it or get a binding of its own.
fn inherited(
    ev: &mut Evaluator,
    file: FileId,
    bindings: &Bindings,
    entry: TextRange,
    scope: &Translated<'_>,
    system: Option<(Name, Option<String>)>,
) -> Result<Option<String>, Block> {
    let file_id = file;
    let file = ev.file(file).clone();
    let (mut kept, mut others) = (Vec::new(), Vec::new());
    for b in bindings.fixed.iter().filter(|b| b.entry == entry) {
        if let Some((_, binding)) = system.as_ref().filter(|(n, _)| *n == b.name) {
            match binding {
                Some(binding) => others.push(binding.clone()),
                None => kept.push(b.name.to_string()),
            }
            continue;
        }
        let at = Loc { file: file_id, expr: b.value };
        let new = match is_outside(&file, b.value, scope.within) {
            true => variable(ev, b.name, at, scope.env, scope.spot, scope.depth)?,
            false => None,
        };
        match new {
            Some((_, text)) => others.push(match text.strip_suffix(&format!(".{}", b.name)) {
                Some(from) => format!("inherit ({from}) {};", b.name),
                None => format!("{} = {text};", b.name),
            }),
            None => kept.push(b.name.to_string()),
        }
    }
    if others.is_empty() {
        return Ok(None);
    }
    let mut parts = Vec::new();
    if !kept.is_empty() {
        parts.push(format!("inherit {};", kept.join(" ")));
    }
    parts.extend(others);
    // What takes several lines begins on one of its own, where the `inherit` did.
    let start = usize::from(entry.start());
    let alone = file.text[line_start(&file.text, start)..start].chars().all(char::is_whitespace);
    let several = alone && parts.iter().any(|p| p.contains('\n'));
    let text = parts.join(if several { "\n" } else { " " });
    Ok(Some(reindent(&text, "", indent_of_line(&file.text, start))))
}

/// Whether a variable within an expression is bound outside of it.
pub fn is_outside(file: &SourceFile, id: ExprId, within: ExprId) -> bool {
    match file.scopes().target(id) {
        Some(scopes::Target::Bound(s)) => !file.hir.contains(within, s),
        Some(scopes::Target::With(w)) => !file.hir.contains(within, w),
        _ => false,
    }
}

// What a variable is called at `spot`, and the range that says so now; none if it is called the same. What stands around
// it in the code that moves must not bind the new words.
fn variable(
    ev: &mut Evaluator,
    name: Name,
    at: Loc,
    env: &Env,
    spot: &Spot,
    depth: u32,
) -> Result<Option<(TextRange, String)>, Block> {
    let new = words_for(ev, name, at, env, spot, depth)?;
    if let Some((_, text)) = &new {
        let free = SourceFile::parse(String::new(), text.as_str().into(), false).unbound();
        if let Some(caught) = free.into_iter().find(|n| is_caught(ev, *n, at)) {
            let m =
                format!("its arguments name `{name}`, and bind `{caught}`, by which that is known in its new place");
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
        }
    }
    Ok(new)
}

// Whether something binds a name between a variable and what binds that.
fn is_caught(ev: &Evaluator, name: Name, at: Loc) -> bool {
    let file = ev.file(at.file);
    match (scopes::binder_of(&file.hir, at.expr, name), file.scopes().target(at.expr)) {
        (Some(inner), Some(scopes::Target::Bound(own))) => inner != own && file.hir.contains(own, inner),
        (Some(inner), Some(scopes::Target::With(own))) => file.hir.contains(own, inner),
        _ => false,
    }
}

fn words_for(
    ev: &mut Evaluator,
    name: Name,
    at: Loc,
    env: &Env,
    spot: &Spot,
    depth: u32,
) -> Result<Option<(TextRange, String)>, Block> {
    let mut code = codes::DEPENDS_ON_LOCAL;
    let v = ev.visible(env, name);
    if let Some(v) = &v
        && let (Value::Sym(s), _) = Evaluator::selection(v)
        && matches!(&*s, Sym::ModuleArg(..))
    {
        code = codes::DEPENDS_ON_CONFIG;
    }
    let local = |why: &str| Block::new(code, format!("its arguments name `{name}`, which {why}"));
    let v = v.ok_or_else(|| local("is not known"))?;
    if let Some(planned) = planned(ev, name, at, &v, spot) {
        let range = ev.file(at.file).hir.range(at.expr);
        return Ok((!name.is(&planned)).then_some((range, planned)));
    }
    let there = ev.visible(&spot.env, name);
    if let Some(there) = there
        && !matches!(v, Value::Unknown(_))
        && ev.canon(&there) == ev.canon(&v)
    {
        return Ok(None);
    }
    let file = ev.file(at.file).clone();
    let elsewhere = || local("can't be named where the instance would stand");
    if let Some((range, id)) = input_selection(ev, &file, at.expr, &v) {
        let text = ev.input_text(&spot.env, id).ok_or_else(elsewhere)?;
        return Ok(Some((range, text)));
    }
    if let Some(text) = super::own::module_argument(ev, &v, spot).or_else(|| member(ev, name, &v, spot)) {
        return Ok(Some((file.hir.range(at.expr), text)));
    }
    if depth > MAX_DEPTH {
        return Err(elsewhere());
    }
    let own = binding_text(ev, name, at, env, spot, depth);
    let text = match own {
        Some(text) => text?,
        None => value_text(ev, &v, at.file, spot, depth + 1).ok_or_else(elsewhere)?,
    };
    if text.lines().count() > MAX_LINES {
        return Err(local("is too long to be written again where the instance would stand"));
    }
    Ok(Some((file.hir.range(at.expr), text)))
}

// The name of an instance that will be defined at `spot`, if a variable is that and nothing around it has the name.
fn planned(ev: &mut Evaluator, name: Name, at: Loc, v: &Value, spot: &Spot) -> Option<String> {
    if spot.planned.is_empty() {
        return None;
    }
    let key = ev.instance_key(v)?;
    let planned = spot.planned.iter().find(|(k, _)| *k == key).map(|(_, planned)| planned.clone())?;
    (name.is(&planned) || !is_caught(ev, Name::new(&planned), at)).then_some(planned)
}

// A variable of a `let`: what it is bound to, written for `spot`.
fn binding_text(
    ev: &mut Evaluator,
    name: Name,
    at: Loc,
    env: &Env,
    spot: &Spot,
    depth: u32,
) -> Option<Result<String, Block>> {
    let file = ev.file(at.file).clone();
    let Some(scopes::Target::Bound(scope)) = file.scopes().target(at.expr) else { return None };
    let Expr::Let { bindings, .. } = file.hir.expr(scope) else { return None };
    let b = bindings.get(name).filter(|b| b.kind == BindingKind::Plain)?;
    // What the file goes on using must not be written twice, if it is a constant or takes several lines: one of the two
    // would be forgotten.
    let own = match file.hir.expr(b.value) {
        Expr::Str(_) | Expr::Int(_) | Expr::List(_) | Expr::Attrs { .. } => true,
        Expr::Lambda { .. } => slice(&file, file.hir.range(b.value)).contains('\n'),
        _ => false,
    };
    if own && file.scopes().references(scope, name).len() > 1 {
        let m = format!("its arguments name `{name}`, which the file also uses for other things");
        return Some(Err(Block::new(codes::DEPENDS_ON_LOCAL, m)));
    }
    let own = |e: &&Env| e.0.file == at.file && matches!(e.0.kind, FrameKind::Scope(s) if s == scope);
    let inner = env.frames().find(own)?.clone();
    Some(translate(ev, Loc { file: at.file, expr: b.value }, &inner, spot, depth + 1))
}

// Whether a text can stand in the place of a range without parentheses.
fn fits(file: &SourceFile, range: TextRange, text: &str) -> bool {
    use crate::syntax::surgery::parens::{Precedence, precedence_of_text, required_at};
    let required = file.node_at(range).map_or(Precedence::Argument, |n| required_at(&n));
    precedence_of_text(text) >= required
}

// `inputs.x`, `self.inputs.x`, `args.inputs.x` or `x` where that is an input: the range, and the input.
fn input_selection(
    ev: &mut Evaluator,
    file: &SourceFile,
    var: ExprId,
    v: &Value,
) -> Option<(TextRange, crate::eval::value::InputId)> {
    let direct = |v: &Value| match v {
        Value::Sym(s) => match &**s {
            Sym::Input(id) => Some(*id),
            _ => None,
        },
        _ => None,
    };
    if let Some(id) = direct(v) {
        return Some((file.hir.range(var), id));
    }
    let parent = file.hir.parent(var)?;
    let Expr::Select { base, path, .. } = file.hir.expr(parent) else { return None };
    if *base != var {
        return None;
    }
    let node = ast::Select::cast(file.node_at(file.hir.range(parent))?)?;
    let attrs: Vec<ast::Attr> = node.attrpath()?.attrs().collect();
    let mut at = v.clone();
    for (key, attr) in path.iter().zip(attrs) {
        let Key::Static(n) = key else { return None };
        at = ev.select(&at, *n)?;
        if let Some(id) = direct(&at) {
            let start = file.hir.range(var).start();
            return Some((TextRange::new(start, attr.syntax().text_range().end()), id));
        }
    }
    None
}

// A relative path means another file when it stands elsewhere.
fn path(ev: &mut Evaluator, at: Loc, env: &Env, spot: &Spot, edits: &mut EditSet) -> Result<(), Block> {
    if at.file == spot.file {
        return Ok(());
    }
    let v = ev.eval(at, env);
    let Value::Path(p) = &v else {
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, "a path in its arguments is not known"));
    };
    let Some(rel) = Evaluator::rel(p).map(str::to_owned) else { return Ok(()) };
    let file = ev.file(at.file).clone();
    push(edits, file.hir.range(at.expr), &relative(&ev.file(spot.file).path, &rel))
}

/// A path below the root as a path literal of a file.
pub fn relative(from_file: &str, rel: &str) -> String {
    let from: Vec<&str> = from_file.split('/').collect();
    let to: Vec<&str> = rel.split('/').collect();
    let dirs = &from[..from.len() - 1];
    let common = dirs.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = dirs.len() - common;
    let start = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
    format!("{start}{}", to[common..].join("/"))
}

/// Nix code for a value at `spot`, if it can be named or written out there. Code of other files than `own` is not
/// written again.
pub fn value_text(ev: &mut Evaluator, v: &Value, own: FileId, spot: &Spot, depth: u32) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    if let Some(name) = itself(ev, v, spot) {
        return Some(name);
    }
    match ev.concretize(v) {
        Value::Null => Some("null".to_owned()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Int(i) => Some(i.to_string()),
        Value::Str(s) => {
            let plain = !s.contains(['"', '\\', '$', '\n']) && !s.starts_with(crate::eval::SELF_PATH);
            plain.then(|| format!("\"{s}\""))
        }
        Value::Attrs(a) if is_lib(&a) => ev.lib_text(&spot.env),
        Value::Attrs(a) => origin_text(ev, a.origin.clone()?, own, spot, depth),
        Value::List(l) => origin_text(ev, l.origin.clone()?, own, spot, depth),
        Value::Lambda(c) => {
            let origin = Origin { loc: c.loc, env: c.env.clone() };
            origin_text(ev, origin, own, spot, depth)
        }
        Value::Sym(s) => match &*s {
            Sym::Input(id) => ev.input_text(&spot.env, *id),
            Sym::Select(base, name) => {
                let base = value_text(ev, base, own, spot, depth + 1)?;
                Some(format!("{base}.{}", explore::attribute(&name.text())))
            }
            _ => None,
        },
        _ => None,
    }
}

// A variable that is this very set or list, under whatever name.
fn itself(ev: &Evaluator, v: &Value, spot: &Spot) -> Option<String> {
    ev.variables(&spot.env).into_iter().find(|(_, o)| same(v, o)).map(|(n, _)| n.to_string())
}

// Whether two values are one set or list.
fn same(v: &Value, other: &Value) -> bool {
    match (v, other) {
        (Value::Attrs(a), Value::Attrs(b)) => std::rc::Rc::ptr_eq(a, b),
        (Value::List(a), Value::List(b)) => std::rc::Rc::ptr_eq(a, b),
        _ => false,
    }
}

// A variable's attribute of the same name that is this very set or list: `shared.nixpkgsConfig`.
fn member(ev: &mut Evaluator, name: Name, v: &Value, spot: &Spot) -> Option<String> {
    for (holder, set) in ev.variables(&spot.env) {
        let Value::Attrs(a) = &set else { continue };
        if ev.is_inputs(&set) || !a.map.get(&name).is_some_and(|t| t.peek().is_some_and(|own| same(v, &own))) {
            continue;
        }
        return Some(format!("{holder}.{}", explore::attribute(&name.text())));
    }
    None
}

fn origin_text(ev: &mut Evaluator, o: Origin, own: FileId, spot: &Spot, depth: u32) -> Option<String> {
    if o.loc.file != own {
        return None;
    }
    translate(ev, o.loc, &o.env, spot, depth + 1).ok()
}
