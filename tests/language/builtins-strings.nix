# Builtins over strings.
with builtins;
[
  { expr = compareVersions "1.0" "1.1"; expected = -1; }
  { expr = compareVersions "1.10" "1.9"; expected = 1; }
  { expr = compareVersions "1.0" "1.0"; expected = 0; }
  { expr = compareVersions "1.0pre1" "1.0"; expected = -1; }
  { expr = compareVersions "1.0" "1.0pre1"; expected = 1; }
  { expr = compareVersions "2.3" "2.3a"; expected = -1; }
  { expr = compareVersions "2.3a" "2.3.1"; expected = -1; }
  { expr = compareVersions "2.3.1" "2.3a"; expected = 1; }
  { expr = compareVersions "2.3pre1" "2.3pre12"; expected = -1; }
  { expr = compareVersions "2.3pre3" "2.3q"; expected = -1; }
  { expr = compareVersions "01" "1"; expected = 0; }
  { expr = compareVersions "1.0-1" "1.0.1"; expected = 0; }
  { expr = compareVersions "" "1"; expected = -1; }
  { expr = compareVersions "" ""; expected = 0; }
  { expr = compareVersions "a" "b"; expected = -1; }
  { expr = compareVersions "23.11" "24.05"; expected = -1; }
  { expr = compareVersions "pre" ""; expected = -1; }
  { expr = splitVersion "1.2.3"; expected = [ "1" "2" "3" ]; }
  { expr = splitVersion "1.0pre2-rc"; expected = [ "1" "0" "pre" "2" "rc" ]; }
  { expr = splitVersion ""; expected = [ ]; }
  { expr = parseDrvName "nix-0.12pre12876"; expected = { name = "nix"; version = "0.12pre12876"; }; }
  { expr = parseDrvName "a-b-c-1"; expected = { name = "a-b-c"; version = "1"; }; }
  { expr = parseDrvName "hello"; expected = { name = "hello"; version = ""; }; }
  { expr = parseDrvName "a-1-b-2"; expected = { name = "a"; version = "1-b-2"; }; }
  { expr = parseDrvName "a--1"; expected = { name = "a"; version = "-1"; }; }
  { expr = parseDrvName "a-"; expected = { name = "a-"; version = ""; }; }
  { expr = replaceStrings [ "oo" "a" ] [ "a" "i" ] "foobar"; expected = "fabir"; }
  { expr = replaceStrings [ "." ] [ "-" ] "a.b.c"; expected = "a-b-c"; }
  { expr = replaceStrings [ "" ] [ "x" ] "ab"; expected = "xaxbx"; }
  { expr = replaceStrings [ "" ] [ "x" ] ""; expected = "x"; }
  { expr = replaceStrings [ "a" "" ] [ "b" "_" ] "ac"; expected = "b_c_"; }
  { expr = replaceStrings [ "a" "aa" ] [ "1" "2" ] "aaa"; expected = "111"; }
  { expr = replaceStrings [ "aa" "a" ] [ "2" "1" ] "aaa"; expected = "21"; }
  { expr = replaceStrings [ ] [ ] "a"; expected = "a"; }
  { expr = replaceStrings [ "a" "b" ] [ "b" "a" ] "abba"; expected = "baab"; }
  { expr = stringLength "abc"; expected = 3; }
  { expr = stringLength ""; expected = 0; }
  { expr = substring 0 3 "nixos"; expected = "nix"; }
  { expr = substring 3 10 "nixos"; expected = "os"; }
  { expr = substring 3 (-1) "nixos"; expected = "os"; }
  { expr = substring 9 1 "nixos"; expected = ""; }
  { expr = substring 1 0 "nixos"; expected = ""; }
  { expr = match "ab" "abc"; expected = null; }
  { expr = match "abc" "abc"; expected = [ ]; }
  { expr = match "a(.)(.)" "abc"; expected = [ "b" "c" ]; }
  { expr = match "(a)?(b)" "b"; expected = [ null "b" ]; }
  { expr = match "[[:space:]]+([[:upper:]]+)[[:space:]]+" "  FOO   "; expected = [ "FOO" ]; }
  { expr = match "(.*)\\.nix" "a.b.nix"; expected = [ "a.b" ]; }
  { expr = match "[^.]*" "a.b"; expected = null; }
  { expr = match ".*" "a\nb"; expected = [ ]; }
  { expr = match "^abc$" "abc"; expected = [ ]; }
  { expr = match "" ""; expected = [ ]; }
  { expr = match "a{2,3}" "aaa"; expected = [ ]; }
  { expr = match "a{2}" "aaa"; expected = null; }
  { expr = match "(foo|foobar)" "foobar"; expected = [ "foobar" ]; }
  { expr = match "[a-z0-9_-]+" "a_b-9"; expected = [ ]; }
  { expr = match "[]a]+" "a]"; expected = [ ]; }
  { expr = match "[^]]+" "ab"; expected = [ ]; }
  { expr = match "[[]x[]]" "[x]"; expected = [ ]; }
  { expr = match "[a&&b]+" "a&b"; expected = [ ]; }
  { expr = match "[a~~b]+" "a~b"; expected = [ ]; }
  { expr = match "[[:alpha:]_][[:alnum:]_]*" "x_1"; expected = [ ]; }
  { expr = match "\\$\\{(.*)}" "\${x}"; expected = [ "x" ]; }
  { expr = match "([0-9]+)\\.([0-9]+).*" "23.11pre"; expected = [ "23" "11" ]; }
  { expr = match "(([a-z])+)" "abc"; expected = [ "abc" "c" ]; }
  { expr = match "/nix/store/([a-z]+)-(.*)" "/nix/store/abc-d-e"; expected = [ "abc" "d-e" ]; }
  { expr = split "(a)b" "abc"; expected = [ "" [ "a" ] "c" ]; }
  { expr = split "([ac])" "abc"; expected = [ "" [ "a" ] "b" [ "c" ] "" ]; }
  { expr = split "(a)|(c)" "abc"; expected = [ "" [ "a" null ] "b" [ null "c" ] "" ]; }
  { expr = split "([[:upper:]]+)" " FOO "; expected = [ " " [ "FOO" ] " " ]; }
  { expr = split "," "a,b,,c"; expected = [ "a" [ ] "b" [ ] "" [ ] "c" ]; }
  { expr = split "x" "abc"; expected = [ "abc" ]; }
  { expr = split "x" ""; expected = [ "" ]; }
  { expr = split "\n" "a\nb\n"; expected = [ "a" [ ] "b" [ ] "" ]; }
  { expr = filter isString (split "\\." "a.b.c"); expected = [ "a" "b" "c" ]; }
  { expr = split "" "ab"; expected = [ "" [ ] "a" [ ] "b" [ ] "" ]; }
  { expr = split "^a" "aa"; expected = [ "" [ ] "a" ]; }
  { expr = toJSON { b = 1; a = [ true null "x" ]; }; expected = ''{"a":[true,null,"x"],"b":1}''; }
  { expr = toJSON "q\"\\\n"; expected = ''"q\"\\\n"''; }
  { expr = toJSON 1.5; expected = "1.5"; }
  { expr = toJSON { outPath = "/a"; b = 1; }; expected = ''"/a"''; }
  { expr = toJSON { __toString = s: s.v; v = "x"; }; expected = ''"x"''; }
  { expr = toJSON [ ]; expected = "[]"; }
  { expr = toJSON { }; expected = "{}"; }
  { expr = toJSON "é"; expected = ''"é"''; }
  { expr = fromJSON "1"; expected = 1; }
  { expr = fromJSON "1.5"; expected = 1.5; }
  { expr = fromJSON "-3"; expected = -3; }
  { expr = fromJSON "\"a\\u0062\""; expected = "ab"; }
  { expr = fromJSON "null"; expected = null; }
  { expr = fromJSON "[]"; expected = [ ]; }
  { expr = fromJSON ''{"a":{"b":[1,"2",false]}}''; expected = { a.b = [ 1 "2" false ]; }; }
  { expr = typeOf (fromJSON "1.0"); expected = "float"; }
  { expr = fromJSON (toJSON { a = { b = [ 1 ]; }; }); expected = { a.b = [ 1 ]; }; }
  { expr = fromTOML "a = 1\nb = 2.5\nc = \"x\""; expected = { a = 1; b = 2.5; c = "x"; }; }
  { expr = fromTOML "[a]\nb = [1, 2]\n[a.c]\nd = true"; expected = { a = { b = [ 1 2 ]; c.d = true; }; }; }
  { expr = fromTOML "[[p]]\nn = 1\n[[p]]\nn = 2"; expected = { p = [ { n = 1; } { n = 2; } ]; }; }
  { expr = fromTOML "a.b.c = 1"; expected = { a.b.c = 1; }; }
  { expr = fromTOML "a = { b = 1 }"; expected = { a.b = 1; }; }
  { expr = fromTOML "x = '''\na\nb'''"; expected = { x = "a\nb"; }; }
  { expr = unsafeDiscardStringContext "a"; expected = "a"; }
  { expr = concatStringsSep "" (map (x: "<${x}>") [ "a" "b" ]); expected = "<a><b>"; }
  { expr = toString (map toString [ 1 2 ]); expected = "1 2"; }
  { expr = concatStringsSep "\n" (filter isString (split " " "a b")); expected = "a\nb"; }
]
