//! How the work of `check` grows with a flake: generated flakes of 10 to 1,000 hosts over 100 to 2,000 modules that all
//! of them import. Every host has a module of its own besides, and some of the shared ones make an instance.
//!
//! The evaluator's steps are the measure: they are the same on every machine and in every run. Time is printed to be
//! looked at. `GROWTH_INSTRUCTIONS=1` counts the instructions of each run with valgrind's callgrind, if it is there.
//!
//! `cargo bench --bench growth -- SHAPE` for one shape, `-- SHAPE HOSTS MODULES` for one flake, `-- small` for the
//! small sizes of all shapes.

#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use nixinst::plan::{self, Options};
use nixinst::workspace::Workspace;

/// What the program gives itself.
const STACK: usize = 1 << 30;

/// Shared modules that make an instance, in every flake: two keys.
const SITES: usize = 8;

/// Hosts and shared modules. Those with the fewest hosts, or the fewest modules, come before all others of the size.
const SIZES: &[(usize, usize)] =
    &[(10, 200), (10, 100), (100, 100), (100, 200), (1000, 100), (10, 2000), (100, 2000), (1000, 2000)];

/// How the hosts of a flake come to their modules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Every host calls `nixosSystem`; `modules/default.nix` imports the shared ones.
    Direct,
    /// A helper with the host's name among the special arguments; a list of the shared modules in a `let`.
    Helper,
    /// A helper that reads the folder of the shared modules again for every host.
    Tree,
}

const SHAPES: &[(&str, Shape)] = &[("direct", Shape::Direct), ("helper", Shape::Helper), ("tree", Shape::Tree)];

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    steps: u64,
    cut: bool,
    fixed: usize,
    time: Duration,
    instructions: Option<u64>,
}

fn main() {
    // `cargo bench` says that it is one, `cargo test --benches` too.
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if let [one, shape, hosts, modules] = &args[..]
        && one == "one"
    {
        let run = measure(shape_of(shape), hosts.parse().unwrap(), modules.parse().unwrap());
        println!("{} {}", run.steps, run.fixed);
        return;
    }
    let small = args.first().is_some_and(|a| a == "small");
    let sizes: Vec<(usize, usize)> = match &args[..] {
        [_, hosts, modules] => vec![(hosts.parse().unwrap(), modules.parse().unwrap())],
        _ => SIZES.iter().copied().filter(|(h, m)| !small || h * m <= 20_000).collect(),
    };
    for (name, shape) in SHAPES.iter().filter(|(n, _)| small || args.first().is_none_or(|a| a == n)) {
        table(name, *shape, &sizes);
    }
}

fn shape_of(name: &str) -> Shape {
    SHAPES.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("no shape {name}")).1
}

fn table(name: &str, shape: Shape, sizes: &[(usize, usize)]) {
    println!("{name}: steps; linear: against what the hosts and the modules take alone (at most 1.00 if they add up)");
    println!(
        "{:>6} {:>8} {:>10} {:>8} {:>8} {:>8} {:>9} {:>15}",
        "hosts", "modules", "steps", "per h+m", "linear", "fixed", "ms", "instructions"
    );
    // Steps of many hosts with few modules, and of few hosts with many.
    let mut alone: Vec<(usize, usize, u64)> = Vec::new();
    let least = (sizes.iter().map(|s| s.0).min(), sizes.iter().map(|s| s.1).min());
    for &(hosts, modules) in sizes {
        let run = measure(shape, hosts, modules);
        let size = hosts + modules;
        alone.push((hosts, modules, run.steps));
        let of = |h: usize, m: usize| alone.iter().find(|a| (a.0, a.1) == (h, m)).map(|a| a.2);
        let parts = least.0.zip(least.1).and_then(|(h, m)| Some(of(hosts, m)? + of(h, modules)?));
        let ratio = parts.map_or_else(|| "-".to_owned(), |p| format!("{:.2}", run.steps as f64 / p as f64));
        let fixed = if run.cut { "too-large".to_owned() } else { run.fixed.to_string() };
        let instructions = run.instructions.map_or_else(|| "-".to_owned(), |i| i.to_string());
        let (each, ms) = (run.steps as f64 / size as f64, run.time.as_millis());
        println!(
            "{hosts:>6} {modules:>8} {:>10} {each:>8.1} {ratio:>8} {fixed:>8} {ms:>9} {instructions:>15}",
            run.steps
        );
    }
    println!();
}

// Generates the flake and analyses it as `check` does.
fn measure(shape: Shape, hosts: usize, modules: usize) -> Run {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), shape, hosts, modules);
    let instructions = std::env::var_os("GROWTH_INSTRUCTIONS").and_then(|_| count_instructions(folder.path()));
    let root = folder.path().to_owned();
    let work = move || {
        let workspace = Rc::new(Workspace::open(&root).unwrap());
        let started = Instant::now();
        let mut ev = nixinst::flake::load(workspace).unwrap();
        let outcome = plan::decide(&mut ev, &Options::default());
        let time = started.elapsed();
        let fixed = outcome.sites.iter().filter(|s| s.disposition.is_rewritten()).count();
        let run = Run { steps: ev.steps(), cut: ev.out_of_budget, fixed, time, instructions };
        // The program ends without taking all of this apart.
        std::mem::forget((ev, outcome));
        run
    };
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

// `nixinst check` below callgrind: what it says it collected.
fn count_instructions(flake: &Path) -> Option<u64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--main-stacksize=8388608"]);
    let output = command.arg(env!("CARGO_BIN_EXE_nixinst")).arg("check").arg(flake).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines().find_map(|l| l.split_once("Collected :")?.1.trim().parse().ok())
}

