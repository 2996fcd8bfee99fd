//! Who takes an attribute from a package set: every mention of its name is one, is certainly none, or keeps the overlay
//! where it is.

use rnix::TextRange;
use rustc_hash::FxHashSet;

use super::reads;
use super::values::{Meaning, Packages, Reader, packages};
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, FileId, Loc, Value};
use crate::eval::{Caller, Evaluator};
use crate::plan::codes::{self, Block};
use crate::syntax::hir::scopes::Target;
use crate::syntax::hir::{BindingKind, Expr, ExprId, Key, Param, Part};
use crate::syntax::name::Name;

/// How a use is written.
#[derive(Debug, Clone)]
pub enum Form {
    /// `pkgs.x`: the expression that is `pkgs`.
    Selected(Loc),
    /// `all.pkgs.x`: the whole selection, and how many of its names lead to `pkgs`.
    Below(Loc, usize),
    /// `x`, of a `with pkgs;`, and that `pkgs`.
    Scoped(Loc, Name, Loc),
    /// `inherit (pkgs) x;` in a set or `let`: the entry, and that `pkgs`.
    Inherited(Loc, Name, TextRange, Loc),
}

impl Form {
    /// Where it stands.
    pub fn at(&self) -> Loc {
        match self {
            Form::Selected(l) | Form::Below(l, _) | Form::Scoped(l, ..) | Form::Inherited(l, ..) => *l,
        }
    }
}

// A mention of one of the names: how it is written, and what may be the package set that it is taken from.
pub(super) struct Mention {
    pub(super) form: Form,
    pub(super) from: Vec<Meaning>,
}

/// What decides about mentions.
pub struct Question<'a> {
    pub attributes: &'a [Name],
    /// Configurations that have the overlay, and homes that take their packages.
    pub configs: FxHashSet<ConfigId>,
    /// The places that make instances with the overlay.
    pub made: FxHashSet<Loc>,
    /// The overlay's function.
    pub overlay: Option<Loc>,
    pub what: String,
}

impl Question<'_> {
    /// Whether a package set has the overlay.
    pub fn has(&self, p: &Packages) -> bool {
        match p {
            Packages::Of(c) => self.configs.contains(c),
            Packages::Made(l) => self.made.contains(l),
            Packages::Shared => false,
        }
    }
}

/// All uses of the attributes in the flake, if all are known.
pub fn find(r: &mut Reader<'_>, q: &Question<'_>) -> Result<Vec<Form>, Block> {
    let mut out = Vec::new();
    for mut m in mentions(r, q.attributes)? {
        named_apart(r, q, &mut m)?;
        if decide(r.ev, q, &m)? {
            without_default(r.ev, &m.form, &q.what)?;
            out.push(m.form);
        }
    }
    formals(r, q)?;
    wholes(r, q)?;
    reads::nobody(r, q)?;
    Ok(out)
}

