{ inputs, ... }:
let
  latest = import inputs.unstable {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [ latest.discord ];
}
