//! The module graph: from the builder's list along `imports`.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::shared::Part;
use super::{Entry, Group, Kind, Level, Module};
use crate::eval::value::{AttrMap, Attrs, Closure, ConfigId, FileId, List, ModuleArg, Origin, Sym, Thunk, Value};
use crate::eval::{Caller, Evaluator, interp, models};
use crate::syntax::hir::{Expr, Param};
use crate::syntax::name::Name;

/// Files of a group that are noted one by one.
const SMALL_GROUP: usize = 16;

/// Deeper `imports` than any real configuration has.
const MAX_IMPORT_DEPTH: usize = 200;

impl Evaluator {
    /// The modules of a configuration, those that are imported included.
    pub fn modules(&mut self, id: ConfigId) -> Rc<Vec<Entry>> {
        if let Some(m) = &self.config(id).modules {
            return m.clone();
        }
        if self.config(id).collecting {
            return Rc::default();
        }
        self.config_mut(id).collecting = true;
        let chain = self.config(id).chain.clone();
        let outer = std::mem::replace(&mut self.chain, chain);
        let mut c = Collector::of(id);
        let roots = self.config(id).roots.clone();
        self.collect_all(&mut c, &roots);
        // What is disabled is not there at all: neither what it imports nor what it disables (nixpkgs `lib/modules.nix`,
        // `filterModules`).
        if c.disabled.iter().any(|f| c.has(*f)) {
            let disabled = std::mem::take(&mut c.disabled);
            c = Collector { skip: disabled, ..Collector::of(id) };
            self.forget_modules(id);
            self.collect_all(&mut c, &roots);
        }
        self.chain = outer;
        let modules = Rc::new(c.out);
        let config = self.config_mut(id);
        config.modules = Some(modules.clone());
        config.collecting = false;
        modules
    }

    fn collect(&mut self, c: &mut Collector, t: &Thunk) {
        if c.depth > MAX_IMPORT_DEPTH {
            let config = self.config_mut(c.id);
            config.unknowns.push((None, format!("its `imports` are deeper than {MAX_IMPORT_DEPTH}")));
            config.unreadable = true;
            return;
        }
        if !self.step() {
            return;
        }
        c.depth += 1;
        let v = self.force(t);
        let v = self.concretize(&v);
        self.collect_value(c, &v, None);
        c.depth -= 1;
    }

    fn collect_value(&mut self, c: &mut Collector, v: &Value, file: Option<FileId>) {
        match v {
            Value::Path(p) | Value::Str(p) => self.collect_path(c, &interp::normalize(p)),
            Value::Lambda(l) => {
                let file = Some(l.loc.file).filter(|f| !self.file(*f).builtin).or(file);
                let v = self.call_module(c.id, l);
                if !matches!(v, Value::Lambda(_)) {
                    self.collect_value(c, &v, file);
                }
            }
            Value::Attrs(a) if a.get("__functor").is_some() && a.get("imports").is_none() => {
                let args = Thunk::done(self.module_args(c.id, None));
                let v = self.call(v, args, None);
                self.collect_value(c, &v, file);
            }
            Value::Attrs(a) => {
                if let Some(o) = &a.origin
                    && !self.file(o.loc.file).builtin
                {
                    self.config_mut(c.id).files.insert(o.loc.file);
                }
                self.config_mut(c.id).files.extend(file);
                let made_in = a.origin.as_ref().map(|o| o.loc.file).filter(|f| !self.file(*f).builtin);
                let from = c.from;
                c.from = file.or(made_in).or(from);
                if let Some(here) = c.from.filter(|_| c.from != from) {
                    self.config_mut(c.id).imports.insert((from, here));
                }
                self.collect_set(c, a);
                c.from = from;
            }
            Value::List(l) => self.collect_list(c, l),
            Value::Sym(s) => match &**s {
                Sym::Choice(_, a, b) => {
                    self.collect(c, &a.clone());
                    self.collect(c, &b.clone());
                }
                // Whichever of the flake's own it is.
                Sym::Element(Value::Attrs(all)) if all.open.is_empty() => {
                    let all: Vec<Thunk> = all.map.values().cloned().collect();
                    self.collect_all(c, &all);
                }
                _ if let Some(made) = self.made_by_a_function(v) => {
                    match self.is_part_of_another_flake(v, &made) {
                        true => self.note_stranger(c.id, v),
                        false => {
                            let what = self.maker(v);
                            self.config_mut(c.id).unknowns.push((None, what));
                        }
                    }
                    let module = Module { config: made, options: None, freeform: None };
                    c.out.push(Entry::Own(module, c.level));
                }
                // A module of another flake: nothing of this repository is in it.
                _ => self.note_stranger(c.id, v),
            },
            Value::Unknown(u) => {
                self.note_unread_import(v);
                let note = (u.at, u.reason.clone());
                self.config_mut(c.id).unknowns.push(note);
            }
            _ => {}
        }
    }

