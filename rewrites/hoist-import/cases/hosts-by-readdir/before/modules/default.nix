let
  entries = builtins.removeAttrs (builtins.readDir ./.) [ "default.nix" ];
in
{
  imports = map (name: ./. + "/${name}") (builtins.attrNames entries);
}
