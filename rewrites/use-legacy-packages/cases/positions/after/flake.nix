{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.tools.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      arch = "x86_64";
      shell = pkgs: pkgs.mkShell { packages = [ pkgs.git ]; };
      inherit (nixpkgs.legacyPackages.${system}) hello;
    in
    {
      packages.${system} = {
        inherit hello;
        inherit (inputs.tools.legacyPackages.${system}) git;
        default = inputs.tools.legacyPackages.${system}.hello;
        other = with inputs.tools.legacyPackages."${arch}-linux"; fish;
      };
      devShells.${system} = {
        default = shell nixpkgs.legacyPackages.${system};
        both = nixpkgs.legacyPackages.${system}.mkShell {
          packages = [
            inputs.tools.legacyPackages.${system}.git
            nixpkgs.legacyPackages.${system}.git
          ];
        };
      };
    };
}
