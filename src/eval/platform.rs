//! Platforms, as nixpkgs takes them for `localSystem` and `crossSystem`, and as its package sets have them.
//!
//! A platform is the name of a system, or a set: `lib.systems.elaborate` makes `{ system = s; }` of a string `s`, and
//! gives what a set doesn't say its default (nixpkgs `lib/systems/default.nix`).

use std::rc::Rc;

use super::Evaluator;
use super::value::{Attrs, ConfigId, ModuleArg, Sym, Value};
use crate::syntax::name::Name;

/// What a platform says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Platform {
    /// Like `x86_64-linux`; none if it can't be known.
    pub system: Option<Rc<str>>,
    /// Canonical text of all that it says but the system: `gcc={arch="znver3";};`.
    pub more: String,
}

impl Platform {
    /// Canonical text: equal texts mean equal platforms.
    pub fn text(&self, ev: &mut Evaluator, v: &Value) -> String {
        match &self.system {
            Some(system) => format!("{{system={system:?};{}}}", self.more),
            None if Evaluator::selection(v).1.last().is_some_and(|n| n.is("system")) => {
                format!("{{system={};}}", ev.canon(v))
            }
            None => ev.canon(v),
        }
    }
}

impl Evaluator {
    /// What a platform says: of a string, of a set, of `lib.systems.elaborate` of either, or of what a package set runs on.
    pub fn platform(&mut self, v: &Value) -> Platform {
        let v = self.concretize(v);
        let more = match &v {
            Value::Attrs(a) => self.more_of_set(a),
            Value::Sym(s) => {
                if let Sym::Apply(f, arg, _) = &**s
                    && Evaluator::selection(f).1.last().is_some_and(|n| n.is("elaborate"))
                {
                    let arg = self.force(&arg.clone());
                    return self.platform(&arg);
                }
                self.more_of_symbol(&v)
            }
            _ => String::new(),
        };
        Platform { system: self.platform_of(&v), more }
    }

    fn more_of_set(&mut self, a: &Attrs) -> String {
        let mut rest = a.clone();
        rest.map.shift_remove(&Name::new("system"));
        if rest.map.is_empty() && rest.open.is_empty() {
            return String::new();
        }
        let text = self.canon(&Value::Attrs(Rc::new(rest)));
        text[1..text.len() - 1].to_owned()
    }

    // `pkgs.stdenv.hostPlatform` has all that the package set was made for, `pkgs.system` only the name.
    fn more_of_symbol(&mut self, v: &Value) -> String {
        let (root, path) = Evaluator::selection(v);
        let whole = path.last().is_some_and(|n| {
            n.is("hostPlatform") || n.is("buildPlatform") || n.is("targetPlatform") || n.is("localSystem")
        });
        if whole { self.more_of_pkgs(&root) } else { String::new() }
    }

    // What the platform of a package set, or of a configuration's own, says besides its system.
    fn more_of_pkgs(&mut self, pkgs: &Value) -> String {
        let Value::Sym(s) = pkgs else { return String::new() };
        let platform = match &**s {
            Sym::ModuleArg(c, _) => {
                let c = self.outermost(*c);
                let given = ["hostPlatform", "crossSystem", "localSystem"];
                let given = given.iter().find_map(|n| self.nixpkgs_option(c, n));
                let pkgs = self.config(c).args.get("pkgs").cloned();
                match (given, pkgs) {
                    (Some(platform), _) => platform,
                    (None, Some(t)) => {
                        let pkgs = self.force(&t);
                        let pkgs = self.concretize(&pkgs);
                        let instance = matches!(&pkgs, Value::Sym(s) if matches!(&**s, Sym::Instance(_)));
                        return if instance { self.more_of_pkgs(&pkgs) } else { String::new() };
                    }
                    (None, None) => return String::new(),
                }
            }
            Sym::Instance(i) => {
                let args = self.force(&i.args);
                let Some(args) = self.as_attrs(&args) else { return String::new() };
                let host = self.argument(&args, "crossSystem").or_else(|| self.argument(&args, "localSystem"));
                let Some(host) = host else { return String::new() };
                host
            }
            _ => return String::new(),
        };
        match &platform {
            Value::Attrs(a) => self.more_of_set(a),
            _ => String::new(),
        }
    }

    // An argument that is given, and not as `null`.
    fn argument(&mut self, args: &Attrs, name: &str) -> Option<Value> {
        let t = args.get(name).cloned()?;
        let v = self.force(&t);
        let v = self.concretize(&v);
        (!matches!(v, Value::Null)).then_some(v)
    }

    /// The value of the option `nixpkgs.NAME`, if it is given.
    pub(super) fn nixpkgs_option(&mut self, id: ConfigId, name: &str) -> Option<Value> {
        let v = self.option_value(id, &[Name::new("nixpkgs"), Name::new(name)])?;
        let v = self.concretize(&v);
        (!matches!(v, Value::Null)).then_some(v)
    }

