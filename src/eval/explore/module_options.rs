//! Options that have modules as values.

use crate::syntax::name::Name;

/// Whether a path of names is one, where `*` is any name.
pub(super) fn is_path(path: &[Name], names: &[&str]) -> bool {
    path.len() == names.len() && path.iter().zip(names).all(|(a, b)| *b == "*" || a.is(b))
}

/// Options whose values are modules: the module engine takes care of them.
pub(super) fn holds_modules(path: &[Name]) -> bool {
    [
        &["home-manager", "users"][..],
        &["home-manager", "config"],
        &["home-manager", "sharedModules"],
        &["containers", "*", "config"],
        &["microvm", "vms", "*", "config"],
        &["specialisation", "*", "configuration"],
        &["virtualisation", "vmVariant"],
        &["virtualisation", "vmVariantWithBootLoader"],
        &["virtualisation", "vmVariantWithDisko"],
    ]
    .iter()
    .any(|p| is_path(path, p))
}

/// The same in a NixOS test.
pub(super) fn holds_nodes(path: &[Name]) -> bool {
    is_path(path, &["nodes", "*"]) || is_path(path, &["containers", "*"]) || is_path(path, &["defaults"])
}
