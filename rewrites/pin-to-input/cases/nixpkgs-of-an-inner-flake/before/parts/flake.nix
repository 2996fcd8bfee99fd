{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = inputs: {
    lib.inputSet = builtins.removeAttrs inputs [ "self" ];
  };
}
