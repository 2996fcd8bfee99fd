//! What modules define for an option, merged as the module system does, as far as it can be known.

use std::rc::Rc;

use super::more;
use crate::eval::Evaluator;
use crate::eval::value::{AttrMap, Attrs, ConfigId, List, ModuleArg, Sym, Thunk, Value};
use crate::syntax::name::Name;

/// Definitions have this priority unless `mkOverride` gives another (nixpkgs `lib/modules.nix`).
const DEFAULT_PRIORITY: i64 = 100;

/// Definitions are merged in this order unless `mkOrder` gives another (nixpkgs `lib/modules.nix`,
/// `defaultOrderPriority`).
pub(super) const DEFAULT_ORDER: i64 = 1000;

/// One definition of an option.
#[derive(Clone)]
pub struct Definition {
    pub value: Value,
    pub priority: i64,
    /// What `mkOrder` gives it: smaller ones come first.
    pub order: i64,
    /// Whether a condition that is not known stands before it.
    pub maybe: bool,
}

impl Definition {
    fn plain(value: Value) -> Definition {
        Definition { value, priority: DEFAULT_PRIORITY, order: DEFAULT_ORDER, maybe: false }
    }
}

impl Evaluator {
    /// All definitions of the option `path`, conditions and priorities resolved as far as they can be, in the order in
    /// which they are merged.
    pub fn definitions(&mut self, id: ConfigId, path: &[Name]) -> Vec<Definition> {
        let mut out = Vec::new();
        if let Some((last, above)) = path.split_last()
            && above.len() >= super::index::LEVELS
            && self.config(id).modules.is_some()
        {
            for d in self.definitions_above(id, above).iter() {
                self.walk_definition(d.clone(), std::slice::from_ref(last), &mut out);
            }
            out.sort_by_key(|d| d.order);
            return out;
        }
        for m in self.modules_defining(id, path) {
            self.walk_definition(Definition::plain(m.config.clone()), path, &mut out);
        }
        out.sort_by_key(|d| d.order);
        out
    }

    /// The definitions that a value consists of, as `mkIf` and `mkMerge` put them together.
    pub(in crate::eval) fn parts_of(&mut self, t: &Thunk) -> Vec<Definition> {
        let mut out = Vec::new();
        let start = Definition { maybe: true, ..Definition::plain(self.force(t)) };
        self.walk_definition(start, &[], &mut out);
        out
    }

    fn walk_definition(&mut self, mut d: Definition, path: &[Name], out: &mut Vec<Definition>) {
        if !self.step() {
            return;
        }
        d.value = self.concretize(&d.value);
        match &d.value {
            Value::Attrs(a) => {
                if let Some(kind) = self.property(a) {
                    self.walk_property(&kind, &a.clone(), d, path, out);
                    return;
                }
                let Some((first, rest)) = path.split_first() else {
                    out.push(d);
                    return;
                };
                if let Some(t) = a.map.get(first).cloned() {
                    let value = self.force(&t);
                    let maybe = d.maybe || a.may_lack(*first);
                    self.walk_definition(Definition { value, maybe, ..d }, rest, out);
                }
            }
            Value::Sym(s) => match &**s {
                Sym::Choice(_, x, y) => {
                    for t in [x.clone(), y.clone()] {
                        let value = self.force(&t);
                        self.walk_definition(Definition { value, maybe: true, ..d }, path, out);
                    }
                }
                _ if path.is_empty() => out.push(d),
                _ => {}
            },
            _ if path.is_empty() => out.push(d),
            Value::Unknown(u) => self.lost.push(u.reason.clone()),
            _ => {}
        }
    }

    // `if`, `merge`, `override` or `order` of a tagged set.
    pub(in crate::eval) fn property(&mut self, a: &Attrs) -> Option<Rc<str>> {
        let t = a.get("_type").cloned()?;
        let v = self.force(&t);
        self.as_text(&v).filter(|k| matches!(&**k, "if" | "merge" | "override" | "order"))
    }

