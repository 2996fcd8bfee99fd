{
  apps = ./apps.nix;
  shell = import ./shell.nix;
}
