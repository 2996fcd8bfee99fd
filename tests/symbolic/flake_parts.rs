//! flake-parts: its modules, what they define for each other, and the configurations that come of it.

use crate::world::{Found, load};

/// A flake of these flake-parts modules, as text and as files.
fn parts(module: &str, files: &[(&str, &str)]) -> Found {
    with_args("inherit inputs;", module, files)
}

fn with_args(args: &str, module: &str, files: &[(&str, &str)]) -> Found {
    let flake = format!(
        r#"{{
  inputs = {{
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    home-manager.url = "github:nix-community/home-manager";
    flake-parts.url = "github:hercules-ci/flake-parts";
    other.url = "github:someone/something";
  }};
  outputs = inputs@{{ flake-parts, ... }}: flake-parts.lib.mkFlake {{ {args} }} {module};
}}
"#
    );
    let mut all = vec![("flake.nix", flake.as_str())];
    all.extend_from_slice(files);
    load(&all)
}

fn modules(found: &Found, name: &str) -> Vec<String> {
    found.config(name).files.iter().filter(|f| *f != "flake.nix").cloned().collect()
}

/// The site that most of these have: in a module of a configuration.
const SITE: &str = "import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; }";

/// `configurations.nixos.NAME.module`, as dendritic flakes declare it.
const BUILDER: (&str, &str) = (
    "builder.nix",
    r#"{ lib, config, inputs, ... }: {
      options.configurations.nixos = lib.mkOption {
        type = lib.types.lazyAttrsOf (lib.types.submodule {
          options.module = lib.mkOption { type = lib.types.deferredModule; };
          options.tag = lib.mkOption { type = lib.types.str; default = "none"; };
        });
      };
      config.flake.nixosConfigurations = lib.mapAttrs
        (name: { module, tag }: inputs.nixpkgs.lib.nixosSystem { modules = [ module (./tags + "/${tag}.nix") ]; })
        config.configurations.nixos;
    }"#,
);

#[test]
fn outputs_of_several_modules_are_merged() {
    let found = parts(
        r#"{
          systems = [ "x86_64-linux" ];
          imports = [ ./one.nix ./two.nix ];
        }"#,
        &[
            (
                "one.nix",
                r#"{ inputs, ... }: {
                  flake.nixosConfigurations.one = inputs.nixpkgs.lib.nixosSystem {
                    system = "x86_64-linux";
                    modules = [ ./a.nix ];
                  };
                }"#,
            ),
            (
                "two.nix",
                r#"{ self, lib, ... }: {
                  flake = lib.mkMerge [
                    (lib.mkIf false { nixosConfigurations.never = throw "asked for"; })
                    { nixosConfigurations.two = self.nixosConfigurations.one.extendModules { modules = [ ./b.nix ]; }; }
                  ];
                }"#,
            ),
            ("a.nix", "{ }"),
            ("b.nix", "{ }"),
        ],
    );
    assert_eq!(modules(&found, "nixosConfigurations.one"), ["a.nix"]);
    assert_eq!(modules(&found, "nixosConfigurations.two"), ["a.nix", "b.nix"]);
    assert_eq!(found.config("nixosConfigurations.one").system.as_deref(), Some("x86_64-linux"));
    assert!(!found.configs.iter().any(|c| c.name.ends_with("never")));
    assert!(found.escapes.is_empty());
}

#[test]
fn per_system_is_evaluated_for_each_system() {
    let found = parts(
        r#"{
          systems = [ "x86_64-linux" "aarch64-linux" ];
          imports = [ ./shell.nix ];
          perSystem = { system, pkgs, ... }: {
            _module.args.pkgs = import inputs.unstable { inherit system; };
            packages.default = pkgs.hello;
          };
        }"#,
        &[(
            "shell.nix",
            "{ inputs, ... }: { perSystem = { system, self', inputs', ... }: {
              devShells.default = (import inputs.nixpkgs { inherit system; }).mkShell {
                inputsFrom = [ self'.packages.default inputs'.other.packages.x ];
              };
            }; }",
        )],
    );
    for file in ["flake.nix", "shell.nix"] {
        let site = found.site(file);
        assert!(!site.dormant, "{site:?}");
        assert_eq!(site.systems, ["aarch64-linux", "x86_64-linux"]);
        assert!(site.configs.is_empty());
    }
}

