//! Takes a site out of its file: the binding or expression that made the instance becomes a use of the shared one.

use rnix::TextRange;

use crate::eval::Evaluator;
use crate::eval::value::{FileId, InputId, Loc, Sym, Value};
use crate::flake::sites::Site;
use crate::plan::classify::Candidate;
use crate::plan::codes::{self, Block};
use crate::plan::own;
use crate::plan::packages;
use crate::plan::requests::Requests;
use crate::plan::spot::local_spot;
use crate::plan::system_words;
use crate::plan::thread::{Threading, Var};
use crate::syntax::hir::scopes::Reference;
use crate::syntax::hir::{Binding, BindingKind, Expr, ExprId, Param, Part, scopes};
use crate::syntax::name::Name;
use crate::syntax::style::{FileText, indent_of_line};
use crate::syntax::surgery::comments;
use crate::syntax::surgery::reindent::reindent;

/// What goes with a site.
pub struct Taken {
    pub removed: Vec<(FileId, TextRange)>,
    /// Comments above the binding that goes.
    pub comments: Vec<String>,
    /// The comment that ends its line.
    pub trailing: Option<String>,
}

/// How a site stands in its file.
enum Form {
    /// `let name = import …;`
    Let(ExprId, Binding),
    /// `{ name ? import … }:`
    Default(ExprId, Name),
    Expression,
}

fn form(ev: &Evaluator, site: Loc) -> Form {
    let file = ev.file(site.file);
    let Some(parent) = file.hir.parent(site.expr) else { return Form::Expression };
    match file.hir.expr(parent) {
        Expr::Let { bindings, .. } => {
            let own = |b: &&Binding| b.value == site.expr && b.kind == BindingKind::Plain;
            let single = |b: &Binding| file.text[usize::from(b.name_range.end())..].trim_start().starts_with('=');
            match bindings.fixed.iter().find(own) {
                Some(b) if single(b) => Form::Let(parent, b.clone()),
                _ => Form::Expression,
            }
        }
        Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
            match formals.iter().find(|f| f.default == Some(site.expr)) {
                Some(f) => Form::Default(parent, f.name),
                None => Form::Expression,
            }
        }
        _ => Form::Expression,
    }
}

/// What a site calls its instance.
pub fn local_name(ev: &Evaluator, site: Loc) -> Option<String> {
    match form(ev, site) {
        Form::Let(_, b) => Some(b.name.to_string()),
        Form::Default(_, n) => Some(n.to_string()),
        Form::Expression => attribute(ev, site),
    }
}

// The attribute that a site is the value of, if it reads like a package set, `upkgs = import …;`, or an overlay adds it.
fn attribute(ev: &Evaluator, site: Loc) -> Option<String> {
    let hir = &ev.file(site.file).hir;
    let Expr::Attrs { bindings, .. } = hir.expr(hir.parent(site.expr)?) else { return None };
    let name = bindings.fixed.iter().find(|b| b.value == site.expr)?.name.to_string();
    let in_overlay = || hir.ancestors(site.expr).any(|expr| ev.is_overlay(Loc { file: site.file, expr }));
    (name.to_lowercase().contains("pkgs") || in_overlay()).then_some(name)
}

/// Formals that a site's expression uses.
pub fn arguments_of(ev: &Evaluator, site: Loc) -> Vec<String> {
    let file = ev.file(site.file);
    let free = file.free_names(site.expr);
    let formal = |n: &Name| {
        file.hir.ancestors(site.expr).any(|a| match file.hir.expr(a) {
            Expr::Lambda { param, .. } => param.names().contains(n),
            _ => false,
        })
    };
    free.iter().copied().filter(formal).map(|n| n.to_string()).collect()
}

/// The parameter that a site's source is, of a function inside its file: `flake: import flake { … }`. Such a function is
/// meant for more than the one source that it is called with today. One that is called after the input that it is is that input.
pub fn source_parameter(ev: &Evaluator, site: &Site) -> Option<Name> {
    let file = ev.file(site.loc.file);
    let import = site.import.filter(|i| i.file == site.loc.file)?;
    let Expr::Apply(_, mut at) = *file.hir.expr(import.expr) else { return None };
    let name = loop {
        match file.hir.expr(at) {
            Expr::Select { base, .. } => at = *base,
            Expr::Str(parts) => match &parts[..] {
                [Part::Expr(e), ..] => at = *e,
                _ => return None,
            },
            Expr::Var(name) => break *name,
            _ => return None,
        }
    };
    let Some(scopes::Target::Bound(scope)) = file.scopes().target(at) else { return None };
    let outermost = file.hir.ancestors(scope).all(|a| !matches!(file.hir.expr(a), Expr::Lambda { .. }));
    if outermost || !matches!(file.hir.expr(scope), Expr::Lambda { .. }) {
        return None;
    }
    let input = |v: Value| match v {
        Value::Sym(s) => match &*s {
            Sym::Input(id) => Some(ev.inputs.canonical(*id)),
            _ => None,
        },
        _ => None,
    };
    let called_after = ev.inputs.top().iter().find(|(n, _)| *n == name).map(|(_, id)| ev.inputs.canonical(*id));
    let values = site.evaluations.iter().filter_map(|e| ev.sites[*e].at.env.lexical(name)?.peek().and_then(input));
    let itself: Vec<InputId> = values.collect();
    let called_after_it = !itself.is_empty() && itself.iter().all(|id| Some(*id) == called_after);
    (!itself.is_empty() && !called_after_it).then_some(name)
}

