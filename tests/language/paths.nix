# Paths, files and import.
[
  { expr = builtins.typeOf ./a; expected = "path"; }
  { expr = ./a/../b == ./b; expected = true; }
  { expr = ./. == ./a/..; expected = true; }
  { expr = ./. + "/a" == ./a; expected = true; }
  { expr = ./a + "b" == ./ab; expected = true; }
  { expr = ./a + "/b/../c" == ./a/c; expected = true; }
  { expr = ./a/b + ("/" + "c") == ./a/b/c; expected = true; }
  { expr = ./${"a"} == ./a; expected = true; }
  { expr = ./a/${"b"}/c == ./a/b/c; expected = true; }
  { expr = ./a${"b"}c.nix == ./abc.nix; expected = true; }
  { expr = let x = "b/c"; in ./a/${x} == ./a/b/c; expected = true; }
  { expr = /a/b; expected = /a/./b; }
  { expr = toString /a/b; expected = "/a/b"; }
  { expr = toString /a/b/../c; expected = "/a/c"; }
  { expr = toString (/a + "/b"); expected = "/a/b"; }
  { expr = toString (/a + /b); expected = "/a/b"; }
  { expr = /. + "/x" == /x; expected = true; }
  { expr = toString (/. + "x"); expected = "/x"; }
  { expr = toString ./. + "/a" == toString ./a; expected = true; }
  { expr = builtins.isPath ./a; expected = true; }
  { expr = builtins.isPath "a"; expected = false; }
  { expr = baseNameOf ./a/b.nix; expected = "b.nix"; }
  { expr = baseNameOf "a/b/c"; expected = "c"; }
  { expr = baseNameOf "a/b/"; expected = "b"; }
  { expr = baseNameOf "c"; expected = "c"; }
  { expr = baseNameOf ""; expected = ""; }
  { expr = baseNameOf "/"; expected = ""; }
  { expr = dirOf ./a/b == ./a; expected = true; }
  { expr = dirOf "a/b/c"; expected = "a/b"; }
  { expr = dirOf "c"; expected = "."; }
  { expr = dirOf "/c"; expected = "/"; }
  { expr = dirOf "/a/b"; expected = "/a"; }
  { expr = dirOf "a/"; expected = "a"; }
  { expr = dirOf /a; expected = /.; }
  { expr = builtins.pathExists ./data/text.txt; expected = true; }
  { expr = builtins.pathExists ./data; expected = true; }
  { expr = builtins.pathExists ./data/missing; expected = false; }
  { expr = builtins.pathExists (./data + "/dir/other.nix"); expected = true; }
  { expr = builtins.readFile ./data/text.txt; expected = "one\ntwo\n"; }
  { expr = builtins.readDir ./data/dir; expected = { "default.nix" = "regular"; "other.nix" = "regular"; sub = "directory"; }; }
  { expr = builtins.attrNames (builtins.readDir ./data); expected = [ "data.json" "data.toml" "dir" "function.nix" "text.txt" ]; }
  { expr = builtins.fromJSON (builtins.readFile ./data/data.json); expected = { a = [ 1 2.5 null true ]; b.c = "x\ny"; }; }
  { expr = builtins.fromTOML (builtins.readFile ./data/data.toml); expected = { table = { x = 1; y = [ "a" "b" ]; inner.z = true; }; }; }
  { expr = import ./data/dir; expected = "the default"; }
  { expr = import ./data/dir/other.nix; expected = "another"; }
  { expr = import ./data/dir/sub/empty.nix; expected = [ ]; }
  { expr = import (./data + "/dir"); expected = "the default"; }
  { expr = import (toString ./data/dir/default.nix); expected = "the default"; }
  { expr = (import ./data/function.nix { a = 1; }).sum; expected = 3; }
  { expr = (import ./data/function.nix { a = 1; b = 5; c = 6; }).sum; expected = 6; }
  { expr = (import ./data/function.nix { a = 1; }).here == ./data; expected = true; }
  { expr = builtins.functionArgs (import ./data/function.nix); expected = { a = false; b = true; }; }
  { expr = map import [ ./data/dir ./data/dir/other.nix ]; expected = [ "the default" "another" ]; }
  { expr = builtins.import ./data/dir; expected = "the default"; }
  { expr = let dir = builtins.readDir ./data/dir; in builtins.filter (n: dir.${n} == "directory") (builtins.attrNames dir); expected = [ "sub" ]; }
  { expr = builtins.substring 0 1 (toString ./a); expected = "/"; }
  { expr = builtins.toPath "/a/b"; expected = "/a/b"; }
  { expr = builtins.toPath "/a//b/../c/"; expected = "/a/c"; }
  { expr = let p = ./data/dir; in builtins.pathExists p && builtins.pathExists "${toString p}/default.nix"; expected = true; }
  { expr = builtins.pathExists (toString ./data/text.txt); expected = true; }
  { expr = toString ./data == toString (dirOf ./data/text.txt); expected = true; }
]
