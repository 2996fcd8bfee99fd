//! `flake.nix` and what is around it: who builds the machines, and what modules are given.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::modules::{Class, overlay};
use crate::nix::{B, E, P};
use crate::{Access, Making};

/// A machine.
struct Host {
    name: &'static str,
    system: &'static str,
    /// Elements of `modules`, as `flake.nix` writes them.
    modules: Vec<E>,
}

/// What `outputs` takes, and what becomes of it.
struct Outputs {
    head: P,
    with_inputs: bool,
    lets: Vec<B>,
    outputs: Vec<B>,
}

impl Outputs {
    fn bind(&mut self, name: &str, value: E) {
        if !self.lets.iter().any(|b| matches!(b, B::Eq(n, _) if n == name)) {
            self.lets.push(B::eq(name, value));
        }
    }

    fn input(&self, name: &str) -> E {
        let named = matches!(&self.head, P::Set { names, .. } if names.iter().any(|n| n == name));
        if named || self.with_inputs { E::raw(name) } else { E::raw(format!("inputs.{name}")) }
    }

    fn nixos_system(&self) -> E {
        match self.input("nixpkgs") {
            E::Raw(path) => E::raw(format!("{path}.lib.nixosSystem")),
            other => other,
        }
    }
}

fn path(file: &str) -> E {
    E::raw(format!("./{file}"))
}

// As a file one folder below the root names it.
fn from_below(e: &E) -> E {
    match e {
        E::Raw(text) => E::raw(text.replacen("./", "../", 1)),
        other => other.clone(),
    }
}

impl Making<'_, '_> {
    /// Makes every file of the flake.
    pub fn flake(&mut self) -> Result<()> {
        for i in 0..self.u.int_in_range(1..=3)? {
            let module = self.module(Class::Machine)?;
            let file = format!("modules/m{i}.nix");
            self.files.insert(file.clone(), module);
            self.modules.push(file);
        }
        for i in 0..self.u.int_in_range(0..=1)? {
            let module = self.module(Class::Home)?;
            let file = format!("home/h{i}.nix");
            self.files.insert(file.clone(), module);
            self.homes.push(file);
        }
        let parts = self.one_in(8)?;
        let mut o = self.head(parts)?;
        let machines = self.machines(&mut o)?;
        o.outputs.extend(machines);
        self.others(&mut o, parts)?;
        let body = if parts { self.flake_parts(&mut o)? } else { E::Set(std::mem::take(&mut o.outputs)) };
        let mut body = body.below(o.lets);
        if o.with_inputs {
            body = E::raw("inputs").with(body);
        }
        let mut all = Vec::new();
        if self.one_in(2)? {
            all.push(B::eq("description", E::str("Größe, 日本, 🦀")));
        }
        all.extend(self.inputs(parts)?);
        all.push(B::eq("outputs", body.lambda(o.head)));
        self.files.insert("flake.nix".to_owned(), E::Set(all));
        Ok(())
    }

