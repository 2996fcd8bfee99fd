{ config
, pkgs
, inputs
, ...
}:

let
  pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  imports = [ inputs.agenix.nixosModules.default ];
  networking.hostName = "pine";
  environment.systemPackages = [ pkgs.htop pkgs-unstable.btop ];
  environment.etc.issue.text = config.networking.hostName;
}
