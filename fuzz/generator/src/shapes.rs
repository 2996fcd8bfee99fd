//! `flake.nix` and what is around it: who builds the machines, and what modules are given.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::further::{Library, extended_library};
use crate::modules::Class;
use crate::nix::{B, E, P};
use crate::{Access, Making};

/// A machine.
pub struct Host {
    pub name: &'static str,
    pub system: &'static str,
    /// Elements of `modules`, as `flake.nix` writes them.
    pub modules: Vec<E>,
}

/// What `outputs` takes, and what becomes of it.
pub struct Outputs {
    pub head: P,
    pub with_inputs: bool,
    pub lets: Vec<B>,
    pub outputs: Vec<B>,
    /// Outputs of all systems, which are made as one.
    pub more: Option<E>,
    /// The way to the root.
    pub root: &'static str,
    pub library: Library,
}

impl Outputs {
    pub fn bind(&mut self, name: &str, value: E) {
        if !self.lets.iter().any(|b| matches!(b, B::Eq(n, _) if n == name)) {
            self.lets.push(B::eq(name, value));
        }
    }

    pub fn input(&self, name: &str) -> E {
        let named = matches!(&self.head, P::Set { names, .. } if names.iter().any(|n| n == name));
        if named || self.with_inputs { E::raw(name) } else { E::raw(format!("inputs.{name}")) }
    }

    pub fn nixos_system(&mut self, mut args: Vec<B>) -> E {
        let E::Raw(path) = self.input("nixpkgs") else { return E::Set(args) };
        if self.library != Library::Plain {
            self.bind("lib", extended_library(E::raw(format!("{path}.lib.extend"))));
        }
        let builder = match self.library {
            Library::Builds => E::raw("lib.nixosSystem"),
            _ => E::raw(format!("{path}.lib.nixosSystem")),
        };
        if self.library == Library::Given {
            args.insert(0, B::inherit(&["lib"]));
        }
        builder.call(vec![E::Set(args)])
    }
}

pub fn path(file: &str) -> E {
    E::raw(format!("./{file}"))
}

// As a file one folder below the root names it.
pub fn from_below(e: &E) -> E {
    e.clone().map_raw(&|text| if text.starts_with("./") { format!(".{text}") } else { text })
}

impl Making<'_, '_> {
    /// Makes every file of the flake.
    pub fn flake(&mut self) -> Result<()> {
        for i in 0..self.u.int_in_range(1..=3)? {
            let way = self.way(Class::Machine, "modules", &format!("m{i}"))?;
            self.modules.push(way);
        }
        for i in 0..self.u.int_in_range(0..=1)? {
            let way = self.way(Class::Home, "home", &format!("h{i}"))?;
            self.homes.push(way);
        }
        if self.one_in(5)? {
            self.parameters()?;
        }
        let parts = self.parts;
        let mut o = self.head(parts)?;
        let machines = if !parts && self.one_in(8)? { self.in_a_file()? } else { self.machines(&mut o)? };
        o.outputs.extend(machines);
        o.outputs.append(&mut self.exported);

        self.others(&mut o, parts)?;
        if self.one_in(5)? {
            let name = self.pick(&["unstable", "pkgs-unstable", "pkgsUnstable", "instances", "system", "stable"])?;
            o.bind(name, E::str("x86_64-linux"));
        }
        let body = if parts { self.flake_parts(&mut o)? } else { E::Set(std::mem::take(&mut o.outputs)) };
        let utils = o.more.is_some();
        let body = match o.more.take() {
            Some(more) => body.update(more),
            None => body,
        };
        let mut body = body.below(o.lets);
        if o.with_inputs {
            body = E::raw("inputs").with(body);
        }
        let mut all = Vec::new();
        if self.one_in(2)? {
            all.push(B::eq("description", E::str("Größe, 日本, 🦀")));
        }
        all.extend(self.inputs(parts, utils)?);
        let outputs = body.lambda(o.head);
        all.push(B::eq("outputs", if self.one_in(10)? { self.elsewhere(outputs) } else { outputs }));
        self.files.insert("flake.nix".to_owned(), E::Set(all));
        Ok(())
    }

