inputs: final: prev: {
  unstable = inputs.instances.${final.system}.unstable;
}
