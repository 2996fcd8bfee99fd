# The outputs of this repository's flake.nix on a stand-in for nixpkgs: whatever nixpkgs would build is a derivation, so that a wrong
# argument or a missing name is an error.
let
  inherit (builtins) functionArgs intersectAttrs listToAttrs mapAttrs;

  derive = system: name: args: derivation (args // { inherit name system; builder = "/bin/sh"; });
  drv = system: name: args: derive system name (removeAttrs args [ "meta" "cargoLock" ]) // {
    inherit (args) meta;
    lock = builtins.readFile args.cargoLock.lockFile;
    overrideAttrs = more: drv system name (args // more);
  };

  lib = {
    genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
    optionalString = condition: text: if condition then text else "";
    licenses.mit = "MIT";
    licenses.asl20 = "Apache-2.0";
  };
  tools = [ "clippy" "flock" "git" "gitMinimal" "installShellFiles" "nix" "rust-analyzer" "rustfmt" ];
  packages = system: lib.genAttrs tools (name: derive system name { }) // {
    inherit lib;
    stdenv.buildPlatform.canExecute = _: true;
    stdenv.hostPlatform.system = system;
    rustPlatform.buildRustPackage = args: drv system "${args.pname}-${args.version}" args;
    writeShellApplication = { name, runtimeInputs, text }: derive system name { inherit runtimeInputs text; };
    runCommand = name: env: script: derive system name (env // { inherit script; });
    mkShell = { inputsFrom, packages }: derive system "shell" { inherit inputsFrom packages; };
  };
  withCalls = pkgs: pkgs // { callPackage = f: args: f (intersectAttrs (functionArgs f) pkgs // args); };

  systems = [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ];
  nixpkgs = { inherit lib; legacyPackages = lib.genAttrs systems (system: withCalls (packages system)); };
  self = (import ../../flake.nix).outputs { inherit self nixpkgs; } // { outPath = toString ../..; };

  final = withCalls (packages "x86_64-linux" // self.overlays.default final { });
  derivations = mapAttrs (_: mapAttrs (_: d: { inherit (d) name system drvPath; }));
in
{
  packages = derivations self.packages;
  checks = derivations self.checks;
  devShells = derivations self.devShells;
  apps = mapAttrs (_: of: of.default.program) self.apps;
  overlay = { inherit (final) nixinst nixinst-treefmt; };
  package = { inherit (self.packages.x86_64-linux.nixinst) meta lock postInstall; };
}
