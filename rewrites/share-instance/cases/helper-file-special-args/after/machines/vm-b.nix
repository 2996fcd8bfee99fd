{ unstable, user, ... }: {
  environment.systemPackages = [ unstable.helix ];
  users.users.${user}.isNormalUser = true;
}
