{ inputs, ... }:
{
  nixpkgs.overlays = [
    (import ./versions.nix { inherit inputs; })
    (import ./git.nix) # NOTE: the last one that works
    (import ./hello.nix)
  ];
}
