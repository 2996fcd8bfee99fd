# Systems by their names.
{ lib, ... }:
let
  inherit (builtins) elem elemAt head isString match;

  # What is known of a CPU by its name.
  cpus =
    let
      cpu = family: bits: { inherit family bits; };
      big = c: c // { significantByte.name = "bigEndian"; };
    in
    {
      x86_64 = cpu "x86" 64;
      i686 = cpu "x86" 32;
      i586 = cpu "x86" 32;
      i486 = cpu "x86" 32;
      i386 = cpu "x86" 32;
      aarch64 = cpu "arm" 64;
      armv5tel = cpu "arm" 32;
      armv6l = cpu "arm" 32;
      armv7a = cpu "arm" 32;
      armv7l = cpu "arm" 32;
      riscv32 = cpu "riscv" 32;
      riscv64 = cpu "riscv" 64;
      powerpc64 = big (cpu "power" 64);
      powerpc64le = cpu "power" 64;
      s390x = big (cpu "s390" 64);
      loongarch64 = cpu "loongarch" 64;
      mips64el = cpu "mips" 64;
      mipsel = cpu "mips" 32;
      wasm32 = cpu "wasm" 32;
      wasm64 = cpu "wasm" 64;
    };
in
rec {
  # The systems that flakes with packages for all of them list.
  flakeExposed = [
    "x86_64-linux"
    "aarch64-linux"
    "x86_64-darwin"
    "armv6l-linux"
    "armv7l-linux"
    "i686-linux"
    "aarch64-darwin"
    "powerpc64le-linux"
    "riscv64-linux"
    "x86_64-freebsd"
  ];

  # Whether two platforms are the same, functions aside.
  equals =
    a: b:
    let
      plain = lib.filterAttrs (_: value: !(lib.isFunction value));
    in
    plain a == plain b;

  # What is known of a platform by its system; other arguments are taken over.
  elaborate =
    args:
    let
      given = if isString args then { system = args; } else args;
      triple = lib.splitString "-" (given.config or "");
      fromTriple =
        let
          os = elemAt triple (if builtins.length triple > 3 then 2 else builtins.length triple - 1);
          kernel =
            if match "(darwin|macos).*" os != null then
              "darwin"
            else if match "mingw.*" os != null then
              "windows"
            else if match "linux.*" os != null || elem "linux" triple then
              "linux"
            else
              os;
          cpu = if head triple == "arm64" then "aarch64" else head triple;
        in
        "${cpu}-${kernel}";
      system = given.system or fromTriple;
      parts = lib.splitString "-" system;
      name = head parts;
      os = lib.last parts;
      cpu = cpus.${name} or { };

      isLinux = os == "linux";
      isDarwin = os == "darwin";
      isFreeBSD = os == "freebsd";
      isx86_64 = name == "x86_64";
      isAarch64 = name == "aarch64";
      family = cpu.family or null;
      is64bit = cpu.bits or null == 64;
      is32bit = cpu.bits or null == 32;
      isx86 = family == "x86";
      isAarch32 = family == "arm" && is32bit;
      isHardFloat = isAarch32 && match "armv[67].*" name != null;
      isWindows = os == "windows";
      isMusl = lib.hasInfix "musl" (given.config or "");
    in
    {
      inherit
        system
        isLinux
        isDarwin
        isFreeBSD
        isx86
        isx86_64
        isAarch64
        isAarch32
        is64bit
        is32bit
        isWindows
        isMusl
        ;
      isMacOS = isDarwin;
      isBSD = elem os [ "freebsd" "netbsd" "openbsd" ];
      isUnix = isLinux || isDarwin || elem os [ "freebsd" "netbsd" "openbsd" "solaris" "cygwin" ];
      isi686 = isx86 && is32bit;
      isx86_32 = isx86 && is32bit;
      isAarch = family == "arm";
      isArmv7 = elem name [ "armv7a" "armv7l" ];
      isRiscV = family == "riscv";
      isRiscV64 = family == "riscv" && is64bit;
      isPower = family == "power";
      isPower64 = family == "power" && is64bit;
      isLoongArch64 = family == "loongarch" && is64bit;
      isWasm = family == "wasm";
      isGnu = isLinux && !isMusl;
      isLittleEndian = !(cpu ? significantByte);
      isBigEndian = cpu ? significantByte;
      config =
        if isDarwin then
          "${if isAarch64 then "arm64" else name}-apple-darwin"
        else if isLinux then
          "${name}-unknown-linux-gnu"
          + lib.optionalString isAarch32 "eabi"
          + lib.optionalString isHardFloat "hf"
        else
          "${name}-unknown-${os}";
      darwinArch = if isAarch64 then "arm64" else name;
      linuxArch =
        if isAarch64 then
          "arm64"
        else if isAarch32 then
          "arm"
        else if name == "i686" then
          "i386"
        else if family == "riscv" then
          "riscv"
        else if family == "power" then
          "powerpc"
        else if family == "s390" then
          "s390"
        else if family == "loongarch" then
          "loongarch"
        else
          name;
      parsed = {
        _type = "system";
        cpu = cpu // {
          _type = "cpu-type";
          inherit name;
        };
        kernel = {
          _type = "kernel";
          name = os;
        };
        vendor = {
          _type = "vendor";
          name =
            if isDarwin then
              "apple"
            else if isWindows then
              "w64"
            else
              "unknown";
        };
        abi = {
          _type = "abi";
          name =
            if isLinux then
              (
                if isAarch32 then
                  (if isHardFloat then "gnueabihf" else "gnueabi")
                else if isMusl then
                  "musl"
                else
                  "gnu"
              )
            else
              "unknown";
        };
      };
    }
    // given;
}
