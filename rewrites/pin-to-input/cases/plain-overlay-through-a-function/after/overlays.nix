{ fast, instances }:
let
  onBoards =
    overlay: final: prev:
    if prev.stdenv.hostPlatform.system == "aarch64-linux" then overlay final prev else { };
in
[
  (onBoards (import ./git.nix { inherit instances; }))
  (final: prev: if fast then { } else import ./slow.nix final prev)
]
