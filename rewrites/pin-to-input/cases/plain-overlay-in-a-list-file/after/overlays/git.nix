{instances}: self: super: let
  old = instances.${self.system}.old;
in {
  old-git = old.git;
}
