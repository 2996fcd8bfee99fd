{
  mkHost = import ./mkHost.nix;
  join = builtins.concatStringsSep "-";
}