    // `outputs = inputs: import ./outputs.nix inputs;`
    fn elsewhere(&mut self, outputs: E) -> E {
        self.files.insert("outputs.nix".to_owned(), outputs);
        E::raw("import").call(vec![E::raw("./outputs.nix"), E::raw("inputs")]).lambda(P::name("inputs"))
    }

    // `nixosConfigurations = import ./hosts { inherit inputs; };`
    fn in_a_file(&mut self) -> Result<Vec<B>> {
        let mut inner = self.inner();
        let machines = self.machines(&mut inner)?;
        let (mut whole, mut named) = (None, Vec::new());
        for b in machines {
            match b {
                B::Eq(name, e) if name == "nixosConfigurations" => whole = Some(e),
                B::Eq(name, e) => named.push(B::eq(name.trim_start_matches("nixosConfigurations."), e)),
                other => named.push(other),
            }
        }
        let set = whole.unwrap_or(E::Set(named)).below(inner.lets);
        let (head, arg) = self.file_head()?;
        self.files.insert("hosts/default.nix".to_owned(), from_below(&set).lambda(head));
        Ok(vec![B::eq("nixosConfigurations", E::raw("import").call(vec![E::raw("./hosts"), arg]))])
    }

    fn inputs(&mut self, parts: bool, utils: bool) -> Result<Vec<B>> {
        let mut all = vec![
            ("nixpkgs", "github:NixOS/nixpkgs/nixos-25.11"),
            ("nixpkgs-unstable", "github:NixOS/nixpkgs/nixos-unstable"),
            ("nixpkgs-stable", "github:NixOS/nixpkgs/nixos-24.11"),
        ];
        if self.alias {
            all.push(("nixpkgs-latest", "nixpkgs-unstable"));
        }
        if !self.homes.is_empty() || self.nested_home {
            all.push(("home-manager", "github:nix-community/home-manager"));
        }
        if self.darwin {
            all.push(("nix-darwin", "github:nix-darwin/nix-darwin"));
        }
        if utils {
            all.push(("flake-utils", "github:numtide/flake-utils"));
        }
        if parts {
            all.push(("flake-parts", "github:hercules-ci/flake-parts"));
        }
        let grouped = self.one_in(2)?;
        let mut out = Vec::new();
        for (name, url) in all {
            let follows = !url.contains("NixOS") && !matches!(name, "flake-parts" | "flake-utils");
            let value = if name == "nixpkgs-latest" {
                B::eq("nixpkgs-latest.follows", E::str(url))
            } else if follows {
                let follow = B::eq("inputs.nixpkgs.follows", E::str("nixpkgs"));
                B::eq(name, E::Set(vec![B::eq("url", E::str(url)), follow]))
            } else {
                B::eq(&format!("{name}.url"), E::str(url))
            };
            out.push(value);
        }
        if grouped {
            return Ok(vec![B::eq("inputs", E::Set(out))]);
        }
        let prefixed = |b| match b {
            B::Eq(name, e) => B::Eq(format!("inputs.{name}"), e),
            other => other,
        };
        Ok(out.into_iter().map(prefixed).collect())
    }

    fn head(&mut self, parts: bool) -> Result<Outputs> {
        let mut names = vec!["self", "nixpkgs"];
        if !self.homes.is_empty() && self.one_in(2)? {
            names.push("home-manager");
        }
        if parts && self.one_in(2)? {
            names.push("flake-parts");
        }
        let mut with_inputs = false;
        let head = match self.u.int_in_range(0..=6)? {
            0 => P::name("inputs"),
            1 => {
                with_inputs = true;
                P::name("inputs")
            }
            _ => P::whole(&names, "inputs"),
        };
        Ok(Outputs {
            head,
            with_inputs,
            lets: Vec::new(),
            outputs: Vec::new(),
            more: None,
            root: "./",
            library: self.library,
        })
    }

    /// The value of `specialArgs` where `inputs` is in scope, and a variable `system` if that is said.
    pub fn special(&mut self, o: &mut Outputs, system: Option<&str>) -> Result<E> {
        let given = self.special_alone(o, system)?;
        let Some(extra) = self.extra(o)? else { return Ok(given) };
        Ok(match given {
            E::Set(mut all) if !all.iter().any(|b| b.name() == extra.name()) => {
                all.push(extra);
                E::Set(all)
            }
            other => other.update(E::Set(vec![extra])),
        })
    }

