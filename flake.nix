{
  description = "Moves every `import nixpkgs { … }` of a Nix flake into flake.nix, once, and threads it to where it is used";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
      forAllSystems = f: lib.genAttrs systems (system: f system nixpkgs.legacyPackages.${system});
      cargo = (builtins.fromTOML (builtins.readFile ./Cargo.toml)).package;

      package =
        {
          lib,
          stdenv,
          rustPlatform,
          installShellFiles,
          gitMinimal,
          nix,
        }:
        rustPlatform.buildRustPackage {
          pname = cargo.name;
          inherit (cargo) version;
          src = self;
          cargoLock.lockFile = ./Cargo.lock;
          nativeBuildInputs = [ installShellFiles ];
          # The tests are a check of this flake; nobody has to wait for them who installs it.
          doCheck = false;
          nativeCheckInputs = [
            gitMinimal
            nix
          ];
          # The program that was built writes them, so it has to run here.
          postInstall = lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform) ''
            installShellCompletion --cmd nixinst \
              --bash <($out/bin/nixinst completions bash) \
              --zsh <($out/bin/nixinst completions zsh) \
              --fish <($out/bin/nixinst completions fish)
            $out/bin/nixinst man --dir man
            installManPage man/*
          '';
          meta = {
            inherit (cargo) description;
            license = with lib.licenses; [
              mit
              asl20
            ];
            mainProgram = cargo.name;
            platforms = systems;
          };
        };

      # treefmt hands names of files to a formatter in batches, and a fix is of the whole flake: names don't matter, and batches wait.
      treefmt =
        {
          writeShellApplication,
          flock,
          nixinst,
        }:
        writeShellApplication {
          name = "nixinst-treefmt";
          runtimeInputs = [
            flock
            nixinst
          ];
          text = "exec flock . nixinst fix --allow-dirty --no-lock >/dev/null";
        };
    in
    {
      packages = forAllSystems (
        system: pkgs: {
          default = self.packages.${system}.nixinst;
          nixinst = pkgs.callPackage package { };
          nixinst-treefmt = pkgs.callPackage treefmt { inherit (self.packages.${system}) nixinst; };
        }
      );

      apps = forAllSystems (
        system: _pkgs: {
          default = {
            type = "app";
            program = "${self.packages.${system}.nixinst}/bin/nixinst";
            meta = { inherit (cargo) description; };
          };
        }
      );

      overlays.default = final: _prev: {
        nixinst = final.callPackage package { };
        nixinst-treefmt = final.callPackage treefmt { };
      };

      checks = forAllSystems (
        system: pkgs: {
          tests = self.packages.${system}.nixinst.overrideAttrs { doCheck = true; };
          # This flake is one that nixinst has nothing to say of.
          itself = pkgs.runCommand "nixinst-itself" { nativeBuildInputs = [ self.packages.${system}.nixinst ]; } ''
            nixinst check ${self} > $out
          '';
        }
      );

      devShells = forAllSystems (
        system: pkgs: {
          default = pkgs.mkShell {
            inputsFrom = [ self.packages.${system}.nixinst ];
            packages = with pkgs; [
              clippy
              rustfmt
              rust-analyzer
              git
              nix
            ];
          };
        }
      );
    };
}
