//! The inputs of a flake: what each is, by its lock file or its url, never by how code happens to call it.

mod follow;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use super::public;
use super::reference::{is_published_nixpkgs, of_node as reference, release_of};
use crate::eval::models::{self, Model};
use crate::eval::source_file::SourceFile;
use crate::eval::value::{InputId, Pin};
use crate::syntax::hir::{Expr, ExprId, Hir, Param, Part};
use crate::syntax::name::Name;
use crate::workspace::{Workspace, normalize};

pub use super::reference::Reference;
pub use follow::Bound;

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind<'a> {
    /// What there is a model of.
    Model(&'static Model),
    /// A folder of this repository, relative to the root.
    Local(&'a str),
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Model(&'static Model),
    Local(String),
    Other,
}

/// One input.
#[derive(Debug, Clone)]
pub struct Input {
    /// Like `nixpkgs-unstable`, or `a.inputs.b` for an input of an input.
    pub name: String,
    kind: Kind,
    /// Whether its `flake.nix` is certain to be that of nixpkgs.
    own_flake: bool,
    /// Whether its modules are for everybody (see [`super::public`]).
    public: bool,
    /// Its node in the lock file.
    node: Option<String>,
    children: FxHashMap<Name, InputId>,
    declared: Declared,
    /// Whether the flake is yet to declare it.
    new: bool,
}

/// All inputs of one flake, those of inputs as they are asked for.
#[derive(Debug, Default)]
pub struct Inputs {
    list: Vec<Input>,
    top: Vec<(Name, InputId)>,
    lock: Option<serde_json::Value>,
    /// What code fetches, and the input that is the same.
    pins: Vec<(Pin, InputId)>,
    /// Why the flake can't get one more, if somebody would see it.
    pub no_more: Option<String>,
    /// Channels of the machine, and the input that stands for each.
    channels: Vec<(String, InputId)>,
    /// Inputs of inputs, and the flake's own that they follow.
    following: Vec<(InputId, InputId)>,
}

impl Inputs {
    /// The input of that name, `a`, or `a.inputs.b` if somebody asked for that, as sources have it.
    pub fn named(&self, name: &str) -> Option<InputId> {
        let found = self.list.iter().position(|input| input.name == name)?;
        Some(self.canonical(InputId(found as u32)))
    }

    /// Reads the `inputs` of `flake.nix` and the lock file's text.
    pub fn read(flake: &SourceFile, lock: Option<&str>) -> Inputs {
        let lock = lock.and_then(|t| serde_json::from_str::<serde_json::Value>(t).ok());
        let mut out = Inputs {
            list: Vec::new(),
            top: Vec::new(),
            lock,
            pins: Vec::new(),
            no_more: None,
            channels: Vec::new(),
            following: Vec::new(),
        };
        let hir = &flake.hir;
        let mut declared: Vec<(Name, Declared)> = Vec::new();
        let set = flake_set(hir).unwrap_or(hir.root());
        if let Some(inputs) = attr(hir, set, "inputs")
            && let Expr::Attrs { bindings, .. } = hir.expr(inputs)
        {
            // `inputs.self.submodules = true;` says how the flake itself is fetched (the Nix manual, "Self-attributes").
            for b in bindings.fixed.iter().filter(|b| !b.name.is("self")) {
                declared.push((b.name, Declared::read(hir, b.value)));
            }
        }
        if let Some(outputs) = attr(hir, set, "outputs")
            && let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = hir.expr(outputs)
        {
            for f in formals {
                if !f.name.is("self") && !declared.iter().any(|(n, _)| *n == f.name) {
                    declared.push((f.name, Declared { whole: true, ..Declared::default() }));
                }
            }
        }
        for (name, declared) in declared {
            let node = out.follow(&["root".to_owned()], &name.text());
            let kind = out.find_kind(node.as_deref(), declared.url.as_deref(), &name.text());
            let own_flake = out.has_own_flake(node.as_deref(), &declared, &name.text());
            let public = out.is_public(node.as_deref(), declared.url.as_deref());
            let declared = Declared { plain: declared.plain || out.is_plain(node.as_deref()), ..declared };
            let (name_text, children) = (name.to_string(), FxHashMap::default());
            let id = out.add(Input { name: name_text, kind, own_flake, public, node, children, declared, new: false });
            out.top.push((name, id));
        }
        out.follow_unlocked();
        out
    }

    fn add(&mut self, input: Input) -> InputId {
        self.list.push(input);
        InputId(self.list.len() as u32 - 1)
    }

    /// The flake's own inputs, in the order of `flake.nix`.
    pub fn top(&self) -> &[(Name, InputId)] {
        &self.top
    }

    /// The input `id`.
    pub fn get(&self, id: InputId) -> &Input {
        &self.list[id.0 as usize]
    }

    /// What it is.
    pub fn kind(&self, id: InputId) -> InputKind<'_> {
        match &self.get(id).kind {
            Kind::Model(m) => InputKind::Model(m),
            Kind::Local(rel) => InputKind::Local(rel),
            Kind::Other => InputKind::Other,
        }
    }

    /// Whether its modules are for everybody: they ask for no argument by a name that this flake made up.
    pub fn offers_to_all(&self, id: InputId) -> bool {
        self.get(id).public || self.model(id).is_some_and(|m| m.plain_modules)
    }

    /// The model of it, if there is one.
    pub fn model(&self, id: InputId) -> Option<&'static Model> {
        match self.kind(id) {
            InputKind::Model(m) => Some(m),
            _ => None,
        }
    }

    /// Whether it is nixpkgs: what is imported to make an instance.
    pub fn is_nixpkgs(&self, id: InputId) -> bool {
        self.model(id) == Some(&models::nixpkgs::MODEL)
    }

    /// Whether it is nixpkgs as NixOS publishes it, taken as a flake: then its `legacyPackages` are what it makes without
    /// arguments. A fork's `flake.nix` may say something else.
    pub fn is_nixpkgs_flake(&self, id: InputId) -> bool {
        self.is_nixpkgs(id) && self.get(id).own_flake
    }

    /// Its name, for messages and keys.
    pub fn name(&self, id: InputId) -> &str {
        &self.get(id).name
    }

    /// Whether it is a release or revision of nixpkgs from before `release` (year, month), which came out at `time` (Unix
    /// time): by its branch, else by the time that the lock file has for it. What says nothing is not.
    pub fn is_before(&self, id: InputId, release: (u32, u32), time: u64) -> bool {
        let input = self.get(id);
        let node = self.node(input.node.as_deref());
        let original = node.and_then(|n| n.get("original")?.get("ref")?.as_str());
        if let Some(own) = original.or(input.declared.url.as_deref()).and_then(release_of) {
            return own < release;
        }
        let locked = node.and_then(|n| n.get("locked")?.get("lastModified")?.as_u64());
        locked.is_some_and(|t| t < time)
    }

    /// The first input that has the same locked source, or that it follows.
    pub fn canonical(&self, id: InputId) -> InputId {
        if let Some((_, own)) = self.following.iter().find(|(i, _)| *i == id) {
            return *own;
        }
        let Some(node) = &self.get(id).node else { return id };
        let same = self.top.iter().find(|(_, t)| self.get(*t).node.as_ref() == Some(node));
        same.map_or(id, |(_, t)| *t)
    }

    /// The input `name` of the input `id`.
    pub fn child(&mut self, id: InputId, name: Name) -> InputId {
        if let Some(c) = self.get(id).children.get(&name) {
            return *c;
        }
        let parent = self.get(id).clone();
        let node = parent.node.as_ref().and_then(|n| self.follow_from(n, &name.text()));
        let kind = match self.find_kind(node.as_deref(), None, &name.text()) {
            Kind::Local(rel) => self.local_below(&parent, node.as_deref(), &name.text(), &rel),
            other => other,
        };
        let full = format!("{}.inputs.{name}", parent.name);
        let declared = Declared { plain: self.is_plain(node.as_deref()), ..Declared::default() };
        let own_flake = self.has_own_flake(node.as_deref(), &declared, &name.text());
        let public = self.is_public(node.as_deref(), None);
        let children = FxHashMap::default();
        let child = self.add(Input { name: full, kind, own_flake, public, node, children, declared, new: false });
        self.list[id.0 as usize].children.insert(name, child);
        self.following.extend(self.followed(&parent.declared, name).map(|own| (child, own)));
        child
    }

    // A relative path of an input of an input is relative to the flake that says it (the Nix manual, "Path inputs"): to
    // a folder of this repository if that flake is one. What follows another input is that input.
    fn local_below(&self, parent: &Input, node: Option<&str>, name: &str, rel: &str) -> Kind {
        let inputs = self.node(parent.node.as_deref()).and_then(|n| n.get("inputs"));
        if inputs.and_then(|i| i.get(name)).is_some_and(|i| i.is_array()) {
            let same = self.top.iter().map(|(_, id)| self.get(*id)).find(|i| i.node.as_deref() == node);
            return same.map_or(Kind::Other, |i| i.kind.clone());
        }
        let below = match &parent.kind {
            Kind::Local(folder) => normalize(&format!("{folder}/{rel}")),
            _ => None,
        };
        below.map_or(Kind::Other, Kind::Local)
    }

    /// Inputs that are flakes in folders of this repository, and such inputs of these: the name of each, and its folder.
    pub fn local_flakes(&mut self) -> impl Iterator<Item = (&str, &str)> {
        let mut at = 0;
        while let Some(input) = self.list.get(at) {
            // A flake that is its own input would have no end.
            if matches!(input.kind, Kind::Local(_))
                && !input.declared.plain
                && input.name.matches(".inputs.").count() < 8
            {
                let inputs = self.node(input.node.as_deref()).and_then(|n| n.get("inputs")?.as_object());
                let names: Vec<Name> = inputs.into_iter().flat_map(|i| i.keys()).map(|n| Name::new(n)).collect();
                for name in names {
                    self.child(InputId(at as u32), name);
                }
            }
            at += 1;
        }
        self.list.iter().filter(|i| !i.declared.plain).filter_map(|i| match &i.kind {
            Kind::Local(folder) => Some((i.name.as_str(), folder.as_str())),
            _ => None,
        })
    }

    /// Whether it is plain files, and no flake.
    pub fn is_plain_files(&self, id: InputId) -> bool {
        self.get(id).declared.plain
    }

    fn is_plain(&self, node: Option<&str>) -> bool {
        self.node(node).and_then(|n| n.get("flake")).is_some_and(|f| f == false)
    }

    /// The input that is what a pin fetches, if one was made of it by [`Inputs::adopt`].
    pub fn pinned(&self, pin: &Pin) -> Option<InputId> {
        self.pins.iter().find(|(p, _)| is_same(p, pin)).map(|(_, id)| *id)
    }

    /// Makes an input of a pin: the one that has its commit or its reference, else a new one, called `wanted` where that
    /// is free. None if it would have to be a new one, and that would be seen.
    pub fn adopt(&mut self, pin: &Pin, wanted: &str) -> Option<InputId> {
        if let Some(id) = self.pinned(pin) {
            return Some(id);
        }
        let is_it = |id: &InputId| {
            let locked = pin.rev.is_some() && self.locked_rev(*id) == pin.rev;
            locked || self.get(*id).declared.url.as_ref() == Some(&pin.reference)
        };
        let own = self.top.iter().map(|(_, id)| *id).find(is_it);
        if own.is_none() && self.no_more.is_some() {
            return None;
        }
        let id = own.unwrap_or_else(|| {
            let taken = |name: &str| self.list.iter().any(|i| i.name == name);
            let numbered = (2..).map(|n| format!("{wanted}-{n}"));
            let name = std::iter::once(wanted.to_owned()).chain(numbered).find(|n| !taken(n)).unwrap_or_default();
            let kind = Kind::Model(&models::nixpkgs::MODEL);
            let declared = Declared { url: Some(pin.reference.clone()), ..Declared::default() };
            let children = FxHashMap::default();
            self.add(Input { name, kind, own_flake: false, public: false, node: None, children, declared, new: true })
        });
        self.pins.push((pin.clone(), id));
        Some(id)
    }

    /// Makes the flake's own input stand for a channel: of its name, or `nixpkgs` for what each machine calls so. A
    /// branch of nixpkgs becomes an input.
    pub fn adopt_channel(&mut self, channel: &str) -> Option<InputId> {
        let own = |name: &str| self.top.iter().find(|(n, id)| n.is(name) && self.is_nixpkgs(*id)).map(|(_, id)| *id);
        let usual = matches!(channel, "nixpkgs" | "nixos").then(|| own("nixpkgs")).flatten();
        let id = match own(channel).or(usual) {
            Some(id) => id,
            None if channel.starts_with("nixos-") || channel.starts_with("nixpkgs-") => {
                let reference = format!("github:NixOS/nixpkgs/{channel}");
                let pin = Pin { reference, rev: None, fixed: false, fetcher: format!("<{channel}>") };
                self.adopt(&pin, channel)?
            }
            None => return None,
        };
        self.channels.push((channel.to_owned(), id));
        Some(id)
    }

    /// The input that stands for a channel, if one was made to by [`Inputs::adopt_channel`].
    pub fn channel(&self, name: &str) -> Option<InputId> {
        self.channels.iter().find(|(n, _)| n == name).map(|(_, id)| *id)
    }

    /// The reference of an input that the flake is yet to declare.
    pub fn reference_of_new(&self, id: InputId) -> Option<&str> {
        let input = self.get(id);
        input.declared.url.as_deref().filter(|_| input.new)
    }

    // A node of the lock file.
    fn node(&self, name: Option<&str>) -> Option<&serde_json::Value> {
        self.lock.as_ref()?.get("nodes")?.get(name?)
    }

    // The commit that the lock file has for an input.
    fn locked_rev(&self, id: InputId) -> Option<String> {
        let node = self.node(self.get(id).node.as_deref())?;
        Some(node.get("locked")?.get("rev")?.as_str()?.to_ascii_lowercase())
    }

    fn follow(&self, root: &[String], name: &str) -> Option<String> {
        let lock = self.lock.as_ref()?;
        let root = lock.get("root").and_then(|r| r.as_str()).unwrap_or(&root[0]).to_owned();
        self.follow_from(&root, name)
    }

    // `inputs.NAME` of a node: another node, or a path of names from the root.
    fn follow_from(&self, node: &str, name: &str) -> Option<String> {
        let nodes = self.lock.as_ref()?.get("nodes")?;
        match nodes.get(node)?.get("inputs")?.get(name)? {
            serde_json::Value::String(s) => Some(s.clone()),
            serde_json::Value::Array(path) => {
                let mut at = self.lock.as_ref()?.get("root")?.as_str()?.to_owned();
                for (i, step) in path.iter().enumerate() {
                    if i > 32 {
                        return None;
                    }
                    at = self.follow_from(&at, step.as_str()?)?;
                }
                Some(at)
            }
            _ => None,
        }
    }

    fn find_kind(&self, node: Option<&str>, url: Option<&str>, name: &str) -> Kind {
        let locked = self.node(node).and_then(reference);
        let Some(text) = locked.as_deref().or(url) else { return classify(&format!("flake:{name}")) };
        match classify(text) {
            // A folder of the machine that evaluates says nothing of what it is: the input's name does, as in a registry.
            Kind::Other if is_absolute(text) => classify(&format!("flake:{name}")),
            kind => kind,
        }
    }

    fn is_public(&self, node: Option<&str>, url: Option<&str>) -> bool {
        let locked = self.node(node).and_then(reference);
        locked.as_deref().or(url).is_some_and(|text| public::offers_to_all(&Reference::new(text)))
    }

    fn has_own_flake(&self, node: Option<&str>, declared: &Declared, name: &str) -> bool {
        let locked = self.node(node);
        if let Some(node) = locked {
            let plain = node.get("flake").is_some_and(|f| f == false);
            let below = ["original", "locked"].iter().any(|r| node.get(r).is_some_and(|r| r.get("dir").is_some()));
            return !plain && !below && reference(node).is_some_and(|text| is_published_nixpkgs(&text));
        }
        let registry = format!("flake:{name}");
        declared.whole && is_published_nixpkgs(declared.url.as_deref().unwrap_or(&registry))
    }
}

