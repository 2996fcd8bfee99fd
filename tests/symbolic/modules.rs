//! The module graph: builders, `imports`, special arguments, definitions.

use crate::world::{Found, load, outputs};

/// One host, `a`, whose builder gets `args` besides `system`, with further files.
fn host(args: &str, files: &[(&str, &str)]) -> Found {
    let flake = outputs(&format!("{{ nixosConfigurations.a = nixpkgs.lib.nixosSystem {{ {args} }}; }}"));
    let mut all = vec![("flake.nix", flake.as_str())];
    all.extend_from_slice(files);
    load(&all)
}

fn files(found: &Found, name: &str) -> Vec<String> {
    found.config(name).files.iter().filter(|f| *f != "flake.nix").cloned().collect()
}

/// The system of a host with one inline module.
fn system_with(module: &str) -> Option<String> {
    host(&format!("modules = [ ({module}) ];"), &[]).config("nixosConfigurations.a").system.clone()
}

#[test]
fn a_host_has_a_name_a_kind_a_system_and_files() {
    let found = host(
        r#"system = "x86_64-linux"; modules = [ ./a.nix ./b ];"#,
        &[
            ("a.nix", "{ imports = [ ./c.nix ]; }"),
            ("b/default.nix", "{ pkgs, ... }: { }"),
            ("c.nix", "{ lib, ... }: { }"),
            ("not-imported.nix", "{ }"),
        ],
    );
    let a = found.config("nixosConfigurations.a");
    assert_eq!(a.kind, "nixos");
    assert_eq!(a.system.as_deref(), Some("x86_64-linux"));
    assert_eq!(files(&found, "nixosConfigurations.a"), ["a.nix", "b/default.nix", "c.nix"]);
    assert!(a.unknowns.is_empty());
    assert!(found.sites.is_empty());
}

