//! Sites in modules that a module sets as options, in overlays that an output has, and behind several files.

use arbitrary::Result;

use crate::modules::{Body, Class};
use crate::nix::{B, E, P};
use crate::{Access, Making};

fn import(source: E, args: Vec<B>) -> E {
    E::raw("import").call(vec![source, E::Set(args)])
}

fn system_of(pkgs: &str) -> B {
    B::inherit_from(E::raw(pkgs), &["system"])
}

impl Making<'_, '_> {
    /// One of them.
    pub fn nested(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (direct, home) = (self.access == Access::Direct, body.class == Class::Home);
        match self.u.int_in_range(0..=11)? {
            0 if !home => self.container(body, package),
            1 | 2 if !home && !direct => self.home_in_module(body, package),
            3 | 4 if !home && !direct => self.overlay_of_an_output(body, package),
            5 if !direct => self.chain(body),
            6 if !direct => self.twice(body, package),
            7 => self.of_packages(body, package),
            8 | 9 if !direct => self.named_elsewhere(body),
            10 if !home => self.own_overlay(body, package),
            _ => self.in_let(body, package),
        }
    }

    // `containers.box.config = { pkgs, ... }: { … };`
    fn container(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        let list = B::eq("environment.systemPackages", E::List(vec![e.sel(package)]));
        let module = E::Set(vec![list]);
        let module = if self.one_in(2)? { module.lambda(P::open(&["pkgs"])) } else { module };
        let name = self.option("containers.box");
        body.options.push(B::eq(&format!("{name}.config"), module));
        body.takes.insert("pkgs");
        Ok(())
    }

