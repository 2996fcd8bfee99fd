{ isArm, ... }:
{
  boot.loader.generic-extlinux-compatible.enable = isArm;
}
