{ pkgs-unstable, ... }:
pkgs-unstable
