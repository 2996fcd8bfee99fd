//! What hosts share changes nothing but the work: with and without it, a flake has the same outcome.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread;

use nixinst::flake;
use nixinst::plan::{self, Options};
use nixinst::workspace::Workspace;

/// The steps and the outcome with all facts, of a flake whose hosts share modules or don't.
fn analyzed(root: &Path, shared: bool, exported: bool) -> (u64, String) {
    let root = root.to_owned();
    let work = move || {
        let workspace = Rc::new(Workspace::open(&root).unwrap());
        let mut ev = if shared { flake::load(workspace) } else { flake::load_apart(workspace) }.unwrap();
        let outcome = plan::decide(&mut ev, &Options { exported, facts: true, ..Options::default() });
        (ev.steps(), format!("{outcome:#?}"))
    };
    thread::Builder::new().stack_size(1 << 30).spawn(work).unwrap().join().unwrap()
}

fn is_the_same(name: &str, root: &Path) -> (u64, u64) {
    let mut steps = (0, 0);
    for exported in [false, true] {
        let ((shared, one), (apart, other)) = (analyzed(root, true, exported), analyzed(root, false, exported));
        if one != other {
            let diff = similar::TextDiff::from_lines(&other, &one);
            panic!("{name} (exported: {exported})\n{}", diff.unified_diff().header("apart", "shared"));
        }
        steps = (shared, apart);
    }
    steps
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap();
    let mut all: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    all.sort();
    all
}

#[test]
fn all_cases_have_the_same_outcome() {
    for rewrite in folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rewrites")) {
        let cases = rewrite.join("cases");
        for case in if cases.is_dir() { folders(&cases) } else { Vec::new() } {
            is_the_same(&case.display().to_string(), &case.join("before"));
        }
    }
}

fn flake(files: &[(&str, String)]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = temp.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    temp
}

/// Pieces of module text, some of which must not be shared, in every order and number that `seed` leads to.
const PIECES: &[&str] = &[
    "{ lib, config, ... }: { options.a.enable = lib.mkEnableOption \"a\"; config = lib.mkIf config.a.enable { b.c = 1; }; }",
    "{ a.enable = true; }",
    "{ config, pkgs, ... }: { environment.systemPackages = if config.a.enable then [ pkgs.x ] else [ pkgs.y ]; }",
    "{ inputs, pkgs, ... }: { environment.systemPackages = [ (import inputs.unstable { inherit (pkgs) system; }).x ]; }",
    "{ inputs, pkgs, config, ... }: { x = import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; \
       config.allowUnfree = config.a.enable; }; }",
    "{ hostname, ... }: { networking.hostName = hostname; }",
    "{ hostname, lib, ... }: { imports = lib.optional (hostname == \"h1\") ./unstable.nix; }",
    "{ imports = [ ./p1.nix ./unstable.nix ]; }",
    "{ imports = [ ./p0.nix ./p1.nix ./p2.nix ./p3.nix ./missing.nix ]; a.x = 1; }",
    "{ inputs, ... }: { imports = [ inputs.home-manager.nixosModules.home-manager ]; \
       home-manager.users.u = { imports = [ ./home.nix ]; }; home-manager.extraSpecialArgs = { inherit inputs; }; }",
    "{ self, ... }: { x = self.lib.make { n = 1; }; }",
    "{ config, pkgs, ... }: { x = config.functions.make pkgs.system; }",
    "{ config, ... }: let f = config.functions; in { x = f.make \"x86_64-linux\"; y = map (g: g 1) f.all; }",
    "{ config, lib, ... }: { x = map (f: f \"x86_64-linux\") (lib.attrValues config.functions); }",
    "{ config, pkgs, ... }: { x = map (p: pkgs.callPackage p { }) config.paths; y = pkgs.callPackage config.path { }; }",
    "{ inputs, config, ... }: { x = map (p: inputs.other.lib.make { modules = [ p ]; }) config.paths; }",
    "{ path = ./made; paths = [ ./made ]; }",
    "{ inputs, ... }: { home-manager.extraSpecialArgs = { inherit inputs; }; }",
    "{ home-manager.users.v = ./home.nix; }",
    "{ functions.all = [ (n: (import ./made { }).x) ]; }",
    "{ inputs, ... }: { x = import ./made { inherit inputs; }; }",
    "{ functions.make = system: (import ./make.nix) system; }",
    "{ inputs, ... }: { x = inputs.self.lib.make { n = 2; }; }",
    "{ lib, ... }: { _module.args.unstable = lib.mkDefault null; }",
    "{ unstable, ... }: { x = unstable; }",
    "{ pkgs, ... }: { x = pkgs.callPackage ./make.nix { }; y = ./home.nix; }",
    "{ nixpkgs.overlays = [ (final: prev: { z = prev.z.override { a = 1; }; }) ]; }",
    "{ pkgs, lib, ... }: { imports = lib.optionals pkgs.stdenv.isLinux [ ./p2.nix ]; }",
    "{ pkgs, ... }: { x = pkgs.nixos { imports = [ ./p2.nix ]; }; }",
    "{ inputs, ... }@args: { x = args.inputs.unstable; }",
    "{ lib, inputs, ... }: { nix.registry = lib.mapAttrs (_: flake: { inherit flake; }) inputs; }",
    "{ inputs, ... }: { x = (inputs.nixpkgs.lib.nixosSystem { modules = [ ./p1.nix ]; }).config; }",
    "{ specialisation.other.configuration = { imports = [ ./p3.nix ]; }; }",
    "{ config, ... }: config.everything",
    "{ lib, config, ... }: { a = { y = 2; } // lib.optionalAttrs config.b.c { z = 3; }; }",
];

