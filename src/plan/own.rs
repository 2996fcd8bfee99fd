//! Instances that depend on the configuration they are made in: one for each configuration, in a module that gives
//! it to the others as `_module.args` (the NixOS manual, "Writing NixOS Modules").

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::codes::{self, Block};
use super::express::{self, SystemText, attr_set};
use super::keys::{Key, SYSTEM_ARGUMENTS};
use super::spot::Spot;
use super::system_words;
use crate::eval::canon::is_lib;
use crate::eval::modules::Kind;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{ConfigId, Env, FrameKind, Loc, ModuleArg, Source, Sym, Thunk, Value};
use crate::eval::{Evaluator, canon};
use crate::syntax::hir::{BindingKind, Expr, ExprId, scopes};
use crate::syntax::name::Name;

/// The name of the module that defines such instances.
pub const MODULE: &str = "host-instances";

/// What begins the arguments in such a key.
pub const PREFIX: &str = "own:";

/// The arguments of such a key as users write them.
pub fn readable(words: &str) -> String {
    let words = words.replace("«Config»", "config").replace("«Pkgs»", "pkgs");
    words.replace(" . ", ".").replace(" ;", ";").replace("= ", "=").replace("; ", ";")
}

/// Definitions that are deeper are not looked into.
const MAX_DEPTH: u32 = 8;

/// The key of an instance among those of its own configuration, and that configuration: equal keys are equal
/// instances in every configuration that makes both. None where what it depends on can't be told.
///
/// It is the code of the arguments, with what each name in it stands for, and not their value: options that happen
/// to be equal today need not stay so.
pub fn key(ev: &mut Evaluator, index: usize, source: &Source) -> Option<(Key, ConfigId)> {
    if !matches!(source, Source::Input(_)) || ev.sites[index].made_by.is_some() {
        return None;
    }
    let args = ev.sites[index].args.clone();
    let args = ev.force(&args);
    let args = ev.as_attrs(&args)?;
    let o = args.origin.clone()?;
    let file = ev.file(o.loc.file).clone();
    attr_set(&file, o.loc.expr)?;
    let Expr::Attrs { bindings, rec: false } = file.hir.expr(o.loc.expr).clone() else { return None };
    if !bindings.dynamic.is_empty() {
        return None;
    }
    if SYSTEM_ARGUMENTS.iter().all(|n| args.get(n).is_some()) {
        return None;
    }
    let system = SYSTEM_ARGUMENTS.iter().find_map(|n| args.get(n).cloned())?;
    let system = ev.force(&system);
    let platform = ev.platform(&system);
    let system = platform.system;
    let mut w = Words { ev, host: None, out: String::new() };
    let mut fixed = bindings.fixed.clone();
    fixed.sort_by_key(|b| b.name.text());
    for b in fixed {
        if system.is_some() && platform.more.is_empty() && SYSTEM_ARGUMENTS.iter().any(|n| b.name.is(n)) {
            continue;
        }
        w.out.push_str(&format!("{}=", b.name));
        w.binding(o.loc, &b, &o.env, 0)?;
        w.out.push(';');
    }
    let (host, rest) = (w.host?, format!("{PREFIX}{}", w.out));
    let unknown_system = || "".into();
    Some((Key { source: source.clone(), rest, system: system.unwrap_or_else(unknown_system), own: true }, host))
}

// Writes the code of an expression, with what it takes from around it.
struct Words<'a> {
    ev: &'a mut Evaluator,
    host: Option<ConfigId>,
    out: String,
}

