{ inputs, ... }:
{
  perSystem =
    { pkgs, system, ... }:
    let
      stable = inputs.nixpkgs-stable.legacyPackages.${system};
    in
    {
      packages.hello = stable.hello;
      packages.git = pkgs.git;
    };
}
