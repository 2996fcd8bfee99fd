inputs: { pkgs, ... }: with inputs;
{
  nixpkgs.overlays = [
    (self: super: {
      unstable = import nixpkgs-unstable { system = super.stdenv.hostPlatform.system; };
    })
  ];
  environment.systemPackages = [ pkgs.unstable.helix ];
}
