//! What code fetches becomes an input of the flake.

use rustc_hash::FxHashSet;

use rnix::{SyntaxKind, TextRange};

use crate::eval::explore;
use crate::eval::value::{FileId, Loc, Pin, Source};
use crate::eval::{Evaluator, SiteEvaluation};
use crate::flake::inputs;
use crate::plan::new_inputs;
use crate::plan::requests::{NewEntry, Requests};
use crate::plan::spot::{Spot, outputs_lambda};
use crate::syntax::hir::{Expr, Key, Param, scopes};

/// Names that say nothing of what they name.
const PLAIN: &[&str] = &["nixpkgs", "pkgs", "src", "source", "sources", "path", "tarball", "outPath", "x"];

/// Makes an input of every source that sites fetch: of those that mean one tree for ever, and with `moving` of channels
/// and branches too. Without a site that uses it, none of this is written anywhere.
pub fn adopt(ev: &mut Evaluator, moving: bool) {
    let fetched = ev.sites.iter().any(|s| matches!(s.source, Source::Pin(_) | Source::Channel(_)));
    let seen_by = if fetched { new_inputs::seen_by(ev, moving) } else { None };
    ev.inputs.no_more = seen_by;
    let mut seen: FxHashSet<Source> = FxHashSet::default();
    for i in 0..ev.sites.len() {
        let source = ev.sites[i].source.clone();
        if !seen.insert(source.clone()) {
            continue;
        }
        if let Some(kept) = kept_at(ev, &source) {
            ev.imports.keep_fetch(source, kept);
            continue;
        }
        match &source {
            Source::Pin(p) if p.fixed || moving => {
                let import = ev.sites[i].import.as_ref().map(|o| o.loc);
                let name = name_at(ev, import).unwrap_or_else(|| name_of(p));
                ev.inputs.adopt(p, &name);
            }
            Source::Channel(n) if moving => _ = ev.inputs.adopt_channel(n),
            _ => {}
        }
    }
}

/// Declares a source that is a new input, and has the function that makes the outputs take it where `spot` needs that to
/// name it.
pub fn declare(ev: &mut Evaluator, source: &Source, spot: &Spot, out: &mut Requests) {
    let Source::Input(id) = source else { return };
    let Some(reference) = ev.inputs.reference_of_new(*id).map(str::to_owned) else { return };
    let name = ev.inputs.name(*id).to_owned();
    let Some(file) = ev.file_id("flake.nix") else { return };
    let Some(expr) = inputs::flake_set(&ev.file(file).hir) else { return };
    let new = out.inputs.entry(Loc { file, expr }).or_default();
    if !new.iter().any(|n| n.name == name) {
        let flake = !before_flakes(&reference);
        new.push(NewEntry { name: name.clone(), url: reference, flake, comments: Vec::new() });
    }
    let named = ev.input_text(&spot.env, *id).is_some_and(|text| text == name);
    if let Some(lambda) = outputs_lambda(ev)
        && (named || matches!(ev.expr(lambda), Expr::Lambda { param: Param::Pattern { ellipsis: false, .. }, .. }))
    {
        Requests::once(&mut out.heads.entry(lambda).or_default().add, &name);
    }
}

/// Where a site fetches what becomes an input: comments in there go with it.
pub fn fetched_at(ev: &Evaluator, site: &SiteEvaluation) -> Option<(FileId, TextRange)> {
    ev.inputs.reference_of_new(ev.input_of(&site.source)?)?;
    let at = fetch_of(ev, site.import.as_ref()?.loc)?;
    Some((at.file, ev.file(at.file).hir.range(at.expr)))
}

/// Comments inside of fetches that go stand above the inputs that take their place.
pub fn carry_comments(ev: &Evaluator, removed: &[(FileId, TextRange)], sites: &[&SiteEvaluation], out: &mut Requests) {
    for e in sites {
        let Some(id) = ev.input_of(&e.source) else { continue };
        let name = ev.inputs.name(id);
        let Some(new) = out.inputs.values_mut().flatten().find(|n| n.name == name) else { continue };
        let Some(fetch) = e.import.as_ref().and_then(|o| fetch_of(ev, o.loc)) else { continue };
        let file = ev.file(fetch.file);
        let range = file.hir.range(fetch.expr);
        let Some(node) = file.node_at(range) else { continue };
        if !removed.iter().any(|(f, r)| *f == fetch.file && r.contains_range(range)) {
            continue;
        }
        for token in node.descendants_with_tokens().filter(|t| t.kind() == SyntaxKind::TOKEN_COMMENT) {
            let text = token.to_string();
            if !new.comments.contains(&text) {
                new.comments.push(text);
            }
        }
    }
}

