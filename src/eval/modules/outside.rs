//! Modules that the repository does not have: of other flakes, or of functions that are not known.

use super::Kind;
use crate::eval::Evaluator;
use crate::eval::value::{ConfigId, Sym, SymPart, Value};

impl Evaluator {
    /// Notes that a module of another flake is among those of a configuration.
    pub(super) fn note_stranger(&mut self, id: ConfigId, v: &Value) {
        self.config_mut(id).strangers |= self.is_stranger(v);
        if !self.is_plain_module(v) {
            self.config_mut(id).externals = true;
            self.keep_name(id, v);
        }
    }

    /// Whether a value is selected from what a function in a file of another flake `made`: `(import nur { … }).modules.x`.
    pub(super) fn is_part_of_another_flake(&mut self, v: &Value, made: &Value) -> bool {
        let Value::Sym(s) = v else { return false };
        let mut at = made.clone();
        while let Value::Sym(s) = &at
            && let Sym::Apply(f, ..) = &**s
            && self.imported(&at).is_none()
        {
            at = f.clone();
        }
        matches!(&**s, Sym::Select(..)) && self.is_file_of_another_flake(&at)
    }

    // Which module of another flake makes outputs.
    fn keep_name(&mut self, id: ConfigId, v: &Value) {
        let (root, _) = Evaluator::selection(v);
        if self.config(id).kind == Kind::FlakeParts && matches!(root, Value::Sym(s) if matches!(&*s, Sym::Input(_))) {
            let name = self.describe(v);
            self.config_mut(id).others.push(name);
        }
    }

    /// What a function that is not known returns, if a value is that, an element of it or below it: whatever the function
    /// was given may be in the module. What a builtin makes of values is that only as a whole: its elements are theirs.
    pub(in crate::eval) fn made_by_a_function(&mut self, v: &Value) -> Option<Value> {
        let mut at = v;
        let mut whole = true;
        while let Value::Sym(s) = at {
            match &**s {
                Sym::Select(base, _) | Sym::Element(base) => (at, whole) = (base, false),
                Sym::Op(..) if !whole => return None,
                Sym::Apply(..) | Sym::Op(..) => return (!self.is_file_of_another_flake(at)).then(|| at.clone()),
                _ => return None,
            }
        }
        None
    }

    /// `import` of a path that starts at another flake, not applied to anything: what is written there.
    fn is_file_of_another_flake(&mut self, v: &Value) -> bool {
        let Some(path) = self.imported(v) else { return false };
        let start = match &path {
            Value::Sym(s) => match &**s {
                Sym::Interp(parts) => match parts.first() {
                    Some(SymPart::Value(v)) => v.clone(),
                    _ => return false,
                },
                _ => path,
            },
            _ => return false,
        };
        let (root, _) = Evaluator::selection(&start);
        matches!(root, Value::Sym(s) if matches!(&*s, Sym::Input(_)))
    }

    // The path, if a value is `import` of one.
    fn imported(&mut self, v: &Value) -> Option<Value> {
        let Value::Sym(s) = v else { return None };
        let Sym::Apply(f, path, _) = &**s else { return None };
        let Value::Sym(f) = f else { return None };
        matches!(&**f, Sym::External(n) if **n == *"import").then(|| self.force(path))
    }

    /// Words for a module that is what some function returns.
    pub(super) fn maker(&mut self, v: &Value) -> String {
        let mut at = v.clone();
        loop {
            let next = match &at {
                Value::Sym(s) => match &**s {
                    Sym::Apply(f, ..) if self.imported(&at).is_none() => f.clone(),
                    Sym::Element(base) => base.clone(),
                    Sym::Select(base, _) if self.made_by_a_function(base).is_some() => base.clone(),
                    _ => break,
                },
                Value::Unknown(u) => return format!("a module that depends on what is not known: {}", u.reason),
                _ => break,
            };
            at = next;
        }
        if self.imported(&at).is_some() {
            return "a module that a function in a file of another flake returns".to_owned();
        }
        match self.describe(&at) {
            name if name.contains(' ') => "a module that is computed from what is not known".to_owned(),
            name => format!("a module that `{name}` returns"),
        }
    }

    /// Whether a value is a module of a flake that may have been written for this one: it may ask for what this one calls
    /// its arguments.
    pub(super) fn is_stranger(&self, v: &Value) -> bool {
        let (root, _) = Evaluator::selection(v);
        !matches!(root, Value::Sym(s) if matches!(&*s, Sym::Input(id) if self.inputs.offers_to_all(*id)))
    }

    /// Whether a value is a module of another flake that asks for no further arguments.
    pub(super) fn is_plain_module(&self, v: &Value) -> bool {
        let (root, _) = Evaluator::selection(v);
        matches!(root, Value::Sym(s) if matches!(&*s, Sym::Input(id)
            if self.inputs.model(*id).is_some_and(|m| m.plain_modules)))
    }
}
