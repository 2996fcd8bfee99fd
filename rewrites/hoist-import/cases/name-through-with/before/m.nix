{ pkgs, inputs, ... }:
let unstable = import inputs.unstable { inherit (pkgs) system; config.allowUnfree = true; };
in { environment.systemPackages = [ unstable.hello ]; }
