{
  unstable,
  ...
}: {
  environment.systemPackages = with unstable; [
    helix
  ];
}
