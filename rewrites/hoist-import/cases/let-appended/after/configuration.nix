{ pkgs, inputs, user, unstable, ... }:

{
  imports = [ inputs.agenix.nixosModules.default ];

  users.users.${user}.packages = [ unstable.discord pkgs.firefox ];
}
