# Strings, indented strings, escapes, interpolation, coercion.
[
  { expr = "a\nb"; expected = builtins.fromJSON ''"a\nb"''; }
  { expr = "\t\r\\\"\${x}"; expected = builtins.fromJSON ''"\t\r\\\"''${x}"''; }
  { expr = "\a\q"; expected = "aq"; }
  { expr = "$"; expected = "\$"; }
  { expr = "$$"; expected = "\$\$"; }
  { expr = "$${x}"; expected = "\$\${x}"; }
  { expr = "$x"; expected = "\$x"; }
  { expr = "a${"b"}c"; expected = "abc"; }
  { expr = "${"a"}"; expected = "a"; }
  { expr = "${"a${"b"}"}"; expected = "ab"; }
  { expr = let x = { y = "z"; }; in "<${x.y}>"; expected = "<z>"; }
  { expr = "a
b"; expected = "a\nb"; }
  { expr = builtins.stringLength "é"; expected = 2; }
  { expr = ''abc''; expected = "abc"; }
  { expr = ''''; expected = ""; }
  { expr = ''  abc''; expected = "abc"; }
  { expr = ''
      one
        two
      three
    ''; expected = "one\n  two\nthree\n"; }
  { expr = ''
      one

      two''; expected = "one\n\ntwo"; }
  { expr = ''

      one
    ''; expected = "\none\n"; }
  { expr = ''
    ''; expected = ""; }
  { expr = ''
      a
     b
    c
  ''; expected = "  a\n b\nc\n"; }
  { expr = ''
      ${"x"}
        y
    ''; expected = "x\n  y\n"; }
  { expr = ''
      a ${"x
   y"} b
    ''; expected = "a x\n   y b\n"; }
  { expr = ''a''${b}''; expected = "a\${b}"; }
  { expr = ''a$${b}''; expected = "a\$\${b}"; }
  { expr = ''a'''b''; expected = "a''b"; }
  { expr = ''a''\nb''; expected = "a\nb"; }
  { expr = ''a''\tb''\\c''; expected = "a\tb\\c"; }
  { expr = ''a\nb''; expected = "a\\nb"; }
  { expr = ''"q"''; expected = "\"q\""; }
  { expr = ''a'b''; expected = "a'b"; }
  { expr = ''
      ''${x}
      ''\ta
    ''; expected = "\${x}\n\ta\n"; }
  { expr = ''
	tab
	  more
  ''; expected = "	tab\n	  more\n"; }
  { expr = ''${"a"}${"b"}''; expected = "ab"; }
  { expr = ''
      a
      ${"b"}''; expected = "a\nb"; }
  { expr = ''
       
      a
    ''; expected = " \na\n"; }
  { expr = ''
      a   
    ''; expected = "a   \n"; }
  { expr = ''$''; expected = "\$"; }
  { expr = ''$''$''; expected = "\$\$"; }
  { expr = "it's"; expected = ''it's''; }
  { expr = http://example.org/a?b=c; expected = "http://example.org/a?b=c"; }
  { expr = x:x; expected = "x:x"; }
  { expr = toString 1; expected = "1"; }
  { expr = toString (-1); expected = "-1"; }
  { expr = toString 1.5; expected = "1.500000"; }
  { expr = toString true; expected = "1"; }
  { expr = toString false; expected = ""; }
  { expr = toString null; expected = ""; }
  { expr = toString "x"; expected = "x"; }
  { expr = toString [ ]; expected = ""; }
  { expr = toString [ 1 "a" ]; expected = "1 a"; }
  { expr = toString [ true [ 1 2 ] null "x" ]; expected = "1 1 2  x"; }
  { expr = toString [ [ ] 1 ]; expected = "1"; }
  { expr = toString [ "a" [ "b" [ "c" ] ] ]; expected = "a b c"; }
  { expr = toString { outPath = "/a"; }; expected = "/a"; }
  { expr = toString { __toString = self: "v${toString self.n}"; n = 3; }; expected = "v3"; }
  { expr = toString { __toString = _: "s"; outPath = "/a"; }; expected = "s"; }
  { expr = "${{ outPath = "x"; }}y"; expected = "xy"; }
  { expr = "${{ outPath = { outPath = "x"; }; }}y"; expected = "xy"; }
  { expr = "${{ __toString = _: "s"; }}"; expected = "s"; }
  { expr = "a" + { outPath = "b"; }; expected = "ab"; }
  { expr = { outPath = "b"; } + "a"; expected = "ba"; }
  { expr = { outPath = "a"; } + { outPath = "b"; }; expected = "ab"; }
  { expr = "${toString ./a}/b" == toString ./a/b; expected = true; }
  { expr = "${if true then "x" else "y"}"; expected = "x"; }
  { expr = "${let a = "b"; in a}"; expected = "b"; }
  { expr = "a${/* comment */ "b"}"; expected = "ab"; }
  { expr = "{}${"}"}"; expected = "{}}"; }
  { expr = "\${"; expected = "$" + "{"; }
  { expr = ''
      if [ "''${x}" = '''''' ]; then
        echo ${"y"}
      fi
    ''; expected = "if [ \"\${x}\" = '''' ]; then\n  echo y\nfi\n"; }
  { expr = ''

        a

      b

    ''; expected = "\n  a\n\nb\n\n"; }
  { expr = "x" + ''
      y
    '' + "z"; expected = "xy\nz"; }
  # comments
  { expr = /* a */ 1 /* b */ + # c
    2; expected = 3; }
  { expr = /**/ 1; expected = 1; }
  { expr = [ 1 /* 2 */ 3 ]; expected = [ 1 3 ]; }
  { expr = { /* a = 1; */ b = 2; # c = 3;
    }; expected = { b = 2; }; }
]
