# Builtins over attribute sets and functions.
with builtins;
[
  { expr = attrNames { }; expected = [ ]; }
  { expr = attrNames { z = 1; a = 2; "é" = 3; }; expected = [ "a" "z" "é" ]; }
  { expr = attrValues { b = 1; a = 2; }; expected = [ 2 1 ]; }
  { expr = attrValues { }; expected = [ ]; }
  { expr = catAttrs "a" [ { a = 1; } { b = 2; } { a = 3; } ]; expected = [ 1 3 ]; }
  { expr = catAttrs "a" [ ]; expected = [ ]; }
  { expr = functionArgs ({ a, b ? 1 }: a); expected = { a = false; b = true; }; }
  { expr = functionArgs ({ ... }@x: x); expected = { }; }
  { expr = functionArgs (x: x); expected = { }; }
  { expr = functionArgs map; expected = { }; }
  { expr = functionArgs (map (x: x)); expected = { }; }
  { expr = functionArgs (x: { a }: a); expected = { }; }
  { expr = getAttr "a" { a = 1; }; expected = 1; }
  { expr = hasAttr "a" { a = 1; }; expected = true; }
  { expr = hasAttr "b" { a = 1; }; expected = false; }
  { expr = intersectAttrs { a = 1; b = 2; } { b = 3; c = 4; }; expected = { b = 3; }; }
  { expr = intersectAttrs { } { a = 1; }; expected = { }; }
  { expr = intersectAttrs (functionArgs ({ a, b ? 1 }: a)) { a = 5; z = 6; }; expected = { a = 5; }; }
  { expr = isAttrs { }; expected = true; }
  { expr = isAttrs [ ]; expected = false; }
  { expr = listToAttrs [ { name = "a"; value = 1; } { name = "b"; value = 2; } ]; expected = { a = 1; b = 2; }; }
  { expr = listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = 2; } ]; expected = { a = 1; }; }
  { expr = listToAttrs [ { name = "a"; value = throw "x"; } ] ? a; expected = true; }
  { expr = listToAttrs [ ]; expected = { }; }
  { expr = mapAttrs (n: v: n + toString v) { a = 1; b = 2; }; expected = { a = "a1"; b = "b2"; }; }
  { expr = (mapAttrs (n: v: throw n) { a = 1; }) ? a; expected = true; }
  { expr = removeAttrs { a = 1; b = 2; c = 3; } [ "a" "c" "x" ]; expected = { b = 2; }; }
  { expr = removeAttrs { a = 1; } [ ]; expected = { a = 1; }; }
  { expr = removeAttrs { a = throw "x"; b = 1; } [ "a" ]; expected = { b = 1; }; }
  { expr = zipAttrsWith (n: vs: vs) [ { a = 1; } { a = 2; b = 3; } ]; expected = { a = [ 1 2 ]; b = [ 3 ]; }; }
  { expr = zipAttrsWith (n: vs: "${n}${toString vs}") [ { a = 1; } { a = 2; } ]; expected = { a = "a1 2"; }; }
  { expr = zipAttrsWith (n: vs: vs) [ ]; expected = { }; }
  { expr = unsafeGetAttrPos "x" { a = 1; }; expected = null; }
  { expr = (unsafeGetAttrPos "abc" { abc = 1; }).line; expected = 37; }
  { expr = (unsafeGetAttrPos "abc" { abc = 1; }).column; expected = 38; }
  { expr = let s = { a = 1; b.c = 2; }; in baseNameOf (unsafeGetAttrPos "b" s).file; expected = "builtins-sets.nix"; }
  { expr = isFunction (x: x); expected = true; }
  { expr = isFunction map; expected = true; }
  { expr = isFunction (map (x: x)); expected = true; }
  { expr = isFunction { __functor = _: x: x; }; expected = false; }
  { expr = map typeOf [ 1 1.0 "a" ./a null true { } [ ] (x: x) map ]; expected = [ "int" "float" "string" "path" "null" "bool" "set" "list" "lambda" "lambda" ]; }
  { expr = [ (isInt 1) (isInt 1.0) (isFloat 1.0) (isFloat 1) ]; expected = [ true false true false ]; }
  { expr = [ (isBool true) (isBool null) (isNull null) (isNull false) ]; expected = [ true false true false ]; }
  { expr = [ (isString "a") (isString ./a) (isList [ ]) (isList { }) ]; expected = [ true false true false ]; }
  { expr = add 1 2; expected = 3; }
  { expr = add 1 2.5; expected = 3.5; }
  { expr = sub 1 2; expected = -1; }
  { expr = sub 1.5 1; expected = 0.5; }
  { expr = mul 3 4; expected = 12; }
  { expr = mul 0.5 4; expected = 2.0; }
  { expr = div 7 2; expected = 3; }
  { expr = div 7 2.0; expected = 3.5; }
  { expr = lessThan 1 2; expected = true; }
  { expr = lessThan "b" "a"; expected = false; }
  { expr = lessThan [ 1 ] [ 2 ]; expected = true; }
  { expr = bitAnd 6 3; expected = 2; }
  { expr = bitOr 6 3; expected = 7; }
  { expr = bitXor 6 3; expected = 5; }
  { expr = bitAnd (-1) 255; expected = 255; }
  { expr = ceil 1.2; expected = 2; }
  { expr = floor 1.8; expected = 1; }
  { expr = floor (-1.2); expected = -2; }
  { expr = ceil 3; expected = 3; }
  { expr = trace "t" 1; expected = 1; }
  { expr = addErrorContext "c" 1; expected = 1; }
  { expr = builtins ? map; expected = true; }
  { expr = builtins.builtins ? length; expected = true; }
  { expr = __length [ 1 2 ]; expected = 2; }
  { expr = __head (__attrNames { a = 1; }); expected = "a"; }
  { expr = __typeOf (__add 1 2); expected = "int"; }
  { expr = __langVersion == langVersion; expected = true; }
  { expr = typeOf __nixVersion; expected = "string"; }
  { expr = __toJSON (__fromJSON "[1]"); expected = "[1]"; }
  { expr = true == builtins.true && null == builtins.null; expected = true; }
  { expr = isString storeDir; expected = true; }
  { expr = let a = { x = 1; }; in a // { x = a.x + 1; }; expected = { x = 2; }; }
]