    fn collect_path(&mut self, c: &mut Collector, path: &str) {
        let Some(rel) = Evaluator::rel(path) else { return };
        let Some(file) = self.module_file(rel) else {
            self.config_mut(c.id).unknowns.push((None, format!("the module {rel} is not there")));
            return;
        };
        let id = match self.load(&file) {
            Ok(id) => id,
            Err(e) => {
                self.note(None, e.clone());
                self.config_mut(c.id).unknowns.push((None, e));
                self.config_mut(c.id).unreadable = true;
                return;
            }
        };
        if c.skip.contains(&id) {
            return;
        }
        if c.has(id) {
            self.config_mut(c.id).imports.insert((c.from, id));
            return;
        }
        if let Some(g) = self.group_of(c.id, id)
            && self.take(c, &g)
        {
            return;
        }
        c.seen.insert(id);
        self.config_mut(c.id).files.insert(id);
        self.config_mut(c.id).unreadable |= !self.file(id).errors.is_empty();
        self.config_mut(c.id).imports.insert((c.from, id));
        let v = self.import_file(id);
        self.collect_value(c, &v, Some(id));
    }

    // Takes what a group of files holds, if no file of it is there already.
    fn take(&mut self, c: &mut Collector, g: &Rc<Group>) -> bool {
        if !self.step() {
            return false;
        }
        if c.skip.iter().any(|f| g.files.contains(f)) {
            return false;
        }
        let small = g.files.len() <= SMALL_GROUP;
        let seen = match small {
            true => g.files.iter().any(|f| c.has(*f)),
            false => c.seen.iter().any(|f| g.files.contains(f)) || c.large.iter().any(|l| self.overlap(g, l)),
        };
        if seen {
            return false;
        }
        match small {
            true => c.seen.extend(&g.files),
            false => c.large.push(g.clone()),
        }
        let config = self.config_mut(c.id);
        config.externals |= g.externals;
        config.strangers |= g.strangers;
        config.groups.push((c.from, g.clone()));
        let mut from = 0;
        for &i in &g.own {
            c.share(g, from..i);
            if let Part::Own(importer, path, below) = &g.parts[i] {
                let (from, level) = (c.from, c.level);
                (c.from, c.level) = (importer.or(from), level + below);
                self.collect_path(c, path);
                (c.from, c.level) = (from, level);
            }
            from = i + 1;
        }
        c.share(g, from..g.parts.len());
        true
    }

    /// The file that a path means as a module or for `import`: itself, or `default.nix` in it.
    pub fn module_file(&mut self, rel: &str) -> Option<String> {
        let rel = rel.trim_end_matches('/');
        if let Some(known) = self.module_files.get(rel) {
            return known.clone();
        }
        let found = self.find_module_file(rel);
        self.module_files.insert(rel.to_owned(), found.clone());
        found
    }

    fn find_module_file(&self, rel: &str) -> Option<String> {
        if self.workspace.is_dir(rel) {
            let file = if rel.is_empty() { "default.nix".to_owned() } else { format!("{rel}/default.nix") };
            return self.workspace.exists(&file).then_some(file);
        }
        self.workspace.exists(rel).then(|| rel.to_owned())
    }

    fn collect_set(&mut self, c: &mut Collector, a: &Rc<Attrs>) {
        // nixpkgs `lib/modules.nix`, `filterModules`: of modules with one key there is one.
        if let Some(key) = a.get("key").cloned() {
            let v = self.force(&key);
            if self.as_text(&v).is_some_and(|key| !c.keys.insert(key)) {
                return;
            }
        }
        if let Some(disabled) = a.get("disabledModules").cloned() {
            self.disable(c, &disabled);
        }
        if let Some(imports) = a.get("imports").cloned() {
            let v = self.force(&imports);
            match self.as_list(&v) {
                Some(l) => {
                    c.level += 1;
                    self.collect_list(c, &l);
                    c.level -= 1;
                }
                None => {
                    let place = a.origin.as_ref().map(|o| o.loc);
                    self.config_mut(c.id).unknowns.push((place, "`imports` that is not a list".to_owned()));
                }
            }
        }
        let module = self.split_module(a);
        c.out.push(Entry::Own(module, c.level));
    }

