{ linux, ... }:
{
  environment.etc."tools".source = linux.vscode;
}
