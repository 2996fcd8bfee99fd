{ pkgs, ... }: {
  environment.systemPackages = [ pkgs.unstable.git ];
}
