{ inputs, ... }:
{
  containers.web = {
    autoStart = true;
    specialArgs = { inherit inputs; };
    config = {
      imports = [ ./modules/editors.nix ];
      networking.hostName = "web";
    };
  };
}
