//! Moves instances into `flake.nix`, once, and threads them to where they were made: what the rewrites of that kind share.

mod attempt;
mod define;
mod existing;
mod gain;
mod pass;
mod placed;
pub mod systems;
mod takeout;
mod units;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, Source};
use crate::flake::sites::{self, Site};
use crate::plan::below;
use crate::plan::classify::{Candidate, Evaluation, make_one, stands, systems};
use crate::plan::codes::{self, Block};
use crate::plan::express::{self, SystemText};
use crate::plan::keys::ANY_SYSTEM;
use crate::plan::outcome::{ChangeGroup, FileChange, NewInput};
use crate::plan::own;
use crate::plan::spot::{Spot, Spots, definition_spot, local_spot};
use crate::plan::system_words;
use crate::plan::wishes::Names;
use crate::rewrites::Follow;
use crate::syntax::surgery::let_in::LetHabit;
use rowan::ast::AstNode as _;

use attempt::GroupKey;
pub use attempt::{Group, new_words};
use placed::Placed;
pub use takeout::source_parameter;

/// What becomes of the candidates.
#[derive(Default)]
pub struct Moved {
    pub groups: Vec<Group>,
    /// Candidates that can't be moved, by index into the sites.
    pub blocked: FxHashMap<usize, Block>,
    /// Candidates that are best where they are, and why.
    pub central: FxHashMap<usize, String>,
    /// Sites in the arguments of others that move, and these.
    pub along: FxHashMap<usize, usize>,
    /// Why a source's instance could not have its first name.
    pub refused: FxHashMap<Source, String>,
    pub changes: Vec<FileChange>,
    pub inputs: Vec<NewInput>,
    pub follows: Vec<Follow>,
    pub change_groups: Vec<ChangeGroup>,
}

impl Moved {
    /// Whether the site of an index moves, by itself or as a part of another.
    pub fn moves(&self, site: usize) -> bool {
        self.along.contains_key(&site) || self.groups.iter().any(|g| g.sites.contains(&site))
    }

    /// Without the sites that are not kept: `new` has the index that each gets.
    pub fn renumber(&mut self, keep: &[bool], new: &[usize]) {
        for g in &mut self.groups {
            g.sites = g.sites.iter().filter(|i| keep[**i]).map(|i| new[*i]).collect();
        }
        self.blocked = self.blocked.drain().filter(|(i, _)| keep[*i]).map(|(i, b)| (new[i], b)).collect();
        self.central = self.central.drain().filter(|(i, _)| keep[*i]).map(|(i, m)| (new[i], m)).collect();
        let along = self.along.drain().filter(|(i, outer)| keep[*i] && keep[*outer]);
        self.along = along.map(|(i, outer)| (new[i], new[outer])).collect();
    }
}

/// How a group is tried; what fails is tried in another way.
#[derive(Clone, Default)]
struct Choice {
    // How many names are left out.
    name: usize,
    whole_set: bool,
    // What the user wants it to be called.
    wish: Option<String>,
}

