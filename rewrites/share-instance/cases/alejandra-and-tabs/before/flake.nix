{
	inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

	outputs = {nixpkgs, ...}: let
		systems = ["x86_64-linux" "aarch64-linux"];
		each = f: nixpkgs.lib.genAttrs systems f;
	in {
		packages = each (system: let
			pkgs = import nixpkgs {
				inherit system;
				config = {
					allowUnfree = true; # vscode
				};
			};
		in {
			default = pkgs.vscode;
		});
		devShells = each (system: let
			pkgs = import nixpkgs {
				inherit system;
				config.allowUnfree = true;
			};
		in {
			default = pkgs.mkShell {packages = [pkgs.git];};
		});
	};
}
