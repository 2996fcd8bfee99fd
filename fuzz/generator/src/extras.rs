//! What modules are given beside inputs: functions and sets that make instances, sources, settings; and modules of a
//! function whose calls differ.

use arbitrary::Result;

use crate::Making;
use crate::modules::{Body, overlay};
use crate::nix::{B, E, P};
use crate::shapes::Outputs;

/// One more argument of all modules, besides inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    None,
    /// `unstableFor = system: import … { … }`
    Function,
    /// `unstable = inputs.nixpkgs-unstable`
    Source,
    /// `channel`, a source that each builder says.
    Channel,
    /// `settings`, the `config` that each builder says.
    Settings,
    /// `mylib`, a file with functions.
    Library,
    /// `pkgs-unstable`, made where the builder is called.
    Instance,
}

/// All of them, most flakes having none.
pub const EXTRAS: [Extra; 12] = [
    Extra::None,
    Extra::Function,
    Extra::Source,
    Extra::Channel,
    Extra::Settings,
    Extra::Library,
    Extra::Instance,
    Extra::None,
    Extra::None,
    Extra::None,
    Extra::None,
    Extra::None,
];

fn import(source: E, args: Vec<B>) -> E {
    E::raw("import").call(vec![source, E::Set(args)])
}

impl Making<'_, '_> {
    /// How a builder passes it.
    pub fn extra(&mut self, o: &mut Outputs) -> Result<Option<B>> {
        let by_system = || B::inherit(&["system"]);
        Ok(Some(match self.extra {
            Extra::None => return Ok(None),
            Extra::Function => {
                let set = import(o.input("nixpkgs-unstable"), vec![by_system(), unfree("true")]);
                o.bind("unstableFor", set.lambda(P::name("system")));
                B::inherit(&["unstableFor"])
            }
            Extra::Source => B::eq("unstable", o.input("nixpkgs-unstable")),
            Extra::Channel => {
                let input = self.pick(&["nixpkgs-unstable", "nixpkgs-unstable", "nixpkgs-stable"])?;
                B::eq("channel", o.input(input))
            }
            Extra::Settings => {
                let value = self.pick(&["true", "true", "false"])?;
                B::eq("settings", E::Set(vec![B::eq("allowUnfree", E::raw(value))]))
            }
            Extra::Library => {
                let set = import(E::raw("inputs.nixpkgs-unstable"), vec![by_system()]);
                let of_pkgs = vec![B::inherit_from(E::raw("pkgs"), &["system"]), unfree("true")];
                let tool = import(E::raw("inputs.nixpkgs-unstable"), of_pkgs);
                let text = vec![
                    B::eq("unstable", set.lambda(P::name("system"))),
                    B::eq("ofPkgs", tool.lambda(P::name("pkgs"))),
                ];
                self.files.insert("lib/own.nix".to_owned(), E::Set(text).lambda(P::open(&["inputs"])));
                let given = vec![E::raw(format!("{}lib/own.nix", o.root)), E::Set(vec![B::inherit(&["inputs"])])];
                B::eq("mylib", E::raw("import").call(given))
            }
            Extra::Instance => {
                let value = self.pick(&["true", "true", "false"])?;
                let args = vec![B::eq("system", E::str("x86_64-linux")), unfree(value)];
                let set = import(o.input("nixpkgs-unstable"), args);
                if self.one_in(2)? {
                    o.bind("pkgs-unstable", set);
                    return Ok(Some(B::inherit(&["pkgs-unstable"])));
                }
                B::eq("pkgs-unstable", set)
            }
        }))
    }

    /// A site that has to do with it, if there is one.
    pub fn by_extra(&mut self, body: &mut Body) -> Result<Option<E>> {
        let system = E::raw(self.pick(&["pkgs.system", "pkgs.stdenv.hostPlatform.system"])?);
        let (name, e) = match self.extra {
            Extra::None => return Ok(None),
            Extra::Function => ("unstableFor", E::raw("unstableFor").call(vec![system])),
            Extra::Source => ("unstable", import(E::raw("unstable"), vec![B::eq("system", system)])),
            Extra::Channel => ("channel", import(E::raw("channel"), vec![B::eq("system", system)])),
            Extra::Settings => {
                let (_, source) = self.source(body)?;
                let config = match self.u.int_in_range(0..=2)? {
                    0 => B::eq("config.allowUnfree", E::raw("settings.allowUnfree")),
                    1 => B::eq("config", E::Set(vec![B::inherit_from(E::raw("settings"), &["allowUnfree"])])),
                    _ => B::eq("config", E::raw("settings")),
                };
                ("settings", import(source, vec![B::eq("system", system), config]))
            }
            Extra::Library => match self.one_in(2)? {
                true => ("mylib", E::raw("mylib.unstable").call(vec![system])),
                false => ("mylib", E::raw("mylib.ofPkgs").call(vec![E::raw("pkgs")])),
            },
            Extra::Instance => ("pkgs-unstable", E::raw("pkgs-unstable")),
        };
        if body.binds(name) {
            return Ok(None);
        }
        body.takes.extend([name, "pkgs"]);
        Ok(Some(e))
    }

