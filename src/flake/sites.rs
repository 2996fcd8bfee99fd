//! The sites of a flake: expressions that make an instance, each with all evaluations of it.

use rnix::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{ConfigId, Env, FileId, FrameKind, Loc, Source};
use crate::eval::{Caller, SiteEvaluation};
use crate::syntax::hir::{Expr, ExprId, Key, Part};
use crate::syntax::name::Name;
use crate::workspace::Glance;

/// One expression that makes an instance.
#[derive(Debug, Clone)]
pub struct Site {
    /// The application, `import X { … }`.
    pub loc: Loc,
    /// `import X` in it, if it stands there.
    pub import: Option<Loc>,
    /// Indices into [`Evaluator::sites`].
    pub evaluations: Vec<usize>,
    /// All sources that evaluations found; one that only its name suggests where nothing evaluates it.
    pub sources: Vec<Source>,
    /// Inside a flake of its own below the root, and which.
    pub nested: Option<String>,
    /// For a call of a helper that makes instances: the expression in the helper.
    pub made_by: Option<Loc>,
}

impl Site {
    /// The evaluations that an output leads to.
    pub fn live(&self, ev: &Evaluator) -> Vec<usize> {
        self.evaluations.iter().copied().filter(|e| !ev.sites[*e].dormant).collect()
    }

    /// Where it begins in the text.
    pub fn range(&self, ev: &Evaluator) -> TextRange {
        ev.file(self.loc.file).hir.range(self.loc.expr)
    }
}

/// All sites, sorted by file and place.
pub fn find(ev: &mut Evaluator) -> Vec<Site> {
    let mut by_loc: FxHashMap<Loc, Site> = FxHashMap::default();
    for (i, e) in ev.sites.iter().enumerate() {
        let loc = e.at.loc;
        let import = e.import.as_ref().map(|o| o.loc);
        let site = by_loc.entry(loc).or_insert_with(|| Site {
            loc,
            import,
            evaluations: Vec::new(),
            sources: Vec::new(),
            nested: None,
            made_by: None,
        });
        site.evaluations.push(i);
        if !site.sources.contains(&e.source) {
            site.sources.push(e.source.clone());
        }
    }
    let workspace = ev.workspace.clone();
    for file in workspace.scan() {
        let _ = match workspace.glance(file) {
            None => ev.load(file).map(Some),
            Some(glance) if may_make_one(ev, glance) => ev.load_if(file, |ev, f| !candidates(ev, f).is_empty()),
            Some(_) => continue,
        };
    }
    // `import X` that something else than the expression around it applied: its site is there.
    let applied: FxHashSet<Loc> = ev.sites.iter().filter_map(|e| Some(e.import.as_ref()?.loc)).collect();
    let files: Vec<FileId> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(id, _)| id).collect();
    for id in files {
        // What links lead to is there by their names.
        if !ev.is_imported(id) && ev.other_name(id).is_some() {
            continue;
        }
        let file = ev.file(id).clone();
        for (expr, source) in candidates(ev, &file) {
            let loc = Loc { file: id, expr };
            if applied.contains(&loc) {
                continue;
            }
            by_loc.entry(loc).or_insert_with(|| Site {
                loc,
                import: None,
                evaluations: Vec::new(),
                sources: vec![source],
                nested: None,
                made_by: None,
            });
        }
    }
    let mut sites: Vec<Site> = by_loc.into_values().collect();
    for s in &mut sites {
        let path = ev.file(s.loc.file).path.clone();
        s.nested = ev.workspace.nested_flake_of(&path).map(str::to_owned);
    }
    sites.sort_by(|a, b| {
        let key = |s: &Site| (ev.file(s.loc.file).path.clone(), s.range(ev).start());
        key(a).cmp(&key(b))
    });
    sites
}

// Whether a file of a flake below may have a site that nothing evaluates.
fn may_make_one(ev: &Evaluator, glance: &Glance) -> bool {
    glance.imported.any || glance.imported.names.iter().any(|n| is_nixpkgs(ev, Name::new(n)))
}

// `import X …` in the text where X looks like nixpkgs by its name: for code that no evaluation reached.
fn candidates(ev: &Evaluator, file: &SourceFile) -> Vec<(ExprId, Source)> {
    let hir = &file.hir;
    let mut out = Vec::new();
    for e in hir.ids() {
        let Expr::Apply(f, x) = hir.expr(e) else { continue };
        if !is_import(hir.expr(*f)) {
            continue;
        }
        // The whole application is the site, `import X` alone where it is not applied.
        let parent = hir.parent(e).filter(|p| matches!(hir.expr(*p), Expr::Apply(f, _) if *f == e));
        let by_shape = || parent.and_then(|p| computed_source(ev, &file.hir, p, *x));
        let Some(name) = source_name(ev, &file.hir, *x).or_else(by_shape) else { continue };
        out.push((parent.unwrap_or(e), Source::Named(name)));
    }
    // An evaluation may have recorded the inner application of a site that nothing applied.
    out
}

// The arguments that only nixpkgs takes together (nixpkgs `pkgs/top-level/impure.nix`).
const ARGUMENTS: &[&str] =
    &["system", "localSystem", "crossSystem", "config", "overlays", "crossOverlays", "stdenvStages"];

