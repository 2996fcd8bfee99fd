{ zip, git, ... }:
{
  environment.systemPackages = [
    zip.hello
    git.git
  ];
}
