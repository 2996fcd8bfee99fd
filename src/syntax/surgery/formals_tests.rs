//! Tables and properties of `formals`.

use super::formals::{FormalsChange, change, names};
use super::testing::{Dice, applied, assert_tidy, crlf, first};
use crate::syntax::style::FileText;
use rnix::ast::Pattern;

fn run(text: &str, remove: &[&str], add: &[&str], drop_comments_of: &[&str]) -> String {
    let file = FileText::new(text);
    let change_of = FormalsChange { remove, add, drop_comments_of };
    let after = applied(text, change(&file, &first::<Pattern>(text), &change_of));
    assert_tidy(text, &after);
    after
}

type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a str);

fn check(cases: &[Case]) {
    for (before, remove, add, after) in cases {
        assert_eq!(run(before, remove, add, &[]), *after, "\nin:\n{before}");
        if !before.contains('\n') {
            continue;
        }
        assert_eq!(run(&crlf(before), remove, add, &[]), crlf(after), "CRLF: {before:?}");
    }
}

#[test]
fn adds_on_one_line() {
    check(&[
        ("{ pkgs, ... }: 1", &[], &["x"], "{ pkgs, x, ... }: 1"),
        ("{ pkgs }: 1", &[], &["x"], "{ pkgs, x }: 1"),
        ("{ pkgs, }: 1", &[], &["x"], "{ pkgs, x, }: 1"),
        ("{pkgs, ...}: 1", &[], &["x"], "{pkgs, x, ...}: 1"),
        ("{pkgs,lib,...}: 1", &[], &["x"], "{pkgs,lib,x,...}: 1"),
        ("{ ... }: 1", &[], &["x"], "{ x, ... }: 1"),
        ("{...}: 1", &[], &["x"], "{x, ...}: 1"),
        ("{ }: 1", &[], &["x"], "{ x }: 1"),
        ("{}: 1", &[], &["x"], "{ x }: 1"),
        ("{ pkgs, ... }@args: 1", &[], &["x"], "{ pkgs, x, ... }@args: 1"),
        ("args@{ pkgs, ... }: 1", &[], &["x"], "args@{ pkgs, x, ... }: 1"),
        ("{ pkgs, ... }: 1", &[], &["x", "y"], "{ pkgs, x, y, ... }: 1"),
        ("{ ... }: 1", &[], &["x", "y"], "{ x, y, ... }: 1"),
        ("{ pkgs, ... }: 1", &[], &["pkgs"], "{ pkgs, ... }: 1"),
        ("{ pkgs, ... }: 1", &[], &["x", "x"], "{ pkgs, x, ... }: 1"),
        ("{ pkgs ? import <nixpkgs> { } }: 1", &[], &["x"], "{ pkgs ? import <nixpkgs> { }, x }: 1"),
        ("{ pkgs, foo ? { a, b }: a, ... }: 1", &[], &["x"], "{ pkgs, foo ? { a, b }: a, x, ... }: 1"),
    ]);
}

#[test]
fn removes_on_one_line() {
    check(&[
        ("{ a, b, c }: 1", &["a"], &[], "{ b, c }: 1"),
        ("{ a, b, c }: 1", &["b"], &[], "{ a, c }: 1"),
        ("{ a, b, c }: 1", &["c"], &[], "{ a, b }: 1"),
        ("{ a, b, c, }: 1", &["c"], &[], "{ a, b, }: 1"),
        ("{ a, b, c, ... }: 1", &["a", "b"], &[], "{ c, ... }: 1"),
        ("{ a, b, c, ... }: 1", &["b", "c"], &[], "{ a, ... }: 1"),
        ("{ a, b, c }: 1", &["b", "c"], &[], "{ a }: 1"),
        ("{ a, b, c }: 1", &["a", "c"], &[], "{ b }: 1"),
        ("{ a, ... }: 1", &["a"], &[], "{ ... }: 1"),
        ("{ a, b, ... }: 1", &["a", "b"], &[], "{ ... }: 1"),
        ("{ a, b, ... }@args: 1", &["a", "b"], &[], "{ ... }@args: 1"),
        ("args@{ a, ... }: 1", &["a"], &[], "args@{ ... }: 1"),
        ("{a, b}: 1", &["a"], &[], "{b}: 1"),
        ("{a,b,c}: 1", &["b"], &[], "{a,c}: 1"),
        ("{ a, b ? 1, c ? 2 }: 1", &["b"], &[], "{ a, c ? 2 }: 1"),
        ("{ a, b ? { x = [ 1, ]; }, ... }: 1", &["z"], &[], "{ a, b ? { x = [ 1, ]; }, ... }: 1"),
        ("{ a, b /* why */, c }: 1", &["b"], &[], "{ a, /* why */ c }: 1"),
    ]);
    assert_eq!(run("{ a }: 1", &["a"], &[], &[]), "{ }: 1");
    assert_eq!(run("{ a, }: 1", &["a"], &[], &[]), "{ }: 1");
}