    // Files of the flake among the modules that one disables by their paths.
    fn disable(&mut self, c: &mut Collector, list: &Thunk) {
        let v = self.force(list);
        let Some(list) = self.as_list(&v) else { return };
        for t in list.items.iter().chain(&list.rest) {
            let v = self.force(t);
            let path = match &v {
                Value::Path(p) | Value::Str(p) => Some(interp::normalize(p)),
                _ => None,
            };
            let rel = path.as_deref().and_then(Evaluator::rel).map(str::to_owned);
            let file = rel.and_then(|rel| self.module_file(&rel)).and_then(|file| self.load(&file).ok());
            c.disabled.extend(file);
        }
    }

    /// Evaluates a configuration with other modules than it was made with.
    pub(in crate::eval) fn begin_again(&mut self, id: ConfigId, roots: Vec<Thunk>) {
        self.forget_modules(id);
        let config = self.config_mut(id);
        config.roots = roots;
        config.modules = None;
        config.system = None;
        config.options.clear();
        config.platform_options.clear();
        config.index = super::index::Index::default();
        config.shared = super::shared::Own::default();
    }

    // What an earlier collection found.
    fn forget_modules(&mut self, id: ConfigId) {
        let config = self.config_mut(id);
        config.files.clear();
        config.imports.clear();
        config.groups.clear();
        config.unknowns.clear();
        (config.externals, config.strangers, config.unreadable) = (false, false, false);
    }

    // A module's set as options and definitions.
    pub(super) fn split_module(&mut self, a: &Rc<Attrs>) -> Module {
        let options = a.get("options").cloned();
        let freeform = a.get("freeformType").cloned();
        let explicit = a.get("config").cloned();
        let config = match (explicit, &options) {
            (Some(t), _) => self.force(&t),
            (None, Some(_)) => Value::attrs::<Name>([]),
            (None, None) => {
                let mut short = (**a).clone();
                for name in ["imports", "disabledModules", "key", "_file", "_class", "freeformType", "meta"] {
                    short.map.shift_remove(&Name::new(name));
                }
                Value::Attrs(Rc::new(short))
            }
        };
        Module { config, options, freeform }
    }

    fn collect_list(&mut self, c: &mut Collector, l: &List) {
        self.collect_all(c, &l.items);
        self.collect_all(c, &l.rest);
    }

    fn collect_all(&mut self, c: &mut Collector, list: &[Thunk]) {
        let mut at = 0;
        while at < list.len() {
            if at == 0
                && let Some((g, length)) = self.run_at(c.id, list)
                && self.take(c, &g)
            {
                at += length;
                continue;
            }
            self.collect(c, &list[at]);
            at += 1;
        }
    }

    /// Applies a module's lambda to the module arguments.
    pub fn call_module(&mut self, id: ConfigId, l: &Closure) -> Value {
        let args = Thunk::done(self.module_args(id, Some(l)));
        let by = match &self.config(id).kind {
            Kind::Exported(output) => Caller::Exported(output.as_str().into()),
            Kind::Unknown(what) => Caller::Unknown(what.as_str().into()),
            _ => Caller::Module(id),
        };
        self.call_lambda(l, args, by)
    }

