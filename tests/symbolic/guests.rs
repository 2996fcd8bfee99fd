//! Machines inside a host.

use crate::frameworks::{SITE, files, found};

#[test]
fn virtual_machines_of_microvm_have_modules_of_their_own() {
    let found = found(
        r#"microvm.url = "github:astro/microvm.nix";"#,
        r#"{
      nixosConfigurations.server = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ inputs.microvm.nixosModules.host ./guests.nix ./more.nix ];
      };
    }"#,
        &[
            (
                "guests.nix",
                r#"{ inputs, ... }: {
              microvm.vms.web = { specialArgs = { inherit inputs; }; config = ./web.nix; };
              microvm.vms.arm = { specialArgs = { inherit inputs; }; config = ./arm.nix; pkgs = inputs.nixpkgs.legacyPackages.aarch64-linux; };
              microvm.vms.own = { specialArgs = { inherit inputs; }; config = ./own.nix; pkgs = null; };
              microvm.vms.theirs.flake = inputs.self;
            }"#,
            ),
            ("more.nix", "{ microvm.vms.web.config = { lib, ... }: { imports = [ ./web-more.nix ]; }; }"),
            ("web.nix", SITE),
            ("web-more.nix", "{ }"),
            ("arm.nix", SITE),
            ("own.nix", SITE),
        ],
    );
    let web = found.of_kind("nested microvm.vms.web");
    assert_eq!(files(web), ["more.nix", "web-more.nix", "web.nix"]);
    assert!(web.unknowns.is_empty(), "{web:?}");
    assert_eq!(found.site("web.nix").systems, ["x86_64-linux"]);
    assert_eq!(found.site("arm.nix").systems, ["aarch64-linux"]);
    assert_eq!(found.site("own.nix").systems, ["x86_64-linux"]);
    assert!(!found.configs.iter().any(|c| c.kind.ends_with("theirs")), "{found:?}");
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}
