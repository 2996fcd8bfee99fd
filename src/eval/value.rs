//! The values of the symbolic evaluator: known, symbolic, unknown.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Evaluator;
use super::chain::Chain;
use crate::syntax::hir::ExprId;
use crate::syntax::name::Name;

/// A file that the evaluator has loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// An expression of a loaded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Loc {
    pub file: FileId,
    pub expr: ExprId,
}

impl Loc {
    /// Another expression of the same file.
    pub fn beside(self, expr: ExprId) -> Loc {
        Loc { file: self.file, expr }
    }
}

/// One application of a lambda that the evaluator saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub u32);

impl CallId {
    /// A call of a lambda of a model: nobody asks about those.
    pub const MODEL: CallId = CallId(u32::MAX);
}

/// One call of a builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConfigId(pub u32);

/// An input of the flake, or an input of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InputId(pub u32);

/// Where a value was made: the expression, and the scope that it was evaluated in.
#[derive(Clone)]
pub struct Origin {
    pub loc: Loc,
    pub env: Env,
}

/// What a frame of an environment is.
#[derive(Clone)]
pub enum FrameKind {
    /// The top of a file.
    File,
    /// A `let` or a `rec` set.
    Scope(ExprId),
    Lambda(ExprId, CallId),
    With(ExprId, Thunk),
    /// A branch that may not be taken: its condition is not known.
    Branch,
}

/// A frame and all around it.
#[derive(Clone)]
pub struct Env(pub Rc<Frame>);

/// Names bound by one construct.
pub struct Frame {
    pub kind: FrameKind,
    pub file: FileId,
    pub parent: Option<Env>,
    pub vars: RefCell<Vars>,
    /// The calls that led here.
    pub(super) chain: Chain,
}

/// Variables of one frame.
#[derive(Default)]
pub struct Vars {
    list: Vec<(Name, Thunk)>,
    index: Option<FxHashMap<Name, u32>>,
}

const LINEAR: usize = 12;

impl Vars {
    /// Adds a variable; the first of a name counts.
    pub fn push(&mut self, name: Name, value: Thunk) {
        self.list.push((name, value));
        if let Some(index) = &mut self.index {
            index.entry(name).or_insert(self.list.len() as u32 - 1);
        } else if self.list.len() > LINEAR {
            let mut index = FxHashMap::default();
            for (i, (n, _)) in self.list.iter().enumerate() {
                index.entry(*n).or_insert(i as u32);
            }
            self.index = Some(index);
        }
    }

    /// The value of `name`.
    pub fn get(&self, name: Name) -> Option<&Thunk> {
        match &self.index {
            Some(index) => index.get(&name).map(|i| &self.list[*i as usize].1),
            None => self.list.iter().find(|(n, _)| *n == name).map(|(_, t)| t),
        }
    }

    /// All variables, in order.
    pub fn iter(&self) -> impl Iterator<Item = &(Name, Thunk)> {
        self.list.iter()
    }
}

impl Env {
    /// A new innermost frame.
    pub fn child(parent: Option<Env>, file: FileId, kind: FrameKind) -> Env {
        let chain = parent.as_ref().map_or(Chain::default(), |p| p.0.chain.clone());
        Env::in_chain(parent, file, kind, chain)
    }

    pub(super) fn in_chain(parent: Option<Env>, file: FileId, kind: FrameKind, chain: Chain) -> Env {
        Env(Rc::new(Frame { kind, file, parent, vars: RefCell::default(), chain }))
    }

    /// The frames, innermost first.
    pub fn frames(&self) -> impl Iterator<Item = &Env> {
        std::iter::successors(Some(self), |e| e.0.parent.as_ref())
    }

    /// The value of a lexical variable; `with` is not asked.
    pub fn lexical(&self, name: Name) -> Option<Thunk> {
        self.frames().find_map(|e| e.0.vars.borrow().get(name).cloned())
    }

    /// Its identity.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

/// What a thunk will compute when it is not an expression.
pub type Lazy = Box<dyn FnOnce(&mut Evaluator) -> Value>;

pub(super) enum State {
    Expr(Loc, Env),
    Lazy(Lazy),
    Busy,
    Done(Value),
}

/// A value that is computed when it is first asked for.
#[derive(Clone)]
pub struct Thunk(pub(super) Rc<RefCell<State>>);

impl Thunk {
    /// A value that is known already.
    pub fn done(value: Value) -> Thunk {
        Thunk(Rc::new(RefCell::new(State::Done(value))))
    }

