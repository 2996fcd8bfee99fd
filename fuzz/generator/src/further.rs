//! Sites that what a module says of other things decides or holds: formals with defaults, `packageOverrides`, overlays by
//! system, merged lists, files that are copied, sources that are fetched, folders of modules by the flake's library.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::modules::{Body, Class, overlay};
use crate::nix::{B, E, P};
use crate::shapes::Outputs;
use crate::{Access, Making};

/// The library that a flake extends for itself, and how its machines get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// nixpkgs' own.
    Plain,
    /// `lib.nixosSystem { … }`
    Builds,
    /// `nixosSystem { inherit lib; … }`
    Given,
}

/// Commits of nixpkgs that somebody fetches.
const COMMITS: [&str; 2] = ["5e4fbfb6b3de1aa2872b76d49fafc942626e2add", "90338afd6177fc683a04d934199d693708c85a3b"];

fn import(source: E, args: Vec<B>) -> E {
    E::raw("import").call(vec![source, E::Set(args)])
}

fn sets(body: &Body, option: &str) -> bool {
    body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == option))
}

/// Adds to the modules that a module imports.
pub fn import_too(body: &mut Body, module: E) {
    match body.options.iter_mut().find(|b| matches!(b, B::Eq(n, _) if n == "imports")) {
        Some(B::Eq(_, E::List(all))) => all.push(module),
        Some(B::Eq(_, all)) => *all = all.clone().cat(E::List(vec![module])),
        _ => body.options.push(B::eq("imports", E::List(vec![module]))),
    }
}

impl Making<'_, '_> {
    /// One of them.
    pub fn further(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let home = body.class == Class::Home;
        match self.u.int_in_range(0..=9)? {
            0 => self.module_with_default(body, package),
            1 => self.called_with_default(body),
            2 if !home => self.package_overrides(body, package),
            3 | 4 => self.by_merged_list(body, package),
            5 => self.file_as_value(body),
            6 | 7 => self.fetched(body, package),
            8 | 9 if !home && self.library != Library::Plain => self.folder_of_modules(body, package),
            _ => self.in_let(body, package),
        }
    }

    // What a file needs for an instance of its own.
    fn own_instance(&mut self, takes: &mut BTreeSet<&'static str>) -> Result<E> {
        let source = match self.access {
            Access::Inputs => "inputs",
            Access::Direct => "nixpkgs-unstable",
        };
        takes.extend([source, "pkgs"]);
        let args = self.arguments(None, takes)?;
        let source = if source == "inputs" { "inputs.nixpkgs-unstable" } else { source };
        Ok(E::raw("import").call(vec![E::raw(source), args]))
    }

    // `{ pkgs, given ? import … { … }, ... }:`, which the module system never asks for the default.
    fn module_with_default(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        let name = self.option("given");
        body.options.push(B::eq(&format!("_module.args.{name}"), e));
        let mut takes = BTreeSet::new();
        let default = self.own_instance(&mut takes)?;
        let takes: Vec<&str> = takes.into_iter().collect();
        let user = E::Set(vec![B::eq(&format!("environment.{name}"), E::raw(format!("{name}.{package}")))]);
        import_too(body, user.lambda(P::open(&takes).or(&name, default)));
        Ok(())
    }

    // The same in a file that is called by hand, without it, or with it.
    fn called_with_default(&mut self, body: &mut Body) -> Result<()> {
        let mut takes = BTreeSet::new();
        let default = self.own_instance(&mut takes)?;
        let names: Vec<&str> = takes.iter().copied().collect();
        let file = "modules/by-hand.nix".to_owned();
        let list = if body.class == Class::Home { "home.packages" } else { "environment.systemPackages" };
        if body.class == Class::Home {
            return self.in_let(body, "hello");
        }
        let text = E::Set(vec![B::eq(list, E::List(vec![E::raw("unstable.hello")]))]);
        let path = E::raw(format!("{}{file}", body.root));
        self.files.entry(file).or_insert(text.lambda(P::open(&names).or("unstable", default)));
        let mut args = vec![B::inherit(&names)];
        body.takes.extend(takes);
        if self.one_in(3)? {
            args.push(B::eq("unstable", E::raw("pkgs")));
        }
        import_too(body, E::raw("import").call(vec![path, E::Set(args)]));
        Ok(())
    }

    // `nixpkgs.config.packageOverrides = pkgs: { fresher = import … { inherit (pkgs) system; }; };`
    fn package_overrides(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let option = "nixpkgs.config.packageOverrides";
        if self.overrides || sets(body, option) {
            return self.in_let(body, package);
        }
        self.overrides = true;
        let (_, source) = self.source(body)?;
        let system = match self.one_in(2)? {
            true => B::inherit_from(E::raw("prev"), &["system"]),
            false => B::eq("system", E::raw("prev.stdenv.hostPlatform.system")),
        };
        let set = E::Set(vec![B::eq("fresher", import(source, vec![system]))]);
        body.options.push(B::eq(option, set.lambda(P::name("prev"))));
        body.takes.insert("pkgs");
        body.packages.push(E::raw(format!("pkgs.fresher.{package}")));
        Ok(())
    }

