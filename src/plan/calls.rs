//! Calls of a helper that makes instances, `mkPkgs = source: import source { … }`: each is a site where it stands.

use rustc_hash::FxHashSet;

use super::classify::{Candidate, Evaluation, Verdict, evaluation, make_one, stands};
use super::codes::{self, Block};
use super::hoist::{Moved, source_parameter};
use super::outcome::Disposition;
use crate::eval::value::{FrameKind, Loc, Origin, Value};
use crate::eval::{Caller, Evaluator, SiteEvaluation};
use crate::flake::sites::Site;
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key, Param, PathKind, scopes};
use crate::syntax::name::Name;

/// Helpers that call helpers are followed so far.
const MAX_DEPTH: u32 = 8;

/// Arguments that are longer are not written once for each instance that a helper makes.
const MAX_LINES: usize = 6;

/// Adds the calls of helpers that make different instances to the sites: each makes one. The helper's own expression
/// stays a site, with all its evaluations.
pub fn add(ev: &mut Evaluator, sites: &mut Vec<Site>) {
    let mut found: Vec<Site> = Vec::new();
    for site in sites.iter() {
        if site.nested.is_none() && is_short(ev, site.loc) {
            calls_of(ev, site, site.loc, &mut found, 0);
        }
    }
    found.retain(|c| sites.iter().all(|s| s.loc != c.loc));
    sites.extend(found);
    let key = |s: &Site| (ev.file(s.loc.file).path.clone(), s.range(ev).start(), s.made_by.is_some());
    sites.sort_by_cached_key(key);
}

fn calls_of(ev: &mut Evaluator, site: &Site, helper: Loc, found: &mut Vec<Site>, depth: u32) {
    let known: Vec<Evaluation> = site.live(ev).into_iter().filter_map(|e| evaluation(ev, e).ok()).collect();
    let parametric = source_parameter(ev, site).is_some() || !make_one(&known);
    if depth > MAX_DEPTH || known.is_empty() || !parametric || is_memoised(ev, site.loc) {
        return;
    }
    for call in by_call(ev, site, helper) {
        if found.iter().any(|f| f.loc == call.loc) {
            continue;
        }
        let all: Vec<usize> = call.live(ev);
        let known: Vec<Evaluation> = all.iter().filter_map(|e| evaluation(ev, *e).ok()).collect();
        if all.is_empty() || known.len() < all.len() || known.iter().any(|e| e.own.is_some()) {
            continue;
        }
        match make_one(&known) {
            true => found.push(call),
            false => calls_of(ev, &call, helper, found, depth + 1),
        }
    }
}

// Whether a helper says in few words, and all by itself, what it makes.
fn is_short(ev: &Evaluator, site: Loc) -> bool {
    let file = ev.file(site.file);
    let Expr::Apply(_, args) = file.hir.expr(site.expr) else { return false };
    let written = matches!(file.hir.expr(*args), Expr::Attrs { .. });
    written && file.text[std::ops::Range::<usize>::from(file.hir.range(*args))].lines().count() <= MAX_LINES
}

// The evaluator keeps results of functions that are called very often: not every call of theirs is seen.
fn is_memoised(ev: &Evaluator, site: Loc) -> bool {
    let hir = &ev.file(site.file).hir;
    hir.ancestors(site.expr).any(|expr| ev.is_memoised(Loc { file: site.file, expr }))
}

// A site's evaluations by the applications of the function whose result it is.
fn by_call(ev: &mut Evaluator, site: &Site, helper: Loc) -> Vec<Site> {
    let Some(lambda) = function_of(ev, site.loc) else { return Vec::new() };
    let mut out: Vec<Site> = Vec::new();
    for &e in &site.evaluations {
        let Some(at) = call_of(ev, e, lambda) else { continue };
        if !out.iter().any(|c| c.loc == at.loc) {
            let nested = ev.workspace.nested_flake_of(&ev.file(at.loc.file).path).map(str::to_owned);
            let site = Site { loc: at.loc, evaluations: Vec::new(), made_by: Some(helper), nested, ..site.clone() };
            out.push(Site { import: None, sources: Vec::new(), ..site });
        }
        let original = &ev.sites[e];
        let source = original.source.clone();
        let made_by = Some(original.made_by.unwrap_or(e));
        let args = original.args.clone();
        let dormant = original.dormant;
        let Some(call) = out.iter_mut().find(|c| c.loc == at.loc) else { continue };
        if !call.sources.contains(&source) {
            call.sources.push(source.clone());
        }
        call.evaluations.push(ev.sites.len());
        ev.sites.push(SiteEvaluation { at, import: None, source, args, dormant, made_by });
    }
    out.retain(|c| c.nested.is_none() && calls_only(ev, c.loc, lambda) && !passes_parameter(ev, c.loc));
    out
}

