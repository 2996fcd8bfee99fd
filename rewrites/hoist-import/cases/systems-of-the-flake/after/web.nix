{ unstable, ... }:
{
  environment.systemPackages = [ unstable.vscode ];
}
