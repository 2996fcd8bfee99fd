//! Where sites stand that are neither in a `let` nor the value of an option: behind conditions, in functions, in files
//! that are called, in overlays of the machine.

use arbitrary::Result;

use crate::modules::{Body, Class, condition, overlay};
use crate::nix::{B, E, P};
use crate::{Access, Making};

impl Making<'_, '_> {
    /// One of them.
    pub fn spot(&mut self, body: &mut Body, package: &str) -> Result<()> {
        match self.u.int_in_range(0..=12)? {
            0 | 1 => self.behind_condition(body, package)?,
            2 => self.in_function(body, package)?,
            3 => self.below_an_option(body, package)?,
            4 => self.in_list(body, package)?,
            5 | 6 => self.by_helper_of_files(body, package)?,
            7 => self.by_package_file(body)?,
            8 | 9 if body.class == Class::Machine => self.by_overlay_file(body, package)?,
            10 => self.arguments_in_let(body, package)?,
            11 => self.in_text(body, package)?,
            _ => self.in_let(body, package)?,
        }
        Ok(())
    }

    fn behind_condition(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        body.takes.insert("config");
        let met = condition(body.class);
        let option = self.option("programs.when");
        match self.u.int_in_range(0..=3)? {
            0 => {
                body.takes.insert("lib");
                body.options.push(B::eq(&option, E::raw("lib.mkIf").call(vec![met, e.sel(package)])));
            }
            1 => {
                body.takes.insert("lib");
                let list = E::List(vec![e.sel(package)]);
                body.options.push(B::eq(&option, E::raw("lib.optionals").call(vec![met, list])));
            }
            2 => {
                body.takes.insert("pkgs");
                body.options.push(B::eq(&option, e.only_if(met, E::raw("pkgs")).sel(package)));
            }
            _ => {
                body.takes.insert("lib");
                let all = E::List(vec![E::Set(vec![B::eq("package", e.sel(package))]), E::Set(Vec::new())]);
                body.options.push(B::eq(&option, E::raw("lib.mkMerge").call(vec![all])));
            }
        }
        Ok(())
    }

    fn in_function(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.binds("pick") {
            return Ok(());
        }
        let (_, e) = self.instance(body)?;
        body.lets.push(B::eq("pick", e.sel("${name}").lambda(P::name("name"))));
        for name in [package, "git"] {
            body.packages.push(E::raw("pick").call(vec![E::str(name)]));
        }
        Ok(())
    }

    fn below_an_option(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        let option = self.option("programs.below");
        let name = body.free(self.pick(&["unstable", "pkgs-unstable", "set"])?);
        let value = match self.u.int_in_range(0..=2)? {
            0 => E::raw(format!("{name}.{package}")).below(vec![B::eq(name, e)]),
            1 => {
                let used = B::eq("package", E::raw(format!("{name}.{package}")));
                E::Rec(vec![B::eq(name, e), used]).sel("package")
            }
            _ => {
                let packages = B::eq("packages", E::List(vec![E::raw(format!("{name}.{package}"))]));
                E::Set(vec![packages, B::eq("enable", E::raw("true"))]).below(vec![B::eq(name, e)])
            }
        };
        body.options.push(B::eq(&option, value));
        Ok(())
    }

    fn in_list(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        body.takes.insert("pkgs");
        let option = self.option("environment.list");
        let plain = E::raw("pkgs").with(E::List(vec![E::raw("git"), E::raw("jq")]));
        let list = E::List(vec![E::raw("hello"), E::raw(package)]);
        let value = match self.u.int_in_range(0..=2)? {
            0 => E::raw("pkgs").with(E::List(vec![E::raw("git"), e.sel(package)])),
            1 => plain.cat(e.with(list)),
            _ => E::raw("map")
                .call(vec![e.sel("${n}").lambda(P::name("n")), E::List(vec![E::str("hello"), E::str(package)])]),
        };
        body.options.push(B::eq(&option, value));
        Ok(())
    }

