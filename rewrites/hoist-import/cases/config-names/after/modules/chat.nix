{ fresh, ... }:
{
  environment.systemPackages = [ fresh.slack ];
}
