{ inputs, instances, ... }:
let
  mkSystem = import ../lib/mkSystem.nix { inherit inputs instances; };
in
{
  desk = mkSystem "desk" "x86_64-linux" [ ../modules/editors.nix ];
  pi = mkSystem "pi" "aarch64-linux" [ ../modules/editors.nix ../modules/secrets.nix ];
}
