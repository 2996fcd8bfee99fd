//! Ways into a module: by its path, by a function around it, by another module that hands its arguments on, by an output.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::Making;
use crate::modules::{Class, Made};
use crate::nix::{B, E, P};

/// Special arguments, which a caller outside of the module can name.
fn is_given(name: &str) -> bool {
    name == "inputs" || name.starts_with("nixpkgs")
}

fn names(takes: &BTreeSet<&'static str>) -> Vec<&'static str> {
    takes.iter().copied().collect()
}

fn import(file: &str) -> E {
    E::raw("import").call(vec![E::raw(file)])
}

impl Making<'_, '_> {
    /// A module in a folder of the root, and what a list of modules in `flake.nix` has for it.
    pub fn way(&mut self, class: Class, folder: &str, name: &str) -> Result<E> {
        let made = self.made(class, "../")?;
        let file = format!("{folder}/{name}.nix");
        let path = format!("./{file}");
        let way = self.u.int_in_range(0..=13)?;
        if made.takes.is_empty() || made.takes.contains("args") || way <= 3 {
            let text = self.headed(made)?;
            self.files.insert(file, text);
            return Ok(if self.one_in(12)? { E::str(format!("${{inputs.self}}{}", &path[1..])) } else { E::raw(path) });
        }
        Ok(match way {
            4 | 5 => self.curried(made, file)?,
            6 | 7 => {
                let body = format!("{name}-body.nix");
                let text = self.handed(made, folder, &body)?;
                self.files.insert(file, text);
                E::raw(path)
            }
            8 => self.exported(made, class, file, name)?,
            9 => self.of_a_name(made, file)?,
            10 => {
                let head = P::whole(&names(&made.takes), "args");
                self.files.insert(file, made.inner.lambda(P::open(&names(&made.takes))));
                import(&path).call(vec![E::raw("args")]).lambda(head)
            }
            11 => {
                let call = self.curried(made, file)?;
                E::Set(vec![B::eq("imports", E::List(vec![call]))])
            }
            _ => {
                let text = self.headed(made)?;
                self.files.insert(format!("{folder}/{name}/part.nix"), text.map_raw(&deeper));
                let imports = E::Set(vec![B::eq("imports", E::List(vec![E::raw("./part.nix")]))]);
                let head = if self.one_in(2)? { imports.lambda(P::open(&[])) } else { imports };
                self.files.insert(format!("{folder}/{name}/default.nix"), head);
                E::raw(format!("./{folder}/{name}"))
            }
        })
    }

    // `map (n: ./modules + "/${n}.nix") [ … ] ++ [ … ]`
    pub fn list(&mut self, all: Vec<E>) -> Result<E> {
        let stem = |e: &E| match e {
            E::Raw(text) => text.strip_prefix("./modules/")?.strip_suffix(".nix").map(E::str),
            _ => None,
        };
        let names: Vec<E> = all.iter().filter_map(stem).collect();
        if names.is_empty() || !self.one_in(4)? {
            return Ok(E::List(all));
        }
        if self.one_in(2)? {
            let imports = all.iter().filter(|e| stem(e).is_some()).cloned();
            let here = |text: String| text.replacen("./modules/", "./", 1);
            let imports = E::List(imports.map(|e| e.map_raw(&here)).collect());
            let profile = self.option("profile");
            self.files.insert(format!("modules/{profile}.nix"), E::Set(vec![B::eq("imports", imports)]));
            let mut all: Vec<E> = all.into_iter().filter(|e| stem(e).is_none()).collect();
            all.push(E::raw(format!("./modules/{profile}.nix")));
            return Ok(E::List(all));
        }
        let file = E::raw("./modules + \"/${n}.nix\"").lambda(P::name("n"));
        let rest = all.into_iter().filter(|e| stem(e).is_none()).collect();
        Ok(E::raw("map").call(vec![file, E::List(names)]).cat(E::List(rest)))
    }

    // `{ inputs, ... }: { pkgs, ... }: { … }`, and its call.
    fn curried(&mut self, made: Made, file: String) -> Result<E> {
        let (outer, inner): (BTreeSet<_>, BTreeSet<_>) = made.takes.into_iter().partition(|n| is_given(n));
        let module = self.headed(Made { takes: inner, inner: made.inner })?;
        let outer = names(&outer);
        let path = format!("./{file}");
        let (head, arg) = match self.u.int_in_range(0..=3)? {
            0 if outer == ["inputs"] => (P::name("inputs"), E::raw("inputs")),
            1 => (P::set(&outer), self.given(&outer)),
            2 => (P::open(&outer), E::raw("inputs").update(self.given(&["inputs"]))),
            _ => (P::open(&outer), self.given(&outer)),
        };
        self.files.insert(file, module.lambda(head));
        Ok(import(&path).call(vec![arg]))
    }

    // Of `flake.nix`, which has all inputs as `inputs`.
    fn given(&self, names: &[&str]) -> E {
        let direct: Vec<&str> = names.iter().copied().filter(|n| n.starts_with("nixpkgs")).collect();
        let mut all = Vec::new();
        let others: Vec<&str> = names.iter().copied().filter(|n| !n.starts_with("nixpkgs")).collect();
        if !others.is_empty() {
            all.push(B::inherit(&others));
        }
        if !direct.is_empty() {
            all.push(B::inherit_from(E::raw("inputs"), &direct));
        }
        E::Set(all)
    }

    // A module that calls a file with its arguments.
    fn handed(&mut self, made: Made, folder: &str, file: &str) -> Result<E> {
        let takes = names(&made.takes);
        let call = |arg: E| import(&format!("./{file}")).call(vec![arg]);
        let inherit = |names: &[&str]| E::Set(vec![B::inherit(names)]);
        let (strict, text) = match self.u.int_in_range(0..=6)? {
            0 | 1 => (false, call(E::raw("args")).lambda(P::whole(&takes, "args"))),
            2 => (true, call(inherit(&takes)).lambda(P::open(&takes))),
            3 => {
                let rest: Vec<&str> = takes.iter().copied().filter(|n| *n != "pkgs").collect();
                let mut all = vec![B::inherit(&["pkgs"])];
                if !rest.is_empty() {
                    all.push(B::inherit_from(E::raw("args"), &rest));
                }
                (false, call(E::Set(all)).lambda(P::whole(&["pkgs"], "args")))
            }
            4 => {
                let more = E::raw("args").update(E::Set(vec![B::eq("extra", E::raw("1"))]));
                (false, call(more).lambda(P::whole(&takes, "args")))
            }
            5 => {
                let imports = E::Set(vec![B::eq("imports", E::List(vec![call(E::raw("args"))]))]);
                (false, imports.lambda(P::whole(&takes, "args")))
            }
            _ => {
                let again = format!("again-{file}");
                self.files.insert(format!("{folder}/{again}"), call(E::raw("args")).lambda(P::whole(&takes, "args")));
                let first = import(&format!("./{again}")).call(vec![inherit(&takes)]);
                (false, first.lambda(P::open(&takes)))
            }
        };
        let head = if strict { P::set(&takes) } else { P::open(&takes) };
        self.files.insert(format!("{folder}/{file}"), made.inner.lambda(head));
        Ok(text)
    }

    // `nixosModules.m0 = ./modules/m0.nix;`, which the flake itself uses.
    fn exported(&mut self, made: Made, class: Class, file: String, name: &str) -> Result<E> {
        let output = format!("{}.{name}", if class == Class::Machine { "nixosModules" } else { "homeModules" });
        let value = match self.u.int_in_range(0..=3)? {
            0 => self.curried(made, file)?,
            n => {
                let text = self.headed(made)?;
                let path = E::raw(format!("./{file}"));
                self.files.insert(file, text);
                match n {
                    1 => E::raw("import").call(vec![path]),
                    2 => E::Set(vec![B::eq("imports", E::List(vec![path]))]),
                    _ => path,
                }
            }
        };
        self.exported.push(B::eq(&output, value));
        Ok(E::raw(format!("inputs.self.{output}")))
    }

    // `name: { pkgs, … }: { … }`, a module for each name.
    fn of_a_name(&mut self, made: Made, file: String) -> Result<E> {
        let option = self.option("environment.of");
        let note = E::Set(vec![B::eq(&option, E::raw("label"))]);
        let Made { takes, inner } = made;
        let both = E::Set(vec![B::eq("imports", E::List(vec![note, self.headed(Made { takes, inner })?]))]);
        let path = format!("./{file}");
        self.files.insert(file, both.lambda(P::name("label")));
        Ok(import(&path).call(vec![E::str("machine")]))
    }
}

// One folder further from the root.
fn deeper(text: String) -> String {
    if text.starts_with("../") { format!("../{text}") } else { text }
}