    fn special_alone(&mut self, o: &mut Outputs, system: Option<&str>) -> Result<E> {
        let plain = || E::Set(vec![B::inherit(&["inputs"])]);
        if self.access == Access::Direct {
            return Ok(match self.u.int_in_range(0..=5)? {
                0 | 1 => E::raw("inputs").update(E::Set(vec![B::eq("extra", E::raw("1"))])),
                2 => E::raw("inputs").update(plain()),
                _ => E::raw("inputs"),
            });
        }
        Ok(match self.u.int_in_range(0..=14)? {
            0 => E::Set(vec![B::inherit(&["inputs"]), B::eq("extra", E::raw("1"))]),
            1 => {
                o.bind("specialArgs", plain());
                E::raw("specialArgs")
            }
            2 => {
                o.bind("specialArgs", plain());
                E::raw("specialArgs").update(E::Set(vec![B::eq("extra", E::str("größer"))]))
            }
            3 => {
                let made = E::Set(vec![B::inherit(&["inputs"]), B::eq("platform", E::raw("system"))]);
                o.bind("argsFor", made.lambda(P::name("system")));
                let arg = system.map_or_else(|| E::str("x86_64-linux"), E::raw);
                E::raw("argsFor").call(vec![arg])
            }
            4 => plain().update(E::Set(vec![B::eq("extra", E::raw("1"))])),
            5 => E::Set(vec![B::eq("inputs", E::raw("inputs"))]),
            6 => E::raw("inputs").update(plain()),
            7 => {
                let name = self.pick(&["vars", "pkgs-unstable", "unstable", "instances"])?;
                o.bind("extra", E::Set(vec![B::eq(name, E::Set(vec![B::eq("user", E::str("ada"))]))]));
                plain().update(E::raw("extra"))
            }
            8 => {
                E::Set(vec![B::inherit(&["inputs"]), B::inherit_from(E::raw("inputs"), &["self", "nixpkgs-unstable"])])
            }
            9 => {
                let args =
                    E::Set(vec![B::eq("system", E::str("x86_64-linux")), B::eq("config.allowUnfree", E::raw("true"))]);
                let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
                E::Set(vec![B::inherit(&["inputs"]), B::eq("pkgs-unstable", set)])
            }
            10 => E::Rec(vec![B::inherit(&["inputs"]), B::eq("outputs", E::raw("inputs.self.outputs"))]),
            _ => plain(),
        })
    }

    pub fn special_binding(&mut self, name: &str, o: &mut Outputs, system: Option<&str>) -> Result<B> {
        Ok(match self.special(o, system)? {
            E::Raw(text) if text == name => B::inherit(&[name]),
            e => B::eq(name, e),
        })
    }

    fn hosts(&mut self, o: &mut Outputs) -> Result<Vec<Host>> {
        let mut out = Vec::new();
        for name in ["alpha", "beta", "gamma"].into_iter().take(self.u.int_in_range(1..=3)?) {
            let other = !self.one_system && self.u.arbitrary()?;
            let system = if other { "aarch64-linux" } else { "x86_64-linux" };
            let mut modules = Vec::new();
            for module in self.modules.clone() {
                if self.u.ratio(3, 4)? {
                    modules.push(module);
                }
            }
            if self.one_in(3)? {
                modules.push(E::Set(vec![B::eq("networking.hostName", E::str(name))]));
            }
            if self.one_in(5)? {
                let inline = self.module(Class::Machine, "./")?;
                modules.push(inline);
            }
            if self.one_in(2)? {
                modules.extend(self.of_parameters()?);
            }
            self.settings(&mut modules, system)?;
            if self.one_in(12)? {
                let overlay = self.overlay_for_a_system(o, system)?;
                modules.push(overlay);
            }
            if !self.homes.is_empty() && !self.nested_home && self.one_in(2)? {
                modules.extend(self.home_in(o, "nixosModules")?);
            }
            out.push(Host { name, system, modules });
        }
        Ok(out)
    }

