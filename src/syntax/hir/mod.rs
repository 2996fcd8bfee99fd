//! The expressions of one file in an arena, with the range in the text that each came from.
//!
//! Parentheses have no expression of their own; nested attribute paths (`a.b = 1; a.c = 2;`) are
//! nested sets; everything else stands as it was written.

mod lower;
pub mod scopes;

pub(crate) use lower::is_whole;
use rnix::TextRange;
use rnix::ast::BinOpKind;

use super::name::Name;

pub use lower::lower;

/// An expression of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub u32);

/// A piece of a string or of an attribute path's component.
#[derive(Debug, Clone)]
pub enum Part {
    Text(String),
    Expr(ExprId),
}

/// Which of the path literals of Nix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    Relative,
    Absolute,
    Home,
}

/// A component of an attribute path.
#[derive(Debug, Clone)]
pub enum Key {
    Static(Name),
    Dynamic(ExprId),
}

/// How a binding was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingKind {
    /// `a = …;` or a nested path that starts with `a`.
    Plain,
    /// `inherit a;`: the value is looked up outside of the set.
    Inherit,
    /// `inherit (e) a;`
    InheritFrom,
}

/// One attribute of a set, or variable of a `let`.
#[derive(Debug, Clone)]
pub struct Binding {
    pub name: Name,
    pub kind: BindingKind,
    pub value: ExprId,
    /// The entry that made it: an `a.b = v;` or a whole `inherit …;`.
    pub entry: TextRange,
    /// The name itself.
    pub name_range: TextRange,
}

/// An attribute whose name is computed.
#[derive(Debug, Clone)]
pub struct DynamicBinding {
    pub key: ExprId,
    pub value: ExprId,
    pub entry: TextRange,
}

/// The bindings of a set or of a `let`.
#[derive(Debug, Clone, Default)]
pub struct Bindings {
    pub fixed: Vec<Binding>,
    pub dynamic: Vec<DynamicBinding>,
}

impl Bindings {
    /// The binding of `name`.
    pub fn get(&self, name: Name) -> Option<&Binding> {
        self.fixed.iter().find(|b| b.name == name)
    }
}

/// A formal of a lambda.
#[derive(Debug, Clone)]
pub struct Formal {
    pub name: Name,
    pub default: Option<ExprId>,
    pub range: TextRange,
}

/// What a lambda binds.
#[derive(Debug, Clone)]
pub enum Param {
    Ident(Name, TextRange),
    Pattern { formals: Vec<Formal>, ellipsis: bool, bind: Option<(Name, TextRange)>, range: TextRange },
}

impl Param {
    /// The name that it binds the whole argument to.
    pub fn whole(&self) -> Option<Name> {
        match self {
            Param::Ident(n, _) => Some(*n),
            Param::Pattern { bind, .. } => bind.map(|(n, _)| n),
        }
    }

    /// The names that it binds.
    pub fn names(&self) -> Vec<Name> {
        match self {
            Param::Ident(n, _) => vec![*n],
            Param::Pattern { formals, bind, .. } => {
                formals.iter().map(|f| f.name).chain(bind.iter().map(|(n, _)| *n)).collect()
            }
        }
    }
}

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    /// What did not parse.
    Error,
    Int(i64),
    Float(f64),
    Str(Vec<Part>),
    Path(PathKind, Vec<Part>),
    /// `<nixpkgs>`, without the brackets.
    Search(String),
    Var(Name),
    List(Vec<ExprId>),
    Attrs {
        rec: bool,
        bindings: Bindings,
    },
    Let {
        bindings: Bindings,
        body: ExprId,
    },
    /// `let { …; body = …; }`
    LegacyLet {
        bindings: Bindings,
    },
    Lambda {
        param: Param,
        body: ExprId,
    },
    Apply(ExprId, ExprId),
    Select {
        base: ExprId,
        path: Vec<Key>,
        default: Option<ExprId>,
    },
    HasAttr {
        base: ExprId,
        path: Vec<Key>,
    },
    If {
        cond: ExprId,
        then: ExprId,
        otherwise: ExprId,
    },
    Assert {
        cond: ExprId,
        body: ExprId,
    },
    With {
        namespace: ExprId,
        body: ExprId,
    },
    Binary(BinOpKind, ExprId, ExprId),
    Not(ExprId),
    Negate(ExprId),
    CurPos,
}

/// A file's expressions.
#[derive(Debug, Default)]
pub struct Hir {
    exprs: Vec<Expr>,
    ranges: Vec<TextRange>,
    parents: Vec<Option<ExprId>>,
    root: Option<ExprId>,
    /// What rnix lets pass and Nix does not: duplicate attributes and formals.
    pub problems: Vec<(TextRange, String)>,
}

impl Hir {
    /// The file's expression.
    pub fn root(&self) -> ExprId {
        self.root.unwrap_or(ExprId(0))
    }

    /// The expression `id`.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// Where it stands, without parentheses around it.
    pub fn range(&self, id: ExprId) -> TextRange {
        self.ranges[id.0 as usize]
    }

    /// The expression directly around it.
    pub fn parent(&self, id: ExprId) -> Option<ExprId> {
        self.parents[id.0 as usize]
    }

    /// The expressions around it, the nearest first, without itself.
    pub fn ancestors(&self, id: ExprId) -> impl Iterator<Item = ExprId> + '_ {
        std::iter::successors(self.parent(id), |&e| self.parent(e))
    }

    /// The expressions below `id`, itself first. What several names are inherited from is below each of them.
    pub fn descendants(&self, id: ExprId) -> Vec<ExprId> {
        let mut out = vec![id];
        let mut next = 0;
        while let Some(&at) = out.get(next) {
            next += 1;
            out.extend(lower::children(self.expr(at)));
        }
        out
    }

    /// Whether `inner` is `outer` or stands in it.
    pub fn contains(&self, outer: ExprId, inner: ExprId) -> bool {
        inner == outer || self.ancestors(inner).any(|a| a == outer)
    }

    /// All expressions.
    pub fn ids(&self) -> impl Iterator<Item = ExprId> + use<> {
        (0..self.exprs.len() as u32).map(ExprId)
    }
}