const REPLACES_IN_PLACE: &[Case] = &[
    ("{ pkgs, inputs, ... }: 1", &["inputs"], &["x"], "{ pkgs, x, ... }: 1"),
    ("{ inputs, pkgs, ... }: 1", &["inputs"], &["x"], "{ x, pkgs, ... }: 1"),
    ("{ inputs }: 1", &["inputs"], &["x"], "{ x }: 1"),
    ("{ pkgs, inputs, ... }: 1", &["pkgs", "inputs"], &["x"], "{ x, ... }: 1"),
    ("{ a, b, c, ... }: 1", &["a", "c"], &["x", "y"], "{ b, x, y, ... }: 1"),
    ("{ a, inputs ? null }: 1", &["inputs"], &["x"], "{ a, x }: 1"),
    ("{ a, inputs }: 1", &["inputs"], &["inputs"], "{ a, inputs }: 1"),
    ("{ a, inputs }: 1", &["inputs"], &["a"], "{ a }: 1"),
    ("{\n  pkgs,\n  inputs,\n  ...\n}: 1", &["inputs"], &["x"], "{\n  pkgs,\n  x,\n  ...\n}: 1"),
    ("{\n  pkgs,\n  inputs,\n  ...\n}: 1", &["inputs"], &["x", "y"], "{\n  pkgs,\n  x,\n  y,\n  ...\n}: 1"),
    (
        "{\n  pkgs,\n  inputs, # the flake\n  ...\n}: 1",
        &["inputs"],
        &["x"],
        "{\n  pkgs,\n  # the flake\n  x,\n  ...\n}: 1",
    ),
    ("{ pkgs\n, inputs\n, ...\n}: 1", &["inputs"], &["x", "y"], "{ pkgs\n, x\n, y\n, ...\n}: 1"),
];

#[test]
fn replaces_in_place() {
    check(REPLACES_IN_PLACE);
}

const TRAILING_COMMAS: &[Case] = &[
    ("{\n  self,\n  nixpkgs,\n  ...\n}@inputs: 1", &[], &["x"], "{\n  self,\n  nixpkgs,\n  x,\n  ...\n}@inputs: 1"),
    ("{\n  a,\n  b\n}: 1", &[], &["x"], "{\n  a,\n  b,\n  x\n}: 1"),
    ("{\n  a,\n  b,\n}: 1", &[], &["x"], "{\n  a,\n  b,\n  x,\n}: 1"),
    ("{\n  a\n}: 1", &[], &["x"], "{\n  a,\n  x\n}: 1"),
    ("{\n  ...\n}: 1", &[], &["x"], "{\n  x,\n  ...\n}: 1"),
    ("{\n  ...\n}: 1", &[], &["x", "y"], "{\n  x,\n  y,\n  ...\n}: 1"),
    ("{\n  a, # first\n  b, # second\n  ...\n}: 1", &[], &["x"], "{\n  a, # first\n  b, # second\n  x,\n  ...\n}: 1"),
    ("{\n  a, # first\n  b # second\n}: 1", &[], &["x"], "{\n  a, # first\n  b, # second\n  x\n}: 1"),
    ("{\n  a,\n  # the rest\n  ...\n}: 1", &[], &["x"], "{\n  a,\n  x,\n  # the rest\n  ...\n}: 1"),
    ("{\n  a,\n\n  b,\n\n  ...\n}: 1", &[], &["x"], "{\n  a,\n\n  b,\n  x,\n\n  ...\n}: 1"),
    (
        "{\n  a,\n  b ? {\n    c = 1;\n  },\n  ...\n}: 1",
        &[],
        &["x"],
        "{\n  a,\n  b ? {\n    c = 1;\n  },\n  x,\n  ...\n}: 1",
    ),
    ("{\n\ta,\n\t...\n}: 1", &[], &["x"], "{\n\ta,\n\tx,\n\t...\n}: 1"),
    ("{\n  a, b, ...\n}: 1", &[], &["x"], "{\n  a, b, x, ...\n}: 1"),
    ("{\n  a, ...\n}: 1", &[], &["x"], "{\n  a, x, ...\n}: 1"),
    ("{ a, b,\n  ... }: 1", &[], &["x"], "{ a, b, x,\n  ... }: 1"),
    ("{ a,\n  b,\n  ... }: 1", &[], &["x"], "{ a,\n  b,\n  x,\n  ... }: 1"),
    ("{ a, # one\n  ... }: 1", &[], &["x"], "{ a, # one\n  x,\n  ... }: 1"),
    ("{\n  # nothing yet\n}: 1", &[], &["x"], "{\n  # nothing yet\n  x\n}: 1"),
];

