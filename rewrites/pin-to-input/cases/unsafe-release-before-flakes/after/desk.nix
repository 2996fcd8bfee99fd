{ old, ... }:
{
  environment.systemPackages = [ old.hello ];
}
