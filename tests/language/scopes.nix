# let, with, lambdas, patterns, laziness and fixpoints.
let
  fix = f: let x = f x; in x;
  extends = overlay: f: final: let prev = f final; in prev // overlay final prev;
in
[
  { expr = let x = 1; in x; expected = 1; }
  { expr = let in 3; expected = 3; }
  { expr = let a = b; b = c; c = 1; in a; expected = 1; }
  { expr = let x = 1; in let x = 2; in x; expected = 2; }
  { expr = let x = 1; in let y = x; x = 2; in y; expected = 2; }
  { expr = with { a = 1; }; a; expected = 1; }
  { expr = with { a = 1; }; with { a = 2; }; a; expected = 2; }
  { expr = with { a = 1; b = 5; }; with { a = 2; }; a + b; expected = 7; }
  { expr = let a = 1; in with { a = 2; }; a; expected = 1; }
  { expr = with { a = 2; }; let a = 1; in a; expected = 1; }
  { expr = (a: with { a = 2; }; a) 1; expected = 1; }
  { expr = with { map = 1; true = 2; }; [ (map (x: x) [ ]) true ]; expected = [ [ ] (1 == 1) ]; }
  { expr = with { a = 1; }; let b = a; in b; expected = 1; }
  { expr = with { x = { a = 1; }; }; with x; a; expected = 1; }
  { expr = with rec { a = 1; b = a + 1; }; b; expected = 2; }
  { expr = let s = with s; { a = 1; b = 2; }; in s.b; expected = 2; }
  { expr = with throw "not forced"; 1; expected = 1; }
  { expr = let x = 1; in with throw "not forced"; x; expected = 1; }
  { expr = with { a = 1; }; { inherit a; }; expected = { a = 1; }; }
  { expr = with { a = 1; }; rec { inherit a; b = a; }; expected = { a = 1; b = 1; }; }
  { expr = with { a = { b = 1; }; }; { inherit (a) b; }; expected = { b = 1; }; }
  { expr = with { f = x: x + 1; }; f 1; expected = 2; }
  { expr = with builtins; length (attrNames { a = 1; }); expected = 1; }
  { expr = with { a = 1; }; with { b = 2; }; with { c = 3; }; [ a b c ]; expected = [ 1 2 3 ]; }
  { expr = let lib = { id = x: x; }; in with lib; id 4; expected = 4; }
  { expr = let true = 5; in true; expected = 5; }
  { expr = let null = 1; in null; expected = 1; }
  { expr = let map = f: f; in map 1; expected = 1; }
  { expr = let builtins = { length = _: 42; }; in builtins.length [ ]; expected = 42; }
  { expr = let throw = x: x; in throw 1; expected = 1; }
  { expr = (x: x + 1) 2; expected = 3; }
  { expr = (x: y: x - y) 5 3; expected = 2; }
  { expr = (x: x: x) 1 2; expected = 2; }
  { expr = (_: 1) (throw "lazy"); expected = 1; }
  { expr = ({ a }: a) { a = 1; }; expected = 1; }
  { expr = ({ }: 1) { }; expected = 1; }
  { expr = ({ ... }: 1) { a = 1; }; expected = 1; }
  { expr = ({ a, b }: a - b) { b = 1; a = 3; }; expected = 2; }
  { expr = ({ a, b, }: a - b) { b = 1; a = 3; }; expected = 2; }
  { expr = ({ a, ... }: a) { a = 1; b = 2; }; expected = 1; }
  { expr = ({ a ? 5 }: a) { }; expected = 5; }
  { expr = ({ a ? 5 }: a) { a = 6; }; expected = 6; }
  { expr = ({ a, b ? a + 1 }: b) { a = 1; }; expected = 2; }
  { expr = ({ b ? a + 1, a }: b) { a = 1; }; expected = 2; }
  { expr = ({ a ? b, b ? a }: a) { b = 3; }; expected = 3; }
  { expr = ({ a ? throw "unused", b }: b) { b = 1; }; expected = 1; }
  { expr = ({ a, ... }@args: args.b + a) { a = 1; b = 2; }; expected = 3; }
  { expr = (args@{ a, ... }: args.b + a) { a = 1; b = 2; }; expected = 3; }
  { expr = (args@{ a ? 1 }: args) { }; expected = { }; }
  { expr = ({ a ? 1, ... }@args: args ? a) { }; expected = false; }
  { expr = ({ a ? args.b, ... }@args: a) { b = 7; }; expected = 7; }
  { expr = ({ x, y ? args.x }@args: y) { x = 7; }; expected = 7; }
  { expr = let a = 1; in ({ a ? 2 }: a) { }; expected = 2; }
  { expr = let x = 9; in ({ a ? x }: a) { }; expected = 9; }
  { expr = ({ a }: { b }: a + b) { a = 1; } { b = 2; }; expected = 3; }
  { expr = let f = { a, b ? 2, ... }: a + b; in f { a = 1; c = throw "lazy"; }; expected = 3; }
  { expr = let a = 1; b = throw "lazy"; in a; expected = 1; }
  { expr = builtins.length [ (throw "a") (throw "b") ]; expected = 2; }
  { expr = builtins.head [ 1 (throw "b") ]; expected = 1; }
  { expr = let l = { head = 1; tail = l; }; in l.tail.tail.tail.head; expected = 1; }
  { expr = let even = n: n == 0 || odd (n - 1); odd = n: n != 0 && even (n - 1); in even 40; expected = true; }
  { expr = let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 12; expected = 144; }
  { expr = (fix (self: { a = 1; b = self.a + 1; })).b; expected = 2; }
  { expr = let o = final: prev: { a = prev.a + 10; }; in (fix (extends o (self: { a = 1; b = self.a; }))).b; expected = 11; }
  { expr = let y = f: (x: f (v: x x v)) (x: f (v: x x v)); in y (self: n: if n == 0 then 0 else n + self (n - 1)) 5; expected = 15; }
  { expr = let f = x: let g = y: x + y; in g; in f 1 2; expected = 3; }
  { expr = let add = a: b: a + b; inc = add 1; in map inc [ 1 2 ]; expected = [ 2 3 ]; }
  { expr = let go = n: acc: if n == 0 then acc else go (n - 1) (acc + n); in go 100 0; expected = 5050; }
  { expr = assert true; 1; expected = 1; }
  { expr = assert 1 == 1 && !false; "ok"; expected = "ok"; }
  { expr = (builtins.tryEval (assert false; 1)).success; expected = false; }
  { expr = (builtins.tryEval (assert true; 1)).value; expected = 1; }
  { expr = (builtins.tryEval (throw "x")); expected = { success = false; value = false; }; }
  { expr = (builtins.tryEval 3); expected = { success = true; value = 3; }; }
  { expr = (builtins.tryEval (1 + throw "x")).success; expected = false; }
  { expr = (builtins.tryEval (throw "x" + 1)).success; expected = false; }
  { expr = (builtins.tryEval (if throw "x" then 1 else 2)).success; expected = false; }
  { expr = (builtins.tryEval (throw "x").a).success; expected = false; }
  { expr = (builtins.tryEval ((throw "x") 1)).success; expected = false; }
  { expr = (builtins.tryEval "a${throw "x"}").success; expected = false; }
  { expr = (builtins.tryEval (!(throw "x"))).success; expected = false; }
  { expr = (builtins.tryEval (throw "x" && true)).success; expected = false; }
  { expr = (builtins.tryEval (true && throw "x")).success; expected = false; }
  { expr = (builtins.tryEval (throw "x" == 1)).success; expected = false; }
  { expr = (builtins.tryEval ((throw "x") // { })).success; expected = false; }
  { expr = (builtins.tryEval ([ ] ++ throw "x")).success; expected = false; }
  { expr = (builtins.tryEval (-(throw "x"))).success; expected = false; }
  { expr = (builtins.tryEval (throw "x" ? a)).success; expected = false; }
  { expr = (builtins.tryEval ((throw "x").a or 1)).success; expected = false; }
  { expr = (builtins.tryEval (with throw "x"; a)).success; expected = false; }
  { expr = (builtins.tryEval { a = throw "x"; }).success; expected = true; }
  { expr = (builtins.tryEval [ (throw "x") ]).success; expected = true; }
  { expr = (builtins.tryEval (builtins.seq (throw "x") 1)).success; expected = false; }
  { expr = (builtins.tryEval (builtins.deepSeq { a = [ (throw "x") ]; } 1)).success; expected = false; }
  { expr = (builtins.tryEval (builtins.seq { a = throw "x"; } 1)).success; expected = true; }
  { expr = (builtins.tryEval (builtins.tryEval (throw "x"))).success; expected = true; }
  { expr = let t = builtins.tryEval (throw "x"); in if t.success then t.value else "fallback"; expected = "fallback"; }
  { expr = builtins.seq 1 2; expected = 2; }
  { expr = builtins.deepSeq { a = [ 1 { b = 2; } ]; } 2; expected = 2; }
  { expr = let x = { a = 1; self = x; }; in builtins.deepSeq x 3; expected = 3; }
  { expr = __curPos.line; expected = 107; }
  { expr = builtins.baseNameOf __curPos.file; expected = "scopes.nix"; }
  { expr = __curPos.column; expected = 12; }
  { expr = let p = __curPos; in p.column; expected = 20; }
]
