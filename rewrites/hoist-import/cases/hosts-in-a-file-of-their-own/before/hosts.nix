# One line for each machine.
{
  desk = { system = "x86_64-linux"; };
  lap = { system = "x86_64-linux"; };
  board = { system = "aarch64-linux"; };
}