/// Whether an overlay takes one of `names` from `final` or `prev`: where.
pub fn taken_by(r: &mut Reader<'_>, names: &[Name], overlay: Loc) -> Result<Option<Loc>, Block> {
    let own = |ev: &Evaluator, l: Loc| is_in(ev, l, overlay);
    for m in mentions(r, names)? {
        if m.from.iter().any(|m| matches!(m, Meaning::Overlay(l) | Meaning::ComputedOverlay(l) if own(r.ev, *l))) {
            return Ok(Some(m.form.at()));
        }
    }
    for (at, v) in asked_formals(r, names) {
        if r.meaning(&v, 0).iter().any(|m| matches!(m, Meaning::Overlay(l) if own(r.ev, *l))) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// Whether an expression is part of another one.
pub fn is_in(ev: &Evaluator, inner: Loc, outer: Loc) -> bool {
    inner.file == outer.file && ev.file(outer.file).hir.contains(outer.expr, inner.expr)
}

/// The files that the flake evaluates.
pub fn files(ev: &Evaluator) -> Vec<FileId> {
    let nested = |path: &str| ev.workspace.nested_flake_of(path).is_some();
    ev.loaded().filter(|(id, f)| !f.builtin && ev.is_imported(*id) && !nested(&f.path)).map(|(id, _)| id).collect()
}

// What a function takes from a formal with a default it has from elsewhere too, for whoever calls it without.
fn without_default(ev: &Evaluator, form: &Form, what: &str) -> Result<(), Block> {
    let (Form::Selected(pkgs) | Form::Scoped(_, _, pkgs) | Form::Inherited(.., pkgs)) = *form else { return Ok(()) };
    let file = ev.file(pkgs.file);
    let (Expr::Var(name), Some(Target::Bound(scope))) = (file.hir.expr(pkgs.expr), file.scopes().target(pkgs.expr))
    else {
        return Ok(());
    };
    match file.hir.expr(scope) {
        Expr::Lambda { param: Param::Pattern { formals, .. }, .. }
            if formals.iter().any(|f| f.name == *name && f.default.is_some()) =>
        {
            let m = format!(
                "{} takes {what} from `{name}`, which has a default: called without, it gets other packages",
                ev.place(form.at())
            );
            Err(Block::new(codes::UNKNOWN_CALLER, m))
        }
        _ => Ok(()),
    }
}

// What configurations share may have been evaluated for all of them only, within a function of its own: then nothing tells
// which of them have the overlay there.
fn named_apart(r: &mut Reader<'_>, q: &Question<'_>, m: &mut Mention) -> Result<(), Block> {
    let all = m.from.len();
    m.from.retain(|m| !is_common(r.ev, m));
    if m.from.len() < all && m.from.iter().all(|m| *m == Meaning::Other) && is_shared(r, q, m.form.at()) {
        let at = r.ev.place(m.form.at());
        let m = format!("whether {at} takes {} from `pkgs` can't be known: a function in a module does", q.what);
        return Err(Block::new(codes::UNKNOWN_CALLER, m));
    }
    Ok(())
}

// The packages of no configuration, but of all that have a module.
fn is_common(ev: &Evaluator, m: &Meaning) -> bool {
    matches!(m, Meaning::Default(Packages::Of(c)) | Meaning::Derived(Packages::Of(c)) | Meaning::Computed(Packages::Of(c))
        if ev.config(*c).kind == Kind::Common)
}

// Whether a configuration that has the overlay has the module in a file.
fn is_shared(r: &mut Reader<'_>, q: &Question<'_>, at: Loc) -> bool {
    let file = r.ev.file(at.file).clone();
    file.hir.ids().filter(|e| matches!(file.hir.expr(*e), Expr::Lambda { .. })).any(|e| {
        let calls = r.ev.calls_to(at.beside(e));
        calls
            .into_iter()
            .any(|c| matches!(r.ev.call_at(c).map(|c| &c.by), Some(Caller::Module(c)) if q.configs.contains(c)))
    })
}

// Whether a mention is a use; an error if that can't be said, or if it is one for others too.
fn decide(ev: &mut Evaluator, q: &Question<'_>, m: &Mention) -> Result<bool, Block> {
    let at = ev.place(m.form.at());
    let what = &q.what;
    let (mut ours, mut others) = (false, Vec::new());
    for from in &m.from {
        match from {
            Meaning::Default(p) if q.has(p) => ours = true,
            Meaning::Default(Packages::Of(c)) if is_inside(ev, q, *c) => {
                let m = format!("{at} takes {what} from the packages of a configuration inside a host that has it");
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
            Meaning::Default(p) => others.push(*p),
            Meaning::Derived(p) if q.has(p) => {
                let m = format!("{at} takes {what} from another package set that is made of `pkgs`");
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
            Meaning::Computed(p) if q.has(p) => {
                let m = format!("{at} asks `pkgs` for a name that is computed, which may be {what}");
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
            Meaning::Overlay(l) if q.overlay.is_none_or(|o| !is_in(ev, *l, o)) => {
                let m = format!("the overlay at {} takes {what} too, at {at}", ev.place(*l));
                return Err(Block::new(codes::IN_OVERLAY, m));
            }
            Meaning::ComputedOverlay(l) if q.overlay.is_none_or(|o| !is_in(ev, *l, o)) => {
                let m = format!(
                    "the overlay at {} asks for a name that is computed, which may be {what}, at {at}",
                    ev.place(*l)
                );
                return Err(Block::new(codes::IN_OVERLAY, m));
            }
            Meaning::Unclear(why) => {
                let m = format!("whether {at} takes {what} from `pkgs` can't be known: {why}");
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
            _ => {}
        }
    }
    if ours && !others.is_empty() {
        let names = described(ev, &others).join(", ");
        let m = format!("{at} takes {what} from `pkgs` for {names} too, which doesn't have the overlay");
        return Err(Block::new(codes::OTHER_INSTANCE, m));
    }
    Ok(ours)
}

fn described(ev: &Evaluator, all: &[Packages]) -> Vec<String> {
    let configs: Vec<ConfigId> =
        all.iter().filter_map(|p| if let Packages::Of(c) = p { Some(*c) } else { None }).collect();
    let mut out = ev.config_names(&configs);
    for p in all {
        let name = match p {
            Packages::Of(_) => continue,
            Packages::Made(l) => format!("the instance at {}", ev.place(*l)),
            Packages::Shared => "the `legacyPackages` of an input".to_owned(),
        };
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

// A container or a virtual machine of a host that has the overlay.
fn is_inside(ev: &Evaluator, q: &Question<'_>, c: ConfigId) -> bool {
    matches!(ev.config(c).kind, Kind::Nested(..)) && q.configs.contains(&ev.outermost(c))
}

pub(super) fn mentions(r: &mut Reader<'_>, names: &[Name]) -> Result<Vec<Mention>, Block> {
    let mut out = Vec::new();
    for id in files(r.ev) {
        let file = r.ev.file(id).clone();
        let mut inherited: FxHashSet<ExprId> = FxHashSet::default();
        for e in file.hir.ids() {
            let at = Loc { file: id, expr: e };
            match file.hir.expr(e) {
                Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. } => {
                    for b in bindings.fixed.iter().filter(|b| b.kind == BindingKind::InheritFrom) {
                        inherited.insert(b.value);
                        let Expr::Select { base, .. } = file.hir.expr(b.value) else { continue };
                        if names.contains(&b.name) {
                            let from = r.meanings(at.beside(*base));
                            out.push(Mention { form: Form::Inherited(at, b.name, b.entry, at.beside(*base)), from });
                        }
                    }
                }
                Expr::Select { base, path, .. } | Expr::HasAttr { base, path } if !inherited.contains(&e) => {
                    selection(r, at, *base, path, names, &mut out);
                }
                Expr::Var(n) if names.contains(n) => {
                    if let Some(Target::With(_)) = file.scopes().target(e) {
                        out.extend(scoped(r, at, *n));
                    }
                }
                _ => {}
            }
        }
    }
    // What a set inherits stands before the set or after it.
    let sets: Vec<(Loc, Name)> = out
        .iter()
        .filter_map(|m| match m.form {
            Form::Inherited(l, n, ..) => Some((l, n)),
            _ => None,
        })
        .collect();
    out.retain(|m| match m.form {
        Form::Selected(l) => !sets.iter().any(|(set, name)| {
            let file = r.ev.file(l.file);
            let parent = file.hir.parent(l.expr).map(|p| file.hir.expr(p));
            set.file == l.file
                && matches!(file.hir.expr(set.expr), Expr::Attrs { bindings, .. } | Expr::Let { bindings, .. }
                    if bindings.fixed.iter().any(|b| b.name == *name && b.kind == BindingKind::InheritFrom
                        && matches!(file.hir.expr(b.value), Expr::Select { base, .. } if *base == l.expr)))
                && parent.is_some()
        }),
        _ => true,
    });
    Ok(out)
}

fn selection(r: &mut Reader<'_>, at: Loc, base: ExprId, path: &[Key], names: &[Name], out: &mut Vec<Mention>) {
    for (i, key) in path.iter().enumerate() {
        let named = match key {
            Key::Static(n) => names.contains(n),
            // `pkgs.${name}` may be any.
            Key::Dynamic(e) => i == 0 && may_be(&r.ev.file(at.file).hir, *e, names),
        };
        if !named {
            continue;
        }
        let values = r.selected(at, base, &path[..i]);
        let mut from: Vec<Meaning> = values.iter().flat_map(|v| r.meaning(v, 0)).collect();
        let computed = matches!(key, Key::Dynamic(_));
        let selects = matches!(r.ev.expr(at), Expr::Select { .. });
        if i > 0 || computed {
            from.retain(|m| !computed || matches!(m, Meaning::Default(_) | Meaning::Overlay(_)));
            for m in &mut from {
                match m {
                    Meaning::Default(Packages::Made(_)) if selects && !computed => {}
                    Meaning::Default(c) => *m = if computed { Meaning::Computed(*c) } else { Meaning::Derived(*c) },
                    Meaning::Overlay(l) if computed => *m = Meaning::ComputedOverlay(*l),
                    _ => {}
                }
            }
        }
        let form = if i > 0 { Form::Below(at, i) } else { Form::Selected(at.beside(base)) };
        out.push(Mention { form, from });
    }
}

// Whether a computed name may be one of `names`: of one like `"jdk${version}"` the beginning and the end are known.
fn may_be(hir: &crate::syntax::hir::Hir, key: ExprId, names: &[Name]) -> bool {
    let Expr::Str(parts) = hir.expr(key) else { return true };
    let text = |p: Option<&Part>| match p {
        Some(Part::Text(t)) => t.clone(),
        _ => String::new(),
    };
    let (start, end) = (text(parts.first()), text(parts.last()));
    names.iter().map(|n| n.to_string()).any(|n| n.starts_with(&start) && n.ends_with(&end))
}

// A name that some `with` has.
fn scoped(r: &mut Reader<'_>, at: Loc, name: Name) -> Option<Mention> {
    let mut from = Vec::new();
    let mut of = None;
    for ns in r.namespaces(at) {
        let values = r.values(ns);
        let mut certain = !values.is_empty();
        for v in values {
            let meaning = r.meaning(&v, 0);
            if meaning == [Meaning::Other] {
                match r.ev.has_attr(&v, name) {
                    Some(true) => continue,
                    Some(false) => {}
                    None if is_library(&v) => {}
                    None => {
                        let what = format!("the `with` at {} may have it", r.ev.place(ns));
                        from.push(Meaning::Unclear(what));
                    }
                }
                certain = false;
                continue;
            }
            of.get_or_insert(ns);
            from.extend(meaning);
        }
        if certain {
            break;
        }
    }
    (!from.is_empty()).then_some(Mention { form: Form::Scoped(at, name, of.unwrap_or(at)), from })
}

// `lib` and `builtins` have functions, and no packages.
fn is_library(v: &Value) -> bool {
    matches!(v, Value::Attrs(a) if crate::eval::canon::is_lib(a) || a.get("derivation").is_some())
}

// What formals of these names get that a package set fills, or its `callPackage`.
pub(super) fn asked_formals(r: &mut Reader<'_>, names: &[Name]) -> Vec<(Loc, Value)> {
    let mut out = Vec::new();
    for id in files(r.ev) {
        let file = r.ev.file(id).clone();
        for e in file.hir.ids() {
            let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = file.hir.expr(e) else { continue };
            let lambda = Loc { file: id, expr: e };
            for f in formals.iter().filter(|f| names.contains(&f.name)) {
                for c in r.ev.calls_to(lambda) {
                    let Some(call) = r.ev.call_at(c) else { continue };
                    let (by, arg) = (call.by.clone(), call.arg.clone());
                    let filled = r.ev.packages.contains(&lambda) || matches!(by, Caller::Unknown(_));
                    if matches!(by, Caller::Nobody | Caller::Exported(_)) {
                        continue;
                    }
                    let v = r.ev.force(&arg);
                    // `import ./file.nix pkgs` fills them like that.
                    if !filled && !matches!(&v, Value::Sym(s) if packages(s).is_some()) {
                        continue;
                    }
                    // The set that may have it, without the name.
                    let v = match &v {
                        Value::Attrs(a) if a.map.contains_key(&f.name) => r.ev.select(&v, f.name),
                        Value::Attrs(a) => a.open.last().cloned(),
                        _ => Some(v.clone()),
                    };
                    out.extend(v.map(|v| (lambda, v)));
                }
            }
        }
    }
    out
}

// Functions of packages that ask for an attribute by name.
fn formals(r: &mut Reader<'_>, q: &Question<'_>) -> Result<(), Block> {
    for (at, v) in asked_formals(r, q.attributes) {
        let (root, path) = Evaluator::selection(&v);
        let of: Vec<Meaning> = match &path[..] {
            [n] if q.attributes.contains(n) => r.meaning(&root, 0),
            _ => r.meaning(&v, 0),
        };
        let place = r.ev.place(at);
        for m in of {
            let taken = match m {
                m if is_common(r.ev, &m) => is_shared(r, q, at),
                Meaning::Default(p) | Meaning::Derived(p) | Meaning::Computed(p) => q.has(&p),
                Meaning::Overlay(l) | Meaning::ComputedOverlay(l) => q.overlay.is_none_or(|o| !is_in(r.ev, l, o)),
                Meaning::Unclear(_) => true,
                Meaning::Other => false,
            };
            if taken {
                let m = format!("the function at {place} asks for {} by its name, and gets it of all packages", q.what);
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
        }
    }
    Ok(())
}

// Where `pkgs` as a whole, or its `callPackage`, goes to something that isn't the flake's own.
fn wholes(r: &mut Reader<'_>, q: &Question<'_>) -> Result<(), Block> {
    for id in files(r.ev) {
        let file = r.ev.file(id).clone();
        for e in file.hir.ids() {
            let at = Loc { file: id, expr: e };
            let target = file.scopes().target(e);
            let bound = matches!(target, Some(Target::Bound(_)));
            let suspect = match file.hir.expr(e) {
                Expr::Var(n) if is_caller(*n) && matches!(target, Some(Target::With(_))) => true,
                Expr::Var(_) => bound && !is_taken_apart(&file.hir, e),
                Expr::Select { path, .. } => {
                    matches!(path.last(), Some(Key::Static(n)) if n.is("pkgs")) && !is_taken_apart(&file.hir, e)
                        || matches!(path.last(), Some(Key::Static(n)) if is_caller(*n))
                }
                _ => false,
            };
            if !suspect {
                continue;
            }
            let caller_of = match file.hir.expr(e) {
                Expr::Select { base, path, .. } if matches!(path.last(), Some(Key::Static(n)) if is_caller(*n)) => {
                    Some(r.selected(at, *base, &path[..path.len() - 1]))
                }
                Expr::Var(n) if is_caller(*n) && !bound => {
                    let spaces = r.namespaces(at);
                    Some(spaces.into_iter().flat_map(|ns| r.values(ns)).collect())
                }
                _ => None,
            };
            if let Some(of) = caller_of {
                let ours = of.iter().any(|v| is_of(v, q));
                if ours && !calls_own(r, at) {
                    let m = format!(
                        "{} calls a package's function that isn't known, which may ask for {}",
                        r.ev.place(at),
                        q.what
                    );
                    return Err(Block::new(codes::UNKNOWN_CALLER, m));
                }
                continue;
            }
            let ours =
                r.meanings(at).iter().any(|m| matches!(m, Meaning::Default(Packages::Of(c)) if q.configs.contains(c)));
            if ours
                && !is_option_of_another(&file.hir, e, q.attributes)
                && let Some(to) = handed_to(r, at)
            {
                let m =
                    format!("`pkgs` goes as a whole to {to} at {}, which may take {} from it", r.ev.place(at), q.what);
                return Err(Block::new(codes::UNKNOWN_CALLER, m));
            }
        }
    }
    Ok(())
}

fn is_caller(name: Name) -> bool {
    ["callPackage", "callPackages", "callPackageWith", "newScope"].iter().any(|n| name.is(n))
}

fn is_of(v: &Value, q: &Question<'_>) -> bool {
    match Evaluator::selection(v).0 {
        Value::Sym(s) => packages(&s).is_some_and(|p| q.has(&p)),
        _ => false,
    }
}

// A base of a selection, a namespace, or what names are inherited from.
fn is_taken_apart(hir: &crate::syntax::hir::Hir, e: ExprId) -> bool {
    match hir.parent(e).map(|p| hir.expr(p)) {
        Some(Expr::Select { base, .. } | Expr::HasAttr { base, .. }) => *base == e,
        Some(Expr::With { namespace, .. }) => *namespace == e,
        _ => false,
    }
}

// Whether the `callPackage` at a place is applied to a function of the flake.
fn calls_own(r: &mut Reader<'_>, at: Loc) -> bool {
    let hir = r.ev.file(at.file).clone();
    let Some(parent) = hir.hir.parent(at.expr) else { return false };
    let Expr::Apply(f, x) = *hir.hir.expr(parent) else { return false };
    if f != at.expr {
        return false;
    }
    let values = r.values(at.beside(x));
    values.iter().all(|v| match v {
        Value::Lambda(c) => !r.ev.file(c.loc.file).builtin,
        Value::Path(p) => Evaluator::rel(p).is_some(),
        Value::Str(p) => Evaluator::rel(p).is_some(),
        _ => false,
    })
}

/// Whether it is the first argument of `lib.mkPackageOption pkgs "other" { }`, which takes that package and no other.
pub fn is_option_of_another(hir: &crate::syntax::hir::Hir, pkgs: ExprId, names: &[Name]) -> bool {
    let applied = hir.parent(pkgs).and_then(|p| match hir.expr(p) {
        Expr::Apply(f, x) if *x == pkgs => Some((p, *f)),
        _ => None,
    });
    let Some((applied, f)) = applied else { return false };
    let makes = match hir.expr(f) {
        Expr::Var(n) => n.is("mkPackageOption"),
        Expr::Select { path, .. } => matches!(path.last(), Some(Key::Static(n)) if n.is("mkPackageOption")),
        _ => false,
    };
    let Some(Expr::Apply(_, name)) = hir.parent(applied).map(|p| hir.expr(p)).filter(|_| makes) else { return false };
    let first = match hir.expr(*name) {
        Expr::List(all) => all.first().copied(),
        _ => Some(*name),
    };
    match first.map(|e| hir.expr(e)) {
        Some(Expr::Str(parts)) => match &parts[..] {
            [Part::Text(t)] => !names.iter().any(|n| n.is(t)),
            _ => false,
        },
        _ => false,
    }
}

// What gets a package set that is passed on as a whole; nothing if its own uses of it are seen.
fn handed_to(r: &mut Reader<'_>, at: Loc) -> Option<String> {
    let hir = r.ev.file(at.file).clone();
    let mut below = at.expr;
    for a in hir.hir.ancestors(at.expr) {
        match hir.hir.expr(a) {
            // What it stands for there is followed.
            Expr::Let { bindings, body } if *body != below && bindings.fixed.iter().any(|b| b.value == below) => {
                let whole = below == at.expr;
                return (!whole).then(|| "a set".to_owned());
            }
            // Modules get it by its name, and what they take is seen there.
            Expr::Attrs { bindings, .. } if bindings.fixed.iter().any(|b| b.value == below && is_special(b.name)) => {
                return None;
            }
            Expr::Attrs { .. } | Expr::Let { .. } | Expr::Assert { .. } | Expr::With { .. } => {}
            Expr::If { cond, .. } if *cond == below => return None,
            Expr::If { .. } | Expr::Binary(rnix::ast::BinOpKind::Update, ..) => {}
            Expr::Apply(f, _) if *f == below => return Some("a function".to_owned()),
            Expr::Apply(f, _) => return (!is_own_function(r, at.beside(*f))).then(|| called(r.ev, at.beside(*f))),
            Expr::Binary(..) => return None,
            _ => return Some("something".to_owned()),
        }
        below = a;
    }
    Some("whoever uses the file".to_owned())
}

fn is_special(name: Name) -> bool {
    ["extraSpecialArgs", "specialArgs"].iter().any(|n| name.is(n))
}

fn called(ev: &Evaluator, f: Loc) -> String {
    let file = ev.file(f.file);
    let text = crate::plan::express::slice(file, file.hir.range(f.expr));
    format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

// Functions of the flake, and builders, which pass `pkgs` on to modules.
fn is_own_function(r: &mut Reader<'_>, f: Loc) -> bool {
    let values = r.values(f);
    !values.is_empty()
        && values.iter().all(|v| match v {
            Value::Lambda(c) => !r.ev.file(c.loc.file).builtin,
            _ => false,
        })
}