/// What `flake.nix` says of an input.
#[derive(Debug, Clone, Default)]
struct Declared {
    /// Its reference, where that is written out.
    url: Option<String>,
    /// Whether it is the flake at the root of what is fetched, and not plain files, a flake below, or another input.
    whole: bool,
    /// Whether it is plain files, and no flake: by `flake = false`, or by the lock file.
    plain: bool,
    /// Whether `url` says all of the reference.
    by_url: bool,
    /// What it follows.
    follows: Option<String>,
    /// Inputs of it that are said otherwise.
    overrides: Vec<Name>,
    /// Inputs of it that follow one of the flake's own, and that one.
    followed: Vec<(Name, String)>,
}

impl Declared {
    fn read(hir: &Hir, value: ExprId) -> Declared {
        let other = ["flake", "dir", "follows"].iter().any(|n| attr(hir, value, n).is_some());
        let says_no = |e: ExprId| matches!(hir.expr(e), Expr::Var(n) if n.is("false"));
        let plain = attr(hir, value, "flake").is_some_and(says_no);
        let names = |e: ExprId| match hir.expr(e) {
            Expr::Attrs { bindings, .. } => bindings.fixed.iter().map(|b| b.name).collect(),
            _ => Vec::new(),
        };
        let by_url = names(value).iter().all(|n| n.is("url") || n.is("inputs"));
        let follows = attr(hir, value, "follows").and_then(|v| text(hir, v));
        let overrides = attr(hir, value, "inputs").map(names).unwrap_or_default();
        let followed = match attr(hir, value, "inputs").map(|e| hir.expr(e)) {
            Some(Expr::Attrs { bindings, .. }) => {
                let target = |e: ExprId| attr(hir, e, "follows").and_then(|v| text(hir, v));
                bindings.fixed.iter().filter_map(|b| Some((b.name, target(b.value)?))).collect()
            }
            _ => Vec::new(),
        };
        Declared { url: url(hir, value), whole: !other, plain, by_url, follows, overrides, followed }
    }
}

