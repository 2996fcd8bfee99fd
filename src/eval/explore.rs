//! Looks at every value that an output leads to, so that all ways to a site are seen: attributes, list elements,
//! arguments of functions that are not known, functions that something not known may call.
//!
//! Afterwards it looks at what nothing leads to: variables nobody asks for, files nobody imports.

mod dormant;
mod escaped;
mod frameworks;
mod functions;
mod module_options;
mod names;
mod opaque;
mod shared;
mod special;
mod traces;

pub use names::attribute;

use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use module_options::{copies_files, holds_modules, holds_nodes, is_path};

use super::models::call_package::ALWAYS_THERE;
use super::modules::{Entry, Kind};
use super::value::{ConfigId, Env, FrameKind, Instance, ModuleArg, Origin, Sym, SymPart, Thunk, Value};
use super::{Escape, Evaluator, interp};
use crate::syntax::hir::ExprId;
use crate::syntax::name::Name;

/// Longer chains of values are not followed.
const MAX_CHAIN: u32 = 300;

/// Steps for all dormant variables, and for all files that nothing imports.
const DORMANT_SCOPES: u64 = 2_000_000;
const DORMANT_FILES: u64 = 2_000_000;

/// Steps for such a file and the variables in it.
const DORMANT_FILE: u64 = 1_500_000;

/// Steps for one variable or file of it.
const DORMANT_UNIT: u64 = 1_000_000;

/// Steps for what is asked when all has been looked at.
const LATER_STEPS: u64 = 20_000_000;

/// Looks at one dormant variable: in all, and in a row without anything new. A `let` is evaluated once for every call
/// around it, and looking into it may lead to more of the same.
const MAX_TRIES: u32 = 256;
const MAX_IDLE_TRIES: u32 = 12;

/// Evaluations of one expression for the sake of this walk, and how many more each configuration adds: a large table that
/// is computed for every host has more.
const MAX_VISITS: u32 = 1000;
const VISITS_PER_HOST: u32 = 10;

/// Who will call functions that are found.
#[derive(Clone)]
enum Finder {
    /// Users of an output.
    Output(Rc<str>),
    /// The module system, for a configuration.
    Option(ConfigId),
    /// nixpkgs, for an overlay.
    Overlay,
    /// A function that is not known; whether paths given to it may be evaluated.
    Function(Rc<str>, bool),
    Nobody,
}

struct Item {
    value: Thunk,
    finder: Finder,
    /// The option that the value is, while it is in a module's `config`.
    option: Option<(ConfigId, Vec<Name>)>,
    depth: u32,
}

/// The walk over all values of a flake.
pub struct Explorer<'a> {
    ev: &'a mut Evaluator,
    queue: VecDeque<Item>,
    seen: FxHashSet<usize>,
    called: FxHashSet<(super::value::Loc, usize)>,
    // Addresses are only unique while what they belong to is alive.
    alive: Vec<Value>,
    next_config: usize,
    next_scope: usize,
    next_undeclared: usize,
    /// Configurations whose special arguments are looked at when all else is, or those that a module of it defines.
    special: Vec<(ConfigId, Option<Value>)>,
    /// Functions that nothing calls.
    uncalled: Vec<Value>,
    /// How often an expression was evaluated because of this walk.
    visits: FxHashMap<super::value::Loc, u32>,
    /// How often a dormant variable was looked at, by its expression: in all, and since that last showed anything new.
    tried: FxHashMap<(super::value::FileId, ExprId, Name), (u32, u32)>,
    /// Steps at which dormant code is left alone.
    end: u64,
}

/// Attributes of an option's type that only say what others of them say, or say it to people.
const TYPE_WORDS: &[&str] = &["description", "descriptionClass", "functor"];

/// Evaluates all that the outputs lead to, then all that nothing leads to.
pub fn explore(ev: &mut Evaluator) {
    let mut x = Explorer {
        ev,
        queue: VecDeque::new(),
        seen: FxHashSet::default(),
        called: FxHashSet::default(),
        alive: Vec::new(),
        next_config: 0,
        next_scope: 0,
        next_undeclared: 0,
        special: Vec::new(),
        uncalled: Vec::new(),
        visits: FxHashMap::default(),
        tried: FxHashMap::default(),
        end: 0,
    };
    x.outputs();
    x.drain();
    x.special_arguments();
    x.leave_traces();
    x.ev.call_escaped();
    // What is cut is blocked as a whole: what nothing leads to makes no difference then.
    if !x.ev.out_of_budget {
        x.ev.dormant = true;
        x.dormant();
        x.ev.dormant = false;
    }
    x.ev.grant(LATER_STEPS, u64::MAX);
    // To free all these values takes a good part of the time that it took to find them.
    std::mem::forget(std::mem::take(&mut x.alive));
}

