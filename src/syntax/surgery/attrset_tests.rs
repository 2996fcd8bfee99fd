//! Tables and properties of `attrset`.

use super::Refusal;
use super::attrset::{Addition, Removal, change};
use super::testing::{Dice, applied, assert_tidy, crlf, first};
use crate::syntax::style::FileText;
use rnix::ast::AttrSet;

fn addition(text: &str) -> Addition {
    match (text.split_once(" = "), text.split_once(' ')) {
        (Some((name, value)), _) => Addition::binding(name, value),
        (None, Some((from, name))) => Addition::Inherit { from: Some(from.to_owned()), name: name.to_owned() },
        (None, None) => Addition::inherit(text),
    }
}

/// Removals that begin with `!` take their comments along.
fn removal(text: &str) -> Removal {
    match text.strip_prefix('!') {
        Some(name) => Removal::name(name).with_comments(),
        None => Removal::name(text),
    }
}

fn attempt(text: &str, remove: &[&str], add: &[&str]) -> Result<String, Refusal> {
    let file = FileText::new(text);
    let remove: Vec<Removal> = remove.iter().map(|text| removal(text)).collect();
    let add: Vec<Addition> = add.iter().map(|text| addition(text)).collect();
    let change = change(&file, &first::<AttrSet>(text), &remove, &add)?;
    let after = applied(text, change.edits);
    assert_tidy(text, &after);
    Ok(after)
}

type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a str);

fn check(cases: &[Case]) {
    for (before, remove, add, after) in cases {
        assert_eq!(attempt(before, remove, add).unwrap(), *after, "\nin:\n{before}");
        if !before.contains('\n') {
            continue;
        }
        assert_eq!(attempt(&crlf(before), remove, add).unwrap(), crlf(after), "CRLF: {before:?}");
    }
}

const INHERITS_COME: &[Case] = &[
    ("{ }", &[], &["x"], "{ inherit x; }"),
    ("{}", &[], &["x"], "{ inherit x; }"),
    ("{ }", &[], &["x", "y"], "{ inherit x y; }"),
    ("{ inherit inputs; }", &[], &["x"], "{ inherit inputs x; }"),
    ("{inherit inputs;}", &[], &["x"], "{inherit inputs x;}"),
    ("{ inherit inputs self; }", &[], &["x", "y"], "{ inherit inputs self x y; }"),
    ("{ inherit inputs; }", &[], &["inputs"], "{ inherit inputs; }"),
    ("{ a = 1; }", &[], &["x"], "{ inherit x; a = 1; }"),
    ("{a = 1;}", &[], &["x"], "{inherit x; a = 1;}"),
    ("{ inherit (lib) a; }", &[], &["x"], "{ inherit x; inherit (lib) a; }"),
    ("{ inherit (lib) a; }", &[], &["lib x"], "{ inherit (lib) a x; }"),
    ("{ inherit a; }", &[], &["lib x"], "{ inherit a; inherit (lib) x; }"),
    ("{ a = 1; inherit b; }", &[], &["x"], "{ a = 1; inherit b x; }"),
    ("rec { inherit b; }", &[], &["x"], "rec { inherit b x; }"),
    ("{\n  inherit inputs;\n}", &[], &["x"], "{\n  inherit inputs x;\n}"),
    ("{\n  a = 1;\n}", &[], &["x"], "{\n  inherit x;\n  a = 1;\n}"),
    ("{\n  # of a\n  a = 1;\n}", &[], &["x"], "{\n  inherit x;\n  # of a\n  a = 1;\n}"),
    ("{ # of the set\n  a = 1;\n}", &[], &["x"], "{ # of the set\n  inherit x;\n  a = 1;\n}"),
    ("{\n}", &[], &["x"], "{\n  inherit x;\n}"),
    ("{\n  # empty\n}", &[], &["x"], "{\n  # empty\n  inherit x;\n}"),
    ("f {\n    a = 1;\n  }", &[], &["x"], "f {\n    inherit x;\n    a = 1;\n  }"),
    ("{\n\ta = 1;\n}", &[], &["x"], "{\n\tinherit x;\n\ta = 1;\n}"),
    (
        "{\n  inherit\n    inputs\n    self\n    ;\n}",
        &[],
        &["x"],
        "{\n  inherit\n    inputs\n    self\n    x\n    ;\n}",
    ),
    (
        "{\n  inherit\n    inputs\n    self # why\n    ;\n}",
        &[],
        &["x"],
        "{\n  inherit\n    inputs\n    self # why\n    x\n    ;\n}",
    ),
    ("{\n  inherit inputs self\n    nixpkgs;\n}", &[], &["x"], "{\n  inherit inputs self\n    nixpkgs\n    x;\n}"),
    ("{ inherit; }", &[], &["x"], "{ inherit x; }"),
    ("{ inherit a; } // { inherit b; }", &[], &["x"], "{ inherit a x; } // { inherit b; }"),
];

#[test]
fn inherits_come() {
    check(INHERITS_COME);
}

