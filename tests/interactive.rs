//! `fix --interactive` on a terminal: each change is asked about, and what is written is what was accepted.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use nixinst::plan::choose::{Answer, choose};
use nixinst::plan::outcome::{FileChange, Outcome, Part};
use nixinst::plan::{self, Options};
use nixinst::workspace::Workspace;
use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};
use tempfile::TempDir;

const FLAKE: &str = "\
{
  inputs.nixpkgs.url = \"github:NixOS/nixpkgs/nixos-25.05\";
  inputs.nixpkgs-unstable.url = \"github:NixOS/nixpkgs/nixos-unstable\";
  inputs.nixpkgs-old.url = \"github:NixOS/nixpkgs/nixos-24.05\";

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = \"x86_64-linux\";
        specialArgs = { inherit inputs; };
        modules = [
          ./new.nix
          ./old.nix
        ];
      };
    };
}
";

fn module(input: &str, name: &str) -> String {
    format!(
        "{{ inputs, ... }}:\nlet\n  {name} = import inputs.{input} {{ system = \"x86_64-linux\"; }};\nin\n{{\n  \
         environment.systemPackages = [ {name}.hello ];\n}}\n"
    )
}

/// A flake with two instances, which both have to go through one set of special arguments.
fn flake() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("flake.nix"), FLAKE).unwrap();
    fs::write(dir.path().join("new.nix"), module("nixpkgs-unstable", "unstable")).unwrap();
    fs::write(dir.path().join("old.nix"), module("nixpkgs-old", "old")).unwrap();
    dir
}

fn files(dir: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    entries.map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(p).unwrap())).collect()
}

/// A terminal in which nixinst runs.
fn terminal(dir: &Path, args: &[&str]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.args(["fix", "-i", "--color", "never"]).args(args).arg(dir).env("TERM", "xterm");
    spawn_command(command, Some(60_000)).unwrap()
}

/// Answers the next question, and gives what stood above it.
fn answer(terminal: &mut PtySession, with: &str) -> String {
    let shown = terminal.exp_string("[y,n,a,d,q,?]").unwrap();
    terminal.send_line(with).unwrap();
    // The line is drawn once more with its answer.
    terminal.exp_string("\x1b[2K").unwrap();
    terminal.exp_string("[y,n,a,d,q,?]").unwrap();
    shown
}

