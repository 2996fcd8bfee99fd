//! Modules that are evaluated once for all configurations that import them with equal arguments.
//!
//! What is shared is what [`Inert`] files hold, and only what is the same for each configuration: that the module is
//! there, which options it may define, which arguments it asks for, that nothing in it matters to a plan. For that the
//! module is evaluated with a `config` that nobody knows, so that every branch is looked at. A configuration that is
//! asked for the value of an option evaluates those modules for itself that may define it, as if nothing were shared.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::inert::{Inert, STANDARD};
use super::{Import, Kind, Level, Module};
use crate::eval::chain::Chain;
use crate::eval::value::{AttrMap, Attrs, CallId, ConfigId, FileId, Loc, ModuleArg, Sym, Thunk, Value};
use crate::eval::{Caller, Evaluator, canon};
use crate::flake::inputs::InputKind;
use crate::syntax::name::Name;

/// Different special arguments that one file is shared with; for more, every configuration has its own.
const MAX_VARIANTS: usize = 8;

/// Groups within groups: each holds all that is below it. What is deeper than any real `imports` begins another.
const MAX_NESTED: usize = 64;

/// Names that a module may define: at the top, with those below each; None if there may be any.
type Names = FxHashMap<Name, Option<FxHashSet<Name>>>;

/// A module that is evaluated once.
pub struct SharedModule {
    pub file: FileId,
    /// Evaluated with a `config` that is not known.
    pub config: Value,
    pub options: Option<Thunk>,
    formals: Vec<Name>,
    defines: Names,
    declares: Names,
    /// Whether looking at it showed anything that each configuration has to show for itself; unset before that.
    pub live: OnceCell<bool>,
}

/// What a file imports, in order.
#[derive(Clone)]
pub enum Part {
    Module(Rc<SharedModule>, Level),
    /// A path that each configuration has to follow, and the file that imports it, if one of the group does.
    Own(Option<FileId>, Rc<str>, Level),
}

/// The module of a file and all that it imports.
#[derive(Default)]
pub struct Group {
    pub parts: Vec<Part>,
    pub files: FxHashSet<FileId>,
    /// How many groups are within each other here.
    depth: usize,
    /// Which file imports which; none for what imports the group.
    pub imports: FxHashSet<Import>,
    /// Which parts each configuration has to follow.
    pub own: Vec<usize>,
    /// Whether it imports modules of other flakes.
    pub externals: bool,
    /// Whether those may have been written for this flake.
    pub strangers: bool,
    /// The special arguments that it was evaluated with.
    guard: Vec<(Name, Rc<str>)>,
    /// Which parts may define or declare a name at the top.
    defining: FxHashMap<Name, Vec<usize>>,
    declaring: FxHashMap<Name, Vec<usize>>,
    asks: FxHashMap<Name, Vec<FileId>>,
    /// Parts of which each configuration needs its own evaluation, once that is known.
    pub live: OnceCell<Vec<usize>>,
}

impl Group {
    /// The same with what is looked up in it.
    pub fn indexed(mut self) -> Group {
        for (i, p) in self.parts.iter().enumerate() {
            let Part::Module(m, _) = p else {
                self.own.push(i);
                continue;
            };
            m.defines.keys().for_each(|n| self.defining.entry(*n).or_default().push(i));
            m.declares.keys().for_each(|n| self.declaring.entry(*n).or_default().push(i));
            m.formals.iter().for_each(|n| self.asks.entry(*n).or_default().push(m.file));
        }
        self
    }

