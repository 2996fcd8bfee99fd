{ unfree, ... }:
{
  environment.systemPackages = [ unfree.vscode ];
}
