{ inputs, lib }@args:
{
  one = import ./mk.nix args "one";
  two = import ./mk.nix args "two";
}
