{ inputs }:
[
  (import ./00-git.nix)
  (_: _: { inherit (inputs.nixpkgs) lib; })
]
