//! Outputs beside the machines: homes, macs, packages, shells, overlays.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::modules::overlay;
use crate::nix::{B, E, P};
use crate::shapes::Outputs;
use crate::{Access, Making};

fn bind_systems(o: &mut Outputs) {
    let systems = ["x86_64-linux", "aarch64-linux", "aarch64-darwin"].map(E::str);
    let systems = E::List(systems.into());
    o.bind("forAllSystems", E::raw("inputs.nixpkgs.lib.genAttrs").call(vec![systems]));
}

impl Making<'_, '_> {
    pub fn others(&mut self, o: &mut Outputs, parts: bool) -> Result<()> {
        if !self.homes.is_empty() && self.one_in(2)? {
            let homes = if self.one_in(2)? { self.home(o)? } else { self.homes_by_helper(o)? };
            o.outputs.extend(homes);
        }
        if self.darwin {
            let special = self.special_binding("specialArgs", o, None)?;
            let mut modules = self.modules.clone();
            if !self.homes.is_empty() && !self.nested_home && self.one_in(2)? {
                modules.extend(self.home_in(o, "darwinModules")?);
            }
            let modules = E::List(modules);
            let args = vec![B::eq("system", E::str("aarch64-darwin")), special, B::eq("modules", modules)];
            let call = o.input("nix-darwin").sel("lib.darwinSystem").call(vec![E::Set(args)]);
            o.outputs.push(B::eq("darwinConfigurations.mac", call));
        }
        if !parts && (self.packages || self.one_in(3)?) {
            if !self.packages && self.one_in(4)? { self.each_default_system(o)? } else { self.for_all_systems(o)? }
        } else if !parts && self.one_in(4)? {
            let args = self.arguments(Some(E::str("x86_64-linux")), &mut BTreeSet::new())?;
            let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
            o.outputs.push(B::eq("packages.x86_64-linux.tool", set.sel("hello")));
        }
        if self.overlays {
            let output = self.overlays_output()?;
            o.outputs.extend(output);
        } else if !parts && self.one_in(6)? {
            let args = E::Set(vec![B::eq("system", E::raw("final.system"))]);
            let set = E::raw("import").call(vec![o.input("nixpkgs-unstable"), args]);
            o.outputs.push(B::eq("overlays.default", overlay("fresh", set)));
        }
        Ok(())
    }

    fn home(&mut self, o: &mut Outputs) -> Result<Vec<B>> {
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
        let modules =
            E::List(vec![self.homes[0].clone(), E::Set(vec![user, B::eq("home.homeDirectory", E::str("/home/ada"))])]);
        let args = E::Set(vec![B::eq("pkgs", pkgs), special, B::eq("modules", modules)]);
        let build = o.input("home-manager").sel("lib.homeManagerConfiguration");
        Ok(vec![B::eq("homeConfigurations.ada", build.call(vec![args]))])
    }

    // `mkHome = { username, system ? "x86_64-linux", … }: homeManagerConfiguration { … }`, called for two systems.
    fn homes_by_helper(&mut self, o: &mut Outputs) -> Result<Vec<B>> {
        let special = self.special_binding("extraSpecialArgs", o, Some("system"))?;
        let nixpkgs = o.input("nixpkgs");
        let pkgs = match self.one_in(2)? {
            true => nixpkgs.sel("legacyPackages.${system}"),
            false => {
                let args = self.arguments(Some(E::raw("system")), &mut BTreeSet::new())?;
                E::raw("import").call(vec![nixpkgs, args])
            }
        };
        let user = E::Set(vec![
            B::eq("home.username", E::raw("username")),
            B::eq("home.homeDirectory", E::str("/home/${username}")),
        ]);
        let list = E::List(vec![self.homes[0].clone(), user]);
        let modules = if self.one_in(2)? { list } else { list.cat(E::raw("modules")) };
        let args = E::Set(vec![B::eq("pkgs", pkgs), special, B::eq("modules", modules)]);
        let call = o.input("home-manager").sel("lib.homeManagerConfiguration").call(vec![args]);
        let curried = self.one_in(3)?;
        let function = if curried {
            call.lambda(P::name("modules")).lambda(P::name("username")).lambda(P::name("system"))
        } else {
            let head = P::open(&["username"]).or("system", E::str("x86_64-linux"));
            call.lambda(head.or("modules", E::List(Vec::new())))
        };
        o.bind("mkHome", function);
        let mut out = Vec::new();
        for (name, system) in [("ada", "x86_64-linux"), ("eve", "aarch64-linux")] {
            let args = if curried {
                vec![E::str(system), E::str(name), E::List(Vec::new())]
            } else {
                let mut args = vec![B::eq("username", E::str(name))];
                if name == "eve" && !self.one_system {
                    args.push(B::eq("system", E::str(system)));
                }
                vec![E::Set(args)]
            };
            out.push(B::eq(&format!("homeConfigurations.{name}"), E::raw("mkHome").call(args)));
        }
        Ok(out)
    }