fn generate(root: &Path, shape: Shape, hosts: usize, modules: usize) {
    let write = |name: String, text: String| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for i in 0..modules {
        write(format!("modules/m{i}.nix"), shared_module(i, modules));
    }
    for i in 0..hosts {
        write(format!("hosts/h{i}.nix"), own_module(i));
    }
    let mut list = String::new();
    for i in 0..modules {
        let _ = writeln!(list, "    ./m{i}.nix");
    }
    match shape {
        Shape::Direct => write("modules/default.nix".to_owned(), format!("{{\n  imports = [\n{list}  ];\n}}\n")),
        Shape::Helper => write("modules/list.nix".to_owned(), format!("[\n{list}]\n")),
        Shape::Tree => {}
    }
    write("flake.nix".to_owned(), flake(shape, hosts));
}

fn flake(shape: Shape, hosts: usize) -> String {
    let mut names = String::new();
    for i in 0..hosts {
        let _ = match shape {
            Shape::Direct => writeln!(
                names,
                "      h{i} = nixpkgs.lib.nixosSystem {{\n        specialArgs = {{ inherit inputs; }};\n        \
                 modules = [ ./modules ./hosts/h{i}.nix ];\n      }};"
            ),
            _ => writeln!(names, "      h{i} = mkHost \"h{i}\";"),
        };
    }
    let modules = match shape {
        Shape::Direct => "",
        Shape::Helper => "shared = import ./modules/list.nix;",
        Shape::Tree => "shared = map (n: ./modules + \"/${n}\") (builtins.attrNames (builtins.readDir ./modules));",
    };
    let helper = |outer: &str, inner: &str| {
        format!(
            "{outer}\n      mkHost = hostname: {inner} nixpkgs.lib.nixosSystem {{\n        \
             specialArgs = {{ inherit inputs hostname; }};\n        \
             modules = shared ++ [ (./hosts + \"/${{hostname}}.nix\") ];\n      }};"
        )
    };
    let bindings = match shape {
        Shape::Direct => String::new(),
        Shape::Helper => helper(modules, ""),
        Shape::Tree => helper("", &format!("let {modules} in")),
    };
    format!(
        "{{\n  inputs = {{\n    nixpkgs.url = \"github:NixOS/nixpkgs/nixos-unstable\";\n    \
         unstable.url = \"github:NixOS/nixpkgs/nixpkgs-unstable\";\n  }};\n  \
         outputs = {{ self, nixpkgs, unstable, ... }}@inputs:\n    let\n      name = \"growth\";\n      {bindings}\n    in\n    {{\n    \
         nixosConfigurations = {{\n{names}    }};\n  }};\n}}\n"
    )
}

// Of four kinds: an option with a default, one that other modules set, a service below a condition, packages.
fn shared_module(i: usize, modules: usize) -> String {
    if i.is_multiple_of((modules / SITES).max(1)) {
        let unfree = i.is_multiple_of(2);
        return format!(
            "{{ pkgs, inputs, ... }}:\nlet\n  pkgs-unstable = import inputs.unstable {{\n    \
             inherit (pkgs.stdenv.hostPlatform) system;\n    config.allowUnfree = {unfree};\n  }};\nin\n{{\n  \
             environment.systemPackages = [ pkgs-unstable.package{i} ];\n}}\n"
        );
    }
    match i % 4 {
        0 => format!(
            "{{ config, lib, pkgs, ... }}:\nlet\n  cfg = config.my.m{i};\nin\n{{\n  options.my.m{i} = {{\n    \
             enable = lib.mkEnableOption \"m{i}\";\n    package = lib.mkPackageOption pkgs \"m{i}\" {{ }};\n  }};\n  \
             config = lib.mkIf cfg.enable {{\n    environment.systemPackages = [ cfg.package ];\n    \
             systemd.services.m{i} = {{\n      wantedBy = [ \"multi-user.target\" ];\n      \
             serviceConfig.ExecStart = \"${{cfg.package}}/bin/m{i} --name ${{config.networking.hostName}}\";\n    }};\n  }};\n}}\n"
        ),
        1 => format!("{{ lib, ... }}:\n{{\n  my.m{}.enable = lib.mkDefault {};\n}}\n", i - 1, i.is_multiple_of(3)),
        2 => format!(
            "{{ config, lib, pkgs, ... }}:\n{{\n  services.s{i} = {{\n    enable = true;\n    \
             settings = lib.mkMerge [\n      {{ port = {i}; }}\n      (lib.mkIf pkgs.stdenv.hostPlatform.isLinux {{ user = \"s{i}\"; }})\n    ];\n  }};\n  \
             users.users = lib.genAttrs [ \"a{i}\" \"b{i}\" ] (name: {{ isNormalUser = true; description = name; }});\n}}\n"
        ),
        _ => format!(
            "{{ pkgs, inputs, ... }}:\n{{\n  environment.systemPackages = with pkgs; [ package{i} other{i} ];\n  \
             nix.registry.r{i}.flake = inputs.nixpkgs;\n}}\n"
        ),
    }
}

fn own_module(i: usize) -> String {
    let system = if i % 5 == 4 { "aarch64-linux" } else { "x86_64-linux" };
    format!(
        "{{ pkgs, ... }}:\n{{\n  networking.hostName = \"h{i}\";\n  nixpkgs.hostPlatform = \"{system}\";\n  \
         environment.systemPackages = [ pkgs.hello ];\n}}\n"
    )
}
