{ pkgs, inputs, user, ... }:

let
  unstable = import inputs.nixpkgs-unstable {
    system = pkgs.system;
    config = { allowUnfree = true; };
  };
in

{
  imports = [ inputs.agenix.nixosModules.default ];

  users.users.${user}.packages = [ unstable.discord pkgs.firefox ];
}