#[test]
fn options_that_a_flake_declares_are_read_back() {
    let site = format!("{{ inputs, ... }}: {{ configurations.nixos.a.module = {{ pkgs, ... }}: {{ x = {SITE}; }}; }}");
    let found = parts(
        "{ imports = [ ./builder.nix ./hosts.nix ./more.nix ./site.nix ]; }",
        &[
            BUILDER,
            (
                "hosts.nix",
                r#"{
                  configurations.nixos.a = { tag = "red"; module = ./a.nix; };
                  configurations.nixos.b.module = { imports = [ ./b.nix ]; nixpkgs.hostPlatform = "aarch64-linux"; };
                }"#,
            ),
            ("more.nix", r#"{ configurations.nixos.a.module.nixpkgs.hostPlatform = "x86_64-linux"; }"#),
            ("site.nix", &site),
            ("a.nix", "{ }"),
            ("b.nix", "{ }"),
            ("tags/red.nix", "{ }"),
            ("tags/none.nix", "{ }"),
        ],
    );
    let (a, b) = ("nixosConfigurations.a", "nixosConfigurations.b");
    assert_eq!(modules(&found, a), ["a.nix", "more.nix", "site.nix", "tags/red.nix"]);
    assert_eq!(modules(&found, b), ["b.nix", "hosts.nix", "tags/none.nix"]);
    assert_eq!(found.config(a).system.as_deref(), Some("x86_64-linux"));
    assert_eq!(found.config(b).system.as_deref(), Some("aarch64-linux"));
    let site = found.site("site.nix");
    assert_eq!(site.configs, [a]);
    assert_eq!(site.systems, ["x86_64-linux"]);
    assert_eq!(site.evaluations, 1);
}

#[test]
fn deferred_modules_of_one_name_are_one_module() {
    let site = format!("{{ inputs, ... }}: {{ flake.modules.nixos.base = {{ pkgs, ... }}: {{ x = {SITE}; }}; }}");
    let unused = site.replace("base", "unused");
    let found = parts(
        "{
          imports = [
            inputs.flake-parts.flakeModules.modules ./builder.nix ./one.nix ./two.nix ./unused.nix ./host.nix
          ];
        }",
        &[
            BUILDER,
            ("one.nix", &site),
            ("two.nix", "{ flake.modules.nixos.base.imports = [ ./deep.nix ]; }"),
            ("unused.nix", &unused),
            (
                "host.nix",
                r#"{ config, ... }: {
                  configurations.nixos.a.module = {
                    imports = with config.flake.modules.nixos; [ base ];
                    nixpkgs.hostPlatform = "x86_64-linux";
                  };
                }"#,
            ),
            ("deep.nix", "{ }"),
            ("tags/none.nix", "{ }"),
        ],
    );
    assert_eq!(
        modules(&found, "nixosConfigurations.a"),
        ["deep.nix", "host.nix", "one.nix", "tags/none.nix", "two.nix"]
    );
    assert_eq!(found.site("one.nix").configs, ["nixosConfigurations.a"]);
    // Nobody offers what the flake keeps for its own builders.
    assert!(!found.configs.iter().any(|c| c.kind.starts_with("exported")), "{found:#?}");
    assert_eq!(found.site("unused.nix").evaluations, 0);
}

