# Functions on strings; escapes.nix has those that quote.
{ lib, ... }:
let
  inherit (builtins)
    concatMap
    concatStringsSep
    elem
    filter
    genList
    head
    isList
    isString
    length
    match
    replaceStrings
    split
    stringLength
    substring
    typeOf
    ;

  lowerChars = chars "abcdefghijklmnopqrstuvwxyz";
  upperChars = chars "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  decimal =
    text:
    let
      parts = match "(-?)0*([0-9]+)" text;
      number = builtins.fromJSON (lib.elemAt parts 1);
    in
    if head parts == "-" then -number else number;
  # A path in a string stands for its copy in the store, which keeps no more than the last name.
  asText =
    text:
    if builtins.isPath text then
      "${builtins.storeDir}/00000000000000000000000000000000-${builtins.baseNameOf text}"
    else
      text;

  chars = text: genList (i: substring i 1 text) (stringLength text);
  words =
    text:
    filter (w: isString w && w != "") (split "[^a-zA-Z0-9]+|(_)" text);
  escapes = import ./escapes.nix { inherit lib; };
in
escapes
// rec {
  inherit (builtins)
    appendContext
    compareVersions
    concatStringsSep
    elem
    elemAt
    filter
    fromJSON
    genList
    head
    isAttrs
    isInt
    isList
    isPath
    isString
    match
    parseDrvName
    readFile
    replaceStrings
    split
    storeDir
    stringLength
    substring
    tail
    toJSON
    typeOf
    unsafeDiscardStringContext
    ;

  # The letters a to z.
  inherit lowerChars;

  # The letters A to Z.
  inherit upperChars;

  ## Concatenation

  # The string, or an empty one unless the condition holds.
  optionalString = condition: text: if condition then text else "";

  # All strings of a list, one after the other.
  concatStrings = concatStringsSep "";

  # Maps a function over a list and concatenates the strings.
  concatMapStrings = f: xs: concatStringsSep "" (map f xs);

  # concatMapStrings with the index, from 1.
  concatImapStrings = f: xs: concatStringsSep "" (lib.imap1 f xs);

  # concatMapStrings with a separator.
  concatMapStringsSep =
    separator: f: xs:
    concatStringsSep separator (map f xs);

  # concatImapStrings with a separator.
  concatImapStringsSep =
    separator: f: xs:
    concatStringsSep separator (lib.imap1 f xs);

  # Strings made of each attribute, with a separator.
  concatMapAttrsStringSep =
    separator: f: set:
    concatStringsSep separator (lib.mapAttrsToList f set);

  # Strings as lines, each with its newline.
  concatLines = concatMapStrings (line: line + "\n");

  # The strings with a separator between them.
  join = concatStringsSep;

  # A separator between the elements.
  intersperse = lib.lists.intersperse;

  # A string n times.
  replicate = n: text: concatStringsSep "" (genList (_: text) n);

  ## Tests

  # Whether a string begins with another one.
  hasPrefix = prefix: text: substring 0 (stringLength prefix) (asText text) == prefix;

  # Whether a string ends with another one.
  hasSuffix =
    suffix: text:
    let
      all = asText text;
      n = stringLength suffix;
      m = stringLength all;
    in
    m >= n && substring (m - n) n all == suffix;

  # Whether a string contains another one.
  hasInfix =
    infix: text:
    let
      all = "${asText text}";
    in
    infix == "" || replaceStrings [ infix ] [ "" ] all != all;

  # Whether a value can be interpolated in a string.
  isStringLike = x: isString x || builtins.isPath x || x ? outPath || x ? __toString;

  # Whether toString accepts a value.
  isConvertibleWithToString =
    x:
    isStringLike x
    || elem (typeOf x) [
      "null"
      "int"
      "float"
      "bool"
    ]
    || (isList x && builtins.all isConvertibleWithToString x);

  # Whether a value is the path of something directly in the store.
  isStorePath =
    x:
    isStringLike x
    && (
      let
        text = toString x;
      in
      substring 0 1 text == "/"
      && builtins.dirOf text == builtins.storeDir
      && match "[a-z0-9]{32}-.*" (builtins.baseNameOf text) != null
    );

  # Whether a string can be the name of a shell variable.
  isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;

  ## Parts

  # The characters of a string.
  stringToCharacters = chars;

  # Maps a function over the characters of a string.
  stringAsChars = f: text: concatStringsSep "" (map f (chars text));

  # The parts of a string between the separators.
  splitString =
    separator: text:
    filter isString (split (lib.escapeRegex (toString separator)) (toString text));

  # Splits where a predicate of the previous and the current character holds, with or without
  # keeping that character.
  splitStringBy =
    pred: keep: text:
    let
      step =
        at: char:
        if pred at.before char then
          {
            before = char;
            done = at.done ++ [ at.part ];
            part = if keep then char else "";
          }
        else
          at
          // {
            before = char;
            part = at.part + char;
          };
      end = builtins.foldl' step {
        before = "";
        done = [ ];
        part = "";
      } (chars text);
    in
    if text == "" then [ "" ] else end.done ++ [ end.part ];

  # The string without a prefix, if it has it.
  removePrefix =
    prefix: text:
    if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;

  # The string without a suffix, if it has it.
  removeSuffix =
    suffix: text:
    if hasSuffix suffix text then
      substring 0 (stringLength text - stringLength suffix) text
    else
      text;

  # The string without white space at both ends.
  trim = trimWith {
    start = true;
    end = true;
  };

  # The string without white space at the chosen ends.
  trimWith =
    {
      start ? false,
      end ? false,
    }:
    text:
    let
      blank = " \t\r\n";
      left = if start then head (match "[${blank}]*(.*)" text) else text;
      right = match "(.*[^${blank}])[${blank}]*" left;
    in
    if !end then
      left
    else if right == null then
      ""
    else
      head right;

  # How many characters two strings begin with in common.
  commonPrefixLength = a: b: length (lib.lists.commonPrefix (chars a) (chars b));

  # How many characters two strings end with in common.
  commonSuffixLength =
    a: b:
    length (
      lib.lists.commonPrefix (lib.reverseList (chars a)) (lib.reverseList (chars b))
    );

  ## Case

  # ASCII letters in lower case.
  toLower = replaceStrings upperChars lowerChars;

  # ASCII letters in upper case.
  toUpper = replaceStrings lowerChars upperChars;

  # The first letter in upper case, the others in lower case.
  toSentenceCase = text: toUpper (substring 0 1 text) + toLower (substring 1 (-1) text);

  # Words put together, each but the first with an upper-case letter at its start.
  toCamelCase =
    text:
    let
      parts = concatMap (
        word: splitStringBy (before: c: elem before lowerChars && elem c upperChars) true word
      ) (words text);
    in
    concatStringsSep "" (
      lib.imap0 (i: word: if i == 0 then toLower word else toSentenceCase word) parts
    );

  ## Replacement

  # Replaces one string everywhere.
  replaceString = from: to: replaceStrings [ from ] [ to ];

  # The former name of replaceStrings.
  replaceChars = replaceStrings;

  # Leaves only characters that a derivation's name may have.
  sanitizeDerivationName =
    name:
    let
      plain = builtins.unsafeDiscardStringContext (toString name);
      bare = head (match "\\.*(.*)" plain);
      clean = concatStringsSep "" (
        map (part: if isList part then "-" else part) (split "[^[:alnum:]+._?=-]+" bare)
      );
      short =
        let
          n = stringLength clean;
        in
        if n > 207 then substring (n - 207) (-1) clean else clean;
    in
    if short == "" then "unknown" else short;

  # A path without doubled slashes.
  normalizePath = path: concatStringsSep "/" (filter isString (split "//+" path));

  ## Numbers

  # Fills a string up at the left.
  fixedWidthString =
    width: filler: text:
    let
      missing = width - stringLength text;
      n = stringLength filler;
    in
    if missing < 0 then
      throw "fixedWidthString: the string is longer than ${toString width} characters: ${text}"
    else
      concatStringsSep "" (genList (i: filler) (missing / n)) + text;

  # A number with zeros at its left.
  fixedWidthNumber = width: n: fixedWidthString width "0" (toString n);

  # A float as a string.
  floatToString = toString;

  # An integer from a string, which must not have leading zeros.
  toInt =
    text:
    let
      digits = match "[[:space:]]*(-?[[:digit:]]+)[[:space:]]*" text;
      number = head digits;
    in
    if digits == null then
      throw "toInt: Could not convert ${builtins.toJSON text} to int."
    else if match "-?0+[1-9][0-9]*" number != null then
      throw "toInt: Ambiguity in interpretation of ${builtins.toJSON text} between octal and zero padded integer."
    else
      decimal number;

  # An integer from a string of decimal digits, leading zeros allowed.
  toIntBase10 =
    text:
    let
      digits = match "[[:space:]]*(-?[[:digit:]]+)[[:space:]]*" text;
    in
    if digits == null then
      throw "toIntBase10: Could not convert ${builtins.toJSON text} to int."
    else
      decimal (head digits);

  # The ASCII code of a character.
  charToInt = c: lib.strings.asciiTable.${c};

  ## Versions and names

  # Whether the second version is older than the first.
  versionOlder = a: b: builtins.compareVersions b a == 1;

  # Whether the first version is the second one or newer.
  versionAtLeast = a: b: !(versionOlder a b);

  # The name of a package or of a `name-version` string, without the version.
  getName =
    x:
    if isString x then
      (builtins.parseDrvName x).name
    else
      x.pname or (builtins.parseDrvName x.name).name;

  # The version of a package or of a `name-version` string.
  getVersion =
    x:
    if isString x then
      (builtins.parseDrvName x).version
    else
      x.version or (builtins.parseDrvName x.name).version;

  # The file name of a URL up to the separator.
  nameFromURL =
    url: separator:
    head (splitString separator (lib.last (splitString "/" url)));

  ## Search paths

  # A subdirectory of each path, with colons between them.
  makeSearchPath =
    sub: paths: concatMapStringsSep ":" (path: path + "/" + sub) (filter (x: x != null) paths);

  # makeSearchPath over an output of each package.
  makeSearchPathOutput =
    output: sub: pkgs:
    makeSearchPath sub (map (lib.getOutput output) (filter (x: x != null) pkgs));

  # The search path of programs.
  makeBinPath = makeSearchPathOutput "bin" "bin";

  # The search path of libraries.
  makeLibraryPath = pkgs: makeSearchPath "lib" (map lib.getLib (filter (x: x != null) pkgs));

  # The search path of headers.
  makeIncludePath = makeSearchPathOutput "dev" "include";

  ## Files and contexts

  # A file's text without its last newline.
  fileContents = file: removeSuffix "\n" (builtins.readFile file);

  # A string with the context of another one.
  addContextFrom = source: text: substring 0 0 source + text;

  ## Build flags

  # `--enable-X` or `--disable-X`.
  enableFeature = flag: feature: "--${if flag then "enable" else "disable"}-${feature}";

  # `--enable-X=VALUE` or `--disable-X`.
  enableFeatureAs =
    flag: feature: value:
    enableFeature flag feature + optionalString flag "=${value}";

  # `--with-X` or `--without-X`.
  withFeature = flag: feature: "--${if flag then "with" else "without"}-${feature}";

  # `--with-X=VALUE` or `--without-X`.
  withFeatureAs =
    flag: feature: value:
    withFeature flag feature + optionalString flag "=${value}";

  # A typed CMake definition.
  cmakeOptionType =
    type: name: value:
    "-D${name}:${toUpper type}=${value}";

  # A boolean CMake definition.
  cmakeBool = name: flag: cmakeOptionType "bool" name (toUpper (lib.boolToString flag));

  # A string CMake definition.
  cmakeFeature = cmakeOptionType "string";

  # A Meson option.
  mesonOption = name: value: "-D${name}=${value}";

  # A boolean Meson option.
  mesonBool = name: flag: mesonOption name (lib.boolToString flag);

  # A Meson feature.
  mesonEnable = name: flag: mesonOption name (if flag then "enabled" else "disabled");
}
