{ unstable }:
unstable.hello
