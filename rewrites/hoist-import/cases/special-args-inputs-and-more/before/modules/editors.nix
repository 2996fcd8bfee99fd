{ pkgs, nixpkgs-unstable, user, ... }:
{
  users.users.${user}.packages = [ pkgs.git ];
  environment.systemPackages = [
    (import nixpkgs-unstable { inherit (pkgs) system; config.allowUnfree = true; }).claude-code
  ];
}
