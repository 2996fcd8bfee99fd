inputs: { ... }:
{
  environment.systemPackages = [ inputs.unstable.helix ];
}