    // A list of which each module has a part, and whose first or last element decides.
    fn by_merged_list(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        let (list, option) = (self.option("environment.flags"), self.option("programs.by"));
        body.takes.extend(["config", "lib", "pkgs"]);
        let part = |order: &str, text: &str| {
            B::eq(&list, E::raw(format!("lib.{order}")).call(vec![E::List(vec![E::str(text)])]))
        };
        body.options.push(part("mkAfter", "late"));
        import_too(body, E::Set(vec![part("mkBefore", "early")]).lambda(P::open(&["lib"])));
        import_too(body, E::Set(vec![B::eq(&list, E::List(vec![E::str("plain")]))]));
        let met = match self.u.int_in_range(0..=3)? {
            0 => format!("builtins.head config.{list} == \"early\""),
            1 => format!("builtins.head config.{list} == \"late\""),
            2 => format!("builtins.elem \"plain\" config.{list}"),
            _ => format!("builtins.length config.{list} > 3"),
        };
        let value = match self.one_in(2)? {
            true => e.only_if(E::raw(met), E::raw("pkgs")).sel(package),
            false => E::raw("lib.mkIf").call(vec![E::raw(met), e.sel(package)]),
        };
        body.options.push(B::eq(&option, value));
        Ok(())
    }

    // `environment.etc.x.source = ./flake.nix;`
    fn file_as_value(&mut self, body: &mut Body) -> Result<()> {
        let option = if body.class == Class::Home { "home.file.f" } else { "environment.etc.f" };
        let option = self.option(option);
        let all: Vec<String> = self.files.keys().cloned().collect();
        let value = match self.u.int_in_range(0..=4)? {
            0 | 1 => B::eq(&format!("{option}.source"), E::raw(format!("{}flake.nix", body.root))),
            2 => B::eq(&format!("{option}.source"), E::raw(format!("{}modules", body.root))),
            _ => {
                let file = if all.is_empty() { "flake.nix" } else { self.u.choose(&all)?.as_str() };
                B::eq(&format!("{option}.source"), E::raw(format!("{}{file}", body.root)))
            }
        };
        body.options.push(value);
        Ok(())
    }

    // `import (builtins.fetchTarball { url = …; sha256 = …; }) { … }`
    fn fetched(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let commit = self.pick(&COMMITS)?;
        let hash = B::eq("sha256", E::str("0".repeat(52)));
        let tarball = match self.u.int_in_range(0..=3)? {
            0 => E::raw("builtins.fetchGit").call(vec![E::Set(vec![
                B::eq("url", E::str("https://github.com/NixOS/nixpkgs")),
                B::eq("rev", E::str(commit)),
            ])]),
            n => {
                let url = B::eq("url", E::str(format!("https://github.com/NixOS/nixpkgs/archive/{commit}.tar.gz")));
                let name = if n == 1 { "fetchTarball" } else { "builtins.fetchTarball" };
                E::raw(name).call(vec![E::Set(vec![url, hash])])
            }
        };
        let args = self.arguments_in(body)?;
        let way = self.u.int_in_range(0..=3)?;
        if way == 0 || body.binds("fetched") {
            body.packages.push(E::raw("import").call(vec![tarball, args]).sel(package));
            return Ok(());
        }
        body.lets.push(B::eq("fetched", tarball));
        body.packages.push(E::raw("import").call(vec![E::raw("fetched"), args]).sel(package));
        if way == 1 {
            let option = self.option("nix.path");
            body.options.push(B::eq(&option, E::List(vec![E::str("nixpkgs=${fetched}")])));
        }
        Ok(())
    }

    // `imports = lib.my.modulesIn ./core;`
    fn folder_of_modules(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if self.core || sets(body, "imports") {
            return self.in_let(body, package);
        }
        self.core = true;
        for name in ["first", "second"] {
            let module = self.module(Class::Machine, "../../")?;
            self.files.insert(format!("modules/core/{name}.nix"), module);
        }
        body.takes.insert("lib");
        let folder = E::raw(format!("{}modules/core", body.root));
        body.options.push(B::eq("imports", E::raw("lib.my.modulesIn").call(vec![folder])));
        Ok(())
    }

    /// `mkOverlay = system: final: prev: { … }`, and a module with what it makes for a system.
    pub fn overlay_for_a_system(&mut self, o: &mut Outputs, system: &str) -> Result<E> {
        let mut args = vec![B::inherit(&["system"])];
        if self.one_in(2)? {
            args.push(B::eq("config.allowUnfree", E::raw("true")));
        }
        let made = overlay("newest", import(o.input("nixpkgs-unstable"), args));
        o.bind("mkOverlay", made.lambda(P::name("system")));
        let call = E::raw("mkOverlay").call(vec![E::str(system)]);
        let option = self.option("environment.newest");
        let user = E::Set(vec![B::eq(&option, E::raw("pkgs.newest.hello"))]).lambda(P::open(&["pkgs"]));
        Ok(E::Set(vec![B::eq("nixpkgs.overlays", E::List(vec![call])), B::eq("imports", E::List(vec![user]))]))
    }
}

/// `nixpkgs.lib.extend (final: prev: { my = { … }; })`
pub fn extended_library(lib: E) -> E {
    let names = E::raw("builtins.attrNames").call(vec![E::raw("builtins.readDir").call(vec![E::raw("dir")])]);
    let file = E::raw("dir + \"/${name}\"").lambda(P::name("name"));
    let all = E::raw("map").call(vec![file, names]).lambda(P::name("dir"));
    lib.call(vec![overlay("my", E::Set(vec![B::eq("modulesIn", all)]))])
}