    fn walk_property(&mut self, kind: &str, a: &Attrs, d: Definition, path: &[Name], out: &mut Vec<Definition>) {
        let get = |ev: &mut Self, n: &str| a.get(n).cloned().map(|t| ev.force(&t));
        if kind == "merge" {
            let Some(contents) = get(self, "contents") else { return };
            let Some(l) = self.as_list(&contents) else { return };
            for (t, open) in l.items.iter().map(|t| (t, false)).chain(l.rest.iter().map(|t| (t, true))) {
                let value = self.force(t);
                self.walk_definition(Definition { value, maybe: d.maybe || open, ..d.clone() }, path, out);
            }
            return;
        }
        let Some(value) = get(self, "content") else { return };
        let mut next = Definition { value, ..d };
        match kind {
            "if" => match get(self, "condition").and_then(|c| self.truth(&c)) {
                Some(false) => return,
                Some(true) => {}
                None => next.maybe = true,
            },
            kind => {
                if let Some(Value::Int(p)) = get(self, "priority") {
                    let given = if kind == "order" { &mut next.order } else { &mut next.priority };
                    *given = p;
                }
            }
        }
        self.walk_definition(next, path, out);
    }

    /// The value of the option `path`, if every definition of it can be known. Only definitions in the repository
    /// count, and defaults of options that it declares.
    pub fn option_value(&mut self, id: ConfigId, path: &[Name]) -> Option<Value> {
        if self.config(id).modules.is_none() {
            self.modules(id);
        }
        let known = self.config(id).modules.is_some();
        if let Some(found) = self.config(id).options.get(path).cloned() {
            // What turns out to depend on itself is not known.
            self.cycles += u64::from(found.is_none());
            return found.flatten();
        }
        if known {
            self.config_mut(id).options.insert(path.to_vec(), None);
        }
        // What this doesn't find makes it unknown, and nothing else incomplete.
        let lost = std::mem::take(&mut self.lost);
        let v = self.find_option_value(id, path);
        self.lost = lost;
        if known {
            self.config_mut(id).options.insert(path.to_vec(), Some(v.clone()));
        }
        v
    }

    fn find_option_value(&mut self, id: ConfigId, path: &[Name]) -> Option<Value> {
        let mut defs = self.definitions(id, path);
        if let [nixpkgs, name] = path
            && nixpkgs.is("nixpkgs")
            && defs.iter().any(|d| !matches!(d.value, Value::Null))
        {
            self.config_mut(id).platform_options.insert(*name);
        }
        if self.is_varied(id, path) {
            return None;
        }
        if defs.is_empty() {
            return self.option_default(id, path);
        }
        keep_best(&mut defs);
        let declared = self.declaration(id, path);
        if defs.iter().any(|d| d.maybe) || declared.as_ref().is_some_and(|(o, _)| o.get("apply").is_some()) {
            return None;
        }
        let priority = defs.iter().map(|d| d.priority).min().unwrap_or(DEFAULT_PRIORITY);
        if let Some((option, depth)) = declared {
            let value = self.merge(id, path, defs)?;
            return Some(self.of_declared(value, &option, path.len() - depth, id, path));
        }
        if !self.may_others_define(id, path) || priority < DEFAULT_PRIORITY {
            return self.merge(id, path, defs);
        }
        if priority > DEFAULT_PRIORITY {
            return None;
        }
        let value = self.merge(id, path, defs)?;
        Some(more::of_others(value, id, path))
    }

    // Whether a specialisation or a virtual machine of a configuration, for which its modules mean what they mean to the
    // configuration, defines an option.
    fn is_varied(&mut self, id: ConfigId, path: &[Name]) -> bool {
        let own = ["specialisation", "virtualisation", "_module", "nixpkgs", "home-manager"];
        if path.first().is_none_or(|n| own.iter().any(|o| n.is(o))) {
            return false;
        }
        // They are looked for before anything that is made of the modules.
        let variants = self.config(id).variants.clone().unwrap_or_default();
        variants.into_iter().any(|v| !self.config(v).extended && !self.definitions(v, path).is_empty())
    }

    // The declaration of the option that a path is, or is in, and the length of that option's own path.
    fn declaration(&mut self, id: ConfigId, path: &[Name]) -> Option<(Rc<Attrs>, usize)> {
        self.modules_declaring(id, path).into_iter().filter_map(|m| m.options).find_map(|options| {
            let mut v = self.force(&options);
            for (i, n) in path.iter().enumerate() {
                let Value::Attrs(a) = &v else { return None };
                let t = a.map.get(n).cloned()?;
                v = self.force(&t);
                if let Value::Attrs(a) = &v
                    && self.is_tagged(a, "option")
                {
                    return Some((a.clone(), i + 1));
                }
            }
            None
        })
    }