    fn in_text(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let name = "fresh";
        if body.binds(name) {
            return Ok(());
        }
        let (_, e) = self.instance(body)?;
        body.lets.push(B::eq(name, e));
        let option = self.option("environment.text");
        body.options.push(B::eq(&option, E::str(format!("${{{name}.{package}}}/bin/x"))));
        Ok(())
    }

    // `args = { … }; unstable = import inputs.nixpkgs-unstable args;`
    fn arguments_in_let(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.binds("arguments") {
            return Ok(());
        }
        let (_, source) = self.source(body)?;
        let args = self.arguments_in(body)?;
        body.lets.push(B::eq("arguments", args));
        let e = E::raw("import").call(vec![source, E::raw("arguments")]);
        body.packages.push(e.sel(package));
        Ok(())
    }

    // What a file needs to name an input, in its head, and at its caller.
    fn given_inputs(&mut self, body: &mut Body, source: &str) -> (&'static str, E) {
        let name = match self.access {
            Access::Inputs => "inputs",
            Access::Direct => "nixpkgs-unstable",
        };
        body.takes.insert(name);
        (name, E::raw(if name == "inputs" { format!("inputs.{source}") } else { name.to_owned() }))
    }

    // `import ../lib/unstable.nix { inherit inputs; inherit (pkgs) system; }`
    fn by_helper_of_files(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (name, source) = self.given_inputs(body, "nixpkgs-unstable");
        body.takes.insert("pkgs");
        let i = self.u.int_in_range(0..=6)?;
        let file = format!("lib/unstable{i}.nix");
        let plain = || E::Set(vec![B::inherit(&["system"])]);
        let import = |args: E| E::raw("import").call(vec![source.clone(), args]);
        let system = || B::inherit_from(E::raw("pkgs"), &["system"]);
        let both = || E::Set(vec![B::inherit(&[name]), system()]);
        let given = || E::raw("import").call(vec![E::raw(format!("{}{file}", body.root))]);
        let written = || E::str("x86_64-linux");
        let (text, call) = match i {
            0 => (import(plain()).lambda(P::set(&[name, "system"])), given().call(vec![both()])),
            1 => (
                import(plain()).lambda(P::name("system")).lambda(P::name(name)),
                given().call(vec![E::raw(name), E::raw("pkgs.system")]),
            ),
            2 => {
                let args = E::Set(vec![B::inherit(&["system"]), B::inherit(&["config"])]);
                let head = P::set(&[name, "system"]).or("config", E::Set(vec![B::eq("allowUnfree", E::raw("true"))]));
                (import(args).lambda(head), given().call(vec![both()]))
            }
            3 => {
                let head = P::open(&[name]).or("system", written());
                let set = E::Set(vec![B::inherit(&[name])]);
                (import(plain()).lambda(head), given().call(vec![if self.one_in(2)? { both() } else { set }]))
            }
            4 => {
                let args = E::Set(vec![B::inherit_from(E::raw("pkgs"), &["system", "config"])]);
                let set = E::Set(vec![B::inherit(&[name, "pkgs"])]);
                (import(args).lambda(P::open(&[name, "pkgs"])), given().call(vec![set]))
            }
            5 => {
                let set = E::Set(vec![B::eq("unstable", import(plain()))]);
                (set.lambda(P::set(&[name, "system"])), given().call(vec![both()]).sel("unstable"))
            }
            _ => {
                let head = P::set(&[name, "pkgs"]).or("unstable", import(E::Set(vec![system()])));
                let set = E::Set(vec![B::inherit(&[name, "pkgs"])]);
                (E::raw("unstable").lambda(head), given().call(vec![set]))
            }
        };
        self.files.entry(file).or_insert(text);
        body.packages.push(call.sel(package));
        Ok(())
    }

