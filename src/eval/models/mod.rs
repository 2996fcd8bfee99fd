//! What comes from outside of the repository: builders, libraries, frameworks. One file each, and a line in
//! `models!`.

mod builder;
pub(super) mod call_package;
mod configuration;
mod fast;
mod fetch;
pub mod lib;
pub(super) mod nixos_tests;
pub mod taught;

use std::fmt;
use std::rc::Rc;

use include_dir::{Dir, include_dir};

use super::source_file::SourceFile;
use super::value::{Attrs, ConfigId, InputId, ModuleArg, Native, NativeFn, Origin, Source, Sym, SymPart, Thunk, Value};
use super::{Evaluator, builtins, interp};
use crate::flake::inputs::{InputKind, Reference};
use crate::syntax::name::Name;
pub(crate) use builder::{build, module_list};

/// What is known of a flake that others take as an input. Where a function gives None there is no model: the value is a
/// symbol below the input, or an application of it.
pub struct Model {
    /// For messages and tests, e.g. `flake-parts`.
    pub name: &'static str,
    /// Whether a flake reference, of the lock file or else of `flake.nix`, is this flake.
    pub recognise: fn(&Reference) -> bool,
    /// An attribute of the flake: `inputs.X.lib`.
    pub select: fn(&mut Evaluator, InputId, Name) -> Option<Value>,
    /// The flake itself called as a function: `inputs.X ./modules`.
    pub call: fn(&mut Evaluator, InputId, Thunk, Option<&Origin>) -> Option<Value>,
    /// `import inputs.X` with an empty text, `import "${inputs.X}/lib"` with `/lib`.
    pub import: fn(&mut Evaluator, InputId, &str) -> Option<Value>,
    /// Whether the modules that it offers ask for no arguments but those that every module has.
    pub plain_modules: bool,
    /// Outputs of a flake that its command evaluates modules of, by name: what it makes of them. None where an output
    /// is not meant for it.
    pub outputs: &'static [(&'static str, OutputFn)],
}

/// What a tool makes of an output of a flake.
pub type OutputFn = fn(&mut Evaluator, &Value) -> Option<Value>;

impl Model {
    /// A model of nothing, to take what a model leaves out from.
    pub const NONE: Model = Model {
        name: "",
        recognise: |_| false,
        select: |_, _, _| None,
        call: |_, _, _, _| None,
        import: |_, _, _| None,
        plain_modules: false,
        outputs: &[],
    };
}

impl PartialEq for Model {
    fn eq(&self, other: &Model) -> bool {
        self.name == other.name
    }
}

impl Eq for Model {}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

// Each file has a `pub static MODEL: Model`.
macro_rules! models {
    ($($file:ident),* $(,)?) => {
        $(pub mod $file;)*

        /// All models of inputs. The first that recognises a reference counts.
        pub static MODELS: &[&Model] = &[$(&$file::MODEL),*];
    };
}

models! {
    nixpkgs_lib,
    nixpkgs,
    home_manager,
    darwin,
    flake_utils,
    flake_utils_plus,
    flake_parts,
    import_tree,
    systems,
    blueprint,
    clan,
    colmena,
    den,
    easy_hosts,
    ez_configs,
    flakelight,
    flakelight_darwin,
    haumea,
    microvm,
    nix_on_droid,
    nixos_generators,
    nixos_raspberrypi,
    nixos_unified,
    nixvim,
    snowfall,
    system_manager,
}

