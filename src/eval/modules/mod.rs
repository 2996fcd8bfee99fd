//! The module engine: what a builder's modules are, and what they define (the NixOS manual, "Writing NixOS Modules";
//! nixpkgs `lib/modules.nix`).

mod collect;
mod defs;
mod index;
mod inert;
mod merge;
mod more;
mod outside;
mod runs;
mod shared;
mod typed;
mod words;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Evaluator;
use super::chain::Chain;
use super::value::{Attrs, ConfigId, FileId, InputId, Loc, Origin, Thunk, Value};
use crate::syntax::name::Name;

pub use defs::{Definition, path_text};
pub use inert::STANDARD;
pub use shared::{Group, SharedModule, Sharing};

/// A file that imports a module, none for a list that is not in a module, and the module's file.
pub type Import = (Option<FileId>, FileId);

/// Which builder made a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Nixos,
    Darwin,
    /// `homeManagerConfiguration`.
    Home,
    /// A user of home-manager's NixOS or nix-darwin module.
    HomeUser(ConfigId, String),
    /// A plain `evalModules`.
    Modules,
    /// Any other builder: the word that reports use, and the attribute of its arguments that holds special arguments.
    Other(&'static str, &'static str),
    /// A configuration inside another, with module arguments of its own: a container, a virtual machine.
    Nested(ConfigId, String),
    /// flake-parts' `mkFlake`: modules that make the outputs.
    FlakeParts,
    /// Modules that another framework makes outputs of.
    Framework,
    /// flake-parts' `perSystem`, for one system.
    PerSystem(ConfigId, String),
    /// A submodule of an option of these: the option.
    Submodule(ConfigId, String),
    /// Modules that an output offers to other flakes: the output.
    Exported(String),
    /// Modules that something unknown evaluates: what.
    Unknown(String),
    /// Stands for all configurations that have modules in common.
    Common,
}

impl Kind {
    /// The stable word that reports use.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Nixos => "nixos",
            Kind::Darwin => "darwin",
            Kind::Home | Kind::HomeUser(..) => "home-manager",
            Kind::Modules => "modules",
            Kind::Other(word, _) => word,
            Kind::Nested(..) => "nested",
            Kind::FlakeParts => "flake-parts",
            Kind::Framework => "framework",
            Kind::PerSystem(..) => "per-system",
            Kind::Submodule(..) => "submodule",
            Kind::Exported(_) => "exported",
            Kind::Unknown(_) => "unknown",
            Kind::Common => "common",
        }
    }

    /// Whether it makes the flake's outputs rather than a machine or a home: all options are declared, by the framework
    /// or by modules.
    pub fn is_framework(&self) -> bool {
        matches!(self, Kind::FlakeParts | Kind::Framework | Kind::PerSystem(..) | Kind::Submodule(..))
    }

    /// The attribute of the builder's arguments that holds special arguments.
    pub fn special_key(&self) -> &'static str {
        match self {
            Kind::Home | Kind::HomeUser(..) => "extraSpecialArgs",
            Kind::Other(_, key) => key,
            _ => "specialArgs",
        }
    }
}

/// One call of a builder.
pub struct Configuration {
    pub kind: Kind,
    /// The call.
    pub at: Option<Origin>,
    /// What the builder was called with.
    pub args: Rc<Attrs>,
    /// Module arguments that a framework gives by itself, like special arguments.
    pub own_args: Rc<Attrs>,
    /// The special arguments, where they are more than `args` says.
    pub special: Option<Thunk>,
    /// The attribute of `args` that holds them, with dots between names, where the kind doesn't say.
    pub special_key: Option<Rc<str>>,
    /// What the builder gets that is neither modules nor arguments of theirs, where it is not known what it does with it; and
    /// its name.
    pub beside: Option<(Vec<Thunk>, Rc<str>)>,
    /// The package set or the system that a framework evaluates it with, where `args` doesn't say.
    pub pkgs: Option<Thunk>,
    /// The library that modules get from the builder, where it is not that of nixpkgs.
    pub lib: Option<Thunk>,
    /// The modules that it starts from.
    pub roots: Vec<Thunk>,
    /// The input whose nixpkgs it evaluates with.
    pub nixpkgs: Option<InputId>,
    /// Like `nixosConfigurations.laptop`.
    pub name: Option<String>,
    /// Further outputs that are this configuration, like `nixosConfigurations.other = self.nixosConfigurations.laptop`.
    pub aliases: Vec<String>,
    /// Whether only code that nothing leads to calls it.
    pub dormant: bool,
    /// Whether it is another configuration with more modules, whose own extensions are not looked at: what extends the
    /// other one extends it too.
    pub extended: bool,
    /// Specialisations and virtual machines of it, once they were looked for.
    pub variants: Option<Vec<ConfigId>>,
    pub modules: Option<Rc<Vec<Entry>>>,
    collecting: bool,
    /// The evaluated `config`, of a framework.
    typed: Option<Value>,
    typing: bool,
    /// The calls that led to it.
    pub(super) chain: Chain,
    system: Option<Option<Rc<str>>>,
    index: index::Index,
    /// Values of options that were asked for; None while one is computed.
    pub(super) options: FxHashMap<Vec<Name>, Option<Option<Value>>>,
    /// Options of nixpkgs among these that something is defined for, known or not.
    platform_options: FxHashSet<Name>,
    /// Files of the flake that modules come from, without those of groups.
    files: FxHashSet<FileId>,
    /// Which of them imports which, without those of groups.
    imports: FxHashSet<Import>,
    /// Modules that it has in common with others, and what imports them.
    groups: Vec<(Option<FileId>, Rc<Group>)>,
    shared: shared::Own,
    /// Whether modules of other flakes are among its modules: what arguments they ask for is not known.
    pub externals: bool,
    /// Whether some of these may have been written for this flake.
    pub strangers: bool,
    /// Such modules by name, of what makes a flake's outputs.
    pub others: Vec<String>,
    /// Whether modules of the repository can't be read: they may import any other.
    pub unreadable: bool,
    /// What stops the module graph from being known whole.
    pub unknowns: Vec<(Option<Loc>, String)>,
}