fn exit_code(terminal: PtySession) -> i32 {
    match terminal.process().wait().unwrap() {
        WaitStatus::Exited(_, code) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_accepted_is_written_and_the_rest_stays() {
    let dir = flake();
    let before = files(dir.path());
    let mut terminal = terminal(dir.path(), &[]);
    let shown = answer(&mut terminal, "?");
    assert!(shown.contains("# hoist-import: defines `unstable` in flake.nix for 1 site"), "{shown}");
    assert!(shown.contains("Why it is safe: An instance is made of its source"), "{shown}");
    assert!(shown.contains("+        specialArgs = { inherit inputs unstable; };"), "{shown}");
    assert!(shown.contains("(1/2)") && !shown.contains("nixpkgs-old {"), "{shown}");
    let help = answer(&mut terminal, "y");
    assert!(help.contains("q  quit, nothing is written"), "{help}");
    let shown = answer(&mut terminal, "n");
    assert!(shown.contains("# hoist-import: defines `old` in flake.nix for 1 site"), "{shown}");
    assert!(shown.contains("-        specialArgs = { inherit inputs unstable; };"), "{shown}");
    assert!(shown.contains("+        specialArgs = { inherit unstable old; };"), "{shown}");
    let end = terminal.exp_eof().unwrap();
    assert!(end.contains("wrote flake.nix"), "{end}");
    assert_eq!(exit_code(terminal), 0);
    let after = files(dir.path());
    assert_eq!(after["old.nix"], before["old.nix"]);
    assert!(after["flake.nix"].contains("specialArgs = { inherit inputs unstable; };"), "{}", after["flake.nix"]);
    assert!(after["new.nix"].starts_with("{ unstable, ... }:\n{\n"), "{}", after["new.nix"]);
}

#[test]
fn nothing_is_written_if_nothing_is_accepted() {
    for answers in [&["n", "n"][..], &["d"], &["q"], &["y", "q"]] {
        let dir = flake();
        let before = files(dir.path());
        let mut terminal = terminal(dir.path(), &[]);
        for with in answers {
            answer(&mut terminal, with);
        }
        let end = terminal.exp_eof().unwrap();
        assert!(!end.contains("wrote"), "{answers:?}: {end}");
        assert_eq!(end.contains("nothing was written"), answers.contains(&"q"), "{answers:?}: {end}");
        assert_eq!(exit_code(terminal), 0, "{answers:?}");
        assert_eq!(files(dir.path()), before, "{answers:?}");
    }
}

#[test]
fn all_is_what_fix_writes() {
    let (dir, other) = (flake(), flake());
    let mut terminal = terminal(dir.path(), &["--only", "hoist-import"]);
    answer(&mut terminal, "a");
    terminal.exp_eof().unwrap();
    assert_eq!(exit_code(terminal), 0);
    let fix = Command::new(env!("CARGO_BIN_EXE_nixinst")).arg("fix").arg(other.path()).output().unwrap();
    assert!(fix.status.success());
    assert_eq!(files(dir.path()), files(other.path()));
}

#[test]
fn interrupted_at_a_question_it_writes_nothing() {
    let dir = flake();
    let before = files(dir.path());
    let mut terminal = terminal(dir.path(), &[]);
    answer(&mut terminal, "y");
    terminal.exp_string("[y,n,a,d,q,?]").unwrap();
    terminal.send_control('c').unwrap();
    let end = terminal.exp_eof().unwrap();
    assert!(end.contains("cancelled: nothing was written"), "{end}");
    assert!(!end.contains("\x1b[?25l"), "the cursor is there: {end:?}");
    assert_eq!(exit_code(terminal), 130);
    assert_eq!(files(dir.path()), before);
}

#[test]
fn without_a_terminal_it_is_an_error() {
    let dir = flake();
    let before = files(dir.path());
    let output =
        Command::new(env!("CARGO_BIN_EXE_nixinst")).args(["fix", "--interactive"]).arg(dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("asks on a terminal") && said.contains("hint: "), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(files(dir.path()), before);
}

#[test]
fn uncommitted_changes_are_refused_before_anything_is_asked() {
    let dir = flake();
    let init = Command::new("git").current_dir(dir.path()).args(["init", "--quiet"]).status().unwrap();
    assert!(init.success());
    let mut refused = terminal(dir.path(), &[]);
    let end = refused.exp_eof().unwrap();
    assert!(end.contains("changes that are not committed") && !end.contains("[y,n"), "{end}");
    assert_eq!(exit_code(refused), 2);
    let mut allowed = terminal(dir.path(), &["--allow-dirty"]);
    answer(&mut allowed, "q");
    allowed.exp_eof().unwrap();
    assert_eq!(exit_code(allowed), 0);
}

/// What a rewrite's golden cases are, and all that is asked for by an option.
fn cases() -> Vec<std::path::PathBuf> {
    let rewrites = Path::new(env!("CARGO_MANIFEST_DIR")).join("rewrites");
    let folders = |dir: &Path| -> Vec<std::path::PathBuf> {
        let entries = fs::read_dir(dir).into_iter().flatten().map(|e| e.unwrap().path());
        entries.filter(|p| p.is_dir()).collect()
    };
    let mut cases: Vec<_> = folders(&rewrites).iter().flat_map(|r| folders(&r.join("cases"))).collect();
    cases.sort();
    cases
}

type Plans = HashMap<Vec<Part>, Outcome>;

/// What is written if every question has this answer, and how many there are.
fn answered(case: &Path, answer: Answer, known: &mut Plans) -> (Vec<FileChange>, usize) {
    let plan = |leave: &[Part]| -> Result<Outcome, plan::Error> {
        if let Some(outcome) = known.get(leave) {
            return Ok(outcome.clone());
        }
        let workspace = Rc::new(Workspace::open(&case.join("before"))?);
        let outcome = plan::analyze(workspace, &Options { leave: leave.to_vec(), ..Options::default() })?;
        known.insert(leave.to_vec(), outcome.clone());
        Ok(outcome)
    };
    let mut questions = 0;
    let chosen = choose(plan, |_| {
        questions += 1;
        Ok(answer)
    });
    (chosen.unwrap().unwrap().changes, questions)
}

#[test]
fn in_every_case_yes_to_each_is_all_and_no_to_each_is_nothing() {
    let mut several = 0;
    for case in cases() {
        let mut known = Plans::new();
        let (all, _) = answered(&case, Answer::All, &mut known);
        let (each, questions) = answered(&case, Answer::Yes, &mut known);
        assert!(each == all, "{}: accepted one by one it is another", case.display());
        let (none, _) = answered(&case, Answer::No, &mut known);
        assert!(none.is_empty(), "{}: something is left", case.display());
        several += usize::from(questions > 1);
    }
    assert!(several > 10, "{several} cases have several changes");
}

#[test]
fn an_instance_in_the_arguments_of_another_is_one_change_with_it() {
    let case =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("rewrites/share-instance/cases/overlay-in-the-arguments/before");
    let plan = |leave: Vec<Part>| {
        let workspace = Rc::new(Workspace::open(&case).unwrap());
        plan::analyze(workspace, &Options { leave, ..Options::default() }).unwrap()
    };
    let outcome = plan(Vec::new());
    let inner = outcome.sites.iter().find(|s| s.message.starts_with("goes with")).unwrap();
    let inner = Part::Site(inner.place.clone());
    let of: Vec<_> = outcome.groups.iter().filter(|g| g.parts.contains(&inner)).collect();
    assert_eq!(of.len(), 1, "{:?}", outcome.groups);
    assert!(of[0].parts.len() > 1, "{:?}", of[0]);
    let left = plan(of[0].parts.clone());
    let gone = |p: &Part| left.groups.iter().all(|g| !g.parts.contains(p));
    assert!(of[0].parts.iter().all(gone), "{:?}", left.groups);
}
