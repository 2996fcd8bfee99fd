{
	inputs.nixpkgs.url = "github:NixOS/nixpkgs";
	inputs.old.url = "github:NixOS/nixpkgs/nixos-23.05";

	outputs = {nixpkgs, old, ...}: let
		pkgs = import nixpkgs {system = "x86_64-linux";};
		legacy = import old {
			system = "x86_64-linux";
		};
	in {
		packages.x86_64-linux.default = pkgs.hello;
		packages.x86_64-linux.old = legacy.hello;
		devShells.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.mkShell {packages = [pkgs.git];};
	};
}
