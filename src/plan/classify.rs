//! What each site is: which sites may move, and their keys.

use std::rc::Rc;

use super::codes::{self, Block};
use super::keys::Key;
use super::outcome::{CAN_GO, Disposition, Silence};
use super::{Options, below, own};
use crate::eval::value::{ConfigId, Loc, Source};
use crate::eval::{Caller, Evaluator};
use crate::flake::sites::{self, Site};
use crate::rewrites::{self, Rewrite};
use crate::syntax::hir::{Expr, Param};

/// Files that people hand to Nix themselves: `nix-build`, `nix-shell`, a CI.
pub const ENTRY_POINTS: &[&str] = &["shell.nix", "default.nix", "release.nix", "ci.nix"];

/// One evaluation of a site that may move.
#[derive(Clone)]
pub struct Evaluation {
    /// Index into [`Evaluator::sites`].
    pub index: usize,
    pub key: Key,
    pub configs: Vec<ConfigId>,
    /// For an instance that each configuration makes for itself: that configuration, and why it must.
    pub own: Option<(ConfigId, Block)>,
}

/// What a site is.
#[derive(Clone)]
pub enum Verdict {
    /// Nothing is to be done: the disposition, and why.
    Stays(Disposition, String),
    Blocked(Block),
    /// The user wants it to stay.
    Ignored {
        silence: Silence,
        /// Whether that is said of the site itself, and not of the helper that it calls.
        own: bool,
    },
    Candidate(Candidate),
}

/// A site that may move.
#[derive(Clone)]
pub struct Candidate {
    /// Its index.
    pub site: usize,
    /// The rewrite that takes it.
    pub rewrite: &'static Rewrite,
    pub evaluations: Vec<Evaluation>,
}

/// What a rewrite finds in a site of its kind.
pub type Examined = Result<Vec<Evaluation>, Block>;

/// The verdict on the site of an index, before it is known whether it can be threaded.
pub fn classify(ev: &mut Evaluator, index: usize, site: &Site, options: &Options) -> Verdict {
    if let Some(folder) = &site.nested {
        return of_flake_below(ev, index, site, folder, options);
    }
    let reason = match in_place(ev, index, site, options) {
        Some(Ok(c)) => return Verdict::Candidate(c),
        Some(Err(block)) => Some(block),
        None => None,
    };
    let verdict = where_to(ev, index, site);
    let moves = rewrites::ALL.iter().any(|r| r.in_place.is_none() && !r.below && options.uses(r));
    match (&verdict, reason) {
        // The only rewrites that were asked for say why they leave it.
        (Verdict::Candidate(_) | Verdict::Blocked(_) | Verdict::Stays(Disposition::Central, _), Some(block))
            if !moves =>
        {
            Verdict::Blocked(block)
        }
        _ => verdict,
    }
}

// A site of another flake: that one's own, unless this flake calls the function that makes it.
fn of_flake_below(ev: &mut Evaluator, index: usize, site: &Site, folder: &str, options: &Options) -> Verdict {
    let live = site.live(ev);
    let mut why = None;
    let rewrites = rewrites::ALL.iter().filter(|r| r.below && options.uses(r));
    for rewrite in rewrites.take(if ev.out_of_budget { 0 } else { usize::MAX }) {
        match (rewrite.examine)(ev, site, &live) {
            Some(Ok(evaluations)) => return Verdict::Candidate(Candidate { site: index, rewrite, evaluations }),
            Some(Err(block)) => why = Some(block.message),
            None => {}
        }
    }
    Verdict::Stays(Disposition::Separate, below::own(folder, why.as_deref()))
}

// The rewrite of the run that leaves the site in its place, or why none does. It doesn't matter who evaluates the site:
// nothing has to be passed.
fn in_place(ev: &mut Evaluator, index: usize, site: &Site, options: &Options) -> Option<Result<Candidate, Block>> {
    let live = site.live(ev);
    if live.is_empty() || ev.out_of_budget {
        return None;
    }
    let mut reason = None;
    for rewrite in rewrites::ALL.iter().filter(|r| r.in_place.is_some() && !r.last_resort && options.uses(r)) {
        match (rewrite.examine)(ev, site, &live) {
            Some(Ok(evaluations)) => return Some(Ok(Candidate { site: index, rewrite, evaluations })),
            Some(Err(block)) => reason = reason.or(Some(block)),
            None => {}
        }
    }
    reason.map(Err)
}

