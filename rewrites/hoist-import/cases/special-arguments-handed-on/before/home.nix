{ inputs, ... }: { home.file.rev.text = inputs.nixpkgs.rev; }
