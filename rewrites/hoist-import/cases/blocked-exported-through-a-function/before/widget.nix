{ inputs, system }:
let
  unstable = import inputs.nixpkgs-unstable { inherit system; };
in
unstable.hello
