//! home-manager: `lib.homeManagerConfiguration`, and users of its NixOS and nix-darwin modules
//! (home-manager `lib/default.nix`, `nixos/common.nix`).

use std::rc::Rc;

use super::super::Evaluator;
use super::super::value::{Attrs, ConfigId, InputId, Native, Origin, Sym, Thunk, Value};
use super::{Model, build};
use crate::eval::modules::{Kind, path_text};
use crate::syntax::name::Name;

/// home-manager. Its NixOS and nix-darwin modules are told apart by what they define: `home-manager.users`.
pub static MODEL: Model = Model {
    name: "home-manager",
    recognise: |r| r.has("home-manager"),
    select,
    plain_modules: true,
    ..Model::NONE
};

fn select(_: &mut Evaluator, id: InputId, name: Name) -> Option<Value> {
    if !name.is("lib") {
        return None;
    }
    let input = Value::sym(Sym::Input(id));
    let builder = Value::native("homeManagerConfiguration", 1, run, None);
    let map = [(Name::new("homeManagerConfiguration"), Thunk::done(builder))].into_iter().collect();
    let open = vec![Value::sym(Sym::Select(input, name))];
    Some(Value::Attrs(Rc::new(Attrs { map, open, ..Attrs::default() })))
}

fn run(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    build(ev, Kind::Home, n, at, &["modules"])
}

impl Evaluator {
    /// Makes a configuration for each user that the modules of `host` define, and for each specialisation.
    pub fn inner_configurations(&mut self, host: ConfigId) {
        if self.config(host).kind.is_framework() {
            return;
        }
        if self.is_test(host) {
            return self.nodes_of_test(host);
        }
        self.variants_of(host);
        if !matches!(self.config(host).kind, Kind::HomeUser(..) | Kind::Home) {
            self.home_users(host);
            self.containers(host);
            self.guests(host, super::microvm::GUESTS);
        }
    }

    fn home_users(&mut self, host: ConfigId) {
        let hm = Name::new("home-manager");
        let users = [hm, Name::new("users")];
        let shared: Vec<Thunk> = self
            .definitions(host, &[hm, Name::new("sharedModules")])
            .into_iter()
            .filter_map(|d| self.as_list(&d.value))
            .flat_map(|l| l.items.iter().chain(&l.rest).cloned().collect::<Vec<_>>())
            .collect();
        let mut homes = self.children_of(host, &users);
        // nix-on-droid has one user (nix-on-droid `modules/home-manager.nix`).
        let only = self.definitions(host, &[hm, Name::new("config")]);
        if !only.is_empty() {
            homes.push(("config".to_owned(), only.into_iter().map(|d| Thunk::done(d.value)).collect()));
        }
        // Users that somebody else defines have them too.
        let elsewhere = homes.is_empty()
            && !shared.is_empty()
            && (self.config(host).externals || !self.definitions(host, &users).is_empty());
        if elsewhere {
            homes.push(("‹any›".to_owned(), Vec::new()));
        }
        for (name, mut roots) in homes {
            roots.extend(shared.iter().cloned());
            let home = self.add_inner(host, Kind::HomeUser(host, name), Rc::default(), roots);
            // Whoever defines them has modules of his own for them.
            self.config_mut(home).externals = elsewhere;
            self.config_mut(home).strangers = elsewhere;
        }
    }

    // What is defined below `path`, by name: the definitions' values.
    pub(super) fn children_of(&mut self, host: ConfigId, path: &[Name]) -> Vec<(String, Vec<Thunk>)> {
        let mut out: Vec<(String, Vec<Thunk>)> = Vec::new();
        let mut add = |name: String, t: Thunk| match out.iter_mut().find(|(n, _)| *n == name) {
            Some((_, ts)) => ts.push(t),
            None => out.push((name, vec![t])),
        };
        self.lost.clear();
        let found = self.definitions(host, path);
        let mut lost = std::mem::take(&mut self.lost);
        let mut names: Vec<Name> = Vec::new();
        for d in found {
            let Some(a) = self.as_attrs(&d.value) else { continue };
            names.extend(a.map.keys().copied());
            for o in &a.open {
                match o {
                    Value::Sym(s) => match &**s {
                        Sym::AttrsOf(t) => {
                            for d in self.parts_of(t) {
                                add("‹any›".to_owned(), Thunk::done(d.value));
                            }
                        }
                        _ => {
                            // Whatever a function that is not known was given may be in each.
                            if self.made_by_a_function(o).is_some() {
                                add("‹any›".to_owned(), Thunk::done(self.element(o)));
                            }
                            lost.push(self.describe(o));
                        }
                    },
                    o => lost.push(self.describe(o)),
                }
            }
        }
        names.dedup();
        for n in names {
            let full: Vec<Name> = path.iter().copied().chain([n]).collect();
            for d in self.definitions(host, &full) {
                add(n.to_string(), Thunk::done(d.value));
            }
        }
        lost.sort();
        lost.dedup();
        for what in lost {
            let what = if what == "infinite recursion" { "definitions that ask for each other" } else { &what };
            let text = format!("{} may have more than what is known: {what}", path_text(path));
            self.config_mut(host).unknowns.push((None, text));
        }
        out
    }

