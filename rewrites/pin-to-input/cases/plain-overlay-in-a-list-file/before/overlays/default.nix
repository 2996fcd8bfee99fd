# In the order in which they apply.
[
  (import ./hello.nix)
  (builtins.import ./git.nix)
]
