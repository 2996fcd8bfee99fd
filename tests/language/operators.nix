# Operators and their precedence.
[
  { expr = 1 + 2 * 3; expected = 7; }
  { expr = (1 + 2) * 3; expected = 9; }
  { expr = 10 - 2 - 3; expected = 5; }
  { expr = 100 / 5 / 2; expected = 10; }
  { expr = 7 / 2; expected = 3; }
  { expr = -7 / 2; expected = -3; }
  { expr = 7.0 / 2; expected = 3.5; }
  { expr = 7 / 2.0; expected = 3.5; }
  { expr = 1 + 1.5; expected = 2.5; }
  { expr = 2 * 0.5; expected = 1.0; }
  { expr = 1 == 1.0; expected = true; }
  { expr = 1 - 1.5; expected = -0.5; }
  { expr = -3; expected = 0 - 3; }
  { expr = -(-3); expected = 3; }
  { expr = -2.5 + 1; expected = -1.5; }
  { expr = - 2 * 3; expected = -6; }
  { expr = 2 * -3; expected = -6; }
  { expr = let f = x: x; in -f 3; expected = -3; }
  { expr = let a = 5; b = 2; in a -b; expected = 3; }
  { expr = let a = 5; b = 2; in a - b; expected = 3; }
  { expr = let a-b = 7; in a-b; expected = 7; }
  { expr = 9223372036854775807; expected = 9223372036854775806 + 1; }
  { expr = "a" + "b" + "c"; expected = "abc"; }
  { expr = "a" + "b" == "ab"; expected = true; }
  { expr = [ 1 ] ++ [ 2 ] ++ [ 3 ]; expected = [ 1 2 3 ]; }
  { expr = [ ] ++ [ ]; expected = [ ]; }
  { expr = { a = 1; } // { a = 2; b = 3; } // { b = 4; }; expected = { a = 2; b = 4; }; }
  { expr = { } // { }; expected = { }; }
  { expr = { a.b = 1; } // { a.c = 2; }; expected = { a.c = 2; }; }
  { expr = { a = 1; } // { b = 2; } == { a = 1; b = 2; }; expected = true; }
  { expr = [ 1 ] ++ [ 2 ] == [ 1 2 ]; expected = true; }
  { expr = !true || true; expected = true; }
  { expr = !(true || true); expected = false; }
  { expr = !true; expected = false; }
  { expr = !!true; expected = true; }
  { expr = true && false || true; expected = true; }
  { expr = true || true && false; expected = true; }
  { expr = (true || true) && false; expected = false; }
  { expr = false -> false; expected = true; }
  { expr = true -> false; expected = false; }
  { expr = true -> true -> false; expected = false; }
  { expr = false -> true -> false; expected = true; }
  { expr = (false -> true) -> false; expected = false; }
  { expr = false && true -> false; expected = true; }
  { expr = false && throw "right"; expected = false; }
  { expr = true || throw "right"; expected = true; }
  { expr = false -> throw "right"; expected = true; }
  { expr = 1 < 2 && 2 < 3; expected = true; }
  { expr = 1 < 2 == true; expected = true; }
  { expr = 1 + 1 < 3; expected = true; }
  { expr = 1 <= 1; expected = true; }
  { expr = 2 <= 1; expected = false; }
  { expr = 1 >= 2; expected = false; }
  { expr = 2 >= 2; expected = true; }
  { expr = 2 > 1; expected = true; }
  { expr = 1 < 1; expected = false; }
  { expr = 1 < 1.5; expected = true; }
  { expr = 1.5 <= 1; expected = false; }
  { expr = 0.1 + 0.2 > 0.3; expected = true; }
  { expr = "a" < "b"; expected = true; }
  { expr = "B" < "a"; expected = true; }
  { expr = "" < "a"; expected = true; }
  { expr = "a" < "aa"; expected = true; }
  { expr = "10" < "9"; expected = true; }
  { expr = "é" > "z"; expected = true; }
  { expr = [ 1 2 ] < [ 1 3 ]; expected = true; }
  { expr = [ 1 2 ] < [ 1 2 ]; expected = false; }
  { expr = [ 1 2 ] <= [ 1 2 ]; expected = true; }
  { expr = [ 1 ] < [ 1 2 ]; expected = true; }
  { expr = [ ] < [ 1 ]; expected = true; }
  { expr = [ 2 ] > [ 1 5 ]; expected = true; }
  { expr = [ "a" 1 ] < [ "a" 2 ]; expected = true; }
  { expr = [ [ 1 ] ] < [ [ 2 ] ]; expected = true; }
  { expr = [ { } 1 ] < [ { } 2 ]; expected = true; }
  { expr = ./a < ./b; expected = true; }
  { expr = 1 != 2; expected = true; }
  { expr = 1 != 1; expected = false; }
  { expr = 1 == "1"; expected = false; }
  { expr = null == null; expected = true; }
  { expr = null == false; expected = false; }
  { expr = [ 1 ] == [ 1.0 ]; expected = true; }
  { expr = [ 1 2 ] == [ 2 1 ]; expected = false; }
  { expr = [ 1 ] == [ 1 2 ]; expected = false; }
  { expr = { a = 1; b = 2; } == { b = 2; a = 1; }; expected = true; }
  { expr = { a = 1; } == { b = 1; }; expected = false; }
  { expr = { a = 1; } == { a = 1; b = 2; }; expected = false; }
  { expr = { } == [ ]; expected = false; }
  { expr = (x: x) == (x: x); expected = false; }
  { expr = let f = x: x; in { inherit f; } == { inherit f; }; expected = true; }
  { expr = let f = x: x; in [ f ] == [ f ]; expected = true; }
  { expr = let s = { f = x: x; }; in s == s; expected = true; }
  { expr = { type = "derivation"; outPath = "/x"; a = 1; } == { type = "derivation"; outPath = "/x"; a = 2; }; expected = true; }
  { expr = { type = "derivation"; outPath = "/x"; a = 1; } == { type = "derivation"; outPath = "/y"; a = 1; }; expected = false; }
  { expr = ./a == ./a; expected = true; }
  { expr = ./a == toString ./a; expected = false; }
  { expr = { a = 1; } ? a; expected = true; }
  { expr = { a = 1; } ? b; expected = false; }
  { expr = { a.b.c = 1; } ? a.b.c; expected = true; }
  { expr = { a.b.c = 1; } ? a.x.c; expected = false; }
  { expr = { a = 1; } ? a.b; expected = false; }
  { expr = { "a b" = 1; } ? "a b"; expected = true; }
  { expr = let k = "x"; in { x = 1; } ? ${k}; expected = true; }
  { expr = let k = "x"; in { x.xy = 1; } ? x."${k}y"; expected = true; }
  { expr = 1 ? a; expected = false; }
  { expr = !{ a = 1; } ? a; expected = false; }
  { expr = { a = 1; } ? a && true; expected = true; }
  { expr = { f = x: x + 1; }.f 2 * 3; expected = 9; }
  { expr = let f = x: y: x - y; in f 10 3 - 2; expected = 5; }
  { expr = [ (1 + 1) (-1) ]; expected = [ 2 (0 - 1) ]; }
  { expr = let f = x: x; in [ f 3 ] == [ 3 ]; expected = false; }
  { expr = if true then 1 else 2; expected = 1; }
  { expr = if false then 1 else if false then 2 else 3; expected = 3; }
  { expr = (if true then 1 else 2) + 1; expected = 2; }
  { expr = if true then 1 else 2 + 1; expected = 1; }
  { expr = 1.0e3; expected = 1000.0; }
  { expr = .5; expected = 0.5; }
  { expr = 1.5e-1; expected = 0.15; }
  { expr = builtins.toPath "/a/b" + "/c"; expected = "/a/b/c"; }
]
