# Names of each area that have no model: the evaluator answers them with symbols.
{
  customisation = [
    "extendMkDerivation"
    "makeScopeWithSplicing"
    "makeScopeWithSplicing'"
    "mapCrossIndex"
    "renameCrossIndexFrom"
    "renameCrossIndexTo"
  ];
  debug = [
    "throwTestFailures"
  ];
  derivations = [
    "addDrvOutputDependencies"
    "lazyDerivation"
    "warnOnInstantiate"
  ];
  filesystem = [
    "haskellPathsInDir"
  ];
  generators = [
    "mkDconfKeyValue"
    "toDconfINI"
    "toDhall"
    "toGitINI"
    "toLua"
    "toPlist"
    "toPretty"
    "withRecursion"
  ];
  kernel = [
    "whenHelpers"
  ];
  meta = [
    "cpeFullVersionWithVendor"
    "getLicenseFromSpdxId"
    "getLicenseFromSpdxIdOr"
    "licensesSpdx"
  ];
  modules = [
    "collectModules"
    "evalOptionValue"
    "fixMergeModules"
    "fixupOptionType"
    "mapDefinitionValue"
    "mergeAttrDefinitionsWithPrio"
    "mergeModules"
    "mergeModules'"
    "mergeOptionDecls"
    "unifyModuleSyntax"
  ];
  options = [
    "optionAttrSetToDocList"
    "optionAttrSetToDocList'"
    "scrubOptionValue"
    "showOptionWithDefLocs"
  ];
  sources = [
    "commitIdFromGitRepo"
    "repoRevToName"
    "sourceByGlobs"
    "trace"
    "urlToName"
  ];
  strings = [
    "levenshtein"
    "levenshteinAtMost"
  ];
  systems = [
    "architectures"
    "doubles"
    "examples"
    "functionNames"
    "inspect"
    "parse"
    "platforms"
    "systemToAttrs"
  ];
  trivial = [
    "codeName"
    "isInOldestRelease"
    "nixpkgsVersion"
    "oldestSupportedRelease"
    "oldestSupportedReleaseIsAtLeast"
    "release"
    "revisionWithDefault"
    "version"
    "versionSuffix"
  ];
  types = [
    "attrListOf"
    "attrListWith"
    "json"
    "loaOf"
    "mergeTypes"
    "noCheckForDocsModule"
    "serializableValueWith"
    "toml"
  ];
}
