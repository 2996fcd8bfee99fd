{
	inputs.nixpkgs.url = "github:NixOS/nixpkgs";
	inputs.old.url = "github:NixOS/nixpkgs/nixos-23.05";

	outputs = {nixpkgs, old, ...}: let
		pkgs = nixpkgs.legacyPackages.x86_64-linux;
		legacy = old.legacyPackages.x86_64-linux;
	in {
		packages.x86_64-linux.default = pkgs.hello;
		packages.x86_64-linux.old = legacy.hello;
		devShells.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.mkShell {packages = [pkgs.git];};
	};
}
