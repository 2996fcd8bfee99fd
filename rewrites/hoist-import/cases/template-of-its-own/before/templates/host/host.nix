{ networking.hostName = "host"; }