    /// Files of modules that ask for the argument `name`.
    pub fn asking_for(&self, name: Name) -> &[FileId] {
        self.asks.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The special arguments that it depends on.
    pub fn guard(&self) -> &[(Name, Rc<str>)] {
        &self.guard
    }

    /// Modules of `range` that may define `path`, in order, and how deep in the group they are.
    pub fn defining(&self, path: &[Name], range: &Range<usize>) -> Vec<(Rc<SharedModule>, Level)> {
        self.matching(&self.defining, path, range, |m| &m.defines)
    }

    /// Modules of `range` that may declare `path`, likewise.
    pub fn declaring(&self, path: &[Name], range: &Range<usize>) -> Vec<(Rc<SharedModule>, Level)> {
        self.matching(&self.declaring, path, range, |m| &m.declares)
    }

    fn matching(
        &self,
        index: &FxHashMap<Name, Vec<usize>>,
        path: &[Name],
        range: &Range<usize>,
        names: fn(&SharedModule) -> &Names,
    ) -> Vec<(Rc<SharedModule>, Level)> {
        let Some(first) = path.first() else {
            return self.parts[range.clone()].iter().filter_map(Part::leveled).collect();
        };
        let found = index.get(first).map_or(&[][..], Vec::as_slice);
        let from = found.partition_point(|i| *i < range.start);
        let within = found[from..].iter().take_while(|i| range.contains(i));
        let modules = within.filter_map(|i| self.parts[*i].leveled());
        let fits = |(m, _): &(Rc<SharedModule>, Level)| match (path.get(1), names(m).get(first)) {
            (Some(second), Some(Some(below))) => below.contains(second),
            _ => true,
        };
        modules.filter(fits).collect()
    }
}

impl Part {
    /// The module, if it is shared.
    pub fn module(&self) -> Option<&Rc<SharedModule>> {
        match self {
            Part::Module(m, _) => Some(m),
            Part::Own(..) => None,
        }
    }

    fn leveled(&self) -> Option<(Rc<SharedModule>, Level)> {
        match self {
            Part::Module(m, level) => Some((m.clone(), *level)),
            Part::Own(..) => None,
        }
    }
}

/// What an evaluator knows of files that are shared.
#[derive(Default)]
pub struct Sharing {
    /// Set for a run that shares nothing, to compare with.
    pub off: bool,
    /// The configuration that stands for all.
    common: Option<ConfigId>,
    inert: FxHashMap<FileId, Option<Rc<Inert>>>,
    groups: FxHashMap<FileId, Vec<Rc<Group>>>,
    /// Files that turned out not to be the same for all, and those that are being looked at.
    never: FxHashSet<FileId>,
    busy: FxHashSet<FileId>,
    /// Whether something that only a host's `config` knows was applied.
    pub(in crate::eval) applied: bool,
    pub runs: super::runs::Runs,
    /// Whether groups have files in common, by address: they are never freed.
    overlaps: FxHashMap<(usize, usize), bool>,
}

/// What a configuration has found out about sharing.
#[derive(Default)]
pub struct Own {
    /// Its special arguments as text, of those that are data.
    pub(super) words: FxHashMap<Name, Option<Rc<str>>>,
    /// Its `lib`, where modules get from the module system what they usually get.
    lib: Option<Option<Value>>,
    /// Modules that it evaluated for itself.
    modules: FxHashMap<usize, Module>,
}

impl Evaluator {
    /// The module of a file and all that it imports, as it is for every configuration whose special arguments are those
    /// of `id`.
    pub(super) fn group_of(&mut self, id: ConfigId, file: FileId) -> Option<Rc<Group>> {
        if self.sharing.off || self.sharing.never.contains(&file) || !self.may_share(id) {
            return None;
        }
        let variants = self.sharing.groups.get(&file).cloned().unwrap_or_default();
        if let Some(g) = variants.iter().find(|g| self.is_guarded(id, g.guard())) {
            return Some(g.clone());
        }
        if variants.len() >= MAX_VARIANTS || !self.sharing.busy.insert(file) {
            return None;
        }
        let group = self.within(Chain::default(), |ev| ev.make_group(id, file)).map(Rc::new);
        self.sharing.busy.remove(&file);
        if let Some(g) = &group {
            self.sharing.groups.entry(file).or_default().push(g.clone());
        }
        group
    }

    /// Whether two groups have files in common.
    pub(super) fn overlap(&mut self, a: &Rc<Group>, b: &Rc<Group>) -> bool {
        let key = (Rc::as_ptr(a) as usize, Rc::as_ptr(b) as usize);
        *self.sharing.overlaps.entry(key).or_insert_with(|| !a.files.is_disjoint(&b.files))
    }

    fn may_share(&self, id: ConfigId) -> bool {
        let kind = &self.config(id).kind;
        matches!(kind, Kind::Nixos | Kind::Darwin | Kind::Home | Kind::HomeUser(..) | Kind::Other(..))
    }

    /// Whether a configuration has these special arguments.
    pub(super) fn is_guarded(&mut self, id: ConfigId, guard: &[(Name, Rc<str>)]) -> bool {
        guard.iter().all(|(n, w)| self.word_of(id, *n).as_ref() == Some(w))
    }

