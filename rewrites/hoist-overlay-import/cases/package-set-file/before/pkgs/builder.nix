{ symlinkJoin, python3 }:
symlinkJoin { name = "builder"; paths = [ python3 ]; }
