{ config, pkgs, unstable, ... }:
{
  networking.hostName = "box";
  environment.systemPackages = with pkgs; [ git vim unstable.ollama ];
  environment.etc."motd".text = "I am ${config.networking.hostName}";
}