#[test]
fn imports_go_through_lists_conditions_and_folders() {
    let found = host(
        r#"specialArgs = { inherit inputs; desk = true; }; modules = [ ./main.nix ];"#,
        &[
            (
                "main.nix",
                "{ lib, desk, ... }: {
              imports = [ ./one.nix ]
                ++ lib.optional desk ./two.nix
                ++ lib.optionals (!desk) [ ./never.nix ]
                ++ (if desk then [ ./three.nix ] else [ ./never.nix ])
                ++ map (n: ./many + \"/${n}\") (builtins.attrNames (builtins.readDir ./many))
                ++ lib.filter (lib.hasSuffix \".nix\") (lib.filesystem.listFilesRecursive ./tree);
            }",
            ),
            ("one.nix", "{ }"),
            ("two.nix", "{ }"),
            ("three.nix", "{ }"),
            ("never.nix", "{ }"),
            ("many/x.nix", "{ }"),
            ("many/y/default.nix", "{ }"),
            ("tree/deep/z.nix", "{ }"),
        ],
    );
    let expected = ["main.nix", "many/x.nix", "many/y/default.nix", "one.nix", "three.nix", "two.nix"];
    let got = files(&found, "nixosConfigurations.a");
    for f in expected {
        assert!(got.iter().any(|g| g == f), "{f} in {got:?}");
    }
    assert!(!got.iter().any(|g| g == "never.nix"));
}

#[test]
fn both_sides_of_a_condition_that_is_not_known_are_seen() {
    let found = host(
        "modules = [ ./main.nix ];",
        &[
            ("main.nix", "{ inputs, ... }: { imports = if inputs.other.flag then [ ./yes.nix ] else [ ./no.nix ]; }"),
            ("yes.nix", "{ }"),
            ("no.nix", "{ }"),
        ],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["main.nix", "no.nix", "yes.nix"]);
}

#[test]
fn modules_that_import_each_other_end() {
    let found = host(
        "modules = [ ./a.nix ];",
        &[("a.nix", "{ imports = [ ./b.nix ./a.nix ]; }"), ("b.nix", "{ imports = [ ./a.nix ]; }")],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["a.nix", "b.nix"]);
}

#[test]
fn files_that_can_not_be_read_are_told_of() {
    let found = host(
        "modules = [ ./missing.nix ./empty ./broken.nix ./fine.nix ];",
        &[
            ("empty/x.nix", "{ }"),
            ("broken.nix", "{ a = ; "),
            ("fine.nix", "{ x = import ./nowhere.nix; y = import ./empty; }"),
        ],
    );
    let a = found.config("nixosConfigurations.a");
    assert!(a.unknowns.iter().any(|u| u.contains("missing.nix")), "{a:?}");
    assert!(a.unknowns.iter().any(|u| u.contains("empty")), "{a:?}");
    assert!(a.unknowns.iter().any(|u| u.contains("broken.nix does not parse")), "{a:?}");
    assert!(found.noted("broken.nix does not parse"));
    assert!(found.noted("is not there: nowhere.nix"), "{:?}", found.notes);
    assert!(found.noted("has no default.nix: empty"), "{:?}", found.notes);
    assert!(files(&found, "nixosConfigurations.a").contains(&"fine.nix".to_owned()));
}

#[test]
fn a_file_that_is_not_text_is_told_of() {
    let flake = outputs("{ nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./secret.nix ]; }; }");
    let found = crate::world::load_bytes(vec![
        ("flake.nix".to_owned(), flake.into_bytes()),
        ("secret.nix".to_owned(), vec![0xff, 0xfe, 0x00, 0x01]),
    ]);
    assert!(found.noted("secret.nix is not UTF-8"), "{:?}", found.notes);
    assert!(!found.config("nixosConfigurations.a").unknowns.is_empty());
}

#[test]
fn the_platform_is_read_through_properties() {
    let linux = Some("x86_64-linux".to_owned());
    assert_eq!(system_with(r#"{ nixpkgs.hostPlatform = "x86_64-linux"; }"#), linux);
    assert_eq!(system_with(r#"{ nixpkgs.hostPlatform.system = "x86_64-linux"; }"#), linux);
    assert_eq!(system_with(r#"{ lib, ... }: { nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux"; }"#), linux);
    assert_eq!(system_with(r#"{ lib, ... }: { nixpkgs = lib.mkIf true { hostPlatform = "x86_64-linux"; }; }"#), linux);
    assert_eq!(system_with(r#"{ lib, ... }: { nixpkgs.hostPlatform = lib.mkIf false "x86_64-linux"; }"#), None);
    let unknown = r#"{ lib, inputs, ... }: { nixpkgs.hostPlatform = lib.mkIf inputs.other.x "x86_64-linux"; }"#;
    assert_eq!(system_with(unknown), None);
    let merged = r#"{ lib, ... }: lib.mkMerge [ { nixpkgs.hostPlatform = "x86_64-linux"; } { a = 1; } ]"#;
    assert_eq!(system_with(&format!("a: {{ config = ({merged}) a; }}")), linux);
    let forced = r#"{ lib, ... }: { config = lib.mkMerge [
        { nixpkgs.hostPlatform = lib.mkDefault "aarch64-linux"; }
        { nixpkgs.hostPlatform = lib.mkForce "x86_64-linux"; }
        { nixpkgs.hostPlatform = "i686-linux"; } ]; }"#;
    assert_eq!(system_with(forced), linux);
    let conflict = r#"{ lib, ... }: { config = lib.mkMerge [
        { nixpkgs.hostPlatform = "aarch64-linux"; } { nixpkgs.hostPlatform = "x86_64-linux"; } ]; }"#;
    assert_eq!(system_with(conflict), None);
    assert_eq!(system_with(r#"{ lib, ... }: { nixpkgs.hostPlatform = lib.systems.elaborate "x86_64-linux"; }"#), linux);
}

#[test]
fn a_definition_wins_over_the_builders_system() {
    let found = host(r#"system = "x86_64-linux"; modules = [ { nixpkgs.hostPlatform = "aarch64-linux"; } ];"#, &[]);
    assert_eq!(found.config("nixosConfigurations.a").system.as_deref(), Some("aarch64-linux"));
}

#[test]
fn special_arguments_reach_imports_and_sites() {
    let site = "{ inputs, system, ... }: { x = (import inputs.unstable { inherit system; }).hello; }";
    for args in [
        r#"specialArgs = { inherit inputs; system = "x86_64-linux"; };"#,
        r#"specialArgs = { inherit inputs; } // { system = "x86_64-linux"; };"#,
        r#"specialArgs = let f = extra: { inherit inputs; } // extra; in f { system = "x86_64-linux"; };"#,
        r#"specialArgs = inputs // { inherit inputs; system = "x86_64-linux"; };"#,
    ] {
        let found = host(&format!("{args} modules = [ ./m.nix ];"), &[("m.nix", site)]);
        let s = found.site("m.nix");
        assert_eq!(s.sources, ["unstable"], "{args}");
        assert_eq!(s.systems, ["x86_64-linux"], "{args}");
        assert_eq!(s.configs, ["nixosConfigurations.a"], "{args}");
        assert!(!s.dormant);
    }
}

#[test]
fn module_arguments_of_modules_reach_other_modules() {
    let found = host(
        r#"modules = [ { _module.args = { inherit inputs; sys = "x86_64-linux"; }; } ./m.nix ];"#,
        &[("m.nix", "{ inputs, sys, ... }: { x = (import inputs.unstable { system = sys; }).hello; }")],
    );
    let s = found.site("m.nix");
    assert_eq!(s.sources, ["unstable"]);
    assert_eq!(s.systems, ["x86_64-linux"]);
}

#[test]
fn users_of_home_manager_are_configurations() {
    let found = host(
        r#"system = "x86_64-linux"; modules = [
          home-manager.nixosModules.home-manager
          { home-manager.extraSpecialArgs = { inherit inputs; };
            home-manager.sharedModules = [ ./shared.nix ];
            home-manager.users.me = import ./home.nix; home-manager.users.you = { imports = [ ./you.nix ]; }; } ];"#,
        &[
            ("home.nix", "{ inputs, pkgs, ... }: { x = import inputs.unstable { inherit (pkgs) system; }; }"),
            ("you.nix", "{ osConfig, ... }: { }"),
            ("shared.nix", "{ }"),
        ],
    );
    let me = found.of_kind("user me");
    assert_eq!(me.system.as_deref(), Some("x86_64-linux"));
    assert!(me.files.iter().any(|f| f == "home.nix") && me.files.iter().any(|f| f == "shared.nix"), "{me:?}");
    assert!(found.of_kind("user you").files.iter().any(|f| f == "you.nix"));
    assert_eq!(found.site("home.nix").sources, ["unstable"]);
    assert_eq!(found.site("home.nix").systems, ["x86_64-linux"]);
}

#[test]
fn standalone_homes_and_darwin_hosts_are_configurations() {
    let flake = outputs(
        r#"{
          homeConfigurations."me@desk" = home-manager.lib.homeManagerConfiguration {
            pkgs = nixpkgs.legacyPackages.aarch64-linux;
            extraSpecialArgs = { inherit inputs; };
            modules = [ ./home.nix ];
          };
          darwinConfigurations.mac = darwin.lib.darwinSystem { system = "aarch64-darwin"; modules = [ ./mac.nix ]; };
        }"#,
    );
    let found = load(&[("flake.nix", &flake), ("home.nix", "{ }"), ("mac.nix", "{ }")]);
    let home = found.config("homeConfigurations.\"me@desk\"");
    assert_eq!((home.kind.as_str(), home.system.as_deref()), ("home-manager", Some("aarch64-linux")));
    let mac = found.config("darwinConfigurations.mac");
    assert_eq!((mac.kind.as_str(), mac.system.as_deref()), ("darwin", Some("aarch64-darwin")));
    assert!(mac.files.iter().any(|f| f == "mac.nix"));
}

#[test]
fn hosts_are_found_through_helpers() {
    let flake = outputs(
        r#"let
          mkHost = import ./lib/mk-host.nix inputs;
          hosts = builtins.attrNames (nixpkgs.lib.filterAttrs (_: k: k == "directory") (builtins.readDir ./hosts));
        in { nixosConfigurations = nixpkgs.lib.genAttrs hosts mkHost; }"#,
    );
    let found = load(&[
        ("flake.nix", &flake),
        (
            "lib/mk-host.nix",
            "inputs: name: inputs.nixpkgs.lib.nixosSystem { modules = [ (../hosts + \"/${name}\") ]; }",
        ),
        ("hosts/one/default.nix", r#"{ nixpkgs.hostPlatform = "x86_64-linux"; }"#),
        ("hosts/two/default.nix", r#"{ nixpkgs.hostPlatform = "aarch64-linux"; }"#),
        ("hosts/readme.md", ""),
    ]);
    assert_eq!(found.config("nixosConfigurations.one").system.as_deref(), Some("x86_64-linux"));
    assert_eq!(found.config("nixosConfigurations.two").system.as_deref(), Some("aarch64-linux"));
    assert!(files(&found, "nixosConfigurations.two").contains(&"hosts/two/default.nix".to_owned()));
    assert_eq!(found.configs.len(), 2);
}

#[test]
fn self_is_a_fixpoint() {
    let flake = outputs(
        r#"{
          lib.modules = [ ./m.nix ];
          nixosModules.x = ./x.nix;
          nixosConfigurations.a = nixpkgs.lib.nixosSystem {
            system = self.lib.system; modules = self.lib.modules ++ [ self.nixosModules.x (self + "/s.nix") "${self}/t.nix" ];
          };
          nixosConfigurations.b = self.nixosConfigurations.a.extendModules { modules = [ ./b.nix ]; };
          lib.system = "x86_64-linux";
        }"#,
    );
    let found = load(&[
        ("flake.nix", &flake),
        ("m.nix", "{ }"),
        ("x.nix", "{ }"),
        ("s.nix", "{ }"),
        ("t.nix", "{ }"),
        ("b.nix", "{ }"),
    ]);
    assert_eq!(files(&found, "nixosConfigurations.a"), ["m.nix", "s.nix", "t.nix", "x.nix"]);
    assert_eq!(found.config("nixosConfigurations.a").system.as_deref(), Some("x86_64-linux"));
    assert!(files(&found, "nixosConfigurations.b").contains(&"b.nix".to_owned()));
}

#[test]
fn modules_that_an_output_offers_are_exported() {
    let flake = outputs("{ nixosModules.x = ./x.nix; homeModules.y = import ./y.nix; nixosModules.z = { }: { }; }");
    let found = load(&[("flake.nix", &flake), ("x.nix", "{ }"), ("y.nix", "{ ... }: { }")]);
    assert_eq!(found.of_kind("exported nixosModules.x").files, ["x.nix"]);
    assert_eq!(found.of_kind("exported homeModules.y").files, ["y.nix"]);
}

#[test]
fn a_path_that_goes_to_an_unknown_function_escapes() {
    let flake = outputs("{ packages.x = other.lib.mk ./x.nix; devShells.y = nixpkgs.lib.id ./y.nix; }");
    let site = "{ nixpkgs, ... }: import nixpkgs { }";
    let found = load(&[("flake.nix", &flake), ("x.nix", site), ("y.nix", "{ }")]);
    assert_eq!(found.escapes, ["x.nix → inputs.other.lib.mk"]);
    assert!(found.configs.iter().any(|c| c.kind.starts_with("unknown") && c.files == ["x.nix"]), "{found:#?}");
}

#[test]
fn unknown_parts_of_a_list_of_modules_hide_nothing() {
    let found = host(
        "modules = other.modules ++ [ ./a.nix ] ++ map (x: ./b.nix) other.list;",
        &[("a.nix", "{ }"), ("b.nix", "{ }")],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["a.nix", "b.nix"]);
}

#[test]
fn a_host_with_more_attributes_keeps_its_name() {
    let call =
        r#"nixpkgs.lib.makeOverridable nixpkgs.lib.nixosSystem { system = "x86_64-linux"; modules = [ ./a.nix ]; }"#;
    let flake = outputs(&format!("{{ nixosConfigurations.a = {call}; }}"));
    let found = load(&[("flake.nix", flake.as_str()), ("a.nix", "{ }")]);
    assert_eq!(files(&found, "nixosConfigurations.a"), ["a.nix"]);
}

#[test]
fn a_condition_is_decided_however_often_conditions_were_used() {
    let many = (0..300).map(|i| format!("(lib.mkIf config.on {{ o{i} = 1; }})")).collect::<Vec<_>>().join(" ");
    let module = format!("{{ lib, config, ... }}: {{ config = lib.mkMerge [ {many} ]; }}");
    let late = "{ lib, config, ... }: { config = lib.mkIf config.on { home-manager.users.u = ./home.nix; }; }";
    let found = host(
        "modules = [ ./many.nix ./late.nix { on = false; } ];",
        &[("many.nix", module.as_str()), ("late.nix", late), ("home.nix", "{ }")],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["late.nix", "many.nix"]);
    assert!(!found.configs.iter().any(|c| c.kind == "user u"));
}

#[test]
fn an_option_whose_type_makes_a_list_can_be_joined() {
    let found = host(
        "modules = [ ./main.nix { extra = { imports = [ ./c.nix ]; }; } ];",
        &[
            ("main.nix", "{ config, ... }: { home-manager.users.u.imports = [ ./b.nix ] ++ config.extra; }"),
            ("b.nix", "{ }"),
            ("c.nix", "{ }"),
        ],
    );
    let user = found.configs.iter().find(|c| c.kind == "user u").unwrap();
    assert!(["b.nix", "c.nix"].iter().all(|f| user.files.iter().any(|u| u == f)), "{:?}", user.files);
    assert!(user.unknowns.is_empty(), "{:?}", user.unknowns);
}

#[test]
fn what_is_known_of_imports_stays_beside_what_is_not() {
    let found = host(
        "modules = [ ./main.nix ];",
        &[
            ("main.nix", "{ config, ... }: { imports = [ ./one.nix ] ++ config.no.list ++ \"no list\"; }"),
            ("one.nix", "{ }"),
        ],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["main.nix", "one.nix"]);
    let a = found.config("nixosConfigurations.a");
    assert!(a.unknowns.iter().any(|u| u.contains("`++` on something that is not a list")), "{a:?}");
}

#[test]
fn definitions_go_through_options_that_are_aliases() {
    let found = host(
        "modules = [ ./alias.nix ./renamed.nix ./user.nix ];",
        &[
            (
                "alias.nix",
                "{ lib, options, ... }: {
              options.mine.home = lib.mkOption { type = lib.types.attrs; default = { }; };
              config.home-manager.users.ada = lib.mkAliasDefinitions options.mine.home;
            }",
            ),
            (
                "renamed.nix",
                "{ lib, ... }: {
              imports = [ (lib.mkAliasOptionModule [ \"hm\" ] [ \"home-manager\" \"users\" \"bob\" ]) ];
            }",
            ),
            (
                "user.nix",
                "{ lib, ... }: { mine.home.imports = [ ./ada.nix ]; hm = lib.mkIf true { imports = [ ./bob.nix ]; }; }",
            ),
            ("ada.nix", "{ }"),
            ("bob.nix", "{ }"),
        ],
    );
    let of = |user: &str| found.of_kind(&format!("user {user}")).files.clone();
    assert_eq!(of("ada"), ["ada.nix", "user.nix"]);
    assert_eq!(of("bob"), ["bob.nix", "user.nix"]);
}

#[test]
fn a_function_that_is_called_often_does_not_look_at_its_argument_early() {
    // Nix does not ask for the condition of `mkIf` here, which depends on the option that it decides about.
    let module = "{ name, parts }: { config, lib, ... }:
      let enabled = lib.filterAttrs (_: u: u.${name}.enable) config.modules.users; in {
        options.modules.users = lib.mkOption {
          type = lib.types.attrsOf (lib.types.submodule { options.${name}.enable = lib.mkEnableOption name; });
        };
        config = lib.mkIf (enabled != { }) (lib.mkMerge [ {
          home-manager.users = lib.mapAttrs (_: u: lib.mkMerge (lib.mapAttrsToList
            (p: part: lib.mkIf u.${name}.${p}.enable part.home) parts)) enabled;
        } ]);
      }";
    let body = r#"
      let
        make = n: import ./make.nix { name = "m${toString n}"; parts.p = import ./part.nix; };
        host = _: nixpkgs.lib.nixosSystem { modules = map make (nixpkgs.lib.range 1 300) ++ [ ./user.nix ]; };
      in { nixosConfigurations.a = host 1; nixosConfigurations.b = host 2; }"#;
    let found = load(&[
        ("flake.nix", &outputs(body)),
        ("make.nix", module),
        ("part.nix", "{ home = { home.packages = [ ]; }; }"),
        ("user.nix", "{ modules.users.ada.m1.enable = true; modules.users.ada.m200.enable = true; }"),
    ]);
    let homes: Vec<_> = found.configs.iter().filter(|c| c.kind == "user ada").map(|c| &c.files).collect();
    assert_eq!(homes, [&["part.nix"], &["part.nix"]]);
}

#[test]
fn homes_of_users_that_are_not_known_are_taken_apart() {
    let main = "{ lib, config, ... }: {
      home-manager.users = lib.mapAttrs (_: _: lib.mkMerge [ (lib.mkIf true (import ./home.nix)) ]) config.people;
    }";
    let found = host(
        "modules = [ ./main.nix ];",
        &[("main.nix", main), ("home.nix", "{ imports = [ ./part.nix ]; }"), ("part.nix", "{ }")],
    );
    assert_eq!(found.of_kind("user ‹any›").files, ["home.nix", "part.nix"]);
}

#[test]
fn homes_that_are_not_known_leave_an_unknown() {
    let found = host(
        "modules = [ ./main.nix ];",
        &[("main.nix", "{ lib, ... }: { home-manager.users = { ada = { }; } // builtins.fromJSON (lib.trunc 1); }")],
    );
    let a = found.config("nixosConfigurations.a");
    assert!(a.unknowns.iter().any(|u| u.starts_with("home-manager.users may have more")), "{a:?}");
}

#[test]
fn a_configuration_has_all_the_names_of_its_outputs() {
    let body = r#"{
      nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; };
      nixosConfigurations.b = self.nixosConfigurations.a;
      nixosConfigurations.${other.name} = nixpkgs.lib.nixosSystem { modules = [ ./c.nix ]; };
    }"#;
    let found = load(&[("flake.nix", &outputs(body)), ("a.nix", "{ }"), ("c.nix", "{ }")]);
    assert_eq!(found.config("nixosConfigurations.a").aliases, ["nixosConfigurations.b"]);
    assert_eq!(files(&found, "nixosConfigurations.‹any›"), ["c.nix"]);
}

#[test]
fn modules_that_functions_return_say_which() {
    let found = host(
        "specialArgs = { inherit inputs; }; modules = [ ./main.nix ];",
        &[(
            "main.nix",
            r#"{ inputs, mkIt, ... }: { imports = [
              (inputs.other.lib.mk { })
              (import "${inputs.other}/module.nix")
              (import "${inputs.other}/mk.nix" { })
              (mkIt { })
            ]; }"#,
        )],
    );
    let mut unknowns = found.config("nixosConfigurations.a").unknowns.clone();
    unknowns.sort();
    let expected = [
        "a module that `inputs.other.lib.mk` returns",
        "a module that `mkIt` returns",
        "a module that a function in a file of another flake returns",
    ];
    assert_eq!(unknowns, expected);
}

#[test]
fn builders_of_a_tree_that_is_fetched_are_those_of_nixpkgs() {
    let body = r#"
      let
        tree = builtins.fetchTarball { url = "https://github.com/NixOS/nixpkgs/archive/0123.tar.gz"; sha256 = ""; };
        mac = builtins.fetchTarball { url = "https://example.org/mac.tar.gz"; sha256 = ""; };
      in {
        nixosConfigurations.a = import (tree + "/nixos") { system = null; configuration = ./a.nix; };
        darwinConfigurations.b = import (mac + "/eval-config.nix") { modules = [ ./b.nix ]; };
      }"#;
    let found = load(&[("flake.nix", &outputs(body)), ("a.nix", "{ }"), ("b.nix", "{ }")]);
    assert_eq!(files(&found, "nixosConfigurations.a"), ["a.nix"]);
    assert_eq!(found.config("darwinConfigurations.b").kind, "darwin");
    assert_eq!(files(&found, "darwinConfigurations.b"), ["b.nix"]);
}

/// The system that is first in a list, which a host, a module in its `imports` and a second module of the builder define.
fn first_in_a_list(imported: &str, own: &str, second: &str) -> Option<String> {
    let modules = format!(
        "modules = [
          ({{ lib, config, ... }}: {{
            options.l = lib.mkOption {{ type = lib.types.listOf lib.types.str; default = [ ]; }};
            config.nixpkgs.hostPlatform = builtins.head config.l;
          }})
          ({{ lib, ... }}: {{ imports = [ {{ l = {imported}; }} ]; l = {own}; }})
          ({{ lib, ... }}: {{ l = {second}; }})
        ];"
    );
    host(&modules, &[]).config("nixosConfigurations.a").system.clone()
}

#[test]
fn definitions_of_lists_are_in_the_order_of_nixpkgs() {
    let first = |imported, own, second| first_in_a_list(imported, own, second).unwrap_or_default();
    assert_eq!(first(r#"[ "a-linux" ]"#, r#"[ "b-linux" ]"#, r#"[ "c-linux" ]"#), "a-linux");
    assert_eq!(first("[ ]", r#"[ "b-linux" ]"#, r#"[ "c-linux" ]"#), "c-linux");
    assert_eq!(first(r#"[ "a-linux" ]"#, r#"lib.mkBefore [ "b-linux" ]"#, r#"[ "c-linux" ]"#), "b-linux");
    assert_eq!(first(r#"lib.mkAfter [ "a-linux" ]"#, "[ ]", r#"lib.mkOrder 1400 [ "c-linux" ]"#), "c-linux");
}

#[test]
fn a_system_that_modules_define_otherwise_is_not_known() {
    let system = |definition: &str| {
        let args = format!("system = \"x86_64-linux\"; modules = [ ({{ config, lib, ... }}: {{ {definition} }}) ];");
        host(&args, &[]).config("nixosConfigurations.a").system.clone()
    };
    assert_eq!(system("").as_deref(), Some("x86_64-linux"));
    assert_eq!(system("nixpkgs.hostPlatform = lib.mkDefault \"aarch64-linux\";").as_deref(), Some("aarch64-linux"));
    assert_eq!(system("nixpkgs.hostPlatform = inputs.foo.platform;"), None);
    assert_eq!(system("nixpkgs.hostPlatform = lib.mkIf inputs.foo.arm \"aarch64-linux\";"), None);
    assert_eq!(system("nixpkgs.system = lib.mkForce inputs.foo.system;"), None);
}

#[test]
fn one_of_several_modules_is_any_of_them() {
    let found = host(
        "modules = [ { desk = ./desk.nix; server = ./server.nix; }.${inputs.foo.profile} ];",
        &[("desk.nix", "{ }"), ("server.nix", "{ }")],
    );
    assert_eq!(files(&found, "nixosConfigurations.a"), ["desk.nix", "server.nix"]);
}
