# `import "${nixpkgs}/nixos"`: nixpkgs `nixos/default.nix`.
nixosSystem:
{ configuration, ... }@args:
nixosSystem (removeAttrs args [ "configuration" ] // { modules = [ configuration ]; })
