//! What is threaded: an instance by its name, or a set of them by system.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::spot::Spot;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{ConfigId, FileId, Loc, Source, Value};
use crate::eval::{Evaluator, explore};
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;

// Names for the set of instances per system, the best first.
const SET_NAMES: [&str; 3] = ["instances", "nixpkgs-instances", "shared-instances"];

impl Evaluator {
    /// What a new set of instances per system is called: the same for all that stand at one place. A name that
    /// another file on the way binds would not reach what is below, and one that is a special argument can't be passed.
    pub fn set_name(&mut self, spot: &Spot) -> &'static str {
        let mut free: Vec<&str> = SET_NAMES.to_vec();
        free.retain(|n| !self.is_taken_at(spot, Name::new(n), &FxHashSet::default()));
        let binding = |f: &SourceFile, n: &str| !f.builtin && f.text.contains(n) && binds(f, Name::new(n));
        let others: Vec<FileId> = self.on_the_way_to_sites().into_iter().filter(|f| *f != spot.file).collect();
        let bound = |n: &str| others.iter().any(|f| binding(self.file(*f), n));
        let own: Vec<&str> = free.iter().copied().filter(|n| !bound(n)).collect();
        let own = own.into_iter().find(|n| !self.is_special_argument(Name::new(n)));
        own.or(free.first().copied()).unwrap_or(SET_NAMES[0])
    }

    fn is_special_argument(&mut self, name: Name) -> bool {
        let all: Vec<ConfigId> = (0..self.configs.len() as u32).map(ConfigId).collect();
        all.into_iter().any(|c| matches!(self.special_args(c), Value::Attrs(a) if a.map.contains_key(&name)))
    }

    // Files with sites, and those that import them by an expression.
    fn on_the_way_to_sites(&self) -> FxHashSet<FileId> {
        let mut out: FxHashSet<FileId> = FxHashSet::default();
        let mut next: Vec<FileId> = self.sites.iter().map(|s| s.at.loc.file).collect();
        while let Some(file) = next.pop() {
            if out.insert(file) {
                next.extend(self.imports.of(file).into_iter().flatten().map(|at| at.file));
            }
        }
        out
    }
}

// Whether a `let`, a `rec` set or a function of a file binds a name.
fn binds(file: &SourceFile, name: Name) -> bool {
    file.hir.ids().any(|id| match file.hir.expr(id) {
        Expr::Let { bindings, .. } | Expr::Attrs { bindings, rec: true } => bindings.get(name).is_some(),
        Expr::Lambda { param, .. } => param.names().contains(&name),
        _ => false,
    })
}

/// What is threaded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Var {
    /// Its name, the same at every hop.
    pub name: String,
    /// Whether it is selected from the set per system where the system can be named; until there the set is threaded.
    pub select: bool,
    /// The set per system that has it.
    pub set: PerSystem,
    /// Where it is defined (see [`Spots`]).
    pub place: Option<Loc>,
    /// What the name stands for where something has it already: canonical key without the system.
    pub source: Source,
    pub rest: String,
    /// Its system; each configuration's own if none.
    pub system: Option<Rc<str>>,
    /// The name that it has where it is defined, if that is another one.
    pub defined_as: String,
    /// Whether each configuration has one of its own, from a module.
    pub own: bool,
    /// Module arguments that its sites need today: who passes those can pass it.
    pub needs: Vec<String>,
}

/// A set of instances per system.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PerSystem {
    pub name: String,
    /// Its member of each system's set; none if the set has the instances themselves.
    pub member: Option<String>,
}

impl PerSystem {
    /// The instance of a system: the words for the set, and those for the system after a dot.
    pub fn select(&self, set: &str, system: &str) -> String {
        // A name; a text may be anything.
        let system = if system.starts_with("${") { system.to_owned() } else { explore::attribute(system) };
        match &self.member {
            Some(m) => format!("{set}.{system}.{m}"),
            None => format!("{set}.{system}"),
        }
    }
}

impl Var {
    /// The whole set per system, to be threaded in its place.
    pub fn whole(&self) -> Var {
        let name = self.set.name.clone();
        Var { select: false, defined_as: name.clone(), name, ..self.clone() }
    }

    /// Whether a value is the instance that it stands for, where the host is for `system`.
    pub fn is_instance(&self, ev: &mut Evaluator, v: &Value, system: Option<&Rc<str>>) -> bool {
        if self.own {
            return false;
        }
        let system = self.system.as_ref().or(system);
        ev.instance_key(v).is_some_and(|k| k.source == self.source && k.rest == self.rest && Some(&k.system) == system)
    }
}
