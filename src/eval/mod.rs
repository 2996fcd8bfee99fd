//! Symbolic evaluation of Nix: lazy, over the arena of each file, values with their origin.
//!
//! Files of the flake have paths below [`SELF_PATH`], a made-up store path, so that strings, paths and
//! `self` agree on where they are.

pub mod below;
mod budget;
pub mod builtins;
pub mod canon;
mod chain;
pub mod coerce;
pub mod explore;
pub mod imports;
pub mod interp;
mod memo;
pub mod models;
pub mod modules;
pub mod ops;
pub mod platform;
pub mod select;
pub mod source_file;
mod unread;
pub mod value;

use std::mem::ManuallyDrop;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::flake::inputs::Inputs;
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;
use crate::workspace::{FileText, Workspace};
use budget::{MAX_DEPTH, processor_time};
use modules::Configuration;
use source_file::SourceFile;
use value::{CallId, Env, FileId, FrameKind, Loc, Origin, Source, State, Sym, Thunk, Value};

/// Where the flake's root is, as far as evaluated code can tell.
pub const SELF_PATH: &str = "/nix/store/00000000000000000000000000000000-source";

/// Steps after which a flake is given up: every further value is unknown. Far above what real ones take.
const MAX_STEPS: u64 = 14_000_000;

/// Who applied a lambda.
#[derive(Clone)]
pub enum Caller {
    /// An application in a file.
    Apply(Origin),
    /// The module system, for a configuration.
    Module(value::ConfigId),
    /// A builtin that applies functions, like `map`.
    Builtin,
    /// The module system, for an option's submodule or another function in a module's value.
    Option(value::ConfigId),
    /// An overlay's `final` or `prev`.
    Overlay,
    /// Something outside of the repository, named.
    Unknown(Rc<str>),
    /// Another flake may: an output offers it. The output's name.
    Exported(Rc<str>),
    /// Nobody: nixinst looks into code that nothing leads to.
    Nobody,
}

/// One application of a lambda.
pub struct Call {
    pub lambda: Loc,
    pub by: Caller,
    pub arg: Thunk,
}

/// One evaluation of an expression that makes an instance.
pub struct SiteEvaluation {
    /// `import X { … }`, the whole application.
    pub at: Origin,
    /// `import X` of it.
    pub import: Option<Origin>,
    pub source: Source,
    pub args: Thunk,
    /// Whether only code that nothing leads to evaluates it.
    pub dormant: bool,
    /// For a call of a helper: the evaluation in the helper, by its index.
    pub made_by: Option<usize>,
}

/// What the user wants to stay as it is.
pub struct Kept {
    /// A part of the file; all of it if there is none.
    pub range: Option<rnix::TextRange>,
    /// For the whole file, why; else the place of the site that it is.
    pub why: Rc<str>,
}

/// A path into the repository that went where nixinst can't follow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Escape {
    /// Relative to the root.
    pub path: String,
    /// The function that got it.
    pub to: String,
}

/// What was found for a value, by its address: the value is kept alive beside it.
type Table<K, V> = ManuallyDrop<FxHashMap<K, (Value, V)>>;

