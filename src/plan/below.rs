//! Functions of flakes below that make instances, and their calls in this flake, which can pass one instead.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::calls::calls_only;
use super::classify::{Evaluation, Examined, Verdict, evaluation, make_one};
use super::codes::{self, Block};
use super::hoist::Moved;
use super::keys::ANY_SYSTEM;
use super::outcome::Disposition;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{CallId, Env, FrameKind, Loc, Origin};
use crate::eval::{Caller, Evaluator};
use crate::flake::sites::Site;
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key, Param, Part, scopes};
use crate::syntax::name::Name;

/// The function around a site, and the formal that it has the instance by.
pub struct Function {
    pub lambda: Loc,
    pub formal: Name,
    pub form: Form,
}

/// How a function has its instance today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By a binding of this `let`, which becomes the formal's default.
    Let(ExprId),
    /// As an expression in its body.
    Expression,
    /// As the default of a formal.
    Default,
}

/// Calls of this flake by what each passes: the scopes, and the system that the instance is made for in each.
pub type Places = BTreeMap<Loc, Vec<(Env, Rc<str>)>>;

/// What `pass-to-input` finds in a site of a flake below: nothing where this flake calls no function around it.
pub fn examine(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Option<Examined> {
    let calls: Vec<(usize, CallId)> = live.iter().filter_map(|e| Some((*e, call_above(ev, *e, site.loc)?))).collect();
    (!calls.is_empty()).then(|| known(ev, site, &calls).map_err(|m| Block::new(codes::UNKNOWN_CALLER, m)))
}

/// The calls that evaluations of a site are in.
pub fn places(ev: &Evaluator, site: &Site, evaluations: &[Evaluation]) -> Places {
    let mut out = Places::new();
    for e in evaluations {
        let call = call_above(ev, e.index, site.loc).and_then(|c| ev.call_at(c));
        if let Some(Caller::Apply(o)) = call.map(|c| &c.by)
            && let Expr::Apply(_, arg) = *ev.expr(o.loc)
        {
            out.entry(o.loc.beside(arg)).or_default().push((o.env.clone(), e.key.system.clone()));
        }
    }
    out
}

/// After the plan: a site of a flake below that gets nothing is that flake's own.
pub fn settle(sites: &mut [Site], verdicts: &mut [Verdict], moved: &mut Moved) {
    for (i, site) in sites.iter_mut().enumerate() {
        let (Some(folder), Verdict::Candidate(c)) = (&site.nested, &verdicts[i]) else { continue };
        if moved.moves(i) {
            // What others than this flake call goes on making its own.
            site.evaluations.retain(|e| c.evaluations.iter().any(|own| own.index == *e));
            continue;
        }
        let why = match (moved.blocked.remove(&i), moved.central.remove(&i)) {
            (Some(b), _) => b.message,
            _ => "only one call here makes it, so that to pass it would save nothing".to_owned(),
        };
        verdicts[i] = Verdict::Stays(Disposition::Separate, own(folder, Some(&why)));
    }
}

/// That a site belongs to another flake, and why it does not get an instance of this one.
pub fn own(folder: &str, why: Option<&str>) -> String {
    let more = why.map(|w| format!("; {w}")).unwrap_or_default();
    format!("{folder} is a flake of its own{more}")
}

// The call of the innermost function around a site that led to an evaluation, if code of this flake made it.
fn call_above(ev: &Evaluator, e: usize, site: Loc) -> Option<CallId> {
    let frame = ev.sites[e].at.env.frames().find_map(|f| match f.0.kind {
        FrameKind::Lambda(_, call) if f.0.file == site.file => Some(call),
        _ => None,
    })?;
    let above = |o: &Origin| {
        let file = ev.file(o.loc.file);
        !file.builtin && ev.workspace.nested_flake_of(&file.path).is_none()
    };
    match &ev.call_at(frame)?.by {
        Caller::Apply(o) if !above(o) => None,
        Caller::Apply(_) | Caller::Module(_) | Caller::Overlay | Caller::Unknown(_) => Some(frame),
        _ => None,
    }
}

fn known(ev: &mut Evaluator, site: &Site, calls: &[(usize, CallId)]) -> Result<Vec<Evaluation>, String> {
    for (_, c) in calls {
        let lambda = ev.call_at(*c).map(|c| c.lambda);
        match ev.call_at(*c).map(|c| &c.by) {
            Some(Caller::Module(_)) => {
                return Err(
                    "it is in a module, whose arguments have no defaults that the module system knows".to_owned()
                );
            }
            Some(Caller::Overlay) => return Err("it is in an overlay, which nixpkgs calls".to_owned()),
            Some(Caller::Apply(_)) => {}
            by => {
                let what = match by {
                    Some(Caller::Unknown(w)) => format!("`{w}`"),
                    _ => "something that is not known".to_owned(),
                };
                let place = lambda.map(|l| ev.place(l).to_string()).unwrap_or_default();
                return Err(format!("{what} calls the function at {place} too"));
            }
        }
    }
    let function = function(ev, site.loc)?;
    fixed_callers(ev, &function)?;
    let mut out = Vec::new();
    for (e, _) in calls {
        let one = evaluation(ev, *e).map_err(|b| b.message)?;
        if one.own.is_some() || &*one.key.system == ANY_SYSTEM {
            return Err("what it makes is not the same for each system".to_owned());
        }
        out.push(one);
    }
    if !make_one(&out) {
        return Err("its calls here make instances that differ".to_owned());
    }
    followed(ev, site, &function, &out)?;
    Ok(out)
}

/// The function around a site, if it can have a formal for the instance, or why not.
pub fn function(ev: &Evaluator, site: Loc) -> Result<Function, String> {
    let file = ev.file(site.file).clone();
    let hir = &file.hir;
    let lambda = hir.ancestors(site.expr).find(|a| matches!(hir.expr(*a), Expr::Lambda { .. }));
    let Some(expr) = lambda else { return Err("no function is around it".to_owned()) };
    let lambda = site.beside(expr);
    let place = ev.place(lambda);
    let Expr::Lambda { param, .. } = hir.expr(expr) else { return Err("no function is around it".to_owned()) };
    let Param::Pattern { formals, bind, ellipsis, .. } = param else {
        return Err(format!("the function at {place} has no formals, `{{ system, … }}:`, to which one could be added"));
    };
    if let Some((all, _)) = bind {
        return Err(format!("the function at {place} has all its arguments as `{all}`, where one more would be seen"));
    }
    if let Some(f) = formals.iter().find(|f| f.default == Some(site.expr)) {
        return Ok(Function { lambda, formal: f.name, form: Form::Default });
    }
    if *ellipsis {
        return Err(format!(
            "the function at {place} ignores what else it is called with (`...`), and would not any more"
        ));
    }
    if binding_of(&file, expr).is_none() {
        return Err(format!("the function at {place} has no name: it is what something else gives"));
    }
    let found = with_let(&file, site.expr).unwrap_or((Name::new("pkgs"), Form::Expression));
    let function = Function { lambda, formal: found.0, form: found.1 };
    means_the_same(ev, &file, site.expr, &function)?;
    Ok(function)
}

// The binding of a `let` that a site is the whole value of.
fn with_let(file: &SourceFile, site: ExprId) -> Option<(Name, Form)> {
    let parent = file.hir.parent(site)?;
    let Expr::Let { bindings, .. } = file.hir.expr(parent) else { return None };
    let b = bindings.fixed.iter().find(|b| b.value == site && b.kind == BindingKind::Plain)?;
    let whole = file.text[usize::from(b.name_range.end())..].trim_start().starts_with('=');
    whole.then_some((b.name, Form::Let(parent)))
}

// The name that an expression is bound to.
fn binding_of(file: &SourceFile, expr: ExprId) -> Option<Name> {
    match file.hir.expr(file.hir.parent(expr)?) {
        Expr::Let { bindings, .. } | Expr::Attrs { bindings, .. } => {
            bindings.fixed.iter().find(|b| b.value == expr).map(|b| b.name)
        }
        _ => None,
    }
}

// That what the site names is there for a default too, and that the formal's name means nothing else in the function.
fn means_the_same(ev: &Evaluator, file: &SourceFile, site: ExprId, f: &Function) -> Result<(), String> {
    let (hir, lambda) = (&file.hir, f.lambda.expr);
    let inside = |scope: ExprId| scope != lambda && hir.contains(lambda, scope);
    for id in hir.descendants(site) {
        let Expr::Var(name) = hir.expr(id) else { continue };
        if let Some(scopes::Target::Bound(s) | scopes::Target::With(s)) = file.scopes().target(id)
            && inside(s)
            && !hir.contains(site, s)
        {
            return Err(format!("it names `{name}`, which only the function's body at {} has", ev.place(f.lambda)));
        }
    }
    let taken = || Err(format!("`{}` means something else in the function at {}", f.formal, ev.place(f.lambda)));
    let own = match f.form {
        Form::Let(scope) => Some(scope),
        _ => None,
    };
    let bound = scopes::binder_of(hir, site, f.formal).filter(|s| hir.contains(lambda, *s));
    if bound != own {
        return taken();
    }
    for id in hir.descendants(lambda) {
        if !matches!(hir.expr(id), Expr::Var(n) if *n == f.formal) {
            continue;
        }
        let fine = match file.scopes().target(id) {
            Some(scopes::Target::Bound(s)) if Some(s) == own => !hir.contains(site, id),
            Some(scopes::Target::Bound(s)) => inside(s),
            _ => false,
        };
        if !fine {
            return taken();
        }
    }
    let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = hir.expr(lambda) else { return taken() };
    if formals.iter().any(|o| o.name == f.formal) { taken() } else { Ok(()) }
}

// That nobody who is seen looks at what formals the function has, as `callPackage` does, or passes it on to who might.
fn fixed_callers(ev: &mut Evaluator, f: &Function) -> Result<(), String> {
    let place = ev.place(f.lambda);
    if ev.is_memoised(f.lambda) {
        return Err(format!("the function at {place} is called too often to follow every call"));
    }
    if f.form == Form::Default {
        return Ok(());
    }
    let known = |c: &CallId| {
        let by = ev.call_at(*c).map(|c| &c.by);
        match by {
            Some(Caller::Apply(o)) => !ev.file(o.loc.file).builtin,
            Some(Caller::Nobody | Caller::Exported(_)) => true,
            _ => false,
        }
    };
    let all = ev.calls_of.get(&f.lambda).is_none_or(|calls| calls.iter().all(known));
    if !all || ev.packages.contains(&f.lambda) {
        return Err(format!("something that is not known calls the function at {place} too"));
    }
    let file = ev.file(f.lambda.file).clone();
    let mut names: Vec<Name> = binding_of(&file, f.lambda.expr).into_iter().collect();
    let mut at = 0;
    while let Some(name) = names.get(at).copied() {
        at += 1;
        ev.load_with_name(name);
        for (_, file) in ev.loaded().filter(|(_, f)| !f.builtin) {
            for id in file.hir.ids().filter(|e| is_named(file, *e, name)) {
                match use_of(file, id) {
                    Use::Called => {}
                    Use::Bound(n) if names.contains(&n) => {}
                    Use::Bound(n) => names.push(n),
                    Use::Other => {
                        let (line, _) = file.position(u32::from(file.hir.range(id).start()));
                        return Err(format!("{}:{line} does not call `{name}`, but passes it on", file.path));
                    }
                }
            }
        }
    }
    Ok(())
}

fn is_named(file: &SourceFile, e: ExprId, name: Name) -> bool {
    match file.hir.expr(e) {
        Expr::Var(n) => *n == name,
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if *n == name),
        _ => false,
    }
}

