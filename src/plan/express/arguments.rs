//! The arguments of an instance, written for another place: the system as it is named there, the rest translated.

use super::{
    Block, EditSet, Evaluator, SystemText, Translated, codes, finish, inherited, inherits, push, slice, substitute,
};
use crate::eval::source_file::SourceFile;
use crate::eval::value::{Env, FrameKind, Loc, Origin, Sym, Thunk, Value};
use crate::plan::keys::SYSTEM_ARGUMENTS;
use crate::plan::spot::Spot;
use crate::syntax::hir::{Binding, BindingKind, Bindings, Expr, ExprId, Part};
use crate::syntax::name::Name;
use rnix::TextRange;

/// The set of arguments of a site, written for `spot`. A `crossSystem` that is the platform it is built on goes: where
/// the set is written for several systems, it would be that of one of them.
pub(super) fn arguments(
    ev: &mut Evaluator,
    site: usize,
    o: &Origin,
    spot: &Spot,
    system: &SystemText,
) -> Result<String, Block> {
    let file = ev.file(o.loc.file).clone();
    let Expr::Attrs { bindings, .. } = file.hir.expr(o.loc.expr).clone() else {
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, "its arguments are not written as a set"));
    };
    let native = is_native_cross(ev, site) && *system != SystemText::Own;
    let within = (*system == SystemText::Variable).then(|| of_each_system(ev, o, &bindings, spot));
    let spot = within.as_ref().unwrap_or(spot);
    let mut words = Words { ev, file: &file, origin: o, spot, system, edits: EditSet::new() };
    let mut done = Vec::new();
    if native {
        done.extend(words.leave_out(&bindings, "crossSystem")?);
    }
    words.set(o.loc.expr, &bindings, SYSTEM_ARGUMENTS, done)?;
    if !bindings.dynamic.is_empty() {
        return Err(Block::new(codes::DEPENDS_ON_LOCAL, "its arguments have computed names"));
    }
    let edits = words.edits;
    finish(&file, file.hir.range(o.loc.expr), edits)
}

// Whether a site has a `crossSystem` that makes no difference.
fn is_native_cross(ev: &mut Evaluator, site: usize) -> bool {
    let (source, args) = (ev.sites[site].source.clone(), ev.sites[site].args.clone());
    let args = ev.force(&args);
    let Some(args) = ev.as_attrs(&args) else { return false };
    let Some(cross) = args.get("crossSystem").cloned() else { return false };
    !matches!(ev.force(&cross), Value::Null) && !ev.crosses(&source, &args)
}

// Where a function of `system` is the innermost one: the name means what it means at the site if the site's system is
// what it calls so, and nothing that the site knows otherwise.
fn of_each_system(ev: &mut Evaluator, o: &Origin, bindings: &Bindings, spot: &Spot) -> Spot {
    let file = ev.file(o.loc.file).clone();
    let named = |bindings: &Bindings, names: &[&str]| {
        bindings.fixed.iter().find(|b| names.iter().any(|n| b.name.is(n))).map(|b| b.value)
    };
    let mut value = named(bindings, SYSTEM_ARGUMENTS);
    if let Some(set) = value
        && let Expr::Attrs { bindings, .. } = file.hir.expr(set)
    {
        value = named(bindings, &["system"]);
    }
    let same = value.filter(|e| matches!(file.hir.expr(*e), Expr::Var(n) if n.is("system")));
    let system = match same {
        Some(expr) => ev.eval(Loc { file: o.loc.file, expr }, &o.env),
        None => Value::sym(Sym::External("each system".into())),
    };
    let env = Env::child(Some(spot.env.clone()), spot.file, FrameKind::Branch);
    env.0.vars.borrow_mut().push(Name::new("system"), Thunk::done(system));
    Spot { env, ..spot.clone() }
}

// Edits of one file's text, all within the arguments of a site.
struct Words<'a> {
    ev: &'a mut Evaluator,
    file: &'a SourceFile,
    origin: &'a Origin,
    spot: &'a Spot,
    system: &'a SystemText,
    edits: EditSet,
}