/// Evaluates the files of one flake and remembers what the planner asks about.
pub struct Evaluator {
    pub workspace: Rc<Workspace>,
    pub inputs: Inputs,
    files: Vec<Rc<SourceFile>>,
    by_path: FxHashMap<String, FileId>,
    roots: FxHashMap<FileId, Thunk>,
    /// Of these, what is evaluated by way of a symbolic link, and the path that it is in truth.
    linked: Vec<(String, FileId)>,
    /// Sets and functions of which all names were asked for.
    counted: FxHashSet<Loc>,
    pub calls: Vec<Call>,
    pub calls_of: FxHashMap<Loc, Vec<CallId>>,
    pub configs: Vec<Configuration>,
    /// Those that are certain to be there: a flake with many may take longer.
    hosts: u32,
    pub sites: Vec<SiteEvaluation>,
    /// Definitions of a framework's options that no module declares which is known.
    pub undeclared: Vec<(value::ConfigId, Vec<Name>, Thunk)>,
    pub escapes: FxHashSet<Escape>,
    /// In which ways files were asked for.
    pub imports: imports::Imports,
    /// Functions that a package set's `callPackage` calls: what it returns can be called again, by `override`.
    pub packages: FxHashSet<Loc>,
    /// The scope of the body of each lambda, at its first call.
    pub bodies: FxHashMap<Loc, Env>,
    /// Path literals that were evaluated.
    pub paths_seen: FxHashSet<Loc>,
    /// Frames of `let` and `rec` whose variables may never be asked for.
    pub scopes: Vec<Env>,
    /// Things to say once about a file.
    pub file_notes: Vec<(Option<(FileId, u32)>, String)>,
    noted: FxHashSet<String>,
    pub builtins: Env,
    /// Folders of flakes below the root whose outputs were asked for.
    pub local_flakes: FxHashSet<String>,
    /// Files that flakes below name, when that is asked for.
    below: std::cell::OnceCell<below::Named>,
    /// What `outputs` returns, when it is asked for.
    pub outputs: Option<Thunk>,
    /// Builders that the user describes, and those of them that were called, by index.
    pub taught: Rc<[models::taught::Builder]>,
    pub taught_called: FxHashSet<usize>,
    /// Whether the user vouches that nobody else uses what outputs offer to other flakes.
    pub exported: bool,
    /// What must not change, by file.
    pub kept: FxHashMap<FileId, Vec<Kept>>,
    /// Set while code is looked at that nothing leads to.
    pub dormant: bool,
    /// Whether what outputs lead to could not be followed to its end.
    pub out_of_budget: bool,
    /// The same for code that nothing leads to.
    pub dormant_cut: bool,
    formals_of: std::cell::OnceCell<FxHashMap<value::ConfigId, Vec<(Loc, Name)>>>,
    passed_to: std::cell::OnceCell<FxHashMap<Loc, Vec<Loc>>>,
    /// Files whose paths outputs have.
    offered_paths: FxHashSet<String>,
    pub(crate) sharing: modules::Sharing,
    /// The file that a path means, by path.
    module_files: FxHashMap<String, Option<String>>,
    started: std::time::Duration,
    steps: u64,
    /// How often a look at what is being evaluated found each lambda, and the step of the next look.
    samples: FxHashMap<Loc, u32>,
    next_sample: u64,
    /// Steps that any one part of the work may take, if that is less than what it gets.
    budget: u64,
    /// Steps that may be used now.
    limit: u64,
    depth: u32,
    /// The calls that led to what is being evaluated.
    pub(crate) chain: chain::Chain,
    call_counts: FxHashMap<Loc, u32>,
    /// Results of lambdas that recurse over symbolic values, by lambda, scope and argument. What an address belongs
    /// to is kept alive beside it.
    shared_results: FxHashMap<(Loc, usize, usize), (Value, Value, Env)>,
    /// Undecided choices seen as one set, or as one list.
    /// Never freed, like the three below: taking them apart takes longer than a process has left.
    joined: Table<usize, Option<Rc<value::Attrs>>>,
    joined_lists: Table<usize, Rc<value::List>>,
    symbols: Table<(usize, Option<Name>), Value>,
    /// What undecided choices between choices have under a name.
    selected: Table<(usize, Name), Option<Thunk>>,
    pub(crate) concretizing: FxHashSet<String>,
    /// How often something was asked for while it was computed: what was found then need not hold later.
    pub(crate) cycles: u64,
    /// What might have defined an option that was asked for, had it been known.
    pub(crate) lost: Vec<String>,
    lib_value: Option<Value>,
    /// What a framework made of a set, by the set's address: the set is kept alive beside it.
    made: FxHashMap<(&'static str, usize), (Value, Value)>,
    /// Expressions of `match` and `split`; None for one that can't be had.
    pub(crate) regexes: FxHashMap<String, Option<Rc<regex::Regex>>>,
}

impl Evaluator {
    /// An evaluator for the flake of `workspace`; no part of the work takes more steps than `budget`.
    pub fn new(workspace: Rc<Workspace>, inputs: Inputs, budget: u64) -> Evaluator {
        let builtins = Env::child(None, FileId(u32::MAX), FrameKind::File);
        let mut ev = Evaluator {
            workspace,
            inputs,
            files: Vec::new(),
            by_path: FxHashMap::default(),
            roots: FxHashMap::default(),
            linked: Vec::new(),
            counted: FxHashSet::default(),
            calls: Vec::new(),
            calls_of: FxHashMap::default(),
            configs: Vec::new(),
            hosts: 0,
            sites: Vec::new(),
            undeclared: Vec::new(),
            escapes: FxHashSet::default(),
            imports: imports::Imports::default(),
            packages: FxHashSet::default(),
            bodies: FxHashMap::default(),
            paths_seen: FxHashSet::default(),
            scopes: Vec::new(),
            file_notes: Vec::new(),
            noted: FxHashSet::default(),
            builtins,
            local_flakes: FxHashSet::default(),
            below: std::cell::OnceCell::new(),
            outputs: None,
            taught: Rc::default(),
            taught_called: FxHashSet::default(),
            exported: false,
            kept: FxHashMap::default(),
            dormant: false,
            out_of_budget: false,
            dormant_cut: false,
            formals_of: std::cell::OnceCell::new(),
            passed_to: std::cell::OnceCell::new(),
            offered_paths: FxHashSet::default(),
            sharing: modules::Sharing::default(),
            module_files: FxHashMap::default(),
            started: processor_time(),
            steps: 0,
            samples: FxHashMap::default(),
            next_sample: 0,
            budget,
            limit: MAX_STEPS.min(budget),
            depth: 0,
            chain: chain::Chain::default(),
            call_counts: FxHashMap::default(),
            shared_results: FxHashMap::default(),
            joined: ManuallyDrop::default(),
            joined_lists: ManuallyDrop::default(),
            symbols: ManuallyDrop::default(),
            selected: ManuallyDrop::default(),
            concretizing: FxHashSet::default(),
            cycles: 0,
            lost: Vec::new(),
            lib_value: None,
            made: FxHashMap::default(),
            regexes: FxHashMap::default(),
        };
        builtins::install(&mut ev);
        ev
    }