enum Use {
    Called,
    /// To a name.
    Bound(Name),
    Other,
}

fn use_of(file: &SourceFile, e: ExprId) -> Use {
    match file.hir.parent(e).map(|p| file.hir.expr(p)) {
        Some(Expr::Apply(f, _)) if *f == e => Use::Called,
        // Not the function, which has no attributes.
        Some(Expr::Select { base, .. }) if *base == e => Use::Called,
        Some(Expr::Let { .. } | Expr::Attrs { .. }) => binding_of(file, e).map_or(Use::Other, Use::Bound),
        _ => Use::Other,
    }
}

// That each call of this flake that gets the new argument is one of that function, and that all of it was evaluated.
fn followed(ev: &mut Evaluator, site: &Site, f: &Function, live: &[Evaluation]) -> Result<(), String> {
    let calls = ev.calls_to(f.lambda);
    let mut applied: Vec<(CallId, Loc)> = Vec::new();
    for c in &calls {
        if let Some(Caller::Apply(o)) = ev.call_at(*c).map(|c| &c.by) {
            applied.push((*c, o.loc));
        }
    }
    for arg in places(ev, site, live).into_keys() {
        let at = ev.file(arg.file).hir.parent(arg.expr).map(|e| arg.beside(e));
        let Some(at) = at.filter(|at| calls_only(ev, *at, f.lambda)) else {
            return Err(format!("the call at {} need not be one of that function", ev.place(arg)));
        };
        for (call, _) in applied.iter().filter(|(_, l)| *l == at) {
            let seen = |e: &usize| call_above(ev, *e, site.loc) == Some(*call);
            if !live.iter().any(|e| seen(&e.index)) {
                return Err(format!("not everything that the call at {} makes is known", ev.place(at)));
            }
        }
    }
    Ok(())
}