    /// `loc`, evaluated in `env`.
    pub fn expr(loc: Loc, env: &Env) -> Thunk {
        Thunk(Rc::new(RefCell::new(State::Expr(loc, env.clone()))))
    }

    /// What `f` returns.
    pub fn lazy(f: impl FnOnce(&mut Evaluator) -> Value + 'static) -> Thunk {
        Thunk(Rc::new(RefCell::new(State::Lazy(Box::new(f)))))
    }

    /// Its value, if it was asked for before.
    pub fn peek(&self) -> Option<Value> {
        match &*self.0.borrow() {
            State::Done(v) => Some(v.clone()),
            _ => None,
        }
    }

    /// The expression that it will evaluate, if it is one and nobody has asked yet.
    pub fn pending_expr(&self) -> Option<Loc> {
        match &*self.0.borrow() {
            State::Expr(loc, _) => Some(*loc),
            _ => None,
        }
    }

    /// Whether nobody has asked for it yet.
    pub fn is_pending(&self) -> bool {
        matches!(&*self.0.borrow(), State::Expr(..) | State::Lazy(_))
    }

    /// Its identity.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

/// A map of attributes in the order in which they were made.
pub type AttrMap = IndexMap<Name, Thunk, FxBuildHasher>;

/// An attribute set.
#[derive(Default, Clone)]
pub struct Attrs {
    pub map: AttrMap,
    /// Symbolic sets that it has further attributes from.
    pub open: Vec<Value>,
    /// Names that may not be there, as what decides about them is not known.
    pub maybe: Option<Rc<FxHashSet<Name>>>,
    pub origin: Option<Origin>,
}

/// A list.
#[derive(Default, Clone)]
pub struct List {
    pub items: Vec<Thunk>,
    /// Stands for any number of further elements: each is what they have in common.
    pub rest: Vec<Thunk>,
    /// Whether some of the items may not be there, as what decides about them is not known.
    pub loose: bool,
    pub origin: Option<Origin>,
}

/// A lambda and the scope that it was made in.
pub struct Closure {
    pub loc: Loc,
    pub env: Env,
}

/// The body of a function that is not written in Nix. The last argument is where it was called.
pub type NativeFn = fn(&mut Evaluator, &Native, Option<&Origin>) -> Value;

/// A builtin or a model, with the arguments that it has so far.
#[derive(Clone)]
pub struct Native {
    pub name: &'static str,
    pub arity: usize,
    pub run: NativeFn,
    /// What it is bound to, e.g. the input that a builder belongs to.
    pub context: Option<Value>,
    pub args: Vec<Thunk>,
}

/// An instance: a source applied to arguments.
pub struct Instance {
    pub source: Source,
    pub args: Thunk,
    /// The expression that made it, if the flake did.
    pub site: Option<Origin>,
    /// Whether the flake of nixpkgs made it, as one of its `legacyPackages`: `pkgs.lib.version` is not that of an import.
    pub given: bool,
}

/// A tree that code fetches where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pin {
    /// The same as a flake reference, like `github:NixOS/nixpkgs/nixos-unstable`.
    pub reference: String,
    /// Its commit, if it has one.
    pub rev: Option<String>,
    /// Whether it means one tree for ever.
    pub fixed: bool,
    /// The function that fetches it.
    pub fetcher: String,
}

/// What is imported to make an instance.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    Input(InputId),
    /// `pkgs.path` of a configuration whose own nixpkgs is not an input that is known.
    PathOf(ConfigId),
    /// `<name>`.
    Channel(String),
    /// A fetch that an input could say.
    Pin(Rc<Pin>),
    /// Any other fetch, or another flake, as text.
    Fetch(String),
    /// Looks like nixpkgs by its name only: code that nothing leads to.
    Named(String),
}

/// A part of a string that is not known whole.
#[derive(Clone)]
pub enum SymPart {
    Text(Rc<str>),
    Value(Value),
}

/// What a module receives that is not a special argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModuleArg {
    Pkgs,
    Config,
    Options,
    OsConfig,
    /// Any other name, from `_module.args` of a module that is not known.
    Other(Name),
}

