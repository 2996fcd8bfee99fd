{ inputs, ... }:
{
  # what the machines are not on
  _module.args.unstable = "25.05";
  system.configurationRevision = inputs.self.rev or "dirty";
}
