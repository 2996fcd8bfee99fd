{
  pkgs,
  inputs,
  instances,
  ...
}:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  services.web.package = unstable.curl;
  services.web.count = instances.web;
}