impl Explorer<'_> {
    fn push(&mut self, value: Thunk, finder: &Finder, depth: u32) {
        self.queue.push_back(Item { value, finder: finder.clone(), option: None, depth });
    }

    fn outputs(&mut self) {
        let outputs = self.ev.self_outputs();
        self.ev.note_opaque_outputs();
        let Some(a) = self.ev.as_attrs(&outputs) else { return };
        let mut names: Vec<(Rc<str>, Thunk)> = a.map.iter().map(|(n, t)| (n.text(), t.clone())).collect();
        // A configuration has the name of the output that is meant for it, wherever else it is mentioned.
        names.sort_by_key(|(n, _)| (!n.ends_with("Configurations"), n.clone()));
        for (name, t) in names {
            self.output(&name, &t);
        }
        for o in a.open.clone() {
            self.push(Thunk::done(o), &Finder::Output("outputs".into()), 0);
        }
        self.drain();
    }

    fn output(&mut self, name: &str, t: &Thunk) {
        let v = self.ev.force(t);
        if name.ends_with("Configurations") || name == "systemConfigs" {
            self.name_configurations(name, &v, 0);
        } else if name == "packages" || name == "legacyPackages" {
            self.name_below_systems(name, &v);
        }
        let made = super::models::read_output(self.ev, name, &v);
        match name {
            _ if made.is_some() => {
                self.push(Thunk::done(made.unwrap_or(Value::Null)), &Finder::Output(name.into()), 0);
                if let Value::Attrs(a) = &v {
                    a.open.iter().for_each(|o| self.push(Thunk::done(o.clone()), &Finder::Output(name.into()), 0));
                }
            }
            "nixosModules" | "darwinModules" | "homeModules" | "homeManagerModules" | "hmModules" | "flakeModules" => {
                self.exported_modules(name, &v, 1);
            }
            // What flake-parts keeps there is for the flake's own builders; exports stand in other outputs too.
            "modules" if self.ev.configs.iter().any(|c| c.kind == Kind::FlakeParts) => {}
            "modules" => self.exported_modules(name, &v, 2),
            "nixosModule" | "homeManagerModule" | "darwinModule" | "flakeModule" | "homeModule" => {
                self.exported_modules(name, &v, 0);
            }
            "templates" | "defaultTemplate" => {}
            "overlays" | "overlay" => self.push(t.clone(), &Finder::Overlay, 0),
            _ => self.push(t.clone(), &Finder::Output(name.into()), 0),
        }
        self.drain();
    }

    // Modules of an output, at any depth: below names, below systems, in lists.
    fn exported_modules(&mut self, name: &str, v: &Value, levels: u32) {
        let v = self.ev.concretize(v);
        match &v {
            Value::Attrs(a) if name.matches('.').count() < 6 && (levels > 0 || self.holds_exports(a)) => {
                for (n, t) in a.map.clone() {
                    let v = self.ev.force(&t);
                    let name = format!("{name}.{}", attribute(&n.text()));
                    self.exported_modules(&name, &v, levels.saturating_sub(1));
                }
            }
            _ => {
                self.ev.evaluate_as_module(Kind::Exported(name.to_owned()), Thunk::done(v), None);
            }
        }
    }

    // Whether a set is no module but holds modules: options are not functions, paths or lists at their top level.
    fn holds_exports(&mut self, a: &super::value::Attrs) -> bool {
        let keys = ["imports", "config", "options", "_file", "key", "_type", "__functor"];
        if keys.iter().any(|k| a.get(k).is_some()) {
            return false;
        }
        let system = |n: &str| n.ends_with("-linux") || n.ends_with("-darwin");
        a.map.clone().iter().any(|(n, t)| {
            let v = self.ev.force(t);
            let module = match &v {
                Value::Lambda(_) | Value::Path(_) | Value::List(_) => true,
                Value::Attrs(inner) => inner.get("imports").is_some(),
                _ => false,
            };
            module || system(&n.text())
        })
    }

    fn drain(&mut self) {
        loop {
            while let Some(item) = self.queue.pop_front() {
                self.visit(item);
            }
            if let Some((id, path, value)) = self.ev.undeclared.get(self.next_undeclared).cloned() {
                self.next_undeclared += 1;
                self.undeclared(id, &path, value);
                continue;
            }
            if self.next_config >= self.ev.configs.len() {
                return;
            }
            let id = ConfigId(self.next_config as u32);
            self.next_config += 1;
            self.configuration(id);
        }
    }

    fn configuration(&mut self, id: ConfigId) {
        if self.ev.config(id).kind == Kind::Common {
            return;
        }
        let was = self.ev.dormant;
        self.ev.dormant |= self.ev.config(id).dormant;
        if self.ev.config(id).kind.is_framework() {
            self.framework(id);
            self.ev.dormant = was;
            return;
        }
        let modules = self.ev.modules(id);
        self.ev.inner_configurations(id);
        for e in modules.iter() {
            match e {
                Entry::Own(m, _) => self.module(id, &m.config, m.options.clone()),
                Entry::Shared(g, range, _) => self.shared_modules(id, g, range),
            }
        }
        self.special_arguments_of(id);
        let finder = Finder::Function(special::SPECIAL_ARGS.into(), false);
        if let Some(t) = self.ev.config(id).pkgs.clone() {
            self.push(t, &finder, 0);
        }
        let beside = self.ev.config(id).beside.clone();
        let args = beside.is_none().then(|| self.ev.config(id).args.map.clone());
        if let Some((given, function)) = beside {
            let finder = Finder::Function(function, true);
            given.into_iter().for_each(|t| self.push(t, &finder, 0));
        }
        for (n, t) in args.into_iter().flatten() {
            if !n.is("modules") && !n.is("specialArgs") && !n.is("extraSpecialArgs") && !n.is("config") {
                self.push(t, &finder, 0);
            }
        }
        while let Some(item) = self.queue.pop_front() {
            self.visit(item);
        }
        self.ev.dormant = was;
    }

    fn first_time(&mut self, address: usize, v: &Value) -> bool {
        let new = self.seen.insert(address);
        if new {
            self.alive.push(v.clone());
        }
        new
    }

    fn visit(&mut self, item: Item) {
        if item.depth > MAX_CHAIN || !self.ev.step() {
            return;
        }
        if self.is_much_the_same(&item.value) {
            return;
        }
        let v = self.ev.force(&item.value);
        let depth = item.depth + 1;
        match &v {
            Value::Attrs(a) => {
                let builtin = a.origin.as_ref().is_some_and(|o| self.is_part_of_a_model(o));
                let is_lib = a.open.iter().any(|o| matches!(o, Value::Sym(s) if matches!(&**s, Sym::External(_))));
                if is_lib && self.first_time(Rc::as_ptr(a) as usize, &v) {
                    self.visit_extended_lib(&v, &item, depth);
                }
                if builtin && a.get("_type").is_none() || is_lib || !self.first_time(Rc::as_ptr(a) as usize, &v) {
                    return;
                }
                self.visit_set(&v, &item, depth);
            }
            Value::List(l) => {
                if !self.first_time(Rc::as_ptr(l) as usize, &v) {
                    return;
                }
                let overlays = item.option.as_ref().is_some_and(|(_, p)| is_path(p, &["nixpkgs", "overlays"]));
                let finder = if overlays { Finder::Overlay } else { item.finder.clone() };
                for t in l.items.iter().chain(&l.rest) {
                    let option = item.option.clone();
                    self.queue.push_back(Item { value: t.clone(), finder: finder.clone(), option, depth });
                }
            }
            Value::Lambda(c) => self.visit_lambda(c, &item.finder, depth),
            Value::Native(n) => {
                for t in n.args.clone() {
                    self.push(t, &item.finder, depth);
                }
            }
            Value::Path(p) => self.visit_path(&p.clone(), &item),
            // `"${self}/a.nix"` means what `./a.nix` does.
            Value::Str(t) if is_path_in_flake(t) && matches!(item.finder, Finder::Function(_, true)) => {
                self.visit_path(t, &item);
            }
            Value::Str(t) if matches!(item.finder, Finder::Option(_)) => self.ev.note_handed_out(t),
            Value::Sym(s) if self.first_time(Rc::as_ptr(s) as *const u8 as usize, &v) => {
                self.visit_symbol(&s.clone(), &item, depth);
            }
            _ => {}
        }
    }

    // Whether nobody asked for a value, and the same expression was looked at very often already.
    fn is_much_the_same(&mut self, t: &Thunk) -> bool {
        let Some(loc) = t.pending_expr() else { return false };
        let count = self.visits.entry(loc).or_default();
        *count += 1;
        *count > MAX_VISITS.saturating_add(self.ev.hosts.saturating_mul(VISITS_PER_HOST))
    }

    // What `lib // { … }` has that `lib` has not.
    fn visit_extended_lib(&mut self, v: &Value, item: &Item, depth: u32) {
        let Value::Attrs(lib) = self.ev.lib() else { return };
        let Value::Attrs(a) = v else { return };
        for (n, t) in &a.map {
            if lib.map.get(n).is_none_or(|own| own.address() != t.address()) {
                self.push(t.clone(), &item.finder, depth);
            }
        }
    }

    // Whether a set is a model's own, like `lib.lists`. What its functions make holds values of the flake.
    fn is_part_of_a_model(&self, o: &Origin) -> bool {
        let own = |e: &Env| match e.0.kind {
            FrameKind::Lambda(lambda, _) => lambda == self.ev.file(e.0.file).hir.root(),
            _ => true,
        };
        self.ev.file(o.loc.file).builtin && o.env.frames().all(own)
    }

    fn visit_set(&mut self, v: &Value, item: &Item, depth: u32) {
        let Value::Attrs(a) = v else { return };
        // `mkIf` and the like are transparent: what is in them is the option's value.
        let property = a.get("_type").is_some();
        if !property && self.passes_arguments(v, item) {
            return;
        }
        let of_type = self.ev.is_tagged(a, "option-type");
        for (n, t) in a.map.clone() {
            if of_type && TYPE_WORDS.contains(&&*n.text()) {
                continue;
            }
            let option = item.option.as_ref().map(|(c, path)| {
                let mut path = path.clone();
                if !property {
                    path.push(n);
                }
                (*c, path)
            });
            if option.as_ref().is_some_and(|(c, p)| holds_modules(p) || self.ev.is_test(*c) && holds_nodes(p)) {
                continue;
            }
            // What treefmt is told to look at it formats.
            let source = ["src", "source", "projectRoot"].iter().any(|s| n.is(s));
            // Whatever the function is: what it gets as modules, it may evaluate.
            let modules = item.option.is_none() && (n.is("imports") || n.is("modules") || n.is("nodes"));
            let finder = match &item.finder {
                Finder::Function(f, _) if modules => Finder::Function(f.clone(), true),
                Finder::Function(f, true) if source && !makes_outputs(f) => Finder::Function(f.clone(), false),
                _ if n.is("overlays") && item.option.is_none() => Finder::Overlay,
                f => f.clone(),
            };
            // An option's name no longer matters below the depth that any module type has.
            let option = option.filter(|(_, p)| p.len() <= 4);
            self.queue.push_back(Item { value: t, finder, option, depth });
        }
        for o in a.open.clone() {
            self.push(Thunk::done(o), &item.finder, depth);
        }
    }

    fn visit_path(&mut self, p: &str, item: &Item) {
        let Some(rel) = Evaluator::rel(&interp::normalize(p)).map(str::to_owned) else { return };
        if matches!(item.finder, Finder::Option(_)) {
            self.ev.note_handed_out(p);
        }
        let to: Rc<str> = match (&item.finder, &item.option) {
            (Finder::Function(f, true), _) => f.clone(),
            (Finder::Option(_), Some((_, path))) if copies_files(path) => return,
            (Finder::Option(_), Some((_, path))) if rel.ends_with(".nix") => {
                format!("the option {}", super::modules::path_text(path)).into()
            }
            // A submodule's `imports`, or deep in an option.
            (Finder::Option(_), None) if rel.ends_with(".nix") => "an option's type".into(),
            // Whoever takes the path from there may use it as a module.
            (Finder::Output(name), _) if rel.ends_with(".nix") => return self.offered_path(&rel, &name.clone()),
            _ => return,
        };
        let escape = Escape { path: rel.clone(), to: to.to_string() };
        if !self.ev.escapes.insert(escape) {
            return;
        }
        if let Some(file) = self.ev.module_file(&rel)
            && file.ends_with(".nix")
        {
            let path = Value::Path(format!("{}/{file}", super::SELF_PATH).into());
            self.ev.evaluate_as_module(Kind::Unknown(to.to_string()), Thunk::done(path), None);
        }
    }

    fn offered_path(&mut self, rel: &str, output: &str) {
        if self.ev.offered_paths.insert(rel.to_owned()) {
            let path = Value::Path(format!("{}/{rel}", super::SELF_PATH).into());
            self.ev.evaluate_as_module(Kind::Exported(output.to_owned()), Thunk::done(path), None);
        }
    }

    fn visit_symbol(&mut self, s: &Sym, item: &Item, depth: u32) {
        let mut next: Vec<Thunk> = Vec::new();
        match s {
            Sym::Select(v, _) | Sym::Element(v) => next.push(Thunk::done(v.clone())),
            Sym::AttrsOf(t) => next.push(t.clone()),
            Sym::Op(_, args) => next.extend(args.iter().cloned()),
            Sym::Choice(c, a, b) => next.extend([Thunk::done(c.clone()), a.clone(), b.clone()]),
            Sym::Interp(parts) => next.extend(parts.iter().filter_map(|p| match p {
                SymPart::Value(v) => Some(Thunk::done(v.clone())),
                SymPart::Text(t) => {
                    if matches!(item.finder, Finder::Option(_)) {
                        self.ev.note_handed_out(t);
                    }
                    None
                }
            })),
            Sym::Instance(Instance { args, .. }) => {
                self.push(args.clone(), &Finder::Function("nixpkgs".into(), false), depth);
            }
            Sym::Apply(f, arg, _) => return self.visit_application(f, arg, item, depth),
            _ => {}
        }
        for value in next {
            let (finder, option) = (item.finder.clone(), item.option.clone());
            self.queue.push_back(Item { value, finder, option, depth });
        }
    }

    fn visit_application(&mut self, f: &Value, arg: &Thunk, item: &Item, depth: u32) {
        self.push(Thunk::done(f.clone()), &item.finder, depth);
        let name = self.ev.describe(f);
        let trusted = self.is_harmless(f);
        let calls_files = ["callPackage", "callPackages", "callPackageWith"].iter().any(|f| name.ends_with(f));
        if calls_files || is_scope(f) {
            self.call_package(arg, &name, depth);
        }
        self.push(arg.clone(), &Finder::Function(name.as_str().into(), !trusted), depth);
    }

    // `pkgs.callPackage ./x.nix { }`: the file's function is called with what pkgs has.
    fn call_package(&mut self, arg: &Thunk, name: &str, depth: u32) {
        let v = self.ev.force(arg);
        let Value::Path(_) = &v else { return };
        let imported = super::builtins::import(self.ev, &v, None);
        self.push(Thunk::done(imported), &Finder::Function(name.into(), false), depth);
    }

    // Whether a function is known to evaluate no paths that it is given: those of nixpkgs are.
    fn is_harmless(&mut self, f: &Value) -> bool {
        let (root, names) = Evaluator::selection(f);
        match &root {
            Value::Sym(s) => match &**s {
                Sym::External(name) => &**name != "builtins.scopedImport",
                Sym::ModuleArg(_, ModuleArg::Pkgs) | Sym::Instance(_) | Sym::Nixpkgs(..) => true,
                Sym::Apply(f, ..) => self.is_harmless(&f.clone()),
                Sym::Param(_, n) => {
                    let input =
                        |n: &Name| n.is("inputs") || n.is("self") || self.ev.inputs.top().iter().any(|(i, _)| i == n);
                    !(input(n) || names.first().is_some_and(|f| f.is("inputs")))
                }
                Sym::ModuleArg(_, ModuleArg::Config | ModuleArg::Options | ModuleArg::OsConfig) => {
                    // Functions under `lib` of home-manager's config make values, not modules.
                    names.first().is_some_and(|n| n.is("lib"))
                }
                Sym::Choice(_, a, b) => {
                    let (a, b) = (self.ev.force(a), self.ev.force(b));
                    self.is_harmless(&a) && self.is_harmless(&b)
                }
                Sym::Input(id) => self.ev.inputs.is_nixpkgs(*id),
                _ => false,
            },
            _ => false,
        }
    }
}

// What `newScope` makes of a set is a `callPackage` (nixpkgs `pkgs/top-level/splice.nix`).
fn is_scope(f: &Value) -> bool {
    let Value::Sym(s) = f else { return false };
    let Sym::Apply(maker, ..) = &**s else { return false };
    Evaluator::selection(maker).1.last().is_some_and(|n| n.is("newScope"))
}

// Not `flake.nix`, which only tells where a module comes from.
fn is_path_in_flake(text: &str) -> bool {
    let plain = |rel: &str| !rel.is_empty() && rel != "flake.nix" && !rel.contains(char::is_whitespace);
    Evaluator::rel(text).is_some_and(plain)
}

// What a framework is given as `src` it reads modules from; other functions build from it.
fn makes_outputs(function: &str) -> bool {
    let last = function.rsplit('.').next().unwrap_or(function);
    ["mkFlake", "mkLib", "mkOutputs"].iter().any(|p| last.starts_with(p)) || function.matches('.').count() == 1
}
