{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-25.05";
  };

  outputs = inputs: {
    nixosConfigurations.desk = import ./host.nix {
      inherit inputs;
      name = "desk";
    };
    nixosConfigurations.lap = import ./host.nix {
      inherit inputs;
      name = "lap";
    };
  };
}
