# Pipe operators: newer than Nix 2.8, and experimental since (Nix manual, "Operators").
[
  { expr = 1 |> (x: x + 1); expected = 2; }
  { expr = [ 1 2 ] |> map (x: x * 2) |> builtins.length; expected = 2; }
  { expr = (x: x + 1) <| 2; expected = 3; }
  { expr = map (x: x + 1) <| [ 1 ] ++ [ 2 ]; expected = [ 2 3 ]; }
  { expr = builtins.length <| map (x: x) <| [ 1 2 3 ]; expected = 3; }
  { expr = 1 + 1 |> (x: x * 10); expected = 20; }
  { expr = "a" |> (x: x + "b") |> (x: x + "c"); expected = "abc"; }
  { expr = true || false |> (x: !x); expected = false; }
  { expr = { a = 1; } |> (s: s.a); expected = 1; }
]