    // `packages = forAllSystems (system: { … });` and what goes with it.
    fn for_all_systems(&mut self, o: &mut Outputs) -> Result<()> {
        bind_systems(o);
        for output in ["packages", "devShells", "checks", "formatter"] {
            if self.one_in(2)? || (output == "packages" && self.packages) {
                let value = self.of_a_system(o, output)?;
                let each = E::raw("forAllSystems").call(vec![value.lambda(P::name("system"))]);
                o.outputs.push(B::eq(output, each));
            }
        }
        Ok(())
    }

    // `flake-utils.lib.eachDefaultSystem (system: { … }) // { … }`
    fn each_default_system(&mut self, o: &mut Outputs) -> Result<()> {
        bind_systems(o);
        let mut all = Vec::new();
        for output in ["packages", "devShells", "checks"] {
            if self.one_in(2)? {
                all.push(B::eq(output, self.of_a_system(o, output)?));
            }
        }
        let args = self.arguments(Some(E::raw("system")), &mut BTreeSet::new())?;
        let set = E::raw("import").call(vec![o.input("nixpkgs"), args]);
        all.push(B::eq("formatter", E::raw("own.alejandra")));
        let each = E::Set(all).below(vec![B::eq("own", set)]).lambda(P::name("system"));
        let systems = E::List(vec![E::str("x86_64-linux"), E::str("aarch64-linux")]);
        let utils = o.input("flake-utils");
        // That set has two systems only.
        let uses = format!("{each:?}").contains("nixpkgsFor");
        o.more = Some(match self.one_in(2)? {
            true if !uses => utils.sel("lib.eachDefaultSystem").call(vec![each]),
            _ => utils.sel("lib.eachSystem").call(vec![systems, each]),
        });
        Ok(())
    }

