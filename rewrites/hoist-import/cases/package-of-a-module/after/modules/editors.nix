{ pkgs, unstable, ... }:
{
  environment.systemPackages = [
    (pkgs.callPackage ../pkgs/editor.nix { inherit unstable; })
    (pkgs.callPackage (import ../pkgs/terminal.nix) {
      inherit unstable;
      withTabs = true;
    })
  ];
}
