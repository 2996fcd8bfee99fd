//! Hosts of clan: options, the inventory, its folders and its services.

use crate::frameworks::{SITE, files, found};
use crate::world::{Config, Found};

const CLAN: &str = r#"clan-core.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";"#;
const PARTS: &str =
    r#"flake-parts.url = "github:hercules-ci/flake-parts"; nix-darwin.url = "github:nix-darwin/nix-darwin";"#;

fn of_function(args: &str, outputs: &str, extra: &[(&str, &str)]) -> Found {
    let body = format!(
        "let clan = inputs.clan-core.lib.clan {{ inherit self; {args} }}; in {{ inherit (clan.config) nixosConfigurations {outputs}; clan = clan.config; }}"
    );
    found(CLAN, &body, extra)
}

fn of_flake_parts(module: &str, extra: &[(&str, &str)]) -> Found {
    let module = format!(
        "inputs.flake-parts.lib.mkFlake {{ inherit inputs; }} {{ imports = [ inputs.clan-core.flakeModules.default ]; systems = []; {module} }}"
    );
    found(&format!("{CLAN} {PARTS}"), &module, extra)
}

fn is_whole(c: &Config) {
    assert!(c.unknowns.is_empty(), "{c:?}");
}

#[test]
fn machines_are_those_of_options_the_inventory_and_folders() {
    let found = of_function(
        r#"
      specialArgs = { inherit inputs; };
      machines.desk = { imports = [ ./desk.nix ]; nixpkgs.hostPlatform = "x86_64-linux"; };
      inventory.machines.lap = { };"#,
        "clanInternals",
        &[
            ("desk.nix", SITE),
            ("inventory.json", r#"{ "machines": { "listed": { "installedAt": 1 } } }"#),
            ("machines/README.md", ""),
            ("machines/desk/hardware-configuration.nix", "{ }"),
            ("machines/lap/configuration.nix", "{ clan-core, inputs, self, ... }: { }"),
            ("machines/lap/disko.nix", "{ }"),
            ("machines/lap/other.nix", "{ }"),
            ("machines/found/configuration.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["desk.nix", "machines/desk/hardware-configuration.nix"]);
    is_whole(desk);
    let lap = found.config("nixosConfigurations.lap");
    assert_eq!(files(lap), ["machines/lap/configuration.nix", "machines/lap/disko.nix"]);
    assert_eq!(files(found.config("nixosConfigurations.found")), ["machines/found/configuration.nix"]);
    assert!(files(found.config("nixosConfigurations.listed")).is_empty());
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn its_command_evaluates_machines_on_every_system() {
    let found = of_function(
        r#"
      specialArgs = { inherit inputs; };
      machines.desk = { imports = [ ./desk.nix ]; nixpkgs.hostPlatform = "x86_64-linux"; };"#,
        "clanInternals",
        &[("desk.nix", SITE)],
    );
    let mut systems = found.site("desk.nix").systems.clone();
    systems.sort();
    assert_eq!(systems, ["aarch64-darwin", "aarch64-linux", "riscv64-linux", "x86_64-darwin", "x86_64-linux"]);
}

#[test]
fn the_module_of_flake_parts_makes_outputs() {
    let found = of_flake_parts(
        r#"
      clan = {
        specialArgs = { inherit inputs; };
        pkgsForSystem = system: nixpkgs.legacyPackages.${system};
        machines.book.imports = [ ./book.nix ];
        inventory.machines.book.machineClass = "darwin";
      };
      flake.clan = { lib, self, ... }: {
        directory = ./clan;
        machines.desk = lib.mkMerge [ ./desk.nix { nixpkgs.hostPlatform = "x86_64-linux"; } ];
      };
      flake.nixosConfigurations.more = self.clan.nixosConfigurations.desk.extendModules {
        modules = [ ./more.nix ];
        specialArgs.extra = ./extra.nix;
      };"#,
        &[
            ("book.nix", "{ inputs, ... }: { }"),
            ("desk.nix", SITE),
            ("more.nix", "{ extra, inputs, ... }: { imports = [ extra ]; }"),
            ("extra.nix", "{ }"),
            ("clan/machines/desk/configuration.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["clan/machines/desk/configuration.nix", "desk.nix"]);
    is_whole(desk);
    let book = found.config("darwinConfigurations.book");
    assert_eq!((book.kind.as_str(), files(book)), ("darwin", vec!["book.nix"]));
    let more = found.config("nixosConfigurations.more");
    assert_eq!(files(more), ["clan/machines/desk/configuration.nix", "desk.nix", "extra.nix", "more.nix"]);
    is_whole(more);
    // `nixosModules.clan-machine-desk` is an output.
    assert_eq!(files(found.of_kind("exported nixosModules.clan-machine-desk")), files(desk));
}

#[test]
fn services_give_modules_to_the_machines_that_have_their_roles() {
    let found = of_function(
        r#"
      specialArgs = { inherit inputs; };
      modules.own = ./service.nix;
      inventory = {
        machines.a.tags = [ "web" ];
        machines.b = { };
        instances.one = {
          module = { name = "own"; input = "self"; };
          roles.server = { tags = [ "web" ]; settings.path = ./a.nix; extraModules = [ ./extra.nix "by-name.nix" "${self}/whole" ]; };
          roles.client = { machines.b = { }; settings.path = ./b.nix; };
        };
        instances.sshd.roles.server = { tags.all = { }; settings.keys = [ ]; extraModules = [ ./all.nix ]; };
        instances.theirs = { module.input = "clan-core"; roles.default.machines.b.settings.keys = [ ]; };
      };"#,
        "",
        &[
            (
                "service.nix",
                r#"{ lib, ... }: {
              _class = "clan.service";
              manifest.name = "own";
              roles.server = {
                interface = { lib, ... }: { options.path = lib.mkOption { type = lib.types.path; }; };
                perInstance = { settings, instanceName, machine, ... }: {
                  nixosModule = { imports = [ settings.path (./. + "/${instanceName}-${machine.name}.nix") ]; };
                  darwinModule = ./mac.nix;
                };
              };
              roles.client.interface.options.path = lib.mkOption { };
              roles.client.perInstance = { settings, ... }: { nixosModule.imports = [ settings.path ]; };
              perMachine = { instances, machine, ... }: { nixosModule = ./machine.nix; };
            }"#,
            ),
            ("a.nix", "{ }"),
            ("b.nix", "{ }"),
            ("one-a.nix", SITE),
            ("mac.nix", "{ }"),
            ("machine.nix", "{ }"),
            ("extra.nix", "{ }"),
            ("by-name.nix", "{ }"),
            ("whole/default.nix", "{ }"),
            ("all.nix", "{ }"),
        ],
    );
    let a = found.config("nixosConfigurations.a");
    let parts = [
        "a.nix",
        "all.nix",
        "by-name.nix",
        "extra.nix",
        "machine.nix",
        "one-a.nix",
        "service.nix",
        "whole/default.nix",
    ];
    assert_eq!(files(a), parts);
    is_whole(a);
    let b = found.config("nixosConfigurations.b");
    assert_eq!(files(b), ["all.nix", "b.nix", "machine.nix", "service.nix"]);
}