    pub fn home_in(&mut self, o: &mut Outputs, modules: &str) -> Result<Vec<E>> {
        let special = self.special_binding("extraSpecialArgs", o, None)?;
        let home = self.homes[0].clone();
        let home = match self.u.int_in_range(0..=3)? {
            0 => E::Set(vec![B::eq("imports", E::List(vec![home]))]),
            1 if matches!(home, E::Raw(_)) && !format!("{home:?}").contains("self") => {
                E::raw("import").call(vec![home])
            }
            _ => home,
        };
        let global = self.one_in(2)?;
        let set = vec![
            B::eq("useGlobalPkgs", E::raw(if global { "true" } else { "false" })),
            special,
            B::eq("users.ada", home),
        ];
        Ok(vec![
            E::raw(format!("inputs.home-manager.{modules}.home-manager")),
            E::Set(vec![B::eq("home-manager", E::Set(set))]),
        ])
    }

    // `system` is a variable, or written out.
    pub fn builder(&mut self, o: &mut Outputs, system: Option<&str>, modules: E) -> Result<E> {
        let special = self.special_binding("specialArgs", o, Some("system").filter(|_| system.is_none()))?;
        let mut args = vec![match system {
            None => B::inherit(&["system"]),
            Some(s) => B::eq("system", E::str(s)),
        }];
        let by_option = self.access == Access::Inputs && !self.nested_home && self.one_in(12)?;
        let modules = match modules {
            E::List(all) => self.list(all)?,
            other => other,
        };
        if by_option {
            let given = E::Set(vec![B::eq("_module.args", self.special(o, None)?)]);
            args.push(B::eq("modules", E::List(vec![given]).cat(modules)));
            return Ok(o.nixos_system(args));
        }
        let modules = match modules {
            E::Raw(name) if name == "modules" => B::inherit(&["modules"]),
            e => B::eq("modules", e),
        };
        if let Some(system) = system
            && self.one_in(10)?
            && !["nixpkgs.config", "latform"].iter().any(|word| format!("{modules:?}").contains(word))
        {
            let own = self.arguments(Some(E::str(system)), &mut BTreeSet::new())?;
            args.push(B::eq("pkgs", E::raw("import").call(vec![o.input("nixpkgs"), own])));
        }
        args.extend([special, modules]);
        if self.one_in(6)? {
            args.swap(1, 2);
        }
        Ok(o.nixos_system(args))
    }

    fn machines(&mut self, o: &mut Outputs) -> Result<Vec<B>> {
        let hosts = self.hosts(o)?;
        Ok(match self.u.int_in_range(0..=15)? {
            0 | 1 => self.by_helper(o, hosts)?,
            2 => self.by_helper_file(hosts)?,
            // Its files have no `with inputs`.
            3 if !o.with_inputs => self.by_files(o, hosts)?,
            4 | 5 => self.by_names(o, hosts)?,
            6 => self.by_systems(o, hosts)?,
            7..=12 => self.by_more(o, hosts)?,
            _ => {
                let mut all = Vec::new();
                for h in hosts {
                    let call = self.builder(o, Some(h.system), E::List(h.modules))?;
                    all.push((h.name, call));
                }
                self.named(all)?
            }
        })
    }

