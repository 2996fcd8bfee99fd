{ nixpkgs-instances }:
final: prev: {
  fresh = nixpkgs-instances.${final.system}.fresh;
}
