//! Places where new code will stand, and what can be named there.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::keys::Key;
use super::seen::Asked;
use crate::eval::canon::is_lib;
use crate::eval::value::{Env, FileId, FrameKind, InputId, Loc, ModuleArg, Sym, Value};
use crate::eval::{Caller, Evaluator, explore};
use crate::flake::{inputs, sites};
use crate::syntax::hir::{Expr, ExprId, Param, Part, scopes};
use crate::syntax::name::Name;

/// A place for new code: inside `expr`, with the names of `env`.
#[derive(Clone)]
pub struct Spot {
    pub file: FileId,
    pub expr: ExprId,
    pub env: Env,
    /// Instances that will be defined there, and their names.
    pub planned: Vec<(Key, String)>,
}

impl Spot {
    /// The place in `expr`, with the names of `env` and no more.
    pub fn new(file: FileId, expr: ExprId, env: Env) -> Spot {
        Spot { file, expr, env, planned: Vec::new() }
    }

    /// The expression that it is in.
    pub fn loc(&self) -> Loc {
        Loc { file: self.file, expr: self.expr }
    }

    /// Whether what is defined here can be named at `at` without being passed there.
    pub fn holds(&self, ev: &Evaluator, at: Loc) -> bool {
        at.file == self.file && ev.file(at.file).hir.contains(self.expr, at.expr)
    }
}

/// Where definitions may stand.
pub struct Spots {
    /// For all of the flake.
    pub main: Spot,
    /// For sites of one file that the first can't serve, by their place.
    pub local: FxHashMap<Loc, Spot>,
    /// Which names code asks for.
    pub asked: OnceCell<Asked>,
}

impl Spots {
    /// The one of a place; the main one if there is none.
    pub fn of(&self, place: Option<Loc>) -> &Spot {
        place.and_then(|p| self.local.get(&p)).unwrap_or(&self.main)
    }
}

/// The body of the innermost function around a site that is called only once, and in which code that is evaluated more
/// often can share: none where the site itself is not inside such code.
pub fn local_spot(ev: &mut Evaluator, site: Loc) -> Option<Spot> {
    let hir = ev.file(site.file).clone();
    let mut lambdas: Vec<ExprId> =
        hir.hir.ancestors(site.expr).filter(|e| matches!(hir.hir.expr(*e), Expr::Lambda { .. })).collect();
    lambdas.reverse();
    let mut last = None;
    let mut shared = false;
    for expr in lambdas {
        let l = Loc { file: site.file, expr };
        if !is_called_once(ev, l) {
            shared = true;
            break;
        }
        last = Some(l);
    }
    let l = last.filter(|_| shared)?;
    let Expr::Lambda { body, .. } = *ev.expr(l) else { return None };
    let env = ev.bodies.get(&l).cloned()?;
    let at = Loc { file: l.file, expr: body };
    if !matches!(ev.expr(at), Expr::Let { .. }) {
        return Some(Spot::new(at.file, at.expr, env));
    }
    let inner = scope_of(ev, at);
    Some(Spot::new(at.file, at.expr, inner.unwrap_or(env)))
}

// By this flake: what others call, they may call again.
fn is_called_once(ev: &mut Evaluator, lambda: Loc) -> bool {
    let calls = ev.calls_to(lambda);
    let idle = |by: &Caller| match by {
        Caller::Nobody => true,
        Caller::Apply(o) => sites::callers(ev, &o.env).iter().any(|(_, by)| matches!(by, Caller::Nobody)),
        _ => false,
    };
    let mut live = calls.iter().filter_map(|c| ev.call_at(*c)).filter(|c| !idle(&c.by));
    let first = live.next().is_some_and(|c| matches!(c.by, Caller::Apply(_) | Caller::Module(_) | Caller::Builtin));
    first && live.next().is_none()
}

