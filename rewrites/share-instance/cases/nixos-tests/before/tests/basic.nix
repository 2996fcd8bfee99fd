{ self, nixpkgs, system }:
let
  pkgs = import nixpkgs { inherit system; };
in
pkgs.testers.runNixOSTest {
  name = "basic";
  nodes.machine = { imports = [ self.nixosModules.default ]; };
  testScript = "machine.succeed('git --version')";
}