/// Plans the move of all candidates that can be moved.
pub fn plan(ev: &mut Evaluator, sites: &[Site], candidates: &[Candidate], names: &Names) -> Moved {
    let mut out = Moved::default();
    let mut live: Vec<Candidate> = Vec::new();
    let (placed, moving): (Vec<&Candidate>, Vec<&Candidate>) =
        candidates.iter().partition(|c| c.rewrite.in_place.is_some());
    let placed = placed::all(ev, sites, &placed, &mut out.blocked);
    let main = definition_spot(ev);
    for c in moving {
        let (i, mut evaluations) = (c.site, c.evaluations.clone());
        if let Some(name) = takeout::source_parameter(ev, &sites[i]) {
            if c.rewrite.needs_gain {
                out.central.insert(i, stands(ev, &sites[i]));
            } else {
                let m = format!("which source it imports is what `{name}` stands for at each call");
                out.blocked.insert(i, Block::new(codes::DEPENDS_ON_LOCAL, m));
            }
            continue;
        }
        let named = main.as_ref().is_some_and(|spot| spot.holds(ev, sites[i].loc))
            && system_words::is_parameter(ev, evaluations[0].index);
        if !c.rewrite.needs_gain && !named && systems(evaluations.iter()).len() > 1 && is_foreign(ev, &evaluations) {
            let m = "a host makes it for another system than its own, and not always for the same";
            out.blocked.insert(i, Block::new(codes::UNKNOWN_SYSTEM, m));
            continue;
        }
        let own = evaluations.iter().find_map(|e| e.own.as_ref().map(|(_, why)| why.clone()));
        let own = own.is_some_and(|why| make_own(ev, &mut evaluations, &why));
        match differing(&evaluations).filter(|_| !own) {
            Some(b) => _ = out.blocked.insert(i, b),
            None => live.push(Candidate { evaluations, ..*c }),
        }
    }
    let Some(main) = main else {
        let why = || Block::new(codes::UNKNOWN_CALLER, "the function that makes the flake's outputs is not known");
        out.blocked.extend(live.iter().map(|c| c.site).chain(placed.iter().map(|p| p.site)).map(|i| (i, why())));
        return out;
    };
    let mut search = Search {
        sites,
        names,
        spots: Spots { main, local: FxHashMap::default(), asked: Default::default() },
        live: Vec::new(),
        placed,
        local: FxHashMap::default(),
        along: Vec::new(),
        out,
    };
    for c in live {
        search.admit(ev, c);
    }
    let lonely = lonely(ev, &search.live);
    search.live.retain(|c| !lonely.contains_key(&c.site));
    search.out.blocked.extend(lonely);
    search.run(ev)
}

// Sites in the arguments of others, each with the outermost of these: where that goes, they go.
fn nested(ev: &Evaluator, sites: &[Site], live: &[Candidate]) -> Vec<(usize, usize)> {
    let holds = |outer: usize, inner: usize| {
        let (around, inside) = (&sites[outer], &sites[inner]);
        outer != inner && around.loc.file == inside.loc.file && around.range(ev).contains_range(inside.range(ev))
    };
    let mut out = Vec::new();
    for inner in live {
        let around = live.iter().map(|c| c.site).filter(|o| holds(*o, inner.site));
        out.extend(around.max_by_key(|o| sites[*o].range(ev).len()).map(|outer| (inner.site, outer)));
    }
    out
}

// Makes each configuration's instance its own, where the site's arguments allow it.
fn make_own(ev: &mut Evaluator, evaluations: &mut [Evaluation], why: &Block) -> bool {
    let mut keys = Vec::new();
    for e in evaluations.iter() {
        match own::key(ev, e.index, &e.key.source) {
            Some(key) => keys.push(key),
            None => return false,
        }
    }
    for (e, (key, host)) in evaluations.iter_mut().zip(keys) {
        (e.key, e.own) = (key, Some((host, why.clone())));
    }
    differing(evaluations).is_none()
}

// Sites whose instance no configuration makes twice: a module for each would gain nothing.
fn lonely(ev: &Evaluator, live: &[Candidate]) -> FxHashMap<usize, Block> {
    type Own<'a> = (&'a Source, &'a str, ConfigId);
    let mut made: FxHashMap<Own<'_>, FxHashSet<usize>> = FxHashMap::default();
    for e in live.iter().flat_map(|c| &c.evaluations) {
        let Some((host, _)) = &e.own else { continue };
        made.entry((&e.key.source, &e.key.rest, ev.outermost(*host))).or_default().insert(e.index);
    }
    let shared: FxHashSet<(&Source, &str)> =
        made.iter().filter(|(_, by)| by.len() > 1).map(|((source, rest, _), _)| (*source, *rest)).collect();
    let mut out = FxHashMap::default();
    for c in live {
        let first = &c.evaluations[0];
        if let Some((_, why)) = &first.own
            && !shared.contains(&(&first.key.source, first.key.rest.as_str()))
        {
            let gain = "no configuration makes it twice, so a module of its own would save nothing";
            out.insert(c.site, Block::new(why.code, format!("{}; {gain}", why.message)));
        }
    }
    out
}