    /// The system of a string, a platform set, or a package set.
    pub fn platform_of(&mut self, v: &Value) -> Option<Rc<str>> {
        let v = self.concretize(v);
        match &v {
            Value::Str(s) => Some(s.clone()),
            Value::Attrs(a) => {
                if a.get("system").is_none()
                    && a.open.is_empty()
                    && let Some(config) = self.argument(a, "config")
                {
                    return self.as_text(&config).and_then(|triple| system_of_triple(&triple));
                }
                let s = self.select(&v, Name::new("system"))?;
                self.as_text(&s)
            }
            Value::Sym(s) => match &**s {
                Sym::Instance(i) => {
                    let args = self.force(&i.args);
                    self.system_of_args(&args)
                }
                Sym::ModuleArg(c, ModuleArg::Pkgs) => self.system(*c),
                Sym::Select(..) => {
                    let system = Value::sym(Sym::Select(v.clone(), Name::new("system")));
                    self.as_text(&system)
                }
                Sym::Apply(f, arg, _) => {
                    let (_, names) = Evaluator::selection(f);
                    let same = names.last().is_some_and(|n| n.is("elaborate"));
                    let arg = self.force(&arg.clone());
                    if same { self.platform_of(&arg) } else { None }
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The system that the packages of an instance run on, by its arguments: that of `crossSystem`, or else the one that
    /// they are built on (nixpkgs `pkgs/top-level/impure.nix`).
    pub fn system_of_args(&mut self, args: &Value) -> Option<Rc<str>> {
        let args = self.as_attrs(args)?;
        match self.argument(&args, "crossSystem") {
            Some(cross) => self.platform_of(&cross),
            None => self.local_system_of_args(&args),
        }
    }

    /// The system that the packages of an instance are built on.
    pub fn local_system_of_args(&mut self, args: &Attrs) -> Option<Rc<str>> {
        let v = self.argument(args, "system").or_else(|| self.argument(args, "localSystem"))?;
        self.platform_of(&v)
    }

    /// The system that the packages of a package set are built on.
    pub fn build_system_of(&mut self, pkgs: &Value) -> Option<Rc<str>> {
        let Value::Sym(s) = pkgs else { return self.platform_of(pkgs) };
        match &**s {
            Sym::Instance(i) => {
                let args = self.force(&i.args);
                let args = self.as_attrs(&args)?;
                self.local_system_of_args(&args)
            }
            Sym::ModuleArg(c, _) => self.build_system(*c),
            _ => self.platform_of(pkgs),
        }
    }

    /// The system that a configuration is built on, if that can be known (nixpkgs `nixos/modules/misc/nixpkgs.nix`:
    /// `buildPlatform` is `hostPlatform` unless it is given).
    pub fn build_system(&mut self, id: ConfigId) -> Option<Rc<str>> {
        let host = self.outermost(id);
        if let Some(pkgs) = self.nixpkgs_option(host, "pkgs") {
            return self.build_system_of(&pkgs);
        }
        if let Some(build) = self.nixpkgs_option(host, "buildPlatform") {
            return self.platform_of(&build);
        }
        if self.nixpkgs_option(host, "hostPlatform").is_none() && self.nixpkgs_option(host, "crossSystem").is_some() {
            let local = self.nixpkgs_option(host, "localSystem").or_else(|| self.nixpkgs_option(host, "system"));
            return match local {
                Some(local) => self.platform_of(&local),
                None => {
                    let t = self.config(host).args.get("system").cloned()?;
                    let v = self.force(&t);
                    self.platform_of(&v)
                }
            };
        }
        self.system(id)
    }
}

// The processors whose name in a triple is the one in the name of a system (nixpkgs `lib/systems/parse.nix`).
const PROCESSORS: &[&str] = &[
    "aarch64",
    "armv6l",
    "armv7l",
    "i686",
    "loongarch64",
    "mips64el",
    "mipsel",
    "powerpc64",
    "powerpc64le",
    "riscv32",
    "riscv64",
    "s390x",
    "x86_64",
];

/// The system of a configuration triple: `riscv64-linux` for `riscv64-unknown-linux-gnu`. None for what is neither Linux
/// nor Darwin.
pub fn system_of_triple(triple: &str) -> Option<Rc<str>> {
    let parts: Vec<&str> = triple.split('-').collect();
    let (cpu, rest) = parts.split_first()?;
    let cpu = PROCESSORS.iter().find(|p| *p == cpu)?;
    let kernel = match rest {
        ["linux" | "unknown", ..] | [_, "linux", ..] if rest.contains(&"linux") => "linux",
        ["apple", os] if os.starts_with("darwin") => "darwin",
        _ => return None,
    };
    Some(format!("{cpu}-{kernel}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triple_tells_the_system() {
        for (triple, system) in [
            ("riscv64-unknown-linux-gnu", Some("riscv64-linux")),
            ("aarch64-linux-gnu", Some("aarch64-linux")),
            ("x86_64-unknown-linux-musl", Some("x86_64-linux")),
            ("armv7l-unknown-linux-gnueabihf", Some("armv7l-linux")),
            ("aarch64-apple-darwin", Some("aarch64-darwin")),
            ("x86_64-w64-mingw32", None),
            ("arm-none-eabi", None),
            ("riscv32-none-elf", None),
            ("", None),
        ] {
            assert_eq!(system_of_triple(triple).as_deref(), system, "{triple}");
        }
    }
}
