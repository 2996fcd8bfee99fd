{ instances, ... }:
{
  additions = final: _prev: import ../pkgs { pkgs = final; inherit instances; };
}
