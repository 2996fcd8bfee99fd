//! Modules with sites: in `let`, where they are used, behind `with`, inherited, in overlays, as module arguments.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::further::import_too;
use crate::nix::{B, E, P};
use crate::{Access, Making};

/// What evaluates a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Machine,
    Home,
}

const PACKAGES: [&str; 8] = ["hello", "git", "helix", "ripgrep", "firefox", "vscode", "steam", "neovim"];

/// A module while it is made up.
pub struct Body {
    pub takes: BTreeSet<&'static str>,
    pub lets: Vec<B>,
    pub packages: Vec<E>,
    pub options: Vec<B>,
    pub with_inputs: bool,
    pub class: Class,
    /// The way to the root from where it stands.
    pub root: &'static str,
}

impl Body {
    /// Whether `let` binds the name.
    pub fn binds(&self, name: &str) -> bool {
        self.lets.iter().any(|b| match b {
            B::Eq(n, _) => n == name,
            B::Inherit(_, names) => names.iter().any(|n| n == name),
        })
    }

    /// The name, or another one where the module is given something of that name.
    pub fn free(&self, name: &'static str) -> &'static str {
        if self.takes.contains(name) { "other-set" } else { name }
    }
}

/// A module without its head.
pub struct Made {
    pub takes: BTreeSet<&'static str>,
    pub inner: E,
}

impl Making<'_, '_> {
    /// A module that stands where `root` leads to the root.
    pub fn module(&mut self, class: Class, root: &'static str) -> Result<E> {
        let made = self.made(class, root)?;
        self.headed(made)
    }

    /// The same, without a head.
    pub fn made(&mut self, class: Class, root: &'static str) -> Result<Made> {
        let mut body = Body {
            takes: BTreeSet::new(),
            lets: Vec::new(),
            packages: Vec::new(),
            options: Vec::new(),
            with_inputs: false,
            class,
            root,
        };
        if self.access == Access::Inputs && self.one_in(12)? {
            body.with_inputs = true;
            body.takes.insert("inputs");
        }
        for _ in 0..self.u.int_in_range(0..=2)? {
            self.site(&mut body)?;
        }
        if self.one_in(5)? {
            self.shadow(&mut body)?;
        }
        if self.one_in(2)? {
            body.takes.insert("pkgs");
            let name = self.pick(&PACKAGES)?;
            body.packages.push(E::raw(format!("pkgs.{name}")));
        }
        if self.one_in(4)? {
            let text = self.pick(&["naïve", "日本", "a b", "# no comment", "/* neither */"])?;
            let option = self.option("environment.variables.T");
            body.options.push(B::eq(&option, E::str(text)));
        }
        self.whole(body)
    }

    // `let`, `with`, options in some order.
    fn whole(&mut self, body: Body) -> Result<Made> {
        let Body { mut takes, lets, packages, mut options, with_inputs, class, .. } = body;
        let list = if class == Class::Home { "home.packages" } else { "environment.systemPackages" };
        if !packages.is_empty() {
            let at = if self.one_in(2)? { options.len() } else { 0 };
            options.insert(at, B::eq(list, E::List(packages)));
        }
        if self.one_in(6)? {
            takes.insert("lib");
        }
        if self.one_in(8)? {
            takes.insert("config");
        }
        let gives = options.iter().any(|b| matches!(b, B::Eq(n, _) if n.starts_with("_module")));
        let set =
            if !gives && self.one_in(8)? { self.conditional(options, class, &mut takes) } else { E::Set(options) };
        let mut inner = set.below(lets);
        if with_inputs {
            inner = E::raw("inputs").with(inner);
        }
        Ok(Made { takes, inner })
    }

