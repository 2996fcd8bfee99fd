{
  fresh,
  ...
}:
{
  home.packages = [ fresh.slack ];
}
