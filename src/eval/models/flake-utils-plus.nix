# What flake-utils-plus makes of `mkFlake { … }`: its README, "Documentation" and the options of `lib/mkFlake.nix`.
{ lib, writtenAt }:
let
  inherit (builtins)
    foldl'
    isAttrs
    isList
    listToAttrs
    mapAttrs
    ;

  # Sets are merged, lists are joined; else the second counts.
  merge =
    a: b:
    if isAttrs a && isAttrs b && !(a ? _type || b ? _type) then
      a // mapAttrs (name: v: if a ? ${name} then merge a.${name} v else v) b
    else if isList a && isList b then
      a ++ b
    else
      b;
in
import ./flake-utils.nix
// {
  mkFlake =
    options@{
      self,
      inputs,
      supportedSystems ? [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ],
      channels ? { },
      channelsConfig ? { },
      sharedOverlays ? [ ],
      hosts ? { },
      hostDefaults ? { },
      outputsBuilder ? (_: { }),
      ...
    }:
    let
      channelsFor =
        system:
        let
          channel =
            name: given:
            let
              input = given.input or inputs.${name};
              pkgs = import input {
                inherit system;
                overlays = sharedOverlays ++ (given.overlaysBuilder or (_: [ ])) all;
                config = channelsConfig // given.config or { };
              };
            in
            pkgs;
          all = mapAttrs channel (mapAttrs (_: input: { inherit input; }) (removeAttrs inputs [ "self" ]) // channels);
        in
        all;
      # A channel's input; the instance does not name it.
      inputOf = name: (channels.${name} or { }).input or inputs.${name};

      build =
        name: given:
        let
          host = {
            channelName = "nixpkgs";
            system = "x86_64-linux";
            output = "nixosConfigurations";
            modules = [ ];
            extraArgs = { };
            specialArgs = { };
          }
          // merge hostDefaults given;
          pkgs = (channelsFor host.system).${host.channelName};
          builder = host.builder or (inputOf host.channelName).lib.nixosSystem;
          args = host.specialArgs // {
            channel = pkgs;
          };
        in
        {
          ${host.output}.${name} = builder {
            inherit (host) system;
            modules = [
              {
                networking.hostName = name;
                _module.args = (if host.output == "darwinConfigurations" then { } else { inherit inputs; }) // host.extraArgs;
              }
            ]
            ++ (if host.output == "nixosConfigurations" then [ { nixpkgs = { inherit pkgs; }; } ] else [ ])
            ++ host.modules;
            specialArgs = writtenAt (given.specialArgs or (hostDefaults.specialArgs or { })) args;
          };
        };

      built = map (name: build name hosts.${name}) (builtins.attrNames hosts);
      perSystem = map (system: mapAttrs (_: value: { ${system} = value; }) (outputsBuilder (channelsFor system))) supportedSystems;
      rest = removeAttrs options [
        "inputs"
        "hosts"
        "hostDefaults"
        "nixosProfiles"
        "channels"
        "channelsConfig"
        "self"
        "sharedOverlays"
        "supportedSystems"
        "outputsBuilder"
      ];
      pkgs = listToAttrs (
        map (name: {
          inherit name;
          value = channelsFor name;
        }) supportedSystems
      );
    in
    foldl' merge { } ([ rest { inherit pkgs; } ] ++ perSystem ++ built);
}
