{ inputs, name, ... }: { networking.hostName = name; environment.etc."rev".text = inputs.nixpkgs.outPath; }