    // Special arguments first, then what the module system has itself, then `_module.args` of modules.
    fn module_args(&mut self, id: ConfigId, l: Option<&Closure>) -> Value {
        let special = self.special_args(id);
        let framework = self.is_typed(id);
        let mut all_special = special.clone();
        let special = self.as_attrs(&special).unwrap_or_default();
        let lib = match self.own_lib(id) {
            Some(lib) => lib,
            None => Thunk::done(self.lib()),
        };
        let mut map = AttrMap::default();
        let own = |a: ModuleArg| Thunk::done(Value::sym(Sym::ModuleArg(id, a)));
        map.insert(Name::new("lib"), lib);
        map.insert(Name::new("config"), own(ModuleArg::Config));
        map.insert(Name::new("options"), own(ModuleArg::Options));
        if !self.config(id).extended {
            map.insert(Name::new("extendModules"), Thunk::done(crate::eval::models::extender(id)));
        }
        if framework {
            let own = self.config(id).own_args.clone();
            map.extend(own.map.iter().map(|(n, t)| (*n, t.clone())));
            all_special = self.update(&Value::Attrs(own), &all_special);
        } else if self.config(id).kind != Kind::Modules {
            map.insert(Name::new("pkgs"), own(ModuleArg::Pkgs));
            map.insert(Name::new("modulesPath"), Thunk::done(Value::sym(Sym::External("modulesPath".into()))));
        }
        map.insert(Name::new("specialArgs"), Thunk::done(all_special));
        if matches!(self.config(id).kind, Kind::HomeUser(..)) {
            for name in ["osConfig", "nixosConfig", "darwinConfig"] {
                map.insert(Name::new(name), own(ModuleArg::OsConfig));
            }
        }
        if matches!(self.config(id).kind, Kind::Exported(_)) {
            // Another flake most likely passes its own; with ours, all that is offered along with a module is seen.
            map.insert(Name::new("self"), Thunk::done(Value::sym(Sym::SelfFlake)));
            let inputs = self.inputs_value();
            map.insert(Name::new("inputs"), Thunk::done(inputs));
        }
        map.extend(special.map.iter().map(|(n, t)| (*n, t.clone())));
        let mut open = special.open.clone();
        if let Some(l) = l
            && let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = self.expr(l.loc).clone()
        {
            for f in formals {
                map.entry(f.name).or_insert_with(|| match framework {
                    true => self.later(id, move |ev| ev.module_argument(id, f.name)),
                    false => own(ModuleArg::Other(f.name)),
                });
            }
            open.clear();
        }
        Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() }))
    }

    /// The `lib` that modules of a configuration get, special arguments aside, where it is not that of nixpkgs.
    pub(super) fn own_lib(&mut self, id: ConfigId) -> Option<Thunk> {
        // home-manager extends the host's `lib` (home-manager `nixos/common.nix`).
        let Kind::HomeUser(host, _) = self.config(id).kind else {
            let given = match self.config(id).kind {
                Kind::Nixos | Kind::Darwin | Kind::Home | Kind::Other(..) => self.config(id).args.get("lib").cloned(),
                _ => None,
            };
            return match given {
                Some(lib) => models::lib::library_given(self, &lib),
                None => self.config(id).lib.clone(),
            };
        };
        let special = self.special_args(host);
        let given = self.as_attrs(&special).and_then(|a| a.get("lib").cloned());
        given.or_else(|| self.own_lib(host))
    }

    /// Evaluates `value` as a module for something that is not a known builder, so that all it leads to is seen.
    pub fn evaluate_as_module(&mut self, kind: Kind, value: Thunk, at: Option<&Origin>) -> ConfigId {
        self.add_config(kind, at, Rc::default(), vec![value])
    }
}

struct Collector {
    id: ConfigId,
    out: Vec<Entry>,
    seen: FxHashSet<FileId>,
    /// Groups whose files are not in `seen`.
    large: Vec<Rc<Group>>,
    /// What modules that are no files call themselves.
    keys: FxHashSet<Rc<str>>,
    /// Files that modules disable, and those that an earlier collection found so.
    disabled: FxHashSet<FileId>,
    skip: FxHashSet<FileId>,
    depth: usize,
    level: Level,
    /// The file whose `imports` are collected.
    from: Option<FileId>,
}

impl Collector {
    fn of(id: ConfigId) -> Collector {
        Collector {
            id,
            out: Vec::new(),
            seen: FxHashSet::default(),
            large: Vec::new(),
            keys: FxHashSet::default(),
            disabled: FxHashSet::default(),
            skip: FxHashSet::default(),
            depth: 0,
            level: 0,
            from: None,
        }
    }

    fn has(&self, file: FileId) -> bool {
        self.seen.contains(&file) || self.large.iter().any(|g| g.files.contains(&file))
    }

    fn share(&mut self, g: &Rc<Group>, range: std::ops::Range<usize>) {
        if !range.is_empty() {
            self.out.push(Entry::Shared(g.clone(), range, self.level));
        }
    }
}