impl Configuration {
    /// The attribute of the builder's arguments that holds special arguments.
    pub fn special_key(&self) -> &str {
        self.special_key.as_deref().unwrap_or(self.kind.special_key())
    }
}

/// One module of a configuration, or several that it shares with others.
#[derive(Clone)]
pub enum Entry {
    Own(Module, Level),
    Shared(Rc<Group>, std::ops::Range<usize>, Level),
}

/// How many `imports` lead to a module, from the builder's list or from the group that it is in.
pub type Level = u32;

/// Brings modules into the order in which their definitions are merged. nixpkgs `lib/modules.nix` collects them level by
/// level (`genericClosure`) and turns the list around.
fn as_merged<T>(mut modules: Vec<(T, Level)>) -> impl Iterator<Item = T> {
    modules.sort_by_key(|(_, level)| *level);
    modules.into_iter().rev().map(|(m, _)| m)
}

impl Entry {
    /// The module, if it is not shared.
    pub fn own(&self) -> Option<(&Module, Level)> {
        match self {
            Entry::Own(m, level) => Some((m, *level)),
            Entry::Shared(..) => None,
        }
    }
}

/// One module of a configuration, evaluated to its set.
#[derive(Clone)]
pub struct Module {
    /// Its `config`, explicit or not.
    pub config: Value,
    pub options: Option<Thunk>,
    /// The type of what is not declared.
    pub freeform: Option<Thunk>,
}

/// What a configuration takes beside the evaluation of its modules, in steps of the evaluator.
const STEPS_OF_CONFIGURATION: u64 = 100;

impl Evaluator {
    /// Records a call of a builder.
    pub fn add_config(&mut self, kind: Kind, at: Option<&Origin>, args: Rc<Attrs>, roots: Vec<Thunk>) -> ConfigId {
        self.charge(STEPS_OF_CONFIGURATION);
        let id = ConfigId(self.configs.len() as u32);
        if !self.dormant && self.chain.doubt() == 0 {
            self.hosts = self.hosts.saturating_add(1);
        }
        self.configs.push(Configuration {
            kind,
            at: at.cloned(),
            args,
            own_args: Rc::default(),
            special: None,
            special_key: None,
            beside: None,
            pkgs: None,
            lib: None,
            roots,
            nixpkgs: None,
            name: None,
            aliases: Vec::new(),
            dormant: self.dormant,
            extended: false,
            variants: None,
            modules: None,
            collecting: false,
            typed: None,
            typing: false,
            chain: self.chain.clone(),
            system: None,
            index: index::Index::default(),
            options: FxHashMap::default(),
            platform_options: FxHashSet::default(),
            files: FxHashSet::default(),
            imports: FxHashSet::default(),
            groups: Vec::new(),
            shared: shared::Own::default(),
            externals: false,
            strangers: false,
            others: Vec::new(),
            unreadable: false,
            unknowns: Vec::new(),
        });
        id
    }

    /// The configuration `id`.
    pub fn config(&self, id: ConfigId) -> &Configuration {
        &self.configs[id.0 as usize]
    }

    pub(crate) fn config_mut(&mut self, id: ConfigId) -> &mut Configuration {
        &mut self.configs[id.0 as usize]
    }

    /// Files of the flake that modules of a configuration come from.
    pub fn files_of(&self, id: ConfigId) -> impl Iterator<Item = FileId> {
        let c = self.config(id);
        c.files.iter().chain(c.groups.iter().flat_map(|(_, g)| &g.files)).copied()
    }