/// Evaluations of a site that count, if no other flake makes one of them.
pub fn of_this_flake(ev: &Evaluator, site: &Site) -> Option<Vec<usize>> {
    let live = site.live(ev);
    let theirs = !ev.exported && live.iter().any(|e| offered(ev, *e, site.loc).is_some());
    let below = || ev.named_below(&ev.file(site.loc.file).path).is_some();
    (!live.is_empty() && !theirs && site.nested.is_none() && !below()).then_some(live)
}

// The rewrite that moves the site, or what it is instead.
fn where_to(ev: &mut Evaluator, index: usize, site: &Site) -> Verdict {
    let mut live = site.live(ev);
    if ev.exported && !live.iter().all(|e| is_exported(ev, *e)) {
        live.retain(|e| !is_exported(ev, *e));
    }
    if live.is_empty() {
        return idle(ev, site);
    }
    for &e in &live {
        if let Some(output) = offered(ev, e, site.loc).filter(|_| !ev.exported) {
            return Verdict::Blocked(Block::new(codes::EXPORTED_MODULE, exported(&output)));
        }
    }
    if ev.out_of_budget {
        return Verdict::Blocked(Block::too_large());
    }
    let below = block_below(ev, &ev.file(site.loc.file).path);
    let other = site.import.is_some_and(|import| ev.imports.has_other_source(import));
    let stays = below.or_else(|| {
        let m = "what it imports is not always known to be nixpkgs";
        other.then(|| Block::new(codes::DEPENDS_ON_LOCAL, m))
    });
    for rewrite in rewrites::ALL.iter().filter(|r| r.in_place.is_none() && !r.below) {
        match (rewrite.examine)(ev, site, &live) {
            Some(Ok(evaluations)) => match &stays {
                None => return Verdict::Candidate(Candidate { site: index, rewrite, evaluations }),
                // It stands outside of modules, where it may stay.
                Some(_) if rewrite.needs_gain => {}
                Some(block) => return Verdict::Blocked(block.clone()),
            },
            Some(Err(block)) => return Verdict::Blocked(block),
            None => {}
        }
    }
    central(ev, site, &live)
}

/// One evaluation of a site, with its key.
pub fn evaluation(ev: &mut Evaluator, index: usize) -> Result<Evaluation, Block> {
    let site = &ev.sites[index];
    let mut configs = sites::configurations(ev, site);
    if is_exported(ev, index) {
        // Whoever evaluates it there, it is none of this flake's.
        configs.clear();
    } else if configs.is_empty() {
        configs = module_users(ev, site.at.loc);
    }
    let site = &ev.sites[index];
    let (source, args) = (site.source.clone(), site.args.clone());
    let source = resolve(ev, source, &configs);
    if let Source::Named(_) = &source
        && let Some(b) = outside_caller(ev, index)
    {
        return Err(b);
    }
    let args = ev.force(&args);
    match ev.key(&source, &args) {
        Ok(key) => Ok(Evaluation { index, key, configs, own: None }),
        Err(why) => {
            let (key, host) = own::key(ev, index, &source).ok_or_else(|| why.clone())?;
            Ok(Evaluation { index, key, configs, own: Some((host, why)) })
        }
    }
}

/// An evaluation of a site whose source an input was made of, whatever its arguments are.
pub fn in_input(ev: &mut Evaluator, index: usize) -> Evaluation {
    evaluation(ev, index).unwrap_or_else(|_| {
        let source = ev.sites[index].source.clone();
        let source = ev.input_of(&source).map_or(source, Source::Input);
        let key = Key { source, rest: String::new(), system: "".into(), own: false };
        Evaluation { index, key, configs: sites::configurations(ev, &ev.sites[index]), own: None }
    })
}

// `pkgs.path` of a configuration is the source that its builder belongs to.
fn resolve(ev: &mut Evaluator, source: Source, configs: &[ConfigId]) -> Source {
    match source {
        Source::PathOf(c) if configs.contains(&c) => ev.nixpkgs_of(c),
        s => s,
    }
}

// The first caller around an evaluation that is not of this flake.
fn outside_caller(ev: &Evaluator, e: usize) -> Option<Block> {
    // Not nixpkgs, which calls an overlay: it passes no inputs.
    let around = sites::callers(ev, &ev.sites[e].at.env);
    let mut others = around.iter().filter(|(_, by)| !matches!(by, Caller::Overlay));
    others.find_map(|(lambda, by)| caller_block(ev, *lambda, by))
}

