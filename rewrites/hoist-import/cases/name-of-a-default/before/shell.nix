{ pkgs, inputs, ... }: { environment.shells = [ (import ./tool.nix { inherit inputs pkgs; }) ]; }
