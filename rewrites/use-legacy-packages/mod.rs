//! Takes `legacyPackages` of the input for an instance that has no argument but its system.

use super::{Rewrite, Written};
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Env, InputId, Loc, Sym, Thunk, Value};
use crate::flake::sites::Site;
use crate::plan::classify::{Evaluation, Examined, evaluation};
use crate::plan::codes::{self, Block};
use crate::plan::express::slice;
use crate::plan::keys::{ANY_SYSTEM, SYSTEM_ARGUMENTS};
use crate::plan::summary::source_text;
use crate::plan::{origins, system_words};
use crate::syntax::hir::{Bindings, Expr, ExprId, Key, Part};
use crate::syntax::name::Name;
use crate::syntax::surgery::parens::{Precedence, precedence_of_text};
use rnix::SyntaxKind;

/// Sites anywhere.
pub const REWRITE: Rewrite = Rewrite {
    name: "use-legacy-packages",
    page: include_str!("README.md"),
    reason: "An instance without arguments but its system is what the flake of nixpkgs has made in `legacyPackages` \
             already: the packages are the same derivations. What differs is `pkgs.lib.version` and its like, which \
             name the date and the commit of nixpkgs there.",
    opt_in: true,
    in_place: Some(text),
    last_resort: false,
    needs_gain: false,
    repeated: false,
    below: false,
    whole: None,
    examine,
};

/// Systems that `legacyPackages` has in every release of nixpkgs that is a flake (`lib.systems.flakeExposed`).
const SYSTEMS: &[&str] =
    &["x86_64-linux", "aarch64-linux", "x86_64-darwin", "aarch64-darwin", "i686-linux", "armv6l-linux", "armv7l-linux"];

