//! The arguments of an instance, as people spell them.

use std::collections::BTreeSet;

use arbitrary::Result;

use crate::Making;
use crate::modules::{Body, Class, overlay};
use crate::nix::{B, E, P};

impl Making<'_, '_> {
    /// The arguments of an instance in a module.
    pub fn arguments_in(&mut self, body: &mut Body) -> Result<E> {
        let system = match self.u.int_in_range(0..=9)? {
            0 if !body.binds("system") => {
                let pkgs = E::raw("pkgs");
                body.lets.push(match self.u.int_in_range(0..=2)? {
                    0 => B::inherit_from(pkgs, &["system"]),
                    1 => B::eq("system", pkgs.sel("stdenv.hostPlatform.system")),
                    _ => B::inherit_from(pkgs.sel("stdenv.hostPlatform"), &["system"]),
                });
                body.takes.insert("pkgs");
                Some(E::raw("system"))
            }
            1 if body.binds("system") => Some(E::raw("system")),
            _ => None,
        };
        let own = match self.u.int_in_range(0..=11)? {
            0 => Some(B::inherit_from(E::raw("pkgs"), &["config"])),
            1 => Some(B::eq("config", E::raw("pkgs.config"))),
            2 if body.class == Class::Machine => Some(B::inherit_from(E::raw("config.nixpkgs"), &["config"])),
            3 if body.class == Class::Machine => Some(B::eq("config", E::raw("config.nixpkgs.config"))),
            4 => Some(B::eq("config", E::Set(vec![B::eq("allowUnfree", E::raw("pkgs.config.allowUnfree or false"))]))),
            _ => None,
        };
        let Some(config) = own else { return self.arguments(system, &mut body.takes) };
        body.takes.insert(if format!("{config:?}").contains("nixpkgs") { "config" } else { "pkgs" });
        let system = self.system(system, &mut body.takes)?;
        Ok(E::Set(vec![system, config]))
    }

    /// The arguments of an instance; `system` as an expression where no `pkgs` is.
    pub fn arguments(&mut self, system: Option<E>, takes: &mut BTreeSet<&'static str>) -> Result<E> {
        let system = self.system(system, takes)?;
        let mut config = self.config()?;
        let overlays = match self.u.int_in_range(0..=11)? {
            0 => Some(E::List(Vec::new())),
            1 => Some(E::List(vec![overlay("hello", E::raw("prev.git"))])),
            2 => Some(E::List(vec![E::Set(Vec::new()).lambda(P::name("_")).lambda(P::name("_"))])),
            _ => None,
        };
        config.extend(overlays.map(|e| B::eq("overlays", e)));
        if !config.is_empty() && self.one_in(12)? {
            return Ok(E::Set(vec![system]).update(E::Set(config)));
        }
        config.insert(0, system);
        if self.one_in(6)? {
            config.reverse();
        }
        Ok(E::Set(config))
    }

    fn system(&mut self, given: Option<E>, takes: &mut BTreeSet<&'static str>) -> Result<B> {
        Ok(match (given, self.u.int_in_range(0..=12)?) {
            (Some(E::Raw(name)), _) if name == "system" => B::inherit(&["system"]),
            (Some(e), _) => B::eq("system", e),
            (None, 0) if self.one_system => B::eq("system", E::str("x86_64-linux")),
            (None, n) => {
                takes.insert("pkgs");
                match n {
                    1 => B::inherit_from(E::raw("pkgs"), &["system"]),
                    2 => B::eq("system", E::raw("pkgs.system")),
                    3 => B::eq("system", E::raw("pkgs.stdenv.hostPlatform.system")),
                    4 => B::eq("localSystem", E::raw("pkgs.stdenv.hostPlatform.system")),
                    5 => B::eq("localSystem", E::Set(vec![B::inherit_from(E::raw("pkgs"), &["system"])])),
                    6 => B::eq("system", E::str("${pkgs.system}")),
                    7 => B::eq("system", E::raw("pkgs.hostPlatform.system")),
                    8 => B::inherit_from(E::raw("pkgs.stdenv"), &["system"]),
                    9 => B::eq("system", E::raw("pkgs.stdenv.buildPlatform.system")),
                    10 => B::eq("localSystem", E::raw("pkgs.stdenv.hostPlatform")),
                    _ => B::inherit_from(E::raw("pkgs.stdenv.hostPlatform"), &["system"]),
                }
            }
        })
    }

    fn config(&mut self) -> Result<Vec<B>> {
        let unfree = || B::eq("allowUnfree", E::raw("true"));
        let set = |all| vec![B::eq("config", E::Set(all))];
        Ok(match self.u.int_in_range(0..=13)? {
            0..=2 => vec![B::eq("config.allowUnfree", E::raw("true"))],
            3 | 4 => set(vec![unfree()]),
            5 => set(vec![B::eq("allowUnfreePredicate", E::raw("true").lambda(P::name("_")))]),
            6 => set(Vec::new()),
            7 => set(vec![unfree(), B::eq("allowBroken", E::raw("true"))]),
            8 => vec![
                B::eq("config.allowUnfree", E::raw("true")),
                B::eq("config.permittedInsecurePackages", E::List(vec![E::str("openssl-1.1.1w")])),
            ],
            9 => {
                let named = E::raw("builtins.elem").call(vec![E::raw("pkg.pname"), E::List(vec![E::str("vscode")])]);
                vec![B::eq("config.allowUnfreePredicate", named.lambda(P::name("pkg")))]
            }
            _ => Vec::new(),
        })
    }
}