#[test]
fn bindings_come() {
    check(&[
        ("{ }", &[], &["x = 1"], "{ x = 1; }"),
        ("{ a = 1; }", &[], &["x = 1"], "{ a = 1; x = 1; }"),
        ("{\n  a = 1;\n}", &[], &["x = 1", "y = 2"], "{\n  a = 1;\n  x = 1;\n  y = 2;\n}"),
        ("{\n  a = 1; # why\n}", &[], &["x = 1"], "{\n  a = 1; # why\n  x = 1;\n}"),
        ("{\n  a = 1;\n\n  # end\n}", &[], &["x = 1"], "{\n  a = 1;\n  x = 1;\n\n  # end\n}"),
        ("{\n  a = 1;\n}", &[], &["x = {\n  y = 1;\n}"], "{\n  a = 1;\n  x = {\n    y = 1;\n  };\n}"),
        ("{ }", &[], &["x = {\n  y = 1;\n}"], "{\n  x = {\n    y = 1;\n  };\n}"),
        ("{ a = 1; }", &[], &["x = {\n  y = 1;\n}"], "{ a = 1;\n  x = {\n    y = 1;\n  };\n}"),
        ("{ }", &[], &["x = 1", "y"], "{ inherit y; x = 1; }"),
        ("{\n  a = 1;\n}", &[], &["x = 1", "y"], "{\n  inherit y;\n  a = 1;\n  x = 1;\n}"),
        ("{ a = 1;\n  b = 2;\n}", &[], &["x = 3"], "{ a = 1;\n  b = 2;\n  x = 3;\n}"),
        ("{ a = 1;\n}", &[], &["x = 3"], "{ a = 1;\n  x = 3;\n}"),
    ]);
}

const NAMES_GO: &[Case] = &[
    ("{ inherit inputs; }", &["inputs"], &[], "{ }"),
    ("{inherit inputs;}", &["inputs"], &[], "{}"),
    ("{\n  inherit inputs;\n}", &["inputs"], &[], "{ }"),
    ("{ inherit a b c; }", &["a"], &[], "{ inherit b c; }"),
    ("{ inherit a b c; }", &["b"], &[], "{ inherit a c; }"),
    ("{ inherit a b c; }", &["c"], &[], "{ inherit a b; }"),
    ("{ inherit a b c; }", &["a", "c"], &[], "{ inherit b; }"),
    ("{ inherit a b c; }", &["a", "b", "c"], &[], "{ }"),
    ("{ inherit a; b = 1; }", &["a"], &[], "{ b = 1; }"),
    ("{ inherit a; b = 1; }", &["b"], &[], "{ inherit a; }"),
    ("{ inherit (x) a; inherit a2; }", &["a"], &[], "{ inherit a2; }"),
    ("{\n  inherit a;\n  b = 1;\n}", &["a"], &[], "{\n  b = 1;\n}"),
    ("{\n  a = 1;\n  b = 2;\n  c = 3;\n}", &["b"], &[], "{\n  a = 1;\n  c = 3;\n}"),
    ("{\n  a = 1;\n\n  b = 2;\n\n  c = 3;\n}", &["b"], &[], "{\n  a = 1;\n\n  c = 3;\n}"),
    ("{\n  a = 1;\n\n  b = 2;\n  c = 3;\n}", &["b"], &[], "{\n  a = 1;\n\n  c = 3;\n}"),
    ("{\n  a = 1;\n\n  b = 2;\n}", &["a"], &[], "{\n  b = 2;\n}"),
    ("{\n  a = 1;\n\n  b = 2;\n}", &["b"], &[], "{\n  a = 1;\n}"),
    ("{\n\n  a = 1;\n\n  b = 2;\n\n}", &["b"], &[], "{\n\n  a = 1;\n\n}"),
    ("{\n  # of b\n  b = 2; # b\n  c = 3;\n}", &["b"], &[], "{\n  # of b\n  # b\n  c = 3;\n}"),
    ("{\n  # of b\n  b = 2; # b\n  c = 3;\n}", &["!b"], &[], "{\n  c = 3;\n}"),
    ("{\n  a = 1;\n\n  # of b\n  b = 2; # b\n\n  c = 3;\n}", &["!b"], &[], "{\n  a = 1;\n\n  c = 3;\n}"),
    ("{\n  # apart\n\n  # of b\n  b = 2;\n}", &["!b"], &[], "{\n  # apart\n}"),
    ("{\n  inherit\n    a\n    b\n    ;\n}", &["b"], &[], "{\n  inherit\n    a\n    ;\n}"),
    ("{\n  inherit\n    a\n    b # why b\n    ;\n}", &["b"], &[], "{\n  inherit\n    a\n    # why b\n    ;\n}"),
    ("{\n  inherit\n    a # why a\n    ;\n  c = 1;\n}", &["a"], &[], "{\n  # why a\n  c = 1;\n}"),
    ("{\n  inherit a\n    b;\n}", &["a"], &[], "{\n  inherit b;\n}"),
    ("{ \"a\" = 1; b = 2; }", &["a"], &[], "{ b = 2; }"),
    ("{a=1;b=2;c=3;}", &["b"], &[], "{a=1;c=3;}"),
];

