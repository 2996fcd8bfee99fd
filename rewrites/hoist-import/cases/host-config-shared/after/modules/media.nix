{
  fresh,
  ...
}:
{
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = [ fresh.spotify ];
}
