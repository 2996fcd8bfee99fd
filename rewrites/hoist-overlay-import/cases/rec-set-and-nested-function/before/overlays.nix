{ nixpkgs-unstable }:
rec {
  newer = system: import nixpkgs-unstable {
    inherit system;
    config = { allowUnfree = true; };
  };

  unstable = final: prev: { unstable = newer prev.system; };

  default = final: prev: (unstable final prev) // { fast = final.unstable.ripgrep; };
}
