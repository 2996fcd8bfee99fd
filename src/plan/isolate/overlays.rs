//! The overlays of default instances: `nixpkgs.overlays` of NixOS, nix-darwin and home-manager configurations, and those of
//! the instances that they get as `pkgs`.

use rustc_hash::FxHashSet;

use super::instances;
use super::lists::{self, Place};
use crate::eval::Evaluator;
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Env, Loc, Sym, Thunk, Value};
use crate::syntax::hir::{Expr, Key, Part};
use crate::syntax::name::Name;

/// One overlay, of all configurations that have it.
pub struct Overlay {
    /// What it can be called by, the best first.
    pub names: Vec<String>,
    pub value: Value,
    /// Whether nothing decides about it but the configurations themselves.
    pub certain: bool,
    /// Whether it is the same function for all of them.
    pub one: bool,
    /// Where lists have it; none for a list that is put together by code.
    pub places: Vec<Place>,
    /// The scope of the first.
    pub scope: Option<Env>,
    pub configs: Vec<ConfigId>,
    /// Evaluations of `import nixpkgs { … }` that get it, by their index, for those that are the `pkgs` of configurations or
    /// share a list with these.
    pub sites: Vec<usize>,
    /// A place that makes instances with it, and others.
    pub partly: Option<Loc>,
    /// The attributes that it sets, if they can be known.
    pub attributes: Option<Vec<Name>>,
    key: String,
}

impl Overlay {
    /// What reports call it.
    pub fn name(&self) -> &str {
        self.names.first().map_or("overlay", String::as_str)
    }

    /// Whether some configuration has it.
    pub fn is_default(&self) -> bool {
        !self.configs.is_empty()
    }

    /// Whether something has this one and another one.
    pub fn meets(&self, other: &Overlay) -> bool {
        self.configs.iter().any(|c| other.configs.contains(c)) || self.sites.iter().any(|i| other.sites.contains(i))
    }

    /// Whether all that has another one has this one.
    pub fn covers(&self, other: &Overlay) -> bool {
        other.configs.iter().all(|c| self.configs.contains(c)) && other.sites.iter().all(|i| self.sites.contains(i))
    }

    /// The places that make instances with it.
    pub fn made_at(&self, ev: &Evaluator) -> FxHashSet<Loc> {
        self.sites.iter().map(|i| ev.sites[*i].at.loc).collect()
    }

    /// The function, if the flake wrote it.
    pub fn lambda(&self) -> Option<Loc> {
        match &self.value {
            Value::Lambda(c) => Some(c.loc),
            _ => None,
        }
    }
}

/// Who has an overlay.
#[derive(Debug, Clone, Copy)]
pub enum Owner {
    Config(ConfigId),
    Site(usize),
}

/// All overlays, in the order in which configurations have them.
pub fn find(ev: &mut Evaluator) -> Vec<Overlay> {
    let mut out: Vec<Overlay> = Vec::new();
    let sites = instances::Sites::of(ev);
    sites.add_defaults(ev, &mut out);
    for c in machines(ev) {
        let path = ["nixpkgs", "overlays"].map(Name::new);
        let definitions = ev.definitions(c, &path);
        let usual = definitions.iter().map(|d| d.priority).min().unwrap_or_default();
        for d in definitions.into_iter().filter(|d| d.priority == usual) {
            add_list(ev, &mut out, Owner::Config(c), &d.value, d.maybe);
        }
    }
    sites.add_sharing(ev, &mut out);
    for o in &mut out {
        if o.names.is_empty() {
            let at = o.places.first().map(Place::at).or(o.lambda());
            o.names.push(match at {
                Some(l) => ev.place(l),
                None => ev.describe(&o.value),
            });
        }
    }
    out
}

/// Adds those of a list.
pub fn add_list(ev: &mut Evaluator, out: &mut Vec<Overlay>, owner: Owner, all: &Value, maybe: bool) {
    let Some(list) = ev.as_list(all) else {
        add(ev, out, owner, (all.clone(), None, maybe));
        return;
    };
    let written = lists::places(ev, &list);
    for (t, at) in list.items.iter().zip(written) {
        let value = ev.force(t);
        add(ev, out, owner, (value, at, maybe));
    }
    // Any number of others.
    for t in &list.rest {
        let value = ev.force(t);
        add(ev, out, owner, (value, None, true));
    }
}

// One more: what it is, where it is written, and whether a condition decides about it.
fn add(ev: &mut Evaluator, out: &mut Vec<Overlay>, owner: Owner, of: (Value, Option<(Place, Env)>, bool)) {
    let (value, at, maybe) = of;
    let key = ev.canon(&value);
    let same = |o: &Overlay| o.key == key || at.as_ref().is_some_and(|(at, _)| o.places.contains(at));
    let n = out.iter().position(same).unwrap_or_else(|| {
        out.push(overlay(ev, value, at.as_ref().map(|a| a.0), key.clone()));
        out.len() - 1
    });
    let o = &mut out[n];
    o.one &= o.key == key;
    o.certain &= !maybe && at.is_some();
    if let Some((at, scope)) = at {
        o.scope.get_or_insert(scope);
        if !o.places.contains(&at) {
            o.places.push(at);
        }
    }
    match owner {
        Owner::Config(c) if !o.configs.contains(&c) => o.configs.push(c),
        Owner::Site(i) if !o.sites.contains(&i) => o.sites.push(i),
        _ => {}
    }
}

