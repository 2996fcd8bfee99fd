{ config, pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = pkgs.system; };
in
{
  networking.hostName = "box";
  environment.systemPackages = with pkgs; [ git vim unstable.ollama ];
  environment.etc."motd".text = "I am ${config.networking.hostName}";
}
