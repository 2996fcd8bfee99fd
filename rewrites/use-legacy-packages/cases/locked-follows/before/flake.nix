{
  inputs.base.url = "github:some-org/base";
  inputs.nixpkgs.follows = "base/nixpkgs";

  outputs =
    { nixpkgs, ... }:
    {
      packages.x86_64-linux.default = (import nixpkgs { system = "x86_64-linux"; }).hello;
      packages.x86_64-linux.again = (import nixpkgs { system = "x86_64-linux"; }).git;
    };
}
