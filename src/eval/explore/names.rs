//! Configurations get the names of the outputs that they are.

use super::Explorer;
use crate::eval::value::{ConfigId, Sym, Value};
use crate::syntax::name::literal;

impl Explorer<'_> {
    // `nixosConfigurations.NAME`, also below a system as in `packages.SYSTEM.homeConfigurations.NAME`.
    pub(super) fn name_configurations(&mut self, prefix: &str, v: &Value, depth: u32) {
        let Some(a) = self.ev.as_attrs(v) else { return };
        for (n, t) in a.map.clone() {
            let v = self.ev.force(&t);
            let v = self.ev.concretize(&v);
            let name = format!("{prefix}.{}", attribute(&n.text()));
            if let Some(c) = configuration(&v) {
                let config = self.ev.config_mut(c);
                // A model may have named it with quotes that it needs not have.
                match &config.name {
                    Some(own) if own.replace('"', "") != name.replace('"', "") => config.aliases.push(name),
                    _ => config.name = Some(name),
                }
                continue;
            }
            match &v {
                Value::Attrs(_) if depth < 1 => self.name_configurations(&name, &v, depth + 1),
                _ => {}
            }
        }
        // Its name comes from what is not known.
        for o in &a.open {
            if let Value::Sym(s) = o
                && let Sym::AttrsOf(t) = &**s
            {
                let v = self.ev.force(t);
                let v = self.ev.concretize(&v);
                if let Some(c) = configuration(&v) {
                    self.ev.config_mut(c).name.get_or_insert_with(|| format!("{prefix}.‹any›"));
                }
            }
        }
    }

    // `packages.SYSTEM.nixosConfigurations.NAME`: home-manager's and others' tools look there too.
    pub(super) fn name_below_systems(&mut self, prefix: &str, v: &Value) {
        let Value::Attrs(systems) = v else { return };
        for (system, t) in systems.map.clone() {
            let v = self.ev.force(&t);
            let Some(a) = self.ev.as_attrs(&v) else { continue };
            for (n, t) in a.map.clone() {
                if n.text().ends_with("Configurations") {
                    let v = self.ev.force(&t);
                    self.name_configurations(&format!("{prefix}.{}.{n}", attribute(&system.text())), &v, 0);
                }
            }
        }
    }
}

// What a builder returned, also with more attributes: `nixosSystem { … } // { … }`, or through `makeOverridable`.
fn configuration(v: &Value) -> Option<ConfigId> {
    match v {
        Value::Sym(s) => match &**s {
            Sym::Config(c) => Some(*c),
            _ => None,
        },
        Value::Attrs(a) => a.open.iter().rev().find_map(configuration),
        _ => None,
    }
}

/// An attribute name as it is written in a path.
pub fn attribute(name: &str) -> String {
    let plain = name
        .chars()
        .enumerate()
        .all(|(i, c)| c.is_ascii_alphabetic() || c == '_' || i > 0 && (c.is_ascii_digit() || "-'".contains(c)));
    if plain && !name.is_empty() { name.to_owned() } else { literal(name) }
}
