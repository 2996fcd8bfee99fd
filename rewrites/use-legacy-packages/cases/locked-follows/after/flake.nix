{
  inputs.base.url = "github:some-org/base";
  inputs.nixpkgs.follows = "base/nixpkgs";

  outputs =
    { nixpkgs, ... }:
    {
      packages.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.hello;
      packages.x86_64-linux.again = nixpkgs.legacyPackages.x86_64-linux.git;
    };
}