    /// Which files of a configuration import which; the builder's own list has no file.
    pub fn imports_of(&self, id: ConfigId) -> impl Iterator<Item = Import> {
        let c = self.config(id);
        let shared = |(from, g): &'_ (Option<FileId>, Rc<Group>)| {
            let from = *from;
            g.imports.iter().map(move |(f, to)| (f.or(from), *to)).collect::<Vec<_>>()
        };
        c.imports.iter().copied().chain(c.groups.iter().flat_map(shared))
    }

    /// Whether modules of a configuration come from a file.
    pub fn has_file(&self, id: ConfigId, file: FileId) -> bool {
        let c = self.config(id);
        c.files.contains(&file) || c.groups.iter().any(|(_, g)| g.files.contains(&file))
    }

    /// The lambdas of shared modules of a configuration that ask for the argument `name`.
    pub fn shared_asking(&self, id: ConfigId, name: Name) -> impl Iterator<Item = Loc> {
        let files = self.config(id).groups.iter().flat_map(move |(_, g)| g.asking_for(name));
        files.map(|f| Loc { file: *f, expr: self.file(*f).hir.root() })
    }

    /// The configuration that a nested one belongs to, or itself.
    pub fn outermost(&self, mut id: ConfigId) -> ConfigId {
        while let Kind::HomeUser(parent, _) | Kind::Nested(parent, _) = &self.config(id).kind {
            id = *parent;
        }
        id
    }

    /// The special arguments: the set that the builder got, or that modules of the host define.
    pub fn special_args(&mut self, id: ConfigId) -> Value {
        if let Some(t) = self.config(id).special.clone() {
            return self.force(&t);
        }
        let key = self.config(id).kind.special_key();
        match self.config(id).kind.clone() {
            Kind::HomeUser(parent, _) => {
                // Whoever defines a user gets what others define under conditions of their own, or it fails in Nix.
                let path = [Name::new("home-manager"), Name::new(key)];
                let mut all = self.definitions(parent, &path);
                // A home of a variant is one of the host that the variant is of, too.
                let mut host = parent;
                while let Kind::Nested(outer, _) = self.config(host).kind {
                    all.extend(self.definitions(outer, &path));
                    host = outer;
                }
                defs::keep_best(&mut all);
                let none = Value::attrs::<Name>([]);
                all.into_iter().fold(none, |all, d| self.update(&all, &d.value))
            }
            _ => match self.config(id).args.get(key).cloned() {
                Some(t) => self.force(&t),
                None if self.config(id).args.open.is_empty() => Value::attrs::<Name>([]),
                None => {
                    let args = Value::Attrs(self.config(id).args.clone());
                    self.select(&args, Name::new(key)).unwrap_or(Value::Null)
                }
            },
        }
    }

    /// The system that a configuration is for, if that can be known.
    pub fn system(&mut self, id: ConfigId) -> Option<Rc<str>> {
        if let Some(s) = &self.config(id).system {
            return s.clone();
        }
        let early = self.config(id).collecting;
        let found = self.find_system(id);
        if !early {
            self.config_mut(id).system = Some(found.clone());
        }
        found
    }

    fn find_system(&mut self, id: ConfigId) -> Option<Rc<str>> {
        match &self.config(id).kind {
            &Kind::HomeUser(parent, _) => return self.system(parent),
            Kind::PerSystem(_, system) => return Some(system.as_str().into()),
            Kind::FlakeParts | Kind::Framework | Kind::Submodule(..) => return None,
            _ => {}
        }
        // What is nested runs on its host (nixpkgs `nixos/modules/virtualisation/nixos-containers.nix`).
        if let Kind::Nested(parent, _) = self.config(id).kind {
            if let Some(said) = self.system_of_modules(id) {
                return said;
            }
            // A package set of its own says.
            let pkgs = self.config(id).args.get("pkgs").cloned().map(|t| self.force(&t));
            return match pkgs.filter(|v| !matches!(v, Value::Null)) {
                Some(pkgs) => self.platform_of(&pkgs),
                None => self.system(parent),
            };
        }
        let key = format!("system {}", id.0);
        if !self.config(id).collecting && self.concretizing.insert(key.clone()) {
            let from_modules = self.system_of_modules(id);
            self.concretizing.remove(&key);
            if let Some(said) = from_modules {
                return said;
            }
        }
        let args = self.config(id).args.clone();
        // A package set hides the system that stands beside it (nixpkgs `nixos/lib/eval-config.nix`, `pkgsModule`).
        let given = [args.get("pkgs").cloned(), args.get("system").cloned(), self.config(id).pkgs.clone()];
        for t in given.into_iter().flatten() {
            let v = self.force(&t);
            let v = self.concretize(&v);
            if !matches!(v, Value::Null) {
                return self.platform_of(&v);
            }
        }
        let special = self.special_args(id);
        let pkgs = self.as_attrs(&special).and_then(|a| a.get("pkgs").cloned())?;
        let pkgs = self.force(&pkgs);
        self.platform_of(&pkgs)
    }

    // nixpkgs `nixos/modules/misc/nixpkgs.nix`: `pkgs`, then `hostPlatform`, then the older options, of which `crossSystem` is
    // what packages run on. The first of them that there is says it, or it is not known.
    fn system_of_modules(&mut self, id: ConfigId) -> Option<Option<Rc<str>>> {
        for name in ["pkgs", "hostPlatform", "crossSystem", "localSystem", "system"] {
            match self.nixpkgs_option(id, name) {
                Some(v) => return Some(self.platform_of(&v)),
                // Something that is not known, or not known to hold.
                None if self.config(id).platform_options.contains(&Name::new(name)) => return Some(None),
                None => {}
            }
        }
        None
    }
}
