{
  imports = [ ../../modules ];
}
