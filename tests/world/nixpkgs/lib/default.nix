let
  parts = self: import ./trivial.nix self // import ./modules.nix self;
  make =
    f:
    let
      self = f self // {
        extend =
          overlay:
          make (
            final:
            let
              prev = f final;
            in
            prev // overlay final prev
          );
      };
    in
    self;
in
make parts
