{ networking.hostName = "lap"; }