    // What else a machine says of its packages.
    pub fn settings(&mut self, modules: &mut Vec<E>, system: &str) -> Result<()> {
        let option = |name: &str, value: E| E::Set(vec![B::eq(name, value)]);
        match self.u.int_in_range(0..=17)? {
            0 | 1 => modules.push(option("nixpkgs.config.allowUnfree", E::raw("true"))),
            2 => modules.push(option("nixpkgs.overlays", E::List(vec![overlay("hello", E::raw("prev.git"))]))),
            3 => modules.push(option("nixpkgs.hostPlatform", E::str(system))),
            4 if system == "aarch64-linux" => {
                let platforms = [("buildPlatform", "x86_64-linux"), ("hostPlatform", system)];
                let all = platforms.map(|(name, value)| B::eq(&format!("nixpkgs.{name}"), E::str(value)));
                modules.push(E::Set(all.into()));
            }
            5 => {
                let name = self.pick(&["unstable", "pkgs-unstable", "pkgsUnstable"])?;
                let text = option(&format!("_module.args.{name}"), E::str("of its own"));
                let text = if self.taken(name) { option("environment.none", E::raw("1")) } else { text };
                let is_text = E::raw("builtins.isString").call(vec![E::raw(name)]);
                let shown = option("environment.shown", is_text).lambda(P::open(&[name]));
                modules.extend([text, shown]);
            }
            _ => {}
        }
        Ok(())
    }

    // Whether all modules are given something of that name.
    fn taken(&self, name: &str) -> bool {
        match self.extra {
            Extra::Source => name == "unstable",
            Extra::Instance => name == "pkgs-unstable",
            _ => false,
        }
    }

    /// A file that makes a module of what it is called with.
    pub fn parameters(&mut self) -> Result<()> {
        let param = self.u.int_in_range(0..=4)?;
        let system = B::inherit_from(E::raw("pkgs"), &["system"]);
        let unstable = E::raw("inputs.nixpkgs-unstable");
        let (head, set) = match param {
            0 => (P::set(&["source"]), import(E::raw("source"), vec![system])),
            1 => {
                let head = P::open(&["inputs"]).or("unfree", E::raw("true"));
                (head, import(unstable, vec![system, B::eq("config.allowUnfree", E::raw("unfree"))]))
            }
            2 => (P::set(&["inputs", "system"]), import(unstable, vec![B::inherit(&["system"])])),
            3 => (P::set(&["inputs", "name"]), import(E::raw("inputs.${name}"), vec![system])),
            _ => {
                let head = P::open(&["inputs"]).or("overlays", E::List(Vec::new()));
                (head, import(unstable, vec![system, B::inherit(&["overlays"])]))
            }
        };
        let list = E::List(vec![set.sel("hello")]);
        let lists = B::eq("environment.systemPackages", list);
        let module = E::Set(vec![lists]).lambda(P::open(&["pkgs"]));
        self.files.insert("modules/of.nix".to_owned(), module.lambda(head));
        self.parameter = Some(param);
        Ok(())
    }

    /// One call of it.
    pub fn of_parameters(&mut self) -> Result<Option<E>> {
        let Some(param) = self.parameter else { return Ok(None) };
        let source = self.pick(&["nixpkgs-unstable", "nixpkgs-unstable", "nixpkgs-stable"])?;
        let either = self.one_in(2)?;
        let mut args = vec![B::inherit(&["inputs"])];
        match param {
            0 => args = vec![B::eq("source", E::raw(format!("inputs.{source}")))],
            1 if either => args.push(B::eq("unfree", E::raw("false"))),
            2 => args.push(B::eq("system", E::str(if either { "x86_64-linux" } else { "aarch64-linux" }))),
            3 => args.push(B::eq("name", E::str(source))),
            4 if either => {
                let o = overlay("hello", E::raw("prev.git"));
                args.push(B::eq("overlays", E::List(vec![o])));
            }
            _ => {}
        }
        Ok(Some(E::raw("import").call(vec![E::raw("./modules/of.nix"), E::Set(args)])))
    }
}

fn unfree(value: &str) -> B {
    B::eq("config.allowUnfree", E::raw(value))
}
