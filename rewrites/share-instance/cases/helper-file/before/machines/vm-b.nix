{ unstable, currentSystemUser, ... }: {
  environment.systemPackages = [ unstable.helix ];
  users.users.${currentSystemUser}.isNormalUser = true;
}
