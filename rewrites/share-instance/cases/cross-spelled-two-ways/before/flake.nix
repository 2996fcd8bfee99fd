{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }: {
    packages.x86_64-linux.firmware = (import nixpkgs {
      system = "x86_64-linux";
      crossSystem = "aarch64-linux";
    }).hello;

    packages.x86_64-linux.loader = (import nixpkgs {
      localSystem = { system = "x86_64-linux"; };
      crossSystem.system = "aarch64-linux";
    }).curl;

    packages.x86_64-linux.tuned = (import nixpkgs {
      system = "x86_64-linux";
      crossSystem = { system = "aarch64-linux"; gcc.arch = "armv8.2-a"; };
    }).curl;
  };
}
