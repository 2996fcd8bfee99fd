# The formals of a function or of a set that acts as one, for who hands them on: nothing depends on which they are.
let
  formals = f: if f ? __functor then f.__functionArgs or (formals (f.__functor f)) else builtins.functionArgs f;
in
formals
