//! Which files hold a module that means the same to every configuration, told from their text alone.
//!
//! The code of such a file reaches nothing of the repository but its own text: it imports nothing and names no path but
//! in a plain list of `imports`, or of a file that is no code; it takes only what the module system passes, and special
//! arguments that are data or inputs. So nothing in it makes an instance, calls a function that does, or hands one on,
//! whatever the configuration's `config` is.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::source_file::SourceFile;
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{Expr, ExprId, Hir, Key, Param, Part, PathKind};
use crate::syntax::name::Name;

/// What the module system passes to all modules.
pub const STANDARD: &[&str] = &["config", "lib", "options", "pkgs", "modulesPath"];

/// Builtins that stand alone and read no code.
const GLOBALS: &[&str] = &[
    "abort",
    "baseNameOf",
    "dirOf",
    "false",
    "isNull",
    "map",
    "null",
    "placeholder",
    "removeAttrs",
    "throw",
    "toString",
    "true",
];

/// Builtins that read what is not the file's own text.
const READERS: &[&str] = &[
    "fetchClosure",
    "fetchGit",
    "fetchMercurial",
    "fetchTarball",
    "fetchTree",
    "fetchurl",
    "filterSource",
    "findFile",
    "flakeRefToString",
    "getFlake",
    "import",
    "path",
    "pathExists",
    "readDir",
    "readFile",
    "readFileType",
    "scopedImport",
    "storePath",
    "toPath",
];

/// How a file uses one of its special arguments.
#[derive(Default)]
pub(super) struct Uses {
    /// As a whole.
    pub bare: bool,
    /// Attributes that are selected from it.
    pub keys: Vec<Name>,
}

/// A file whose module may be shared.
pub(super) struct Inert {
    /// Whether it is a function.
    pub lambda: bool,
    pub formals: Vec<Name>,
    /// Its special arguments.
    pub special: FxHashMap<Name, Uses>,
}

impl Inert {
    /// What the file is, if it is one. `is_file`: whether a path beside the file is a file.
    pub fn of(file: &SourceFile, is_file: impl Fn(&str) -> bool) -> Option<Inert> {
        if file.builtin || !file.errors.is_empty() {
            return None;
        }
        let hir = &file.hir;
        let (formals, body) = match hir.expr(hir.root()) {
            Expr::Lambda { param: Param::Pattern { formals, bind: None, .. }, body } => (formals.as_slice(), *body),
            Expr::Attrs { .. } | Expr::Let { .. } => (&[][..], hir.root()),
            _ => return None,
        };
        if formals.iter().any(|f| f.default.is_some()) {
            return None;
        }
        let imports = items_of_imports(hir, body);
        let scan = Scan { file, imports, selected: selections(hir), root: hir.root() };
        let mut special: FxHashMap<Name, Uses> = FxHashMap::default();
        for f in formals.iter().filter(|f| !STANDARD.iter().any(|s| f.name.is(s))) {
            special.entry(f.name).or_default();
        }
        for id in hir.ids() {
            scan.expr(id, &mut special, &is_file)?;
        }
        let lambda = matches!(hir.expr(hir.root()), Expr::Lambda { .. });
        Some(Inert { lambda, formals: formals.iter().map(|f| f.name).collect(), special })
    }
}

struct Scan<'a> {
    file: &'a SourceFile,
    imports: FxHashSet<ExprId>,
    /// First names that are selected from an expression.
    selected: FxHashMap<ExprId, Vec<Name>>,
    root: ExprId,
}

impl Scan<'_> {
    // None for an expression that may lead out of the file.
    fn expr(&self, id: ExprId, special: &mut FxHashMap<Name, Uses>, is_file: impl Fn(&str) -> bool) -> Option<()> {
        let hir = &self.file.hir;
        match hir.expr(id) {
            Expr::Error | Expr::Search(_) | Expr::LegacyLet { .. } => None,
            Expr::Path(kind, parts) => match (kind, &parts[..]) {
                _ if self.imports.contains(&id) => Some(()),
                (PathKind::Relative, [Part::Text(t)]) if !t.ends_with(".nix") && is_file(t) => Some(()),
                _ => None,
            },
            Expr::Var(name) => self.variable(id, *name, special),
            _ => Some(()),
        }
    }

    fn variable(&self, id: ExprId, name: Name, special: &mut FxHashMap<Name, Uses>) -> Option<()> {
        let keys = self.selected.get(&id);
        match self.file.scopes().target(id)? {
            Target::Bound(scope) => {
                if scope == self.root
                    && let Some(uses) = special.get_mut(&name)
                {
                    uses.bare |= keys.is_none();
                    uses.keys.extend(keys.into_iter().flatten());
                }
                Some(())
            }
            Target::With(_) | Target::Free if name.is("builtins") => {
                keys?.iter().all(|k| !READERS.iter().any(|r| k.is(r))).then_some(())
            }
            Target::With(_) => (!READERS.iter().any(|r| name.is(r))).then_some(()),
            Target::Free => GLOBALS.iter().any(|g| name.is(g)).then_some(()),
        }
    }
}

// What is selected from each expression, by first name. A computed name is the expression used whole.
fn selections(hir: &Hir) -> FxHashMap<ExprId, Vec<Name>> {
    let mut out: FxHashMap<ExprId, Vec<Name>> = FxHashMap::default();
    let mut whole: FxHashSet<ExprId> = FxHashSet::default();
    for id in hir.ids() {
        let Expr::Select { base, path, .. } = hir.expr(id) else { continue };
        match path.first() {
            Some(Key::Static(n)) => out.entry(*base).or_default().push(*n),
            _ => _ = whole.insert(*base),
        }
    }
    out.retain(|base, _| !whole.contains(base));
    out
}

// The paths that stand in the `imports` of the module itself, in a plain list.
fn items_of_imports(hir: &Hir, mut body: ExprId) -> FxHashSet<ExprId> {
    while let Expr::Let { body: inner, .. } | Expr::With { body: inner, .. } = hir.expr(body) {
        body = *inner;
    }
    let Expr::Attrs { bindings, .. } = hir.expr(body) else { return FxHashSet::default() };
    let Some(b) = bindings.get(Name::new("imports")) else { return FxHashSet::default() };
    let Expr::List(items) = hir.expr(b.value) else { return FxHashSet::default() };
    let plain = |e: &&ExprId| matches!(hir.expr(**e), Expr::Path(_, parts) if matches!(&parts[..], [Part::Text(_)]));
    items.iter().filter(plain).copied().collect()
}