    fn inputs(&mut self, parts: bool) -> Result<Vec<B>> {
        let mut all = vec![
            ("nixpkgs", "github:NixOS/nixpkgs/nixos-25.11"),
            ("nixpkgs-unstable", "github:NixOS/nixpkgs/nixos-unstable"),
            ("nixpkgs-stable", "github:NixOS/nixpkgs/nixos-24.11"),
        ];
        if !self.homes.is_empty() {
            all.push(("home-manager", "github:nix-community/home-manager"));
        }
        if self.darwin {
            all.push(("nix-darwin", "github:nix-darwin/nix-darwin"));
        }
        if parts {
            all.push(("flake-parts", "github:hercules-ci/flake-parts"));
        }
        let grouped = self.one_in(2)?;
        let mut out = Vec::new();
        for (name, url) in all {
            let follows = !url.contains("NixOS") && name != "flake-parts";
            let value = if follows {
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
        Ok(Outputs { head, with_inputs, lets: Vec::new(), outputs: Vec::new() })
    }

    /// The value of `specialArgs` where `inputs` is in scope, and a variable `system` if that is said.
    fn special(&mut self, o: &mut Outputs, system: Option<&str>) -> Result<E> {
        let plain = || E::Set(vec![B::inherit(&["inputs"])]);
        if self.access == Access::Direct {
            return Ok(match self.one_in(3)? {
                true => E::raw("inputs").update(E::Set(vec![B::eq("extra", E::raw("1"))])),
                false => E::raw("inputs"),
            });
        }
        Ok(match self.u.int_in_range(0..=8)? {
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
            _ => plain(),
        })
    }

    fn special_binding(&mut self, name: &str, o: &mut Outputs, system: Option<&str>) -> Result<B> {
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
            for file in self.modules.clone() {
                if self.u.ratio(3, 4)? {
                    modules.push(path(&file));
                }
            }
            if self.one_in(3)? {
                modules.push(E::Set(vec![B::eq("networking.hostName", E::str(name))]));
            }
            if self.one_in(5)? {
                let inline = self.module(Class::Machine)?;
                modules.push(inline);
            }
            if !self.homes.is_empty() && self.one_in(2)? {
                modules.extend(self.home_in_machine(o)?);
            }
            out.push(Host { name, system, modules });
        }
        Ok(out)
    }

    fn home_in_machine(&mut self, o: &mut Outputs) -> Result<Vec<E>> {
        let special = self.special_binding("extraSpecialArgs", o, None)?;
        let file = path(&self.homes[0]);
        let global = self.one_in(2)?;
        let set = vec![
            B::eq("useGlobalPkgs", E::raw(if global { "true" } else { "false" })),
            special,
            B::eq("users.ada", file),
        ];
        Ok(vec![
            E::raw("inputs.home-manager.nixosModules.home-manager"),
            E::Set(vec![B::eq("home-manager", E::Set(set))]),
        ])
    }

    // `system` is a variable, or written out.
    fn builder(&mut self, o: &mut Outputs, system: Option<&str>, modules: E) -> Result<E> {
        let special = self.special_binding("specialArgs", o, Some("system").filter(|_| system.is_none()))?;
        let mut args = vec![match system {
            None => B::inherit(&["system"]),
            Some(s) => B::eq("system", E::str(s)),
        }];
        let modules = match modules {
            E::Raw(name) if name == "modules" => B::inherit(&["modules"]),
            e => B::eq("modules", e),
        };
        args.extend([special, modules]);
        if self.one_in(6)? {
            args.swap(1, 2);
        }
        Ok(o.nixos_system().call(vec![E::Set(args)]))
    }

    fn machines(&mut self, o: &mut Outputs) -> Result<Vec<B>> {
        let hosts = self.hosts(o)?;
        Ok(match self.u.int_in_range(0..=9)? {
            0 | 1 => self.by_helper(o, hosts)?,
            2 => self.by_helper_file(hosts)?,
            3 => self.by_files(o, hosts)?,
            4 | 5 => self.by_names(o, hosts)?,
            6 => self.by_systems(o, hosts)?,
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

    fn named(&mut self, all: Vec<(&'static str, E)>) -> Result<Vec<B>> {
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
            let modules = E::List(h.modules.iter().map(from_below).map(without_paths_of_the_root).collect());
            let call = self.builder(&mut inner, Some(h.system), modules)?;
            let (head, arg) = self.file_head()?;
            let file = format!("hosts/{}.nix", h.name);
            self.files.insert(file.clone(), call.below(inner.lets).lambda(head));
            all.push((h.name, E::raw("import").call(vec![path(&file), arg])));
        }
        self.named(all)
    }

    // The scope of a file that gets `inputs`.
    fn inner(&self) -> Outputs {
        Outputs { head: P::name("inputs"), with_inputs: false, lets: Vec::new(), outputs: Vec::new() }
    }

    // How such a file takes them, and what it is called with.
    fn file_head(&mut self) -> Result<(P, E)> {
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
            let imports = h.modules.iter().map(from_below).map(without_paths_of_the_root).filter(is_portable).collect();
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

    fn others(&mut self, o: &mut Outputs, parts: bool) -> Result<()> {
        if !self.homes.is_empty() && self.one_in(2)? {
            let special = self.special_binding("extraSpecialArgs", o, None)?;
            let nixpkgs = o.input("nixpkgs");
            let pkgs = match self.one_in(2)? {
                true => nixpkgs.sel("legacyPackages.x86_64-linux"),
                false => {
                    let args = self.arguments(Some(E::str("x86_64-linux")), &mut BTreeSet::new())?;
                    E::raw("import").call(vec![nixpkgs, args])
                }
            };
            let user = B::eq("home.username", E::str("ada"));
            let modules = E::List(vec![
                path(&self.homes[0]),
                E::Set(vec![user, B::eq("home.homeDirectory", E::str("/home/ada"))]),
            ]);
            let args = E::Set(vec![B::eq("pkgs", pkgs), special, B::eq("modules", modules)]);
            let build = o.input("home-manager").sel("lib.homeManagerConfiguration");
            o.outputs.push(B::eq("homeConfigurations.ada", build.call(vec![args])));
        }
        if self.darwin {
            let special = self.special_binding("specialArgs", o, None)?;
            let modules = E::List(self.modules.iter().map(|m| path(m)).collect());
            let args = vec![B::eq("system", E::str("aarch64-darwin")), special, B::eq("modules", modules)];
            let call = o.input("nix-darwin").sel("lib.darwinSystem").call(vec![E::Set(args)]);
            o.outputs.push(B::eq("darwinConfigurations.mac", call));
        }
        if !parts && self.one_in(4)? {
            let args = self.arguments(Some(E::str("x86_64-linux")), &mut BTreeSet::new())?;
            let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
            o.outputs.push(B::eq("packages.x86_64-linux.tool", set.sel("hello")));
        }
        if !parts && self.one_in(6)? {
            let args = E::Set(vec![B::eq("system", E::raw("final.system"))]);
            let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
            o.outputs.push(B::eq("overlays.default", overlay("fresh", set)));
        }
        Ok(())
    }

    fn flake_parts(&mut self, o: &mut Outputs) -> Result<E> {
        let flake = std::mem::take(&mut o.outputs);
        let mut body = vec![B::eq("systems", E::List(vec![E::str("x86_64-linux"), E::str("aarch64-linux")]))];
        body.extend(flake.into_iter().map(|b| match b {
            B::Eq(name, e) => B::Eq(format!("flake.{name}"), e),
            other => other,
        }));
        if self.one_in(2)? {
            let args = self.arguments(Some(E::raw("system")), &mut BTreeSet::new())?;
            let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
            let inner = E::Set(vec![B::eq("packages.tool", set.sel("git"))]).lambda(P::open(&["system"]));
            body.push(B::eq("perSystem", inner));
        }
        let inputs = E::Set(vec![B::inherit(&["inputs"])]);
        let make = o.input("flake-parts").sel("lib.mkFlake");
        Ok(make.call(vec![inputs, E::Set(body)]))
    }
}

// An inline module names files of homes from the root.
fn without_paths_of_the_root(e: E) -> E {
    match e {
        E::Set(all) => E::Set(all.into_iter().map(below_binding).collect()),
        other => other,
    }
}

fn below_binding(b: B) -> B {
    match b {
        B::Eq(name, e @ E::Raw(_)) => B::Eq(name, from_below(&e)),
        B::Eq(name, E::Set(all)) => B::Eq(name, E::Set(all.into_iter().map(below_binding).collect())),
        other => other,
    }
}

// What a file without `inputs` in scope can say.
fn is_portable(e: &E) -> bool {
    match e {
        E::Raw(text) => text.starts_with("../"),
        E::Set(all) => !all.iter().any(|b| matches!(b, B::Eq(n, _) if n == "home-manager")),
        _ => true,
    }
}
