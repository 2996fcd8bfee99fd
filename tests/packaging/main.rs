//! What is installed beside the program, and the files that say how it is packed.

#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn nixinst(args: &[&str]) -> String {
    text(Command::new(env!("CARGO_BIN_EXE_nixinst")).args(args).output().expect("nixinst runs"))
}

/// Those that the help lists.
fn commands() -> Vec<String> {
    let help = nixinst(&["--help"]);
    let lines = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    let words = lines.filter_map(|l| l.split_whitespace().next());
    let commands: Vec<String> = words.filter(|w| *w != "help").map(str::to_owned).collect();
    assert!(commands.contains(&"check".to_owned()), "{help}");
    commands
}

#[test]
fn every_shell_completes_every_command_and_no_hidden_one() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let completions = nixinst(&["completions", shell]);
        for command in commands() {
            assert!(completions.contains(&command), "{shell}: {command}");
        }
        assert!(!completions.contains("keep-folder"), "{shell}");
    }
}

#[test]
fn bash_completes_options_and_their_values() {
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("completions");
    fs::write(&script, nixinst(&["completions", "bash"])).unwrap();
    let complete = |words: &str| {
        let asks = format!(
            "source {}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _nixinst nixinst \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        text(Command::new("bash").args(["-c", &asks]).output().expect("bash runs")).trim().to_owned()
    };
    assert_eq!(complete("nixinst ver"), "verify");
    assert_eq!(complete("nixinst fix --dry"), "--dry-run");
    assert_eq!(complete("nixinst fix --only hoist-o"), "hoist-overlay-import");
    assert_eq!(complete("nixinst check --format sa"), "sarif");
}

#[test]
fn there_is_a_manual_page_of_each_command() {
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("share/man1");
    assert_eq!(nixinst(&["man", "--dir", pages.to_str().unwrap()]), "");
    let mut files: Vec<String> =
        fs::read_dir(&pages).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut expected: Vec<String> = commands().iter().map(|c| format!("nixinst-{c}.1")).collect();
    expected.push("nixinst.1".to_owned());
    expected.sort();
    assert_eq!(files, expected);
    let fix = fs::read_to_string(pages.join("nixinst-fix.1")).unwrap();
    assert!(fix.contains("\\-\\-allow\\-dirty"), "{fix}");
    let top = nixinst(&["man"]);
    assert_eq!(top, fs::read_to_string(pages.join("nixinst.1")).unwrap());
    assert!(top.contains("Exit codes:"), "{top}");
}

#[test]
fn a_folder_for_pages_that_cannot_be_made_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_nixinst")).args(["man", "--dir"]).arg(file.join("man1")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("can't be written"));
}

/// The outputs of flake.nix, see outputs.nix.
fn outputs() -> Value {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new("nix-instantiate");
    command.args(["--eval", "--strict", "--json", "--read-write-mode"]).arg(root().join("tests/packaging/outputs.nix"));
    for (name, sub) in [("NIX_STORE_DIR", "store"), ("NIX_STATE_DIR", "state"), ("NIX_LOG_DIR", "log")] {
        command.env(name, home.path().join(sub));
    }
    command.env("NIX_CONF_DIR", home.path().join("conf")).env("HOME", home.path());
    command.env_remove("NIX_REMOTE").env_remove("NIX_PATH");
    let json = text(command.output().expect("nix-instantiate is installed (`tests/all` installs it)"));
    serde_json::from_str(&json).unwrap()
}

#[test]
fn the_flake_offers_the_package_on_every_system() {
    let outputs = outputs();
    let version = env!("CARGO_PKG_VERSION");
    let systems = ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"];
    for of in ["packages", "checks", "devShells", "apps"] {
        let found: Vec<&String> = outputs[of].as_object().unwrap().keys().collect();
        assert_eq!(found, systems, "{of}");
    }
    for system in systems {
        let package = &outputs["packages"][system];
        assert_eq!(package["nixinst"]["name"], format!("nixinst-{version}"));
        assert_eq!(package["nixinst"]["system"], system);
        assert_eq!(package["default"]["drvPath"], package["nixinst"]["drvPath"]);
        assert_eq!(package["nixinst-treefmt"]["name"], "nixinst-treefmt");
        assert!(outputs["apps"][system].as_str().unwrap().ends_with("/bin/nixinst"));
        assert_eq!(outputs["devShells"][system]["default"]["system"], system);
        let checks = &outputs["checks"][system];
        assert_ne!(checks["tests"]["drvPath"], package["nixinst"]["drvPath"], "it runs the tests");
        assert_eq!(checks["itself"]["name"], "nixinst-itself");
    }
    let package = &outputs["package"];
    assert_eq!(package["meta"]["mainProgram"], "nixinst");
    assert_eq!(package["lock"], fs::read_to_string(root().join("Cargo.lock")).unwrap());
    let install = package["postInstall"].as_str().unwrap();
    assert!(install.contains("completions fish") && install.contains("installManPage"), "{install}");
    assert_eq!(outputs["overlay"].as_object().unwrap().len(), 2);
}

#[test]
fn nixinst_has_nothing_to_do_in_its_own_flake() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(root().join("flake.nix"), dir.path().join("flake.nix")).unwrap();
    let report = nixinst(&["check", dir.path().to_str().unwrap()]);
    assert!(report.starts_with("no site: "), "{report}");
}

#[test]
fn the_package_holds_what_is_built_and_no_tests() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["package", "--list", "--allow-dirty", "--offline"]);
    let list = text(cargo.output().expect("cargo runs"));
    let files: Vec<&str> = list.lines().collect();
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "snapshots/example-after.svg"] {
        assert!(files.contains(&file), "{file}");
    }
    for file in
        ["src/main.rs", "src/report/schema.json", "src/eval/models/haumea.nix", "rewrites/hoist-import/README.md"]
    {
        assert!(files.contains(&file), "{file}");
    }
    let extra: Vec<_> = files.iter().filter(|f| f.starts_with("tests") || f.contains("/cases/")).collect();
    assert!(extra.is_empty(), "{extra:?}");
}
