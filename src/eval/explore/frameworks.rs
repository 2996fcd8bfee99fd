//! What evaluations of a framework's modules lead to, besides the outputs that they make.

use super::{Explorer, Finder};
use crate::eval::modules::Entry;
use crate::eval::value::{ConfigId, Sym, Thunk, Value};
use crate::syntax::name::Name;

impl Explorer<'_> {
    // Options of a framework lead to outputs, or nowhere. Its module arguments are made in any case.
    pub(super) fn framework(&mut self, id: ConfigId) {
        let config = self.ev.typed_config(id);
        for m in self
            .ev
            .modules(id)
            .iter()
            .filter_map(Entry::own)
            .map(|(m, _)| m)
            .filter(|m| !matches!(m.config, Value::Attrs(_)))
        {
            self.push(Thunk::done(m.config.clone()), &Finder::Option(id), 0);
        }
        for (at, message) in self.ev.config(id).unknowns.clone() {
            let at = at.map(|l| (l.file, u32::from(self.ev.file(l.file).hir.range(l.expr).start())));
            self.ev.note(at, message);
        }
        self.special_arguments_of(id);
        let args = ["_module", "args"].iter().try_fold(config, |v, n| self.ev.select(&v, Name::new(n)));
        if let Some(Value::Attrs(args)) = args {
            for t in args.map.values() {
                let v = self.ev.force(t);
                if matches!(&v, Value::Sym(s) if matches!(&**s, Sym::Instance(_))) {
                    self.push(t.clone(), &Finder::Option(id), 0);
                }
            }
        }
        while let Some(item) = self.queue.pop_front() {
            self.visit(item);
        }
    }

    // What modules of other flakes get as an option they may evaluate.
    pub(super) fn undeclared(&mut self, id: ConfigId, path: &[Name], value: Thunk) {
        let was = self.ev.dormant;
        self.ev.dormant |= self.ev.config(id).dormant;
        let name = crate::eval::modules::path_text(path);
        self.push(value, &Finder::Function(format!("the option {name}").into(), true), 0);
        while let Some(item) = self.queue.pop_front() {
            self.visit(item);
        }
        self.ev.dormant = was;
    }
}
