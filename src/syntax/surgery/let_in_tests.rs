//! Tables and properties of `let_in`.

use super::Refusal;
use super::comments::EntryComments;
use super::let_in::{InsertAt, Removal, change, remove_from_inherit_in_let};
use super::testing::{Dice, applied, assert_tidy, crlf, first, root};
use crate::syntax::style::FileText;
use rnix::ast::LetIn;
use rowan::ast::AstNode;

fn removal(text: &str) -> Removal {
    match text.strip_prefix('!') {
        Some(name) => Removal::name(name).with_comments(),
        None => Removal::name(text),
    }
}

fn attempt(text: &str, remove: &[&str], add: &[&str], at: InsertAt) -> Result<String, Refusal> {
    let file = FileText::new(text);
    let remove: Vec<Removal> = remove.iter().map(|text| removal(text)).collect();
    let add: Vec<String> = add.iter().map(|text| text.to_string()).collect();
    let change = change(&file, &first::<LetIn>(text), &remove, &add, at)?;
    let after = applied(text, change.edits);
    assert_tidy(text, &after);
    Ok(after)
}

type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a str);

fn check(at: InsertAt, cases: &[Case]) {
    for (before, remove, add, after) in cases {
        assert_eq!(attempt(before, remove, add, at).unwrap(), *after, "\nin:\n{before}");
        if !before.contains('\n') {
            continue;
        }
        let windows = attempt(&crlf(before), remove, add, at).unwrap();
        assert_eq!(windows, crlf(after), "CRLF: {before:?}");
    }
}

const BINDINGS_GO: &[Case] = &[
    ("let\n  a = 1;\n  b = 2;\nin\na", &["b"], &[], "let\n  a = 1;\nin\na"),
    ("let\n  a = 1;\n  b = 2;\nin\na", &["a"], &[], "let\n  b = 2;\nin\na"),
    ("let\n  a = 1;\n\n  b = 2;\n\n  c = 3;\nin\na", &["b"], &[], "let\n  a = 1;\n\n  c = 3;\nin\na"),
    ("let\n  # of a\n  a = 1;\n  b = 2;\nin\nb", &["!a"], &[], "let\n  b = 2;\nin\nb"),
    ("let\n  # of a\n  a = 1;\n  b = 2;\nin\nb", &["a"], &[], "let\n  # of a\n  b = 2;\nin\nb"),
    ("let\n  a = 1; # of a\n  b = 2;\nin\nb", &["!a"], &[], "let\n  b = 2;\nin\nb"),
    ("let a = 1; b = 2; in b", &["a"], &[], "let b = 2; in b"),
    ("let a = 1; b = 2; in a", &["b"], &[], "let a = 1; in a"),
    ("let a = 1;\n    b = 2;\nin b", &["a"], &[], "let b = 2;\nin b"),
    ("let a = 1;\n    b = 2;\nin a", &["b"], &[], "let a = 1;\nin a"),
    ("let\n  inherit (x) a b;\nin a", &["b"], &[], "let\n  inherit (x) a;\nin a"),
    ("let\n  inherit (x) a;\n  b = 1;\nin b", &["a"], &[], "let\n  b = 1;\nin b"),
    ("let\n  a = 1;\n  f = x: {\n    y = x;\n  };\nin a", &["f"], &[], "let\n  a = 1;\nin a"),
];

#[test]
fn bindings_go() {
    check(InsertAt::End, BINDINGS_GO);
}

const AN_EMPTIED_LET_GOES: &[Case] = &[
    ("{ pkgs, ... }:\nlet\n  a = 1;\nin\n{\n  b = 2;\n}\n", &["a"], &[], "{ pkgs, ... }:\n{\n  b = 2;\n}\n"),
    ("{ pkgs, ... }: let\n  a = 1;\nin {\n  b = 2;\n}\n", &["a"], &[], "{ pkgs, ... }: {\n  b = 2;\n}\n"),
    (
        "{ pkgs, ... }: let\n  a = 1;\nin\n  b {\n    c = 1;\n  }\n",
        &["a"],
        &[],
        "{ pkgs, ... }: b {\n    c = 1;\n  }\n",
    ),
    ("x:\n\nlet\n  a = 1;\n  c = 1;\nin\n\n{ }", &["a", "c"], &[], "x:\n\n{ }"),
    ("let a = 1; in x", &["a"], &[], "x"),
    ("(let a = 1; in x)", &["a"], &[], "(x)"),
    ("let\n  inherit (x) a b;\nin\nx", &["a", "b"], &[], "x"),
    (
        "{\n  f =\n    let\n      a = 1;\n    in\n    {\n      b = 2;\n    };\n}",
        &["a"],
        &[],
        "{\n  f =\n    {\n      b = 2;\n    };\n}",
    ),
    ("x: let\n  # of a\n  a = 1; # too\nin { }", &["!a"], &[], "x: { }"),
    // Comments that belong to nothing stay, on lines of their own.
    ("x:\nlet\n  # note\n\n  a = 1;\nin\n{ }", &["!a"], &[], "x:\n# note\n{ }"),
    ("x: let\n  # note\n\n  a = 1;\nin {\n}", &["!a"], &[], "x:\n# note\n{\n}"),
    ("x:\nlet\n  # of a\n  a = 1; # more\nin\n{ }", &["a"], &[], "x:\n# of a\n# more\n{ }"),
    ("x:\nlet\n  a = 1;\nin\n# of the body\n{ }", &["a"], &[], "x:\n# of the body\n{ }"),
    ("x: let\n  a = 1;\nin # why\n{ }", &["a"], &[], "x: # why\n{ }"),
    ("x: let\n  a = 1;\nin\n  # why\n  # it is so\n  { }", &["a"], &[], "x:\n  # why\n  # it is so\n  { }"),
    ("x:\nlet # the let\n  a = 1;\nin\n{ }", &["a"], &[], "x:\n# the let\n{ }"),
    ("{\n  f = x: let\n    # note\n\n    a = 1;\n  in {\n  };\n}", &["!a"], &[], "{\n  f = x:\n  # note\n  {\n  };\n}"),
];