    // `config = mkIf … { … }`
    fn conditional(&mut self, options: Vec<B>, class: Class, takes: &mut BTreeSet<&'static str>) -> E {
        takes.extend(["config", "lib"]);
        let (imports, options) = options.into_iter().partition(|b| matches!(b, B::Eq(n, _) if n == "imports"));
        let mut all: Vec<B> = imports;
        all.push(B::eq("config", E::raw("lib.mkIf").call(vec![condition(class), E::Set(options)])));
        E::Set(all)
    }

    /// The head that takes what a module needs.
    pub fn headed(&mut self, made: Made) -> Result<E> {
        let Made { mut takes, inner } = made;
        if takes.remove("args") {
            let text = format!("{inner:?}");
            let without = self.one_in(2)? && !text.contains("\"inputs") && !text.contains("{inputs");
            let names: Vec<&str> = takes.iter().copied().filter(|n| !without || *n != "inputs").collect();
            return Ok(inner.lambda(P::whole(&names, "args")));
        }
        let names: Vec<&str> = takes.iter().copied().collect();
        if names.is_empty() && self.one_in(2)? {
            return Ok(match self.one_in(2)? {
                true => inner.lambda(P::name("_")),
                false => inner,
            });
        }
        Ok(match self.one_in(8)? {
            true => inner.lambda(P::whole(&names, "args")),
            false => inner.lambda(P::open(&names)),
        })
    }

    // Which nixpkgs, as the body can name it.
    pub fn source(&mut self, body: &mut Body) -> Result<(&'static str, E)> {
        if self.alias && self.one_in(4)? {
            let input = "nixpkgs-latest";
            let direct = self.access == Access::Direct;
            body.takes.insert(if direct { input } else { "inputs" });
            return Ok((input, E::raw(if direct { input.to_owned() } else { format!("inputs.{input}") })));
        }
        let input =
            self.pick(&["nixpkgs-unstable", "nixpkgs-unstable", "nixpkgs-unstable", "nixpkgs-stable", "nixpkgs"])?;
        if self.access == Access::Direct {
            body.takes.insert(input);
            return Ok((input, E::raw(input)));
        }
        body.takes.insert("inputs");
        if body.with_inputs {
            return Ok((input, E::raw(input)));
        }
        let inherited = |b: &B| matches!(b, B::Inherit(Some(_), names) if names.iter().any(|n| n == input));
        if body.lets.iter().any(inherited) {
            return Ok((input, E::raw(input)));
        }
        Ok((
            input,
            match self.u.int_in_range(0..=9)? {
                0 => {
                    body.lets.push(B::inherit_from(E::raw("inputs"), &[input]));
                    E::raw(input)
                }
                1 => E::str(format!("${{inputs.{input}}}")),
                3 if self.one_in(2)? => {
                    body.takes.insert("args");
                    E::raw(format!("args.inputs.{input}"))
                }
                2 => E::raw(format!("inputs.{input}.outPath")),
                _ => E::raw(format!("inputs.{input}")),
            },
        ))
    }

    /// A site, and which input it is of.
    pub fn instance(&mut self, body: &mut Body) -> Result<(&'static str, E)> {
        if self.one_in(3)?
            && let Some(e) = self.by_extra(body)?
        {
            return Ok(("nixpkgs-unstable", e));
        }
        let (input, source) = self.source(body)?;
        let args = self.arguments_in(body)?;
        let import = if self.one_in(12)? { "builtins.import" } else { "import" };
        Ok((input, E::raw(import).call(vec![source, args])))
    }

