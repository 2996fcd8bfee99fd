{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs:
  let
    # For what the services need.
    unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations = {
      nas = import ./nas { inherit unstable; } inputs;
      attic = import ./nas { inherit unstable; } inputs;
    };
  };
}
