{
  pkgs-unstable,
  editor,
  ...
}:
{
  environment.systemPackages = [
    editor
    pkgs-unstable.git
  ];
}
