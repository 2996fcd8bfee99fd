{ unstable, ... }:
  # The new one: the old one has no worktrees,
  # and its log is too wide.
  { environment.systemPackages = [ unstable.git ]; }
