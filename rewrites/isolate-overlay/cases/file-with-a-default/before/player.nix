{ pkgs ? import <nixpkgs> { } }:
pkgs.mpv.override { vapoursynthSupport = true; }
