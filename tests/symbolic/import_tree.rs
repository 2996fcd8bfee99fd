//! import-tree: which files its trees lead to, as modules of flakes and of configurations.

use crate::world::{Found, load};

/// What most of these have below `modules`: one module that makes a host of modules in `host`, and files to leave out.
const FILES: &[(&str, &str)] = &[
    (
        "modules/host.nix",
        r#"{ inputs, ... }: {
          flake.nixosConfigurations.a = inputs.nixpkgs.lib.nixosSystem { modules = [ (inputs.import-tree ../host) ]; };
        }"#,
    ),
    ("modules/_ignored.nix", "throw \"loaded\""),
    ("modules/_own/helper.nix", "throw \"loaded\""),
    ("modules/notes.md", "no module"),
    ("host/a.nix", "{ imports = [ ./_b.nix ]; }"),
    ("host/_b.nix", "{ }"),
    ("host/_c.nix", "{ }"),
    ("host/deep/down/d.nix", "{ }"),
];

fn flake(modules: &str, files: &[(&str, &str)]) -> Found {
    let flake = format!(
        r#"{{
  inputs = {{
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    other.url = "github:someone/something";
    import-tree.url = "github:vic/import-tree";
  }};
  outputs = inputs@{{ import-tree, nixpkgs, ... }}: let lib = nixpkgs.lib; in
    inputs.flake-parts.lib.mkFlake {{ inherit inputs; }} {modules};
}}
"#
    );
    let mut all = vec![("flake.nix", flake.as_str())];
    all.extend_from_slice(files);
    load(&all)
}

/// The files of the tree `expression` as modules of a host, besides its own.
fn host(expression: &str) -> Vec<String> {
    let modules = format!(
        "{{ flake.nixosConfigurations.a = lib.nixosSystem {{ modules = [ {{ imports = {expression}; }} ]; }}; }}"
    );
    let files = ["a.nix", "_b.nix", "c/mod.nix", "c/plain.nix", "c/_d/e.nix", "notes.md"].map(|f| format!("tree/{f}"));
    let mut all: Vec<(&str, &str)> = files.iter().map(|f| (f.as_str(), "{ }")).collect();
    all.push(("extra/x.nix", "{ }"));
    let found = flake(&modules, &all);
    assert!(found.escapes.is_empty(), "{found:#?}");
    let config = found.config("nixosConfigurations.a");
    assert!(config.unknowns.is_empty(), "{config:#?}");
    let below = |f: &String| f.strip_prefix("tree/").unwrap_or(f).to_owned();
    config.files.iter().filter(|f| *f != "flake.nix").map(below).collect()
}

#[test]
fn trees_are_modules_of_flakes_and_hosts() {
    for modules in [
        "(inputs.import-tree ./modules)",
        "{ imports = [ (import-tree [ ./modules ]) ]; }",
        "(import inputs.import-tree ./modules)",
        "(import-tree.addPath ./modules)",
        "(lib.pipe import-tree [ (i: i.addPath ./modules) (i: i.result) ])",
    ] {
        let found = flake(modules, FILES);
        let files = &found.config("nixosConfigurations.a").files;
        assert_eq!(files[..3], ["host/_b.nix", "host/a.nix", "host/deep/down/d.nix"], "{modules}");
        assert!(found.escapes.is_empty());
        let all = |c: &crate::world::Config| c.files.iter().any(|f| f.contains("ignored") || f.contains("helper"));
        assert!(!found.configs.iter().any(all), "{modules}: {found:#?}");
    }
}

#[test]
fn arguments_are_paths_lists_trees_and_modules() {
    let all = ["a.nix", "c/mod.nix", "c/plain.nix"];
    assert_eq!(host("[ (import-tree ./tree) ]"), all);
    assert_eq!(host("[ (import-tree \"${inputs.self}/tree\") ]"), all);
    assert_eq!(host("[ (import-tree { outPath = ./tree; }) ]"), all);
    assert_eq!(
        host("[ (import-tree [ ./extra [ [ ./tree ] ] ]) ]"),
        ["extra/x.nix", "a.nix", "c/mod.nix", "c/plain.nix"]
    );
    assert_eq!(host("[ (import-tree [ ./tree/a.nix (import-tree.addPath ./extra) ]) ]"), ["extra/x.nix", "a.nix"]);
    assert_eq!(host("[ (import-tree [ { imports = [ ./extra/x.nix ]; } ({ pkgs, ... }: { }) ]) ]"), ["extra/x.nix"]);
    assert_eq!(host("[ (import-tree [ inputs.other \"${inputs.other}/modules\" ./extra ]) ]"), ["extra/x.nix"]);
    assert_eq!(
        host("[ (import-tree.matchNot \"/flake.*\" ./.) ]"),
        ["extra/x.nix", "a.nix", "c/mod.nix", "c/plain.nix"]
    );
    // What a directory is below of does not count.
    assert_eq!(host("[ (import-tree ./tree/c/_d) ]"), ["c/_d/e.nix"]);
}

