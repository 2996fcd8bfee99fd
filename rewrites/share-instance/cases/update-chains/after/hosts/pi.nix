{ stable, ... }: { environment.systemPackages = [ stable.helix ]; }
