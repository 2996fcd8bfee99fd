//! An overlay of the default instance becomes an instance of its own, and those who use its attributes take them from
//! there: what `isolate-overlay` does. It changes what is built.

mod base;
mod carry;
mod instances;
mod lists;
mod overlays;
mod reads;
mod systems;
mod uses;
mod values;
mod write;

use rustc_hash::FxHashSet;

use crate::eval::Caller;
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, Value};
use crate::plan::Options;
use crate::plan::classify::exported;
use crate::plan::codes::{self, Block};
use crate::plan::outcome::{Disposition, Excerpt, Note, Outcome, Part, Place, Severity, Site};
use crate::syntax::hir::{Expr, ExprId};
use crate::syntax::name::Name;
use overlays::Overlay;
use values::Reader;

/// Which overlay a run is about.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Its name, or its place `file:line`.
    pub name: String,
    /// The attributes that it sets, for one that another flake wrote.
    pub attributes: Vec<String>,
}

/// Why a run can't tell which overlay it is about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`isolate-overlay` is for one overlay")]
    Unnamed { hint: String },
    #[error("there is no overlay `{name}`")]
    None { name: String, hint: String },
    #[error("several overlays are called `{name}`")]
    Many { name: String, hint: String },
    #[error("`isolate-overlay` changes what is built, and other rewrites don't: it runs by itself")]
    NotAlone,
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> &str {
        match self {
            Error::Unnamed { hint } | Error::None { hint, .. } | Error::Many { hint, .. } => hint,
            Error::NotAlone => "say --only isolate-overlay, and nothing else beside it",
        }
    }
}

/// What the overlay's own code needs to be moved.
struct Moved<'a> {
    overlay: &'a Overlay,
    attributes: Vec<Name>,
    /// Overlays that come along, in the order of the list.
    list: Vec<&'a Overlay>,
    /// Overlays that may take what it sets.
    may_use: Vec<&'a Overlay>,
    uses: Vec<uses::Form>,
}

/// Plans it, and adds it to what the run found.
pub fn add(ev: &mut Evaluator, options: &Options, out: &mut Outcome) -> Result<(), Error> {
    let all = overlays::find(ev);
    let Some(wanted) = &options.overlay else {
        return Err(Error::Unnamed { hint: listed(ev, "say --overlay with one of", &all) });
    };
    let is_meant = |o: &Overlay| o.names.contains(&wanted.name) || overlays::stands_at(ev, o, &wanted.name);
    let found: Vec<usize> = (0..all.len()).filter(|i| all[*i].is_default() && is_meant(&all[*i])).collect();
    let one = match found[..] {
        [one] => one,
        [] if is_apart(ev, &wanted.name) => return Ok(()),
        [] => {
            let hint = listed(ev, "there are", &all);
            return Err(Error::None { name: wanted.name.clone(), hint });
        }
        // Nothing tells those apart that code puts together, nor can they be moved.
        [first, ..] if found.iter().all(|i| all[*i].places.is_empty()) => first,
        _ => {
            let several: Vec<&Overlay> = found.iter().map(|i| &all[*i]).collect();
            let mut places: Vec<String> = several.iter().flat_map(|o| places(ev, o)).collect();
            places.sort_by_key(|place| {
                let (file, line) = place.rsplit_once(':').unwrap_or((place, ""));
                (file.to_owned(), line.parse::<u32>().unwrap_or_default())
            });
            let hint = format!("say which by its place: {}", places.join(", "));
            return Err(Error::Many { name: wanted.name.clone(), hint });
        }
    };
    let mut site = site(ev, &all[one]);
    let leave = options.leave.contains(&Part::Site(site.place.clone()));
    let moved = if leave { Err(crate::plan::left()) } else { moved(ev, &all, one, wanted) };
    let planned = moved.and_then(|m| write::plan(ev, &m).map(|w| (m, w)));
    match planned {
        Err(b) => {
            (site.disposition, site.code, site.message) = (Disposition::Blocked, Some(b.code), b.message);
            site.rewrite = None;
        }
        Ok((m, w)) => {
            let names: Vec<String> = m.attributes.iter().map(|n| format!("`{n}`")).collect();
            site.instance = Some(w.name.clone());
            site.message =
                format!("becomes `{}`, which {} uses take; this changes what is built", w.name, m.uses.len());
            out.notes.push(Note {
                severity: Severity::Warning,
                place: Some(site.place.clone()),
                message: what_changes(&names, &w.name, &m),
            });
            let reached: FxHashSet<&String> = site.reached_by.iter().collect();
            for c in out.configurations.iter_mut().filter(|c| reached.contains(&c.name)) {
                c.instances_after += 1;
            }
            w.join(ev, out, &site);
        }
    }
    let at = out.sites.partition_point(|s| s.place < site.place);
    for i in out.instances.iter_mut().flat_map(|i| &mut i.sites).filter(|i| **i >= at) {
        *i += 1;
    }
    if let Some(own) = out.instances.iter_mut().find(|i| Some(&i.name) == site.instance.as_ref()) {
        own.sites = vec![at];
    }
    out.sites.insert(at, site);
    out.notes.sort();
    Ok(())
}

