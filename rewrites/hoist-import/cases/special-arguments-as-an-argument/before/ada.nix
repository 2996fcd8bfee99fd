{ inputs, theme, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  home.packages = [ unstable.git ];
  home.sessionVariables.THEME = theme;
}
