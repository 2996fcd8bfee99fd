{ pkgs, ... }:
let
  nixpkgs-old = builtins.fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7b4fdb04c8b7877b43edb7b73be7730081.tar.gz";
    sha256 = "sha256:0khifkmi7bmr8dv23js4yax5grqzwkpxcvya8krha4zzzac0fjmi";
  };
  old = import nixpkgs-old { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ old.git ];
  # The same tree for who calls Nix by hand.
  environment.variables.OLD_NIXPKGS = "${nixpkgs-old}";
}