fn random_flake(seed: u64) -> tempfile::TempDir {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut next = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let mut files: Vec<(String, String)> = Vec::new();
    for i in 0..14 {
        files.push((format!("p{i}.nix"), PIECES[next(PIECES.len())].to_owned()));
    }
    files.push(("unstable.nix".into(), PIECES[3].to_owned()));
    files.push((
        "home.nix".into(),
        "{ inputs, pkgs, ... }: { x = (import inputs.unstable { system = pkgs.system; }).y; }".into(),
    ));
    files.push((
        "make.nix".into(),
        "{ n ? 1, inputs ? null, ... }: { x = import inputs.unstable { system = \"x86_64-linux\"; }; }".into(),
    ));
    files.push((
        "made/default.nix".into(),
        "{ inputs ? null, hello ? null }: (import inputs.unstable { system = \"x86_64-linux\"; }).x".into(),
    ));
    let (mut hosts, mut shared) = (String::new(), String::new());
    for _ in 0..8 + next(6) {
        let _ = write!(shared, " ./p{}.nix", next(14));
    }
    let lib = ["", "lib = nixpkgs.lib;", "lib = nixpkgs.lib // { mine = 1; };"][next(3)];
    let kind = next(3);
    for h in 0..2 + next(4) {
        let system = ["x86_64-linux", "aarch64-linux"][next(2)];
        let own = format!(
            "{{ nixpkgs.hostPlatform = \"{system}\"; imports = [ ./p{}.nix ]; b.c = {}; }}",
            next(14),
            next(2) == 0
        );
        files.push((format!("h{h}.nix"), own));
        let modules = match kind {
            0 => format!("shared ++ [ ./h{h}.nix ]"),
            1 => format!("[ ./h{h}.nix {{ imports = shared; }} ]"),
            _ => format!("[ {shared} ./h{h}.nix ]"),
        };
        let _ = writeln!(
            hosts,
            "h{h} = nixpkgs.lib.nixosSystem {{ specialArgs = {{ inherit self inputs; {lib} hostname = \"h{h}\"; }}; modules = {modules}; }};"
        );
    }
    let text = format!(
        "{{\n  inputs.nixpkgs.url = \"github:NixOS/nixpkgs/nixos-unstable\";\n  \
         inputs.unstable.url = \"github:NixOS/nixpkgs/nixpkgs-unstable\";\n  \
         inputs.home-manager.url = \"github:nix-community/home-manager\";\n  \
         outputs = {{ self, nixpkgs, ... }}@inputs: let shared = [{shared} ]; in {{\n  \
         lib.make = args: import ./make.nix (args // {{ inherit inputs; }});\n  nixosConfigurations = {{\n{hosts}  }};\n  }};\n}}\n"
    );
    files.push(("flake.nix".into(), text));
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
    flake(&files)
}

#[test]
fn random_flakes_have_the_same_outcome() {
    let seeds = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(8);
    for seed in 0..seeds {
        let temp = random_flake(seed);
        let name = format!("seed {seed}\n{}", fs::read_to_string(temp.path().join("flake.nix")).unwrap());
        is_the_same(&name, temp.path());
    }
}

/// `hosts` hosts that import 40 modules, one of them with a site.
fn grown(hosts: usize) -> u64 {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut list = String::new();
    for i in 0..40 {
        let text =
            if i == 7 { PIECES[3].to_owned() } else { format!("{{ lib, ... }}: {{ s{i} = lib.mkDefault {i}; }}") };
        files.push((format!("m{i}.nix"), text));
        let _ = write!(list, " ./m{i}.nix");
    }
    let mut all = String::new();
    for h in 0..hosts {
        files.push((format!("h{h}.nix"), "{ nixpkgs.hostPlatform = \"x86_64-linux\"; }".into()));
        let _ = writeln!(
            all,
            "h{h} = nixpkgs.lib.nixosSystem {{ specialArgs = {{ inherit inputs; }}; modules = [ ./m.nix ./h{h}.nix ]; }};"
        );
    }
    files.push(("m.nix".into(), format!("{{ imports = [{list} ]; }}")));
    files.push((
        "flake.nix".into(),
        format!(
            "{{ inputs.nixpkgs.url = \"github:NixOS/nixpkgs/nixos-unstable\"; inputs.unstable.url = \"github:NixOS/nixpkgs/nixpkgs-unstable\";\n\
             outputs = {{ self, nixpkgs, ... }}@inputs: {{ nixosConfigurations = {{\n{all}}}; }}; }}\n"
        ),
    ));
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
    let (shared, apart) = is_the_same(&format!("{hosts} hosts"), flake(&files).path());
    assert!(shared < apart, "{shared} {apart}");
    shared
}

#[test]
fn work_grows_with_hosts_and_modules_and_not_with_their_product() {
    let (ten, twenty, forty) = (grown(10), grown(20), grown(40));
    let (first, second) = (twenty - ten, forty - twenty);
    assert!(second <= first * 2 + first / 10, "{ten} {twenty} {forty}");
    // A host more is less work than the modules that it shares would be.
    assert!(first / 10 < ten / 2, "{ten} {twenty}");
}