#[test]
fn filters_choose_among_the_modules() {
    let cases = [
        ("filter (lib.hasInfix \"/c/\")", vec!["c/mod.nix", "c/plain.nix"]),
        ("filterNot (lib.hasInfix \"/c/\")", vec!["a.nix"]),
        ("match \".*/m[a-z]+\\\\.nix\"", vec!["c/mod.nix"]),
        ("match \"/[^/]+\\\\.nix\"", vec!["a.nix"]),
        ("matchNot \".*mod.*\"", vec!["a.nix", "c/plain.nix"]),
        ("initFilter (lib.hasSuffix \"b.nix\")", vec!["_b.nix"]),
        ("initFilter (lib.hasInfix \"/_d/\")", vec!["c/_d/e.nix"]),
    ];
    for (filter, files) in cases {
        assert_eq!(host(&format!("[ (import-tree.{filter} ./tree) ]")), files, "{filter}");
    }
    let both = "((import-tree.filter (lib.hasInfix \"/c/\")).filterNot (lib.hasInfix \"mod\"))";
    assert_eq!(host(&format!("[ ({both} ./tree) ]")), ["c/plain.nix"]);
    assert_eq!(host(&format!("[ ({both}.new ./extra) ]")), ["extra/x.nix"]);
}

#[test]
fn trees_are_read_as_lists() {
    let tree = "(import-tree.withLib lib)";
    assert_eq!(host(&format!("{tree}.leafs ./tree/c")), ["c/mod.nix", "c/plain.nix"]);
    assert_eq!(host(&format!("({tree}.addPath ./tree/c).files")), ["c/mod.nix", "c/plain.nix"]);
    assert_eq!(host(&format!("{tree}.pipeTo lib.tail ./tree/c")), ["c/plain.nix"]);
    assert_eq!(host(&format!("({tree}.map (f: {{ imports = [ f ]; }})).leafs ./tree/c")), ["c/mod.nix", "c/plain.nix"]);
    let twice = "((import-tree.map (f: { inherit f; })).map (x: { imports = [ x.f ]; }))";
    assert_eq!(host(&format!("[ ({twice} ./tree/c) ]")), ["c/mod.nix", "c/plain.nix"]);
}

#[test]
fn a_tree_has_the_methods_that_it_was_given() {
    let tree = "((import-tree.addAPI { only = self: name: (self.extra).filter (lib.hasInfix name); })
                  .addAPI { extra = self: self.addPath ./extra; })";
    assert_eq!(host(&format!("[ ({tree}.only \"x\") ]")), ["extra/x.nix"]);
    assert_eq!(host(&format!("[ ({tree}.only \"/a\" ./tree) ]")), ["a.nix"]);
}

#[test]
fn loaders_that_flakes_write_themselves_lead_to_the_same() {
    let loaders = [
        "lib.filter (f: lib.hasSuffix \".nix\" f && !(lib.hasInfix \"/_\" f)) (map toString (lib.filesystem.listFilesRecursive ./modules))",
        "lib.fileset.toList (lib.fileset.fileFilter (f: f.hasExt \"nix\" && !(lib.hasPrefix \"_\" f.name)) ./modules)",
        "map (n: ./modules + \"/${n}\") (lib.attrNames (lib.filterAttrs (n: t: t == \"regular\" && lib.match \"[^_].*\\\\.nix\" n != null) (builtins.readDir ./modules)))",
        "let scan = dir: lib.concatLists (lib.mapAttrsToList (n: t:
           if lib.hasPrefix \"_\" n then [ ] else if t == \"directory\" then scan (dir + \"/${n}\")
           else lib.optional (lib.hasSuffix \".nix\" n) (dir + \"/${n}\")) (builtins.readDir dir)); in scan ./modules",
    ];
    let files: Vec<(&str, &str)> = FILES.iter().copied().filter(|(f, _)| !f.contains("/_own/")).collect();
    for loader in loaders {
        let found = flake(&format!("{{ imports = {loader}; }}"), &files);
        let files = &found.config("nixosConfigurations.a").files;
        assert_eq!(files[..3], ["host/_b.nix", "host/a.nix", "host/deep/down/d.nix"], "{loader}");
    }
}

#[test]
fn a_site_in_a_tree_is_that_of_the_hosts_that_import_it() {
    let found = flake(
        "(import-tree ./modules)",
        &[
            (
                "modules/host.nix",
                r#"{ inputs, config, lib, ... }: {
                  imports = [ inputs.flake-parts.flakeModules.modules ];
                  flake.nixosConfigurations = lib.genAttrs [ "a" "b" ] (name: inputs.nixpkgs.lib.nixosSystem {
                    modules = [ config.flake.modules.nixos.editors { nixpkgs.hostPlatform = "x86_64-linux"; } ];
                  });
                }"#,
            ),
            (
                "modules/editors.nix",
                r#"{ inputs, ... }: {
                  flake.modules.nixos.editors = { pkgs, ... }: {
                    x = import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; };
                  };
                }"#,
            ),
        ],
    );
    let site = found.site("modules/editors.nix");
    assert_eq!(site.configs, ["nixosConfigurations.a", "nixosConfigurations.b"]);
    assert_eq!(site.systems, ["x86_64-linux"]);
    assert!(found.escapes.is_empty());
}
