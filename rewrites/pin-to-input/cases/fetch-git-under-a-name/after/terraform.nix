{ pinned, ... }:
{
  home.packages = [ pinned.hello ];
}
