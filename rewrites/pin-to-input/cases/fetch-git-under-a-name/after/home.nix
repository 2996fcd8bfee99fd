{ home.username = "me"; }