    // `pkgs.callPackage ../pkgs/tool.nix { inherit inputs; }`
    fn by_package_file(&mut self, body: &mut Body) -> Result<()> {
        let (name, source) = self.given_inputs(body, "nixpkgs-unstable");
        body.takes.insert("pkgs");
        let i = self.u.int_in_range(0..=2)?;
        let file = format!("pkgs/tool{i}.nix");
        let args = E::Set(vec![B::inherit_from(E::raw("stdenv.hostPlatform"), &["system"])]);
        let set = E::raw("import").call(vec![source, args]);
        let text = match i {
            0 => E::raw("unstable.hello").below(vec![B::eq("unstable", set)]).lambda(P::set(&["stdenv", name])),
            1 => E::raw("unstable.hello").lambda(P::set(&["stdenv", name]).or("unstable", set)),
            _ => {
                let env = E::Set(vec![B::eq("name", E::str("tool")), B::eq("paths", E::List(vec![set.sel("hello")]))]);
                E::raw("buildEnv").call(vec![env]).lambda(P::open(&[name, "stdenv", "buildEnv"]))
            }
        };
        let path = E::raw(format!("{}{file}", body.root));
        self.files.entry(file).or_insert(text);
        let call = E::raw("pkgs.callPackage").call(vec![path, E::Set(vec![B::inherit(&[name])])]);
        body.packages.push(call);
        Ok(())
    }

    // `nixpkgs.overlays = [ (import ../overlays/fresh.nix { inherit inputs; }) ]`
    fn by_overlay_file(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == "nixpkgs.overlays")) {
            return Ok(());
        }
        let (name, source) = self.given_inputs(body, "nixpkgs-unstable");
        body.takes.insert("pkgs");
        let i = self.u.int_in_range(0..=3)?;
        let file = format!("overlays/fresh{i}.nix");
        let args = E::Set(match self.u.int_in_range(0..=3)? {
            0 => vec![B::inherit_from(E::raw("prev"), &["system"])],
            1 => vec![B::eq("system", E::raw("final.stdenv.hostPlatform.system"))],
            2 => vec![B::inherit_from(E::raw("final"), &["system"]), B::eq("config.allowUnfree", E::raw("true"))],
            _ => vec![B::inherit_from(E::raw("prev"), &["system"]), B::inherit_from(E::raw("prev"), &["config"])],
        });
        let set = E::raw("import").call(vec![source, args]);
        let by_set = || vec![E::Set(vec![B::inherit(&[name])])];
        let path = || E::raw("import").call(vec![E::raw(format!("{}{file}", body.root))]);
        let (text, call) = match i {
            0 => (overlay("fresh", set).lambda(P::open(&[name])), path().call(by_set())),
            1 => (overlay("fresh", set).lambda(P::name(name)), path().call(vec![E::raw(name)])),
            2 => (
                E::Set(vec![B::eq("unstable", overlay("fresh", set))]).lambda(P::set(&[name])),
                path().call(by_set()).sel("unstable"),
            ),
            _ => {
                let inner = E::Set(vec![B::eq("fresh", E::raw("unstable"))]).below(vec![B::eq("unstable", set)]);
                let text = inner.lambda(P::name("prev")).lambda(P::name("final")).lambda(P::set(&[name]));
                (text, path().call(by_set()))
            }
        };
        self.files.entry(file).or_insert(text);
        body.options.push(B::eq("nixpkgs.overlays", E::List(vec![call])));
        body.packages.push(E::raw(format!("pkgs.fresh.{package}")));
        Ok(())
    }

    /// Binds a name that an instance could have to something else.
    pub fn shadow(&mut self, body: &mut Body) -> Result<()> {
        let name = self.pick(&["unstable", "pkgs-unstable", "pkgsUnstable", "instances", "stable", "pkgs-stable"])?;
        let name = body.free(name);
        let option = self.option("environment.shadow");
        let text = E::str("of its own");
        let used = match self.u.int_in_range(0..=3)? {
            0 | 1 if !body.binds(name) => {
                body.lets.push(B::eq(name, text));
                E::raw(name)
            }
            2 => E::raw("map").call(vec![E::raw(name).lambda(P::name(name)), E::List(vec![text])]),
            _ => E::raw(name).below(vec![B::eq(name, text)]),
        };
        body.options.push(B::eq(&option, used));
        Ok(())
    }
}
