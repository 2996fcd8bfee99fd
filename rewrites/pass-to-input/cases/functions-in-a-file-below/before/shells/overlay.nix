final: prev: {
  hello = prev.hello.override { };
}
