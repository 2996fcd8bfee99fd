{ inputs, ... }:
let
  unstable = config: import inputs.nixpkgs-unstable { system = "x86_64-linux"; inherit config; };
in
{
  environment.systemPackages = [
    (unstable { }).git
    (unstable { allowUnfree = true; }).vscode
    (unstable { }).helix
  ];
}
