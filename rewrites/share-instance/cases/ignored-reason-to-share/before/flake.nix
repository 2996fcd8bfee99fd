{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { nixpkgs, ... }: {
    packages.x86_64-linux.hello = (import nixpkgs { system = "x86_64-linux"; config.allowUnfree = true; }).hello;
    # nixinst: ignore
    packages.x86_64-linux.git = (import nixpkgs { system = "x86_64-linux"; config.allowUnfree = true; }).git;
  };
}