/// Why a caller of a lambda can't be given a new argument to pass.
pub fn caller_block(ev: &Evaluator, lambda: Loc, by: &Caller) -> Option<Block> {
    let place = ev.place(lambda);
    match by {
        Caller::Exported(_) if ev.exported => None,
        Caller::Exported(output) => Some(Block::new(codes::EXPORTED_MODULE, exported(output))),
        Caller::Unknown(what) => Some(Block::new(
            codes::UNKNOWN_CALLER,
            format!("`{what}` evaluates the code at {place}, and what it passes is not known{}", teachable(ev, what)),
        )),
        Caller::Overlay => Some(Block::new(codes::IN_OVERLAY, format!("nixpkgs calls the overlay at {place}"))),
        Caller::Option(_) => Some(Block::new(
            codes::UNKNOWN_CALLER,
            format!("an option's type calls the function at {place}, with arguments of its own"),
        )),
        _ => None,
    }
}

/// What the user can do about a function that is not known, if it is one of an input that there is no model of.
pub fn teachable(ev: &Evaluator, function: &str) -> &'static str {
    let of = |name: &str| {
        function.strip_prefix("inputs.").and_then(|f| f.strip_prefix(name)).is_some_and(|f| f.starts_with('.'))
    };
    let mut inputs = ev.inputs.top().iter().map(|(_, id)| *id).filter(|id| of(ev.inputs.name(*id)));
    match inputs.next().is_some_and(|id| ev.inputs.model(id).is_none()) {
        true => "; if it builds systems or homes, nixinst.toml can describe it",
        false => "",
    }
}

/// Why no function of a file can be given a new argument that a flake below would have to pass as well.
pub fn block_below(ev: &Evaluator, file: &str) -> Option<Block> {
    let naming = ev.named_below(file)?;
    let (flake, place, target) = (&naming.flake, &naming.place, shown(&naming.target));
    let leads = if naming.target == file { String::new() } else { format!(", which leads to {file}") };
    let m = format!("the flake in {flake} names {target} at {place}{leads}, and would not pass the new argument");
    Some(Block::new(codes::UNKNOWN_CALLER, m))
}

/// Configurations that take modules from a file.
pub fn module_users(ev: &Evaluator, at: Loc) -> Vec<ConfigId> {
    (0..ev.configs.len()).map(|i| ConfigId(i as u32)).filter(|c| ev.has_file(*c, at.file)).collect()
}

/// Why a module that an output offers is left, and what the user can do about it.
pub fn exported(output: &str) -> String {
    format!(
        "the output `{output}` offers it to other flakes, who would not pass the new argument; \
         if nobody else uses it, say --exported"
    )
}

// The output that offers the site's module, where no function around the module, which the flake calls itself, could
// hold the instance.
fn offered(ev: &Evaluator, e: usize, site: Loc) -> Option<std::rc::Rc<str>> {
    let around = sites::callers(ev, &ev.sites[e].at.env);
    let last = around.iter().rposition(|(_, by)| matches!(by, Caller::Exported(_)))?;
    let Caller::Exported(output) = &around[last].1 else { return None };
    let own = |(l, by): &(Loc, Caller)| {
        l.file == site.file && matches!(by, Caller::Module(_) | Caller::Apply(_) | Caller::Builtin)
    };
    (!around[last + 1..].iter().any(own)).then(|| output.clone())
}

fn is_exported(ev: &Evaluator, e: usize) -> bool {
    sites::callers(ev, &ev.sites[e].at.env).iter().any(|(_, by)| matches!(by, Caller::Exported(_)))
}

