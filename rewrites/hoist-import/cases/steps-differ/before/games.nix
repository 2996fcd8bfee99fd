{ inputs, pkgs, ... }:
let
	games = import inputs.nixpkgs-unstable {
		inherit (pkgs) system;
		# The launcher.
		config.allowUnfree = true;
	};
in
{
	environment.systemPackages = [ games.steam ];
}