// Dependents return to the packages that nixpkgs has; what nixinst can't see of them is said.
fn what_changes(names: &[String], instance: &str, m: &Moved<'_>) -> String {
    let (all, it) = (names.join(", "), if names.len() == 1 { "it" } else { "them" });
    let mut out = format!(
        "this changes what is built: whatever in `pkgs` is built with {all}, through nixpkgs itself, is built with what \
         nixpkgs has again, and comes from the binary cache; so do options whose default takes {it} from `pkgs` \
         (`services.….package` and the like), in modules of nixpkgs and of other flakes, of which nixinst sees none: set \
         those that need {it} to `{instance}.…`"
    );
    if !m.may_use.is_empty() {
        let others: Vec<&str> = m.may_use.iter().map(|o| o.name()).collect();
        out.push_str(&format!(
            "; the overlays of {} may use {it}, as what they set isn't known: what they make is then built without {it}",
            others.join(", ")
        ));
    }
    if m.list.len() > 1 {
        let others: Vec<&str> = m.list.iter().filter(|o| !std::ptr::eq(**o, m.overlay)).map(|o| o.name()).collect();
        out.push_str(&format!(
            "; the overlays of {} come along, as what they set isn't known: leave out what `{instance}` doesn't need",
            others.join(", ")
        ));
    }
    out
}

fn site(ev: &mut Evaluator, o: &Overlay) -> Site {
    let at = o.places.first().map(lists::Place::at).or(o.lambda());
    let place = at.map_or(Place { file: "flake.nix".to_owned(), line: 1, column: 1 }, |l| place(ev, l));
    Site {
        place,
        excerpt: at.map_or_else(Excerpt::default, |l| crate::plan::summary::excerpt(ev, l)),
        rewrite: Some(crate::rewrites::isolate_overlay::REWRITE.name),
        source: format!("overlay `{}`", o.name()),
        disposition: Disposition::Hoist,
        code: None,
        silence: None,
        instance: None,
        message: String::new(),
        reached_by: ev.config_names(&o.configs),
    }
}

fn place(ev: &Evaluator, loc: Loc) -> Place {
    let file = ev.file(loc.file);
    let (line, column) = file.position(u32::from(file.hir.range(loc.expr).start()));
    Place { file: file.path.clone(), line, column }
}

fn places(ev: &Evaluator, o: &Overlay) -> Vec<String> {
    o.places.iter().map(|p| ev.place(p.at())).collect()
}

// The overlays that there are, with their places.
fn listed(ev: &Evaluator, words: &str, all: &[Overlay]) -> String {
    if !all.iter().any(Overlay::is_default) {
        return "no configuration sets `nixpkgs.overlays`, or gets a `pkgs` with `overlays`".to_owned();
    }
    let one = |o: &Overlay| match &places(ev, o)[..] {
        [] => format!("`{}`", o.name()),
        [at] if at == o.name() => format!("`{at}`"),
        at => format!("`{}` ({})", o.name(), at.join(", ")),
    };
    format!("{words} {}", all.iter().filter(|o| o.is_default()).map(one).collect::<Vec<_>>().join(", "))
}