// Where code goes on using what is fetched for other things than instances: an input would be a second name for it, and
// who updates one of them would forget the other.
fn kept_at(ev: &Evaluator, source: &Source) -> Option<String> {
    if let Some(at) = ev.imports.file_of_fetch(source) {
        return Some(ev.place(at));
    }
    let imports: FxHashSet<Loc> = ev.sites.iter().filter_map(|s| Some(s.import.as_ref()?.loc)).collect();
    let own = ev.sites.iter().filter(|s| s.source == *source).filter_map(|s| Some(s.import.as_ref()?.loc));
    for import in own.collect::<FxHashSet<Loc>>() {
        let file = ev.file(import.file);
        let Expr::Apply(_, x) = *file.hir.expr(import.expr) else { continue };
        let (Expr::Var(name), Some(scopes::Target::Bound(scope))) = (file.hir.expr(x), file.scopes().target(x)) else {
            continue;
        };
        let imported = |e| file.hir.parent(e).is_some_and(|expr| imports.contains(&Loc { file: import.file, expr }));
        let references = file.scopes().references(scope, *name);
        if file.let_binding(x).is_some()
            && let Some(other) = references.iter().find(|r| !imported(r.expr))
        {
            return Some(ev.place(Loc { file: import.file, expr: other.expr }));
        }
    }
    None
}

// The expression that fetches what `import X` imports: X, or what it is bound to.
fn fetch_of(ev: &Evaluator, import: Loc) -> Option<Loc> {
    let file = ev.file(import.file);
    let Expr::Apply(_, x) = *file.hir.expr(import.expr) else { return None };
    let expr = match file.hir.expr(x) {
        Expr::Var(_) => file.let_binding(x)?.value,
        _ => x,
    };
    Some(Loc { file: import.file, expr })
}

// What a site calls what it fetches: `nixpkgs-ansible = fetchTarball …; import nixpkgs-ansible { }`.
fn name_at(ev: &Evaluator, import: Option<Loc>) -> Option<String> {
    let at = import?;
    let file = ev.file(at.file);
    let Expr::Apply(_, x) = *file.hir.expr(at.expr) else { return None };
    let name = match file.hir.expr(x) {
        Expr::Var(name) if file.let_binding(x).is_some() => name.to_string(),
        // `sources.nixpkgs-old`
        Expr::Select { path, .. } => match path.last() {
            Some(Key::Static(n)) => n.to_string(),
            _ => return None,
        },
        _ => return None,
    };
    let speaks = name.len() > 2 && !PLAIN.contains(&name.as_str()) && explore::attribute(&name) == name;
    (speaks && !name.contains('\'')).then_some(name)
}

// Whether a reference names a release of nixpkgs that has no flake.nix: those before 20.03 (nixpkgs, pull request 68897).
fn before_flakes(reference: &str) -> bool {
    let release = |part: &str| {
        let part = part.strip_prefix("nixos-").or_else(|| part.strip_prefix("nixpkgs-")).unwrap_or(part);
        let (year, rest) = part.split_once('.')?;
        let month = rest.get(..2)?;
        let ends = rest[2..].chars().next().is_none_or(|c| !c.is_ascii_digit());
        (year.len() == 2 && ends).then_some((year.parse::<u32>().ok()?, month.parse::<u32>().ok()?))
    };
    reference.split(['/', ':', '?', '=', '&']).filter_map(release).next_back().is_some_and(|r| r < (20, 3))
}

fn name_of(pin: &Pin) -> String {
    if let Some(rev) = &pin.rev {
        return format!("nixpkgs-{}", &rev[..7]);
    }
    // A branch, a channel, a release: the part of the reference that says most, without what comes after the version.
    let mut parts = pin.reference.split(['/', ':', '?', '=', '&']).rev();
    let named = parts.find(|p| p.starts_with("nixos-") || p.starts_with("nixpkgs-")).unwrap_or("nixpkgs-pinned");
    let short: Vec<&str> = named.splitn(3, '.').take(2).collect();
    short.join("-").chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::before_flakes;

    #[test]
    fn releases_without_a_flake() {
        for old in [
            "github:NixOS/nixpkgs/nixos-19.09",
            "github:NixOS/nixpkgs-channels/nixpkgs-18.03-darwin",
            "https://releases.nixos.org/nixos/19.03/nixos-19.03.173691.34c7eb7545d/nixexprs.tar.xz",
        ] {
            assert!(before_flakes(old), "{old}");
        }
        for new in [
            "github:NixOS/nixpkgs/nixos-20.03",
            "github:NixOS/nixpkgs/nixos-unstable",
            "https://releases.nixos.org/nixos/24.05/nixos-24.05.1000.0123456789a/nixexprs.tar.xz",
            "github:NixOS/nixpkgs/0123456789012345678901234567890123456789",
        ] {
            assert!(!before_flakes(new), "{new}");
        }
    }
}
