//! What nothing leads to.

use super::{DORMANT_FILE, DORMANT_FILES, DORMANT_SCOPES, DORMANT_UNIT, Explorer, Finder, MAX_IDLE_TRIES, MAX_TRIES};
use crate::eval::value::{FrameKind, Thunk};
use crate::syntax::name::Name;

impl Explorer<'_> {
    // What nobody asked for: variables of scopes that exist, then files that nothing imports.
    pub(super) fn dormant(&mut self) {
        self.end = self.ev.steps() + self.ev.at_most(DORMANT_SCOPES);
        for f in std::mem::take(&mut self.uncalled) {
            self.look_into(Thunk::done(f));
        }
        self.drain_scopes();
        let end = self.ev.steps() + self.ev.at_most(DORMANT_FILES);
        for file in self.ev.workspace.clone().scan() {
            if self.ev.workspace.nested_flake_of(file).is_some() {
                continue;
            }
            if let Ok(id) = self.ev.load(file)
                && !self.ev.is_imported(id)
                && self.ev.other_name(id).is_none()
            {
                if let Some((offset, message)) = self.ev.file(id).errors.first().cloned() {
                    let text = format!("{file} does not parse: {message}");
                    self.ev.note(Some((id, offset)), text);
                }
                let root = self.ev.file_root(id);
                self.end = end.min(self.ev.steps() + self.ev.at_most(DORMANT_FILE));
                self.look_into(root);
                self.drain_scopes();
            } else if let Err(e) = self.ev.load(file) {
                self.ev.note(None, e);
            }
        }
    }

    fn drain_scopes(&mut self) {
        while self.next_scope < self.ev.scopes.len() {
            let env = self.ev.scopes[self.next_scope].clone();
            self.next_scope += 1;
            let FrameKind::Scope(scope) = env.0.kind else { continue };
            let pending: Vec<(Name, Thunk)> =
                env.0.vars.borrow().iter().filter(|(_, t)| t.is_pending()).cloned().collect();
            for (name, t) in pending {
                let key = (env.0.file, scope, name);
                let (all, idle) = self.tried.get(&key).copied().unwrap_or_default();
                if all >= MAX_TRIES || idle >= MAX_IDLE_TRIES || !t.is_pending() {
                    continue;
                }
                let idle = if self.look_into(t) { 0 } else { idle + 1 };
                self.tried.insert(key, (all + 1, idle));
            }
        }
    }

    // Looks at a value that nothing leads to. Whether that showed a site or a configuration.
    fn look_into(&mut self, t: Thunk) -> bool {
        let before = (self.ev.sites.len(), self.ev.configs.len());
        if self.ev.grant(DORMANT_UNIT, self.end) {
            self.push(t, &Finder::Nobody, 0);
            self.drain();
        } else {
            self.ev.dormant_cut = true;
        }
        before != (self.ev.sites.len(), self.ev.configs.len())
    }
}