/// The function that `outputs` of `flake.nix` is.
pub fn outputs_lambda(ev: &Evaluator) -> Option<Loc> {
    let file = ev.file_id("flake.nix")?;
    let hir = &ev.file(file).hir;
    let expr = inputs::attr(hir, inputs::flake_set(hir)?, "outputs")?;
    let at = Loc { file, expr };
    matches!(ev.expr(at), Expr::Lambda { .. }).then_some(at)
}

/// The body of the function that makes the outputs: where instances of the whole flake are defined.
pub fn definition_spot(ev: &mut Evaluator) -> Option<Spot> {
    let file = ev.file_id("flake.nix")?;
    let hir = &ev.file(file).hir;
    let outputs = inputs::attr(hir, inputs::flake_set(hir)?, "outputs")?;
    let mut at = Loc { file, expr: outputs };
    let mut env: Option<Env> = None;
    for _ in 0..32 {
        match ev.expr(at).clone() {
            Expr::Lambda { body, .. } => {
                env = ev.bodies.get(&at).cloned();
                env.as_ref()?;
                at.expr = body;
            }
            Expr::With { namespace, body } => {
                let outer = env.clone()?;
                let ns = ev.delay(Loc { file: at.file, expr: namespace }, &outer);
                env = Some(Env::child(Some(outer), at.file, FrameKind::With(at.expr, ns)));
                at.expr = body;
            }
            Expr::Assert { body, .. } => at.expr = body,
            Expr::Apply(f, _) => match delegate(ev, at.file, f) {
                Some(next) => at = next,
                None => break,
            },
            Expr::Let { body, .. } => {
                let inner = scope_of(ev, at).or(env)?;
                let here = Spot::new(at.file, at.expr, inner.clone());
                // A `let` that only makes the inputs which the next one has.
                if ev.lib_text(&inner).is_some() || !leads_to_let(ev, at.beside(body)) {
                    return Some(here);
                }
                env = Some(inner);
                at.expr = body;
            }
            _ => break,
        }
    }
    Some(Spot::new(at.file, at.expr, env?))
}

// Whether an expression is a `let`, perhaps below a `with`.
fn leads_to_let(ev: &Evaluator, at: Loc) -> bool {
    match ev.expr(at) {
        Expr::Let { .. } => true,
        Expr::With { body, .. } => leads_to_let(ev, at.beside(*body)),
        _ => false,
    }
}

// The scope that a `let` makes.
fn scope_of(ev: &Evaluator, at: Loc) -> Option<Env> {
    let own = |e: &&Env| e.0.file == at.file && matches!(e.0.kind, FrameKind::Scope(s) if s == at.expr);
    ev.scopes.iter().find(own).cloned()
}

// `import ./outputs.nix inputs`: the outputs are made there.
fn delegate(ev: &mut Evaluator, file: FileId, f: ExprId) -> Option<Loc> {
    let hir = &ev.file(file).hir;
    let Expr::Apply(import, path) = hir.expr(f) else { return None };
    if !matches!(hir.expr(*import), Expr::Var(n) if n.is("import")) {
        return None;
    }
    let Expr::Path(_, parts) = hir.expr(*path) else { return None };
    let [Part::Text(text)] = &parts[..] else { return None };
    let dir = ev.file(file).path.rsplit_once('/').map_or(String::new(), |(d, _)| d.to_owned());
    let rel = crate::workspace::normalize(&format!("{dir}/{text}").trim_start_matches('/').replace("//", "/"))?;
    let target = ev.module_file(&rel)?;
    let id = ev.file_id(&target)?;
    let root = ev.file(id).hir.root();
    let loc = Loc { file: id, expr: root };
    // Only a file that is called once, with the inputs, can hold what the whole flake shares.
    let once = ev.calls_of.get(&loc).is_some_and(|c| c.len() == 1);
    (once && matches!(ev.expr(loc), Expr::Lambda { .. })).then_some(loc)
}

