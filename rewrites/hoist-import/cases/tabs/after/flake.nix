{
	inputs = {
		nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
		nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
	};

	outputs = { nixpkgs, ... }@inputs:
	let
		system = "aarch64-linux";
		unstable = import inputs.nixpkgs-unstable {
			inherit system;
			config.allowUnfree = true;
		};
	in
	{
		nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
			inherit system;
			specialArgs = { inherit unstable; };
			modules = [ ./pi.nix ];
		};
	};
}
