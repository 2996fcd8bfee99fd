{ inputs, instances, ... }:
{
  nixpkgs.overlays = [
    (import ./versions.nix { inherit inputs; })
    (import ./git.nix { inherit instances; }) # NOTE: the last one that works
    (import ./hello.nix)
  ];
}
