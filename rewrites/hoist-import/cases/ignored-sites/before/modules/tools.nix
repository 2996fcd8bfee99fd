{ pkgs, inputs, ... }:
let
  # nixinst: ignore
  # Told by the binding, which begins a line before the expression.
  unstable =
    import inputs.nixpkgs-unstable {
      inherit (pkgs.stdenv.hostPlatform) system;
    };
in
{
  environment.systemPackages = [ unstable.git ];
}
