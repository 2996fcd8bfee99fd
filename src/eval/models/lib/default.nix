# A model of `nixpkgs.lib`. Names that are not here are left to the evaluator, which answers them
# with a symbol; `external "NAME"` gives the symbol `lib.NAME`. `listFilesRecursive` walks a tree that may
# not be known.
{ external, listFilesRecursive }:
let
  inherit (import ./fixed-points.nix { lib = { inherit (builtins) isFunction; }; }) makeExtensible;

  # Per area, the names that have no model here, as symbols.
  unmodelled = builtins.mapAttrs (
    area: names:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = external "${area}.${name}";
      }) names
    )
  ) (import ./unmodelled.nix);
in
makeExtensible (
  self:
  let
    load = file: import file { lib = self; inherit external listFilesRecursive; };
    small = load ./small.nix;
  in
  {
    ## Areas

    trivial = unmodelled.trivial // load ./trivial.nix;
    fixedPoints = load ./fixed-points.nix;
    attrsets = load ./attrsets.nix;
    lists = load ./lists.nix;
    strings = unmodelled.strings // load ./strings.nix;
    stringsWithDeps = load ./strings-with-deps.nix;
    versions = load ./versions.nix;
    customisation = unmodelled.customisation // load ./customisation.nix;
    meta = unmodelled.meta // load ./meta.nix;
    asserts = load ./asserts.nix;
    debug = unmodelled.debug // load ./debug.nix;
    options = unmodelled.options // load ./options.nix;
    modules = unmodelled.modules // load ./modules.nix;
    types = unmodelled.types // load ./types.nix;
    filesystem = unmodelled.filesystem // load ./filesystem.nix;
    fileset = load ./fileset.nix;
    path = load ./path.nix;
    sources = unmodelled.sources // load ./sources.nix;
    systems = unmodelled.systems // load ./systems.nix;
    generators = unmodelled.generators // load ./generators.nix;
    cli = load ./cli.nix;
    kernel = unmodelled.kernel // small.kernel;
    derivations = unmodelled.derivations // small.derivations;

    # Hashes for what isn't fetched yet.
    inherit (small) fakeHash fakeSha256 fakeSha512;

    ## Names without their area

    inherit (self.trivial)
      add
      and
      bitAnd
      bitNot
      bitOr
      bitXor
      boolToString
      boolToYesNo
      ceil
      checkListOfEnum
      compare
      concat
      const
      deepSeq
      defaultTo
      div
      flip
      floor
      fromHexString
      functionArgs
      genericClosure
      id
      importJSON
      importTOML
      inNixShell
      inPureEvalMode
      info
      isBool
      isFloat
      isFunction
      isInt
      lessThan
      mapNullable
      max
      mergeAttrs
      min
      mirrorFunctionArgs
      mod
      mul
      "or"
      pathExists
      pipe
      readFile
      seq
      setFunctionArgs
      showWarnings
      splitByAndCompare
      sub
      throwIf
      throwIfNot
      toBaseDigits
      toFunction
      toHexString
      warn
      warnIf
      warnIfNot
      xor
      ;

    inherit (self.fixedPoints)
      composeExtensions
      composeManyExtensions
      converge
      extends
      fix
      fix'
      makeExtensible
      makeExtensibleWithCustomName
      toExtension
      ;

    inherit (self.attrsets)
      attrByPath
      attrNames
      attrVals
      attrValues
      attrsToList
      cartesianProduct
      cartesianProductOfSets
      catAttrs
      chooseDevOutputs
      collect
      concatMapAttrs
      dontRecurseIntoAttrs
      filterAttrs
      filterAttrsRecursive
      foldAttrs
      foldlAttrs
      genAttrs
      genAttrs'
      getAttr
      getAttrFromPath
      getAttrs
      getBin
      getDev
      getFirstOutput
      getInclude
      getLib
      getMan
      getOutput
      getStatic
      hasAttr
      hasAttrByPath
      intersectAttrs
      isAttrs
      isDerivation
      listToAttrs
      mapAttrs
      mapAttrs'
      mapAttrsRecursive
      mapAttrsRecursiveCond
      mapAttrsToList
      mapAttrsToListRecursive
      mapAttrsToListRecursiveCond
      mapCartesianProduct
      matchAttrs
      mergeAttrsList
      nameValuePair
      optionalAttrs
      overrideExisting
      recurseIntoAttrs
      recursiveUpdate
      recursiveUpdateUntil
      removeAttrs
      setAttrByPath
      showAttrPath
      toDerivation
      updateManyAttrsByPath
      zipAttrs
      zipAttrsWith
      zipAttrsWithNames
      ;

    inherit (self.lists)
      all
      allUnique
      any
      compareLists
      concatAttrValues
      concatLists
      concatMap
      count
      crossLists
      drop
      dropEnd
      elem
      elemAt
      filter
      findFirst
      findSingle
      flatten
      fold
      foldl
      foldl'
      foldr
      forEach
      genList
      groupBy
      groupBy'
      head
      ifilter0
      imap
      imap0
      imap1
      init
      intersectLists
      intersperse
      isList
      last
      length
      listDfs
      map
      mutuallyExclusive
      naturalSort
      optional
      optionals
      partition
      range
      remove
      replaceElemAt
      replicate
      reverseList
      singleton
      sort
      sortOn
      sublist
      subtractLists
      tail
      take
      takeEnd
      toList
      toposort
      unique
      uniqueStrings
      zipLists
      zipListsWith
      ;

    inherit (self.strings)
      addContextFrom
      appendContext
      cmakeBool
      cmakeFeature
      cmakeOptionType
      compareVersions
      concatImapStrings
      concatImapStringsSep
      concatLines
      concatMapAttrsStringSep
      concatMapStrings
      concatMapStringsSep
      concatStrings
      concatStringsSep
      enableFeature
      enableFeatureAs
      escape
      escapeRegex
      escapeShellArg
      escapeShellArgs
      escapeURL
      escapeXML
      fileContents
      fixedWidthNumber
      fixedWidthString
      fromJSON
      getName
      getVersion
      hasInfix
      hasPrefix
      hasSuffix
      isPath
      isStorePath
      isString
      isStringLike
      isValidPosixName
      join
      lowerChars
      makeBinPath
      makeIncludePath
      makeLibraryPath
      makeSearchPath
      makeSearchPathOutput
      match
      mesonBool
      mesonEnable
      mesonOption
      nameFromURL
      optionalString
      parseDrvName
      removePrefix
      removeSuffix
      replaceChars
      replaceString
      replaceStrings
      split
      splitString
      splitStringBy
      stringAsChars
      stringLength
      stringToCharacters
      substring
      toCamelCase
      toInt
      toIntBase10
      toJSON
      toLower
      toSentenceCase
      toShellVar
      toShellVars
      toUpper
      trim
      trimWith
      typeOf
      unsafeDiscardStringContext
      upperChars
      versionAtLeast
      versionOlder
      withFeature
      withFeatureAs
      ;

    inherit (self.stringsWithDeps)
      fullDepEntry
      noDepEntry
      packEntry
      stringAfter
      textClosureList
      textClosureMap
      ;

    inherit (self.derivations)
      optionalDrvAttr
      unsafeDiscardOutputDependency
      ;

    inherit (self.customisation)
      callPackageWith
      callPackagesWith
      extendDerivation
      hydraJob
      makeOverridable
      makeScope
      overrideDerivation
      ;

    inherit (self.meta)
      addMetaAttrs
      appendToName
      dontDistribute
      getExe
      getExe'
      hiPrio
      hiPrioSet
      lowPrio
      lowPrioSet
      mapDerivationAttrset
      setName
      setPrio
      updateName
      ;

    inherit (self.asserts)
      assertMsg
      assertOneOf
      ;

    inherit (self.debug)
      addErrorContext
      runTests
      testAllTrue
      trace
      traceFnSeqN
      traceIf
      traceSeq
      traceSeqN
      traceVal
      traceValFn
      traceValSeq
      traceValSeqFn
      traceValSeqN
      traceValSeqNFn
      unsafeGetAttrPos
      ;

    inherit (self.options)
      getFiles
      getValues
      isOption
      literalDocBook
      literalExample
      literalExpression
      literalMD
      mdDoc
      mergeDefaultOption
      mergeEqualOption
      mergeOneOption
      mergeUniqueOption
      mkEnableOption
      mkOption
      mkPackageOption
      mkSinkUndeclaredOptions
      showFiles
      showOption
      unknownModule
      ;

    inherit (self.modules)
      applyModuleArgsIfFunction
      dischargeProperties
      doRename
      evalModules
      filterOverrides
      mergeDefinitions
      mkAfter
      mkAliasAndWrapDefinitions
      mkAliasDefinitions
      mkAliasOptionModule
      mkAliasOptionModuleMD
      mkAssert
      mkBefore
      mkChangedOptionModule
      mkDefault
      mkDefinition
      mkDerivedConfig
      mkFixStrictness
      mkForce
      mkIf
      mkImageMediaOverride
      mkMerge
      mkMergedOptionModule
      mkOptionDefault
      mkOrder
      mkOverride
      mkRemovedOptionModule
      mkRenamedOptionModule
      mkRenamedOptionModuleWith
      mkVMOverride
      pushDownProperties
      setDefaultModuleLocation
      sortProperties
      ;

    inherit (self.types)
      defaultFunctor
      defaultTypeMerge
      isOptionType
      isType
      mkOptionType
      setType
      ;

    inherit (self.sources)
      canCleanSource
      cleanSource
      cleanSourceFilter
      cleanSourceWith
      filterSource
      pathHasContext
      pathIsGitRepo
      revOrTag
      sourceByRegex
      sourceFilesBySuffices
      ;

    inherit (self.filesystem)
      baseNameOf
      dirOf
      hashFile
      packagesFromDirectoryRecursive
      pathIsDirectory
      pathIsRegularFile
      pathType
      readDir
      readFileType
      ;

    inherit (self.generators)
      mkLuaInline
      ;

    inherit (builtins)
      splitVersion
      fromTOML
      getContext
      hasContext
      hashString
      placeholder
      toFile
      toString
      toXML
      tryEval
      ;
  }
)