impl Words<'_> {
    // A set of which one binding is the system; entries that are done already stay as they are.
    fn set(&mut self, set: ExprId, bindings: &Bindings, names: &[&str], mut done: Vec<TextRange>) -> Result<(), Block> {
        let named = bindings.fixed.iter().find(|b| names.iter().any(|n| b.name.is(n)));
        if let Some(b) = named.filter(|_| *self.system != SystemText::Own)
            && !self.is_platform_of_its_own(b)?
        {
            match self.platform_set(b) {
                Some(inner) => self.set(b.value, &inner, &["system"], Vec::new())?,
                None => self.name_system(bindings, b)?,
            }
            done.push(b.entry);
        }
        for b in bindings.fixed.iter().filter(|b| !done.contains(&b.entry) && b.kind != BindingKind::Inherit) {
            let at = Loc { file: self.origin.loc.file, expr: b.value };
            substitute(self.ev, at, &self.origin.env, self.spot, &mut self.edits, 0)?;
        }
        let mut rest = bindings.clone();
        rest.fixed.retain(|b| !done.contains(&b.entry));
        let at = Loc { file: self.origin.loc.file, expr: set };
        inherits(self.ev, at, &rest, self.origin.loc.expr, &self.origin.env, self.spot, &mut self.edits, 0)
    }

    // The bindings of a `localSystem` that is written as a set with `system`.
    fn platform_set(&self, b: &Binding) -> Option<Bindings> {
        let Expr::Attrs { rec: false, bindings } = self.file.hir.expr(b.value) else { return None };
        let has = bindings.fixed.iter().any(|b| b.name.is("system")) && bindings.dynamic.is_empty();
        has.then(|| bindings.clone())
    }

    // Whether a `localSystem` says more than a name could, in words that hold for one system only.
    fn is_platform_of_its_own(&mut self, b: &Binding) -> Result<bool, Block> {
        if !b.name.is("localSystem") || self.platform_set(b).is_some() {
            return Ok(false);
        }
        let v = self.ev.eval(Loc { file: self.origin.loc.file, expr: b.value }, &self.origin.env);
        if self.ev.platform(&v).more.is_empty() {
            return Ok(false);
        }
        if !matches!(self.system, SystemText::Literal(_)) {
            let m = "its `localSystem` says more than the system, and is not written as a set with `system`";
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
        }
        Ok(true)
    }

    // The system as it is named at the new place.
    fn name_system(&mut self, bindings: &Bindings, b: &Binding) -> Result<(), Block> {
        let file = self.file;
        let literal = matches!(file.hir.expr(b.value), Expr::Str(p) if matches!(&p[..], [Part::Text(_)]));
        if literal && matches!(self.system, SystemText::Literal(_)) {
            return Ok(());
        }
        let (entry, name) = (b.entry, b.name.text());
        let shared = bindings.fixed.iter().filter(|o| o.entry == entry).count() > 1;
        if shared && b.kind == BindingKind::Plain {
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, "its system is written as a set"));
        }
        // `localSystem.system = …;`
        if b.kind == BindingKind::Plain && b.name_range.start() != entry.start() {
            return push(&mut self.edits, file.hir.range(b.value), &self.system.value());
        }
        let text = slice(file, entry);
        let new = if !shared {
            self.system.binding(&name)
        } else if b.kind == BindingKind::Inherit {
            let as_it_is = *self.system == SystemText::Variable && b.name.is("system");
            let system = (b.name, if as_it_is { None } else { Some(self.system.binding(&name)) });
            let scope = Translated { within: self.origin.loc.expr, env: &self.origin.env, spot: self.spot, depth: 0 };
            let new = inherited(self.ev, self.origin.loc.file, bindings, entry, &scope, Some(system))?;
            new.unwrap_or_else(|| text.clone())
        } else {
            without_name(&text, &name, self.system)
        };
        if text != new { push(&mut self.edits, entry, &new) } else { Ok(()) }
    }

    // Takes a binding out, with the space before it: its entry.
    fn leave_out(&mut self, bindings: &Bindings, name: &str) -> Result<Option<TextRange>, Block> {
        let Some(b) = bindings.fixed.iter().find(|b| b.name.is(name)) else { return Ok(None) };
        let entries = match self.file.hir.expr(b.value) {
            // `crossSystem.system = …; crossSystem.gcc = …;`
            Expr::Attrs { bindings: inner, .. } if b.kind == BindingKind::Plain => inner.fixed.len(),
            _ => bindings.fixed.iter().filter(|o| o.entry == b.entry).count(),
        };
        if entries > 1 {
            let m = format!("its `{name}` is the platform that it is built on, and can't be left out");
            return Err(Block::new(codes::DEPENDS_ON_LOCAL, m));
        }
        let before = &self.file.text[..usize::from(b.entry.start())];
        let start = before.trim_end().len() as u32;
        push(&mut self.edits, TextRange::new(start.into(), b.entry.end()), "")?;
        Ok(Some(b.entry))
    }
}

// `inherit (x) system config;` without `system`, which gets a binding of its own.
fn without_name(text: &str, name: &str, system: &SystemText) -> String {
    let rest: Vec<&str> = text.trim_end_matches(';').split_whitespace().filter(|w| *w != name).collect();
    format!("{}; {}", rest.join(" "), system.binding(name))
}