#[test]
fn trailing_commas() {
    check(TRAILING_COMMAS);
}

const TRAILING_COMMAS_REMOVED: &[Case] = &[
    ("{\n  a,\n  b,\n  ...\n}: 1", &["a"], &[], "{\n  b,\n  ...\n}: 1"),
    ("{\n  a,\n  b,\n  ...\n}: 1", &["b"], &[], "{\n  a,\n  ...\n}: 1"),
    ("{\n  a,\n  b\n}: 1", &["b"], &[], "{\n  a\n}: 1"),
    ("{\n  a,\n  b,\n}: 1", &["b"], &[], "{\n  a,\n}: 1"),
    ("{\n  a,\n  b,\n  ...\n}: 1", &["a", "b"], &[], "{\n  ...\n}: 1"),
    ("{\n  a,\n\n  b,\n\n  c,\n}: 1", &["b"], &[], "{\n  a,\n\n  c,\n}: 1"),
    ("{\n  a,\n  b,\n\n  c,\n}: 1", &["b"], &[], "{\n  a,\n\n  c,\n}: 1"),
    ("{\n  a,\n\n  b,\n  c,\n}: 1", &["b"], &[], "{\n  a,\n\n  c,\n}: 1"),
    ("{\n  a,\n  b, # why b\n  c,\n}: 1", &["b"], &[], "{\n  a,\n  # why b\n  c,\n}: 1"),
    ("{\n  a, # why a\n  b # why b\n}: 1", &["b"], &[], "{\n  a # why a\n  # why b\n}: 1"),
    ("{\n  a,\n  # why b\n  b,\n  c,\n}: 1", &["b"], &[], "{\n  a,\n  # why b\n  c,\n}: 1"),
    ("{ a, b, c,\n  ... }: 1", &["c"], &[], "{ a, b,\n  ... }: 1"),
    ("{ a, b,\n  c, ... }: 1", &["c"], &[], "{ a, b,\n  ... }: 1"),
    ("{ a,\n  b, ... }: 1", &["a"], &[], "{ b, ... }: 1"),
    ("{\n\ta,\n\tb,\n\t...\n}: 1", &["b"], &[], "{\n\ta,\n\t...\n}: 1"),
];

#[test]
fn trailing_commas_removed() {
    check(TRAILING_COMMAS_REMOVED);
    assert_eq!(run("{\n  a,\n  b, # why b\n  c,\n}: 1", &["b"], &[], &["b"]), "{\n  a,\n  c,\n}: 1");
    assert_eq!(run("{\n  a,\n  b # why b\n}: 1", &["b"], &["x"], &["b"]), "{\n  a,\n  x\n}: 1");
}

