{ inputs, ... }:
{
  perSystem =
    { pkgs, system, ... }:
    let
      stable = import inputs.nixpkgs-stable { inherit system; };
    in
    {
      packages.hello = stable.hello;
      packages.git = pkgs.git;
    };
}