    pub fn named(&mut self, all: Vec<(&'static str, E)>) -> Result<Vec<B>> {
        if self.one_in(2)? {
            let set = all.into_iter().map(|(name, e)| B::eq(name, e)).collect();
            return Ok(vec![B::eq("nixosConfigurations", E::Set(set))]);
        }
        Ok(all.into_iter().map(|(name, e)| B::eq(&format!("nixosConfigurations.{name}"), e)).collect())
    }

    fn by_helper(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let call = self.builder(o, None, E::raw("modules"))?;
        let formals = self.one_in(2)?;
        let helper = match formals {
            true => call.lambda(P::set(&["system", "modules"])),
            false => call.lambda(P::name("modules")).lambda(P::name("system")),
        };
        o.bind("mkHost", helper);
        let mut all = Vec::new();
        for h in hosts {
            let (system, modules) = (E::str(h.system), E::List(h.modules));
            let args = match formals {
                true => vec![E::Set(vec![B::eq("system", system), B::eq("modules", modules)])],
                false => vec![system, modules],
            };
            all.push((h.name, E::raw("mkHost").call(args)));
        }
        self.named(all)
    }

    fn by_helper_file(&mut self, hosts: Vec<Host>) -> Result<Vec<B>> {
        let mut inner = self.inner();
        let call = self.builder(&mut inner, None, E::raw("modules"))?;
        let call = call.lambda(P::name("modules")).lambda(P::name("system"));
        let (head, arg) = self.file_head()?;
        self.files.insert("lib/mkHost.nix".to_owned(), call.below(inner.lets).lambda(head));
        let mut all = Vec::new();
        for h in hosts {
            let args = vec![path("lib/mkHost.nix"), arg.clone(), E::str(h.system), E::List(h.modules)];
            all.push((h.name, E::raw("import").call(args)));
        }
        self.named(all)
    }

    fn by_files(&mut self, o: &Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let mut all = Vec::new();
        for h in hosts {
            let mut inner = self.inner();
            // Modules of `flake.nix` name what is bound there.
            inner.lets.clone_from(&o.lets);
            let modules = E::List(h.modules.iter().map(from_below).collect());
            let call = self.builder(&mut inner, Some(h.system), modules)?;
            let (head, arg) = self.file_head()?;
            let file = format!("hosts/{}.nix", h.name);
            self.files.insert(file.clone(), call.below(inner.lets).lambda(head));
            all.push((h.name, E::raw("import").call(vec![path(&file), arg])));
        }
        self.named(all)
    }

    // The scope of a file that gets `inputs`.
    pub fn inner(&self) -> Outputs {
        Outputs {
            head: P::name("inputs"),
            with_inputs: false,
            lets: Vec::new(),
            outputs: Vec::new(),
            more: None,
            root: "../",
            library: self.library,
        }
    }

    // How such a file takes them, and what it is called with.
    pub fn file_head(&mut self) -> Result<(P, E)> {
        Ok(match self.one_in(2)? {
            true => (P::name("inputs"), E::raw("inputs")),
            false => (P::open(&["inputs"]), E::Set(vec![B::inherit(&["inputs"])])),
        })
    }

    // `genAttrs`, `listToAttrs (map …)`: a file for each name, one system for all.
    fn by_names(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let mut names = Vec::new();
        for h in hosts {
            names.push(E::str(h.name));
            let imports = h.modules.iter().map(from_below).filter(is_portable).collect();
            let set = E::Set(vec![B::eq("imports", E::List(imports)), B::eq("networking.hostName", E::str(h.name))]);
            let head = if self.one_in(2)? { set.lambda(P::open(&[])) } else { set };
            self.files.insert(format!("machines/{}.nix", h.name), head);
        }
        let file = E::raw("./machines/${name}.nix");
        let call = self.builder(o, Some("x86_64-linux"), E::List(vec![file]))?;
        let names = E::List(names);
        let value = if self.one_in(2)? {
            E::raw("inputs.nixpkgs.lib.genAttrs").call(vec![names, call.lambda(P::name("name"))])
        } else {
            let pair = E::Set(vec![B::inherit(&["name"]), B::eq("value", call)]);
            let list = E::raw("map").call(vec![pair.lambda(P::name("name")), names]);
            E::raw("builtins.listToAttrs").call(vec![list])
        };
        Ok(vec![B::eq("nixosConfigurations", value)])
    }

    // `mapAttrs` over systems.
    fn by_systems(&mut self, o: &mut Outputs, hosts: Vec<Host>) -> Result<Vec<B>> {
        let modules = hosts.first().map(|h| h.modules.clone()).unwrap_or_default();
        let systems = hosts.iter().map(|h| B::eq(h.name, E::str(h.system))).collect();
        let call = self.builder(o, None, E::List(modules))?.lambda(P::name("system")).lambda(P::name("_"));
        let value = E::raw("builtins.mapAttrs").call(vec![call, E::Set(systems)]);
        Ok(vec![B::eq("nixosConfigurations", value)])
    }
}

// What a file without `inputs` in scope can say.
fn is_portable(e: &E) -> bool {
    match e {
        E::Raw(text) => text.starts_with("../"),
        E::Set(all) => !all.iter().any(|b| matches!(b, B::Eq(n, _) if n == "home-manager" || n == "imports")),
        E::App(..) | E::Str(_) => false,
        _ => true,
    }
}