/// Machines and homes with a default instance of their own.
pub fn machines(ev: &mut Evaluator) -> Vec<ConfigId> {
    let all = (0..ev.configs.len()).map(|i| ConfigId(i as u32));
    let is_machine = |c: &ConfigId| {
        let c = ev.config(*c);
        !c.dormant && matches!(c.kind, Kind::Nixos | Kind::Darwin | Kind::Home | Kind::HomeUser(..))
    };
    let all: Vec<ConfigId> = all.filter(is_machine).collect();
    all.into_iter().filter(|c| host_of(ev, *c).is_none()).collect()
}

/// The host whose packages a home takes (home-manager `nixos/common.nix`).
pub fn host_of(ev: &mut Evaluator, c: ConfigId) -> Option<ConfigId> {
    let Kind::HomeUser(host, _) = ev.config(c).kind.clone() else { return None };
    let path = ["home-manager", "useGlobalPkgs"].map(Name::new);
    (!matches!(ev.option_value(host, &path), None | Some(Value::Bool(false)))).then_some(host)
}

/// Whether a place is called `name`: `file:line`.
pub fn stands_at(ev: &Evaluator, o: &Overlay, name: &str) -> bool {
    o.places.iter().map(Place::at).chain(o.lambda()).any(|l| ev.place(l) == name)
}

fn overlay(ev: &mut Evaluator, value: Value, at: Option<Place>, key: String) -> Overlay {
    let attributes = attributes(ev, &value);
    let mut names = Vec::new();
    let mut add = |n: Option<String>| {
        if let Some(n) = n.filter(|n| !n.is_empty() && !names.contains(n)) {
            names.push(n);
        }
    };
    add(at.and_then(|at| match at {
        Place::Element(at) => written_name(ev, at),
        Place::Member { name, .. } => Some(name.to_string()).filter(|n| !is_generic(n)),
    }));
    if let Value::Lambda(c) = &value
        && ev.file(c.loc.file).hir.root() == c.loc.expr
    {
        add(stem(&ev.file(c.loc.file).path));
    }
    add(selected_name(&value));
    if let Some([one]) = attributes.as_deref() {
        add(Some(one.to_string()));
    }
    Overlay {
        names,
        value,
        certain: true,
        one: true,
        places: Vec::new(),
        scope: None,
        configs: Vec::new(),
        sites: Vec::new(),
        partly: None,
        attributes,
        key,
    }
}

/// The names in the set that an overlay makes, if they are the same whatever it gets.
fn attributes(ev: &mut Evaluator, overlay: &Value) -> Option<Vec<Name>> {
    let Value::Lambda(_) = overlay else { return None };
    let pkgs = || Thunk::done(Value::sym(Sym::External("pkgs".into())));
    let inner = ev.call(overlay, pkgs(), None);
    let result = ev.call(&inner, pkgs(), None);
    match &result {
        Value::Attrs(a) if a.open.is_empty() => Some(a.map.keys().copied().collect()),
        _ => None,
    }
}

// What an element of the list is written as.
fn written_name(ev: &Evaluator, at: Loc) -> Option<String> {
    let hir = &ev.file(at.file).hir;
    match hir.expr(at.expr) {
        Expr::Var(n) => Some(n.to_string()).filter(|n| !is_generic(n)),
        Expr::Select { base, path, .. } => {
            let mut words: Vec<String> = match hir.expr(*base) {
                Expr::Var(n) => vec![n.to_string()],
                _ => Vec::new(),
            };
            for key in path {
                let Key::Static(n) = key else { return None };
                words.push(n.to_string());
            }
            words.into_iter().rev().find(|w| !is_generic(w))
        }
        Expr::Path(_, parts) => path_name(parts),
        Expr::Apply(f, x) => match (hir.expr(*f), hir.expr(*x)) {
            (Expr::Var(n), Expr::Path(_, parts)) if n.is("import") => path_name(parts),
            _ => written_name(ev, at.beside(*f)),
        },
        _ => None,
    }
}

// `inputs.NAME.overlays.default`, of a variable that stands for it.
fn selected_name(v: &Value) -> Option<String> {
    let (_, path) = Evaluator::selection(v);
    path.iter().rev().map(|n| n.to_string()).find(|n| !is_generic(n))
}

// Words that every overlay may be called by.
fn is_generic(word: &str) -> bool {
    ["default", "overlay", "overlays", "self", "inputs", "outputs", "import"].contains(&word)
}

fn path_name(parts: &[Part]) -> Option<String> {
    match parts {
        [Part::Text(t)] => stem(t),
        _ => None,
    }
}

// `overlays/ffmpeg.nix` and `overlays/ffmpeg/default.nix` are called `ffmpeg`.
fn stem(path: &str) -> Option<String> {
    let words = path.trim_end_matches('/').rsplit('/').map(|w| w.strip_suffix(".nix").unwrap_or(w));
    words.map(str::to_owned).find(|w| !is_generic(w) && !w.is_empty() && w != "." && w != "..")
}

/// The names of the overlays in a list.
pub fn names_in(ev: &mut Evaluator, list: &Value) -> Vec<String> {
    let Some(list) = ev.as_list(list) else { return Vec::new() };
    let mut out = Vec::new();
    let written = lists::places(ev, &list);
    for (t, at) in list.items.iter().zip(written) {
        let value = ev.force(t);
        let at = at.map(|a| a.0);
        let o = overlay(ev, value, at, String::new());
        out.extend(o.names);
        out.extend(at.map(|at| ev.place(at.at())));
    }
    out
}