#[test]
fn leading_commas() {
    check(&[
        ("{ a\n, b\n, ...\n}: 1", &[], &["x"], "{ a\n, b\n, x\n, ...\n}: 1"),
        ("{ a\n, ...\n}: 1", &[], &["x"], "{ a\n, x\n, ...\n}: 1"),
        ("{ a\n, b\n}: 1", &[], &["x", "y"], "{ a\n, b\n, x\n, y\n}: 1"),
        ("{ a\n}: 1", &[], &["x"], "{ a\n, x\n}: 1"),
        ("{ a\n, b # why\n, ...\n}: 1", &[], &["x"], "{ a\n, b # why\n, x\n, ...\n}: 1"),
        ("{ f = { a\n    , b\n    , ... }: 1; }", &[], &["x"], "{ f = { a\n    , b\n    , x\n    , ... }: 1; }"),
        ("{ a\n, b\n, c\n}: 1", &["a"], &[], "{ b\n, c\n}: 1"),
        ("{ a\n, b\n, c\n}: 1", &["b"], &[], "{ a\n, c\n}: 1"),
        ("{ a\n, b\n, c\n}: 1", &["c"], &[], "{ a\n, b\n}: 1"),
        ("{ a\n, b\n, ...\n}: 1", &["a", "b"], &[], "{ ...\n}: 1"),
        ("{ a\n, b # why b\n, c\n}: 1", &["b"], &[], "{ a\n# why b\n, c\n}: 1"),
        ("{ a # why a\n, b\n, c\n}: 1", &["a"], &[], "{ # why a\n  b\n, c\n}: 1"),
        ("{ a ? 1\n, b ? 2\n}: 1", &["b"], &[], "{ a ? 1\n}: 1"),
    ]);
}

/// A random pattern of `names` in one of the three comma styles.
fn pattern_text(dice: &mut Dice, formals: &[&str]) -> String {
    let mut items: Vec<String> =
        formals.iter().map(|name| format!("{name}{}", dice.pick(&["", "", " ? null", " ? { a = [ 1 ]; }"]))).collect();
    let has_ellipsis = dice.roll(2) == 0;
    if has_ellipsis {
        items.push("...".to_owned());
    }
    let comments = ["", "", "", " # a comment", " /* block */"];
    let at = dice.pick(&["", "@args", " @ args"]);
    let mut text = String::from("{");
    let style = dice.roll(3);
    for (i, item) in items.iter().enumerate() {
        let last = i + 1 == items.len();
        let comma = if last { "" } else { "," };
        match style {
            0 => text += &format!(" {item}{comma}"),
            1 => {
                let comma = if last && !has_ellipsis { dice.pick(&["", ","]) } else { comma };
                text += &format!("\n  {item}{comma}{}", dice.pick(&comments));
            }
            _ => {
                let comma = if i == 0 { " " } else { "\n, " };
                text += &format!("{comma}{item}{}", dice.pick(&comments));
            }
        }
    }
    text += if style == 0 { " }" } else { "\n}" };
    format!("{text}{at}: 1")
}

#[test]
fn any_change_gives_the_expected_names() {
    let all = ["self", "pkgs", "lib", "inputs", "config"];
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let count = dice.roll(all.len() + 1);
        let formals = &all[..count];
        let mut text = pattern_text(&mut dice, formals);
        if seed % 5 == 0 {
            text = crlf(&text);
        }
        if !rnix::Root::parse(&text).errors().is_empty() || formals.is_empty() && !text.contains("...") {
            continue;
        }
        let remove: Vec<&str> = formals.iter().copied().filter(|_| dice.roll(3) == 0).collect();
        let add: Vec<&str> = ["new", "other"].into_iter().filter(|_| dice.roll(2) == 0).collect();
        let after = run(&text, &remove, &add, &[]);
        let mut found = names(&first::<Pattern>(&after));
        let mut expected: Vec<String> =
            formals.iter().filter(|name| !remove.contains(*name)).chain(&add).map(|name| name.to_string()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "\n{text}\n→\n{after}");
        for comment in ["# a comment", "/* block */"] {
            assert_eq!(text.matches(comment).count(), after.matches(comment).count(), "\n{text}\n→\n{after}");
        }
        assert_eq!(text.contains("..."), after.contains("..."), "\n{text}\n→\n{after}");
        assert!(!text.contains("\r\n") || !after.replace("\r\n", "").contains('\n'));
    }
}