#[test]
fn an_emptied_let_goes() {
    check(InsertAt::End, AN_EMPTIED_LET_GOES);
    let windows = "x:\r\nlet\r\n  a = 1;\r\nin\r\n{ }\r\n";
    assert_eq!(attempt(windows, &["a"], &[], InsertAt::End).unwrap(), "x:\r\n{ }\r\n");
}

const BINDINGS_COME_AT_THE_END: &[Case] = &[
    ("let\n  a = 1;\nin\na", &[], &["x = 2;"], "let\n  a = 1;\n  x = 2;\nin\na"),
    ("let\n  a = 1; # one\nin\na", &[], &["x = 2;"], "let\n  a = 1; # one\n  x = 2;\nin\na"),
    ("let\n  a = 1;\n  # end\nin\na", &[], &["x = 2;"], "let\n  a = 1;\n  x = 2;\n  # end\nin\na"),
    (
        "let\n    a = 1;\nin\na",
        &[],
        &["x = {\n  y = 2;\n};"],
        "let\n    a = 1;\n    x = {\n      y = 2;\n    };\nin\na",
    ),
    ("let a = 1; in a", &[], &["x = 2;"], "let a = 1; x = 2; in a"),
    ("let a = 1; in a", &[], &["x = {\n  y = 2;\n};"], "let a = 1;\n    x = {\n      y = 2;\n    };\nin a"),
    ("let a = 1;\nin a", &[], &["x = 2;"], "let a = 1;\n    x = 2;\nin a"),
    ("let a = 1;\n    b = 2;\nin a", &[], &["x = 2;"], "let a = 1;\n    b = 2;\n    x = 2;\nin a"),
    ("let\n\ta = 1;\nin\na", &[], &["x = {\n  y = 2;\n};"], "let\n\ta = 1;\n\tx = {\n\t  y = 2;\n\t};\nin\na"),
    ("let\n  a = 1;\nin\na", &["a"], &["x = 2;"], "let\n  x = 2;\nin\na"),
    ("let a = 1; in a", &["a"], &["x = 2;"], "let x = 2; in a"),
    ("let\n  # of a\n  a = 1;\nin\na", &["!a"], &["# of x\nx = 2;"], "let\n  # of x\n  x = 2;\nin\na"),
    ("let\nin\na", &[], &["x = 2;"], "let\n  x = 2;\nin\na"),
    ("let in a", &[], &["x = 2;"], "let x = 2; in a"),
    (
        "let\n  a = 1;\n\n  b = 2;\nin\na",
        &[],
        &["x = 1;", "y = 2;"],
        "let\n  a = 1;\n\n  b = 2;\n\n  x = 1;\n\n  y = 2;\nin\na",
    ),
    ("let\n  a = 1;\nin\na", &[], &["x = 1;\n\ny = 2;"], "let\n  a = 1;\n  x = 1;\n\n  y = 2;\nin\na"),
];

#[test]
fn bindings_come_at_the_end() {
    check(InsertAt::End, BINDINGS_COME_AT_THE_END);
}

