{ inputs, ... }:
{
  /*
   * nixinst: ignore - until the next release
   */
  environment.systemPackages = [ (import inputs.nixpkgs-unstable { system = "x86_64-linux"; }).hello ];
}