    pub(super) fn add_inner(&mut self, host: ConfigId, kind: Kind, args: Rc<Attrs>, roots: Vec<Thunk>) -> ConfigId {
        let at = self.config(host).at.clone();
        let (nixpkgs, dormant) = (self.config(host).nixpkgs, self.config(host).dormant);
        let id = self.add_config(kind, at.as_ref(), args, roots);
        let inner = self.config_mut(id);
        inner.nixpkgs = nixpkgs;
        inner.dormant = dormant;
        id
    }

    // `containers.NAME.config` (nixpkgs `nixos/modules/virtualisation/nixos-containers.nix`).
    fn containers(&mut self, host: ConfigId) {
        self.guests(host, &["containers"]);
    }

    /// Makes a configuration for each guest that the modules of `host` define below `option`: of its `config`, with
    /// module arguments of its own, its `specialArgs`.
    pub(super) fn guests(&mut self, host: ConfigId, option: &[&str]) {
        let path: Vec<Name> = option.iter().map(|n| Name::new(n)).collect();
        for (name, values) in self.children_of(host, &path) {
            let (mut args, mut modules) = (None, Vec::new());
            for v in values {
                let v = self.force(&v);
                let Some(a) = self.as_attrs(&v) else { continue };
                modules.extend(a.get("config").cloned());
                args = Some(args.map_or(v.clone(), |all| self.update(&all, &v)));
            }
            if let Some(args) = args.and_then(|a| self.as_attrs(&a)).filter(|_| !modules.is_empty()) {
                let what = format!("{}.{name}", option.join("."));
                self.add_inner(host, Kind::Nested(host, what), args, modules);
            }
        }
    }

    /// A configuration for each specialisation and virtual machine that the modules of `host` define. They get the host's
    /// own module arguments (nixpkgs `nixos/modules/system/activation/specialisation.nix`).
    pub fn variants_of(&mut self, host: ConfigId) -> Vec<ConfigId> {
        if let Some(found) = &self.config(host).variants {
            return found.clone();
        }
        // What is asked for meanwhile has none.
        self.config_mut(host).variants = Some(Vec::new());
        // One that has all of the host's modules has no variants of its own.
        if matches!(&self.config(host).kind, Kind::Nested(_, name) if is_variant(name)) {
            return Vec::new();
        }
        let found: Vec<ConfigId> = self.roots_of_variants(host).into_iter().map(|(n, t)| self.variant(host, n, t)).collect();
        self.config_mut(host).variants = Some(found.clone());
        if !found.is_empty() {
            self.config_mut(host).options.clear();
        }
        found
    }

    fn roots_of_variants(&mut self, host: ConfigId) -> Vec<(String, Thunk)> {
        let mut roots: Vec<(String, Thunk)> = Vec::new();
        for (name, values) in self.children_of(host, &[Name::new("specialisation")]) {
            for v in values {
                let v = self.force(&v);
                if let Some(t) = self.select_thunk(&v, Name::new("configuration")) {
                    roots.push((format!("specialisation.{name}"), t));
                }
            }
        }
        for variant in ["vmVariant", "vmVariantWithBootLoader", "vmVariantWithDisko"] {
            let path = [Name::new("virtualisation"), Name::new(variant)];
            for d in self.definitions(host, &path) {
                roots.push((format!("virtualisation.{variant}"), Thunk::done(d.value)));
            }
        }
        roots
    }

    fn variant(&mut self, host: ConfigId, name: String, root: Thunk) -> ConfigId {
        let kind = match &self.config(host).kind {
            Kind::HomeUser(p, user) => Kind::HomeUser(*p, format!("{user}.{name}")),
            _ => Kind::Nested(host, name),
        };
        let args = self.config(host).args.clone();
        let id = self.add_inner(host, kind, args, vec![root.clone()]);
        self.inherit_arguments(host, id);
        if self.says_what_its_host_says(id) {
            let mut roots = self.config(host).roots.clone();
            roots.push(root);
            self.begin_again(id, roots);
            self.config_mut(id).extended = true;
        }
        id
    }

    // Whether a variant decides for all modules of its host, which it evaluates again, what these make instances of.
    fn says_what_its_host_says(&mut self, id: ConfigId) -> bool {
        let paths: [&[&str]; 3] = [&["nixpkgs"], &["_module", "args"], &["home-manager", "extraSpecialArgs"]];
        paths.iter().any(|path| {
            let path: Vec<Name> = path.iter().map(|n| Name::new(n)).collect();
            !self.definitions(id, &path).is_empty()
        })
    }
}

fn is_variant(name: &str) -> bool {
    name.starts_with("specialisation.") || name.starts_with("virtualisation.")
}