impl Words<'_> {
    fn binding(&mut self, set: Loc, b: &crate::syntax::hir::Binding, env: &Env, depth: u32) -> Option<()> {
        let at = Loc { file: set.file, expr: b.value };
        match b.kind {
            BindingKind::InheritFrom => {
                let Expr::Select { base, .. } = self.ev.expr(at).clone() else { return None };
                self.expr(Loc { file: set.file, expr: base }, env, depth)?;
                self.out.push_str(&format!(". {} ", b.name));
                Some(())
            }
            BindingKind::Inherit => self.variable(at, env, depth),
            BindingKind::Plain => self.expr(at, env, depth),
        }
    }

    fn expr(&mut self, at: Loc, env: &Env, depth: u32) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        let file = self.ev.file(at.file).clone();
        let outside: FxHashMap<u32, ExprId> = file
            .hir
            .descendants(at.expr)
            .into_iter()
            .filter(|id| matches!(file.hir.expr(*id), Expr::Var(_)) && express::is_outside(&file, *id, at.expr))
            .map(|id| (file.hir.range(id).start().into(), id))
            .collect();
        let node = file.node_at(file.hir.range(at.expr))?;
        for token in node.descendants_with_tokens().filter_map(|e| e.into_token()) {
            if matches!(token.kind(), rnix::SyntaxKind::TOKEN_WHITESPACE | rnix::SyntaxKind::TOKEN_COMMENT) {
                continue;
            }
            match outside.get(&u32::from(token.text_range().start())) {
                Some(id) => self.variable(Loc { file: at.file, expr: *id }, env, depth)?,
                // A path means another file elsewhere.
                None if is_path(token.kind()) => return None,
                None => self.out.push_str(token.text()),
            }
            self.out.push(' ');
        }
        Some(())
    }

    fn variable(&mut self, at: Loc, env: &Env, depth: u32) -> Option<()> {
        let file = self.ev.file(at.file).clone();
        let Expr::Var(name) = file.hir.expr(at.expr) else { return None };
        let scope = match file.scopes().target(at.expr) {
            Some(scopes::Target::Bound(scope)) => scope,
            Some(scopes::Target::With(_)) if self.ev.builtins.lexical(*name).is_none() => return None,
            _ => {
                self.out.push_str(&name.text());
                return Some(());
            }
        };
        match file.hir.expr(scope) {
            Expr::Let { bindings, .. } => {
                let b = bindings.get(*name)?.clone();
                let own = |e: &&Env| e.0.file == at.file && matches!(e.0.kind, FrameKind::Scope(s) if s == scope);
                let inner = env.frames().find(own)?.clone();
                self.out.push('(');
                self.binding(at, &b, &inner, depth + 1)?;
                self.out.push(')');
                Some(())
            }
            Expr::Lambda { .. } => {
                let v = self.ev.visible(env, *name)?;
                self.argument(&v)
            }
            _ => None,
        }
    }

    // What a function got: a module argument by what it is, anything else by its value.
    fn argument(&mut self, v: &Value) -> Option<()> {
        if let Value::Sym(s) = v
            && let Sym::ModuleArg(c, arg) = &**s
        {
            let (host, arg) = of_host(self.ev, *c, *arg)?;
            if *self.host.get_or_insert(host) != host {
                return None;
            }
            self.out.push_str(&format!("«{arg:?}»"));
            return Some(());
        }
        let text = self.ev.canon(v);
        if canon::dependence(&text).is_some() {
            return None;
        }
        self.out.push_str(&text);
        Some(())
    }
}

fn is_path(kind: rnix::SyntaxKind) -> bool {
    use rnix::SyntaxKind as K;
    matches!(kind, K::TOKEN_PATH_ABS | K::TOKEN_PATH_REL | K::TOKEN_PATH_HOME | K::TOKEN_PATH_SEARCH)
}

// A module argument as the module at the builder gets it.
fn of_host(ev: &Evaluator, c: ConfigId, arg: ModuleArg) -> Option<(ConfigId, ModuleArg)> {
    match (&ev.config(c).kind, arg) {
        (Kind::Nixos | Kind::Darwin | Kind::Home, ModuleArg::Config | ModuleArg::Pkgs) => Some((c, arg)),
        (Kind::HomeUser(host, _), ModuleArg::OsConfig) => Some((*host, ModuleArg::Config)),
        _ => None,
    }
}

/// The module argument that a value is, by its name in a module at the builder.
pub fn module_argument(ev: &Evaluator, v: &Value, spot: &Spot) -> Option<String> {
    let Value::Sym(s) = v else { return None };
    let Sym::ModuleArg(c, arg) = &**s else { return None };
    let own = of_host(ev, *c, *arg)?;
    let vars = spot.env.0.vars.borrow();
    let is_own = |t: &Thunk| match t.peek() {
        Some(Value::Sym(s)) => matches!(&*s, Sym::ModuleArg(c, a) if (*c, *a) == own),
        _ => false,
    };
    vars.iter().find(|(_, t)| is_own(t)).map(|(n, _)| n.to_string())
}