/// `inputs.X.NAME` with functions that there are models of. All else in it are symbols.
fn with_functions(id: InputId, name: Name, functions: &[(&'static str, NativeFn)]) -> Option<Value> {
    let symbol = Value::sym(Sym::Select(Value::sym(Sym::Input(id)), name));
    Some(with_natives(symbol, functions))
}

/// A symbol with functions below it that there are models of.
fn with_natives(symbol: Value, functions: &[(&'static str, NativeFn)]) -> Value {
    let native = |(n, f): &(&'static str, NativeFn)| (Name::new(n), Thunk::done(Value::native(n, 1, *f, None)));
    let map = functions.iter().map(native).collect();
    Value::Attrs(Rc::new(Attrs { map, open: vec![symbol], ..Attrs::default() }))
}

/// What the tool that an output of a flake is meant for makes of it.
pub(super) fn read_output(ev: &mut Evaluator, name: &str, v: &Value) -> Option<Value> {
    let read = MODELS.iter().flat_map(|m| m.outputs).filter(|(n, _)| *n == name);
    read.into_iter().find_map(|(_, f)| f(ev, v))
}

/// The models that are written in Nix.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/eval/models");

/// Paths of model files start with this.
pub const MODELS_PATH: &str = "<models>";

/// What a value is called that nothing names.
pub const SOMETHING: &str = "something computed";

/// What a flake has of its source (Nix `src/libexpr/flake/call-flake.nix` and the manual's "Flakes").
const OF_SOURCE: &[&str] = &["sourceInfo", "narHash"];

/// What it has of a source that git gave, or gave without changes.
const OF_GIT: &[&str] =
    &["rev", "shortRev", "dirtyRev", "dirtyShortRev", "lastModified", "lastModifiedDate", "revCount", "submodules"];

impl Evaluator {
    /// The value of a model file, e.g. `lib/default.nix`.
    pub fn model(&mut self, rel: &str) -> Value {
        let path = format!("{MODELS_PATH}/{rel}");
        let id = match self.file_id(&path) {
            Some(id) => id,
            None => {
                let Some(text) = FILES.get_file(rel).and_then(|f| f.contents_utf8()) else {
                    return Value::unknown(format!("no model {rel}"), None);
                };
                self.add_file(SourceFile::parse(path, text.into(), true))
            }
        };
        let root = self.file_root(id);
        self.force(&root)
    }

    /// `import` of a path that is known whole.
    pub(super) fn import_path(&mut self, path: &str, at: Option<&Origin>) -> Value {
        if let Some(rel) = path.trim_start_matches('/').strip_prefix(MODELS_PATH) {
            return self.model(rel.trim_start_matches('/'));
        }
        let Some(rel) = Evaluator::rel(path).map(str::to_owned) else {
            return Value::unknown(format!("`import {path}` leads out of the repository"), None);
        };
        let Some(file) = self.module_file(&rel) else {
            let what = if self.workspace.is_dir(&rel) { "has no default.nix" } else { "is not there" };
            let shown = if rel.is_empty() { "." } else { &rel };
            self.note(None, format!("imported, but {what}: {shown}"));
            return Value::unknown(format!("`import {shown}`, which {what}"), None);
        };
        match self.load(&file) {
            Ok(id) => self.value_of_file(id, at),
            Err(e) => {
                self.note(None, e.clone());
                Value::unknown(e, None)
            }
        }
    }

    /// The value of a loaded file, for who reads files by their paths. One that does not parse has none.
    pub(super) fn import_file(&mut self, id: super::value::FileId) -> Value {
        self.value_of_file(id, None)
    }

    fn value_of_file(&mut self, id: super::value::FileId, at: Option<&Origin>) -> Value {
        self.note_import(id, at);
        let file = self.file(id).clone();
        if let Some((offset, message)) = file.errors.first() {
            self.note(Some((id, *offset)), format!("{} does not parse: {message}", file.path));
            return Value::unknown(format!("{} does not parse", file.path), None);
        }
        let root = self.file_root(id);
        self.force(&root)
    }

    /// An attribute of an input of the flake.
    pub(super) fn select_input(&mut self, id: InputId, v: &Value, name: Name) -> Thunk {
        if name.is("inputs") {
            return Thunk::done(self.symbol_below(v, Some(name)));
        }
        if let InputKind::Local(rel) = self.inputs.kind(id) {
            let rel = rel.to_owned();
            return self.select_local(&rel, v, name);
        }
        let modelled = self.inputs.model(id).and_then(|m| (m.select)(self, id, name));
        Thunk::done(modelled.unwrap_or_else(|| self.symbol_below(v, Some(name))))
    }

    /// An attribute of the flake itself.
    pub(super) fn select_self(&mut self, name: Name) -> Option<Thunk> {
        if name.is("inputs") {
            return Some(Thunk::done(self.inputs_value()));
        }
        if name.is("outPath") {
            return Some(Thunk::done(Value::str(super::SELF_PATH)));
        }
        if OF_SOURCE.iter().chain(OF_GIT).any(|k| name.is(k)) {
            return Some(Thunk::done(Value::sym(Sym::External(format!("self.{name}").into()))));
        }
        if name.is("outputs") {
            return Some(Thunk::done(self.self_outputs()));
        }
        let outputs = self.self_outputs();
        self.select_thunk(&outputs, name)
    }

    /// Whether the flake has the attribute, if that can be known.
    pub(super) fn self_has(&mut self, name: Name) -> Option<bool> {
        if OF_GIT.iter().any(|k| name.is(k)) {
            return None;
        }
        if OF_SOURCE.iter().chain(&["inputs", "outPath", "outputs", "_type"]).any(|k| name.is(k)) {
            return Some(true);
        }
        match self.self_outputs() {
            outputs @ Value::Attrs(_) => self.has_attr(&outputs, name),
            _ => None,
        }
    }

    /// What `outputs` returns.
    pub fn self_outputs(&mut self) -> Value {
        match &self.outputs {
            Some(t) => self.force(&t.clone()),
            None => Value::unknown("the flake's outputs", None),
        }
    }

    /// The set that `outputs` is applied to.
    pub fn inputs_value(&mut self) -> Value {
        let map = self.inputs.top().iter().map(|(n, id)| (*n, Thunk::done(Value::sym(Sym::Input(*id)))));
        let map = map.chain([(Name::new("self"), Thunk::done(Value::sym(Sym::SelfFlake)))]).collect();
        Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }))
    }

    /// An attribute of what a builder returned.
    pub(super) fn select_config(&mut self, c: ConfigId, v: &Value, name: Name) -> Thunk {
        let arg = |a| Thunk::done(Value::sym(Sym::ModuleArg(c, a)));
        match &*name.text() {
            "config" if self.is_typed(c) => {
                let config = self.typed_config(c);
                Thunk::done(config)
            }
            "config" => arg(ModuleArg::Config),
            "options" => arg(ModuleArg::Options),
            "pkgs" => arg(ModuleArg::Pkgs),
            "_module" => Thunk::lazy(move |ev| configuration::of_module_system(ev, c)),
            "extendModules" => Thunk::done(extender(c)),
            _ => Thunk::done(Value::sym(Sym::Select(v.clone(), name))),
        }
    }

    fn symbolic_application(&mut self, function: &Value, arg: Thunk, at: Option<&Origin>) -> Value {
        self.sharing.applied |= self.is_of_common(function);
        Value::sym(Sym::Apply(function.clone(), arg, at.cloned()))
    }

    pub(super) fn call_symbol(&mut self, s: &Rc<Sym>, function: &Value, arg: Thunk, at: Option<&Origin>) -> Value {
        if !self.taught.is_empty()
            && let Some(built) = self.call_taught(function, &arg, at)
        {
            return built;
        }
        match &**s {
            Sym::Nixpkgs(source, import) => {
                let site = at.or(import.as_ref()).cloned();
                if let Some(at) = &site
                    && !self.file(at.loc.file).builtin
                {
                    self.sites.push(super::SiteEvaluation {
                        at: at.clone(),
                        import: import.clone(),
                        source: source.clone(),
                        args: arg.clone(),
                        dormant: self.dormant,
                        made_by: None,
                    });
                }
                Value::sym(Sym::Instance(super::value::Instance {
                    source: source.clone(),
                    args: arg,
                    site,
                    given: false,
                }))
            }
            Sym::Choice(cond, a, b) => {
                let apply = |f: &Thunk| {
                    let (f, arg, at) = (f.clone(), arg.clone(), at.cloned());
                    Thunk::lazy(move |ev| {
                        let f = ev.force(&f);
                        ev.call(&f, arg, at.as_ref())
                    })
                };
                let (a, b) = (apply(a), apply(b));
                Value::sym(Sym::Choice(cond.clone(), a, b))
            }
            Sym::Input(id) => {
                let result = self.inputs.model(*id).and_then(|m| (m.call)(self, *id, arg.clone(), at));
                result.unwrap_or_else(|| Value::sym(Sym::Apply(function.clone(), arg, at.cloned())))
            }
            Sym::ModuleArg(..) | Sym::Select(..) => match self.concretize(function) {
                known @ (Value::Lambda(_) | Value::Native(_) | Value::Attrs(_)) => self.call(&known, arg, at),
                _ => self.symbolic_application(function, arg, at),
            },
            Sym::Apply(..) => match self.call_package(function, &arg, at) {
                Some(package) => package,
                None => self.symbolic_application(function, arg, at),
            },
            _ => self.symbolic_application(function, arg, at),
        }
    }

    /// Names of a function's formals, and whether each has a default.
    pub fn formals(&mut self, f: &Value) -> Option<Vec<(Name, bool)>> {
        match f {
            Value::Lambda(c) => match self.expr(c.loc) {
                crate::syntax::hir::Expr::Lambda {
                    param: crate::syntax::hir::Param::Pattern { formals, .. }, ..
                } => Some(formals.iter().map(|f| (f.name, f.default.is_some())).collect()),
                _ => Some(Vec::new()),
            },
            Value::Native(_) => Some(Vec::new()),
            Value::Attrs(a) => {
                let f = a.get("__functionArgs").cloned()?;
                let args = self.force(&f);
                let args = self.as_attrs(&args)?;
                Some(args.map.keys().map(|n| (*n, false)).collect())
            }
            _ => None,
        }
    }

    /// A value in words, for messages.
    pub fn describe(&mut self, v: &Value) -> String {
        let (root, names) = Evaluator::selection(v);
        let head = match &root {
            Value::Sym(s) => match &**s {
                Sym::Input(id) => format!("inputs.{}", self.inputs.name(*id)),
                Sym::SelfFlake => "self".to_owned(),
                Sym::ModuleArg(_, ModuleArg::Pkgs) => "pkgs".to_owned(),
                Sym::ModuleArg(_, ModuleArg::Config) => "config".to_owned(),
                Sym::ModuleArg(_, ModuleArg::Other(n)) | Sym::Param(_, n) => n.to_string(),
                Sym::External(n) => n.to_string(),
                Sym::Instance(_) => "a package set".to_owned(),
                Sym::Apply(f, ..) => return self.describe(f),
                Sym::Nixpkgs(..) => "import nixpkgs".to_owned(),
                Sym::Search(n) => format!("<{n}>"),
                _ => SOMETHING.to_owned(),
            },
            Value::Unknown(u) => return u.reason.clone(),
            _ => SOMETHING.to_owned(),
        };
        names.iter().fold(head, |h, n| format!("{h}.{n}"))
    }
}

/// `extendModules` of a configuration, which its modules get too: from `{ modules; specialArgs; }` another configuration
/// (nixpkgs `lib/modules.nix`).
pub(in crate::eval) fn extender(id: ConfigId) -> Value {
    Value::native("extendModules", 1, extend_modules, Some(Value::sym(Sym::Config(id))))
}

fn extend_modules(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    let Some(Value::Sym(s)) = n.context.clone() else { return Value::Null };
    let Sym::Config(parent) = &*s else { return Value::Null };
    let more = builtins::arg(ev, n, 0);
    let mut roots = ev.config(*parent).roots.clone();
    roots.extend(module_list(ev, &more, "modules"));
    let (kind, args) = (ev.config(*parent).kind.clone(), ev.config(*parent).args.clone());
    let id = ev.add_config(kind, at, args, roots);
    ev.config_mut(id).extended = true;
    ev.inherit_arguments(*parent, id);
    if let Some(special) = ev.select(&more, Name::new("specialArgs")) {
        let special = configuration::more_special(ev, *parent, special);
        ev.config_mut(id).special = Some(special);
    }
    Value::sym(Sym::Config(id))
}

impl Evaluator {
    /// The nixpkgs source that a value stands for, when it is imported.
    pub fn source_of(&mut self, v: &Value) -> Option<Source> {
        match v {
            Value::Attrs(a) => {
                let out = a.get("outPath").cloned().map(|t| self.force(&t));
                // `input // { … }` has the path of the input.
                let v = out.or_else(|| a.open.last().cloned())?;
                self.source_of(&v)
            }
            Value::Sym(s) => match &**s {
                Sym::Input(id) if self.inputs.is_nixpkgs(*id) => Some(Source::Input(self.inputs.canonical(*id))),
                Sym::Search(n) if !n.contains('/') => Some(Source::Channel(n.to_string())),
                Sym::Interp(parts) => match &parts[..] {
                    [SymPart::Value(v)] => self.source_of(&v.clone()),
                    [SymPart::Value(v), SymPart::Text(t)] if matches!(&**t, "/" | "/." | "/./" | "/default.nix") => {
                        self.source_of(&v.clone())
                    }
                    _ => None,
                },
                Sym::Select(base, n) if n.is("outPath") => self.source_of(base),
                Sym::Select(base, n) if n.is("path") => self.source_of_path(base),
                Sym::Apply(f, arg, _) => self.source_of_fetch(f, arg),
                Sym::Select(..) | Sym::Param(..) | Sym::ModuleArg(..) => {
                    // A module argument that some module defines is what it defines.
                    let known = self.concretize(v);
                    let same = matches!(&known, Value::Sym(k) if Rc::ptr_eq(k, s));
                    let source = if same { None } else { self.source_of(&known) };
                    source.or_else(|| self.source_by_name(v))
                }
                Sym::Choice(_, a, b) => {
                    let deep = self.too_deep(1);
                    if deep || !self.step() {
                        self.too_deep(-1);
                        return None;
                    }
                    let (a, b) = (self.force(a), self.force(b));
                    let (x, y) = (self.source_of(&a), self.source_of(&b));
                    self.too_deep(-1);
                    let some = x.clone().or(y.clone())?;
                    if x == y { Some(some) } else { Some(Source::Named(self.describe(v))) }
                }
                _ => None,
            },
            _ => None,
        }
    }

    // `pkgs.path`
    fn source_of_path(&mut self, base: &Value) -> Option<Source> {
        let Value::Sym(s) = base else { return None };
        match &**s {
            Sym::Instance(i) => Some(i.source.clone()),
            Sym::ModuleArg(c, ModuleArg::Pkgs) => Some(self.nixpkgs_of(*c)),
            Sym::Param(..) | Sym::ModuleArg(..) => Some(Source::Named(format!("{}.path", self.describe(base)))),
            Sym::Choice(..) => Some(Source::Named("pkgs.path".to_owned())),
            _ => None,
        }
    }

    /// The source that a configuration's own package set is made from.
    pub fn nixpkgs_of(&mut self, c: ConfigId) -> Source {
        let args = self.config(c).args.clone();
        let given = args.get("pkgs").cloned().or_else(|| self.config(c).pkgs.clone()).map(|t| self.force(&t));
        if let Some(Value::Sym(s)) = &given
            && let Sym::Instance(i) = &**s
        {
            return i.source.clone();
        }
        let pkgs = self.option_value(c, &[Name::new("nixpkgs"), Name::new("pkgs")]);
        if let Some(Value::Sym(s)) = &pkgs
            && let Sym::Instance(i) = &**s
        {
            return i.source.clone();
        }
        if pkgs.is_some() || given.is_some() {
            return Source::PathOf(c);
        }
        match (&self.config(c).kind, self.config(c).nixpkgs) {
            (super::modules::Kind::HomeUser(p, _) | super::modules::Kind::Nested(p, _), _) => {
                let p = *p;
                self.nixpkgs_of(p)
            }
            (_, Some(id)) => Source::Input(self.inputs.canonical(id)),
            _ => Source::PathOf(c),
        }
    }

    // In code that nothing known calls, `inputs.nixpkgs` is a guess from its name.
    fn source_by_name(&mut self, v: &Value) -> Option<Source> {
        let (root, names) = Evaluator::selection(v);
        let Value::Sym(s) = &root else { return None };
        let root_name = match &**s {
            Sym::Param(_, n) | Sym::ModuleArg(_, ModuleArg::Other(n)) => *n,
            // An input of an input.
            Sym::Input(id) => {
                let [inputs, n] = &names[..] else { return None };
                let child = inputs.is("inputs").then(|| self.inputs.child(*id, *n))?;
                return self.inputs.is_nixpkgs(child).then(|| Source::Input(self.inputs.canonical(child)));
            }
            _ => return None,
        };
        let last = names.last().copied().unwrap_or(root_name);
        let declared = self.inputs.top().iter().find(|(n, _)| *n == last).map(|(_, id)| *id);
        let nixpkgs = match declared {
            Some(id) => self.inputs.is_nixpkgs(id),
            None => last.text().to_ascii_lowercase().contains("nixpkgs"),
        };
        let direct = names.is_empty() || names.len() <= 3 && (names.len() == 1 || names[names.len() - 2].is("inputs"));
        (nixpkgs && direct).then(|| Source::Named(self.describe(v)))
    }

    /// What importing a file of an input gives, where there is a model.
    pub(super) fn import_from_input(&mut self, v: &Value, at: Option<&Origin>) -> Option<Value> {
        let Value::Sym(s) = v else { return None };
        if let Sym::Input(id) = &**s {
            return self.import_below(*id, "");
        }
        let Sym::Interp(parts) = &**s else { return None };
        let [SymPart::Value(base), SymPart::Text(rest)] = &parts[..] else { return None };
        if let Value::Sym(b) = base
            && let Sym::Input(id) = &**b
        {
            return self.import_below(*id, rest);
        }
        match self.source_of(&base.clone()) {
            Some(source) => {
                self.note_file_of_fetch(&source, at);
                nixpkgs::import_source(self, source, rest)
            }
            // No other tree has this file: a patched nixpkgs, whatever made it.
            None if **rest == *"/nixos/lib/eval-config.nix" => Some(nixpkgs::nixos_system(None)),
            // Nor this one: nix-darwin.
            None if **rest == *"/eval-config.nix" => Some(darwin::system()),
            None => None,
        }
    }

    fn import_below(&mut self, id: InputId, rest: &str) -> Option<Value> {
        if let InputKind::Local(rel) = self.inputs.kind(id) {
            let path = interp::normalize(&format!("{}/{rel}{rest}", super::SELF_PATH));
            return Some(self.import_path(&path, None));
        }
        let model = self.inputs.model(id)?;
        (model.import)(self, id, rest)
    }
}
