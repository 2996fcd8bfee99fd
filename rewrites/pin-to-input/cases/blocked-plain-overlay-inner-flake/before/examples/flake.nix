{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  outputs = { nixpkgs, ... }: {
    packages.x86_64-linux.default = (import nixpkgs { system = "x86_64-linux"; overlays = [ (import ../overlay.nix) ]; }).old-git;
  };
}