    // A module that sets up home-manager, with a home in it or in a file that it calls.
    fn home_in_module(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if self.nested_home || body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == "imports")) {
            return self.in_let(body, package);
        }
        self.nested_home = true;
        body.takes.insert("inputs");
        let manager = E::List(vec![E::raw("inputs.home-manager.nixosModules.home-manager")]);
        body.options.push(B::eq("imports", manager));
        let args = self.arguments(None, &mut body.takes)?;
        let set = E::raw("import").call(vec![E::raw("inputs.nixpkgs-unstable"), args]);
        let list = E::Set(vec![B::eq("home.packages", E::List(vec![E::raw(format!("unstable.{package}"))]))]);
        let made = list.below(vec![B::eq("unstable", set)]);
        let file = E::raw(format!("{}home/eve.nix", body.root));
        let mut all = vec![B::eq("useGlobalPkgs", E::raw("true"))];
        let (text, eve) = match self.u.int_in_range(0..=5)? {
            0 => (None, made.lambda(P::open(&["pkgs"]))),
            1 => {
                body.takes.insert("pkgs");
                let given = vec![file, E::Set(vec![B::inherit(&["inputs", "pkgs"])])];
                (Some(made.lambda(P::set(&["inputs", "pkgs"]))), E::raw("import").call(given))
            }
            2 => {
                let given = vec![file, E::Set(vec![B::inherit(&["inputs"])])];
                let text = made.lambda(P::open(&["pkgs"])).lambda(P::open(&["inputs"]));
                (Some(text), E::raw("import").call(given))
            }
            3 => {
                all.push(B::eq("extraSpecialArgs", E::Set(vec![B::inherit(&["inputs"])])));
                (Some(made.lambda(P::open(&["inputs", "pkgs"]))), file)
            }
            4 => {
                all.push(B::eq("extraSpecialArgs", E::Set(vec![B::inherit(&["inputs"])])));
                let given = E::raw("import").call(vec![file]);
                (Some(made.lambda(P::open(&["inputs", "pkgs"]))), given)
            }
            _ => {
                body.takes.insert("pkgs");
                let given = E::raw("import").call(vec![file, E::raw("args")]).lambda(P::whole(&["pkgs"], "args"));
                all.push(B::eq("extraSpecialArgs", E::Set(vec![B::inherit(&["inputs"])])));
                (Some(made.lambda(P::open(&["inputs", "pkgs"]))), given)
            }
        };
        if let Some(text) = text {
            self.files.insert("home/eve.nix".to_owned(), text);
        } else {
            body.takes.insert("pkgs");
        }
        all.push(B::eq("users.eve", eve));
        body.options.push(B::eq("home-manager", E::Set(all)));
        Ok(())
    }

    // `nixpkgs.overlays = [ inputs.self.overlays.unstable-packages ];`
    fn overlay_of_an_output(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == "nixpkgs.overlays")) {
            return self.in_let(body, package);
        }
        self.overlays = true;
        body.takes.extend(["inputs", "pkgs"]);
        let all = E::List(vec![E::raw("inputs.self.overlays.unstable-packages")]);
        body.options.push(B::eq("nixpkgs.overlays", all));
        body.packages.push(E::raw(format!("pkgs.unstable.{package}")));
        Ok(())
    }

    /// That output.
    pub fn overlays_output(&mut self) -> Result<Vec<B>> {
        let system = match self.u.int_in_range(0..=3)? {
            0 => B::eq("system", E::raw("final.system")),
            1 => B::inherit_from(E::raw("final"), &["system"]),
            2 => B::eq("system", E::raw("prev.stdenv.hostPlatform.system")),
            _ => B::inherit_from(E::raw("final.stdenv.hostPlatform"), &["system"]),
        };
        let mut args = vec![system];
        if self.one_in(2)? {
            args.push(B::eq("config.allowUnfree", E::raw("true")));
        }
        let made = import(E::raw("inputs.nixpkgs-unstable"), args);
        let overlay = crate::modules::overlay("unstable", made);
        let plain = crate::modules::overlay("additions", E::raw("prev.hello"));
        let set = E::Set(vec![B::eq("additions", plain), B::eq("unstable-packages", overlay)]);
        if self.one_in(3)? {
            return Ok(vec![B::eq("overlays", set)]);
        }
        self.files.insert("overlays/default.nix".to_owned(), set.lambda(P::open(&["inputs"])));
        let call = import(E::raw("./overlays"), vec![B::inherit(&["inputs"])]);
        Ok(vec![B::eq("overlays", call)])
    }

    // A file that calls a file that makes the instance.
    fn chain(&mut self, body: &mut Body) -> Result<()> {
        body.takes.extend(["inputs", "pkgs"]);
        let source = E::raw("inputs.nixpkgs-unstable");
        let i = self.u.int_in_range(0..=3)?;
        let (first, last) = (format!("lib/tools{i}.nix"), format!("lib/set{i}.nix"));
        let inherit = |names: &[&str]| vec![B::inherit(names)];
        let tools = |set: E| E::Set(vec![B::eq("tool", set.sel("hello")), B::eq("other", E::raw("1"))]);
        let (inner, outer) = match i {
            0 => (
                import(source, vec![B::inherit(&["system"])]).lambda(P::set(&["inputs", "system"])),
                tools(import(E::raw("./set0.nix"), vec![B::inherit(&["inputs"]), system_of("pkgs")]))
                    .lambda(P::set(&["inputs", "pkgs"])),
            ),
            1 => (
                import(source, vec![system_of("pkgs")]).lambda(P::open(&["inputs", "pkgs"])),
                tools(E::raw("import").call(vec![E::raw("./set1.nix"), E::raw("args")]))
                    .lambda(P::whole(&["inputs"], "args")),
            ),
            2 => (
                import(source, vec![system_of("pkgs")]).lambda(P::name("pkgs")).lambda(P::name("inputs")),
                tools(E::raw("import").call(vec![E::raw("./set2.nix"), E::raw("inputs"), E::raw("pkgs")]))
                    .lambda(P::set(&["pkgs", "inputs"])),
            ),
            _ => (
                E::Set(vec![B::eq("unstable", import(source, vec![system_of("pkgs")]))])
                    .lambda(P::open(&["inputs", "pkgs"])),
                tools(E::raw("unstable"))
                    .below(vec![B::inherit_from(
                        import(E::raw("./set3.nix"), inherit(&["inputs", "pkgs"])),
                        &["unstable"],
                    )])
                    .lambda(P::open(&["inputs", "pkgs"])),
            ),
        };
        self.files.entry(last).or_insert(inner);
        self.files.entry(first.clone()).or_insert(outer);
        let call = import(E::raw(format!("{}{first}", body.root)), inherit(&["inputs", "pkgs"]));
        if body.binds("tools") {
            return Ok(());
        }
        body.lets.push(B::eq("tools", call));
        body.packages.push(E::raw("tools.tool"));
        Ok(())
    }

    // Inputs for other things than instances, and packages that an output has.
    fn named_elsewhere(&mut self, body: &mut Body) -> Result<()> {
        body.takes.insert("inputs");
        let option = self.option("nix.registry.r");
        let value = match self.u.int_in_range(0..=3)? {
            0 => E::raw("inputs.nixpkgs-unstable"),
            1 => E::List(vec![E::str("nixpkgs=${inputs.nixpkgs-unstable}")]),
            2 => E::raw("builtins.attrNames inputs"),
            _ if self.parts => E::raw("inputs.nixpkgs.outPath"),
            _ => {
                self.packages = true;
                body.takes.insert("pkgs");
                E::raw("inputs.self.packages.${pkgs.system}.default")
            }
        };
        body.options.push(B::eq(&option, value));
        Ok(())
    }

    // `nixpkgs.overlays = [ (final: prev: { inherit (unstable) hello; }) ];` of a set that `let` binds.
    fn own_overlay(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == "nixpkgs.overlays")) || body.binds("newer") {
            return self.in_let(body, package);
        }
        let (_, source) = self.source(body)?;
        let args = match self.u.int_in_range(0..=1)? {
            0 => E::Set(vec![B::eq("system", E::str("x86_64-linux"))]),
            _ => E::Set(vec![system_of("pkgs"), B::eq("config.allowUnfree", E::raw("true"))]),
        };
        body.lets.push(B::eq("newer", E::raw("import").call(vec![source, args])));
        let inherited = E::Set(vec![B::inherit_from(E::raw("newer"), &["hello", "git"])]);
        let overlay = inherited.lambda(P::name("prev")).lambda(P::name("final"));
        body.options.push(B::eq("nixpkgs.overlays", E::List(vec![overlay])));
        body.takes.insert("pkgs");
        body.packages.push(E::raw("pkgs.hello"));
        Ok(())
    }

    // A function in the module, called with two systems.
    fn twice(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.binds("forSystem") {
            return Ok(());
        }
        body.takes.extend(["inputs", "pkgs"]);
        let set = import(E::raw("inputs.nixpkgs-unstable"), vec![B::inherit(&["system"])]);
        let function = match self.one_in(2)? {
            true => set.lambda(P::name("system")),
            false => set.sel(package).lambda(P::name("system")),
        };
        let selected = matches!(&function, E::Fn(_, inner) if matches!(**inner, E::Sel(..)));
        body.lets.push(B::eq("forSystem", function));
        for system in [E::raw("pkgs.system"), E::str("aarch64-linux")] {
            let call = E::raw("forSystem").call(vec![system]);
            body.packages.push(if selected { call } else { call.sel(package) });
        }
        Ok(())
    }

    // `pkgs.extend`, `pkgs.appendOverlays`, `pkgs.path`: other instances than the machine's.
    fn of_packages(&mut self, body: &mut Body, package: &str) -> Result<()> {
        body.takes.insert("pkgs");
        let overlay = crate::modules::overlay("extra", E::raw("prev.hello"));
        let set = match self.u.int_in_range(0..=2)? {
            0 => E::raw("pkgs.extend").call(vec![overlay]),
            1 => E::raw("pkgs.appendOverlays").call(vec![E::List(vec![overlay])]),
            _ => import(E::raw("pkgs.path"), vec![system_of("pkgs"), B::eq("config.allowUnfree", E::raw("true"))]),
        };
        let option = self.option("programs.own");
        body.options.push(B::eq(&option, set.sel(package)));
        Ok(())
    }
}