// Whether two fetches give one tree: whoever fetches it, a commit is a commit.
fn is_same(a: &Pin, b: &Pin) -> bool {
    match (&a.rev, &b.rev) {
        (Some(a), Some(b)) => a == b,
        _ => a.reference == b.reference,
    }
}

/// `inputs.NAME.url` or `inputs.NAME = { url = …; }` or a plain string.
fn url(hir: &Hir, value: ExprId) -> Option<String> {
    let get = |e: ExprId, n: &str| attr(hir, e, n).and_then(|v| text(hir, v));
    if let Some(url) = get(value, "url") {
        return Some(url);
    }
    match (get(value, "type"), get(value, "owner"), get(value, "repo"), get(value, "path"), get(value, "id")) {
        (_, Some(owner), Some(repo), ..) => Some(format!("github:{owner}/{repo}")),
        (_, _, _, Some(path), _) => Some(format!("path:{path}")),
        (_, _, _, _, Some(id)) => Some(format!("flake:{id}")),
        _ => None,
    }
}

fn text(hir: &Hir, e: ExprId) -> Option<String> {
    match hir.expr(e) {
        Expr::Str(parts) => match &parts[..] {
            [] => Some(String::new()),
            [Part::Text(t)] => Some(t.clone()),
            _ => None,
        },
        Expr::Path(_, parts) => match &parts[..] {
            [Part::Text(t)] => Some(format!("path:{t}")),
            _ => None,
        },
        _ => None,
    }
}