// One site is one expression: what it makes must be one instance, for each system.
fn differing(evaluations: &[Evaluation]) -> Option<Block> {
    (!make_one(evaluations))
        .then(|| Block::new(codes::DEPENDS_ON_LOCAL, "what it makes differs between its evaluations"))
}

// Tries all groups at once; a group or site that fails is tried otherwise, or left, until the rest succeeds.
struct Search<'a> {
    sites: &'a [Site],
    names: &'a Names,
    spots: Spots,
    live: Vec<Candidate>,
    // Sites that are rewritten where they are.
    placed: Vec<Placed>,
    // Sites whose instance is defined in their own file: where, and why not in `flake.nix`.
    local: FxHashMap<usize, (Loc, Block)>,
    // Sites in the arguments of others, with those: they move as a part of them.
    along: Vec<(usize, Candidate)>,
    out: Moved,
}

impl Search<'_> {
    // Also a site that joins an instance has to be one that could be written there: what only happens to be equal,
    // by an option's value today, need not stay equal.
    fn admit(&mut self, ev: &mut Evaluator, mut c: Candidate) {
        if !c.evaluations.iter().any(|e| e.key.own) {
            match self.expressible(ev, &c, &self.spots.main) {
                Ok(text) => self.move_near_if_shorter(ev, &c, &text),
                Err(b) if b.code == codes::DEPENDS_ON_CONFIG && make_own(ev, &mut c.evaluations, &b) => {}
                Err(b) => {
                    if !self.move_near(ev, &c, &b) {
                        self.out.blocked.insert(c.site, b);
                        return;
                    }
                }
            }
        }
        self.live.push(c);
    }

    fn expressible(&self, ev: &mut Evaluator, c: &Candidate, spot: &Spot) -> Result<String, Block> {
        let first = &c.evaluations[0];
        let system = SystemText::Literal(first.key.system.to_string());
        express::instance(ev, first.index, spot, &system)
    }

    // Defines a site's instance in its own file, if a function there holds it and is called once.
    fn move_near(&mut self, ev: &mut Evaluator, c: &Candidate, why: &Block) -> bool {
        if c.rewrite.below || self.local.contains_key(&c.site) || c.evaluations.iter().any(|e| e.key.own) {
            return false;
        }
        let Some(spot) = local_spot(ev, self.sites[c.site].loc) else { return false };
        let place = spot.loc();
        if place == self.spots.main.loc() || self.expressible(ev, c, &spot).is_err() {
            return false;
        }
        self.spots.local.insert(place, spot);
        self.local.insert(c.site, (place, why.clone()));
        true
    }

    // What has to be written out at the top, where only names would do in the site's own file, is defined there.
    fn move_near_if_shorter(&mut self, ev: &mut Evaluator, c: &Candidate, text: &str) {
        let Some(spot) = local_spot(ev, self.sites[c.site].loc) else { return };
        let near = self.expressible(ev, c, &spot);
        if near.is_ok_and(|near| near.lines().count() < text.lines().count()) {
            let m = "what its arguments name would have to be written out in flake.nix";
            self.move_near(ev, c, &Block::new(codes::DEPENDS_ON_LOCAL, m));
        }
    }

    fn run(mut self, ev: &mut Evaluator) -> Moved {
        let mut choices: FxHashMap<GroupKey, Choice> = FxHashMap::default();
        if self.live.is_empty() && self.placed.is_empty() {
            return self.out;
        }
        let trees: Vec<_> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(_, f)| f.tree.syntax().clone()).collect();
        let habit = LetHabit::of(&trees);
        for _ in 0..2_000 {
            self.part();
            if self.live.is_empty() && self.placed.is_empty() {
                break;
            }
            let groups = self.groups(ev);
            let settled = gain::settled(ev, &self.spots, &groups, self.sites);
            if !settled.is_empty() {
                self.live.retain(|c| settled.iter().all(|(i, _)| *i != c.site));
                self.out.central.extend(settled);
                continue;
            }
            let inside = placed::inside(ev, self.sites, &self.live, &self.placed);
            if !inside.is_empty() {
                self.live.retain(|c| !inside.contains_key(&c.site));
                self.placed.retain(|p| !inside.contains_key(&p.site));
                self.out.blocked.extend(inside);
                continue;
            }
            let nested = nested(ev, self.sites, &self.live);
            if !nested.is_empty() {
                for (inner, outer) in nested {
                    let own = self.live.extract_if(.., |c| c.site == inner);
                    self.along.extend(own.map(|c| (outer, c)));
                }
                continue;
            }
            let chosen = |k: &GroupKey| {
                let wish = self.names.get(&k.source).map(|w| w.name.clone());
                Choice { wish, ..choices.get(k).cloned().unwrap_or_default() }
            };
            match attempt::attempt(ev, &self.spots, self.sites, &groups, &self.placed, &chosen, habit) {
                Ok(done) => {
                    if self.leave_alone(ev, &done) {
                        // Their names are free again.
                        choices.clear();
                        continue;
                    }
                    self.out.groups = done.groups;
                    self.out.changes = done.changes;
                    self.out.inputs = done.inputs;
                    self.out.change_groups =
                        units::join(ev, self.sites, &self.out.groups, done.change_groups, &self.along);
                    self.out.along = self.along.iter().map(|(outer, c)| (c.site, *outer)).collect();
                    break;
                }
                Err(attempt::Failure::Name(key, block)) => {
                    let c = choices.entry((*key).clone()).or_default();
                    c.name += 1;
                    self.out.refused.entry(key.source.clone()).or_insert_with(|| block.message.clone());
                    if c.name > 20 {
                        self.drop_group(ev, &key, &block);
                    }
                }
                Err(attempt::Failure::WholeSet(key)) => choices.entry(*key).or_default().whole_set = true,
                Err(attempt::Failure::Site(i, block)) => self.fail(ev, &[i], &block),
                Err(attempt::Failure::Edit(block)) => self.drop_file(ev, &block),
            }
        }
        self.out
    }

    // Sites whose outer site stays after all are on their own again.
    fn part(&mut self) {
        let live: FxHashSet<usize> = self.live.iter().map(|c| c.site).collect();
        let alone = self.along.extract_if(.., |(outer, _)| !live.contains(outer));
        self.live.extend(alone.map(|(_, c)| c));
        self.live.sort_by_key(|c| c.site);
    }

    // Leaves sites whose move would gain nothing. Whether there were any.
    fn leave_alone(&mut self, ev: &Evaluator, done: &attempt::Done) -> bool {
        let alone = gain::alone(&done.groups, self.sites, &self.live);
        for i in &alone {
            let path = &ev.file(self.sites[*i].loc.file).path;
            self.out.central.insert(*i, format!("it stands in {path}, and only one configuration makes it"));
        }
        self.live.retain(|c| !alone.contains(&c.site));
        !alone.is_empty()
    }

    // Sites that can't be moved as planned: near, or not at all.
    fn fail(&mut self, ev: &mut Evaluator, failed: &[usize], block: &Block) {
        for c in self.live.clone().iter().filter(|c| failed.contains(&c.site)) {
            if !self.move_near(ev, c, block) {
                let first = self.local.get(&c.site).map_or(block, |(_, b)| b);
                self.out.blocked.insert(c.site, first.clone());
                self.live.retain(|l| l.site != c.site);
            }
        }
    }

    fn drop_group(&mut self, ev: &mut Evaluator, key: &GroupKey, block: &Block) {
        let groups = self.groups(ev);
        let sites = groups.iter().filter(|g| g.key == *key).flat_map(|g| &g.sites).map(|c| c.site);
        let sites: Vec<usize> = sites.collect();
        self.fail(ev, &sites, block);
    }

    // Sites in a file that can't be edited as planned: those, or else the last one.
    fn drop_file(&mut self, ev: &mut Evaluator, block: &Block) {
        let inside =
            |c: &&Candidate| block.file.as_ref().is_some_and(|f| ev.file(self.sites[c.site].loc.file).path == *f);
        let mut drop: Vec<usize> = self.live.iter().filter(inside).map(|c| c.site).collect();
        if drop.is_empty() && placed::drop_file(ev, self.sites, &mut self.placed, block, &mut self.out.blocked) {
            return;
        }
        if drop.is_empty() {
            let far = self.live.iter().rev().find(|c| !self.local.contains_key(&c.site));
            drop.extend(far.or(self.live.last()).map(|c| c.site));
        }
        self.fail(ev, &drop, block);
    }

    // Whether a site can select its instance itself, by the system that a function around it gets.
    fn names_parameter(&self, ev: &Evaluator, c: &Candidate) -> bool {
        let place = self.local.get(&c.site).map(|(place, _)| *place);
        let here = self.spots.of(place).holds(ev, self.sites[c.site].loc);
        here && system_words::is_parameter(ev, c.evaluations[0].index)
    }

    // Sites by what they make, in the order of the first site.
    fn groups(&self, ev: &mut Evaluator) -> Vec<attempt::Wanted> {
        let mut out: Vec<attempt::Wanted> = Vec::new();
        for c in &self.live {
            let evaluations = &c.evaluations;
            let Some(first) = evaluations.first() else { continue };
            let like = |e: &&Evaluation| e.key.source == first.key.source && e.key.rest == first.key.rest;
            let one = systems(self.live.iter().flat_map(|c| c.evaluations.iter()).filter(like)).len() == 1;
            let foreign = !one
                && !first.key.own
                && match c.rewrite.needs_gain {
                    true => systems(evaluations.iter()).len() == 1 && existing::is_passed_abroad(ev, &first.key),
                    false => !self.names_parameter(ev, c) && is_foreign(ev, evaluations),
                };
            let key = GroupKey {
                source: first.key.source.clone(),
                rest: first.key.rest.clone(),
                system: foreign.then(|| first.key.system.clone()),
                place: self.local.get(&c.site).map(|(place, _)| *place),
            };
            match out.iter_mut().find(|g| g.key == key) {
                Some(g) => g.sites.push(c.clone()),
                None => {
                    let (sites, systems) = (vec![c.clone()], Vec::new());
                    out.push(attempt::Wanted { key, sites, systems, per_system: false, others_ask: false })
                }
            }
        }
        for g in &mut out {
            g.systems = systems(g.sites.iter().flat_map(|c| c.evaluations.iter()));
            let parametric = |c: &Candidate| match c.rewrite.below {
                true => below::names_system(ev, &self.sites[c.site], &c.evaluations),
                false if c.rewrite.needs_gain => system_words::names_system(ev, c.evaluations[0].index),
                false => self.names_parameter(ev, c),
            };
            let evaluations = g.sites.iter().flat_map(|c| &c.evaluations);
            g.others_ask = evaluations.clone().any(|e| others_evaluate(ev, e.index));
            g.per_system = g.others_ask || g.sites.iter().any(parametric);
        }
        out
    }
}

// Whether a module that is not known may evaluate what is around a site for any system (flake-parts' `withSystem`), whose
// name the site takes.
fn others_evaluate(ev: &Evaluator, site: usize) -> bool {
    let around = sites::evaluations_around(ev, &ev.sites[site]);
    let frameworks = around.into_iter().filter_map(|c| match ev.config(c).kind {
        Kind::PerSystem(framework, _) => Some(ev.config(framework)),
        _ => None,
    });
    let mut open = frameworks.filter(|f| f.strangers || f.unreadable || !f.unknowns.is_empty());
    open.next().is_some() && system_words::names_system(ev, site)
}

// Whether a host makes it for another system than its own: from a set per system it would get its own.
fn is_foreign(ev: &mut Evaluator, evaluations: &[Evaluation]) -> bool {
    let mut other = evaluations.iter().filter(|e| &*e.key.system != ANY_SYSTEM);
    other.any(|e| e.configs.iter().any(|c| ev.system(*c).is_some_and(|s| s != e.key.system)))
}
