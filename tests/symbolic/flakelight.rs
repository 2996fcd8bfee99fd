//! Flakes of flakelight: options, and folders that have the names of options.

use crate::frameworks::{SITE, files, found};
use crate::world::{Config, Found};

const INPUTS: &str = r#"
  flakelight.url = "github:nix-community/flakelight";
  flakelight-darwin.url = "github:cmacrae/flakelight-darwin";
  nix-darwin.url = "github:nix-darwin/nix-darwin";"#;

fn of(module: &str, extra: &[(&str, &str)]) -> Found {
    found(INPUTS, &format!("inputs.flakelight ./. {{ inherit inputs; {module} }}"), extra)
}

fn is_whole(c: &Config) {
    assert!(c.unknowns.is_empty(), "{c:?}");
}

#[test]
fn hosts_and_homes_are_those_of_options_and_folders() {
    let found = of(
        r#"
      nixosConfigurations.desk = { inputs, ... }: {
        system = "x86_64-linux";
        specialArgs.more = ./more.nix;
        modules = [ ./desk.nix inputs.self.nixosModules.common ];
      };
      nixDirAliases.homeConfigurations = [ "homes" ];"#,
        &[
            ("desk.nix", "{ more, hostname, inputs', flake, ... }: { imports = [ more ]; }"),
            ("more.nix", SITE),
            ("nix/nixos/lap/default.nix", "{ inputs, ... }: { system = \"aarch64-linux\"; modules = [ ./lap.nix ]; }"),
            ("nix/nixos/lap/lap.nix", SITE),
            ("nix/nixosModules/common.nix", "{ pkgs, ... }: { }"),
            ("nix/homes/ada.nix", "{ system = \"x86_64-linux\"; modules = [ ../../home.nix ]; }"),
            ("home.nix", "{ inputs, ... }: { }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["desk.nix", "more.nix", "nix/nixosModules/common.nix"]);
    is_whole(desk);
    let lap = found.config("nixosConfigurations.lap");
    assert_eq!((files(lap), lap.system.as_deref()), (vec!["nix/nixos/lap/lap.nix"], Some("aarch64-linux")));
    assert_eq!(files(found.config("homeConfigurations.ada")), ["home.nix"]);
    assert_eq!(found.site("more.nix").systems, ["x86_64-linux"]);
    assert!(found.configs.iter().any(|c| c.kind == "exported nixosModules.common"), "{found:?}");
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn overlays_are_for_hosts_and_for_package_sets_of_the_flake() {
    let found = of(
        r#"
      systems = [ "x86_64-linux" "aarch64-linux" ];
      withOverlays = { inputs, ... }: [ (import ./overlay.nix inputs) ];
      packages.tool = { stdenv }: stdenv.mkDerivation { };
      devShell.packages = pkgs: [ pkgs.stable.hello ];
      nixosConfigurations.desk = { system = "x86_64-linux"; modules = [ ./desk.nix ]; };"#,
        &[
            (
                "overlay.nix",
                "inputs: final: prev: { stable = import inputs.unstable { inherit (prev.stdenv.hostPlatform) system; }; }",
            ),
            ("desk.nix", "{ pkgs, ... }: { environment.systemPackages = [ pkgs.stable.hello ]; }"),
        ],
    );
    is_whole(found.config("nixosConfigurations.desk"));
    assert_eq!(found.places(), ["overlay.nix:1"]);
    assert!(!found.site("overlay.nix").dormant);
}

#[test]
fn a_module_adds_hosts_of_nix_darwin() {
    let found = of(
        r#"
      imports = [ inputs.flakelight-darwin.flakelightModules.default ];
      darwinModule = ./shared.nix;"#,
        &[
            (
                "nix/darwin/book/default.nix",
                "{ inputs, ... }: { system = \"aarch64-darwin\"; modules = [ ./book.nix inputs.self.darwinModules.default ]; }",
            ),
            ("nix/darwin/book/book.nix", SITE),
            ("shared.nix", "{ }"),
        ],
    );
    let book = found.config("darwinConfigurations.book");
    assert_eq!(files(book), ["nix/darwin/book/book.nix", "shared.nix"]);
    is_whole(book);
}
