//! One attempt to move all groups: it succeeds as a whole, or says what to try otherwise.

use std::rc::Rc;

use rnix::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

use super::define::define;
use super::placed::{self, Placed};
use super::{Choice, existing, takeout};
use crate::eval::source_file::SourceFile;
use crate::eval::value::{FileId, Loc, Source};
use crate::eval::{Evaluator, SiteEvaluation};
use crate::flake::sites::Site;
use crate::plan::classify::Candidate;
use crate::plan::codes::{self, Block};
use crate::plan::kept;
use crate::plan::keys::ANY_SYSTEM;
use crate::plan::outcome::{ChangeGroup, FileChange, NewInput, Part};
use crate::plan::requests::Requests;
use crate::plan::silence::kept_file;
use crate::plan::spot::Spots;
use crate::plan::thread::{self, PerSystem, Threading, Var};
use crate::plan::{cleanup, names, pins, summary};
use crate::rewrites::Rewrite;
use crate::syntax::name::Name;
use crate::syntax::surgery::let_in::LetHabit;

/// What sites of one instance share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupKey {
    pub source: Source,
    /// Its canonical arguments.
    pub rest: String,
    /// Its system where that is not the one of the host.
    pub system: Option<Rc<str>>,
    /// Where it is defined (see [`Spots`]).
    pub place: Option<Loc>,
}

/// Sites that make one instance.
pub struct Wanted {
    pub key: GroupKey,
    pub sites: Vec<Candidate>,
    pub systems: Vec<Rc<str>>,
    /// Whether it is a set per system even for one system: a site names its system by a variable, which need not always
    /// have one value.
    pub per_system: bool,
    /// Whether what others wrote may ask for the instance of any other system too, beside the `systems` that are known.
    pub others_ask: bool,
}

impl Wanted {
    /// The systems that a set of it has to serve.
    pub(super) fn served(&self) -> Vec<Rc<str>> {
        self.systems.iter().cloned().chain(self.others_ask.then(|| ANY_SYSTEM.into())).collect()
    }

    // Whether modules take it, to which it can be passed by its name.
    pub(super) fn is_for_modules(&self) -> bool {
        self.sites.iter().any(|c| !c.rewrite.needs_gain)
    }

    // Whether each configuration has one of its own.
    fn own(&self) -> bool {
        self.sites.iter().flat_map(|c| &c.evaluations).any(|e| e.key.own)
    }
}

/// An instance that is shared after the change.
#[derive(Clone)]
pub struct Group {
    pub name: String,
    pub source: Source,
    pub rest: String,
    pub systems: Vec<Rc<str>>,
    /// The rewrite that takes the first of its sites.
    pub rewrite: &'static Rewrite,
    /// Indices of its sites.
    pub sites: Vec<usize>,
    /// Where it is defined.
    pub file: FileId,
    /// Whether the flake had it already.
    pub existing: bool,
    /// Whether each configuration has one of its own.
    pub own: bool,
    /// The definition's text, if it is new.
    pub definition: Option<String>,
}

/// What an attempt gives.
pub struct Done {
    pub groups: Vec<Group>,
    pub changes: Vec<FileChange>,
    pub inputs: Vec<NewInput>,
    pub change_groups: Vec<ChangeGroup>,
}

/// What kept an attempt from succeeding.
pub enum Failure {
    /// The group needs another name.
    Name(Box<GroupKey>, Block),
    /// The group's set per system has to be threaded whole.
    WholeSet(Box<GroupKey>),
    /// The site has to stay.
    Site(usize, Block),
    /// The changes of a file don't fit together, or in it.
    Edit(Block),
}

/// Comments that move with an instance.
#[derive(Default)]
pub(super) struct Comments {
    above: Vec<String>,
    trailing: Option<String>,
    /// Those that stand in the code of the sites: the definition has some of them, if it has their code.
    inside: Vec<Vec<String>>,
}

impl Comments {
    // The first comment at a line's end stays one; all others go above.
    fn add(&mut self, above: Vec<String>, trailing: Option<String>) {
        let mut rest = trailing;
        if self.trailing.is_none() && self.above.is_empty() {
            self.trailing = rest.take();
        }
        for c in above.into_iter().chain(rest) {
            if !self.above.contains(&c) && self.trailing.as_ref() != Some(&c) {
                self.above.push(c);
            }
        }
    }