fn examine(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Option<Examined> {
    // A call of a helper has no source of its own to select from.
    site.made_by.is_none().then(|| evaluations(ev, site, live))
}

fn text(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Result<Written, Block> {
    let form = form(ev, site)?;
    let system = live.first().and_then(|e| system_words::site_system(ev, *e));
    let system = system.ok_or_else(|| Block::new(codes::UNKNOWN_SYSTEM, "its system can't be named by itself"))?;
    let source = match precedence_of_text(&form.words) {
        Precedence::Simple => form.words.clone(),
        _ => format!("({})", form.words),
    };
    let first = live.first().map(|e| ev.sites[*e].source.clone());
    let uses = format!("{}.legacyPackages", first.map_or_else(|| form.words.clone(), |s| source_text(ev, &s)));
    Ok(Written { text: format!("{source}.legacyPackages.{}", attribute(&system)), uses })
}

// A string can be selected by as it is: `."${arch}-linux"`.
fn attribute(system: &str) -> &str {
    let inner = system.strip_prefix("${").and_then(|s| s.strip_suffix('}')).unwrap_or_default();
    match rnix::Root::parse(inner).tree().expr() {
        Some(rnix::ast::Expr::Str(_)) if inner.starts_with('"') => inner,
        _ => system,
    }
}

// Every evaluation, if all make what `legacyPackages` has.
fn evaluations(ev: &mut Evaluator, site: &Site, live: &[usize]) -> Examined {
    let form = form(ev, site)?;
    let mut out: Vec<Evaluation> = Vec::new();
    for &e in live {
        let one = evaluation(ev, e)?;
        if one.own.is_some() || !one.key.rest.is_empty() {
            return Err(other("its arguments are more than a system"));
        }
        is_args(ev, e, form.args)?;
        is_platform_name(ev, e)?;
        let at = ev.sites[e].at.env.clone();
        let Some(id) = input(ev, site.loc.beside(form.source), &at, form.out_path) else {
            let m = format!("`{}` isn't an input itself wherever it is evaluated", form.words);
            return Err(other(m));
        };
        if !ev.inputs.is_nixpkgs_flake(id) {
            let m = format!(
                "the input `{}` isn't known to have the flake.nix of NixOS/nixpkgs, whose legacyPackages have no \
                 arguments of their own",
                ev.inputs.name(id)
            );
            return Err(other(m));
        }
        if &*one.key.system != ANY_SYSTEM && !SYSTEMS.contains(&&*one.key.system) {
            let m = format!("not every legacyPackages has {}", one.key.system);
            return Err(Block::new(codes::UNKNOWN_SYSTEM, m));
        }
        out.push(one);
    }
    origins::known(ev, site.loc.beside(form.source))?;
    if let Some(name) = taken_whole(ev, site.loc) {
        let m = format!(
            "{name} takes it as its own `pkgs`, and the version in `pkgs.lib`, which legacyPackages have and an import \
             doesn't, may go into its manual"
        );
        return Err(other(m));
    }
    text(ev, site, live)?;
    Ok(out)
}

// The first configuration that takes the site's instance, or one that is made of it, as its own. The manuals of NixOS and
// nix-darwin name `pkgs.lib.version` (nix-darwin `doc/manual/default.nix`); home-manager's `lib` is `pkgs.lib`.
fn taken_whole(ev: &mut Evaluator, site: Loc) -> Option<String> {
    for id in (0..ev.configs.len()).map(|i| ConfigId(i as u32)) {
        let config = ev.config(id);
        if config.kind.is_framework() {
            continue;
        }
        let given: Vec<Thunk> = config.args.get("pkgs").cloned().into_iter().chain(config.pkgs.clone()).collect();
        let mut values: Vec<Value> = given.iter().map(|t| ev.force(t)).collect();
        let special = ev.special_args(id);
        if let Some(t) = ev.as_attrs(&special).and_then(|a| a.get("pkgs").cloned()) {
            values.push(ev.force(&t));
        }
        for path in [&["nixpkgs", "pkgs"][..], &["_module", "args", "pkgs"]] {
            let path: Vec<Name> = path.iter().map(|n| Name::new(n)).collect();
            values.extend(ev.option_value(id, &path));
        }
        if values.iter().any(|v| is_made_at(ev, v, site)) {
            let config = ev.config(ev.outermost(id));
            return Some(config.name.clone().unwrap_or_else(|| ev.unnamed(config)));
        }
    }
    None
}

fn is_made_at(ev: &mut Evaluator, v: &Value, site: Loc) -> bool {
    let Value::Sym(s) = v else { return false };
    match &**s {
        Sym::Instance(i) => i.site.as_ref().is_some_and(|o| o.loc == site),
        Sym::Select(of, _) | Sym::Apply(of, ..) => is_made_at(ev, of, site),
        Sym::Choice(_, a, b) => [a, b].into_iter().any(|t| {
            let v = ev.force(t);
            is_made_at(ev, &v, site)
        }),
        _ => false,
    }
}

fn other(why: impl Into<String>) -> Block {
    Block::new(codes::OTHER_INSTANCE, why)
}

// How a site is written, `import SOURCE { SYSTEM }`.
struct Form {
    source: ExprId,
    /// Whether the source is `X.outPath`, of which `words` are the X.
    out_path: bool,
    words: String,
    args: ExprId,
}

fn form(ev: &Evaluator, site: &Site) -> Result<Form, Block> {
    let shape = |m: &str| Block::new(codes::CONFLICT, m.to_owned());
    let file = ev.file(site.loc.file);
    let hir = &file.hir;
    let written = match (hir.expr(site.loc.expr), site.import) {
        (Expr::Apply(f, args), Some(i)) if i == site.loc.beside(*f) => match hir.expr(*f) {
            Expr::Apply(_, x) => Some((*x, *args)),
            _ => None,
        },
        _ => None,
    };
    let Some((x, args)) = written else { return Err(shape("it isn't written as `import X { … }` in one place")) };
    let Expr::Attrs { bindings, rec: false } = hir.expr(args) else {
        return Err(shape("its arguments aren't written as a set"));
    };
    arguments(bindings)?;
    let node = file.node_at(hir.range(site.loc.expr));
    let comment = |n: rnix::SyntaxNode| n.descendants_with_tokens().any(|t| t.kind() == SyntaxKind::TOKEN_COMMENT);
    if node.is_none_or(comment) {
        return Err(shape("a comment stands in its arguments, and would be lost"));
    }
    let (source, out_path) = source_expr(hir, x);
    let words = slice(file, hir.range(source));
    let words =
        if out_path { words.trim_end_matches("outPath").trim_end().trim_end_matches('.').to_owned() } else { words };
    Ok(Form { source, out_path, words, args })
}

// Nothing but the system. Not even an empty `config` or `overlays`: with `--impure`, nixpkgs reads those of the user only
// where none are given (`pkgs/top-level/impure.nix`), and `legacyPackages` gives none.
fn arguments(bindings: &Bindings) -> Result<(), Block> {
    let is_system = |n: &Name| SYSTEM_ARGUMENTS.iter().any(|s| n.is(s));
    if let Some(b) = bindings.fixed.iter().find(|b| !is_system(&b.name)) {
        return Err(other(format!("it has `{}`, which legacyPackages is made without", b.name)));
    }
    match (bindings.fixed.len(), bindings.dynamic.is_empty()) {
        (1, true) => Ok(()),
        (0, true) => {
            let m = "no system is given: it is that of the machine that evaluates; give it `system`";
            Err(Block::new(codes::UNKNOWN_SYSTEM, m))
        }
        _ => Err(other("the names of its arguments are computed")),
    }
}

// What is imported, without what only makes a path of it: `"${x}"`, `"${x}/default.nix"`, `x.outPath`.
fn source_expr(hir: &crate::syntax::hir::Hir, x: ExprId) -> (ExprId, bool) {
    match hir.expr(x) {
        Expr::Str(parts) => match &parts[..] {
            [Part::Expr(e)] => source_expr(hir, *e),
            [Part::Expr(e), Part::Text(t)] if matches!(t.as_str(), "/" | "/." | "/./" | "/default.nix") => {
                source_expr(hir, *e)
            }
            _ => (x, false),
        },
        Expr::Select { path, default: None, .. } => match path.last() {
            Some(Key::Static(n)) if n.is("outPath") => (x, true),
            _ => (x, false),
        },
        _ => (x, false),
    }
}

// The input that the source is in one evaluation.
fn input(ev: &mut Evaluator, source: Loc, env: &Env, out_path: bool) -> Option<InputId> {
    let v = ev.eval(source, env);
    let v = ev.concretize(&v);
    match &v {
        Value::Sym(s) if out_path => match &**s {
            Sym::Select(base, n) if n.is("outPath") => as_input(base),
            _ => None,
        },
        _ => as_input(&v),
    }
}

fn as_input(v: &Value) -> Option<InputId> {
    let Value::Sym(s) = v else { return None };
    match **s {
        Sym::Input(id) => Some(id),
        _ => None,
    }
}

// Whether the arguments that an evaluation got are those that stand at the site.
fn is_args(ev: &mut Evaluator, e: usize, args: ExprId) -> Result<(), Block> {
    let (at, given) = (ev.sites[e].at.loc, ev.sites[e].args.clone());
    let value = ev.force(&given);
    match &value {
        Value::Attrs(a) if a.origin.as_ref().is_some_and(|o| o.loc == at.beside(args)) => Ok(()),
        _ => Err(other("its arguments aren't those that stand there")),
    }
}

// A platform may say more than the name of a system.
fn is_platform_name(ev: &mut Evaluator, e: usize) -> Result<(), Block> {
    let given = ev.sites[e].args.clone();
    let value = ev.force(&given);
    let Some(local) = ev.as_attrs(&value).and_then(|a| a.get("localSystem").cloned()) else { return Ok(()) };
    let v = ev.force(&local);
    let named = Evaluator::selection(&v).1.last().is_some_and(|n| n.is("system"));
    match named || matches!(v, Value::Str(_)) {
        true => Ok(()),
        false => Err(other("its `localSystem` is a platform, which may be more than a system")),
    }
}
