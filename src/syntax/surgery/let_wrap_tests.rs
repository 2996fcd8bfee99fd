//! Tables of `let_in::wrap`, `let_in::bind` and the habits.

use super::let_in::{InsertAt, LetHabit, bind, wrap};
use super::testing::{applied, assert_tidy, crlf, first, root};
use crate::syntax::style::FileText;
use rnix::ast::{Expr, Lambda};
use rowan::ast::AstNode;

/// Wraps the body of the last lambda of a chain, or the whole expression.
fn wrapped(text: &str, habit: LetHabit) -> String {
    let lambda = root(text).descendants().find_map(Lambda::cast);
    let mut body = match lambda {
        Some(lambda) => lambda.body().unwrap(),
        None => Expr::cast(root(text).first_child().unwrap()).unwrap(),
    };
    while let Expr::Lambda(inner) = &body {
        body = inner.body().unwrap();
    }
    let after = applied(text, wrap(&FileText::new(text), &body, &["x = f {\n  y = 1;\n};".into()], habit));
    assert_tidy(text, &after);
    after
}

#[test]
fn a_new_let_on_lines_of_its_own() {
    let cases = [
        (
            "{\n  outputs = { self, ... }@inputs: {\n    a = 1;\n  };\n}\n",
            "{\n  outputs = { self, ... }@inputs:\n  let\n    x = f {\n      y = 1;\n    };\n  in\n  {\n    a = 1;\n  };\n}\n",
        ),
        (
            "{\n  outputs = {\n    self,\n    ...\n  }: {\n    a = 1;\n  };\n}\n",
            "{\n  outputs = {\n    self,\n    ...\n  }:\n  let\n    x = f {\n      y = 1;\n    };\n  in\n  {\n    a = 1;\n  };\n}\n",
        ),
        (
            "{\n  outputs =\n    { self, ... }:\n    {\n      a = 1;\n    };\n}\n",
            "{\n  outputs =\n    { self, ... }:\n    let\n      x = f {\n        y = 1;\n      };\n    in\n    {\n      a = 1;\n    };\n}\n",
        ),
        ("{ pkgs, ... }:\n\n{\n}\n", "{ pkgs, ... }:\n\nlet\n  x = f {\n    y = 1;\n  };\nin\n{\n}\n"),
        ("{ pkgs, ... }: {\n}\n", "{ pkgs, ... }:\nlet\n  x = f {\n    y = 1;\n  };\nin\n{\n}\n"),
        ("a: b: c\n", "a: b:\nlet\n  x = f {\n    y = 1;\n  };\nin\nc\n"),
        ("x: # why\n{ }", "x: # why\nlet\n  x = f {\n    y = 1;\n  };\nin\n{ }"),
        ("{\n}\n", "let\n  x = f {\n    y = 1;\n  };\nin\n{\n}\n"),
        (
            "{\n\toutputs = inputs: {\n\t};\n}\n",
            "{\n\toutputs = inputs:\n\tlet\n\t\tx = f {\n\t\t  y = 1;\n\t\t};\n\tin\n\t{\n\t};\n}\n",
        ),
        ("f (a: {\n})", "f (a:\nlet\n  x = f {\n    y = 1;\n  };\nin\n{\n})"),
    ];
    for (before, after) in &cases {
        assert_eq!(wrapped(before, LetHabit::OwnLine), *after, "\nin:\n{before}");
        assert_eq!(wrapped(&crlf(before), LetHabit::OwnLine), crlf(after), "CRLF: {before:?}");
    }
}

#[test]
fn a_new_let_behind_the_colon() {
    let cases = [
        (
            "{\n  outputs = { self, ... }@inputs: {\n    a = 1;\n  };\n}\n",
            "{\n  outputs = { self, ... }@inputs: let\n    x = f {\n      y = 1;\n    };\n  in {\n    a = 1;\n  };\n}\n",
        ),
        ("{pkgs, ...}: {\n}\n", "{pkgs, ...}: let\n  x = f {\n    y = 1;\n  };\nin {\n}\n"),
        ("{pkgs, ...}:\n{\n}\n", "{pkgs, ...}:\nlet\n  x = f {\n    y = 1;\n  };\nin\n{\n}\n"),
        ("{pkgs, ...}:{\n}\n", "{pkgs, ...}: let\n  x = f {\n    y = 1;\n  };\nin {\n}\n"),
    ];
    for (before, after) in cases {
        assert_eq!(wrapped(before, LetHabit::SameLine), after, "\nin:\n{before}");
    }
}

#[test]
fn a_let_where_the_grammar_wants_parentheses() {
    let cases = [
        ("f { a = 1; }", "f (let\n  x = 1;\nin { a = 1; })"),
        ("[ { a = 1; } ]", "[ (let\n  x = 1;\nin { a = 1; }) ]"),
        ("[\n  { a = 1; }\n]", "[\n  (let\n    x = 1;\n  in\n  { a = 1; })\n]"),
        ("y // { a = 1; }", "y // (let\n  x = 1;\nin { a = 1; })"),
    ];
    for (before, after) in cases {
        let set = root(before).descendants().find_map(rnix::ast::AttrSet::cast).unwrap();
        let edits = wrap(&FileText::new(before), &Expr::AttrSet(set), &["x = 1;".into()], LetHabit::OwnLine);
        assert_eq!(applied(before, edits), after);
    }
}

#[test]
fn binds_where_a_let_is() {
    let bound = |text: &str| {
        let body = first::<Lambda>(text).body().unwrap();
        let edits = bind(&FileText::new(text), &body, &["x = 1;".into()], InsertAt::End, LetHabit::OwnLine);
        applied(text, edits.unwrap())
    };
    assert_eq!(bound("a:\nlet\n  b = 1;\nin\nb"), "a:\nlet\n  b = 1;\n  x = 1;\nin\nb");
    assert_eq!(bound("a:\nb"), "a:\nlet\n  x = 1;\nin\nb");
}

#[test]
fn habits() {
    let cases: &[(&[&str], LetHabit)] = &[
        (&[], LetHabit::OwnLine),
        (&["x: let a = 1; in a"], LetHabit::SameLine),
        (&["x:\nlet a = 1; in a"], LetHabit::OwnLine),
        (&["x: let a = 1; in a", "x:\nlet a = 1; in a"], LetHabit::OwnLine),
        (&["{ f = x: let a = 1; in a; g = x: let a = 1; in a; }", "x:\nlet a = 1; in a"], LetHabit::SameLine),
        (&["let a = 1; in a"], LetHabit::OwnLine),
    ];
    for (texts, habit) in cases {
        let trees: Vec<_> = texts.iter().map(|text| root(text)).collect();
        assert_eq!(LetHabit::of(&trees), *habit, "{texts:?}");
    }
}
