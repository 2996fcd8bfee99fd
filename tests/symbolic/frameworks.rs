//! Tools and frameworks that evaluate modules of a flake in ways of their own.

use crate::world::{Config, Found, load};

/// A flake with nixpkgs, home-manager and further inputs: `inputs` are lines of `NAME.url = …;`.
pub fn flake(inputs: &str, body: &str) -> String {
    format!(
        r#"{{
  inputs = {{
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    home-manager.url = "github:nix-community/home-manager";
    {inputs}
  }};
  outputs = {{ self, nixpkgs, ... }}@inputs: {body};
}}
"#
    )
}

/// The flake of `inputs` and `body`, with further files.
pub fn found(inputs: &str, body: &str, files: &[(&str, &str)]) -> Found {
    let flake = flake(inputs, body);
    let mut all = vec![("flake.nix", flake.as_str())];
    all.extend_from_slice(files);
    load(&all)
}

/// Files of a configuration's modules, without `flake.nix`.
pub fn files(c: &Config) -> Vec<&str> {
    c.files.iter().map(String::as_str).filter(|f| *f != "flake.nix").collect()
}

/// A module that makes an instance.
pub const SITE: &str = r#"{ pkgs, inputs, ... }: {
  environment.systemPackages = [ (import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; }).hello ];
}"#;

const COLMENA: &str = r#"colmena.url = "github:zhaofengli/colmena";"#;

#[test]
fn nodes_of_the_output_colmena_are_hosts() {
    let found = found(
        "",
        r#"{
      nixosConfigurations.a = nixpkgs.lib.nixosSystem { specialArgs = { inherit inputs; }; modules = [ ./a.nix ]; };
      colmena = {
        meta = {
          nixpkgs = import nixpkgs { system = "x86_64-linux"; };
          nodeNixpkgs.b = import nixpkgs { system = "aarch64-linux"; };
          specialArgs = { inherit inputs; };
          nodeSpecialArgs.b.extra = ./extra.nix;
        };
        defaults = { imports = [ ./common.nix ]; };
        a = { name, nodes, ... }: { deployment.targetHost = name; imports = [ ./a.nix ]; };
        b = { extra, name, ... }: { imports = [ extra (./. + "/${name}.nix") ]; };
      };
    }"#,
        &[("a.nix", SITE), ("b.nix", "{ }"), ("common.nix", "{ }"), ("extra.nix", "{ }")],
    );
    let a = found.config("colmena.a");
    assert_eq!((a.kind.as_str(), a.system.as_deref()), ("nixos", Some("x86_64-linux")));
    assert_eq!(files(a), ["a.nix", "common.nix"]);
    let b = found.config("colmena.b");
    assert_eq!(b.system.as_deref(), Some("aarch64-linux"));
    assert_eq!(files(b), ["b.nix", "common.nix", "extra.nix"]);
    assert_eq!(found.site("a.nix").configs, ["colmena.a", "nixosConfigurations.a"]);
    assert_eq!(found.site("a.nix").systems, ["x86_64-linux"]);
}

#[test]
fn a_hive_is_evaluated_once_for_both_outputs() {
    let found = found(
        COLMENA,
        r#"{
      colmenaHive = inputs.colmena.lib.makeHive self.outputs.colmena;
      colmena = { meta.nixpkgs = import nixpkgs { system = "x86_64-linux"; }; a = ./a.nix; };
    }"#,
        &[("a.nix", "{ nodes, ... }: { }")],
    );
    assert_eq!(found.configs.iter().filter(|c| c.name == "colmena.a").count(), 1);
    assert_eq!(files(found.config("colmena.a")), ["a.nix"]);
}

