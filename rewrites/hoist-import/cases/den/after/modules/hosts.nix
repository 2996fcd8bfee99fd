{ inputs, den, ... }:
{
  imports = [ inputs.den.flakeModule ];

  den.hosts.x86_64-linux.desk = { };
  den.hosts.x86_64-linux.lap = { };

  den.aspects.desk.includes = [
    den.aspects.editors
    den.aspects.shell
  ];
  den.aspects.lap.includes = [ den.aspects.editors ];
}
