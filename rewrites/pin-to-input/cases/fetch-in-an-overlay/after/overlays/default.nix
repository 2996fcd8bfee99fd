{ inputs, instances, ... }:
{
  unused = inputs;

  tools = final: prev: {
    # The cluster is old.
    kubectl-123 = instances.${final.stdenv.hostPlatform.system}.kubectl-123;
  };
}
