let
  pinned = rev: "https://github.com/NixOS/nixpkgs/archive/${rev}.tar.gz";
  oldSource = builtins.fetchTarball (pinned "dc205f7b4fdb04c8b7877b43edb7b73be7730081");
in
final: prev:
let
  inherit (prev.stdenv.hostPlatform) system;
  oldPkgs = import oldSource { inherit system; };
in
{
  old-git = oldPkgs.git;
  new-hello = (import (builtins.fetchTarball (pinned "611bf8f183e6360c2a215fa70dfd659943a9857f")) { inherit system; }).hello;
}
