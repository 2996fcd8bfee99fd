{ unstable, ... }:
{
  environment.etc."channel".text = if unstable then "unstable" else "stable";
}