    fn site(&mut self, body: &mut Body) -> Result<()> {
        let package = self.pick(&PACKAGES)?;
        match self.u.int_in_range(0..=28)? {
            0 => {
                let (_, e) = self.instance(body)?;
                body.packages.push(e.sel(package));
            }
            1 => {
                let (_, e) = self.instance(body)?;
                let list = E::List(vec![E::raw("hello"), E::raw("git")]);
                let option = self.option("environment.with");
                body.options.push(B::eq(&option, e.with(list)));
            }
            2 => {
                let (_, e) = self.instance(body)?;
                let name = *self.u.choose(&["jq", "fd", "bat"])?;
                let taken = |b: &B| matches!(b, B::Inherit(_, names) if names.iter().any(|x| x == name));
                if !body.lets.iter().any(taken) {
                    body.lets.push(B::inherit_from(e, &[name]));
                    body.packages.push(E::raw(name));
                }
            }
            3 if body.class == Class::Machine => self.in_overlay(body, package)?,
            4 => self.module_argument(body, package)?,
            5 => {
                let (_, e) = self.instance(body)?;
                let option = self.option("programs.p");
                body.options.push(B::eq(&option, e.sel(package)));
            }
            6..=9 => self.in_let(body, package)?,
            20..=23 => self.nested(body, package)?,
            24.. => self.further(body, package)?,
            _ => self.spot(body, package)?,
        }
        Ok(())
    }

    pub fn in_let(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (input, e) = self.instance(body)?;
        let names: &[&str] = match input {
            "nixpkgs-unstable" | "nixpkgs-latest" => &["unstable", "pkgs-unstable", "pkgsUnstable", "upkgs"],
            "nixpkgs-stable" => &["stable", "pkgs-stable"],
            _ => &["unfree", "pkgs2"],
        };
        let name = body.free(self.pick(names)?);
        if body.binds(name) {
            return Ok(());
        }
        let at = if self.one_in(3)? { 0 } else { body.lets.len() };
        body.lets.insert(at, B::eq(name, e));
        if self.one_in(4)? {
            body.lets.push(B::eq("other", E::raw("1")));
            let option = self.option("environment.other");
            body.options.push(B::eq(&option, E::raw("other")));
            if body.lets.iter().filter(|b| matches!(b, B::Eq(n, _) if n == "other")).count() > 1 {
                body.lets.pop();
                body.options.pop();
            }
        }
        if self.one_in(6)? {
            let option = self.option("environment.from");
            let list = E::List(vec![E::raw("hello"), E::raw(package)]);
            body.options.push(B::eq(&option, E::raw(name).with(list)));
        } else {
            body.packages.push(E::raw(format!("{name}.{package}")));
        }
        Ok(())
    }

    fn in_overlay(&mut self, body: &mut Body, package: &str) -> Result<()> {
        if body.options.iter().any(|b| matches!(b, B::Eq(n, _) if n == "nixpkgs.overlays")) {
            return Ok(());
        }
        let (_, source) = self.source(body)?;
        let system = *self.u.choose(&["final.system", "prev.system", "final.stdenv.hostPlatform.system"])?;
        let args = E::Set(vec![B::eq("system", E::raw(system))]);
        let o = overlay("fresh", E::raw("import").call(vec![source, args]));
        body.options.push(B::eq("nixpkgs.overlays", E::List(vec![o])));
        body.takes.insert("pkgs");
        body.packages.push(E::raw(format!("pkgs.fresh.{package}")));
        Ok(())
    }

    fn module_argument(&mut self, body: &mut Body, package: &str) -> Result<()> {
        let (_, e) = self.instance(body)?;
        let name = self.option("given");
        body.options.push(B::eq(&format!("_module.args.{name}"), e));
        let user = E::Set(vec![B::eq(&format!("environment.{name}"), E::raw(format!("{name}.{package}")))]);
        let user = user.lambda(P::open(&[&name]));
        import_too(body, user);
        Ok(())
    }
}

/// What a configuration says of itself, mostly not so.
pub fn condition(class: Class) -> E {
    E::raw(match class {
        Class::Machine => "config.networking.hostName != \"beta\"",
        Class::Home => "config.home.username != \"bob\"",
    })
}

/// `final: prev: { name = …; }`
pub fn overlay(name: &str, value: E) -> E {
    E::Set(vec![B::eq(name, value)]).lambda(P::name("prev")).lambda(P::name("final"))
}
