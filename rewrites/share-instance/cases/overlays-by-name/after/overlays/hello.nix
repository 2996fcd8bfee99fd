final: prev: { hello = prev.hello.override { loud = true; }; }
