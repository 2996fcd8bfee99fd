{ self, instances, system }:
let
  pkgs = instances.${system}.pkgs;
in
pkgs.testers.runNixOSTest {
  name = "basic";
  nodes.machine = { imports = [ self.nixosModules.default ]; };
  testScript = "machine.succeed('git --version')";
}
