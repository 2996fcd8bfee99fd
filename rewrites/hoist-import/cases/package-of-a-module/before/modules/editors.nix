{ pkgs, inputs, ... }:
{
  environment.systemPackages = [
    (pkgs.callPackage ../pkgs/editor.nix { inherit inputs; })
    (pkgs.callPackage (import ../pkgs/terminal.nix) {
      inherit inputs;
      withTabs = true;
    })
  ];
}
