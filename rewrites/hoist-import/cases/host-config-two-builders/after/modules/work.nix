{ newer, ... }:
{
  environment.systemPackages = [ newer.discord newer.slack ];
}
