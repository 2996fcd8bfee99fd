//! Overlays of the default instance that replace what much of nixpkgs is built with: `nixpkgs.overlays` of a NixOS,
//! nix-darwin or home-manager configuration. All that depends on it has another hash, is in no binary cache, and is
//! compiled on the user's machine.

use std::collections::{BTreeMap, BTreeSet};

use super::{machines, warning};
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Loc, ModuleArg, Sym, Thunk, Value};
use crate::plan::outcome::{Note, Place};
use crate::syntax::hir::Expr;
use crate::syntax::name::Name;

/// Packages that thousands of others are built with. The README says of each why it is here; a test compares the two.
pub const LOW: &[&str] = &[
    "bash",
    "bzip2",
    "cmake",
    "coreutils",
    "curl",
    "dbus",
    "expat",
    "fontconfig",
    "freetype",
    "gettext",
    "glib",
    "glibc",
    "gmp",
    "gtk3",
    "icu",
    "libffi",
    "libxml2",
    "meson",
    "ncurses",
    "ninja",
    "openssl",
    "pcre2",
    "perl",
    "pkg-config",
    "python",
    "python3",
    "readline",
    "sqlite",
    "stdenv",
    "systemd",
    "util-linux",
    "wayland",
    "xz",
    "zlib",
    "zstd",
];

// Arguments of an interpreter that are no part of its own derivation: sets of packages beside it (nixpkgs
// `pkgs/development/interpreters/python/passthrufun.nix`).
const BESIDE: &[&str] = &["packageOverrides", "self"];

// Attributes of a derivation that its hash does not depend on (nixpkgs `pkgs/stdenv/generic/make-derivation.nix`).
const NOT_HASHED: &[&str] = &["meta", "passthru"];

/// A warning for each package that an overlay replaces, with all configurations that have the overlay.
pub(super) fn notes(ev: &mut Evaluator) -> Vec<Note> {
    let mut found: BTreeMap<(Place, String), BTreeSet<ConfigId>> = BTreeMap::new();
    for c in machines(ev) {
        if uses_global_pkgs(ev, c) {
            continue;
        }
        let path = ["nixpkgs", "overlays"].map(Name::new);
        for d in ev.definitions(c, &path) {
            let Value::List(l) = &d.value else { continue };
            for t in &l.items {
                let overlay = ev.force(t);
                for (place, name) in replaced(ev, c, &overlay) {
                    found.entry((place, name)).or_default().insert(c);
                }
            }
        }
    }
    let mut out = Vec::new();
    for ((place, name), configs) in found {
        let configs: Vec<ConfigId> = configs.into_iter().collect();
        let message = format!(
            "`nixpkgs.overlays` replaces `{name}` for all of {}: much of nixpkgs is built with it, and whatever is has \
             another hash, is in no binary cache and is compiled here; give it to the package that needs it \
             (`PACKAGE.override {{ … }}`), or make an instance with this overlay for those that do",
            super::listed(&ev.config_names(&configs)),
        );
        out.push(warning(Some(place), message));
    }
    out
}

// A home that takes its host's packages ignores overlays of its own (home-manager `nixos/common.nix`).
fn uses_global_pkgs(ev: &mut Evaluator, c: ConfigId) -> bool {
    let Kind::HomeUser(host, _) = ev.config(c).kind.clone() else { return false };
    let path = ["home-manager", "useGlobalPkgs"].map(Name::new);
    !matches!(ev.option_value(host, &path), None | Some(Value::Bool(false)))
}

// The low packages that an overlay replaces, and where.
fn replaced(ev: &mut Evaluator, c: ConfigId, overlay: &Value) -> Vec<(Place, String)> {
    let Value::Lambda(closure) = overlay else { return Vec::new() };
    let pkgs = Value::sym(Sym::ModuleArg(c, ModuleArg::Pkgs));
    let prev = ev.call(overlay, Thunk::done(pkgs.clone()), None);
    let result = ev.call(&prev, Thunk::done(pkgs.clone()), None);
    let Value::Attrs(set) = &result else { return Vec::new() };
    let mut out = Vec::new();
    for name in LOW {
        let Some(t) = set.get(name).cloned() else { continue };
        let v = ev.force(&t);
        if !is_another(ev, name, &v) {
            continue;
        }
        let origin = set.origin.as_ref().map(|o| o.loc);
        let own = origin.filter(|l| !ev.file(l.file).builtin).and_then(|l| name_in(ev, l, name));
        let at = own.or_else(|| (!ev.file(closure.loc.file).builtin).then(|| super::place(ev, closure.loc)));
        out.extend(at.map(|p| (p, (*name).to_owned())));
    }
    out
}

// Where a literal set names an attribute.
fn name_in(ev: &Evaluator, set: Loc, name: &str) -> Option<Place> {
    let Expr::Attrs { bindings, .. } = ev.expr(set) else { return None };
    let start = bindings.get(Name::new(name))?.name_range.start();
    let file = ev.file(set.file);
    let (line, column) = file.position(u32::from(start));
    Some(Place { file: file.path.clone(), line, column })
}

// Whether what an overlay has under a name is certainly another package than the set had before.
fn is_another(ev: &mut Evaluator, name: &str, v: &Value) -> bool {
    if is_before(name, v) || is_python(name, v) {
        return false;
    }
    match v {
        // `prev.x // { … }` is built as `prev.x` is; only of `stdenv` others take functions.
        Value::Attrs(a) => name == "stdenv" || !a.open.iter().any(|o| is_before(name, o)),
        Value::Sym(s) => match &**s {
            Sym::Choice(..) | Sym::Element(_) | Sym::AttrsOf(_) | Sym::Op(..) => false,
            Sym::Apply(f, arg, _) => {
                let (_, path) = Evaluator::selection(f);
                match path.last() {
                    Some(n) if n.is("override") => !sets_only(ev, arg, BESIDE),
                    Some(n) if n.is("overrideAttrs") => !sets_only(ev, arg, NOT_HASHED),
                    _ => true,
                }
            }
            _ => true,
        },
        _ => false,
    }
}

// Whether a value is what the package set has under the name anyway.
fn is_before(name: &str, v: &Value) -> bool {
    let (root, path) = Evaluator::selection(v);
    let pkgs = matches!(&root, Value::Sym(s) if matches!(&**s, Sym::ModuleArg(_, ModuleArg::Pkgs)));
    pkgs && matches!(&path[..], [n] if n.is(name))
}

// Whether an interpreter is a version that the set has anyway: whether it is the default one depends on the release.
fn is_python(name: &str, v: &Value) -> bool {
    let (root, path) = Evaluator::selection(v);
    let pkgs = matches!(&root, Value::Sym(s) if matches!(&**s, Sym::ModuleArg(_, ModuleArg::Pkgs)));
    pkgs && name.starts_with("python") && matches!(&path[..], [n] if n.text().starts_with("python"))
}

// Whether an override, a set or a function of what was, sets nothing but these.
fn sets_only(ev: &mut Evaluator, arg: &Thunk, names: &[&str]) -> bool {
    let mut v = ev.force(arg);
    for _ in 0..2 {
        if let Value::Lambda(_) = &v {
            let old = Value::sym(Sym::External("old".into()));
            v = ev.call(&v, Thunk::done(old), None);
        }
    }
    let Value::Attrs(a) = &v else { return false };
    a.open.is_empty() && !a.map.is_empty() && a.map.keys().all(|k| names.iter().any(|n| k.is(n)))
}
