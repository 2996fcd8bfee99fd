{ unstable-llvm, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable-llvm.bash ];
}
