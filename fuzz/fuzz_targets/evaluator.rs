//! Any text as the files of a flake: an outcome or an error in time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nixinst_fuzz::properties::{Files, changed};
use nixinst_fuzz::{analyze, folder, on_large_stack, write};

/// Names of the files that an input is cut into, at the bytes `0xff`.
const NAMES: [&str; 5] = ["flake.nix", "a.nix", "modules/b.nix", "lib/default.nix", "flake.lock"];

/// What the first part is put into, unless it is a flake itself.
const AROUND: [&str; 2] = [
    "{ inputs.nixpkgs.url = \"github:NixOS/nixpkgs\"; inputs.u.url = \"github:NixOS/nixpkgs/nixos-unstable\";
  outputs = { self, nixpkgs, ... }@inputs: let lib = nixpkgs.lib; f = import ./a.nix; in {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem { specialArgs = { inherit inputs; };
      modules = [ ./modules/b.nix (import ./lib inputs) ({ pkgs, ... }: ",
    ") ]; }; x = f inputs; }; }",
];

fn files(data: &[u8]) -> Files {
    let parts = data.split(|b| *b == 0xff).map(|p| String::from_utf8_lossy(p).into_owned());
    let mut files: Files = NAMES.iter().map(|n| (*n).to_owned()).zip(parts).collect();
    let first = files.get("flake.nix").cloned().unwrap_or_default();
    if !first.contains("outputs") {
        files.insert("flake.nix".to_owned(), format!("{}{first}{}", AROUND[0], AROUND[1]));
    }
    files
}

fuzz_target!(|data: &[u8]| {
    let files = files(data);
    on_large_stack(move || {
        let dir = folder();
        write(dir.path(), &files);
        let Some(outcome) = analyze(dir.path()) else { return };
        for c in &outcome.changes {
            assert_eq!(files.get(&c.file), Some(&c.before), "{}", c.file);
            nixinst::syntax::edit::reparse_check(&c.before, &c.after).unwrap_or_else(|e| panic!("{}: {e}", c.file));
        }
        if outcome.changes.is_empty() {
            return;
        }
        write(dir.path(), &changed(&files, &outcome.changes));
        assert!(analyze(dir.path()).is_some(), "what was a flake is none");
    });
});
