_: prev: { hello = prev.hello.override { }; }
