{ cudaPkgs, ... }:
{
  environment.systemPackages = [ cudaPkgs.ollama ];
}