// A site that no output leads to.
fn idle(ev: &mut Evaluator, site: &Site) -> Verdict {
    let file = ev.file(site.loc.file).clone();
    if is_fallback(ev, site) {
        let m = "a default for use without the flake; the flake passes its own".to_owned();
        return Verdict::Stays(Disposition::Separate, m);
    }
    if ENTRY_POINTS.contains(&file.path.as_str()) {
        return Verdict::Stays(Disposition::Separate, format!("{} is an entry point of its own", file.path));
    }
    if !file.errors.is_empty() {
        return Verdict::Blocked(Block::new(codes::PARSE_ERROR, format!("{} does not parse", file.path)));
    }
    // Code that only something unknown could reach is not the same as code that nothing reaches.
    if let Some(escape) = ev.escape_of(&file.path) {
        let (path, to) = (shown(&escape.0), &escape.1);
        let m = format!("`{to}` gets {path}, and what it does with it is not known{}", teachable(ev, to));
        return Verdict::Blocked(Block::new(codes::UNKNOWN_CALLER, m));
    }
    if site.sources.iter().any(|s| matches!(s, Source::Named(n) if n == sites::COMPUTED))
        && ev.is_imported(site.loc.file)
    {
        let m = "which source it imports is computed; name the input where it is imported";
        return Verdict::Blocked(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    if ev.out_of_budget {
        return Verdict::Blocked(Block::too_large());
    }
    if let Some(what) = ev.opaque_outputs() {
        let m = format!("what leads to it is not known, as the flake's outputs come from {what}");
        return Verdict::Blocked(Block::new(codes::UNKNOWN_CALLER, m));
    }
    let message = match unused_binding(ev, site) {
        Some(name) if ev.is_imported(site.loc.file) => format!("nothing uses `{name}`: {CAN_GO}"),
        _ => "no output of the flake leads to it".to_owned(),
    };
    Verdict::Stays(Disposition::Unreached, message)
}

// A variable that nobody uses.
fn unused_binding(ev: &Evaluator, site: &Site) -> Option<String> {
    let file = ev.file(site.loc.file);
    let parent = file.hir.parent(site.loc.expr)?;
    let Expr::Let { bindings, .. } = file.hir.expr(parent) else { return None };
    let b = bindings.fixed.iter().find(|b| b.value == site.loc.expr)?;
    file.scopes().references(parent, b.name).is_empty().then(|| b.name.to_string())
}

fn shown(path: &str) -> String {
    if path.is_empty() { "the whole repository".to_owned() } else { path.to_owned() }
}

// The default of a formal, `{ pkgs ? import <nixpkgs> { } }:`.
fn is_fallback(ev: &Evaluator, site: &Site) -> bool {
    let hir = &ev.file(site.loc.file).hir;
    hir.ancestors(site.loc.expr).any(|a| match hir.expr(a) {
        Expr::Lambda { param: Param::Pattern { formals, .. }, .. } => {
            formals.iter().filter_map(|f| f.default).any(|d| hir.contains(d, site.loc.expr))
        }
        _ => false,
    })
}

// A site outside of all modules: in `flake.nix`, or in a helper that it calls.
fn central(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Verdict {
    for &e in live {
        if let Some(b) = outside_caller(ev, e) {
            return Verdict::Blocked(b);
        }
    }
    if let Some(Source::Channel(_) | Source::Fetch(_)) = site.sources.first()
        && let Err(b) = ev.key(&site.sources[0].clone(), &crate::eval::value::Value::Null)
    {
        return Verdict::Blocked(b);
    }
    Verdict::Stays(Disposition::Central, stands(ev, site))
}

/// Why a site that is outside of all modules can stay there.
pub fn stands(ev: &Evaluator, site: &Site) -> String {
    match ev.file(site.loc.file).path.as_str() {
        "flake.nix" => "it stands in flake.nix already".to_owned(),
        path => format!("it stands in {path}, outside of all modules"),
    }
}

impl Evaluator {
    /// Where a file went that nothing can follow: the path that was passed, and the function.
    pub fn escape_of(&self, file: &str) -> Option<(String, String)> {
        let mut found: Vec<(String, String)> = self
            .escapes
            .iter()
            .filter(|e| e.path.is_empty() || e.path == file || file.starts_with(&format!("{}/", e.path)))
            .map(|e| (e.path.clone(), e.to.clone()))
            .collect();
        found.sort();
        found.into_iter().next()
    }

    /// Names of the outermost configurations, sorted.
    pub fn config_names(&self, configs: &[ConfigId]) -> Vec<String> {
        let mut names: Vec<String> = configs
            .iter()
            .map(|c| self.config(self.outermost(*c)))
            .map(|c| c.name.clone().unwrap_or_else(|| self.unnamed(c)))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// A configuration that no output names: its builder's place.
    pub fn unnamed(&self, c: &crate::eval::modules::Configuration) -> String {
        match &c.at {
            Some(o) if self.file(o.loc.file).builtin => format!("({} made by a framework)", c.kind.word()),
            Some(o) => format!("({} at {})", c.kind.word(), self.place(o.loc)),
            None => format!("({})", c.kind.word()),
        }
    }
}

/// Whether evaluations of a site make the same instance, for each system.
pub fn make_one(evaluations: &[Evaluation]) -> bool {
    let equal = |a: &Key, b: &Key| a.source == b.source && a.rest == b.rest;
    evaluations.windows(2).all(|e| equal(&e[0].key, &e[1].key))
}

/// All configurations that evaluations of a candidate are in.
pub fn all_configs(evaluations: &[Evaluation]) -> Vec<ConfigId> {
    let mut out: Vec<ConfigId> = evaluations.iter().flat_map(|e| e.configs.iter().copied()).collect();
    out.sort();
    out.dedup();
    out
}

/// The systems that evaluations name, sorted.
pub fn systems<'a>(evaluations: impl Iterator<Item = &'a Evaluation>) -> Vec<Rc<str>> {
    let mut out: Vec<Rc<str>> = evaluations.map(|e| e.key.system.clone()).collect();
    out.sort();
    out.dedup();
    out
}
