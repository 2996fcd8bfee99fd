let
  # What every host allows.
  nixpkgsConfig = {
    allowUnfree = true;
  };

  nixpkgsOverlays = [ (_: prev: { greeting = prev.hello; }) ];
in
{
  inherit nixpkgsConfig nixpkgsOverlays;
}
