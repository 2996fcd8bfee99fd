{ unstable, darwin, ... }:
{
  environment.systemPackages = [ unstable.hello ];
  environment.etc.darwin.text = darwin.hello.name;
}
