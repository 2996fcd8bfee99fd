{ old, ... }:
let
  size = 12;
in
{
  environment.systemPackages = [ old.hello ];
  environment.variables.FONT_SIZE = toString size;
}
