{ unstable, theme, ... }:
{
  home.packages = [ unstable.git ];
  home.sessionVariables.THEME = theme;
}
