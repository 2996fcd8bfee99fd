{ inputs, ... }:
{
  environment.systemPackages = [ (import inputs.unstable { system = "x86_64-linux"; }).hello ];
}
