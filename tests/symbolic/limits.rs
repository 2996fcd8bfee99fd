//! Deep, long, endless and broken code: an answer after a bounded number of steps, never a crash.

use std::fmt::Write as _;

use crate::world::{Found, load, outputs};

/// Far more than any of these takes that is not cut off.
const STEPS: u64 = 2_000_000;

/// What the evaluator gives a flake, and a little for what comes after.
const ALL_STEPS: u64 = 14_010_000;

/// A host, and `file.nix` as its module's import.
fn with_file(text: &str) -> Found {
    within(STEPS, text)
}

/// The same, in so many steps at most.
fn within(steps: u64, text: &str) -> Found {
    let flake = outputs("{ nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./m.nix ]; }; }");
    let module = "{ imports = [ { x = import ./file.nix; } ]; y = import ./file.nix; }";
    let found = load(&[("flake.nix", &flake), ("m.nix", module), ("file.nix", text)]);
    let start: String = text.chars().take(80).collect();
    assert!(found.steps <= steps, "took {} steps: {start}", found.steps);
    assert!(found.config("nixosConfigurations.a").files.iter().any(|f| f == "m.nix"));
    found
}

fn repeated(n: usize, open: &str, middle: &str, close: &str) -> String {
    format!("{}{middle}{}", open.repeat(n), close.repeat(n))
}

#[test]
fn what_is_nested_too_deeply_to_parse_is_told_of() {
    for (open, close) in [("[", "]"), ("(", ")"), ("{ a = ", "; }"), ("x: ", ""), ("!", ""), ("${", "}")] {
        let found = with_file(&repeated(5_000, open, "1", close));
        assert!(found.noted("file.nix does not parse"), "{open}: {:?}", found.notes);
    }
}

#[test]
fn long_chains_of_operators_do_not_overflow() {
    for (item, op) in [("[ 1 ]", " ++ "), ("{ a = 1; }", " // "), ("1", " + "), ("true", " && "), ("\"a\"", " + ")] {
        with_file(&format!("f: {}", vec![item; 20_000].join(op)));
        with_file(&vec![item; 20_000].join(op));
    }
    // rnix takes quadratic time for these.
    with_file(&vec!["f"; 1_000].join(" "));
    with_file(&format!("{{ }}{}", ".a".repeat(1_000)));
    with_file(&format!("{{ a{} = 1; }}", ".b".repeat(1_000)));
}

#[test]
fn long_chains_of_bindings_do_not_overflow() {
    let mut text = String::from("let x0 = 1;\n");
    for i in 1..20_000 {
        let _ = writeln!(text, "x{i} = x{} + 1;", i - 1);
    }
    with_file(&format!("{text} in x19999"));
    with_file(&format!("{}1", "let a = 1; in ".repeat(20_000)));
    with_file(&format!("{}1", "with { }; ".repeat(20_000)));
    with_file(&format!("{} 1", "if true then 1 else ".repeat(20_000)));
    with_file(&format!("{{ {} }}", "a.b.c.d = 1; ".repeat(3_000)));
}

#[test]
fn endless_recursion_is_an_unknown() {
    for text in [
        "let x = x; in x",
        "let x = y; y = x; in x + 1",
        "rec { a = b; b = a; }.a",
        "let f = x: f x; in f 1",
        "let f = x: f (x + 1); in f 1",
        "let f = x: { a = f (x + 1); }; in f 1",
        "let f = x: [ (f x) ]; in f 1",
        "let s = s // { a = 1; }; in s.a",
        "let s = \"${s}a\"; in s",
        "let l = [ 1 ] ++ l; in builtins.length l",
        "with (import ./file.nix); a",
        "import ./file.nix",
        "let f = x: x x; in f f",
        "let f = a: f (args: f args a); in f f",
        "builtins.genericClosure { startSet = [ { key = 1; } ]; operator = x: [ { key = x.key + 1; } ]; }",
        "{ a = import ./m.nix; }",
    ] {
        with_file(text);
    }
}

#[test]
fn what_doubles_itself_ends() {
    for (most, double, of, then) in [
        (STEPS, "x + x", "\"a\"", "builtins.stringLength"),
        (STEPS, "\"${x}${x}\"", "\"a\"", "builtins.stringLength"),
        (STEPS, "x ++ x", "[ 1 ]", "builtins.length"),
        (STEPS, "builtins.concatLists [ x x ]", "[ 1 ]", "builtins.length"),
        (STEPS, "{ a = x; b = x; }", "1", "builtins.toJSON"),
        (STEPS, "[ x x ]", "1", "toString"),
        (ALL_STEPS, "[ x x ]", "1", "(x: x == again)"),
        (STEPS, "[ x x ]", "1", "(x: builtins.deepSeq x 1)"),
        (STEPS, "[ x x ]", "1", "(x: import x { })"),
    ] {
        let text = format!(
            "let f = n: x: if n == 0 then x else f (n - 1) ({double}); again = f 45 ({of}); in {then} (f 45 ({of}))"
        );
        let found = within(most, &text);
        assert!(most == STEPS || found.dearest.as_deref() == Some("file.nix:1"), "{then}: {:?}", found.dearest);
    }
    with_file("let f = n: builtins.genList (x: f (n + 1)) 50; in f 0");
    with_file("let f = n: { a = f (n + 1); b = f (n + 2); c = import <nixpkgs> { inherit n; }; }; in f 0");
}

#[test]
fn huge_lists_and_texts_end() {
    for text in [
        "builtins.genList (x: x) 1000000000",
        "builtins.genList (x: x) 99999",
        "builtins.length (builtins.genList (x: x) 50000)",
        "builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x) 50000)",
        "builtins.foldl' (a: b: a // { ${toString b} = b; }) { } (builtins.genList (x: x) 2000)",
        "builtins.concatStringsSep \",\" (map toString (builtins.genList (x: x) 20000))",
        "builtins.sort (a: b: a < b) (builtins.genList (x: 2000 - x) 2000)",
        "let d = x: x + x; s = d (d (d (d (d (d (d (d (d (d (d (d (d (d (d (d \"a\"))))))))))))))); in builtins.stringLength s",
        "let d = x: x ++ x; in builtins.length (d (d (d (d (d (d (d (d (d (d (d (d (d (d [ 1 ]))))))))))))))",
    ] {
        with_file(text);
    }
}

#[test]
fn broken_files_are_told_of_and_do_no_harm() {
    for text in
        ["", "{", "}", "{ a = 1; a = 2; }", "{ a, a }: 1", "let in", "\"${", "''${", "a.", "if", "/*", "rec", "@"]
    {
        let found = with_file(text);
        assert!(found.noted("file.nix does not parse"), "{text:?}: {:?}", found.notes);
    }
    for text in
        ["{ a = 1; } 5", "1 2", "null.a", "[ ] // { }", "1 + { }", "(x: x.y) 1", "builtins.head 5", "-\"a\"", "!1"]
    {
        with_file(text);
    }
}

#[test]
fn special_arguments_that_need_the_configuration_end() {
    let flake = outputs(
        "{ nixosConfigurations.a = nixpkgs.lib.nixosSystem {
          specialArgs = { x = self.nixosConfigurations.a.config.y; all = self.nixosConfigurations; };
          modules = [ ({ x, all, config, ... }: { imports = [ x ] ++ config.z; y = all.a.config.y; z = config.z; }) ]; }; }",
    );
    let found = load(&[("flake.nix", &flake)]);
    assert_eq!(found.config("nixosConfigurations.a").kind, "nixos");
}