    fn of_a_system(&mut self, o: &mut Outputs, output: &str) -> Result<E> {
        let input = self.pick(&["nixpkgs-unstable", "nixpkgs"])?;
        let args = self.arguments(Some(E::raw("system")), &mut BTreeSet::new())?;
        let set = E::raw("import").call(vec![o.input(input), args]);
        let named = |e: E| if output == "formatter" { e } else { E::Set(vec![B::eq("default", e)]) };
        let shell = || E::raw("pkgs.mkShell").call(vec![E::Set(vec![B::eq("packages", E::raw("[ pkgs.git ]"))])]);
        let made = if output == "devShells" { shell() } else { E::raw("pkgs.alejandra") };
        if self.one_in(3)?
            && let Some(e) = self.by_the_modules_files()?
        {
            return Ok(named(e));
        }
        Ok(match self.u.int_in_range(0..=5)? {
            0 => named(set.sel("hello")),
            1 => named(made).below(vec![B::eq("pkgs", set)]),
            2 => {
                o.bind("pkgsFor", set.lambda(P::name("system")));
                named(E::raw("pkgsFor").call(vec![E::raw("system")]).sel("hello"))
            }
            3 => {
                o.bind("nixpkgsFor", E::raw("forAllSystems").call(vec![set.lambda(P::name("system"))]));
                named(made).below(vec![B::eq("pkgs", E::raw("nixpkgsFor.${system}"))])
            }
            4 => {
                let args = E::Set(vec![B::inherit_from(E::raw("pkgs"), &["system"])]);
                let unstable = E::raw("import").call(vec![E::raw("inputs.nixpkgs-unstable"), args]);
                let text = E::raw("unstable.hello").below(vec![B::eq("unstable", unstable)]);
                self.files.insert(format!("{output}.nix"), text.lambda(P::set(&["pkgs", "inputs"])));
                let given = E::Set(vec![B::eq("pkgs", set), B::inherit(&["inputs"])]);
                named(E::raw("import").call(vec![E::raw(format!("./{output}.nix")), given]))
            }
            _ => {
                let head = P::set(&["pkgs"]).or("unstable", E::raw("pkgs"));
                let text = E::List(vec![E::raw("unstable.git")]);
                let shell = E::raw("pkgs.mkShell").call(vec![E::Set(vec![B::eq("packages", text)])]);
                self.files.insert(format!("{output}.nix"), shell.lambda(head));
                let pkgs = o.input("nixpkgs").sel("legacyPackages.${system}");
                let given = E::Set(vec![B::eq("pkgs", pkgs), B::eq("unstable", set)]);
                named(E::raw("import").call(vec![E::raw(format!("./{output}.nix")), given]))
            }
        })
    }

    // A package by a file that modules use too, if there is one.
    fn by_the_modules_files(&mut self) -> Result<Option<E>> {
        let inputs = match self.access {
            Access::Inputs => B::inherit(&["inputs"]),
            Access::Direct => B::inherit_from(E::raw("inputs"), &["nixpkgs-unstable"]),
        };
        let folders = ["lib/unstable", "pkgs/", "overlays/fresh"];
        let all: Vec<String> =
            self.files.keys().filter(|f| folders.iter().any(|folder| f.starts_with(folder))).cloned().collect();
        if all.is_empty() {
            return Ok(None);
        }
        let file = self.u.choose(&all)?.clone();
        let path = E::raw(format!("./{file}"));
        let import = E::raw("import").call(vec![path.clone()]);
        let pkgs = || E::raw("inputs.nixpkgs.legacyPackages.${system}");
        let system = || B::inherit(&["system"]);
        Ok(Some(match file.as_str() {
            "lib/unstable0.nix" | "lib/unstable2.nix" | "lib/unstable3.nix" => {
                import.call(vec![E::Set(vec![inputs, system()])]).sel("hello")
            }
            "lib/unstable5.nix" => import.call(vec![E::Set(vec![inputs, system()])]).sel("unstable.hello"),
            "lib/unstable4.nix" | "lib/unstable6.nix" => {
                import.call(vec![E::Set(vec![inputs, B::eq("pkgs", pkgs())])]).sel("hello")
            }
            "lib/unstable1.nix" => {
                let first = match self.access {
                    Access::Inputs => "inputs",
                    Access::Direct => "inputs.nixpkgs-unstable",
                };
                import.call(vec![E::raw(first), E::raw("system")]).sel("hello")
            }
            "overlays/fresh0.nix" | "overlays/fresh3.nix" => {
                let overlays = E::List(vec![import.call(vec![E::Set(vec![inputs])])]);
                let args = E::Set(vec![system(), B::eq("overlays", overlays)]);
                E::raw("import").call(vec![E::raw("inputs.nixpkgs"), args]).sel("fresh.hello")
            }
            f if f.starts_with("pkgs/") => pkgs().sel("callPackage").call(vec![path, E::Set(vec![inputs])]),
            _ => return Ok(None),
        }))
    }

    pub fn flake_parts(&mut self, o: &mut Outputs) -> Result<E> {
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
