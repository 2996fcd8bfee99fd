//! Instance keys: which sites make the same instance.

use std::rc::Rc;

use super::codes::{self, Block};
use crate::eval::models::SOMETHING;
use crate::eval::value::{Attrs, InputId, ModuleArg, Source, Sym, SymPart, Value};
use crate::eval::{Evaluator, canon};

/// What an instance is made of. Two sites share an instance if and only if their keys are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub source: Source,
    /// Canonical text of all arguments but the system.
    pub rest: String,
    pub system: Rc<str>,
    /// Whether it depends on the configuration that makes it: each has an instance of its own (see [`super::own`]).
    pub own: bool,
}

/// The system of an instance that any machine may make: a host's own, where that is not known. The site selects it, from
/// a set of all that nixpkgs offers (`lib.systems.flakeExposed`).
pub const ANY_SYSTEM: &str = "any";

/// The argument that names the system: `system = s` is `localSystem = { system = s; }` (nixpkgs
/// `pkgs/top-level/impure.nix`).
pub const SYSTEM_ARGUMENTS: &[&str] = &["system", "localSystem"];

/// Since then nixpkgs compares `crossSystem` with `localSystem` after it has elaborated both (`lib.systems.equals` in
/// `pkgs/top-level/default.nix`); until then as they are given: `crossSystem = "x86_64-linux"` beside `system =
/// "x86_64-linux"` was a cross-compilation.
const COMPARES_ELABORATED: ((u32, u32), u64) = ((24, 11), 1_727_136_000);

impl Evaluator {
    /// The key of an instance.
    pub fn key(&mut self, source: &Source, args: &Value) -> Result<Key, Block> {
        let Some(id) = self.input_of(source) else {
            let kept = self.imports.kept_fetch(source).map(|at| format!("{at} goes on using it for something else"));
            return Err(no_input(source, self.inputs.no_more.as_deref().or(kept.as_deref())));
        };
        let source = Source::Input(self.inputs.canonical(id));
        let Some(args) = self.as_attrs(args) else {
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, "its arguments are not a set that can be known"));
        };
        if !args.open.is_empty() {
            let what = self.describe(&args.open[0].clone());
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, format!("some of its arguments come from {what}")));
        }
        if SYSTEM_ARGUMENTS.iter().all(|n| args.get(n).is_some()) {
            let m =
                "it gets both `system` and `localSystem`, which nixpkgs asserts that it doesn't; leave one of them out";
            return Err(Block::new(codes::INVALID_ARGUMENTS, m));
        }
        let system = self.key_system(&args)?;
        let rest = self.key_rest(&source, &args)?;
        Ok(Key { source, rest, system, own: false })
    }

    /// The input that a source is, or that was made of it.
    pub fn input_of(&self, source: &Source) -> Option<InputId> {
        match source {
            Source::Input(id) => Some(*id),
            Source::Pin(p) => self.inputs.pinned(p),
            Source::Channel(n) => self.inputs.channel(n),
            _ => None,
        }
    }

    /// The key of a value that is an instance of an import: one of `legacyPackages` has another `lib.version`.
    pub fn instance_key(&mut self, v: &Value) -> Option<Key> {
        let v = self.concretize(v);
        let Value::Sym(s) = &v else { return None };
        let Sym::Instance(i) = &**s else { return None };
        if i.given {
            return None;
        }
        let args = self.force(&i.args);
        self.key(&i.source, &args).ok()
    }

    fn key_system(&mut self, args: &Attrs) -> Result<Rc<str>, Block> {
        let given = SYSTEM_ARGUMENTS.iter().find_map(|n| args.get(n).cloned());
        let Some(t) = given else {
            let m = "no system is given: it is that of the machine that evaluates; give it `system`";
            return Err(Block::new(codes::UNKNOWN_SYSTEM, m));
        };
        let mut v = self.force(&t);
        if let Value::Attrs(a) = &v
            && let Some(system) = a.get("system").cloned()
        {
            v = self.force(&system);
        }
        // `"${prev.system}"`
        if let Value::Sym(s) = &v
            && let Sym::Interp(parts) = &**s
            && let [SymPart::Value(only)] = &parts[..]
        {
            v = only.clone();
        }
        let (root, path) = Evaluator::selection(&v);
        let of_host = matches!(&root, Value::Sym(s) if match &**s {
            Sym::ModuleArg(_, arg) => !matches!(arg, ModuleArg::Options | ModuleArg::Other(_)),
            // A home that a package makes for itself, with the package set that it gets.
            Sym::Param(lambda, name) => name.is("pkgs") || name.is("system") || self.is_overlay(*lambda),
            // A set that a function of the flake makes for the system that it is called with.
            Sym::Instance(i) => match self.force(&i.args) {
                Value::Attrs(a) => a.open.is_empty() && a.get("crossSystem").is_none(),
                _ => false,
            },
            _ => false,
        });
        let itself = matches!(&root, Value::Sym(s) if matches!(&**s, Sym::Param(_, n) if n.is("system")));
        let named = path.last().map_or(itself, |n| n.is("system"));
        let any = (of_host && named).then(|| ANY_SYSTEM.into());
        // An option of the modules' own may have another value tomorrow: the site goes on reading it.
        let option = matches!(&root, Value::Sym(s) if matches!(&**s, Sym::ModuleArg(_, ModuleArg::Config)));
        if option && !path.first().is_some_and(|n| n.is("nixpkgs")) && self.as_text(&v).is_some() {
            return Ok(ANY_SYSTEM.into());
        }
        self.platform_of(&v).or(any).ok_or_else(|| {
            let what = self.describe(&v);
            let overlay = matches!(Evaluator::selection(&v).0, Value::Sym(s) if matches!(&*s, Sym::Param(..)));
            let more = if overlay { "" } else { "; give the host's builder `system`, or set `nixpkgs.hostPlatform`" };
            Block::new(codes::UNKNOWN_SYSTEM, format!("its system is {what}, which can't be known{more}"))
        })
    }

    // nixpkgs `pkgs/top-level/default.nix`: what is not given is the same as what is given empty; `crossSystem` is
    // `localSystem` unless it is given, and not as `null`; the order of overlays counts. Any other argument is ignored,
    // and so is `lib`: nixpkgs takes its own.
    fn key_rest(&mut self, source: &Source, args: &Attrs) -> Result<String, Block> {
        let mut names: Vec<_> = args.map.iter().map(|(n, t)| (n.text(), t.clone())).collect();
        names.sort_by(|a, b| a.0.cmp(&b.0));
        let mut out = String::new();
        for (name, t) in names {
            let v = self.force(&t);
            let text = match &*name {
                "system" | "lib" => continue,
                "localSystem" => {
                    let more = self.platform(&v).more;
                    if more.is_empty() {
                        continue;
                    }
                    format!("{{{more}}}")
                }
                "crossSystem" if !self.crosses(source, args) => continue,
                "crossSystem" => self.platform(&v).text(self, &v),
                _ => self.canon(&v),
            };
            if let Some(mark) = canon::dependence(&text) {
                return Err(dependent(&name, mark));
            }
            if matches!((&*name, &*text), ("config" | "overlays" | "crossOverlays", "{}" | "[]")) {
                continue;
            }
            out.push_str(&format!("{name}={text};"));
        }
        Ok(out)
    }

    /// Whether an instance has a `crossSystem` that is not the platform that it is built on.
    pub fn crosses(&mut self, source: &Source, args: &Attrs) -> bool {
        let given = |n: &str| args.get(n).cloned();
        let (Some(cross), Some(local)) = (given("crossSystem"), SYSTEM_ARGUMENTS.iter().find_map(|n| given(n))) else {
            return args.get("crossSystem").is_some();
        };
        let (cross, local) = (self.force(&cross), self.force(&local));
        let (cross, local) = (self.concretize(&cross), self.concretize(&local));
        if matches!(cross, Value::Null) {
            return false;
        }
        let (to, from) = (self.platform(&cross).text(self, &cross), self.platform(&local).text(self, &local));
        let ((release, time), of) = (COMPARES_ELABORATED, source);
        let old = matches!(of, Source::Input(id) if self.inputs.is_before(*id, release, time));
        // As it is given, `system = s` is a set.
        let set = args.get("system").is_some() || matches!(local, Value::Attrs(_));
        let alike = match cross {
            Value::Attrs(_) => set,
            Value::Str(_) => !set && matches!(local, Value::Str(_)),
            _ => false,
        };
        to != from || old && !alike
    }
}

