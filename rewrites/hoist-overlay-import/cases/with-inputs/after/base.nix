inputs: { pkgs, ... }: with inputs;
{
  nixpkgs.overlays = [
    (self: super: {
      unstable = inputs.instances.${super.stdenv.hostPlatform.system}.unstable;
    })
  ];
  environment.systemPackages = [ pkgs.unstable.helix ];
}
