//! Modules of flake-parts that build configurations from folders and options.

use crate::frameworks::{SITE, files, found};
use crate::world::{Config, Found};

fn of_flake_parts(input: &str, module: &str, extra: &[(&str, &str)]) -> Found {
    let inputs = format!(
        r#"flake-parts.url = "github:hercules-ci/flake-parts"; nix-darwin.url = "github:nix-darwin/nix-darwin"; {input}"#
    );
    found(&inputs, &format!("inputs.flake-parts.lib.mkFlake {{ inherit inputs; }} {{ {module} }}"), extra)
}

fn is_whole(c: &Config) {
    assert!(c.unknowns.is_empty(), "{c:?}");
}

#[test]
fn ez_configs_finds_configurations_and_modules_in_folders() {
    let found = of_flake_parts(
        r#"ez-configs.url = "github:ehllie/ez-configs";"#,
        r#"
      imports = [ inputs.ez-configs.flakeModule ];
      systems = [ "x86_64-linux" ];
      ezConfigs = {
        root = ./.;
        globalArgs = { inherit inputs; };
        home.modulesDirectory = ./home;
        nixos.hosts.desk.userHomeModules = [ "ada" ];
        nixos.hosts.bare.importDefault = false;
        home.users.bob.standalone = { enable = true; pkgs = nixpkgs.legacyPackages.x86_64-linux; };
        home.users.eve.nameFunction = host: "eve-${host}";
      };"#,
        &[
            (
                "nixos-configurations/desk/default.nix",
                "{ ezModules, ... }: { imports = [ ezModules.a ]; nixpkgs.hostPlatform = \"x86_64-linux\"; }",
            ),
            ("nixos-configurations/bare.nix", "{ }"),
            ("nixos-configurations/data.json", ""),
            ("darwin-configurations/book.nix", "{ }"),
            ("nixos-modules/default.nix", "{ }"),
            ("nixos-modules/a.nix", SITE),
            ("home/default.nix", "{ inputs, osConfig, ... }: { }"),
            ("home/linux.nix", "{ }"),
            ("home/darwin/default.nix", "{ }"),
            ("home-configurations/ada.nix", "{ }"),
            ("home-configurations/bob/default.nix", "{ }"),
            ("home-configurations/eve.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(
        files(desk),
        ["nixos-configurations/desk/default.nix", "nixos-modules/a.nix", "nixos-modules/default.nix"]
    );
    is_whole(desk);
    assert_eq!(files(found.config("nixosConfigurations.bare")), ["nixos-configurations/bare.nix"]);
    assert_eq!(files(found.config("darwinConfigurations.book")), ["darwin-configurations/book.nix"]);
    let ada = ["home-configurations/ada.nix", "home/default.nix", "home/linux.nix"];
    assert_eq!(files(found.of_kind("user ada")), ada);
    assert_eq!(files(found.config("homeConfigurations.\"ada@desk\"")), ada);
    let on_book = found.config("homeConfigurations.\"ada@book\"");
    assert_eq!(files(on_book), ["home-configurations/ada.nix", "home/darwin/default.nix", "home/default.nix"]);
    is_whole(on_book);
    assert!(files(found.config("homeConfigurations.bob")).contains(&"home-configurations/bob/default.nix"));
    assert_eq!(files(found.config("homeConfigurations.eve-bare"))[0], "home-configurations/eve.nix");
    assert_eq!(found.site("nixos-modules/a.nix").systems, ["x86_64-linux"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn easy_hosts_builds_hosts_of_folders_and_of_options() {
    let found = of_flake_parts(
        r#"easy-hosts.url = "github:tgirlcloud/easy-hosts";"#,
        r#"
      imports = [ inputs.easy-hosts.flakeModule ];
      systems = [ "x86_64-linux" ];
      easy-hosts = {
        autoConstruct = true;
        path = ./hosts;
        additionalClasses.wsl = "nixos";
        shared = { modules = [ ./shared.nix ]; specialArgs.more = ./more.nix; };
        perClass = class: { modules = [ (./. + "/${class}.nix") ]; specialArgs = { inherit class; }; };
        perTag = tag: { modules = [ (./. + "/${tag}.nix") ]; };
        hosts.desk.tags = [ "laptop" ];
      };"#,
        &[
            ("hosts/x86_64-nixos/desk/default.nix", SITE),
            ("hosts/aarch64-darwin/book/default.nix", "{ inputs', ... }: { }"),
            ("hosts/aarch64-wsl/sub/default.nix", "{ more, self, ... }: { imports = [ more ]; }"),
            ("hosts/README.md", ""),
            ("nixos.nix", "{ class, ... }: { }"),
            ("darwin.nix", "{ }"),
            ("wsl.nix", "{ }"),
            ("laptop.nix", "{ }"),
            ("shared.nix", "{ }"),
            ("more.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["hosts/x86_64-nixos/desk/default.nix", "laptop.nix", "nixos.nix", "shared.nix"]);
    is_whole(desk);
    let book = found.config("darwinConfigurations.book");
    assert_eq!((book.kind.as_str(), book.system.as_deref()), ("darwin", Some("aarch64-darwin")));
    assert_eq!(files(book), ["darwin.nix", "hosts/aarch64-darwin/book/default.nix", "shared.nix"]);
    let sub = found.config("nixosConfigurations.sub");
    assert_eq!(files(sub), ["hosts/aarch64-wsl/sub/default.nix", "more.nix", "shared.nix", "wsl.nix"]);
    assert_eq!(sub.system.as_deref(), Some("aarch64-linux"));
    assert_eq!(found.site("hosts/x86_64-nixos/desk/default.nix").systems, ["x86_64-linux"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

#[test]
fn easy_hosts_may_have_one_kind_of_host_or_no_folder() {
    let found = of_flake_parts(
        r#"easy-hosts.url = "github:tgirlcloud/easy-hosts"; old.url = "github:isabelroses/easy-hosts";"#,
        r#"
      imports = [ inputs.old.flakeModules.default ];
      systems = [ "x86_64-linux" ];
      easyHosts = { autoConstruct = true; path = ./machines; onlySystem = "aarch64-linux"; hosts.free.arch = "x86_64"; };"#,
        &[("machines/pi/default.nix", "{ }"), ("systems/free/default.nix", "{ }")],
    );
    let pi = found.config("nixosConfigurations.pi");
    assert_eq!((files(pi), pi.system.as_deref()), (vec!["machines/pi/default.nix"], Some("aarch64-linux")));
    let free = found.config("nixosConfigurations.free");
    assert_eq!((files(free), free.system.as_deref()), (vec!["systems/free/default.nix"], Some("x86_64-linux")));
}
