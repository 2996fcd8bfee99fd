//! `--exported`: modules that an output offers are the flake's own all the same.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => _ = fs::copy(entry.path(), target).unwrap(),
        }
    }
}

fn dispositions(dir: &Path, args: &[&str]) -> Vec<(String, Option<String>)> {
    let out = Command::new(env!("CARGO_BIN_EXE_nixinst"))
        .args(["check", "--format", "json"])
        .args(args)
        .arg(dir)
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let word = |v: &serde_json::Value| v.as_str().map(str::to_owned);
    let sites = json["sites"].as_array().unwrap();
    sites.iter().map(|s| (word(&s["disposition"]).unwrap(), word(&s["code"]))).collect()
}

#[test]
fn what_an_output_offers_moves_when_the_user_says_so() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("rewrites/hoist-import/cases/blocked-exported-module/before");
    let dir = tempfile::tempdir().unwrap();
    copy(&case, dir.path());
    let blocked = vec![("blocked".to_owned(), Some("exported-module".to_owned()))];
    assert_eq!(dispositions(dir.path(), &[]), blocked);
    assert_eq!(dispositions(dir.path(), &["--exported"]), [("hoist".to_owned(), None)]);

    let fixed = Command::new(env!("CARGO_BIN_EXE_nixinst"))
        .args(["fix", "--allow-dirty", "--exported"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert!(fixed.status.success(), "{}", String::from_utf8_lossy(&fixed.stderr));
    assert_eq!(dispositions(dir.path(), &["--exported"]), [("central".to_owned(), None)]);
    let flake = fs::read_to_string(dir.path().join("flake.nix")).unwrap();
    let module = fs::read_to_string(dir.path().join("modules/editors.nix")).unwrap();
    assert!(!module.contains("inputs"), "what nothing reads any more goes:\n{module}");
    assert!(flake.contains("nixosModules"), "the output stays:\n{flake}");
}
