{ inputs, instances }:
[
  (import ./00-git.nix { inherit instances; })
  (_: _: { inherit (inputs.nixpkgs) lib; })
]
