{ pkgs, pkgs-unstable-unfree, ... }:
{ environment.systemPackages = with pkgs; [ pkgs-unstable-unfree.hello git ]; }
