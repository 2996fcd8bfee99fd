{ unstable, free, ... }:
{ environment.systemPackages = [ unstable.hello free.git ]; }
