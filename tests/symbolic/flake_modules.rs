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

#[test]
fn den_builds_hosts_and_homes_of_aspects() {
    let found = of_flake_parts(
        r#"den.url = "github:vic/den";"#,
        "imports = [ inputs.den.flakeModule ./hosts.nix ./aspects.nix ]; systems = [ \"x86_64-linux\" ];",
        &[
            (
                "hosts.nix",
                r#"{ den, lib, ... }: {
              den.hosts.x86_64-linux.desk = { users.ada = { }; users.bob.classes = [ "user" ]; };
              den.hosts.aarch64-darwin.book.users.ada = { };
              den.homes.x86_64-linux.eve = { };
              den.aspects.desk.includes = [ den.aspects.site ];
              den.schema.user.classes = lib.mkDefault [ "homeManager" ];
              den.schema.host = { options.role = lib.mkOption { default = "plain"; }; includes = [ den.aspects.everywhere ]; };
              den.default = { nixos = ./default.nix; includes = [ den.batteries.hostname den.batteries.inputs' ]; };
            }"#,
            ),
            (
                "aspects.nix",
                r#"{ den, inputs, ... }: {
              den.aspects.desk = { nixos = ./desk.nix; includes = [ den.aspects.tools.shell ]; provides.to-users.homeManager = ./to-users.nix; };
              den.aspects.book = { host, ... }: { ${host.class} = ./book.nix; };
              den.aspects.ada = { homeManager = ./ada.nix; nixos = ./ada-os.nix; };
              den.aspects.bob.homeManager = ./bob.nix;
              den.aspects.eve = { homeManager = ./eve.nix; includes = [ ({ host, ... }: { homeManager = ./no.nix; }) ]; };
              den.aspects.everywhere = { os = ./os.nix; includes = [ ({ host, user, ... }: { nixos = ./per-user.nix; }) ]; };
              den.aspects.tools.shell = { lib, ... }: { nixos = { host, inputs', ... }: { imports = [ (./. + "/${host.role}.nix") ]; }; };
              den.aspects.unused.nixos = ./unused.nix;
              den.aspects.site = { includes = [ den.aspects.desk ]; nixos = { pkgs, ... }: {
                environment.systemPackages = [ (import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; }).hello ];
              }; };
            }"#,
            ),
            ("default.nix", "{ }"),
            ("desk.nix", "{ }"),
            ("to-users.nix", "{ }"),
            ("book.nix", "{ }"),
            ("ada.nix", "{ }"),
            ("ada-os.nix", "{ }"),
            ("bob.nix", "{ }"),
            ("eve.nix", "{ }"),
            ("no.nix", "{ }"),
            ("os.nix", "{ }"),
            ("per-user.nix", "{ }"),
            ("plain.nix", "{ }"),
            ("unused.nix", "{ }"),
        ],
    );
    let modules = |c: &Config| {
        let own = |f: &&str| !matches!(*f, "hosts.nix" | "aspects.nix");
        files(c).into_iter().filter(own).map(str::to_owned).collect::<Vec<_>>()
    };
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(desk.system.as_deref(), Some("x86_64-linux"));
    assert_eq!(modules(desk), ["ada-os.nix", "default.nix", "desk.nix", "os.nix", "per-user.nix", "plain.nix"]);
    is_whole(desk);
    let book = found.config("darwinConfigurations.book");
    assert_eq!((modules(book), book.kind.as_str()), (vec!["book.nix".to_owned(), "os.nix".to_owned()], "darwin"));
    let of_desk = |c: &&Config| c.kind == "user ada" && c.system.as_deref() == Some("x86_64-linux");
    let ada = found.configs.iter().find(of_desk).expect("a home on desk");
    assert_eq!(modules(ada), ["ada.nix", "to-users.nix"]);
    assert!(found.configs.iter().all(|c| c.kind != "user bob"));
    assert_eq!(modules(found.config("homeConfigurations.eve")), ["eve.nix"]);
    assert_eq!(found.site("aspects.nix").configs, ["nixosConfigurations.desk"]);
    assert!(found.escapes.is_empty(), "{:?}", found.escapes);
}

// Both of its modules are the same, and what is not known in an aspect may have aspects below it without end.
#[test]
fn den_is_there_once_and_what_is_not_known_is_no_aspect() {
    let steps = |imports: &str, member: &str| {
        let den = format!(
            r#"{{ den, inputs, ... }}: {{
              den.hosts.x86_64-linux.desk.users.ada = {{ }};
              den.schema.user.classes = [ "homeManager" ];
              den.aspects.desk = {{ nixos = {SITE}; {member} }};
            }}"#
        );
        let module = format!("imports = [ {imports} ./den.nix ]; systems = [ \"x86_64-linux\" ];");
        let found = of_flake_parts(r#"den.url = "github:vic/den";"#, &module, &[("den.nix", &den)]);
        is_whole(found.config("nixosConfigurations.desk"));
        assert_eq!(found.site("den.nix").configs, ["nixosConfigurations.desk"]);
        found.steps
    };
    let once = steps("inputs.den.flakeModule", "");
    let twice = steps("inputs.den.flakeModule inputs.den.flakeModules.dendritic", "");
    assert!(twice < once + once / 10, "{twice} steps, and {once} with one of them");
    let unknown = steps("inputs.den.flakeModule", "src.of = inputs.nixpkgs.legacyPackages.x86_64-linux.hello;");
    assert!(unknown < once * 2, "{unknown} steps, and {once} without it");
}

#[test]
fn what_policies_and_other_entities_of_den_make_is_not_known() {
    let found = of_flake_parts(
        r#"den.url = "github:denful/den";"#,
        "imports = [ inputs.den.flakeModule ./den.nix ]; systems = [ \"x86_64-linux\" ];",
        &[
            (
                "den.nix",
                r#"{ den, inputs, ... }: {
              den.hosts.x86_64-linux.desk = { };
              den.hosts.x86_64-linux.bare = { };
              den.hosts.x86_64-linux.guest.intoAttr = [ ];
              den.aspects.desk = { nixos = ./desk.nix; includes = [ den.policies.mine den.policies.more ]; };
              den.aspects.guest.nixos = { pkgs, ... }: {
                environment.systemPackages = [ (import inputs.unstable { inherit (pkgs) system; }).hello ];
              };
              den.policies.mine = { host, ... }: [ (den.lib.policy.include { nixos = ./included.nix; }) ];
              den.policies.more = _: [ (den.lib.policy.resolve.to "cluster" { }) ];
            }"#,
            ),
            ("desk.nix", "{ }"),
            ("included.nix", "{ }"),
        ],
    );
    let desk = found.config("nixosConfigurations.desk");
    assert_eq!(files(desk), ["desk.nix", "included.nix"]);
    assert!(desk.unknowns.iter().any(|u| u.contains("inputs.den")), "{desk:?}");
    is_whole(found.config("nixosConfigurations.bare"));
    let of_guest = found.site("den.nix");
    assert!(!of_guest.dormant && of_guest.configs.is_empty(), "{of_guest:?}");
}
