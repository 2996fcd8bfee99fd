{ editor ? "vim", unstable }:
{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable.${editor} ];
}
