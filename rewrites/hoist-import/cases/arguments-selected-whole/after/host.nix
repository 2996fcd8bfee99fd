{ nixpkgs, inputs, pkgs-unstable, ... }@args:
nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit pkgs-unstable; };
  modules = [ ({ pkgs-unstable, ... }: { environment.systemPackages = [ pkgs-unstable.hello ]; }) { networking.hostName = args.name; environment.etc."rev".text = args.inputs.nixpkgs.outPath; } ];
}
