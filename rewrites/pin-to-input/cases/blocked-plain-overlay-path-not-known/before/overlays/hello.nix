"lan"
