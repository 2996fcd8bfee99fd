{ last, ... }:
{
  environment.systemPackages = [ last.hello ];
}