#[test]
fn a_hive_may_take_the_modules_of_hosts() {
    let found = found(
        COLMENA,
        r#"{
      nixosConfigurations.a = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux"; specialArgs = { inherit inputs; }; modules = [ ./a.nix ];
      };
      colmenaHive = inputs.colmena.lib.makeHive ({
        meta = {
          nixpkgs = import nixpkgs { system = "x86_64-linux"; };
          nodeSpecialArgs = builtins.mapAttrs (_: c: c._module.specialArgs) self.nixosConfigurations;
          nodeNixpkgs = builtins.mapAttrs (_: c: c.pkgs) self.nixosConfigurations;
        };
      } // builtins.mapAttrs (_: c: { imports = c._module.args.modules; }) self.nixosConfigurations);
    }"#,
        &[("a.nix", SITE)],
    );
    let a = found.config("colmena.a");
    assert_eq!(files(a), ["a.nix"]);
    assert!(a.unknowns.is_empty(), "{a:?}");
    assert_eq!(found.site("a.nix").configs, ["colmena.a", "nixosConfigurations.a"]);
    assert_eq!(found.site("a.nix").sources, ["unstable"]);
}

#[test]
fn an_extended_lib_still_builds_hosts() {
    let found = found(
        r#"other.url = "github:someone/something";"#,
        r#"
      let
        lib = nixpkgs.lib.extend (final: prev: { mine.host = modules: final.nixosSystem { inherit modules; }; });
        more = lib.extend (_: _: inputs.home-manager.lib);
        both = nixpkgs.lib // inputs.home-manager.lib;
      in {
        nixosConfigurations.a = lib.mine.host [ ./a.nix ];
        nixosConfigurations.b = more.nixosSystem { modules = [ ./b.nix ]; };
        nixosConfigurations.c = both.nixosSystem { modules = [ ./c.nix ]; };
        homeConfigurations.d = more.homeManagerConfiguration { modules = [ ./d.nix ]; };
        nixosConfigurations.e = inputs.other.inputs.nixpkgs.lib.nixosSystem { modules = [ ./e.nix ]; };
      }"#,
        &[("a.nix", "{ }"), ("b.nix", "{ }"), ("c.nix", "{ }"), ("d.nix", "{ }"), ("e.nix", "{ }")],
    );
    for n in ["a", "b", "c", "e"] {
        assert_eq!(files(found.config(&format!("nixosConfigurations.{n}"))), [format!("{n}.nix")]);
    }
    assert_eq!(files(found.config("homeConfigurations.d")), ["d.nix"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn phones_boards_and_images_are_configurations() {
    let found = found(
        r#"nix-on-droid.url = "github:nix-community/nix-on-droid/release-24.05";
           generators.url = "github:nix-community/nixos-generators";
           nixos-raspberrypi.url = "github:nvmd/nixos-raspberrypi/main";
           system-manager.url = "github:numtide/system-manager";"#,
        r#"{
      nixOnDroidConfigurations.phone = inputs.nix-on-droid.lib.nixOnDroidConfiguration {
        pkgs = import nixpkgs { system = "aarch64-linux"; };
        extraSpecialArgs = { inherit inputs; };
        modules = [ ./phone.nix { home-manager = { config = ./home.nix; extraSpecialArgs = { inherit inputs; }; }; } ];
      };
      packages.x86_64-linux.iso = inputs.generators.nixosGenerate {
        system = "x86_64-linux"; format = "iso"; specialArgs = { inherit inputs; }; modules = [ ./iso.nix ];
      };
      nixosConfigurations.pi = inputs.nixos-raspberrypi.lib.nixosSystem {
        specialArgs = inputs // { inherit inputs; }; modules = [ ./pi.nix ];
      };
      systemConfigs.default = inputs.system-manager.lib.makeSystemConfig {
        specialArgs = { inherit inputs; };
        modules = [ { nixpkgs.hostPlatform = "x86_64-linux"; } ./machine.nix ];
      };
    }"#,
        &[("phone.nix", SITE), ("home.nix", SITE), ("iso.nix", SITE), ("pi.nix", SITE), ("machine.nix", SITE)],
    );
    let phone = found.config("nixOnDroidConfigurations.phone");
    assert_eq!((phone.kind.as_str(), phone.system.as_deref()), ("nix-on-droid", Some("aarch64-linux")));
    assert_eq!(files(found.of_kind("user config")), ["home.nix"]);
    let pi = found.config("nixosConfigurations.pi");
    assert_eq!((pi.kind.as_str(), pi.system.as_deref()), ("nixos", Some("aarch64-linux")));
    let systems = |file: &str| found.site(file).systems.clone();
    assert_eq!(systems("phone.nix"), ["aarch64-linux"]);
    assert_eq!(systems("home.nix"), ["aarch64-linux"]);
    assert_eq!(systems("iso.nix"), ["x86_64-linux"]);
    assert_eq!(systems("pi.nix"), ["aarch64-linux"]);
    assert_eq!(systems("machine.nix"), ["x86_64-linux"]);
    assert_eq!(found.config("systemConfigs.default").kind, "system-manager");
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
    assert!(found.places().iter().all(|p| !found.site(p.split(':').next().unwrap()).dormant));
}

#[test]
fn an_editor_of_nixvim_is_a_configuration() {
    let found = found(
        r#"nixvim.url = "github:nix-community/nixvim";"#,
        r#"{
      packages = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        one = inputs.nixvim.legacyPackages.${system}.makeNixvimWithModule {
          pkgs = import nixpkgs { inherit system; }; module = ./editor.nix; extraSpecialArgs = { inherit inputs; };
        };
        two = inputs.nixvim.legacyPackages.${system}.makeNixvim { imports = [ ./plain.nix ]; };
      });
    }"#,
        &[("editor.nix", SITE), ("plain.nix", "{ pkgs, ... }: { }")],
    );
    let editors: Vec<_> = found.configs.iter().filter(|c| c.kind == "nixvim").collect();
    assert_eq!(editors.len(), 2, "{found:#?}");
    assert_eq!(found.site("editor.nix").systems, ["x86_64-linux"]);
    assert!(editors.iter().any(|c| files(c) == ["plain.nix"]));
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn nodes_of_tests_are_configurations() {
    let found = found(
        "",
        r#"let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      checks.x86_64-linux.a = pkgs.testers.runNixOSTest {
        name = "a";
        node.specialArgs = { inherit inputs; };
        defaults = ./defaults.nix;
        nodes.server = { pkgs, ... }: { imports = [ ./server.nix ]; };
        testScript = "";
      };
      checks.x86_64-linux.b = nixpkgs.lib.nixos.runTest {
        imports = [ ./test.nix ];
        hostPkgs = pkgs;
      };
    }"#,
        &[
            ("server.nix", SITE),
            ("defaults.nix", "{ }"),
            ("test.nix", "{ nodes.client = ./client.nix; }"),
            ("client.nix", "{ }"),
        ],
    );
    assert_eq!(files(found.of_kind("nested nodes.server")), ["defaults.nix", "server.nix"]);
    assert_eq!(files(found.of_kind("nested nodes.client")), ["client.nix"]);
    assert_eq!(found.site("server.nix").systems, ["x86_64-linux"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn haumea_makes_a_set_of_a_folder() {
    let found = found(
        r#"haumea.url = "github:nix-community/haumea/v0.2.2";"#,
        r#"
      let
        data = inputs.haumea.lib.load {
          src = ./hosts;
          inputs = { inherit inputs; mk = modules: nixpkgs.lib.nixosSystem { inherit modules; specialArgs = { inherit inputs; }; }; };
        };
        paths = inputs.haumea.lib.load {
          src = ./modules;
          loader = inputs.haumea.lib.loaders.path;
          transformer = inputs.haumea.lib.transformers.liftDefault;
        };
      in {
        nixosConfigurations = data.linux // {
          all = nixpkgs.lib.nixosSystem { modules = builtins.attrValues (removeAttrs paths [ "more" ]) ++ [ paths.more.b ]; };
        };
      }"#,
        &[
            ("hosts/linux/desk.nix", "{ mk, super, root, ... }: mk [ super.private root.shared.common ]"),
            ("hosts/linux/__private.nix", "{ inputs, ... }: ../../private.nix"),
            ("hosts/_shared/common.nix", "{ }: ../../common.nix"),
            ("private.nix", SITE),
            ("common.nix", "{ }"),
            ("modules/a.nix", "{ }"),
            ("modules/_hidden.nix", "{ }"),
            ("modules/more/b.nix", "{ }"),
        ],
    );
    assert_eq!(files(found.config("nixosConfigurations.desk")), ["common.nix", "private.nix"]);
    assert_eq!(files(found.config("nixosConfigurations.all")), ["modules/a.nix", "modules/more/b.nix"]);
    assert_eq!(found.site("private.nix").configs, ["nixosConfigurations.desk"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
    assert_eq!(found.configs.len(), 2, "{:#?}", found.configs);
}

#[test]
fn modules_get_the_functions_for_files_of_snowfall() {
    let found = found(
        r#"snowfall-lib.url = "github:snowfallorg/lib";"#,
        "inputs.snowfall-lib.mkFlake { inherit inputs; src = ./.; }",
        &[
            (
                "systems/x86_64-linux/desk/default.nix",
                "{ lib, ... }: { imports = lib.snowfall.fs.get-non-default-nix-files ./.; }",
            ),
            ("systems/x86_64-linux/desk/disks.nix", "{ }"),
            ("systems/x86_64-linux/desk/deep/no.nix", "{ }"),
            ("systems/x86_64-linux/desk/notes.txt", "none"),
            (
                "modules/nixos/a/default.nix",
                "{ lib, ... }: { imports = with lib.snowfall.fs; get-non-default-nix-files-recursive ./parts \
                 ++ get-nix-files ./. ++ [ (get-file \"from-root.nix\") ]; }",
            ),
            ("modules/nixos/a/parts/default.nix", "{ }"),
            ("modules/nixos/a/parts/x/y.nix", "{ }"),
            ("from-root.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    let expected = [
        "from-root.nix",
        "modules/nixos/a/default.nix",
        "modules/nixos/a/parts/default.nix",
        "modules/nixos/a/parts/x/y.nix",
        "systems/x86_64-linux/desk/default.nix",
        "systems/x86_64-linux/desk/disks.nix",
    ];
    assert_eq!(files(desk), expected);
    assert!(desk.unknowns.is_empty(), "{desk:?}");
}

#[test]
fn snowfall_finds_hosts_homes_and_modules_in_folders() {
    let found = found(
        r#"snowfall-lib.url = "github:snowfallorg/lib";"#,
        r#"
      let
        lib = inputs.snowfall-lib.mkLib { inherit inputs; src = ./.; snowfall.namespace = "mine"; };
      in lib.mkFlake {
        channels-config.allowUnfree = true;
        systems.modules.nixos = [ ./extra.nix ];
        systems.hosts.desk.specialArgs.more = ./more.nix;
        homes.modules = [ ./shared.nix ];
        outputs-builder = channels: { formatter = channels.nixpkgs.nixfmt; };
      }"#,
        &[
            (
                "systems/x86_64-linux/desk/default.nix",
                "{ lib, more, host, ... }: { imports = [ more ] ++ lib.mine.all; }",
            ),
            ("systems/aarch64-darwin/book/default.nix", "{ namespace, ... }: { }"),
            ("systems/x86_64-install-iso/usb/default.nix", "{ }"),
            ("modules/nixos/a/default.nix", SITE),
            ("modules/nixos/a/b/default.nix", "{ }"),
            ("modules/darwin/c/default.nix", "{ }"),
            ("modules/home/shell/default.nix", "{ }"),
            ("homes/x86_64-linux/ada@desk/default.nix", "{ inputs, ... }: { }"),
            ("homes/x86_64-linux/bob@other/default.nix", "{ }"),
            ("lib/default.nix", "{ lib, ... }: { all = [ ../from-lib.nix ]; }"),
            ("overlays/tools/default.nix", "{ channels, ... }: final: prev: { inherit (channels.unstable) helix; }"),
            (
                "packages/hi/default.nix",
                "{ stdenv, inputs, ... }: (import inputs.unstable { system = \"x86_64-linux\"; }).hi",
            ),
            ("extra.nix", "{ }"),
            ("more.nix", "{ }"),
            ("shared.nix", "{ }"),
            ("from-lib.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!((desk.kind.as_str(), desk.system.as_deref()), ("nixos", Some("x86_64-linux")));
    let expected = [
        "extra.nix",
        "from-lib.nix",
        "modules/nixos/a/b/default.nix",
        "modules/nixos/a/default.nix",
        "more.nix",
        "systems/x86_64-linux/desk/default.nix",
    ];
    assert_eq!(files(desk), expected);
    assert!(desk.unknowns.is_empty(), "{desk:?}");
    assert_eq!(files(found.of_kind("user ada")).len(), 3);
    let book = found.config("darwinConfigurations.book");
    assert_eq!((book.kind.as_str(), book.system.as_deref()), ("darwin", Some("aarch64-darwin")));
    assert_eq!(files(book), ["modules/darwin/c/default.nix", "systems/aarch64-darwin/book/default.nix"]);
    assert_eq!(found.config("install-isoConfigurations.usb").system.as_deref(), Some("x86_64-linux"));
    let ada = found.config("homeConfigurations.\"ada@desk\"");
    assert_eq!((files(ada).len(), ada.system.as_deref()), (3, Some("x86_64-linux")));
    assert_eq!(found.site("modules/nixos/a/default.nix").systems, ["x86_64-linux"]);
    assert!(!found.site("packages/hi/default.nix").dormant);
    assert!(found.configs.iter().any(|c| c.kind.starts_with("exported nixosModules")));
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn flake_utils_plus_builds_hosts_of_channels() {
    let found = found(
        r#"utils.url = "github:gytis-ivaskevicius/flake-utils-plus"; darwin.url = "github:LnL7/nix-darwin";"#,
        r#"inputs.utils.lib.mkFlake {
      inherit self inputs;
      channels.unstable = { };
      channelsConfig.allowUnfree = true;
      hostDefaults = { modules = [ ./common.nix ]; specialArgs = { more = ./more.nix; }; extraArgs.user = "ada"; };
      hosts.desk.modules = [ ./desk.nix ];
      hosts.arm = { system = "aarch64-linux"; channelName = "unstable"; modules = [ ./arm.nix ]; };
      hosts.book = {
        system = "aarch64-darwin"; output = "darwinConfigurations"; builder = inputs.darwin.lib.darwinSystem;
        modules = [ ./book.nix ];
      };
      outputsBuilder = channels: { packages.site = import ./package.nix { inherit (channels.unstable) hello; inherit inputs; }; };
    }"#,
        &[
            ("common.nix", "{ user, more, ... }: { imports = [ more ]; }"),
            ("more.nix", "{ }"),
            ("desk.nix", SITE),
            ("arm.nix", SITE),
            ("book.nix", "{ }"),
            ("package.nix", "{ hello, inputs }: (import inputs.unstable { inherit (hello) system; }).hello"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(
        (files(desk), desk.system.as_deref()),
        (vec!["common.nix", "desk.nix", "more.nix"], Some("x86_64-linux"))
    );
    assert!(desk.unknowns.is_empty(), "{desk:?}");
    assert_eq!(found.config("nixosConfigurations.arm").system.as_deref(), Some("aarch64-linux"));
    let book = found.config("darwinConfigurations.book");
    assert_eq!((book.kind.as_str(), files(book)), ("darwin", vec!["book.nix", "common.nix", "more.nix"]));
    assert_eq!(found.site("arm.nix").systems, ["aarch64-linux"]);
    assert!(!found.site("package.nix").dormant);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn blueprint_finds_hosts_and_homes_in_folders() {
    let found = found(
        r#"blueprint.url = "github:numtide/blueprint"; nix-darwin.url = "github:nix-darwin/nix-darwin";"#,
        r#"inputs.blueprint { inherit inputs; prefix = "nix"; nixpkgs.config.allowUnfree = true; systems = [ "x86_64-linux" ]; }"#,
        &[
            (
                "nix/hosts/desk/configuration.nix",
                "{ flake, hostName, ... }: { imports = [ flake.nixosModules.a ]; nixpkgs.hostPlatform = \"x86_64-linux\"; }",
            ),
            ("nix/hosts/desk/users/ada.nix", "{ }"),
            ("nix/hosts/desk/users/bob/home-configuration.nix", "{ }"),
            ("nix/hosts/book/darwin-configuration.nix", "{ perSystem, ... }: { }"),
            (
                "nix/hosts/own/default.nix",
                "{ inputs, ... }: { class = \"nixos\"; value = inputs.nixpkgs.lib.nixosSystem { modules = [ ./x.nix ]; }; }",
            ),
            ("nix/hosts/own/x.nix", "{ }"),
            ("nix/modules/nixos/a.nix", SITE),
            ("nix/packages/hi.nix", "{ pkgs, inputs, ... }: (import inputs.unstable { inherit (pkgs) system; }).hi"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["nix/hosts/desk/configuration.nix", "nix/modules/nixos/a.nix"]);
    assert_eq!(desk.system.as_deref(), Some("x86_64-linux"));
    assert_eq!(files(found.of_kind("user ada")), ["nix/hosts/desk/users/ada.nix"]);
    assert_eq!(files(found.of_kind("user bob")), ["nix/hosts/desk/users/bob/home-configuration.nix"]);
    assert_eq!(files(found.config("darwinConfigurations.book")), ["nix/hosts/book/darwin-configuration.nix"]);
    assert_eq!(files(found.config("nixosConfigurations.own")), ["nix/hosts/own/x.nix"]);
    assert_eq!(found.site("nix/packages/hi.nix").systems, ["x86_64-linux"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn nixos_unified_finds_configurations_in_folders() {
    let found = found(
        r#"nixos-unified.url = "github:srid/nixos-unified"; flake-parts.url = "github:hercules-ci/flake-parts";
           nix-darwin.url = "github:nix-darwin/nix-darwin";"#,
        "inputs.nixos-unified.lib.mkFlake { inherit inputs; root = ./.; }",
        &[
            (
                "modules/flake/toplevel.nix",
                "{ inputs, ... }: { imports = [ inputs.nixos-unified.flakeModules.default inputs.nixos-unified.flakeModules.autoWire ]; }",
            ),
            (
                "configurations/nixos/desk/default.nix",
                "{ flake, ... }: { imports = [ flake.inputs.self.nixosModules.a ]; nixpkgs.hostPlatform = \"x86_64-linux\"; home-manager.users.ada = ./home.nix; }",
            ),
            ("configurations/nixos/desk/home.nix", "{ flake, ... }: { }"),
            ("configurations/darwin/book.nix", "{ }"),
            ("modules/nixos/a.nix", "{ pkgs, ... }: { }"),
            ("configurations/home/ada.nix", "{ flake, ... }: { }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["configurations/nixos/desk/default.nix", "modules/nixos/a.nix"]);
    assert!(desk.unknowns.is_empty(), "{desk:?}");
    assert_eq!(files(found.of_kind("user ada")), ["configurations/nixos/desk/home.nix"]);
    assert_eq!(files(found.config("darwinConfigurations.book")), ["configurations/darwin/book.nix"]);
    let ada = found.config("legacyPackages.x86_64-linux.homeConfigurations.ada");
    assert_eq!(files(ada), ["configurations/home/ada.nix"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}
