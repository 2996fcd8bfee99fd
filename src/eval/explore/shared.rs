//! Modules that configurations have in common are looked at once for all of them.

use std::ops::Range;
use std::rc::Rc;

use super::{Explorer, Finder, Item};
use crate::eval::Evaluator;
use crate::eval::modules::{Group, SharedModule};
use crate::eval::value::{ConfigId, Thunk, Value};

impl Explorer<'_> {
    // What a module defines and declares.
    pub(super) fn module(&mut self, id: ConfigId, config: &Value, options: Option<Thunk>) {
        let (finder, option) = (Finder::Option(id), Some((id, Vec::new())));
        let value = Thunk::done(config.clone());
        self.queue.push_back(Item { value, finder: finder.clone(), option, depth: 0 });
        self.queue.extend(options.map(|value| Item { value, finder, option: None, depth: 0 }));
    }

    // Shared modules: those that lead to anything are looked at for each configuration after all.
    pub(super) fn shared_modules(&mut self, id: ConfigId, g: &Rc<Group>, range: &Range<usize>) {
        if g.live.get().is_none() {
            let all: Vec<usize> = (0..g.parts.len()).filter(|i| self.is_live(g, *i)).collect();
            let _ = g.live.set(all);
        }
        let live = g.live.get().map_or(&[][..], Vec::as_slice);
        for i in live.iter().filter(|i| range.contains(i)) {
            let own = g.parts[*i].module().and_then(|m| self.ev.own_module(id, m));
            if let Some(m) = own {
                self.module(id, &m.config, m.options);
            }
        }
    }

    fn is_live(&mut self, g: &Group, i: usize) -> bool {
        let Some(m) = g.parts[i].module() else { return false };
        if let Some(live) = m.live.get() {
            return *live;
        }
        let live = self.shows_anything(m);
        *m.live.get_or_init(|| live)
    }

    // Whether a function that evaluates the paths it is given gets something that each host has another of.
    fn hands_config_on(&mut self, item: &Item) -> bool {
        let reads = matches!(&item.finder, Finder::Function(f, open) if *open || f.contains("callPackage"));
        reads && {
            let v = self.ev.force(&item.value);
            self.ev.is_of_common(&v)
        }
    }

    // Whether looking into a module shows more than calls of its own functions.
    fn shows_anything(&mut self, m: &SharedModule) -> bool {
        let common = self.ev.common();
        let found = |ev: &Evaluator| (ev.sites.len(), ev.configs.len(), ev.escapes.len());
        let (before, calls) = (found(self.ev), self.ev.calls.len());
        self.ev.sharing.applied = false;
        let waiting = std::mem::take(&mut self.queue);
        let was = std::mem::replace(&mut self.ev.dormant, true);
        self.module(common, &m.config, m.options.clone());
        while let Some(item) = self.queue.pop_front() {
            self.ev.sharing.applied |= self.hands_config_on(&item);
            self.visit(item);
        }
        self.ev.dormant = was;
        self.queue = waiting;
        self.ev.sharing.applied
            || before != found(self.ev)
            || self.ev.calls[calls..].iter().any(|c| c.lambda.file != m.file)
    }
}
