{ stable, unstable, ... }:
{
  environment.systemPackages = [ stable.hello unstable.helix ];
}
