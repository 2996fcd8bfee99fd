//! Inputs of inputs: what each is bound to, and whether two inputs are one tree.

use super::{Declared, Inputs};
use crate::eval::value::InputId;
use crate::syntax::name::Name;

/// What the lock file says of an input of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Locked by itself.
    Own,
    /// Another input.
    Follows,
    /// Nothing, or there is no lock file.
    Unknown,
}

impl Inputs {
    /// What the lock file has for the input `name` of the input `id`.
    pub fn bound(&self, id: InputId, name: Name) -> Bound {
        let inputs = self.node(self.get(id).node.as_deref()).and_then(|n| n.get("inputs"));
        match inputs.and_then(|i| i.get(&*name.text())) {
            Some(serde_json::Value::String(_)) => Bound::Own,
            Some(serde_json::Value::Array(_)) => Bound::Follows,
            _ => Bound::Unknown,
        }
    }

    /// Whether `flake.nix` says something of the input `name` of the input `id`: `inputs.ID.inputs.NAME`.
    pub fn overrides(&self, id: InputId, name: Name) -> bool {
        self.get(id).declared.overrides.contains(&name)
    }

    /// What `flake.nix` has an input follow.
    pub fn follows(&self, id: InputId) -> Option<&str> {
        self.get(id).declared.follows.as_deref()
    }

    /// Whether two inputs are one node of the lock file.
    pub fn is_one_node(&self, a: InputId, b: InputId) -> bool {
        self.get(a).node.is_some() && self.get(a).node == self.get(b).node
    }

    /// Whether the lock file has the same tree for both, by commit and by hash: `self` of the one then is that of the other.
    pub fn is_locked_as(&self, a: InputId, b: InputId) -> bool {
        let node = |id: InputId| self.node(self.get(id).node.as_deref());
        let (Some(a), Some(b)) = (node(a), node(b)) else { return false };
        let (Some(tree), Some(other)) = (a.get("locked"), b.get("locked")) else { return false };
        let known = tree.get("narHash").is_some() && a.get("inputs") == b.get("inputs");
        known && ["narHash", "rev", "lastModified", "revCount", "dir"].iter().all(|k| tree.get(k) == other.get(k))
    }

    /// Whether an input will be locked to the same as `theirs` of a flake below, where neither is locked yet: one
    /// reference gives one tree when Nix locks both. A lock file of the flake below counts too
    /// (the Nix manual, "Lock files"), so there must be none.
    pub fn will_be_locked_as(&self, id: InputId, below: &Inputs, theirs: InputId) -> bool {
        let (own, theirs) = (self.get(id), below.get(theirs));
        let (own, theirs) = (&own.declared, &theirs.declared);
        let by_url = own.by_url && theirs.by_url && own.url.is_some();
        self.lock.is_none() && below.lock.is_none() && by_url && own.url == theirs.url
    }

    // Without a lock file, inputs that follow others are what `flake.nix` says: one of the flake's own, or an input of
    // one, which is told by its name.
    pub(super) fn follow_unlocked(&mut self) {
        for (_, id) in self.top.clone() {
            let target = self.follows(id).map(|path| (path.to_owned(), self.end_of(path)));
            let Some((path, own)) = target.filter(|_| self.get(id).node.is_none()) else { continue };
            let kind = match own {
                Some(own) if own == id => continue,
                Some(own) => self.get(own).kind.clone(),
                None if !path.contains('/') => continue,
                None => self.find_kind(None, None, path.rsplit('/').next().unwrap_or(&path)),
            };
            let source = own.map(|own| (self.get(own).own_flake, self.get(own).public));
            let input = &mut self.list[id.0 as usize];
            input.kind = kind;
            if let Some((own_flake, public)) = source {
                (input.own_flake, input.public) = (own_flake, public);
            }
            self.following.extend(own.map(|own| (id, own)));
        }
    }

    // The flake's own input that one of a name is, if each follows another until then.
    fn end_of(&self, name: &str) -> Option<InputId> {
        let mut at = self.own(name)?;
        for _ in 0..self.top.len() {
            match self.follows(at) {
                Some(next) => at = self.own(next)?,
                None => return Some(at),
            }
        }
        None
    }

    // The flake's own input of that name.
    fn own(&self, name: &str) -> Option<InputId> {
        self.top.iter().find(|(n, _)| n.is(name)).map(|(_, id)| *id)
    }

    // The flake's own input that the input `name` of one follows, as `flake.nix` says.
    pub(super) fn followed(&self, declared: &Declared, name: Name) -> Option<InputId> {
        let (_, target) = declared.followed.iter().find(|(n, _)| *n == name)?;
        self.own(target)
    }

    /// Takes the input `name` of `input` for the flake's own input `target`, which it is going to follow.
    pub fn adopt_follow(&mut self, input: &str, name: &str, target: &str) {
        if let (Some(input), Some(target)) = (self.own(input), self.own(target)) {
            let child = self.child(input, Name::new(name));
            self.following.push((child, target));
        }
    }
}