#[test]
fn modules_in_other_outputs_are_exports() {
    let found = parts(
        "{
          imports = [ inputs.flake-parts.flakeModules.flakeModules ];
          flake.nixosModules.x = ./x.nix;
          flake.homeModules.y = { pkgs, ... }: { };
          flake.flakeModules.z = ./z.nix;
        }",
        &[("x.nix", "{ pkgs, ... }: { }"), ("z.nix", "{ flake.z = 1; }")],
    );
    let exported: Vec<&str> = found.configs.iter().filter_map(|c| c.kind.strip_prefix("exported ")).collect();
    for name in ["nixosModules.x", "homeModules.y", "flakeModules.z"] {
        assert!(exported.contains(&name), "{name} in {exported:?}");
    }
}

#[test]
fn per_system_arguments_reach_what_is_outside_of_it() {
    let found = parts(
        r#"({ withSystem, moduleWithSystem, inputs, ... }: {
          systems = [ "x86_64-linux" ];
          perSystem = { system, ... }: {
            _module.args.stable = import inputs.unstable { inherit system; };
            packages.thing = "thing";
          };
          flake.nixosConfigurations.a = withSystem "x86_64-linux" ({ config, system, stable, ... }:
            inputs.nixpkgs.lib.nixosSystem {
              inherit system;
              specialArgs = { inherit stable; inherit (config.packages) thing; };
              modules = [ ./a.nix (moduleWithSystem ({ config, ... }: { pkgs, ... }: { imports = [ ./b.nix ]; })) ];
            });
        })"#,
        &[
            ("a.nix", "{ thing, ... }: { imports = [ (./. + \"/${thing}.nix\") ]; }"),
            ("thing.nix", "{ }"),
            ("b.nix", "{ }"),
        ],
    );
    let a = found.config("nixosConfigurations.a");
    assert_eq!(a.files.iter().filter(|f| f.starts_with(['a', 'b', 't'])).count(), 3, "{a:?}");
    assert_eq!(a.system.as_deref(), Some("x86_64-linux"));
    assert_eq!(found.site("flake.nix").systems, ["x86_64-linux"]);
}

#[test]
fn special_arguments_feed_imports() {
    let found = with_args(
        r#"inherit inputs; specialArgs = { root = ./parts; };"#,
        "({ root, ... }: { imports = [ (root + /x.nix) ]; })",
        &[
            (
                "parts/x.nix",
                "{ root, inputs, ... }: {
              flake.nixosConfigurations.a = inputs.nixpkgs.lib.nixosSystem { modules = [ (root + /host.nix) ]; };
            }",
            ),
            ("parts/host.nix", "{ }"),
        ],
    );
    assert_eq!(modules(&found, "nixosConfigurations.a"), ["parts/host.nix"]);
}

#[test]
fn priorities_and_defaults_of_options_count() {
    let found = parts(
        r#"({ lib, config, inputs, ... }: {
          options.hosts = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ "never" ]; };
          options.kind = lib.mkOption { type = lib.types.enum [ "a" "b" ]; default = "never"; };
          options.make = lib.mkOption { type = lib.types.functionTo lib.types.raw; };
          options.twice = lib.mkOption { type = lib.types.str; apply = x: x + x; default = "x"; };
          config = lib.mkMerge [
            { hosts = [ "one" ]; kind = lib.mkForce "b"; }
            (lib.mkIf (config.kind == "b") { hosts = [ "two" ]; })
            (lib.mkIf (config.kind == "a") { hosts = [ "never" ]; })
            { kind = "a"; }
            { make = name: inputs.nixpkgs.lib.nixosSystem { modules = [ (./. + "/${name}-${config.twice}.nix") ]; }; }
            { flake.nixosConfigurations = lib.genAttrs config.hosts config.make; }
          ];
        })"#,
        &[("one-xx.nix", "{ }"), ("two-xx.nix", "{ }")],
    );
    assert_eq!(modules(&found, "nixosConfigurations.one"), ["one-xx.nix"]);
    assert_eq!(modules(&found, "nixosConfigurations.two"), ["two-xx.nix"]);
    assert!(!found.configs.iter().any(|c| c.name.contains("never")));
}