// The function whose result a site is, whatever it is called with.
fn function_of(ev: &Evaluator, site: Loc) -> Option<Loc> {
    let hir = &ev.file(site.file).hir;
    let mut at = site.expr;
    for a in hir.ancestors(site.expr) {
        match hir.expr(a) {
            Expr::Let { body, .. } | Expr::With { body, .. } | Expr::Assert { body, .. } if *body == at => at = a,
            Expr::Lambda { body, .. } if *body == at => return Some(Loc { file: site.file, expr: a }),
            _ => return None,
        }
    }
    None
}

fn call_of(ev: &Evaluator, e: usize, lambda: Loc) -> Option<Origin> {
    let env = &ev.sites[e].at.env;
    let frame = env.frames().find_map(|f| match f.0.kind {
        FrameKind::Lambda(expr, call) if f.0.file == lambda.file => Some((expr, call)),
        _ => None,
    });
    let (_, call) = frame.filter(|(expr, _)| *expr == lambda.expr)?;
    match &ev.call_at(call)?.by {
        Caller::Apply(o) if !ev.file(o.loc.file).builtin => Some(o.clone()),
        _ => None,
    }
}

// Whether an application passes on what a function around it, inside of its file, gets: that function is meant for more
// than what it is called with today. A system, and what an overlay gets, is something else.
fn passes_parameter(ev: &Evaluator, at: Loc) -> bool {
    let file = ev.file(at.file);
    let Expr::Apply(_, arg) = *file.hir.expr(at.expr) else { return false };
    file.hir.descendants(arg).into_iter().any(|e| {
        let (Expr::Var(name), Some(scopes::Target::Bound(scope))) = (file.hir.expr(e), file.scopes().target(e)) else {
            return false;
        };
        let lambda = |e: &ExprId| matches!(file.hir.expr(*e), Expr::Lambda { .. });
        let inner = lambda(&scope) && file.hir.ancestors(scope).any(|a| lambda(&a));
        let outside = !file.hir.contains(arg, scope);
        inner && outside && !name.is("system") && !ev.is_overlay(Loc { file: at.file, expr: scope })
    })
}

// Whether an application is one of that function wherever it is evaluated.
pub(super) fn calls_only(ev: &mut Evaluator, at: Loc, lambda: Loc) -> bool {
    let others = ev.calls.iter().any(|c| match &c.by {
        Caller::Apply(o) => o.loc == at && c.lambda != lambda,
        _ => false,
    });
    let Expr::Apply(f, _) = *ev.expr(at) else { return false };
    !others && is_fixed(ev, Loc { file: at.file, expr: f }, 0)
}

// Whether a function is the same one in every evaluation: a binding, a file's, or what all callers pass.
fn is_fixed(ev: &mut Evaluator, at: Loc, depth: u32) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let below = |expr: ExprId| Loc { file: at.file, expr };
    match ev.expr(at).clone() {
        Expr::Lambda { .. } => true,
        Expr::Apply(f, x) => match ev.expr(below(f)) {
            Expr::Var(n) if n.is("import") => is_repository_path(ev, below(x)),
            _ => is_fixed(ev, below(f), depth + 1),
        },
        Expr::Select { mut base, mut path, default: None } => {
            // `inherit (sub.lib) mkPkgs;` selects twice.
            while let Expr::Select { base: inner, path: first, default: None } = ev.expr(below(base)).clone() {
                (base, path) = (inner, first.into_iter().chain(path).collect());
            }
            match ev.expr(below(base)).clone() {
                Expr::Var(name) => is_fixed_variable(ev, below(base), name, &path, depth),
                _ => is_fixed(ev, below(base), depth + 1),
            }
        }
        Expr::Var(name) => is_fixed_variable(ev, at, name, &[], depth),
        _ => false,
    }
}

fn is_repository_path(ev: &Evaluator, at: Loc) -> bool {
    matches!(ev.expr(at), Expr::Path(PathKind::Relative, _))
}