#[test]
fn bindings_come_at_the_start() {
    check(
        InsertAt::Start,
        &[
            ("let\n  a = 1;\nin\na", &[], &["x = 2;"], "let\n  x = 2;\n  a = 1;\nin\na"),
            ("let\n  # of a\n  a = 1;\nin\na", &[], &["x = 2;"], "let\n  x = 2;\n  # of a\n  a = 1;\nin\na"),
            ("let # note\n  a = 1;\nin\na", &[], &["x = 2;"], "let # note\n  x = 2;\n  a = 1;\nin\na"),
            ("let a = 1; in a", &[], &["x = 2;"], "let x = 2; a = 1; in a"),
            ("let a = 1;\n    b = 2;\nin a", &[], &["x = 2;"], "let x = 2;\n    a = 1;\n    b = 2;\nin a"),
            ("let\n  a = 1;\nin\na", &[], &["x = {\n  y = 2;\n};"], "let\n  x = {\n    y = 2;\n  };\n  a = 1;\nin\na"),
            ("let\n  a = 1;\nin\na", &["a"], &["x = 2;"], "let\n  x = 2;\nin\na"),
            ("let\n  a = 1;\nin\na", &[], &["x = 1;", "y = 2;"], "let\n  x = 1;\n  y = 2;\n  a = 1;\nin\na"),
        ],
    );
}

#[test]
fn gives_back_what_it_takes() {
    let text = "let\n  # one\n  # two\n  a = 1; # three\n  b = 2;\nin b";
    let removals = [removal("!a"), removal("b")];
    let change = change(&FileText::new(text), &first::<LetIn>(text), &removals, &[], InsertAt::End);
    let of_a = EntryComments { leading: vec!["# one".into(), "# two".into()], trailing: Some("# three".into()) };
    assert_eq!(change.unwrap().taken, [of_a, EntryComments::default()]);
}

#[test]
fn refuses() {
    let taken = Err(Refusal::NameTaken("a".into()));
    assert_eq!(attempt("let a = 1; in a", &[], &["a = 2;"], InsertAt::End), taken);
    assert_eq!(attempt("let inherit (b) a; in a", &[], &["inherit (c) a;"], InsertAt::End), taken);
    assert!(attempt("let a = 1; in a", &["a"], &["a = 2;"], InsertAt::End).is_ok());
    let missing = Err(Refusal::NoSuchName("z".into()));
    assert_eq!(attempt("let a = 1; in a", &["z"], &[], InsertAt::End), missing);
}

#[test]
fn inherited_names_go() {
    let text = "let\n  inherit (lib) a b;\n  c = 1;\nin\nc";
    let edits = remove_from_inherit_in_let(&FileText::new(text), &first(text), &["a", "b"]);
    assert_eq!(applied(text, edits.unwrap()), "let\n  c = 1;\nin\nc");
}

fn let_text(dice: &mut Dice, names: &[&str]) -> String {
    let mut text = String::from(dice.pick(&["let", "x: let", "x:\nlet", "{ pkgs, ... }:\n\nlet"]));
    let one_line = dice.roll(4) == 0;
    for name in names {
        if one_line {
            text += &format!(" {name} = {name}_;");
            continue;
        }
        text += dice.pick(&["\n", "\n", "\n\n", "\n  # comment\n", "\n\n  # comment\n\n"]);
        text += &format!("  {name} = ");
        text += dice.pick(&["1;", "''\n    text\n  '';", "inherit_ {\n    a = 1;\n  };"]);
        text += dice.pick(&["", "", " # trailing"]);
    }
    text += if one_line { " " } else { "\n" };
    text + dice.pick(&["in\n{\n  body = 1;\n}\n", "in {\n  body = 1;\n}\n", "in\n# comment\nbody"])
}

#[test]
fn any_change_gives_the_expected_names() {
    let all = ["one", "two", "three", "four"];
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let count = 1 + dice.roll(all.len());
        let mut text = let_text(&mut dice, &all[..count]);
        if seed % 5 == 0 {
            text = crlf(&text);
        }
        let remove: Vec<&str> = all[..count].iter().copied().filter(|_| dice.roll(2) == 0).collect();
        let add: Vec<&str> = ["new = 1;", "set = {\n  a = 1;\n};"].into_iter().filter(|_| dice.roll(3) == 0).collect();
        let at = if dice.roll(2) == 0 { InsertAt::Start } else { InsertAt::End };
        let after = attempt(&text, &remove, &add, at).unwrap();
        let mut expected: Vec<&str> = all[..count].iter().copied().filter(|n| !remove.contains(n)).collect();
        expected.extend(add.iter().map(|text| text.split(' ').next().unwrap()));
        let mut found = match root(&after).descendants().find_map(LetIn::cast) {
            Some(let_in) => {
                let from = usize::from(let_in.let_token().unwrap().text_range().end());
                let to = usize::from(let_in.in_token().unwrap().text_range().start());
                super::entries::names_in(&after[from..to])
            }
            None => Vec::new(),
        };
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "\n{text}\n→\n{after}");
        for word in ["# comment", "# trailing", "body"] {
            assert_eq!(text.matches(word).count(), after.matches(word).count(), "\n{text}\n→\n{after}");
        }
        assert!(!text.contains("\r\n") || !after.replace("\r\n", "").contains('\n'), "{after:?}");
    }
}