// Whether the flake has an instance with an overlay of this name already: then there is nothing to do.
fn is_apart(ev: &mut Evaluator, name: &str) -> bool {
    for i in 0..ev.sites.len() {
        let args = ev.sites[i].args.clone();
        let args = ev.force(&args);
        let Some(list) = ev.as_attrs(&args).and_then(|a| a.get("overlays").cloned()) else { continue };
        let list = ev.force(&list);
        if overlays::names_in(ev, &list).iter().any(|n| n == name) {
            return true;
        }
    }
    false
}

// All that has to be known of the overlay and its users.
fn moved<'a>(ev: &mut Evaluator, all: &'a [Overlay], one: usize, wanted: &Wanted) -> Result<Moved<'a>, Block> {
    let overlay = &all[one];
    if ev.out_of_budget {
        return Err(Block::too_large());
    }
    if overlay.places.is_empty() {
        let m = "the list that it is in is put together by code; write it as a list";
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    if !overlay.certain {
        let m = "a condition decides about it, or some have it in a list that is put together by code";
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    if !overlay.one {
        let m = "it is another function for each of the configurations that have it";
        return Err(Block::new(codes::DEPENDS_ON_CONFIG, m));
    }
    if let Some(at) = overlay.partly {
        let m = format!("the code at {} makes instances with it, and others", ev.place(at));
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    let made = overlay.made_at(ev);
    let configs = having(ev, overlay, &made)?;
    for at in &overlay.places {
        carry::only_default(&mut Reader::new(ev), at, &configs)?;
    }
    let mut attributes = overlay.attributes.clone().unwrap_or_default();
    attributes.extend(wanted.attributes.iter().map(|n| Name::new(n)));
    attributes.dedup();
    if attributes.is_empty() {
        let m = match overlay.attributes {
            Some(_) => "it sets no attribute".to_owned(),
            None => "which attributes it sets can't be known: name each with --attribute".to_owned(),
        };
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
    }
    carry::only_own(&mut Reader::new(ev), &made, &configs, &attributes)?;
    let names: Vec<String> = attributes.iter().map(|n| format!("`{n}`")).collect();
    let question =
        uses::Question { attributes: &attributes, configs, made, overlay: overlay.lambda(), what: names.join(" or ") };
    let mut reader = Reader::new(ev);
    let (list, may_use) = neighbours(&mut reader, all, one, &question)?;
    let uses = uses::find(&mut reader, &question)?;
    if uses.is_empty() {
        let m = format!(
            "no code of the flake takes {} from `pkgs`: what the overlay changes is used only through nixpkgs itself",
            question.what
        );
        return Err(Block::new(codes::UNKNOWN_CALLER, m));
    }
    for u in uses.iter().map(uses::Form::at) {
        if overlay.places.iter().map(lists::Place::at).any(|p| uses::is_in(ev, p, u) || uses::is_in(ev, u, p)) {
            let m = format!("{} takes {} where the overlay itself is written", ev.place(u), question.what);
            return Err(Block::new(codes::IN_OVERLAY, m));
        }
    }
    Ok(Moved { overlay, attributes, list, may_use, uses })
}

// The configurations that have an overlay, with homes that take their packages; an error if one inside another, or of an
// unusual kind, gets an instance with it.
fn having(ev: &mut Evaluator, overlay: &Overlay, made: &FxHashSet<Loc>) -> Result<FxHashSet<ConfigId>, Block> {
    let mut out: FxHashSet<ConfigId> = overlay.configs.iter().copied().collect();
    for c in (0..ev.configs.len()).map(|i| ConfigId(i as u32)) {
        if overlays::host_of(ev, c).is_some_and(|h| overlay.configs.contains(&h)) {
            out.insert(c);
        }
        if made.is_empty() || ev.config(c).dormant || out.contains(&c) {
            continue;
        }
        let given = instances::made_default(ev, c);
        if given.is_some_and(|v| instances::is_made_of(&v, made)) {
            let m = format!(
                "{} gets a `pkgs` that is, or is made of, an instance with it",
                ev.config_names(&[c]).join(", ")
            );
            return Err(Block::new(codes::UNKNOWN_CALLER, m));
        }
    }
    Ok(out)
}

// The overlays that the new instance needs, those that the overlay may build on; and those that may build on it. An error
// if another one does.
fn neighbours<'a>(
    r: &mut Reader<'_>,
    all: &'a [Overlay],
    one: usize,
    q: &uses::Question<'_>,
) -> Result<(Vec<&'a Overlay>, Vec<&'a Overlay>), Block> {
    let overlay = &all[one];
    let (mut out, mut may_use) = (Vec::new(), Vec::new());
    for (i, other) in all.iter().enumerate() {
        if i == one {
            out.push(other);
            continue;
        }
        if !other.meets(overlay) {
            continue;
        }
        let at = places(r.ev, other).join(", ");
        if let Some(names) = &other.attributes {
            if names.iter().any(|n| q.attributes.contains(n)) {
                let m = format!("the overlay `{}` ({at}) sets {} too", other.name(), q.what);
                return Err(Block::new(codes::IN_OVERLAY, m));
            }
            if let Some(own) = overlay.lambda()
                && let Some(l) = uses::taken_by(r, names, own)?
            {
                let m = format!("it builds on what the overlay `{}` ({at}) sets, at {}", other.name(), r.ev.place(l));
                return Err(Block::new(codes::IN_OVERLAY, m));
            }
            continue;
        }
        let foreign = matches!(other.value, Value::Sym(_));
        let own = other.lambda().is_some_and(|l| !r.ev.file(l.file).builtin);
        if !foreign && !own {
            let m = format!("what the overlay `{}` ({at}) sets can't be known", other.name());
            return Err(Block::new(codes::IN_OVERLAY, m));
        }
        may_use.push(other);
        if overlay.lambda().is_some() {
            if !other.covers(overlay) || other.scope.is_none() {
                let m = format!("whether it builds on the overlay `{}` ({at}) can't be known", other.name());
                return Err(Block::new(codes::IN_OVERLAY, m));
            }
            out.push(other);
        }
    }
    Ok((out, may_use))
}

// Whether the modules that have the definition at a place are evaluated by this flake only.
fn vouched(ev: &mut Evaluator, at: Loc) -> Result<(), Block> {
    let file = ev.file(at.file).clone();
    let lambdas: Vec<ExprId> =
        file.hir.ancestors(at.expr).filter(|a| matches!(file.hir.expr(*a), Expr::Lambda { .. })).collect();
    for l in lambdas {
        for c in ev.calls_to(at.beside(l)) {
            let Some(by) = ev.call_at(c).map(|c| c.by.clone()) else { continue };
            let kind = match &by {
                Caller::Module(c) => Some(ev.config(*c).kind.clone()),
                _ => None,
            };
            let block = match (&by, &kind) {
                (Caller::Exported(o), _) if !ev.exported => Some(Block::new(codes::EXPORTED_MODULE, exported(o))),
                (_, Some(Kind::Exported(o))) if !ev.exported => Some(Block::new(codes::EXPORTED_MODULE, exported(o))),
                (Caller::Unknown(w), _) => Some(unknown(w)),
                (_, Some(Kind::Unknown(w))) => Some(unknown(w)),
                _ => None,
            };
            if let Some(b) = block {
                return Err(b);
            }
        }
    }
    Ok(())
}

fn unknown(who: &str) -> Block {
    Block::new(codes::UNKNOWN_CALLER, format!("`{who}` evaluates the module, and would lose the overlay"))
}

/// The set that defines a list as the option `nixpkgs.overlays`, or as that argument of `import nixpkgs`, and for nobody who
/// asks it for one.
fn binding_of(ev: &Evaluator, list: Loc) -> Option<(Loc, rnix::TextRange)> {
    let hir = &ev.file(list.file).hir;
    let set = hir.parent(list.expr)?;
    let Expr::Attrs { bindings, .. } = hir.expr(set) else { return None };
    let b = bindings.fixed.iter().find(|b| b.value == list.expr && b.name.is("overlays"))?;
    let argument = hir.parent(set).filter(|p| matches!(hir.expr(*p), Expr::Apply(f, x) if *f != set && *x == set));
    if let Some(call) = argument
        && ev.sites.iter().any(|s| s.at.loc == list.beside(call))
    {
        return Some((list.beside(set), b.entry));
    }
    let options = lists::below_properties(hir, set);
    let Some(Expr::Attrs { bindings: above, .. }) = hir.parent(options).map(|p| hir.expr(p)) else { return None };
    above.fixed.iter().find(|b| b.value == options && b.name.is("nixpkgs"))?;
    Some((list.beside(set), b.entry))
}
