# Texts with an order between them, as activation scripts are.
{ lib, ... }:
rec {
  # A text after others.
  fullDepEntry = text: deps: { inherit text deps; };

  # A text anywhere.
  noDepEntry = text: {
    inherit text;
    deps = [ ];
  };

  # No text, after others.
  packEntry = deps: {
    text = "";
    inherit deps;
  };

  # A text after others, with the others first.
  stringAfter = deps: text: { inherit text deps; };

  # The texts of the named entries and of what they come after, in order.
  textClosureList =
    entries: names:
    let
      visit =
        at: name:
        if at.done ? ${name} then
          at
        else
          let
            entry = entries.${name};
            deps = builtins.foldl' visit (at // { done = at.done // { ${name} = true; }; }) (
              entry.deps or [ ]
            );
          in
          deps // { texts = deps.texts ++ [ entry.text ]; };
    in
    (builtins.foldl' visit {
      done = { };
      texts = [ ];
    } names).texts;

  # textClosureList as one text, each part through a function.
  textClosureMap =
    f: entries: names:
    builtins.concatStringsSep "\n" (map f (textClosureList entries names));
}
