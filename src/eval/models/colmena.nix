# What colmena makes of a hive: the manual, "Writing Modules" and "meta"; `src/nix/hive/eval.nix`.
{ configuration }:
raw:
let
  hive = if builtins.isFunction raw || raw ? __functor then raw { } else raw;
  meta = hive.meta or (hive.network or { });
  shared = meta.specialArgs or { };
  nodes = builtins.mapAttrs (
    name: node:
    let
      own = (meta.nodeSpecialArgs or { }).${name} or { };
    in
    configuration {
      kind = "nixos";
      name = "colmena.${name}";
      modules = [ (hive.defaults or { }) ] ++ (if builtins.isList node then node else [ node ]);
      specialArgs = {
        inherit name nodes;
      }
      // shared
      // own;
      places = [
        shared
        own
      ];
      written = meta;
      pkgs = (meta.nodeNixpkgs or { }).${name} or meta.nixpkgs;
    }
  ) (removeAttrs hive [ "meta" "network" "defaults" ]);
in
{
  inherit nodes;
  __schema = "v0.5";
  # What colmena reads of it is a part of this.
  metaConfig = meta;
  toplevel = builtins.mapAttrs (_: node: node.config.system.build.toplevel) nodes;
  deploymentConfig = builtins.mapAttrs (_: node: node.config.deployment) nodes;
}