/// Whether a call names the system by a text: then what it passes may do so as well.
pub fn says_system(ev: &Evaluator, arg: Loc, system: &str) -> bool {
    bound_in(ev, arg).into_iter().any(|e| is_text(ev.file(arg.file), e, system))
}

/// Whether a call of a function around a site names its system by something that need not always have one value.
pub fn names_system(ev: &Evaluator, site: &Site, evaluations: &[Evaluation]) -> bool {
    let constant = |arg: &Loc, system: &str| {
        let file = ev.file(arg.file);
        bound_in(ev, *arg).into_iter().any(|e| is_text(file, e, system) || is_bound_to(file, e, system))
    };
    !places(ev, site, evaluations).iter().all(|(arg, scopes)| scopes.iter().all(|(_, s)| constant(arg, s)))
}

// What a call passes, if that is written as a set.
fn bound_in(ev: &Evaluator, arg: Loc) -> Vec<ExprId> {
    match ev.expr(arg) {
        Expr::Attrs { bindings, .. } => bindings.fixed.iter().map(|b| b.value).collect(),
        _ => Vec::new(),
    }
}

// A variable of a `let` that is bound to a text.
fn is_bound_to(file: &SourceFile, e: ExprId, text: &str) -> bool {
    file.let_binding(e).is_some_and(|b| b.kind == BindingKind::Plain && is_text(file, b.value, text))
}

fn is_text(file: &SourceFile, e: ExprId, text: &str) -> bool {
    matches!(file.hir.expr(e), Expr::Str(p) if matches!(&p[..], [Part::Text(t)] if t == text))
}
