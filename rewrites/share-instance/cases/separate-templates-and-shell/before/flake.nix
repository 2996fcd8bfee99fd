{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }: {
    templates.go = { path = ./templates/go; description = "Go"; };
    packages.x86_64-linux.a = (import nixpkgs { system = "x86_64-linux"; }).hello;
    packages.x86_64-linux.b = (import nixpkgs { system = "x86_64-linux"; }).git;
  };
}