impl Evaluator {
    /// The value of a name at a place, through `with` too.
    pub fn visible(&mut self, env: &Env, name: Name) -> Option<Value> {
        if let Some(t) = env.lexical(name) {
            return Some(self.force(&t));
        }
        let spaces: Vec<_> = env
            .frames()
            .filter_map(|e| match &e.0.kind {
                FrameKind::With(_, ns) => Some(ns.clone()),
                _ => None,
            })
            .collect();
        for ns in spaces {
            let v = self.force(&ns);
            if self.has_attr(&v, name) == Some(true) {
                return self.select(&v, name);
            }
        }
        None
    }

    /// Whether a new binding of `name` at a place would be a second one, or hide what the name means in the code there.
    /// `leaving`: bindings that go.
    pub fn is_taken_at(&self, spot: &Spot, name: Name, leaving: &FxHashSet<(Loc, Name)>) -> bool {
        let file = self.file(spot.file);
        let mut from = Some(spot.expr);
        while let Some(scope) = from.and_then(|e| scopes::binder_of(&file.hir, e, name)) {
            if !leaving.contains(&(Loc { file: spot.file, expr: scope }, name)) {
                return true;
            }
            from = file.hir.parent(scope);
        }
        let mut caught = file.scopes().caught_by(&file.hir, spot.expr, name);
        caught.any(|e| !matches!(file.scopes().target(e), Some(scopes::Target::Bound(_))))
    }

    /// Names bound around a place, innermost first, with their values. Those not asked for yet are left out.
    pub fn variables(&self, env: &Env) -> Vec<(Name, Value)> {
        let mut out: Vec<(Name, Value)> = Vec::new();
        for e in env.frames() {
            if e.0.file.0 == u32::MAX {
                continue;
            }
            for (n, t) in e.0.vars.borrow().iter() {
                if let Some(v) = t.peek()
                    && !out.iter().any(|(o, _)| o == n)
                {
                    out.push((*n, v));
                }
            }
        }
        out
    }

    /// How an input can be named at a place.
    pub fn input_text(&mut self, env: &Env, id: InputId) -> Option<String> {
        let id = self.inputs.canonical(id);
        let full = self.inputs.name(id).to_owned();
        if let Some((parent, child)) = full.rsplit_once(".inputs.") {
            let parent = self.input_named(parent)?;
            return Some(format!("{}.inputs.{}", self.input_text(env, parent)?, explore::attribute(child)));
        }
        let set = self.inputs_variable(env);
        if let Some(set) = set {
            return Some(format!("{set}.{}", explore::attribute(&full)));
        }
        let name = Name::new(&full);
        let direct = self.visible(env, name).filter(|v| is_input(v, id));
        if direct.is_some() || self.takes_new_input(env, id) {
            return Some(full);
        }
        let of_self = self.visible(env, Name::new("self"))?;
        let is_self = matches!(&of_self, Value::Sym(s) if matches!(&**s, Sym::SelfFlake));
        is_self.then(|| format!("self.inputs.{}", explore::attribute(&full)))
    }

    // Whether the function that makes the outputs, around a place, can take an input that is new as a formal.
    fn takes_new_input(&mut self, env: &Env, id: InputId) -> bool {
        if self.inputs.reference_of_new(id).is_none() {
            return false;
        }
        let name = Name::new(self.inputs.name(id));
        let pattern = |l: Loc| matches!(self.expr(l), Expr::Lambda { param: Param::Pattern { .. }, .. });
        let outer = outputs_lambda(self).filter(|l| pattern(*l));
        let around = |l: Loc| {
            env.frames().any(|e| matches!(e.0.kind, FrameKind::Lambda(x, _) if x == l.expr) && e.0.file == l.file)
        };
        outer.is_some_and(around) && self.visible(env, name).is_none()
    }

    fn input_named(&self, full: &str) -> Option<InputId> {
        self.inputs.top().iter().find(|(n, _)| n.is(full)).map(|(_, id)| *id)
    }