    /// The loaded file `id`.
    pub fn file(&self, id: FileId) -> &Rc<SourceFile> {
        &self.files[id.0 as usize]
    }

    /// All loaded files.
    pub fn loaded(&self) -> impl Iterator<Item = (FileId, &Rc<SourceFile>)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }

    /// The expression at `loc`.
    pub fn expr(&self, loc: Loc) -> &Expr {
        self.files[loc.file.0 as usize].hir.expr(loc.expr)
    }

    /// Loads a file of the flake: its id, or why it can't be had. A file with syntax errors is loaded.
    pub fn load(&mut self, rel: &str) -> Result<FileId, String> {
        match self.load_if(rel, |_, _| true) {
            Ok(id) => Ok(id.expect("any file is wanted")),
            Err(e) => Err(e),
        }
    }

    /// The same for a file that nobody needs unless something is in it.
    pub(crate) fn load_if(
        &mut self,
        rel: &str,
        wanted: impl Fn(&Evaluator, &SourceFile) -> bool,
    ) -> Result<Option<FileId>, String> {
        if let Some(&id) = self.by_path.get(rel) {
            return Ok(Some(id));
        }
        let text = match self.workspace.peek(rel) {
            FileText::Text(text) => text,
            FileText::NotUtf8 => return Err(format!("{rel} is not UTF-8 text (encrypted?)")),
            FileText::Unreadable(why) => return Err(format!("{rel} can't be read: {why}")),
            FileText::TooLarge => return Err(format!("{rel} is too large to be read")),
        };
        let file = match self.workspace.take_parsed(rel) {
            Some(parsed) => SourceFile::of(rel.to_owned(), text, parsed, false),
            None => SourceFile::parse(rel.to_owned(), text, false),
        };
        Ok(wanted(self, &file).then(|| self.add_file(file)))
    }