    pub(super) fn around(&self, text: &str) -> String {
        let last = match &self.trailing {
            Some(t) => format!("{text} {t}"),
            None => text.to_owned(),
        };
        let said = kept::comments(&last);
        let mut lost: Vec<String> = Vec::new();
        for block in &self.inside {
            let known = |c: &String| said.contains(&kept::words(c)) || self.above.contains(c) || lost.contains(c);
            if !block.iter().all(known) {
                lost.extend(block.iter().cloned());
            }
        }
        self.above.iter().cloned().chain(lost).chain([last]).collect::<Vec<_>>().join("\n")
    }
}

pub(super) struct Chosen {
    pub var: Var,
    pub existing: bool,
}

type Choices<'a> = &'a dyn Fn(&GroupKey) -> Choice;

/// Tries to move all groups.
pub fn attempt(
    ev: &mut Evaluator,
    spots: &Spots,
    sites: &[Site],
    wanted: &[Wanted],
    placed: &[Placed],
    choices: Choices<'_>,
    habit: LetHabit,
) -> Result<Done, Failure> {
    let chosen = choose(ev, spots, sites, wanted, choices);
    let mut t = Threading::new(ev, spots);
    let mut removed: Vec<(FileId, TextRange)> = Vec::new();
    for (g, named) in wanted.iter().zip(&chosen) {
        for c in &g.sites {
            takeout::leave(&mut t, sites[c.site].loc, c, &named.var);
        }
    }
    let mut comments: Vec<Comments> = Vec::new();
    for (g, named) in wanted.iter().zip(&chosen) {
        let mut carried = Comments::default();
        for c in &g.sites {
            let site = &sites[c.site];
            let taken =
                takeout::take(&mut t, site, c, &named.var, named.existing).map_err(|b| failure(&g.key, c.site, b))?;
            if !t.ev.kept.is_empty()
                && let Some(kept) = t.out.files().into_iter().find_map(|f| kept_file(t.ev, f))
            {
                return Err(Failure::Site(c.site, kept));
            }
            let fetched = pins::fetched_at(t.ev, &t.ev.sites[c.evaluations[0].index]);
            let inside = taken.removed.iter().flat_map(|(file, range)| comments_in(t.ev, *file, *range, fetched));
            carried.inside.extend(inside);
            removed.extend(taken.removed);
            carried.add(taken.comments, taken.trailing);
        }
        comments.push(carried);
    }
    let (mut out, wanted_names) = (std::mem::take(&mut t.out), std::mem::take(&mut t.wanted));
    apart(&out, sites, wanted, &wanted_names)?;
    let mut groups = define(ev, spots, wanted, &chosen, &wanted_names, &comments, &mut out)?;
    groups.extend(placed::put(ev, sites, placed, spots.main.file, &mut out, &mut removed));
    finish(ev, &mut out, removed, &mut groups, sites, habit)
}

// The comments in a part of a file, but for those of what is fetched, as another file can have them.
fn comments_in(
    ev: &Evaluator,
    file: FileId,
    range: TextRange,
    fetched: Option<(FileId, TextRange)>,
) -> Vec<Vec<String>> {
    let is_fetched = |r: TextRange| fetched.is_some_and(|(f, within)| f == file && within.contains_range(r));
    let blocks = kept::comments_within(ev.file(file), range).into_iter();
    let own = blocks.filter(|b| !b.iter().any(|t| is_fetched(t.text_range())));
    own.map(|b| b.iter().map(|t| t.text().trim_end().replace("\r\n", "\n")).collect()).collect()
}

// A name that is defined for one file hides what another function there would be given by it.
fn apart(
    out: &Requests,
    sites: &[Site],
    wanted: &[Wanted],
    names: &FxHashSet<(Option<Loc>, String)>,
) -> Result<(), Failure> {
    for g in wanted {
        let Some(place) = g.key.place else { continue };
        for (_, name) in names.iter().filter(|(p, _)| *p == Some(place)) {
            let curried = out.functions.iter().any(|(l, names)| l.file == place.file && names.contains(name));
            if curried || out.heads.iter().any(|(l, h)| l.file == place.file && h.add.contains(name)) {
                let m = format!("`{name}` is the name of another instance there");
                // Where one stands there all stand there.
                let far = wanted.iter().filter(|o| o.key.place.is_none()).flat_map(|o| &o.sites);
                let far = far.map(|c| c.site).find(|i| sites[*i].loc.file == place.file);
                return Err(Failure::Site(far.unwrap_or(g.sites[0].site), Block::new(codes::NAME_TAKEN, m)));
            }
        }
    }
    Ok(())
}

