"another"