    fn make_group(&mut self, id: ConfigId, file: FileId) -> Option<Group> {
        let Some(inert) = self.inert(file) else {
            self.sharing.never.insert(file);
            return None;
        };
        let mut g = Group { files: [file].into_iter().collect(), ..Group::default() };
        g.imports.insert((None, file));
        let mut value = self.import_file(file);
        let outer = std::mem::replace(&mut self.sharing.applied, false);
        if inert.lambda {
            let args = self.common_args(id, &inert, &mut g.guard);
            let (Value::Lambda(c), Some(args)) = (&value, args) else {
                self.sharing.applied = outer;
                return None;
            };
            value = self.call_lambda(&c.clone(), args, Caller::Nobody);
        }
        let made = self.group_of_value(id, file, &inert, &value, g);
        self.sharing.applied = outer;
        if made.is_none() {
            self.sharing.never.insert(file);
        }
        made
    }

    // What the file's module gets, with the special arguments that it asks for. None if one of them is no data.
    fn common_args(&mut self, id: ConfigId, inert: &Inert, guard: &mut Vec<(Name, Rc<str>)>) -> Option<Thunk> {
        let common = self.common();
        let lib = Name::new("lib");
        guard.push((lib, self.word_of(id, lib)?));
        let mut map = AttrMap::default();
        map.insert(lib, Thunk::done(self.usual_lib(id)?));
        for (name, arg) in [("config", ModuleArg::Config), ("options", ModuleArg::Options), ("pkgs", ModuleArg::Pkgs)] {
            map.insert(Name::new(name), Thunk::done(Value::sym(Sym::ModuleArg(common, arg))));
        }
        map.insert(Name::new("modulesPath"), Thunk::done(Value::sym(Sym::External("modulesPath".into()))));
        let special = self.special_args(id);
        let special = self.as_attrs(&special)?;
        for (name, uses) in &inert.special {
            let word = self.word_of(id, *name)?;
            let value = special.map.get(name)?.clone();
            if self.leads_in_by(&value, uses) {
                return None;
            }
            guard.push((*name, word));
            map.insert(*name, value);
        }
        Some(Thunk::done(Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }))))
    }

    fn group_of_value(
        &mut self,
        id: ConfigId,
        file: FileId,
        inert: &Inert,
        value: &Value,
        mut g: Group,
    ) -> Option<Group> {
        let Value::Attrs(a) = value else { return None };
        let odd = ["_type", "__functor", "freeformType", "disabledModules"];
        if !a.open.is_empty() || odd.iter().any(|n| a.get(n).is_some()) {
            return None;
        }
        if let Some(t) = a.get("imports").cloned() {
            let Value::List(l) = self.force(&t) else { return None };
            for t in l.items.iter().chain(&l.rest) {
                match self.force(t) {
                    Value::Path(p) => self.add_path(id, Some((file, 1)), &p, &mut g),
                    v if l.rest.is_empty() && self.is_of_input(&v) => {
                        g.externals |= !self.is_plain_module(&v);
                        g.strangers |= self.is_stranger(&v);
                    }
                    _ => return None,
                }
            }
        }
        let m = self.split_module(a);
        let declares = match &m.options {
            Some(t) => {
                let v = self.force(t);
                self.names_of(&v)?
            }
            None => Names::default(),
        };
        let defines = self.names_of(&m.config)?;
        let live = OnceCell::new();
        if self.sharing.applied {
            let _ = live.set(true);
        }
        let formals = inert.formals.clone();
        let module = SharedModule { file, config: m.config, options: m.options, formals, defines, declares, live };
        g.parts.push(Part::Module(Rc::new(module), 0));
        Some(g.indexed())
    }

    /// Adds what a path leads to, shared modules or the path: one in a list, or one that a file imports, a level below it.
    pub(super) fn add_path(&mut self, id: ConfigId, by: Option<(FileId, Level)>, path: &str, out: &mut Group) {
        let (from, level) = by.map_or((None, 0), |(file, level)| (Some(file), level));
        let path = crate::eval::interp::normalize(path);
        let file = Evaluator::rel(&path).map(str::to_owned).and_then(|rel| self.module_file(&rel));
        let found = file.and_then(|f| self.load(&f).ok());
        // A second import of a file adds nothing.
        if let Some(again) = found.filter(|f| out.files.contains(f)) {
            out.imports.insert((from, again));
            return;
        }
        let group = found
            .and_then(|f| self.group_of(id, f))
            .filter(|g| g.depth < MAX_NESTED && g.files.is_disjoint(&out.files));
        let Some(g) = group else {
            out.parts.push(Part::Own(from, path.into(), level));
            return;
        };
        out.parts.extend(g.parts.iter().map(|p| match p {
            Part::Own(f, path, below) => Part::Own(f.or(from), path.clone(), level + below),
            Part::Module(m, below) => Part::Module(m.clone(), level + below),
        }));
        out.files.extend(&g.files);
        out.imports.extend(g.imports.iter().map(|(f, to)| (f.or(from), *to)));
        out.depth = out.depth.max(g.depth + 1);
        out.externals |= g.externals;
        out.strangers |= g.strangers;
        for w in g.guard() {
            if !out.guard.contains(w) {
                out.guard.push(w.clone());
            }
        }
    }

    fn is_of_input(&self, v: &Value) -> bool {
        let (root, _) = Evaluator::selection(v);
        let named = matches!(v, Value::Sym(s) if matches!(&**s, Sym::Select(..) | Sym::Input(_)));
        named && matches!(&root, Value::Sym(s) if matches!(&**s, Sym::Input(id) if !self.is_local(*id)))
    }

    pub(super) fn is_local(&self, id: crate::eval::value::InputId) -> bool {
        matches!(self.inputs.kind(id), InputKind::Local(_))
    }

    fn inert(&mut self, file: FileId) -> Option<Rc<Inert>> {
        if let Some(known) = self.sharing.inert.get(&file) {
            return known.clone();
        }
        let source = self.file(file).clone();
        let folder = source.path.rsplit_once('/').map_or("", |(d, _)| d);
        let is_file = |p: &str| {
            let path = crate::eval::interp::normalize(&format!("/{folder}/{p}"));
            let path = path.trim_start_matches('/');
            self.workspace.exists(path) && !self.workspace.is_dir(path)
        };
        let found = Inert::of(&source, is_file).map(Rc::new);
        self.sharing.inert.insert(file, found.clone());
        found
    }

    /// The configuration whose modules are looked at on behalf of all.
    pub(in crate::eval) fn common(&mut self) -> ConfigId {
        if let Some(id) = self.sharing.common {
            return id;
        }
        let id = self.within(Chain::default(), |ev| ev.add_config(Kind::Common, None, Rc::default(), Vec::new()));
        let config = self.config_mut(id);
        config.dormant = true;
        // Its options are never known.
        config.collecting = true;
        self.sharing.common = Some(id);
        id
    }

    /// Whether a value is part of the `config` that stands for that of every host: each may have another there.
    pub(in crate::eval) fn is_of_common(&self, v: &Value) -> bool {
        let Some(common) = self.sharing.common else { return false };
        let mut at = v;
        while let Value::Sym(s) = at {
            at = match &**s {
                Sym::Select(v, _) | Sym::Element(v) | Sym::Apply(v, ..) => v,
                Sym::ModuleArg(c, arg) => return *c == common && *arg != ModuleArg::Pkgs,
                _ => return false,
            };
        }
        false
    }

    /// The `lib` of a configuration whose modules get that, `config` and the like as usual.
    pub(super) fn usual_lib(&mut self, id: ConfigId) -> Option<Value> {
        if let Some(lib) = &self.config(id).shared.lib {
            return lib.clone();
        }
        let special = self.special_args(id);
        let special = self.as_attrs(&special).filter(|a| a.open.is_empty());
        let standard = |a: &Attrs| STANDARD.iter().any(|s| *s != "lib" && a.get(s).is_some());
        let given = special.as_ref().and_then(|a| a.get("lib").cloned());
        let lib = match given.or_else(|| self.own_lib(id)) {
            Some(t) => self.force(&t),
            None => self.lib(),
        };
        let usual = special.is_some_and(|a| !standard(&a)) && self.is_usual_lib(&lib);
        let lib = usual.then_some(lib);
        self.config_mut(id).shared.lib = Some(lib.clone());
        lib
    }

    // Not one that the flake extends: all but the functions that know their nixpkgs is the model's.
    fn is_usual_lib(&mut self, v: &Value) -> bool {
        let (Value::Attrs(a), Value::Attrs(model)) = (v, self.lib()) else { return false };
        let same = |(n, t): (&Name, &Thunk)| {
            let own = ["extend", "nixos", "nixosSystem"].iter().any(|o| n.is(o));
            own && matches!(t.peek(), Some(Value::Native(_)))
                || model.map.get(n).is_some_and(|m| m.address() == t.address())
        };
        Rc::ptr_eq(a, &model) || canon::is_lib(a) && a.map.iter().all(same)
    }

    /// A shared module as it is for one configuration, evaluated when it is first asked for.
    pub(in crate::eval) fn own_module(&mut self, id: ConfigId, m: &Rc<SharedModule>) -> Option<Module> {
        let key = Rc::as_ptr(m) as usize;
        if let Some(own) = self.config(id).shared.modules.get(&key) {
            return Some(own.clone());
        }
        let chain = self.config(id).chain.clone();
        // As when it is collected: what it is made of does not depend on `config`.
        let was = std::mem::replace(&mut self.config_mut(id).collecting, true);
        let own = self.within(chain, |ev| {
            let mut v = ev.import_file(m.file);
            if let Value::Lambda(l) = &v {
                v = ev.call_module(id, &l.clone());
            }
            match &v {
                Value::Attrs(a) => Some(ev.split_module(a)),
                _ => None,
            }
        });
        self.config_mut(id).collecting = was;
        let own = own?;
        self.config_mut(id).shared.modules.insert(key, own.clone());
        Some(own)
    }

    /// The calls of a lambda; of a shared module by each configuration that has it.
    pub fn calls_to(&mut self, lambda: Loc) -> Vec<CallId> {
        if self.file(lambda.file).hir.root() == lambda.expr {
            let mut shared: Vec<(ConfigId, Rc<SharedModule>)> = Vec::new();
            for id in (0..self.configs.len()).map(|i| ConfigId(i as u32)) {
                let groups = self.config(id).groups.iter().filter(|(_, g)| g.files.contains(&lambda.file));
                let modules = groups.flat_map(|(_, g)| g.parts.iter().filter_map(Part::module));
                shared.extend(modules.filter(|m| m.file == lambda.file).map(|m| (id, m.clone())));
            }
            for (id, m) in shared {
                self.own_module(id, &m);
            }
        }
        self.calls_of.get(&lambda).cloned().unwrap_or_default()
    }

    // The names in a module's value, whatever its conditions are. None if there may be others.
    fn names_of(&mut self, v: &Value) -> Option<Names> {
        let mut tops: FxHashMap<Name, Vec<Thunk>> = FxHashMap::default();
        self.gather(v, 0, &mut |n, t| tops.entry(n).or_default().push(t.clone()))?;
        let mut out = Names::default();
        for (n, thunks) in tops {
            let mut below = FxHashSet::default();
            let known = thunks.iter().try_for_each(|t| {
                let v = self.force(t);
                self.gather(&v, 0, &mut |n, _| _ = below.insert(n))
            });
            out.insert(n, known.map(|()| below));
        }
        Some(out)
    }

    fn gather(&mut self, v: &Value, depth: u32, found: &mut dyn FnMut(Name, &Thunk)) -> Option<()> {
        if depth > 24 {
            return None;
        }
        let parts: Vec<Thunk> = match v {
            Value::Attrs(a) if a.get("_type").is_some() => {
                let contents = a.get("contents").cloned().map(|t| self.force(&t));
                match (a.get("content"), contents) {
                    (Some(t), _) => vec![t.clone()],
                    (None, Some(Value::List(l))) => l.items.iter().chain(&l.rest).cloned().collect(),
                    _ => return None,
                }
            }
            Value::Attrs(a) if a.open.is_empty() => {
                a.map.iter().for_each(|(n, t)| found(*n, t));
                return Some(());
            }
            Value::Sym(s) => match &**s {
                Sym::Choice(_, a, b) => vec![a.clone(), b.clone()],
                _ => return None,
            },
            _ => return None,
        };
        parts.iter().try_for_each(|t| {
            let v = self.force(t);
            self.gather(&v, depth + 1, found)
        })
    }
}
