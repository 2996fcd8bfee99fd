{ board, ... }:
{
  hardware.board = board;
}
