{ pkgs-unstable, ... }:
let
  tools = import ../lib/tools.nix { inherit pkgs-unstable; };
in
{
  environment.systemPackages = [ tools.tool ] ++ import ../lib/editors.nix { inherit pkgs-unstable; };
}
