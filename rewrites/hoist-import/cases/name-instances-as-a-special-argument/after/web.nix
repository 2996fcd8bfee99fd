{
  pkgs,
  nixpkgs-instances,
  instances,
  ...
}:
let
  unstable = nixpkgs-instances.${pkgs.stdenv.hostPlatform.system}.unstable;
in
{
  services.web.package = unstable.curl;
  services.web.count = instances.web;
}
