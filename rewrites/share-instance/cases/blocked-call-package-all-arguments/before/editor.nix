{ symlinkJoin, nixpkgs-unstable, ... }@args:
let
  unstable = import nixpkgs-unstable { system = "x86_64-linux"; };
in
symlinkJoin ({ paths = [ unstable.helix ]; } // removeAttrs args [ "symlinkJoin" "nixpkgs-unstable" ])
