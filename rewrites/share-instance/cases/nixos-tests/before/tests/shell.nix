{ self, nixpkgs, system }:
let
  pkgs = import nixpkgs { inherit system; };
in
pkgs.testers.runNixOSTest {
  name = "shell";
  nodes.machine = { pkgs, ... }: {
    imports = [ self.nixosModules.default ];
    environment.systemPackages = [ pkgs.zsh ];
  };
  testScript = "machine.succeed('zsh --version')";
}
