{ unstable, ... }: { environment.shells = [ (import ./tool.nix { inherit unstable; }) ]; }
