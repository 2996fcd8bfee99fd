//! Sites, and the source that each one imports.

use crate::world::{Found, load, outputs};

/// A flake whose package is `body`.
fn package(body: &str) -> Found {
    load(&[("flake.nix", &outputs(&format!("{{ packages.x86_64-linux.x = {body}; }}")))])
}

fn source(body: &str) -> Vec<String> {
    package(body).site("flake.nix").sources.clone()
}

#[test]
fn every_form_of_an_input_is_that_input() {
    for form in [
        "import unstable { }",
        "import inputs.unstable { }",
        "import inputs.unstable.outPath { }",
        "import (inputs.unstable) { }",
        "import \"${unstable}\" { }",
        "import \"${unstable}/\" { }",
        "import (unstable + \"/.\") { }",
        "import (unstable + \"/default.nix\") { }",
        "import self.inputs.unstable { }",
        "import inputs.self.inputs.unstable { }",
        "(import unstable) { }",
        "builtins.import unstable { }",
        "let i = import; in i unstable { }",
        "let n = unstable; in import n { }",
        "with inputs; import unstable { }",
        "(let inherit (inputs) unstable; in import unstable) { }",
        "inputs.unstable |> import |> (f: f { })",
        "(x: import x { }) unstable",
        "import (import unstable { }).path { }",
        "import { outPath = unstable; } { }",
        "builtins.head (map (n: import inputs.${n} { }) [ \"unstable\" ])",
    ] {
        assert_eq!(source(form), ["unstable"], "{form}");
    }
}

#[test]
fn channels_and_fetches_are_sources_of_their_own() {
    assert_eq!(source("import <nixpkgs> { }"), ["<nixpkgs>"]);
    assert_eq!(source("import <nixos-unstable> { }"), ["<nixos-unstable>"]);
    let fetch = "import (builtins.fetchTarball \"https://github.com/NixOS/nixpkgs/archive/1.tar.gz\") { }";
    assert!(source(fetch)[0].starts_with("fetch builtins.fetchTarball"));
    let fetch = "import (fetchTarball { url = \"https://github.com/NixOS/nixpkgs/archive/1.tar.gz\"; }) { }";
    assert!(source(fetch)[0].starts_with("fetch "));
    let other = package("import (fetchTarball \"https://example.org/other.tar.gz\") { }");
    assert!(other.sites.is_empty(), "{other:#?}");
}

#[test]
fn both_sides_of_a_condition_make_sites() {
    let found =
        package("if other.flag then import unstable { system = \"a\"; } else import nixpkgs { system = \"b\"; }");
    assert_eq!(found.sites.len(), 2);
    assert_eq!((&found.sites[0].sources[0], &found.sites[1].sources[0]), (&"unstable".into(), &"nixpkgs".into()));
    assert!(found.sites.iter().all(|s| !s.dormant));
    let found = package("if true then import unstable { } else import nixpkgs { }");
    assert_eq!(found.sites[0].evaluations, 1);
    assert_eq!(found.sites[1].evaluations, 0, "{found:#?}");
    let chosen = source("import (if other.flag then unstable else nixpkgs) { }");
    assert_eq!(chosen, ["unstable", "nixpkgs"], "each of them");
}

#[test]
fn what_is_no_instance_is_no_site() {
    assert!(package("import (nixpkgs + \"/lib\")").sites.is_empty());
    assert!(package("unstable.legacyPackages.x86_64-linux.hello").sites.is_empty());
    assert!(package("import other { }").sites.is_empty());
    assert!(package("import \"${nixpkgs}/nixos/lib/eval-config.nix\" { modules = [ ]; }").sites.is_empty());
}

#[test]
fn eval_config_is_a_builder() {
    let found = load(&[
        (
            "flake.nix",
            &outputs(
                "{ nixosConfigurations.a = import \"${nixpkgs}/nixos/lib/eval-config.nix\" {
                  system = \"x86_64-linux\"; modules = [ ./m.nix ]; }; }",
            ),
        ),
        ("m.nix", "{ pkgs, ... }: { x = import pkgs.path { system = \"i686-linux\"; }; }"),
    ]);
    assert_eq!(found.config("nixosConfigurations.a").kind, "nixos");
    assert_eq!(found.site("m.nix").sources, ["nixpkgs"]);
    assert_eq!(found.site("m.nix").systems, ["i686-linux"]);
}

#[test]
fn systems_come_through_flake_utils_and_gen_attrs() {
    let found = load(&[(
        "flake.nix",
        &outputs(
            "flake-utils.lib.eachSystem [ \"x86_64-linux\" \"aarch64-linux\" ] (system:
              { packages.x = (import unstable { inherit system; }).hello; })",
        ),
    )]);
    assert_eq!(found.site("flake.nix").systems, ["aarch64-linux", "x86_64-linux"]);
    let found = load(&[(
        "flake.nix",
        &outputs("flake-utils.lib.eachDefaultSystem (system: { packages.x = import unstable { inherit system; }; })"),
    )]);
    assert_eq!(found.site("flake.nix").evaluations, 4);
    let found = load(&[(
        "flake.nix",
        &outputs(
            "{ formatter = flake-utils.lib.eachDefaultSystemMap (system: (import unstable { inherit system; }).x); }",
        ),
    )]);
    assert_eq!(found.site("flake.nix").systems.len(), 4);
    let found = load(&[(
        "flake.nix",
        &outputs(
            "let each = nixpkgs.lib.genAttrs [ \"x86_64-linux\" \"aarch64-darwin\" ]; in
              { packages = each (system: { x = import unstable { inherit system; }; }); }",
        ),
    )]);
    assert_eq!(found.site("flake.nix").systems, ["aarch64-darwin", "x86_64-linux"]);
}