    /// Adds a file under its path.
    pub fn add_file(&mut self, file: SourceFile) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.by_path.insert(file.path.clone(), id);
        self.files.push(Rc::new(file));
        id
    }

    /// The loaded file with this path.
    pub fn file_id(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The value of a loaded file, computed once however often it is imported.
    pub fn file_root(&mut self, id: FileId) -> Thunk {
        if let Some(t) = self.roots.get(&id) {
            return t.clone();
        }
        let env = Env::child(Some(self.builtins.clone()), id, FrameKind::File);
        let root = self.file(id).hir.root();
        let thunk = Thunk::expr(Loc { file: id, expr: root }, &env);
        self.roots.insert(id, thunk.clone());
        let file = self.file(id);
        let real = if file.builtin { None } else { self.workspace.resolve(&file.path) };
        if let Some(real) = real.filter(|real| *real != file.path) {
            self.linked.push((real, id));
        }
        thunk
    }

    /// Whether a file's value was ever asked for.
    pub fn is_imported(&self, id: FileId) -> bool {
        self.roots.contains_key(&id)
    }

    /// Another name, by a symbolic link, under which a file is evaluated: Nix takes it for a file of its own.
    pub fn other_name(&self, id: FileId) -> Option<&str> {
        if self.linked.is_empty() {
            return None;
        }
        let real = self.workspace.resolve(&self.file(id).path)?;
        let by_link = self.linked.iter().find(|(of, f)| *of == real && *f != id).map(|(_, f)| *f);
        let itself = || self.file_id(&real).filter(|f| *f != id && self.is_imported(*f));
        by_link.or_else(itself).map(|f| &*self.file(f).path)
    }

    /// Remembers that all names of a set, or all arguments of a function, were asked for, by code of the flake or on
    /// behalf of it: models of frameworks and of option types hand names on.
    pub(crate) fn note_counted(&mut self, of: Loc, by: Option<&value::Origin>) {
        let by = by.map(|o| self.file(o.loc.file)).filter(|f| f.builtin);
        let plain = ["attrsets", "lists", "strings", "generators", "trivial"];
        if by.is_none_or(|f| plain.iter().any(|n| f.path.ends_with(&format!("/lib/{n}.nix")))) {
            self.counted.insert(of);
        }
    }

    /// Whether all names of a set that is written as one, or all arguments of a function, were asked for.
    pub fn is_counted(&self, of: Loc) -> bool {
        self.counted.contains(&of)
    }

    /// Says something about the flake, once.
    pub fn note(&mut self, at: Option<(FileId, u32)>, message: String) {
        if self.noted.insert(message.clone()) {
            self.file_notes.push((at, message));
        }
    }

    /// The value of a thunk.
    pub fn force(&mut self, t: &Thunk) -> Value {
        let state = {
            let mut slot = t.0.borrow_mut();
            match &*slot {
                State::Done(v) => return v.clone(),
                State::Busy => {
                    self.cycles += 1;
                    return Value::unknown("infinite recursion", None);
                }
                _ => std::mem::replace(&mut *slot, State::Busy),
            }
        };
        self.depth += 1;
        let value = if self.depth > MAX_DEPTH {
            Value::unknown("nested too deeply to follow", None)
        } else {
            match state {
                State::Expr(loc, env) => self.within(env.0.chain.clone(), |ev| ev.eval(loc, &env)),
                State::Lazy(f) => f(self),
                State::Busy | State::Done(_) => unreachable!("taken only when pending"),
            }
        };
        self.depth -= 1;
        // `{ a ? a }:`, where it is not known whether `a` is given: the default would be itself.
        let value = if is_side_of(t, &value) { Value::unknown("infinite recursion", None) } else { value };
        *t.0.borrow_mut() = State::Done(value.clone());
        value
    }

    /// What `f` returns when it runs below `chain`.
    pub(crate) fn within<T>(&mut self, chain: chain::Chain, f: impl FnOnce(&mut Evaluator) -> T) -> T {
        let outer = std::mem::replace(&mut self.chain, chain);
        let out = f(self);
        self.chain = outer;
        out
    }

    /// Formals of the modules of each configuration, with their lambdas. Complete once all was looked at.
    pub fn module_formals(&self) -> &FxHashMap<value::ConfigId, Vec<(Loc, Name)>> {
        self.formals_of.get_or_init(|| {
            let mut out: FxHashMap<value::ConfigId, Vec<(Loc, Name)>> = FxHashMap::default();
            for call in &self.calls {
                let Caller::Module(c) = call.by else { continue };
                if let Expr::Lambda { param: crate::syntax::hir::Param::Pattern { formals, .. }, .. } =
                    self.expr(call.lambda)
                {
                    out.entry(c).or_default().extend(formals.iter().map(|f| (call.lambda, f.name)));
                }
            }
            out
        })
    }

    /// Functions that got a set, by where the set was written. Complete once all was looked at.
    pub fn functions_that_got(&self, set: Loc) -> &[Loc] {
        let index = self.passed_to.get_or_init(|| {
            let mut out: FxHashMap<Loc, Vec<Loc>> = FxHashMap::default();
            for call in &self.calls {
                let Some(Value::Attrs(a)) = call.arg.peek() else { continue };
                let Some(o) = &a.origin else { continue };
                let lambdas = out.entry(o.loc).or_default();
                if lambdas.last() != Some(&call.lambda) {
                    lambdas.push(call.lambda);
                }
            }
            for lambdas in out.values_mut() {
                lambdas.sort();
                lambdas.dedup();
            }
            out
        });
        index.get(&set).map_or(&[], Vec::as_slice)
    }

    /// Records an application of a lambda.
    pub(crate) fn record_call(&mut self, lambda: Loc, by: Caller, arg: &Thunk) -> CallId {
        if self.file(lambda.file).builtin {
            return CallId::MODEL;
        }
        let id = CallId(self.calls.len() as u32);
        self.calls.push(Call { lambda, by, arg: arg.clone() });
        self.calls_of.entry(lambda).or_default().push(id);
        id
    }

    /// Whether nixpkgs calls a function as an overlay.
    pub fn is_overlay(&self, lambda: Loc) -> bool {
        let calls = self.calls_of.get(&lambda);
        calls.is_some_and(|c| c.iter().any(|c| self.call_at(*c).is_some_and(|c| matches!(c.by, Caller::Overlay))))
    }

    /// The call that a frame belongs to, unless a model made it.
    pub fn call_at(&self, id: CallId) -> Option<&Call> {
        self.calls.get(id.0 as usize)
    }

    /// `nixpkgs.lib` as far as there are models of it.
    pub fn lib(&mut self) -> Value {
        if let Some(v) = &self.lib_value {
            return v.clone();
        }
        let v = models::lib::value(self);
        self.lib_value = Some(v.clone());
        v
    }

    /// `file:line` for messages.
    pub fn place(&self, loc: Loc) -> String {
        let f = self.file(loc.file);
        let (line, _) = f.position(u32::from(f.hir.range(loc.expr).start()));
        format!("{}:{line}", f.path)
    }

    /// The path relative to the root of an absolute path of evaluated code.
    pub fn rel(path: &str) -> Option<&str> {
        match path.strip_prefix(SELF_PATH)? {
            "" => Some(""),
            rest => rest.strip_prefix('/'),
        }
    }
}

// Whether a value is one of two, one of which is what it is the value of.
fn is_side_of(t: &Thunk, v: &Value) -> bool {
    match v {
        Value::Sym(s) => match &**s {
            Sym::Choice(_, a, b) => a.address() == t.address() || b.address() == t.address(),
            _ => false,
        },
        _ => false,
    }
}
