{ instances }:
final: prev: {
  unstable = instances.${final.system}.unstable;
}
