{ inputs, pkgs, ... }:
let
  tools = import ../lib/tools.nix { inherit inputs pkgs; };
in
{
  environment.systemPackages = [ tools.tool ] ++ import ../lib/editors.nix { inherit inputs pkgs; };
}