#[test]
fn names_go() {
    check(NAMES_GO);
}

#[test]
fn names_take_the_place_of_others() {
    check(&[
        ("{ inherit inputs; }", &["inputs"], &["x"], "{ inherit x; }"),
        ("{ inherit inputs self; }", &["inputs"], &["x"], "{ inherit x self; }"),
        ("{ inherit a; inherit inputs; }", &["inputs"], &["x"], "{ inherit a; inherit x; }"),
        ("{\n  inherit\n    a\n    b\n    ;\n}", &["a"], &["x", "y"], "{\n  inherit\n    x\n    y\n    b\n    ;\n}"),
        ("{ inherit a; b = 1; }", &["b"], &["x"], "{ inherit a x; }"),
        ("{ b = 1; }", &["b"], &["x"], "{ inherit x; }"),
        ("{ b = 1; }", &["b"], &["b"], "{ inherit b; }"),
        ("{ inherit b; }", &["b"], &["b = 2"], "{ b = 2; }"),
        ("{ inherit b c; }", &["b"], &["b = 2"], "{ inherit c; b = 2; }"),
        ("{\n  b = 1;\n}", &["b"], &["x = 2"], "{\n  x = 2;\n}"),
        ("{\n  b = 1;\n}", &["b"], &["x"], "{\n  inherit x;\n}"),
    ]);
}

#[test]
fn refuses() {
    let cases: &[(&str, &[&str], &[&str], Refusal)] = &[
        ("{ x = 1; }", &[], &["x"], Refusal::NameTaken("x".into())),
        ("{ x.y = 1; }", &[], &["x"], Refusal::NameTaken("x".into())),
        ("{ inherit (lib) x; }", &[], &["x"], Refusal::NameTaken("x".into())),
        ("{ inherit x; }", &[], &["x = 1"], Refusal::NameTaken("x".into())),
        ("{ a = 1; }", &["x"], &[], Refusal::NoSuchName("x".into())),
        ("{ x.y = 1; }", &["x"], &[], Refusal::NoSuchName("x".into())),
    ];
    for (text, remove, add, refusal) in cases {
        assert_eq!(attempt(text, remove, add).as_ref(), Err(refusal), "{text}");
    }
}

/// A random set that binds `names`.
fn set_text(dice: &mut Dice, names: &[&str]) -> String {
    let one_line = dice.roll(3) == 0;
    let mut text = String::from("{");
    for name in names {
        if !one_line {
            text += dice.pick(&["\n", "\n", "\n\n", "\n  # comment", "\n  /* block */"]);
            text += if text.ends_with('/') {
                " "
            } else if text.ends_with('t') {
                "\n  "
            } else {
                "  "
            };
        } else {
            text += " ";
        }
        text += &match dice.roll(4) {
            0 => format!("inherit {name};"),
            1 => format!("inherit (from) {name};"),
            2 => format!("{name} = f {{ a = [ 1 ]; }};"),
            _ => format!("{name} = 1;"),
        };
        if !one_line {
            text += dice.pick(&["", "", " # trailing"]);
        }
    }
    text + if one_line { " }" } else { "\n}" }
}

#[test]
fn any_change_gives_the_expected_names() {
    let all = ["one", "two", "three", "four", "five"];
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let count = dice.roll(all.len() + 1);
        let mut text = set_text(&mut dice, &all[..count]);
        if seed % 5 == 0 {
            text = crlf(&text);
        }
        let remove: Vec<&str> = all[..count].iter().copied().filter(|_| dice.roll(3) == 0).collect();
        let add: Vec<&str> =
            ["new", "from other", "bound = {\n  a = 1;\n}"].into_iter().filter(|_| dice.roll(2) == 0).collect();
        let after = attempt(&text, &remove, &add).unwrap();
        let inside = after.trim_start_matches('{').trim_end_matches('}');
        let mut found = super::entries::names_in(inside);
        let added = add.iter().map(|text| text.split(" = ").next().unwrap().trim_start_matches("from "));
        let mut expected: Vec<&str> =
            all[..count].iter().copied().filter(|n| !remove.contains(n)).chain(added).collect();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "\n{text}\n→\n{after}");
        for comment in ["# comment", "/* block */", "# trailing"] {
            assert_eq!(text.matches(comment).count(), after.matches(comment).count(), "\n{text}\n→\n{after}");
        }
        assert!(!text.contains("\r\n") || !after.replace("\r\n", "").contains('\n'), "{after:?}");
    }
}

#[test]
fn an_inherit_for_each_name() {
    check(&[
        ("{\n  inherit a;\n  inherit b;\n}", &[], &["c"], "{\n  inherit a;\n  inherit b;\n  inherit c;\n}"),
        ("{\n  inherit a;\n  inherit b d;\n}", &[], &["c"], "{\n  inherit a c;\n  inherit b d;\n}"),
        ("{ inherit a; inherit b; }", &[], &["c"], "{ inherit a c; inherit b; }"),
    ]);
}
