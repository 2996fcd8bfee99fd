use std::convert::Infallible;

use super::*;
use crate::plan::outcome::Place;

fn part(name: &str) -> Part {
    Part::Site(Place { file: name.to_owned(), line: 1, column: 1 })
}

fn name(part: &Part) -> &str {
    match part {
        Part::Site(place) => &place.file,
        Part::Follow { name, .. } => name,
    }
}

fn group(title: String, of: &str, unit: usize) -> ChangeGroup {
    let parts = vec![part(of)];
    ChangeGroup { rewrite: "hoist-import", title, files: Vec::new(), changes_builds: false, parts, unit }
}

/// One file with one line for all that is not left: as where instances share a set of special arguments. `needs` says
/// without which others something does nothing, `unit` what belongs together.
fn line(of: &[&str], leave: &[Part], needs: &[(&str, &str)], unit: impl Fn(&str) -> usize) -> Outcome {
    let left = |n: &str| leave.contains(&part(n));
    let served = |n: &str| needs.iter().all(|(a, b)| *a != n || !left(b));
    let there: Vec<&str> = of.iter().copied().filter(|n| !left(n) && served(n)).collect();
    let groups = there.iter().map(|n| group(format!("adds {n}"), n, unit(n))).collect();
    let after = if there.is_empty() { "args\n".to_owned() } else { format!("args {}\n", there.join(" ")) };
    let change = FileChange { file: "flake.nix".to_owned(), before: "args\n".to_owned(), after };
    let changes = if there.is_empty() { Vec::new() } else { vec![change] };
    Outcome { groups, changes, ..Outcome::default() }
}

/// Answers what is asked, and the text in the end.
struct Script {
    asked: Vec<(String, String)>,
    outcome: Option<Outcome>,
}

fn run(answers: &[Answer], plan: impl Fn(&[Part]) -> Outcome) -> Script {
    let mut asked: Vec<(String, String)> = Vec::new();
    let mut answers = answers.iter();
    let outcome = choose::<Infallible>(
        |leave| Ok(plan(leave)),
        |q| {
            let names: Vec<&str> = q.groups.iter().flat_map(|g| &g.parts).map(name).collect();
            let diff: Vec<String> =
                q.changes.iter().map(|c| format!("{}→{}", c.before.trim(), c.after.trim())).collect();
            asked.push((format!("{}/{} {}", q.number, q.of, names.join("+")), diff.join(", ")));
            Ok(*answers.next().expect("an answer"))
        },
    );
    assert!(answers.next().is_none(), "all is asked");
    let Ok(outcome) = outcome;
    Script { asked, outcome }
}

impl Script {
    fn text(&self) -> Option<&str> {
        self.outcome.as_ref().map(|o| o.changes.first().map_or("", |c| c.after.trim()))
    }

    fn asked(&self) -> Vec<(&str, &str)> {
        self.asked.iter().map(|(q, diff)| (q.as_str(), diff.as_str())).collect()
    }
}

use Answer::{All, No, Quit, Rest, Yes};

#[test]
fn what_is_shown_adds_up_to_what_is_written() {
    let plan = |leave: &[Part]| line(&["a", "b", "c"], leave, &[], |n| n.len() + n.as_bytes()[0] as usize);
    let ran = run(&[Yes, No, Yes], plan);
    let expected = [("1/3 a", "args→args a"), ("2/3 b", "args a→args a b"), ("3/3 c", "args a→args a c")];
    assert_eq!(ran.asked(), expected);
    assert_eq!(ran.text(), Some("args a c"));
}

#[test]
fn every_answer() {
    let plan = |leave: &[Part]| line(&["a", "b", "c"], leave, &[], |n| n.as_bytes()[0] as usize);
    for (answers, text) in [
        (&[No, No, No][..], Some("")),
        (&[Yes, Rest], Some("args a")),
        (&[Rest], Some("")),
        (&[All], Some("args a b c")),
        (&[No, All], Some("args b c")),
        (&[Yes, Yes, Quit], None),
        (&[Quit], None),
    ] {
        assert_eq!(run(answers, plan).text(), text, "{answers:?}");
    }
}

#[test]
fn what_belongs_together_is_one_question() {
    let plan = |leave: &[Part]| line(&["a", "b", "c"], leave, &[], |n| usize::from(n == "b"));
    let ran = run(&[No, Yes], plan);
    assert_eq!(ran.asked(), [("1/2 a+c", "args→args a c"), ("2/2 b", "args→args b")]);
    assert_eq!(ran.text(), Some("args b"));
}

#[test]
fn what_needs_another_is_asked_about_after_it() {
    let plan = |leave: &[Part]| line(&["a", "b"], leave, &[("a", "b")], |n| n.as_bytes()[0] as usize);
    let ran = run(&[Yes, Yes], plan);
    assert_eq!(ran.asked(), [("1/2 b", "args→args b"), ("2/2 a", "args b→args a b")]);
    let ran = run(&[No], plan);
    assert_eq!(ran.asked(), [("1/2 b", "args→args b")], "without b there is no a");
    assert_eq!(ran.text(), Some(""));
}

#[test]
fn what_need_each_other_are_asked_about_together() {
    let needs = [("a", "b"), ("b", "a")];
    let plan = |leave: &[Part]| line(&["a", "b"], leave, &needs, |n| n.as_bytes()[0] as usize);
    let ran = run(&[Yes], plan);
    assert_eq!(ran.asked(), [("1/1 a+b", "args→args a b")]);
    assert_eq!(ran.text(), Some("args a b"));
    assert_eq!(run(&[No], plan).text(), Some(""));
}

#[test]
fn what_only_a_refusal_makes_possible_is_asked_about() {
    // c moves only where a stays.
    let plan = |leave: &[Part]| {
        let of: &[&str] = if leave.contains(&part("a")) { &["a", "b", "c"] } else { &["a", "b"] };
        line(of, leave, &[], |n| n.as_bytes()[0] as usize)
    };
    let ran = run(&[No, Yes, Yes], plan);
    assert_eq!(ran.asked(), [("1/2 a", "args→args a"), ("2/3 b", "args→args b"), ("3/3 c", "args b→args b c")]);
    assert_eq!(run(&[Yes, Yes], plan).text(), Some("args a b"), "nobody was asked about c");
}

#[test]
fn what_becomes_another_is_said() {
    // With b, the name of a is a longer one.
    let plan = |leave: &[Part]| {
        let mut outcome = line(&["a", "b"], leave, &[], |n| n.as_bytes()[0] as usize);
        if outcome.groups.len() == 2 {
            outcome.groups[0].title = "adds a-long".to_owned();
            outcome.changes[0].after = "args a-long b\n".to_owned();
        }
        outcome
    };
    let mut others: Vec<Vec<String>> = Vec::new();
    let chosen = choose::<Infallible>(
        |leave| Ok(plan(leave)),
        |q| {
            others.push(q.become_other.iter().map(|g| g.title.clone()).collect());
            Ok(Yes)
        },
    );
    assert_eq!(others, [vec![], vec!["adds a-long".to_owned()]]);
    let Ok(Some(outcome)) = chosen else { panic!("somebody quit") };
    assert_eq!(outcome.changes[0].after, "args a-long b\n");
}