/// The set that a `flake.nix` is. Some evaluators also take one that a `let` names.
pub fn flake_set(hir: &Hir) -> Option<ExprId> {
    let mut at = hir.root();
    for _ in 0..16 {
        match hir.expr(at) {
            Expr::Attrs { .. } => return Some(at),
            Expr::Let { bindings, body } => {
                at = match hir.expr(*body) {
                    Expr::Var(n) => bindings.get(*n)?.value,
                    _ => *body,
                }
            }
            _ => return None,
        }
    }
    None
}

/// Paths that `flake.nix` has as inputs, relative to its folder; they may lead out of it.
pub fn relative_inputs(workspace: &Workspace) -> Vec<String> {
    let Some(text) = workspace.read_any("flake.nix") else { return Vec::new() };
    let flake = SourceFile::parse("flake.nix".to_owned(), text, false);
    let inputs = Inputs::read(&flake, None);
    let urls = inputs.top().iter().filter_map(|(_, id)| inputs.get(*id).declared.url.clone());
    let path = |url: String| {
        let path = url.strip_prefix("path:").unwrap_or(&url);
        let relative = path.starts_with('.') || (path.len() < url.len() && !path.starts_with('/'));
        relative.then(|| path.split('?').next().unwrap_or_default().to_owned())
    };
    urls.filter_map(path).collect()
}

