{ self, instances, system }:
let
  pkgs = instances.${system}.pkgs;
in
pkgs.testers.runNixOSTest {
  name = "shell";
  nodes.machine = { pkgs, ... }: {
    imports = [ self.nixosModules.default ];
    environment.systemPackages = [ pkgs.zsh ];
  };
  testScript = "machine.succeed('zsh --version')";
}
