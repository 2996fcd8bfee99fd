//! Several formats in one run, and the files that they go to.

#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example")
}

fn nixinst(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    command.current_dir(dir).args(args).arg(example()).output().unwrap()
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn each_format_goes_where_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let all = ["text", "json", "diff", "sarif", "github", "gitlab", "markdown"];
    let mut args = vec!["fix".to_owned(), "--dry-run".to_owned()];
    for format in all {
        args.extend(["--format".to_owned(), format!("{format}={format}.out")]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let together = nixinst(dir.path(), &args);
    assert!(together.status.success(), "{together:?}");
    assert!(together.stdout.is_empty());
    assert_eq!(names(dir.path()).len(), all.len());
    for format in all {
        let alone = nixinst(dir.path(), &["fix", "--dry-run", "--format", format]);
        assert_eq!(read(dir.path(), &format!("{format}.out")), String::from_utf8(alone.stdout).unwrap(), "{format}");
        let written = nixinst(dir.path(), &["fix", "--dry-run", "--format", format, "--output", "one"]);
        assert!(written.stdout.is_empty());
        assert_eq!(read(dir.path(), &format!("{format}.out")), read(dir.path(), "one"), "{format}");
    }
    for format in ["json", "sarif", "gitlab"] {
        let text = read(dir.path(), &format!("{format}.out"));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{format}");
    }
}

#[test]
fn one_format_stays_on_standard_output() {
    let dir = tempfile::tempdir().unwrap();
    let output = nixinst(dir.path(), &["check", "--format", "text", "--format", "markdown=body.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains(" --> home/ada.nix:3:19"));
    // The picture needs what only a run for Markdown asks for.
    assert!(read(dir.path(), "body.md").contains("```mermaid\n"));
}

#[test]
fn a_file_is_whole_or_not_there() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("kept"), "old").unwrap();
    fs::create_dir(dir.path().join("folder")).unwrap();
    for args in [
        &["check", "--format", "json=kept", "--format", "sarif=folder"][..],
        &["check", "--format", "json=kept", "--format", "sarif=none/a"],
    ] {
        let output = nixinst(dir.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("can't be written"), "{args:?}");
    }
    // A flake that is not there: what was staged goes.
    let mut command = Command::new(env!("CARGO_BIN_EXE_nixinst"));
    let output = command.current_dir(dir.path()).args(["check", "--output", "kept", "folder"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        (names(dir.path()), read(dir.path(), "kept")),
        (vec!["folder".to_owned(), "kept".to_owned()], "old".into())
    );
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_a_link_its_target() {
    use std::os::unix::fs::PermissionsExt;

    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("kept"), "old").unwrap();
    fs::set_permissions(at("kept"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("kept", at("link")).unwrap();
    assert_eq!(nixinst(dir.path(), &["check", "--output", "link"]).status.code(), Some(1));
    assert!(at("link").is_symlink());
    assert!(read(dir.path(), "kept").contains("3 sites"));
    assert_eq!(fs::metadata(at("kept")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(nixinst(dir.path(), &["check", "--output", "/dev/null"]).status.code(), Some(1));
}

#[test]
fn places_are_not_for_a_fix_that_writes() {
    let dir = tempfile::tempdir().unwrap();
    for format in ["sarif", "github", "gitlab"] {
        let output = nixinst(dir.path(), &["fix", "--format", format]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(&format!("the format {format} shows places")), "{error}");
    }
}

#[test]
fn all_flakes_are_one_report_in_each_format() {
    let dir = tempfile::tempdir().unwrap();
    for format in ["text", "json", "diff", "sarif", "github", "gitlab", "markdown"] {
        let output = nixinst(dir.path(), &["check", "--all-flakes", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}: {output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("home/ada.nix"), "{format}: {text}");
        if ["sarif", "gitlab"].contains(&format) {
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{format}");
        }
    }
}