// A source that is computed, applied to what nixpkgs is applied to.
fn computed_source(ev: &Evaluator, hir: &crate::syntax::hir::Hir, apply: ExprId, x: ExprId) -> Option<String> {
    let Expr::Apply(_, args) = hir.expr(apply) else { return None };
    let Expr::Attrs { bindings, .. } = hir.expr(*args) else { return None };
    let names: Vec<_> = bindings.fixed.iter().map(|b| b.name).collect();
    let system = names.iter().any(|n| n.is("system") || n.is("localSystem"));
    if !system || !names.iter().all(|n| ARGUMENTS.iter().any(|a| n.is(a))) {
        return None;
    }
    let other = |n: Name| ev.inputs.top().iter().any(|(i, _)| *i == n);
    match hir.expr(x) {
        // An input that is known, and is not nixpkgs; a file.
        Expr::Var(n) if other(*n) => None,
        Expr::Select { path, .. } => match path.last() {
            Some(Key::Static(n)) if other(*n) => None,
            _ => Some(COMPUTED.to_owned()),
        },
        Expr::Path(..) | Expr::Binary(..) | Expr::Str(_) => None,
        _ => Some(COMPUTED.to_owned()),
    }
}

/// The source of a site that imports something computed.
pub const COMPUTED: &str = "a computed source";

fn is_import(e: &Expr) -> bool {
    match e {
        Expr::Var(n) => n.is("import"),
        Expr::Select { path, .. } => matches!(&path[..], [Key::Static(n)] if n.is("import")),
        _ => false,
    }
}

// An input that is nixpkgs, or what has the name of one.
fn is_nixpkgs(ev: &Evaluator, name: Name) -> bool {
    match ev.inputs.top().iter().find(|(i, _)| *i == name) {
        Some((_, id)) => ev.inputs.is_nixpkgs(*id),
        None => name.text().starts_with("nixpkgs"),
    }
}

fn source_name(ev: &Evaluator, hir: &crate::syntax::hir::Hir, x: ExprId) -> Option<String> {
    let known = |n: Name| is_nixpkgs(ev, n);
    match hir.expr(x) {
        Expr::Var(n) if known(*n) => Some(n.to_string()),
        Expr::Select { path, .. } => match path.last() {
            Some(Key::Static(n)) if known(*n) => Some(format!("inputs.{n}")),
            Some(Key::Static(n)) if n.is("outPath") || n.is("path") && path.len() == 1 => match path.len() {
                1 => Some("pkgs.path".to_owned()),
                _ => None,
            },
            _ => None,
        },
        Expr::Search(n) if !n.contains('/') => Some(format!("<{n}>")),
        Expr::Str(parts) => match &parts[..] {
            [Part::Expr(e)] => source_name(ev, hir, *e),
            _ => None,
        },
        _ => None,
    }
}

/// How an evaluation of something was reached: the calls of the lambdas around it, innermost first.
pub fn callers(ev: &Evaluator, env: &Env) -> Vec<(Loc, Caller)> {
    env.frames()
        .filter_map(|e| match &e.0.kind {
            FrameKind::Lambda(_, call) => {
                let c = ev.call_at(*call)?;
                Some((c.lambda, c.by.clone()))
            }
            _ => None,
        })
        .collect()
}

/// The overlays around an evaluation, functions that nixpkgs calls: also around the calls of a package's function, and of
/// the function that a file is.
pub fn overlays(ev: &Evaluator, e: &SiteEvaluation) -> Vec<Loc> {
    let (mut out, mut seen) = (Vec::new(), Vec::new());
    let mut next = vec![e.at.env.clone()];
    while let Some(env) = next.pop() {
        if seen.contains(&env.address()) || seen.len() > MAX_CALLERS {
            continue;
        }
        seen.push(env.address());
        for (lambda, by) in callers(ev, &env) {
            match by {
                Caller::Overlay => out.push(lambda),
                Caller::Apply(o) if ev.packages.contains(&lambda) || is_of_file(ev, lambda) => next.push(o.env),
                _ => {}
            }
        }
    }
    out
}

fn is_of_file(ev: &Evaluator, lambda: Loc) -> bool {
    let hir = &ev.file(lambda.file).hir;
    hir.ancestors(lambda.expr).all(|e| e == lambda.expr || matches!(hir.expr(e), Expr::Let { .. }))
}

/// More calls that lead to an evaluation are not looked at.
const MAX_CALLERS: usize = 200;

/// The configurations that evaluate this, along all calls that lead to it.
pub fn configurations(ev: &Evaluator, e: &SiteEvaluation) -> Vec<ConfigId> {
    let mut out = evaluations_around(ev, e);
    out.retain(|c| !ev.config(*c).kind.is_framework());
    out
}

/// All that evaluates this with modules, along all calls that lead to it: configurations, and frameworks for outputs.
pub fn evaluations_around(ev: &Evaluator, e: &SiteEvaluation) -> Vec<ConfigId> {
    let mut out = Vec::new();
    let mut seen = Vec::new();
    collect(ev, &e.at.env, &mut seen, &mut out);
    out.sort();
    out.dedup();
    out
}

fn collect(ev: &Evaluator, env: &Env, seen: &mut Vec<usize>, out: &mut Vec<ConfigId>) {
    if seen.contains(&env.address()) || seen.len() > MAX_CALLERS {
        return;
    }
    seen.push(env.address());
    for (_, by) in callers(ev, env) {
        match by {
            Caller::Module(c) | Caller::Option(c) => out.push(c),
            Caller::Apply(o) => collect(ev, &o.env, seen, out),
            _ => {}
        }
    }
}
