{ unstable, ... }:
{
  programs.git.package = unstable.git;
}