fn is_fixed_variable(ev: &mut Evaluator, at: Loc, name: Name, path: &[Key], depth: u32) -> bool {
    let Some(scopes::Target::Bound(scope)) = ev.file(at.file).scopes().target(at.expr) else { return false };
    let scope = Loc { file: at.file, expr: scope };
    match ev.expr(scope).clone() {
        Expr::Let { bindings, .. } | Expr::Attrs { bindings, .. } => {
            let Some(b) = bindings.get(name) else { return false };
            let value = Loc { file: at.file, expr: b.value };
            let inner_set = matches!(ev.expr(value), Expr::Attrs { .. });
            match b.kind {
                BindingKind::Plain if inner_set && !path.is_empty() => true,
                _ => is_fixed(ev, value, depth + 1),
            }
        }
        Expr::Lambda { param, .. } => passed_by_all(ev, scope, &param, name, path),
        _ => false,
    }
}

// Whether all calls of a function pass one function under a name.
fn passed_by_all(ev: &mut Evaluator, lambda: Loc, param: &Param, name: Name, path: &[Key]) -> bool {
    let mut names: Vec<Name> = Vec::new();
    match param {
        Param::Pattern { bind: Some((b, _)), .. } if *b == name => {}
        Param::Pattern { .. } => names.push(name),
        Param::Ident(..) => {}
    }
    for key in path {
        let Key::Static(n) = key else { return false };
        names.push(*n);
    }
    let mut found: FxHashSet<Loc> = FxHashSet::default();
    for c in ev.calls_to(lambda) {
        let Some(call) = ev.call_at(c) else { return false };
        if matches!(call.by, Caller::Nobody) {
            continue;
        }
        let arg = call.arg.clone();
        let mut v = Some(ev.force(&arg));
        for n in &names {
            v = v.and_then(|v| ev.select(&v, *n));
        }
        match v.map(|v| ev.concretize(&v)) {
            Some(Value::Lambda(c)) => _ = found.insert(c.loc),
            _ => return false,
        }
    }
    found.len() == 1
}

/// After the plan: forgets calls that stay, for which the helper speaks unless a comment is about them, and says of a helper all of whose calls move
/// that it does.
pub fn settle(ev: &Evaluator, sites: &mut Vec<Site>, verdicts: &mut Vec<Verdict>, moved: &mut Moved) {
    let said = |i: usize| matches!(verdicts[i], Verdict::Ignored { own: true, .. });
    let keep: Vec<bool> =
        sites.iter().enumerate().map(|(i, s)| s.made_by.is_none() || moved.moves(i) || said(i)).collect();
    let new: Vec<usize> =
        keep.iter().scan(0, |next, k| Some(std::mem::replace(next, *next + usize::from(*k)))).collect();
    let mut flags = keep.iter();
    sites.retain(|_| *flags.next().unwrap_or(&true));
    let mut flags = keep.iter();
    verdicts.retain(|_| *flags.next().unwrap_or(&true));
    moved.renumber(&keep, &new);
    for i in 0..sites.len() {
        let calls = || sites.iter().filter(|s| s.made_by == Some(sites[i].loc));
        let taken: FxHashSet<usize> =
            calls().flat_map(|c| &c.evaluations).filter_map(|e| ev.sites[*e].made_by).collect();
        if taken.is_empty() {
            continue;
        }
        let moves = |c: &usize| sites[*c].made_by == Some(sites[i].loc) && moved.moves(*c);
        let places: Vec<String> = (0..sites.len()).filter(moves).map(|c| ev.place(sites[c].loc).to_string()).collect();
        sites[i].evaluations.retain(|e| !taken.contains(e));
        if sites[i].live(ev).is_empty() && !places.is_empty() {
            let m = format!("its calls make shared instances: {}", places.join(", "));
            verdicts[i] = Verdict::Stays(Disposition::Hoist, m);
        }
    }
}

/// What a helper is beside calls of it that may move: nothing that moves itself. Where it is rewritten in its place, its
/// calls have that already.
pub fn apart(ev: &Evaluator, sites: &[Site], verdicts: &mut [Verdict]) {
    for i in 0..sites.len() {
        let Verdict::Candidate(Candidate { rewrite, .. }) = &verdicts[i] else { continue };
        let calls: Vec<usize> = (0..sites.len()).filter(|c| sites[*c].made_by == Some(sites[i].loc)).collect();
        if calls.is_empty() {
            continue;
        }
        if rewrite.in_place.is_some() {
            for c in calls {
                verdicts[c] = Verdict::Stays(Disposition::Central, stands(ev, &sites[c]));
            }
            continue;
        }
        verdicts[i] = match rewrite.needs_gain {
            true => Verdict::Stays(Disposition::Central, stands(ev, &sites[i])),
            false => {
                let m = "what it makes differs between the calls of the function around it";
                Verdict::Blocked(Block::new(codes::DEPENDS_ON_LOCAL, m))
            }
        };
    }
}
