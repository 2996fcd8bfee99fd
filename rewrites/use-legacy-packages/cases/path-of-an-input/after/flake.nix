{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs = inputs: {
    packages.x86_64-linux = {
      a = inputs.nixpkgs.legacyPackages.x86_64-linux.hello;
      b = inputs.nixpkgs.legacyPackages.x86_64-linux.git;
      c = inputs.nixpkgs-stable.legacyPackages.x86_64-linux.hello;
    };
  };
}
