{ config
, pkgs
, inputs
, pkgs-unstable
, ...
}:

{
  imports = [ inputs.agenix.nixosModules.default ];
  networking.hostName = "pine";
  environment.systemPackages = [ pkgs.htop pkgs-unstable.btop ];
  environment.etc.issue.text = config.networking.hostName;
}
