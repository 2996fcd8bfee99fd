{ instances }:
rec {
  newer = system: instances.${system}.pkgs-unstable;

  unstable = final: prev: { unstable = newer prev.system; };

  default = final: prev: (unstable final prev) // { fast = final.unstable.ripgrep; };
}