/// A place inside a module at the builder of `host` that is written at `spot`.
pub fn module_spot(ev: &mut Evaluator, spot: &Spot, host: ConfigId) -> Spot {
    // The module's own hides another one of the flake.
    let lib = ev.visible(&spot.env, Name::new("lib")).is_some_and(|v| matches!(v, Value::Attrs(a) if is_lib(&a)));
    let env = Env::child(Some(spot.env.clone()), spot.file, FrameKind::Branch);
    {
        let mut vars = env.0.vars.borrow_mut();
        let arg = |a| Thunk::done(Value::sym(Sym::ModuleArg(host, a)));
        vars.push(Name::new("config"), arg(ModuleArg::Config));
        if !lib {
            vars.push(Name::new("lib"), Thunk::done(ev.lib()));
        }
        vars.push(Name::new("pkgs"), arg(ModuleArg::Pkgs));
    }
    Spot { env, ..spot.clone() }
}

/// How the system is written: in the site's own words where all configurations of `systems` (what the site's
/// evaluations name, and what the configuration is for) understand them alike.
pub fn system_text(ev: &Evaluator, index: usize, systems: &[(Rc<str>, Option<Rc<str>>)]) -> Result<SystemText, Block> {
    let known = systems.iter().all(|(s, _)| !s.is_empty());
    let one = systems.iter().all(|(s, _)| *s == systems[0].0);
    let words = system_words::site_system(ev, index);
    let literal = words.as_ref().is_some_and(|t| !t.starts_with("${"));
    // A variable would be written out as what it is in one of them.
    let of_argument = words.is_some_and(|t| ["${pkgs.", "${config."].iter().any(|w| t.starts_with(w)));
    let of_host = systems.iter().all(|(s, host)| Some(s) == host.as_ref());
    match () {
        () if known && of_host && !literal && (one || of_argument) => Ok(SystemText::OwnOrPkgs),
        () if known && one => Ok(SystemText::Literal(systems[0].0.to_string())),
        () if known && of_host => Ok(SystemText::Pkgs),
        () if !known && one => Ok(SystemText::Own),
        () => Err(Block::new(codes::UNKNOWN_SYSTEM, "its system differs between the configurations that make it")),
    }
}

/// The module that defines instances for its configuration: a binding of `MODULE`. `definitions` are bindings.
pub fn module_text(step: &str, definitions: &[String], own_line: bool) -> String {
    let inner = |text: &str, depth: usize| crate::syntax::surgery::reindent::reindent(text, "", &step.repeat(depth));
    let formals = formals(definitions);
    let mut body = String::new();
    if let [one] = definitions {
        let comments = one.lines().take_while(|l| l.starts_with('#')).map(|l| l.len() + 1).sum();
        let (comments, binding) = one.split_at(comments);
        body.push_str(&format!("{step}{}\n", inner(&format!("{comments}_module.args.{binding}"), 1)));
    } else {
        body.push_str(&format!("{step}_module.args = {{\n"));
        for d in definitions {
            body.push_str(&format!("{}{}\n", step.repeat(2), inner(d, 2)));
        }
        body.push_str(&format!("{step}}};\n"));
    }
    let head = format!("{{ {formals}... }}:");
    if own_line {
        let module = format!("{head}\n{{\n{body}}}");
        return format!("{MODULE} =\n{step}{};", inner(&module, 1));
    }
    format!("{MODULE} = {head} {{\n{body}}};")
}

// The module arguments that definitions name.
fn formals(definitions: &[String]) -> String {
    let text = format!("{{ {} }}", definitions.join("\n"));
    let parsed = SourceFile::parse(String::new(), text.as_str().into(), false);
    let free = parsed.unbound();
    let named = |n: &&str| free.contains(&Name::new(n));
    ["config", "lib", "pkgs"].into_iter().filter(named).map(|n| format!("{n}, ")).collect()
}

/// Whether the instance of a site decides what a module imports: `_module.args` can't, since it is made from all
/// modules.
pub fn used_in_imports(ev: &Evaluator, site: Loc) -> bool {
    let file = ev.file(site.file);
    let mut next = vec![site.expr];
    let mut seen = Vec::new();
    while let Some(at) = next.pop() {
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        let mut inner = at;
        for around in file.hir.ancestors(at) {
            match file.hir.expr(around) {
                Expr::Attrs { bindings, .. } => {
                    let own = bindings.fixed.iter().find(|b| b.value == inner);
                    if own.is_some_and(|b| b.name.is("imports")) {
                        return true;
                    }
                }
                Expr::Let { bindings, .. } => {
                    if let Some(b) = bindings.fixed.iter().find(|b| b.value == inner) {
                        next.extend(file.scopes().references(around, b.name).iter().map(|r| r.expr));
                    }
                }
                _ => {}
            }
            inner = around;
        }
    }
    false
}
