{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.tools.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      arch = "x86_64";
      shell = pkgs: pkgs.mkShell { packages = [ pkgs.git ]; };
      inherit (import nixpkgs { inherit system; }) hello;
    in
    {
      packages.${system} = {
        inherit hello;
        inherit (import inputs.tools { inherit system; }) git;
        default = (import inputs.tools { inherit system; }).hello;
        other = with import inputs.tools { system = "${arch}-linux"; }; fish;
      };
      devShells.${system} = {
        default = shell (import nixpkgs { inherit system; });
        both = (import nixpkgs { inherit system; }).mkShell {
          packages = [
            (import inputs.tools { inherit system; }).git
            (import nixpkgs { inherit system; }).git
          ];
        };
      };
    };
}
