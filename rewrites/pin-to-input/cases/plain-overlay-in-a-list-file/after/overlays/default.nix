# In the order in which they apply.
{instances}: [
  (import ./hello.nix)
  (builtins.import ./git.nix {inherit instances;})
]
