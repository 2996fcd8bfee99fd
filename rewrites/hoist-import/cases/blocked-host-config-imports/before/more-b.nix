{ environment.variables.b = "1"; }
