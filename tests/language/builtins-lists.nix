# Builtins over lists.
with builtins;
[
  { expr = all (x: x > 0) [ 1 2 ]; expected = true; }
  { expr = all (x: x > 1) [ 1 2 ]; expected = false; }
  { expr = all (x: throw "x") [ ]; expected = true; }
  { expr = any (x: x > 1) [ 1 2 ]; expected = true; }
  { expr = any (x: x > 2) [ 1 2 ]; expected = false; }
  { expr = any (x: true) [ ]; expected = false; }
  { expr = any (x: x == 1 || throw "later") [ 1 2 ]; expected = true; }
  { expr = concatLists [ [ 1 ] [ ] [ 2 [ 3 ] ] ]; expected = [ 1 2 [ 3 ] ]; }
  { expr = concatMap (x: [ x (x * 10) ]) [ 1 2 ]; expected = [ 1 10 2 20 ]; }
  { expr = concatMap (x: [ ]) [ 1 2 ]; expected = [ ]; }
  { expr = elem 2 [ 1 2 3 ]; expected = true; }
  { expr = elem 4 [ 1 2 3 ]; expected = false; }
  { expr = elem { a = 1; } [ { a = 1; } ]; expected = true; }
  { expr = elem 1 [ 1.0 ]; expected = true; }
  { expr = elemAt [ 1 2 3 ] 1; expected = 2; }
  { expr = elemAt [ (throw "x") 2 ] 1; expected = 2; }
  { expr = filter (x: x > 1) [ 1 2 3 ]; expected = [ 2 3 ]; }
  { expr = filter (x: false) [ 1 ]; expected = [ ]; }
  { expr = foldl' (a: b: a - b) 10 [ 1 2 3 ]; expected = 4; }
  { expr = foldl' (a: b: a + b) "" [ "a" "b" ]; expected = "ab"; }
  { expr = foldl' (a: b: throw "x") 1 [ ]; expected = 1; }
  { expr = foldl' (a: b: b) (throw "x") [ 1 ]; expected = 1; }
  { expr = foldl' (acc: x: acc // { ${x} = 1; }) { } [ "a" "b" ]; expected = { a = 1; b = 1; }; }
  { expr = genList (x: x * x) 5; expected = [ 0 1 4 9 16 ]; }
  { expr = genList (x: x) 0; expected = [ ]; }
  { expr = length (genList (x: throw "lazy") 3); expected = 3; }
  { expr = foldl' (a: b: a + b) 0 (genList (x: x) 1000); expected = 499500; }
  { expr = map (x: x.key) (genericClosure { startSet = [ { key = 1; } ]; operator = x: if x.key < 4 then [ { key = x.key + 1; } ] else [ ]; }); expected = [ 1 2 3 4 ]; }
  { expr = map (x: x.key) (genericClosure { startSet = [ { key = "a"; } { key = "a"; } ]; operator = x: [ { key = "a"; } { key = "b"; } ]; }); expected = [ "a" "b" ]; }
  { expr = genericClosure { startSet = [ ]; operator = x: [ ]; }; expected = [ ]; }
  { expr = map (x: x.key) (genericClosure { startSet = [ { key = 1; } { key = 2; } ]; operator = x: if x.key < 10 then [ { key = x.key * 10; } ] else [ ]; }); expected = [ 1 2 10 20 ]; }
  { expr = groupBy (x: if x > 2 then "big" else "small") [ 1 2 3 4 ]; expected = { small = [ 1 2 ]; big = [ 3 4 ]; }; }
  { expr = groupBy (x: x) [ ]; expected = { }; }
  { expr = groupBy (substring 0 1) [ "ab" "ac" "b" ]; expected = { a = [ "ab" "ac" ]; b = [ "b" ]; }; }
  { expr = head [ 1 2 ]; expected = 1; }
  { expr = tail [ 1 2 3 ]; expected = [ 2 3 ]; }
  { expr = tail [ 1 ]; expected = [ ]; }
  { expr = length [ ]; expected = 0; }
  { expr = length [ 1 [ 2 3 ] ]; expected = 2; }
  { expr = map (x: x + 1) [ 1 2 ]; expected = [ 2 3 ]; }
  { expr = map (x: throw "x") [ ]; expected = [ ]; }
  { expr = length (map (x: throw "lazy") [ 1 2 ]); expected = 2; }
  { expr = partition (x: x > 2) [ 1 2 3 4 ]; expected = { right = [ 3 4 ]; wrong = [ 1 2 ]; }; }
  { expr = partition (x: true) [ ]; expected = { right = [ ]; wrong = [ ]; }; }
  { expr = sort lessThan [ 3 1 2 ]; expected = [ 1 2 3 ]; }
  { expr = sort (a: b: a > b) [ 3 1 2 ]; expected = [ 3 2 1 ]; }
  { expr = sort lessThan [ "b" "a" "C" ]; expected = [ "C" "a" "b" ]; }
  { expr = sort (a: b: a.k < b.k) [ { k = 1; v = 1; } { k = 0; v = 2; } { k = 1; v = 3; } { k = 0; v = 4; } ]; expected = [ { k = 0; v = 2; } { k = 0; v = 4; } { k = 1; v = 1; } { k = 1; v = 3; } ]; }
  { expr = sort lessThan [ ]; expected = [ ]; }
  { expr = sort lessThan [ [ 2 ] [ 1 2 ] [ 1 ] ]; expected = [ [ 1 ] [ 1 2 ] [ 2 ] ]; }
  { expr = concatStringsSep ", " [ "a" "b" "c" ]; expected = "a, b, c"; }
  { expr = concatStringsSep "" [ ]; expected = ""; }
  { expr = concatStringsSep "/" [ "a" ]; expected = "a"; }
  { expr = concatStringsSep "-" [ { outPath = "x"; } "y" ]; expected = "x-y"; }
  { expr = head (tail (tail [ 1 2 3 ])); expected = 3; }
  { expr = elemAt (sort (a: b: a < b) (genList (x: 99 - x) 100)) 7; expected = 7; }
]
