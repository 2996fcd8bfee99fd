//! One attempt to move all groups: it succeeds as a whole, or says what to try otherwise.

use std::rc::Rc;

use rnix::TextRange;
use rustc_hash::FxHashSet;

use super::{systems, takeout};
use crate::eval::Evaluator;
use crate::eval::value::{FileId, Loc, Source, Value};
use crate::flake::sites::Site;
use crate::plan::classify::Evaluation;
use crate::plan::codes::{self, Block};
use crate::plan::express::{self, SystemText};
use crate::plan::keys::ANY_SYSTEM;
use crate::plan::outcome::{ChangeGroup, FileChange};
use crate::plan::own;
use crate::plan::requests::Requests;
use crate::plan::spot::Spot;
use crate::plan::thread::{self, INSTANCES, Threading, Var};
use crate::plan::{cleanup, names};
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;
use crate::syntax::style::FileText;
use crate::syntax::surgery::let_in::LetHabit;

/// What sites of one instance share: its source, its canonical arguments, and its system where that is not the one of
/// the host.
pub type GroupKey = (Source, String, Option<Rc<str>>);

/// Sites that make one instance.
pub struct Wanted {
    pub key: GroupKey,
    pub sites: Vec<(usize, Vec<Evaluation>)>,
    pub systems: Vec<Rc<str>>,
}

impl Wanted {
    // Whether each configuration has one of its own.
    fn own(&self) -> bool {
        self.sites.iter().flat_map(|(_, e)| e).any(|e| e.key.own)
    }
}

/// An instance that is shared after the change.
#[derive(Clone)]
pub struct Group {
    pub name: String,
    pub source: Source,
    pub rest: String,
    pub systems: Vec<Rc<str>>,
    /// Indices of its sites.
    pub sites: Vec<usize>,
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
struct Comments {
    above: Vec<String>,
    trailing: Option<String>,
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

