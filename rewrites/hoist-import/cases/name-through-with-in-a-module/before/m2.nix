{ pkgs, inputs, ... }:
let v = import inputs.unstable { inherit (pkgs) system; config.allowUnfree = true; };
in { environment.systemPackages = with pkgs; [ v.hello git ]; }
