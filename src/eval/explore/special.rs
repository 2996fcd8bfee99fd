//! Who calls functions among the special arguments of a configuration: its modules, which are evaluated with them.

use super::{Explorer, Finder, Item, is_path};
use crate::eval::modules::Kind;
use crate::eval::value::{ConfigId, Thunk, Value};
use crate::syntax::name::Name;

/// Who gets what modules get besides.
pub(super) const SPECIAL_ARGS: &str = "a builder's special arguments";

/// Arguments that modules of other flakes ask for, since the module system or every builder passes them, or by custom.
const COMMON_NAMES: &[&str] = &["config", "inputs", "lib", "modulesPath", "options", "pkgs", "self", "utils"];

impl Explorer<'_> {
    // Last of all, since what something unknown gets too it may call: special arguments that some module calls are
    // called by now.
    pub(super) fn special_arguments(&mut self) {
        while !self.special.is_empty() {
            let mut found = std::mem::take(&mut self.special);
            found.sort_by_key(|(id, defined)| self.knows_who_calls(*id, defined.is_some()));
            for (id, defined) in found {
                let by_module = defined.is_some();
                let arguments = defined.unwrap_or_else(|| self.ev.special_args(id));
                self.arguments(id, arguments, by_module);
            }
            self.drain();
        }
    }

    // Those that may be called by what is not known are looked at now, the others later.
    pub(super) fn special_arguments_of(&mut self, id: ConfigId) {
        let known = self.knows_who_calls(id, false);
        if known && !self.ev.dormant {
            return self.special.push((id, None));
        }
        let special = self.ev.special_args(id);
        let finder = if known { Finder::Nobody } else { Finder::Function(SPECIAL_ARGS.into(), false) };
        self.push(Thunk::done(special), &finder, 0);
    }

    fn arguments(&mut self, id: ConfigId, arguments: Value, by_module: bool) {
        let unknown = if by_module { Finder::Option(id) } else { Finder::Function(SPECIAL_ARGS.into(), false) };
        let Value::Attrs(a) = &arguments else { return self.look_at(vec![Thunk::done(arguments)], &unknown) };
        let known = self.knows_who_calls(id, by_module);
        let others = self.ev.config(id).externals;
        let theirs = |n: &Name| !known || others && COMMON_NAMES.iter().any(|c| n.is(c));
        // Not the set itself, which was seen where a module defines it.
        let (common, own): (Vec<_>, Vec<_>) = a.map.iter().partition(|(n, _)| theirs(n));
        let open = a.open.iter().map(|o| Thunk::done(o.clone()));
        let common: Vec<Thunk> = common.into_iter().map(|(_, t)| t.clone()).chain(open).collect();
        let own: Vec<Thunk> = own.into_iter().map(|(_, t)| t.clone()).collect();
        self.look_at(common, &unknown);
        self.look_at(own, &Finder::Nobody);
    }

    // Whether a value is arguments that a module passes to others, for which it is looked at later.
    pub(super) fn passes_arguments(&mut self, v: &Value, item: &Item) -> bool {
        let Some((id, path)) = &item.option else { return false };
        let passes = [["_module", "args"], ["home-manager", "extraSpecialArgs"]].iter().any(|p| is_path(path, p));
        if passes && self.ev.dormant {
            let Value::Attrs(a) = v else { return false };
            a.map.values().for_each(|t| self.push(t.clone(), &Finder::Nobody, 0));
        } else if passes {
            self.special.push((*id, Some(v.clone())));
        }
        passes
    }

    fn look_at(&mut self, values: Vec<Thunk>, finder: &Finder) {
        for t in values {
            self.push(t, finder, 0);
        }
        while let Some(item) = self.queue.pop_front() {
            self.visit(item);
        }
    }

    // Modules of flakes that are for everybody know none of the names that a flake gives to its own arguments.
    fn knows_who_calls(&self, id: ConfigId, by_module: bool) -> bool {
        let known = |id: ConfigId| {
            let config = self.ev.config(id);
            !config.unreadable && !config.strangers && config.unknowns.is_empty()
        };
        let mut homes = (0..self.ev.configs.len())
            .map(|i| ConfigId(i as u32))
            .filter(|c| by_module && matches!(self.ev.config(*c).kind, Kind::HomeUser(host, _) if host == id));
        known(id) && homes.all(known)
    }
}
