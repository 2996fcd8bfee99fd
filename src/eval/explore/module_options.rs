//! Options that have modules as values, and options that only copy files.

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

/// Options whose files are copied as they are, and never evaluated.
pub(super) fn copies_files(path: &[Name]) -> bool {
    [
        // nixpkgs `nixos/modules/system/etc/etc.nix`, nix-darwin `modules/system/etc.nix`
        &["environment", "etc", "*", "source"][..],
        // nixpkgs `nixos/modules/system/boot/stage-1.nix`
        &["boot", "initrd", "secrets", "*"],
        // nixpkgs `nixos/modules/installer/cd-dvd/iso-image.nix`
        &["isoImage", "contents", "source"],
        // home-manager `modules/lib/file-type.nix`
        &["home", "file", "*", "source"],
        &["xdg", "configFile", "*", "source"],
        &["xdg", "dataFile", "*", "source"],
        &["xdg", "stateFile", "*", "source"],
        &["xdg", "cacheFile", "*", "source"],
    ]
    .iter()
    .any(|p| is_path(path, p))
}
