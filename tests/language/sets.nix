# Attribute sets, selection, inherit, rec, nested and dynamic paths.
let
  outer = { a = 1; b = 2; c.d = 3; };
  name = "dyn";
in
[
  { expr = { }; expected = { }; }
  { expr = { a = 1; b = 2; }.b; expected = 2; }
  { expr = { a.b.c = 1; }.a.b.c; expected = 1; }
  { expr = { a.b = 1; a.c = 2; }; expected = { a = { b = 1; c = 2; }; }; }
  { expr = { a.b = 1; a = { c = 2; }; }; expected = { a = { b = 1; c = 2; }; }; }
  { expr = { a = { c = 2; }; a.b = 1; }; expected = { a = { b = 1; c = 2; }; }; }
  { expr = { a = { c = 2; }; a = { b = 1; }; }; expected = { a = { b = 1; c = 2; }; }; }
  { expr = { a.b.c = 1; a.b.d = 2; a.e = 3; }; expected = { a = { b = { c = 1; d = 2; }; e = 3; }; }; }
  { expr = { a = { b.c = 1; }; a.b.d = 2; }; expected = { a.b = { c = 1; d = 2; }; }; }
  { expr = { a = rec { x = 1; y = x; }; a.z = 3; }; expected = { a = { x = 1; y = 1; z = 3; }; }; }
  { expr = { a = ({ x = 1; }); a.z = 3; }; expected = { a = { x = 1; z = 3; }; }; }
  { expr = let a.b = 1; a.c = 2; in a; expected = { b = 1; c = 2; }; }
  { expr = rec { a.b = 1; a.c = a.b + 1; }.a.c; expected = 2; }
  { expr = rec { x = 1; y = x + 1; z = y + 1; }.z; expected = 3; }
  { expr = rec { b = a; a = 1; }.b; expected = 1; }
  { expr = let x = 1; in rec { x = 2; y = x; }.y; expected = 2; }
  { expr = let x = 1; in { x = 2; y = x; }.y; expected = 1; }
  { expr = rec { a = { b = c; }; c = 4; }.a.b; expected = 4; }
  { expr = rec { f = n: if n == 0 then 1 else n * f (n - 1); }.f 5; expected = 120; }
  { expr = let x = 1; y = 2; in { inherit x y; }; expected = { x = 1; y = 2; }; }
  { expr = { inherit; }; expected = { }; }
  { expr = { inherit (outer) a b; }; expected = { a = 1; b = 2; }; }
  { expr = { inherit (outer); }; expected = { }; }
  { expr = { inherit (outer.c) d; }; expected = { d = 3; }; }
  { expr = { inherit ({ "x y" = 1; }) "x y"; }; expected = { "x y" = 1; }; }
  { expr = let x = 1; in rec { inherit x; y = x; }; expected = { x = 1; y = 1; }; }
  { expr = rec { inherit (s) x; s = { x = 5; }; }.x; expected = 5; }
  { expr = let inherit (outer) a; in a; expected = 1; }
  { expr = let inherit (s) x; s = { x = 5; }; in x; expected = 5; }
  { expr = let x = 1; in let inherit x; y = x; in y; expected = 1; }
  { expr = let a = { x = 1; }; in rec { a = { x = 2; }; inherit (a) x; }.x; expected = 2; }
  { expr = let inherit (builtins) length; in length [ 1 2 ]; expected = 2; }
  { expr = { ${name} = 1; }; expected = { dyn = 1; }; }
  { expr = { "${name}" = 1; }; expected = { dyn = 1; }; }
  { expr = { "a${name}" = 1; }; expected = { adyn = 1; }; }
  { expr = { a.${name}.b = 1; }; expected = { a.dyn.b = 1; }; }
  { expr = { ${null} = 1; a = 2; }; expected = { a = 2; }; }
  { expr = { ${if false then "x" else null} = 1; }; expected = { }; }
  { expr = { ${"static"} = 1; static2 = 2; }; expected = { static = 1; static2 = 2; }; }
  { expr = { a.${name} = 1; a.b = 2; }; expected = { a = { dyn = 1; b = 2; }; }; }
  { expr = { a.b = 2; a.${name} = 1; }; expected = { a = { dyn = 1; b = 2; }; }; }
  { expr = rec { k = "key"; ${k} = 1; }; expected = { k = "key"; key = 1; }; }
  { expr = rec { v = 3; ${name} = v; }.dyn; expected = 3; }
  { expr = { "x.y" = 1; }."x.y"; expected = 1; }
  { expr = { "1" = 1; }."1"; expected = 1; }
  { expr = { "" = 1; }.""; expected = 1; }
  { expr = { a-b = 1; c' = 2; _d = 3; }; expected = { "a-b" = 1; "c'" = 2; "_d" = 3; }; }
  { expr = { or = 1; }.or; expected = 1; }
  { expr = { dyn = 7; }.${name}; expected = 7; }
  { expr = { a.dyn = 7; }.a.${name}; expected = 7; }
  { expr = { xdyn = 7; }."x${name}"; expected = 7; }
  { expr = { a = 1; }.b or 2; expected = 2; }
  { expr = { a = 1; }.a or 2; expected = 1; }
  { expr = { a.b = 1; }.a.c or 2; expected = 2; }
  { expr = { a.b = 1; }.x.y.z or 2; expected = 2; }
  { expr = { a = 1; }.a.b.c or 2; expected = 2; }
  { expr = { a = null; }.a or 2; expected = null; }
  { expr = { }.a or { }.b or 3; expected = 3; }
  { expr = ({ }.${name} or 4); expected = 4; }
  { expr = [ { }.a or 1 2 ]; expected = [ 1 2 ]; }
  { expr = let f = x: x + 1; in f { a = 1; }.a or 5; expected = 2; }
  { expr = let f = x: x + 1; in f { }.a or 5; expected = 6; }
  { expr = let s = { f = x: x; }; in s.f or (x: 0) 4; expected = 4; }
  { expr = builtins.attrNames { b = 1; a = 2; "1" = 3; B = 4; }; expected = [ "1" "B" "a" "b" ]; }
  { expr = { a = throw "lazy"; b = 1; }.b; expected = 1; }
  { expr = builtins.attrNames { a = throw "lazy"; }; expected = [ "a" ]; }
  { expr = ({ a = throw "lazy"; } // { a = 1; }).a; expected = 1; }
  { expr = { a = throw "lazy"; } ? a; expected = true; }
  { expr = let s = { a = 1; b = s.a + 1; }; in s.b; expected = 2; }
  { expr = let { x = 1; y = x + 1; body = y; }; expected = 2; }
  { expr = let { inherit (outer) a; body = { r = a; }; }; expected = { r = 1; }; }
  { expr = (let { body = z: z; }) 3; expected = 3; }
  { expr = { __functor = self: x: x + self.n; n = 10; } 5; expected = 15; }
  { expr = let s = { __functor = self: { a, b ? 2 }: a + b; }; in s { a = 1; }; expected = 3; }
  { expr = map { __functor = _: x: x * 2; } [ 1 2 ]; expected = [ 2 4 ]; }
  { expr = { __functor = { __functor = _: self: x: x + 1; }; } 1; expected = 2; }
  { expr = { a.b.c = 1; }.a // { d = 2; }; expected = { b.c = 1; d = 2; }; }
  { expr = { assert' = 1; if' = 2; }; expected = { "assert'" = 1; "if'" = 2; }; }
]