#[test]
fn a_partition_makes_the_outputs_that_it_is_asked_for() {
    let found = parts(
        r#"{
          imports = [ inputs.flake-parts.flakeModules.partitions ./common.nix ];
          partitionedAttrs.nixosConfigurations = "hosts";
          partitions.hosts = { extraInputsFlake = ./hosts; module = ./hosts/parts.nix; };
        }"#,
        &[
            ("common.nix", "{ lib, ... }: { options.name = lib.mkOption { default = \"host\"; }; }"),
            (
                "hosts/parts.nix",
                "{ inputs, config, ... }: {
                  flake.nixosConfigurations.a = inputs.nixpkgs.lib.nixosSystem {
                    modules = [ inputs.extra.nixosModules.x (./. + \"/${config.name}.nix\") ];
                  };
                }",
            ),
            ("hosts/host.nix", "{ }"),
        ],
    );
    assert_eq!(modules(&found, "nixosConfigurations.a"), ["hosts/host.nix"]);
    assert!(found.config("nixosConfigurations.a").unknowns.is_empty());
}

#[test]
fn what_modules_of_other_flakes_get_they_may_evaluate() {
    let found = parts(
        "{
          imports = [ inputs.other.flakeModule ];
          theirs.module = ./theirs.nix;
          flake.nixosConfigurations.a = inputs.nixpkgs.lib.nixosSystem { modules = [ ./mine.nix ]; };
        }",
        &[("theirs.nix", "{ pkgs, ... }: { }"), ("mine.nix", "{ }")],
    );
    assert_eq!(found.escapes, ["theirs.nix → the option theirs"]);
    assert_eq!(modules(&found, "nixosConfigurations.a"), ["mine.nix"]);
}

#[test]
fn what_only_modules_of_other_flakes_can_merge_they_may_evaluate() {
    let site = |name: &str| {
        format!(
            "{{ inputs, ... }}: {{ flake.aspects = {{ aspects, ... }}: {{ {name}.nixos = {{ pkgs, ... }}: {{ x = {SITE}; }}; }}; }}"
        )
    };
    let (one, two) = (site("one"), site("two"));
    let found = parts(
        "{ imports = [ inputs.other.flakeModule ./one.nix ./two.nix ]; }",
        &[("one.nix", &one), ("two.nix", &two)],
    );
    assert!(!found.site("one.nix").dormant && !found.site("two.nix").dormant, "{found:#?}");
}

#[test]
fn a_module_that_is_not_there_is_told_of() {
    let found = parts("{ imports = [ ./nowhere.nix ]; flake.x = 1; }", &[]);
    assert!(found.noted("the module nowhere.nix is not there"), "{:?}", found.notes);
}

#[test]
fn outputs_that_ask_for_themselves_end() {
    let found = parts(
        "({ config, self, ... }: { flake.a = config.flake.b; flake.b = self.a; imports = config.flake.a; })",
        &[],
    );
    assert!(found.configs.iter().any(|c| c.kind == "flake-parts"));
}

#[test]
fn files_that_modules_of_others_may_find_leave_a_note() {
    let files: &[(&str, &str)] =
        &[("hosts/a/default.nix", "{ }"), ("hosts/b/default.nix", "{ }"), ("lib.nix", "{ }"), ("users/me.nix", "{ }")];
    let by_itself = "{ imports = [ inputs.other.flakeModule ./users/me.nix ]; }";
    let found = parts(by_itself, files);
    let note = "nothing imports 2 files in hosts, unless one of these does: `inputs.other.flakeModule`";
    assert!(found.noted(note), "{:?}", found.notes);
    assert!(!found.noted("in users"), "{:?}", found.notes);
    let given = parts("{ imports = [ inputs.other.flakeModule ]; finder.path = ./hosts; }", files);
    assert!(given.noted("the folder hosts goes to the option finder: what that makes of 2 files"), "{:?}", given.notes);
    assert!(!given.noted("nothing imports"), "{:?}", given.notes);
}
