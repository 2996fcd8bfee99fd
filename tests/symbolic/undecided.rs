//! Values that are one of several, as what decides is not known: nothing is taken for decided, and nothing looked at twice.

use crate::world::{Found, load, outputs};

/// A host whose one module is this, and that has an instance in `tool.nix` and lines in `users.txt`.
fn host(module: &str) -> Found {
    let flake = outputs(
        "{ nixosConfigurations.a = nixpkgs.lib.nixosSystem {
          system = \"x86_64-linux\"; specialArgs = { inherit inputs; }; modules = [ ./m.nix ]; }; }",
    );
    let tool = "{ inputs, system }: (import inputs.unstable { inherit system; }).hello";
    let lines: String = (0..300).map(|i| format!("  user{i}: x\n")).collect();
    let users = format!("users:\n{lines}");
    let module = format!("{{ config, lib, inputs, pkgs, ... }}: {module}");
    load(&[("flake.nix", &flake), ("m.nix", &module), ("tool.nix", tool), ("users.txt", &users)])
}

const TOOL: &str = "(import ./tool.nix { inherit inputs; inherit (pkgs.stdenv.hostPlatform) system; })";

#[test]
fn a_fold_over_undecided_choices_ends_soon() {
    for last in [".found", ".section", " == { found = true; }", " ? found"] {
        let found = host(&format!(
            "let
              step = acc: line:
                if acc.found then acc
                else if !(lib.hasPrefix \" \" line) then {{ section = line == \"users:\"; found = false; }}
                else if acc.section && lib.hasPrefix \"  ${{config.users.main}}:\" line
                then {{ inherit (acc) section; found = true; }}
                else acc;
              all = lib.foldl' step {{ section = false; found = false; }}
                (lib.splitString \"\\n\" (builtins.readFile ./users.txt));
            in {{ environment.systemPackages = lib.optional (all{last}) {TOOL}; }}"
        ));
        assert!(found.steps < 2_000_000, "{last}: {} steps", found.steps);
        assert_eq!(found.site("tool.nix").configs, ["nixosConfigurations.a"], "{last}");
    }
}

#[test]
fn a_closure_of_what_is_not_known_ends_soon() {
    for start in [
        "map (e: if builtins.isAttrs e then e.path else e) config.kept",
        "config.kept ++ [ \"a/b\" \"c\" ]",
        "[ config.one \"a/b\" config.two \"c\" ]",
        "lib.optional config.some \"a/b\" ++ [ \"c/d/e\" ]",
    ] {
        let found = host(&format!(
            "let
              parent = path: lib.concatStringsSep \"/\" (lib.init (lib.splitString \"/\" path));
              normal = paths: lib.sort builtins.lessThan (lib.remove \"\" (lib.unique paths));
              above = paths:
                let next = normal (paths ++ normal (map parent paths)); in
                if next == paths then next else above next;
            in {{ kept = map (p: {{ inherit p; tool = {TOOL}; }}) (above ({start})); }}"
        ));
        assert!(found.steps < 200_000, "{start}: {} steps", found.steps);
        assert_eq!(found.site("tool.nix").configs, ["nixosConfigurations.a"], "{start}");
    }
}

#[test]
fn what_a_list_may_lack_decides_nothing() {
    for condition in [
        "lib.optional config.x 1 == [ 1 ]",
        "builtins.length (lib.optional config.x 1) == 1",
        "builtins.length (builtins.filter (n: config.x == n) [ 1 2 ]) == 2",
        "builtins.length (map (n: n) (lib.optional config.x 1 ++ [ 2 ])) == 2",
        "builtins.elem 1 (lib.optional config.x 1)",
        "builtins.any (n: n == 1) (lib.optional config.x 1)",
        "!(builtins.all (n: n != 1) (lib.optional config.x 1))",
        "builtins.head (lib.optional config.x 1 ++ [ 2 ]) == 1",
        "lib.last (builtins.sort builtins.lessThan (lib.optional config.x 2 ++ [ 1 ])) == 2",
        "lib.concatStrings (lib.optional config.x \"a\") == \"a\"",
        "builtins.foldl' (a: b: [ 1 ]) [ ] config.list == [ 1 ]",
        "lib.unique config.list != [ ]",
        "(builtins.partition (n: n == config.x) [ 1 ]).wrong == [ 1 ]",
        "builtins.length (builtins.concatLists [ (lib.optional config.x 1) [ 2 ] ]) == 2",
        "builtins.toJSON (lib.optional config.x 1) == \"[1]\"",
    ] {
        let found = host(&format!("{{ environment.systemPackages = if {condition} then [ ] else [ {TOOL} ]; }}"));
        assert!(!found.site("tool.nix").dormant, "{condition}");
    }
}

#[test]
fn what_a_list_certainly_has_decides() {
    for condition in [
        "(if config.x then [ 1 ] else [ 1 2 ]) != [ ]",
        "builtins.length (builtins.filter (n: n == 1) [ 1 2 ]) == 1",
        "builtins.elem 1 [ config.x 1 ]",
        "builtins.length [ config.x 1 ] == 2",
        "builtins.foldl' (a: b: a + b) 0 [ 1 2 ] == 3",
    ] {
        let found = host(&format!("{{ environment.systemPackages = if {condition} then [ {TOOL} ] else [ ]; }}"));
        assert!(!found.site("tool.nix").dormant, "{condition}");
    }
}

#[test]
fn what_a_set_may_lack_decides_nothing() {
    let maybe = "lib.optionalAttrs config.x { a = 1; }";
    for condition in [
        format!("({maybe}) ? a"),
        format!("({{ b = 1; }} // {maybe}) ? a"),
        format!("({{ a = 2; }} // {maybe}).a == 1"),
        format!("({{ a = 2; }} // ({{ b = 1; }} // {maybe})).a == 1"),
        format!("({{ b = 1; }} // {maybe}).a or 2 == 1"),
        format!("lib.mapAttrs (_: v: v) ({maybe}) ? a"),
        format!("lib.attrNames ({maybe}) == [ \"a\" ]"),
        format!("lib.attrValues ({maybe}) == [ 1 ]"),
        format!("builtins.catAttrs \"a\" [ ({maybe}) ] == [ 1 ]"),
        format!("builtins.zipAttrsWith (_: v: v) [ ({maybe}) ] ? a"),
        format!("({{ a ? 2 }}: a) ({maybe}) == 1"),
        format!("({{ a ? 2, ... }}: a) ({{ b = 1; }} // {maybe}) == 1"),
        format!("{{ b = 1; }} // {maybe} == {{ a = 1; b = 1; }}"),
        "lib.filterAttrs (_: v: v) { a = config.x; } ? a".to_owned(),
        "({ a ? 2 }: a) config.args == 1".to_owned(),
        "config.args ? a || ({ a ? true }: !a) config.args".to_owned(),
    ] {
        let found = host(&format!("{{ environment.systemPackages = if {condition} then [ ] else [ {TOOL} ]; }}"));
        assert!(!found.site("tool.nix").dormant, "{condition}");
    }
}

#[test]
fn each_file_that_an_import_may_mean_is_imported() {
    for path in [
        "if config.x then ./tool.nix else ./other.nix",
        "{ a = ./tool.nix; b = ./other.nix; }.${config.x}",
        "builtins.elemAt [ ./other.nix ./tool.nix ] config.x",
        "config.x or ./tool.nix",
        "lib.attrByPath [ \"x\" ] ./tool.nix config",
    ] {
        let call = TOOL.replace("./tool.nix", &format!("({path})"));
        let found = host(&format!("{{ environment.systemPackages = [ {call} ]; }}"));
        assert!(!found.site("tool.nix").dormant, "{path}");
    }
}

#[test]
fn whether_a_flake_is_evaluated_purely_is_not_known() {
    for condition in ["builtins ? currentSystem", "!(builtins ? currentSystem)", "lib.inPureEvalMode"] {
        let found = host(&format!("{{ environment.systemPackages = if {condition} then [ ] else [ {TOOL} ]; }}"));
        assert!(!found.site("tool.nix").dormant, "{condition}");
    }
}
