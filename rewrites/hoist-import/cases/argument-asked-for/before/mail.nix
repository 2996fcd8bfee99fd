{ pkgs, ... }@args:
{
  environment.systemPackages = [ (args.unstable or pkgs).hello ];
}
