{ unstable-agenix, ... }:
{
  environment.systemPackages = [ unstable-agenix.agenix-tool ];
}
