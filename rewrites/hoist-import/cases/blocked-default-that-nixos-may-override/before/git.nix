{ config, inputs, ... }:
let
  # Other modules set it, too.
  source = if config.documentation.enable then inputs.nixpkgs-unstable else inputs.nixpkgs;
in
{
  environment.systemPackages = [ (import source { system = "x86_64-linux"; }).git ];
}