/// Notes that the site goes, and its own binding if that goes too, so that its name is free.
pub fn leave(t: &mut Threading<'_>, site: Loc, candidate: &Candidate, var: &Var) {
    if !candidate.rewrite.below {
        t.going.insert(site);
    }
    let outside = candidate.rewrite.needs_gain;
    let stays = selects_itself(t, site, candidate, var);
    let goes = |name: Name| !stays && (!outside || name.is(&var.name));
    t.leaving.extend(own_binding(t.ev, site).filter(|(_, name)| goes(*name)));
}

// Whether the site selects from the set per system: outside of modules, where a function gets the system, or where it has
// to be passed whole.
fn selects_itself(t: &Threading<'_>, at: Loc, candidate: &Candidate, var: &Var) -> bool {
    let parameter =
        || t.spots.of(var.place).holds(t.ev, at) && system_words::is_parameter(t.ev, candidate.evaluations[0].index);
    var.system.is_none() && !var.own && (!var.select || candidate.rewrite.needs_gain || parameter())
}

/// The binding that goes with a site.
pub fn own_binding(ev: &Evaluator, site: Loc) -> Option<(Loc, Name)> {
    let in_scope = |expr, name| Some((Loc { file: site.file, expr }, name));
    match form(ev, site) {
        Form::Let(scope, b) => in_scope(scope, b.name),
        Form::Default(lambda, name) => in_scope(lambda, name),
        Form::Expression => None,
    }
}

/// Takes the site out and threads `var` to it; `existing` if that is defined already.
pub fn take(
    t: &mut Threading<'_>,
    site: &Site,
    candidate: &Candidate,
    var: &Var,
    existing: bool,
) -> Result<Taken, Block> {
    if candidate.rewrite.below {
        return super::pass::pass(t, site, candidate, var);
    }
    let at = site.loc;
    let file = t.ev.file(at.file).clone();
    t.far = var.place.is_none() && local_spot(t.ev, at).is_none();
    if var.own && own::used_in_imports(t.ev, at) {
        let m = "it depends on the configuration and decides what the module imports";
        return Err(Block::new(codes::USED_IN_IMPORTS, m));
    }
    if let Some(b) = packages::overridden(t.ev, at) {
        return Err(b);
    }
    // Outside of modules there is nobody who could pass it by its name.
    let outside = candidate.rewrite.needs_gain;
    if selects_itself(t, at, candidate, var) {
        let access = t.reach(&var.whole(), at)?;
        let system = system_words::site_system(t.ev, candidate.evaluations[0].index)
            .ok_or_else(|| Block::new(codes::UNKNOWN_SYSTEM, "its system can't be named where the instance is used"))?;
        t.out.replace.insert(at, var.set.select(&access, &system));
        return Ok(Taken { removed: vec![(at.file, file.hir.range(at.expr))], comments: Vec::new(), trailing: None });
    }
    match form(t.ev, at) {
        Form::Let(scope, b) if !outside || b.name.is(&var.name) => binding(t, at, scope, &b, var, existing),
        Form::Default(lambda, name) => {
            if !name.is(&var.name) {
                return Err(Block::new(codes::NAME_TAKEN, format!("the formal is called `{name}`")));
            }
            // Nobody else can stand in for the default: every caller of this very function passes it.
            let lambda = Loc { file: at.file, expr: lambda };
            t.serve(var, lambda)?;
            Requests::once(&mut t.out.heads.entry(lambda).or_default().undefault, &var.name);
            Ok(Taken { removed: vec![(at.file, file.hir.range(at.expr))], comments: Vec::new(), trailing: None })
        }
        Form::Let(..) | Form::Expression => {
            let text = t.reach(var, at)?;
            t.out.replace.insert(at, text);
            Ok(Taken { removed: vec![(at.file, file.hir.range(at.expr))], comments: Vec::new(), trailing: None })
        }
    }
}

fn binding(
    t: &mut Threading<'_>,
    at: Loc,
    scope: ExprId,
    b: &Binding,
    var: &Var,
    existing: bool,
) -> Result<Taken, Block> {
    let file = t.ev.file(at.file).clone();
    let scope_loc = Loc { file: at.file, expr: scope };
    let all = file.scopes().references(scope, b.name);
    let goes = |e: ExprId| file.hir.ancestors(e).any(|expr| t.going.contains(&Loc { file: at.file, expr }));
    let uses: Vec<Reference> = all.iter().filter(|u| !goes(u.expr)).cloned().collect();
    // Where only what goes too names it, that has no need of it here.
    if all.is_empty() || !uses.is_empty() {
        let text = t.reach(var, at)?;
        if !b.name.is(&text) {
            for u in &uses {
                t.reach(var, Loc { file: at.file, expr: u.expr })?;
            }
            let ranges = uses.iter().map(|u| u.range);
            t.out.rename.entry((at.file, text)).or_default().extend(ranges);
        }
    }
    let node = file.node_at(b.entry);
    let own = node.map(|n| comments::of_entry(&FileText::new(&file.text), &n)).unwrap_or_default();
    // What a comment says of the instance goes where the instance goes, if it is defined anew.
    let moves = var.name == var.defined_as && !existing;
    t.out.lets.entry(scope_loc).or_default().remove.push((b.name.to_string(), moves));
    let indent = indent_of_line(&file.text, b.entry.start().into());
    let leading = own.leading.iter().map(|c| at_the_margin(c, indent)).collect();
    let (comments, trailing) = if moves { (leading, own.trailing) } else { Default::default() };
    Ok(Taken { removed: vec![(at.file, b.entry)], comments, trailing })
}

// A comment of several lines as if its first one had no indentation.
fn at_the_margin(comment: &str, indent: &str) -> String {
    let lines = comment.replace("\r\n", "\n");
    match reindent(&format!("{lines}\nnull"), indent, "").strip_suffix("\nnull") {
        Some(moved) => moved.to_owned(),
        None => lines,
    }
}