    fn around(&self, text: &str) -> String {
        let last = match &self.trailing {
            Some(t) => format!("{text} {t}"),
            None => text.to_owned(),
        };
        self.above.iter().cloned().chain([last]).collect::<Vec<_>>().join("\n")
    }
}

struct Chosen {
    var: Var,
    existing: bool,
}

type Choices<'a> = &'a dyn Fn(&GroupKey) -> Option<(usize, bool)>;

/// Tries to move all groups.
pub fn attempt(
    ev: &mut Evaluator,
    spot: &Spot,
    sites: &[Site],
    wanted: &[Wanted],
    choices: Choices<'_>,
    habit: LetHabit,
) -> Result<Done, Failure> {
    let chosen = choose(ev, spot, sites, wanted, choices);
    let mut t = Threading::new(ev, spot);
    let mut removed: Vec<(FileId, TextRange)> = Vec::new();
    for (i, _) in wanted.iter().flat_map(|g| &g.sites) {
        takeout::leave(&mut t, sites[*i].loc);
    }
    let mut comments: Vec<Comments> = Vec::new();
    for (g, c) in wanted.iter().zip(&chosen) {
        let mut carried = Comments::default();
        for (i, evaluations) in &g.sites {
            let site = &sites[*i];
            let first = evaluations[0].index;
            let taken = takeout::take(&mut t, site, first, &c.var).map_err(|b| failure(&g.key, *i, b))?;
            removed.extend(taken.removed);
            carried.add(taken.comments, taken.trailing);
        }
        comments.push(carried);
    }
    let (mut out, wanted_names) = (std::mem::take(&mut t.out), std::mem::take(&mut t.wanted));
    let mut groups = define(ev, spot, wanted, &chosen, &wanted_names, &comments, &mut out)?;
    finish(ev, spot, &mut out, removed, &mut groups, habit)
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
fn choose(ev: &mut Evaluator, spot: &Spot, sites: &[Site], wanted: &[Wanted], choices: Choices<'_>) -> Vec<Chosen> {
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut out: Vec<Option<Chosen>> = wanted.iter().map(|_| None).collect();
    let each: Vec<(usize, &str, bool)> =
        wanted.iter().map(|g| (g.sites.len(), g.key.1.as_str(), g.key.2.is_some())).collect();
    for i in names::order(&each) {
        let g = &wanted[i];
        let (skip, whole_set) = choices(&g.key).unwrap_or_default();
        let own = g.own();
        let any = g.systems.iter().any(|s| &**s == ANY_SYSTEM);
        let single = (g.systems.len() == 1 && !own && !any).then(|| g.systems[0].clone());
        let mut var = Var {
            name: String::new(),
            select: single.is_none() && !whole_set && !own && !any,
            source: g.key.0.clone(),
            rest: g.key.1.clone(),
            system: single.clone(),
            defined_as: String::new(),
            own,
            needs: g.sites.iter().flat_map(|(i, _)| takeout::arguments_of(ev, sites[*i].loc)).collect(),
        };
        let here = existing(ev, spot, &var);
        let passed = passed(ev, g, &var);
        let locals: Vec<String> = match passed.clone().or(here.clone()) {
            Some(n) => vec![n],
            None => g.sites.iter().filter_map(|(i, _)| takeout::local_name(ev, sites[*i].loc)).collect(),
        };
        let input = match &g.key.0 {
            Source::Input(id) => ev.inputs.name(*id).to_owned(),
            _ => String::new(),
        };
        let others = wanted.iter().map(|o| &o.key).filter(|k| k.0 == g.key.0 && k.1 != g.key.1);
        let others: Vec<&str> = others.map(|k| k.1.as_str()).collect();
        let foreign = single.as_deref().filter(|s| is_foreign(ev, g, s));
        let unnamed = names::Nameless { locals, input, rest: &g.key.1, others, foreign };
        let mut names = names::candidates(&unnamed, &taken);
        // What is there has its name already, even one that would not be given.
        if let Some(p) = passed.or(here.clone().filter(|h| h != "pkgs"))
            && names.first() != Some(&p)
        {
            names.insert(0, p);
        }
        let name = names.get(skip).or(names.last()).cloned().unwrap_or_else(|| "pkgs-instance".to_owned());
        taken.insert(name.clone());
        var.defined_as = here.clone().unwrap_or_else(|| name.clone());
        var.name = name;
        out[i] = Some(Chosen { var, existing: here.is_some() });
    }
    out.into_iter().flatten().collect()
}

// Whether no configuration that uses the instance has its system.
fn is_foreign(ev: &mut Evaluator, g: &Wanted, system: &str) -> bool {
    let mut users = g.sites.iter().flat_map(|(_, e)| e).flat_map(|e| &e.configs).peekable();
    users.peek().is_some() && users.all(|c| ev.system(*c).is_some_and(|s| *s != *system))
}

// The instance that the flake has already, by its name where definitions stand.
fn existing(ev: &mut Evaluator, spot: &Spot, var: &Var) -> Option<String> {
    var.system.as_ref()?;
    let variables = ev.variables(&spot.env);
    let found = variables.into_iter().find(|(_, v)| !v.is_known() && var.is_instance(ev, v, None));
    found.map(|(n, _)| n.to_string())
}

// The name under which modules get the instance already.
fn passed(ev: &mut Evaluator, g: &Wanted, var: &Var) -> Option<String> {
    for c in g.sites.iter().flat_map(|(_, evaluations)| evaluations).flat_map(|e| &e.configs) {
        let special = ev.special_args(*c);
        let Value::Attrs(a) = &special else { continue };
        let system = ev.system(*c);
        for (n, t) in &a.map {
            let Some(v) = t.peek().filter(|v| !v.is_known()) else { continue };
            if var.is_instance(ev, &v, system.as_ref()) {
                return Some(n.to_string()).filter(|n| n != "pkgs");
            }
        }
    }
    None
}

// Writes the definitions that something asked for.
fn define(
    ev: &mut Evaluator,
    spot: &Spot,
    wanted: &[Wanted],
    chosen: &[Chosen],
    asked: &FxHashSet<String>,
    comments: &[Comments],
    out: &mut Requests,
) -> Result<Vec<Group>, Failure> {
    let mut bindings: Vec<String> = Vec::new();
    let mut members: Vec<(String, Vec<Rc<str>>)> = Vec::new();
    let mut hosts: Vec<String> = Vec::new();
    let mut groups = Vec::new();
    for ((g, c), comments) in wanted.iter().zip(chosen).zip(comments) {
        let per_system = c.var.system.is_none() && !c.var.own;
        let asked_as = if per_system {
            INSTANCES
        } else if c.var.own {
            own::MODULE
        } else {
            &c.var.defined_as
        };
        let needed = !c.existing && asked.contains(asked_as);
        let mut definition = None;
        if needed {
            let text = definition_text(ev, spot, g, per_system, &c.var)?;
            let with_comments = comments.around(&text);
            if c.var.own {
                hosts.push(with_comments)
            } else if per_system {
                members.push((with_comments, g.systems.clone()))
            } else {
                bindings.push(with_comments)
            }
            definition = Some(text);
        }
        groups.push(Group {
            name: c.var.name.clone(),
            source: g.key.0.clone(),
            rest: g.key.1.clone(),
            systems: g.systems.clone(),
            sites: g.sites.iter().map(|(i, _)| *i).collect(),
            existing: !needed,
            own: c.var.own,
            definition,
        });
    }
    if !members.is_empty() {
        let first = wanted[0].sites[0].0;
        bindings.push(systems::set_text(ev, spot, &members).map_err(|b| Failure::Site(first, b))?);
    }
    if !hosts.is_empty() {
        let step = FileText::new(&ev.file(spot.file).text).step();
        let own_lines = heads_on_own_lines(ev);
        bindings.push(own::module_text(step, &hosts, own_lines));
    }
    if !bindings.is_empty() {
        match ev.expr(spot.loc()) {
            Expr::Let { .. } => out.lets.entry(spot.loc()).or_default().add.extend(bindings),
            _ => out.wraps.entry(spot.loc()).or_default().extend(bindings),
        }
    }
    Ok(groups)
}

fn definition_text(
    ev: &mut Evaluator,
    spot: &Spot,
    g: &Wanted,
    per_system: bool,
    var: &Var,
) -> Result<String, Failure> {
    if var.own {
        return own_definition(ev, spot, g, var);
    }
    let mut last = None;
    for (i, evaluations) in &g.sites {
        let system = if per_system { SystemText::Variable } else { system_at(ev, spot, &g.systems[0]) };
        match express::instance(ev, evaluations[0].index, spot, &system) {
            Ok(text) => return Ok(format!("{} = {text};", var.name)),
            Err(b) => last = Some((*i, b)),
        }
    }
    let (i, b) = last.expect("a group has a site");
    Err(Failure::Site(i, b))
}

// In a module at the builders: from a module of a host if there is one, since a home has another `pkgs`.
fn own_definition(ev: &mut Evaluator, spot: &Spot, g: &Wanted, var: &Var) -> Result<String, Failure> {
    let mut all: Vec<(usize, &Evaluation)> = g.sites.iter().flat_map(|(i, e)| e.iter().map(|e| (*i, e))).collect();
    let home = |ev: &Evaluator, e: &Evaluation| {
        e.configs.iter().any(|c| matches!(ev.config(*c).kind, crate::eval::modules::Kind::HomeUser(..)))
    };
    all.sort_by_key(|(_, e)| home(ev, e));
    let systems: Vec<_> = all
        .iter()
        .map(|(_, e)| (e.key.system.clone(), e.own.as_ref().and_then(|(host, _)| ev.system(*host))))
        .collect();
    let mut last = None;
    for (i, e) in &all {
        let Some((host, _)) = &e.own else { continue };
        let inside = own::module_spot(ev, spot, *host);
        let text = own::system_text(ev, e.index, &systems).and_then(|s| express::instance(ev, e.index, &inside, &s));
        match text {
            Ok(text) => return Ok(format!("{} = {text};", var.name)),
            Err(b) => last = Some((*i, b)),
        }
    }
    let (i, b) = last.expect("a group has a site");
    Err(Failure::Site(i, b))
}

// Whether the body of a function begins on a line of its own, as nixfmt has it.
fn heads_on_own_lines(ev: &Evaluator) -> bool {
    let (mut own, mut same) = (0, 0);
    for (_, file) in ev.loaded().filter(|(_, f)| !f.builtin) {
        own += file.text.matches("}:\n{\n").count() + file.text.matches("}:\r\n{\r\n").count();
        same += file.text.matches("}: {\n").count() + file.text.matches("}: {\r\n").count();
    }
    own > same
}

fn system_at(ev: &mut Evaluator, spot: &Spot, system: &str) -> SystemText {
    let there = ev.visible(&spot.env, Name::new("system"));
    match there.and_then(|v| ev.as_text(&v)) {
        Some(s) if *s == *system => SystemText::Variable,
        _ => SystemText::Literal(system.to_owned()),
    }
}

// Cleans up, and makes the edits.
fn finish(
    ev: &mut Evaluator,
    spot: &Spot,
    out: &mut Requests,
    removed: Vec<(FileId, TextRange)>,
    groups: &mut [Group],
    habit: LetHabit,
) -> Result<Done, Failure> {
    let words = new_words(out);
    cleanup::clean(ev, out, removed, words);
    let changes = out.changes(ev, habit).map_err(Failure::Edit)?;
    let files: Vec<String> = changes.iter().map(|c| c.file.clone()).collect();
    let place = ev.file(spot.file).path.clone();
    let change_groups = groups
        .iter()
        .map(|g| {
            let n = g.sites.len();
            let sites = if n == 1 { "1 site".to_owned() } else { format!("{n} sites") };
            let what = if g.existing { "uses" } else { "defines" };
            let title = format!("{what} `{}` in {place} for {sites}", g.name);
            ChangeGroup { rewrite: super::NAME, title, files: files.clone() }
        })
        .collect();
    Ok(Done { groups: groups.to_vec(), changes, change_groups })
}

// New text by file: names in it are in use.
fn new_words(out: &Requests) -> Vec<(FileId, String)> {
    let mut words: Vec<(FileId, String)> = Vec::new();
    let mut add = |l: &Loc, text: String| words.push((l.file, text));
    for (l, s) in &out.sets {
        add(l, format!("{:?} {:?}", s.add, s.special));
    }
    for (l, a) in &out.extends {
        add(l, format!("{a:?}"));
    }
    for (l, a) in &out.appends {
        add(l, a.join(" "));
    }
    for (l, c) in &out.lets {
        add(l, c.add.join(" "));
    }
    for (l, w) in &out.wraps {
        add(l, w.join(" "));
    }
    for (l, r) in &out.replace {
        add(l, r.clone());
    }
    for (f, new) in out.rename.keys() {
        words.push((*f, new.clone()));
    }
    words
}
