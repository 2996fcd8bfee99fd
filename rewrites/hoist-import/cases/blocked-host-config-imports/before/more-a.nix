{ environment.variables.a = "1"; }