    /// Whether a value is the set of all inputs, as the outputs function gets it.
    pub fn is_inputs(&mut self, v: &Value) -> bool {
        let all = self.inputs.top().len();
        let Value::Attrs(a) = v else { return false };
        if a.map.len() <= all || a.origin.is_some() {
            return false;
        }
        let own = a.get("self").cloned().map(|t| self.force(&t));
        own.is_some_and(|v| matches!(&v, Value::Sym(s) if matches!(&**s, Sym::SelfFlake)))
    }

    /// The name of a variable that is the set of all inputs.
    pub fn inputs_variable(&mut self, env: &Env) -> Option<Name> {
        let conventional = Name::new("inputs");
        if self.visible(env, conventional).is_some_and(|v| self.is_inputs(&v)) {
            return Some(conventional);
        }
        self.variables(env).into_iter().find(|(_, v)| self.is_inputs(v)).map(|(n, _)| n)
    }

    /// How `nixpkgs.lib` can be named at a place.
    pub fn lib_text(&mut self, env: &Env) -> Option<String> {
        let lib = self.visible(env, Name::new("lib"));
        if lib.is_some_and(|v| matches!(&v, Value::Attrs(a) if is_nixpkgs_lib(a))) {
            return Some("lib".to_owned());
        }
        let nixpkgs = Name::new("nixpkgs");
        let top = self.inputs.top().to_vec();
        let own = top.iter().find(|(n, _)| *n == nixpkgs);
        let named = self.visible(env, nixpkgs).and_then(|v| input_of(&v));
        // Also one of another flake: `with inputs // other.inputs;`.
        if named.is_some_and(|id| own.map_or(self.inputs.is_nixpkgs(id), |(_, own)| *own == id)) {
            return Some("nixpkgs.lib".to_owned());
        }
        let some = own.or_else(|| top.iter().find(|(_, id)| self.inputs.is_nixpkgs(*id)));
        let (_, id) = *some?;
        Some(format!("{}.lib", self.input_text(env, id)?))
    }

    /// How a system can be named at a place that several scopes share: in each of them the same words must mean the
    /// system that goes with it.
    pub fn system_text(&mut self, scopes: &[(Env, Rc<str>)]) -> Option<String> {
        let (first, system) = scopes.first()?;
        let mut names: Vec<String> = Vec::new();
        for (n, v) in self.variables(first) {
            match &v {
                Value::Str(s) if s == system => names.push(n.to_string()),
                Value::Attrs(a) if a.get("system").is_some() => names.push(format!("{n}.system")),
                Value::Sym(s) if matches!(&**s, Sym::ModuleArg(_, ModuleArg::Pkgs)) => {
                    names.push(format!("{n}.stdenv.hostPlatform.system"));
                }
                _ => {}
            }
        }
        // The usual name first, then the order of the scopes.
        names.sort_by_key(|n| n != "system");
        for name in names {
            let mut all = true;
            for (env, system) in scopes {
                all &= self.path_value(env, &name).as_ref() == Some(system);
            }
            if all {
                return Some(format!("${{{name}}}"));
            }
        }
        scopes.iter().all(|(_, s)| s == system).then(|| system.to_string())
    }

    fn path_value(&mut self, env: &Env, path: &str) -> Option<Rc<str>> {
        let mut parts = path.split('.');
        let mut v = self.visible(env, Name::new(parts.next()?))?;
        for p in parts {
            v = self.select(&v, Name::new(p))?;
        }
        self.as_text(&v)
    }
}

/// Whether a value is the input `id`.
pub fn is_input(v: &Value, id: InputId) -> bool {
    input_of(v) == Some(id)
}

fn input_of(v: &Value) -> Option<InputId> {
    match v {
        Value::Sym(s) => match &**s {
            Sym::Input(id) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

fn is_nixpkgs_lib(a: &crate::eval::value::Attrs) -> bool {
    is_lib(a) && a.get("genAttrs").is_some()
}