#[test]
fn a_lock_file_tells_what_an_input_is() {
    let lock = r#"{ "root": "root", "version": 7, "nodes": {
      "root": { "inputs": { "a": "a", "same": ["a", "nixpkgs"], "nixpkgs": "nixpkgs", "home-manager": "a" } },
      "a": { "inputs": { "nixpkgs": "nixpkgs_2" },
        "locked": { "type": "github", "owner": "x", "repo": "y" }, "original": { "type": "github", "owner": "x", "repo": "y" } },
      "nixpkgs": { "locked": { "type": "github", "owner": "NixOS", "repo": "nixpkgs" } },
      "nixpkgs_2": { "locked": { "type": "github", "owner": "NixOS", "repo": "nixpkgs" } } } }"#;
    let flake = |body: &str| {
        format!(
            "{{ inputs.a.url = \"github:x/y\"; inputs.same.follows = \"a/nixpkgs\"; inputs.nixpkgs.url = \"nixpkgs\";
              outputs = {{ self, nixpkgs, a, same, ... }}@inputs: {{ x = {body}; }}; }}"
        )
    };
    let source = |body: &str| {
        let found = load(&[("flake.nix", &flake(body)), ("flake.lock", lock)]);
        found.sites.first().map(|s| s.sources[0].clone())
    };
    assert_eq!(source("import same { }").as_deref(), Some("same"));
    assert_eq!(source("import a.inputs.nixpkgs { }").as_deref(), Some("same"));
    assert_eq!(source("import nixpkgs { }").as_deref(), Some("nixpkgs"));
    assert_eq!(source("import a { }"), None);
}

#[test]
fn inputs_that_are_folders_of_the_repository_are_evaluated() {
    let flake = "{ inputs = { nixpkgs.url = \"nixpkgs\"; sub.url = \"path:./sub\"; files = { url = \"path:./files\"; flake = false; }; };
      outputs = { self, nixpkgs, sub, files, ... }: {
        nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ sub.nixosModules.m \"${files}/f.nix\" ]; };
      }; }";
    let found = load(&[
        ("flake.nix", flake),
        ("sub/flake.nix", "{ outputs = { self, nixpkgs, ... }: { nixosModules.m = ./m.nix; }; }"),
        ("sub/m.nix", "{ }"),
        ("files/f.nix", "{ }"),
    ]);
    let files = &found.config("nixosConfigurations.a").files;
    assert!(files.iter().any(|f| f == "sub/m.nix"), "{found:#?}");
    assert!(files.iter().any(|f| f == "files/f.nix"), "{found:#?}");
}

#[test]
fn code_that_nothing_leads_to_is_dormant() {
    let found = load(&[
        ("flake.nix", &outputs("let unused = import unstable { }; in { }")),
        ("lost.nix", "{ inputs, ... }: import inputs.nixpkgs { }"),
    ]);
    assert_eq!(found.places(), ["flake.nix:10", "lost.nix:1"]);
    assert!(found.sites.iter().all(|s| s.dormant));
    assert!(found.site("lost.nix").sources[0].starts_with("named "), "{found:#?}");
}

#[test]
fn what_functions_of_models_return_is_looked_at() {
    for form in [
        "nixpkgs.lib // { x = import unstable { }; }",
        "nixpkgs.lib.extend (final: prev: { x = import unstable { }; })",
        "nixpkgs.lib.recursiveUpdate { a.b = import unstable { }; } { a.c = 1; }",
        "nixpkgs.lib.mergeAttrsList [ { a = 1; } { b = import unstable { }; } ]",
        "nixpkgs.lib.mapAttrs' (n: v: nixpkgs.lib.nameValuePair \"x${n}\" v) { a = import unstable { }; }",
        "nixpkgs.lib.pipe unstable [ import (f: f { }) ]",
        "nixpkgs.lib.optionalAttrs true { a = import unstable { }; }",
        "nixpkgs.lib.foldl' (a: b: a // b) { } [ { a = import unstable { }; } ]",
        "nixpkgs.lib.mkIf other.x { a = import unstable { }; }",
        "nixpkgs.lib.concatMapAttrs (n: v: { ${n} = import v { }; }) { inherit unstable; }",
        "nixpkgs.lib.fix (final: { a = import unstable { }; b = final.a; })",
        "nixpkgs.lib.makeOverridable (x: { a = import unstable { }; }) { }",
        "nixpkgs.lib.trivial.const (import unstable { }) 1",
        "flake-utils.lib.eachDefaultSystem (s: { x = import unstable { }; })",
        "other.lib.unknown { a = [ (import unstable { }) ]; }",
        "other.lib.unknown (x: import unstable { })",
        "builtins.derivation { a = import unstable { }; }",
        "\"${import unstable { }}/bin\"",
        "builtins.toJSON [ (import unstable { }) ]",
        "{ a.b.c.d.e.f.g.h = { i = [ [ { j = import unstable { }; } ] ]; }; }",
    ] {
        let found = load(&[("flake.nix", &outputs(&format!("{{ lib = {form}; }}")))]);
        let s = found.site("flake.nix");
        assert_eq!((s.sources.as_slice(), s.dormant), (&["unstable".to_owned()][..], false), "{form}: {found:#?}");
        assert_eq!(found.sites.len(), 1, "{form}");
    }
}

#[test]
fn a_site_in_a_failure_stays_visible() {
    let found = package("if builtins.tryEval (throw \"x\").success or false then 1 else import unstable { }");
    assert_eq!(found.sites.len(), 1);
    let found = package("assert false; import unstable { }");
    assert_eq!(found.sites.len(), 1, "as text at least");
}
