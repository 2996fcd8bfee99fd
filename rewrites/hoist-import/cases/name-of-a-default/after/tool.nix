{
  unstable,
}:
unstable.fish
