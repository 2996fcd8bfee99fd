{ inputs, ... }:
{
  system = "aarch64-linux";
  modules = [ { environment.etc.pinned.text = toString (inputs ? nixpkgs-stable); } ];
}
