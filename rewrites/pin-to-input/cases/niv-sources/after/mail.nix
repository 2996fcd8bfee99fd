{ last, ... }:
{
  environment.systemPackages =
    [ last.git ];
}