/// A value rooted outside of the repository.
pub enum Sym {
    Input(InputId),
    /// The flake itself.
    SelfFlake,
    /// What a builder returns.
    Config(ConfigId),
    ModuleArg(ConfigId, ModuleArg),
    Instance(Instance),
    /// `import nixpkgs`, not yet applied.
    Nixpkgs(Source, Option<Origin>),
    /// A name of nixpkgs or of Nix that has no model: `lib.foo`.
    External(Rc<str>),
    /// What an unknown caller passes.
    Param(Loc, Name),
    Search(Rc<str>),
    Select(Value, Name),
    Apply(Value, Thunk, Option<Origin>),
    Interp(Vec<SymPart>),
    /// An operator or builtin whose operands are not all known.
    Op(&'static str, Vec<Thunk>),
    /// Some element of a collection.
    Element(Value),
    /// A set with unknown names whose values have this in common.
    AttrsOf(Thunk),
    /// One of the two, depending on what is not known.
    Choice(Value, Thunk, Thunk),
}

/// What could not be followed, and where.
pub struct Unknown {
    pub reason: String,
    pub at: Option<Loc>,
}

/// A value.
#[derive(Clone)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    Path(Rc<str>),
    List(Rc<List>),
    Attrs(Rc<Attrs>),
    Lambda(Rc<Closure>),
    Native(Rc<Native>),
    Sym(Rc<Sym>),
    Unknown(Rc<Unknown>),
}

impl Value {
    /// A string.
    pub fn str(text: &str) -> Value {
        Value::Str(text.into())
    }

    /// A symbol.
    pub fn sym(s: Sym) -> Value {
        Value::Sym(Rc::new(s))
    }

    /// Not known, for `reason`.
    pub fn unknown(reason: impl Into<String>, at: Option<Loc>) -> Value {
        Value::Unknown(Rc::new(Unknown { reason: reason.into(), at }))
    }

    /// A closed set without an origin.
    pub fn attrs<N: Into<Name>>(items: impl IntoIterator<Item = (N, Value)>) -> Value {
        let map = items.into_iter().map(|(n, v)| (n.into(), Thunk::done(v))).collect();
        Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }))
    }

    /// A closed list.
    pub fn list(items: Vec<Thunk>) -> Value {
        Value::List(Rc::new(List { items, ..List::default() }))
    }

    /// A function that is not written in Nix.
    pub fn native(name: &'static str, arity: usize, run: NativeFn, context: Option<Value>) -> Value {
        Value::Native(Rc::new(Native { name, arity, run, context, args: Vec::new() }))
    }

    /// Whether nothing about it depends on what is outside of the repository, as far as its head tells.
    pub fn is_known(&self) -> bool {
        !matches!(self, Value::Sym(_) | Value::Unknown(_))
    }

    /// Whether evaluation fails here in Nix too: `throw`, `abort` or an assertion that is known not to hold.
    pub fn is_failure(&self) -> bool {
        let failure = |r: &str| r.starts_with("throw: ") || r.starts_with("abort: ") || r.starts_with("assert: ");
        matches!(self, Value::Unknown(u) if failure(&u.reason))
    }

    /// The word that `builtins.typeOf` has for it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "string",
            Value::Path(_) => "path",
            Value::List(_) => "list",
            Value::Attrs(_) => "set",
            Value::Lambda(_) | Value::Native(_) => "lambda",
            Value::Sym(_) => "symbol",
            Value::Unknown(_) => "unknown",
        }
    }
}

impl List {
    /// Whether all of it is known: what it has, and how much.
    pub fn is_closed(&self) -> bool {
        self.rest.is_empty() && !self.loose
    }

    /// How many thunks it holds, those that stand for any number of elements included.
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.rest.len()
    }
}

impl Attrs {
    /// Whether a name that it has may not be there.
    pub fn may_lack(&self, name: Name) -> bool {
        self.maybe.as_ref().is_some_and(|m| m.contains(&name))
    }

    /// The same with names that may not be there.
    pub(super) fn lacking(mut self, names: FxHashSet<Name>) -> Attrs {
        self.maybe = (!names.is_empty()).then(|| Rc::new(names));
        self
    }

    /// The attribute `name`, if it is there.
    pub fn get(&self, name: &str) -> Option<&Thunk> {
        self.map.get(&Name::new(name))
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::Str(s) => write!(f, "{s:?}"),
            Value::Path(p) => write!(f, "{p}"),
            Value::Unknown(u) => write!(f, "«unknown: {}»", u.reason),
            other => write!(f, "«{}»", other.type_name()),
        }
    }
}
