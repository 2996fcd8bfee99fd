inputs: final: prev: {
  unstable = inputs.instances.${prev.system}.unstable;
}
