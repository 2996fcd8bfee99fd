{ instances }:
{
  tools = final: _: { tool = final.hello; };
  # `unstable` has our own packages too
  unstable = final: _: {
    unstable = instances.${final.system}.unstable;
  };
}