/// The inputs of a flake that are folders of it and that the lock file has the hash of, by name: with Nix before 2.26,
/// which locks a `path:./sub` like any other tree. Later versions lock one with a `parent` and no hash.
pub fn locked_folders(workspace: &Workspace) -> Vec<(String, String)> {
    let (Some(text), Some(lock)) = (workspace.read_any("flake.nix"), workspace.read_any("flake.lock")) else {
        return Vec::new();
    };
    let flake = SourceFile::parse("flake.nix".to_owned(), text, false);
    let inputs = Inputs::read(&flake, Some(&lock));
    let folder = |id: InputId| {
        let input = inputs.get(id);
        let hashed = inputs.node(input.node.as_deref())?.get("locked")?.get("narHash").is_some();
        match &input.kind {
            Kind::Local(folder) if hashed => Some((input.name.clone(), folder.clone())),
            _ => None,
        }
    };
    inputs.top().iter().filter_map(|(_, id)| folder(*id)).collect()
}

/// The value of an attribute of a literal set.
pub fn attr(hir: &Hir, set: ExprId, name: &str) -> Option<ExprId> {
    match hir.expr(set) {
        Expr::Attrs { bindings, .. } => bindings.get(Name::new(name)).map(|b| b.value),
        _ => None,
    }
}

// What a flake reference is.
fn is_absolute(text: &str) -> bool {
    ["path:/", "git+file:/", "/"].iter().any(|begin| text.starts_with(begin))
}

fn classify(text: &str) -> Kind {
    let reference = Reference::new(text);
    let path = text.strip_prefix("path:").or_else(|| reference.bare.starts_with('.').then_some(text));
    if let Some(path) = path {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let dir = query.split('&').find_map(|q| q.strip_prefix("dir=")).unwrap_or_default();
        // The flake itself is no folder below.
        if let Some(rel) = normalize(&format!("{path}/{dir}")).filter(|rel| !rel.is_empty() && !path.is_empty()) {
            return Kind::Local(rel);
        }
    }
    models::MODELS.iter().find(|m| (m.recognise)(&reference)).map_or(Kind::Other, |m| Kind::Model(m))
}