fn failure(key: &GroupKey, site: usize, b: Block) -> Failure {
    if thread::is_unnameable(&b) {
        return Failure::WholeSet(Box::new(key.clone()));
    }
    if b.code == codes::NAME_TAKEN {
        return Failure::Name(Box::new(key.clone()), b);
    }
    Failure::Site(site, b)
}

// A name for each group, and how it is threaded.
fn choose(ev: &mut Evaluator, spots: &Spots, sites: &[Site], wanted: &[Wanted], choices: Choices<'_>) -> Vec<Chosen> {
    let mut taken_at: FxHashMap<Option<Loc>, FxHashSet<String>> = FxHashMap::default();
    let mut out: Vec<Option<Chosen>> = wanted.iter().map(|_| None).collect();
    let going = wanted.iter().flat_map(|g| &g.sites);
    let leaving: FxHashSet<_> = going.filter_map(|c| takeout::own_binding(ev, sites[c.site].loc)).collect();
    let each: Vec<(usize, &str, bool)> =
        wanted.iter().map(|g| (g.sites.len(), g.key.rest.as_str(), g.key.system.is_some())).collect();
    for i in names::order(&each) {
        let g = &wanted[i];
        let spot = spots.of(g.key.place);
        let taken = taken_at.entry(g.key.place).or_default();
        let Choice { name: skip, whole_set, wish } = choices(&g.key);
        let own = g.own();
        let any = g.systems.iter().any(|s| &**s == ANY_SYSTEM);
        let single = (g.systems.len() == 1 && !own && !any && !g.per_system).then(|| g.systems[0].clone());
        let set = match &single {
            None if !own => existing::set(ev, spot, g),
            Some(_) if !g.is_for_modules() && !existing::serves_one(ev, spot, g) => existing::set(ev, spot, g),
            _ => None,
        };
        let single = single.filter(|_| set.is_none());
        let mut var = Var {
            name: String::new(),
            select: single.is_none() && !whole_set && !own && !any && g.is_for_modules(),
            set: PerSystem { name: set.clone().unwrap_or_else(|| ev.set_name(spot).to_owned()), member: None },
            source: g.key.source.clone(),
            rest: g.key.rest.clone(),
            place: g.key.place,
            system: single.clone(),
            defined_as: String::new(),
            own,
            needs: g.sites.iter().flat_map(|c| takeout::arguments_of(ev, sites[c.site].loc)).collect(),
        };
        let here = existing::single(ev, spot, &var);
        let passed = if g.is_for_modules() { existing::passed(ev, g, &var) } else { None };
        let locals: Vec<String> = match passed.clone().or(here.clone()) {
            Some(n) => vec![n],
            None if wish.as_ref().is_some_and(|w| !names::is_reserved(w, false)) => wish.into_iter().collect(),
            None => g.sites.iter().filter_map(|c| takeout::local_name(ev, sites[c.site].loc)).collect(),
        };
        let input = match &g.key.source {
            Source::Input(id) => ev.inputs.name(*id).to_owned(),
            _ => String::new(),
        };
        let others = wanted.iter().map(|o| &o.key).filter(|k| k.source == g.key.source && k.rest != g.key.rest);
        let others: Vec<&str> = others.map(|k| k.rest.as_str()).collect();
        let foreign = single.as_deref().filter(|s| is_foreign(ev, g, s));
        let member = single.is_none() && !own && !g.is_for_modules();
        let unnamed = names::Nameless { locals, input, rest: &g.key.rest, others, foreign, member };
        let mut names = names::candidates(&unnamed, taken);
        let bound = single.is_some() && here.is_none();
        names.retain(|n| !bound || !ev.is_taken_at(spot, Name::new(n), &leaving));
        // What is there has its name already, even one that would not be given.
        if let Some(p) = passed.or(here.clone().filter(|h| h != "pkgs"))
            && names.first() != Some(&p)
            && !taken.contains(&p)
        {
            names.insert(0, p);
        }
        let name = names.get(skip).or(names.last()).cloned().unwrap_or_else(|| "pkgs-instance".to_owned());
        taken.insert(name.clone());
        var.defined_as = here.clone().unwrap_or_else(|| name.clone());
        var.set.member = set.is_none().then(|| name.clone());
        var.name = name;
        out[i] = Some(Chosen { var, existing: here.is_some() || set.is_some() });
    }
    out.into_iter().flatten().collect()
}

