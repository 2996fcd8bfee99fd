//! What of a flake is compared, and which of it there is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::nix::quoted;

/// Outputs that are configurations, and what is built from one: a path below its name.
///
/// Sources: the NixOS manual ("Building a NixOS configuration"), the home-manager manual ("Flakes"), nix-darwin's
/// README, nix-on-droid's README, system-manager's README.
pub const CONFIGURATIONS: &[(&str, &[&str])] = &[
    ("nixosConfigurations", &["config", "system", "build", "toplevel"]),
    ("homeConfigurations", &["activationPackage"]),
    ("darwinConfigurations", &["system"]),
    ("nixOnDroidConfigurations", &["activationPackage"]),
    ("systemConfigs", &[]),
];

/// Outputs by system, and what is compared of each (the Nix manual, "nix flake check").
pub const OUTPUTS: &[(&str, Option<&str>)] =
    &[("packages", Some("drvPath")), ("devShells", Some("drvPath")), ("checks", Some("drvPath")), ("apps", None)];

/// One thing that both sides may have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// `nixosConfigurations`, or `packages.x86_64-linux`.
    pub kind: String,
    pub name: String,
    /// The attribute path of what Nix prints: a derivation's path, or a program's.
    pub installable: String,
}

impl Target {
    /// `nixosConfigurations.desk`
    pub fn label(&self) -> String {
        format!("{}.{}", self.kind, self.name)
    }
}

/// A Nix function from a flake to its names, for some outputs: `{ nixosConfigurations = [ … ]; packages.SYSTEM = [ … ]; }`
pub fn names_of(kinds: &[&str]) -> String {
    let one = |kind: &&str| match OUTPUTS.iter().any(|(k, _)| k == kind) {
        true => format!("{kind} = builtins.mapAttrs (_: builtins.attrNames) (f.{kind} or {{ }});"),
        false => format!("{kind} = builtins.attrNames (f.{kind} or {{ }});"),
    };
    format!("f: {{ {} }}", kinds.iter().map(one).collect::<Vec<_>>().join(" "))
}

/// The kinds to compare.
pub fn kinds(outputs: bool) -> Vec<&'static str> {
    let configurations = CONFIGURATIONS.iter().map(|(k, _)| *k);
    let outputs = OUTPUTS.iter().map(|(k, _)| *k).filter(|_| outputs);
    configurations.chain(outputs).collect()
}

/// What [`names_of`] answered, as targets.
pub fn targets(names: &Value) -> BTreeSet<Target> {
    let mut out = BTreeSet::new();
    let words = |v: &Value| -> Vec<String> {
        v.as_array().into_iter().flatten().filter_map(|n| n.as_str().map(str::to_owned)).collect()
    };
    for (kind, found) in names.as_object().into_iter().flatten() {
        if let Some((_, path)) = CONFIGURATIONS.iter().find(|(k, _)| k == kind) {
            for name in words(found) {
                let below = path.iter().chain(&["drvPath"]).map(|w| format!(".{w}")).collect::<String>();
                let installable = format!("{kind}.{}{below}", quoted(&name));
                out.insert(Target { kind: kind.clone(), name, installable });
            }
        } else if let Some((_, what)) = OUTPUTS.iter().find(|(k, _)| k == kind) {
            for (system, found) in found.as_object().into_iter().flatten() {
                for name in words(found) {
                    let what = what.unwrap_or("program");
                    let installable = format!("{kind}.{}.{}.{what}", quoted(system), quoted(&name));
                    out.insert(Target { kind: format!("{kind}.{system}"), name, installable });
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_attribute_paths() {
        let names = serde_json::json!({
            "nixosConfigurations": ["a.b"], "homeConfigurations": ["me@desk"], "apps": { "x86_64-linux": ["run"] }
        });
        let found: Vec<String> = targets(&names).into_iter().map(|t| t.installable).collect();
        assert_eq!(
            found,
            [
                "apps.\"x86_64-linux\".\"run\".program",
                "homeConfigurations.\"me@desk\".activationPackage.drvPath",
                "nixosConfigurations.\"a.b\".config.system.build.toplevel.drvPath",
            ]
        );
    }
}