fn no_input(source: &Source, no_more: Option<&str>) -> Block {
    let (code, message) = match source {
        Source::Channel(n) => {
            let m = format!("`<{n}>` is a channel of the machine; make it an input of the flake, or say --unsafe");
            (codes::IMPURE_SOURCE, m)
        }
        Source::Pin(p) if !p.fixed => {
            let m = format!("`{}` fetches `{}`, which moves; say --unsafe to make it an input", p.fetcher, p.reference);
            (codes::IMPURE_SOURCE, m)
        }
        Source::Pin(_) | Source::Fetch(_) => {
            let fetcher = match source {
                Source::Pin(p) => format!("{} …", p.fetcher),
                Source::Fetch(f) => f.clone(),
                _ => String::new(),
            };
            let m = match no_more {
                Some(why) => format!("`{fetcher}` fetches nixpkgs here, and can't become an input: {why}"),
                None => format!("`{fetcher}` fetches nixpkgs here; make it an input of the flake"),
            };
            (codes::IMPURE_SOURCE, m)
        }
        Source::Named(n) if n == SOMETHING => {
            (codes::DEPENDS_ON_LOCAL, "its source is computed from what can't be known".to_owned())
        }
        Source::Named(n) => (codes::UNKNOWN_CALLER, format!("`{n}` is an argument of something that is not known")),
        Source::PathOf(_) | Source::Input(_) => {
            let m = "the package set whose `path` it imports is not one of an input";
            (codes::DEPENDS_ON_CONFIG, m.to_owned())
        }
    };
    Block::new(code, message)
}

fn dependent(name: &str, mark: canon::Dependence) -> Block {
    use canon::Dependence as D;
    match mark {
        D::Config => Block::new(
            codes::DEPENDS_ON_CONFIG,
            format!("its `{name}` depends on the configuration that it is evaluated in"),
        ),
        D::Parameter => Block::new(
            codes::DEPENDS_ON_LOCAL,
            format!("its `{name}` depends on an argument of the function around it"),
        ),
        D::Unknown(why) => Block::new(codes::DEPENDS_ON_LOCAL, format!("its `{name}` can't be known: {why}")),
    }
}