// Whether no configuration that uses the instance has its system.
fn is_foreign(ev: &mut Evaluator, g: &Wanted, system: &str) -> bool {
    let mut users = g.sites.iter().flat_map(|c| &c.evaluations).flat_map(|e| &e.configs).peekable();
    users.peek().is_some() && users.all(|c| ev.system(*c).is_some_and(|s| *s != *system))
}

// Cleans up, and makes the edits.
fn finish(
    ev: &mut Evaluator,
    out: &mut Requests,
    removed: Vec<(FileId, TextRange)>,
    groups: &mut [Group],
    sites: &[Site],
    habit: LetHabit,
) -> Result<Done, Failure> {
    let words = new_words(out);
    let gone = cleanup::clean(ev, out, removed, words);
    let moved = groups.iter().flat_map(|g| &g.sites).flat_map(|i| &sites[*i].evaluations);
    let moved: Vec<&SiteEvaluation> = moved.map(|e| &ev.sites[*e]).collect();
    pins::carry_comments(ev, &gone, &moved, out);
    let changes = out.changes(ev, habit).map_err(Failure::Edit)?;
    let files: Vec<String> = changes.iter().map(|c| c.file.clone()).collect();
    let change_groups = groups
        .iter()
        .map(|g| {
            let place = &ev.file(g.file).path;
            let changes_builds = from_moving_source(ev, g, sites);
            let n = g.sites.len();
            let number = if n == 1 { "1 site".to_owned() } else { format!("{n} sites") };
            let title = match (g.rewrite.in_place, g.existing) {
                (Some(_), _) => format!("uses `{}` for {number}", g.name),
                (None, true) => format!("uses `{}` in {place} for {number}", g.name),
                (None, false) => format!("defines `{}` in {place} for {number}", g.name),
            };
            let parts = g.sites.iter().map(|i| Part::Site(summary::place(ev, sites[*i].loc))).collect();
            ChangeGroup { rewrite: g.rewrite.name, title, files: files.clone(), changes_builds, parts, unit: 0 }
        })
        .collect();
    let new = out.inputs.values().flatten();
    let mut inputs: Vec<NewInput> = new.map(|n| NewInput { name: n.name.clone(), reference: n.url.clone() }).collect();
    inputs.sort();
    Ok(Done { groups: groups.to_vec(), changes, inputs, change_groups })
}

// Whether an input stands from now on for what a channel or a branch was at each time.
fn from_moving_source(ev: &Evaluator, group: &Group, sites: &[Site]) -> bool {
    let evaluations = group.sites.iter().flat_map(|i| &sites[*i].evaluations);
    evaluations.map(|e| &ev.sites[*e].source).any(|source| match source {
        Source::Pin(pin) => !pin.fixed,
        Source::Channel(_) => true,
        _ => false,
    })
}

/// New text by file: names in it are in use.
pub fn new_words(out: &Requests) -> Vec<(FileId, String)> {
    let mut words: Vec<(FileId, String)> = Vec::new();
    let mut add = |l: &Loc, text: String| words.push((l.file, text));
    for (l, s) in &out.sets {
        add(l, format!("{:?} {:?}", s.add, s.special));
    }
    for (l, a) in out.extends.iter().chain(&out.arguments) {
        add(l, format!("{a:?}"));
    }
    for (l, a) in &out.appends {
        add(l, a.join(" "));
    }
    for (l, c) in &out.lets {
        add(l, names_of(&format!("let {} in null", c.add.join("\n"))));
    }
    for (l, w) in &out.wraps {
        add(l, names_of(&format!("let {} in null", w.join("\n"))));
    }
    for (l, r) in &out.replace {
        add(l, names_of(r));
    }
    for (f, new) in out.rename.keys() {
        words.push((*f, new.clone()));
    }
    words
}

// The names that an expression takes from around it; all its words if it can't be read by itself.
fn names_of(text: &str) -> String {
    let file = SourceFile::parse(String::new(), text.into(), false);
    if !file.errors.is_empty() {
        return text.to_owned();
    }
    file.unbound().iter().map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
}