    fn merge(&mut self, id: ConfigId, path: &[Name], defs: Vec<Definition>) -> Option<Value> {
        if let [d] = &defs[..] {
            return Some(d.value.clone());
        }
        if defs.iter().all(|d| matches!(d.value, Value::List(_))) {
            let mut out = List::default();
            for d in &defs {
                let Value::List(l) = &d.value else { continue };
                out.items.extend(l.items.iter().cloned());
                out.rest.extend(l.rest.iter().cloned());
            }
            return Some(Value::List(Rc::new(out)));
        }
        if defs.iter().all(|d| matches!(d.value, Value::Attrs(_))) {
            return Some(self.merge_sets(id, path, &defs));
        }
        let first = defs[0].value.clone();
        for d in &defs[1..] {
            if self.equal(&first, &d.value) != Some(true) {
                return None;
            }
        }
        Some(first)
    }

    fn merge_sets(&mut self, id: ConfigId, path: &[Name], defs: &[Definition]) -> Value {
        let mut map = AttrMap::default();
        let mut open = Vec::new();
        for d in defs {
            let Value::Attrs(a) = &d.value else { continue };
            open.extend(a.open.iter().cloned());
            for (n, t) in &a.map {
                if map.contains_key(n) {
                    let full: Vec<Name> = path.iter().copied().chain([*n]).collect();
                    let what = path_text(&full);
                    let merged = move |ev: &mut Evaluator| {
                        let v = ev.option_value(id, &full);
                        v.unwrap_or_else(|| Value::unknown(format!("`{what}` has several definitions"), None))
                    };
                    map.insert(*n, Thunk::lazy(merged));
                } else {
                    map.insert(*n, t.clone());
                }
            }
        }
        let sure = |n: &Name| {
            defs.iter().any(|d| matches!(&d.value, Value::Attrs(a) if a.map.contains_key(n) && !a.may_lack(*n)))
        };
        let maybe = map.keys().filter(|n| !sure(n)).copied().collect();
        Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() }.lacking(maybe)))
    }

    fn modules_declaring(&mut self, id: ConfigId, path: &[Name]) -> Vec<super::Module> {
        let mut out = Vec::new();
        for e in self.modules(id).iter() {
            match e {
                super::Entry::Own(m, _) => out.extend(m.options.is_some().then(|| m.clone())),
                super::Entry::Shared(g, range, _) => {
                    for (m, _) in g.declaring(path, range) {
                        out.extend(self.own_module(id, &m));
                    }
                }
            }
        }
        out
    }

    fn option_default(&mut self, id: ConfigId, path: &[Name]) -> Option<Value> {
        for m in self.modules_declaring(id, path) {
            let Some(mut v) = m.options.as_ref().map(|t| self.force(&t.clone())) else { continue };
            let mut found = true;
            for n in path {
                match &v {
                    Value::Attrs(a) if a.map.contains_key(n) => {
                        let t = a.map[n].clone();
                        v = self.force(&t);
                    }
                    _ => {
                        found = false;
                        break;
                    }
                }
            }
            if found
                && let Value::Attrs(a) = &v
                && let Some(t) = a.get("default").cloned()
            {
                return Some(self.force(&t));
            }
        }
        None
    }

    /// What is known of a selection from module arguments or from a package set.
    pub(in crate::eval) fn concretize_selection(&mut self, v: &Value) -> Value {
        let (root, names) = Evaluator::selection(v);
        let Value::Sym(s) = &root else { return v.clone() };
        match &**s {
            Sym::ModuleArg(c, ModuleArg::Config) if self.is_typed(*c) => self.typed_symbol(v, *c, &names),
            Sym::ModuleArg(c, ModuleArg::Config) => self.option_symbol(v, *c, &names),
            Sym::ModuleArg(c, ModuleArg::Options) => self.declared_symbol(v, *c, &names),
            Sym::ModuleArg(c, ModuleArg::OsConfig) => match self.config(*c).kind {
                super::Kind::HomeUser(parent, _) => self.option_symbol(v, parent, &names),
                _ => v.clone(),
            },
            Sym::ModuleArg(c, ModuleArg::Other(n)) => {
                let path: Vec<Name> =
                    [Name::new("_module"), Name::new("args"), *n].into_iter().chain(names.iter().copied()).collect();
                self.option_symbol(v, *c, &path)
            }
            Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) => self.platform_symbol(v, &root, &names),
            _ => v.clone(),
        }
    }

    // `options.a.b.definitions`, which `mkAliasDefinitions` and modules that rename options hand on.
    fn declared_symbol(&mut self, v: &Value, c: ConfigId, names: &[Name]) -> Value {
        let Some((last, path)) = names.split_last() else { return v.clone() };
        if !last.is("definitions") || path.is_empty() || self.is_typed(c) || self.config(c).modules.is_none() {
            return v.clone();
        }
        let defs = self.definitions(c, path);
        if defs.is_empty() {
            return v.clone();
        }
        let (maybe, sure): (Vec<_>, Vec<_>) = defs.into_iter().partition(|d| d.maybe);
        let thunks = |defs: Vec<Definition>| defs.into_iter().map(|d| Thunk::done(d.value)).collect();
        Value::List(Rc::new(List { items: thunks(sure), rest: thunks(maybe), ..List::default() }))
    }

    // A selection that was made while the modules were being collected.
    fn typed_symbol(&mut self, v: &Value, c: ConfigId, names: &[Name]) -> Value {
        let config = self.typed_config(c);
        if !matches!(config, Value::Attrs(_)) {
            return v.clone();
        }
        let found = names.iter().try_fold(config, |at, n| self.select(&at, *n));
        found.map_or_else(|| v.clone(), |f| self.concretize(&f))
    }

    fn option_symbol(&mut self, v: &Value, c: ConfigId, names: &[Name]) -> Value {
        if names.is_empty() || self.config(c).collecting {
            return v.clone();
        }
        let mut found = self.option_value(c, names);
        if found.is_none()
            && let [n, p, rest @ ..] = names
            && n.is("nixpkgs")
            && (p.is("hostPlatform") || p.is("localSystem") || p.is("system"))
            && (rest.is_empty() || rest.last().is_some_and(|l| l.is("system")))
        {
            // What packages are built on has no name of its own where they are for another system.
            let cross = !p.is("hostPlatform") && self.nixpkgs_option(c, "crossSystem").is_some();
            found = self.system(c).filter(|_| !cross).map(Value::Str);
        }
        match found {
            Some(f @ Value::Sym(_)) if self.step() && !self.too_deep(1) => {
                let out = self.concretize(&f);
                self.too_deep(-1);
                out
            }
            Some(f @ Value::Sym(_)) => f,
            Some(f) => f,
            None => v.clone(),
        }
    }

    // `pkgs.system`, `pkgs.stdenv.hostPlatform.isLinux` and the like.
    fn platform_symbol(&mut self, v: &Value, root: &Value, names: &[Name]) -> Value {
        let Some(last) = names.last() else { return v.clone() };
        let platform = names[..names.len() - 1].iter().all(|n| {
            n.is("stdenv")
                || n.is("stdenvNoCC")
                || n.is("hostPlatform")
                || n.is("buildPlatform")
                || n.is("targetPlatform")
                || n.is("localSystem")
        });
        if !platform || names.len() > 3 {
            return v.clone();
        }
        let wants = last.text();
        if &*wants != "system" && (names.len() == 1 || !wants.starts_with("is")) {
            return v.clone();
        }
        let built_on = names.iter().any(|n| n.is("buildPlatform") || n.is("localSystem"));
        let system = if built_on { self.build_system_of(root) } else { self.platform_of(root) };
        let Some(system) = system else { return v.clone() };
        let (cpu, os) = system.split_once('-').unwrap_or((&system, ""));
        match &*wants {
            "system" => Value::Str(system.clone()),
            "isLinux" => Value::Bool(os == "linux"),
            "isDarwin" | "isMacOS" => Value::Bool(os == "darwin"),
            "isx86_64" => Value::Bool(cpu == "x86_64"),
            "isAarch64" => Value::Bool(cpu == "aarch64"),
            "isx86" => Value::Bool(cpu == "x86_64" || cpu == "i686"),
            "isAarch" => Value::Bool(cpu == "aarch64" || cpu.starts_with("armv")),
            _ => v.clone(),
        }
    }
}

/// Leaves the definitions that count: what certainly holds with a better priority hides the others (nixpkgs
/// `lib/modules.nix`, `filterOverrides`).
pub(super) fn keep_best(defs: &mut Vec<Definition>) {
    let best = defs.iter().filter(|d| !d.maybe).map(|d| d.priority).min().unwrap_or(i64::MAX);
    defs.retain(|d| d.priority <= best);
}

/// `a.b.c`
pub fn path_text(path: &[Name]) -> String {
    path.iter().map(|n| n.text().to_string()).collect::<Vec<_>>().join(".")
}
