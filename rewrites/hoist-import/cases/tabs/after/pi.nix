{ pkgs, unstable, ... }:
{
	environment.systemPackages = [
		pkgs.curl
		unstable.tailscale
	];
}
