{ unstable, ... }:
{
  environment.systemPackages = [
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
  ];
}
