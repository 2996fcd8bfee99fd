{ games, ... }:
{
	environment.systemPackages = [ games.steam ];
}
