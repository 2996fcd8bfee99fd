//! Names and texts that a repository chooses, in everything that is printed.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use crate::world::*;

/// What a file, a folder and an attribute may be called.
const NAMES: [&str; 16] = [
    "a\nb",
    "a\"b'c",
    "a\tb",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{9b}31m\u{202e}x\u{2066}",
    "--output",
    "-rf",
    "::set-output name=x::y",
    "  ::warning file=x::y",
    "##[add-mask]a ##vso[task.setvariable variable=x]y",
    "$(touch marker)`touch marker`;touch marker",
    "a b",
    "</details></summary><script>alert(1)</script>",
    "`` @somebody #1 https://example.org ![i](j)",
    "é\u{301}\u{1F600}\u{200b}",
    "%0A::error::x%1b",
];

/// In the words of Nix.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace("${", "\\${"))
}

/// A flake in which everything that can have a name has this one: files, folders, a configuration, an input, an error, a
/// comment beside a site.
fn named(name: &str) -> TempDir {
    let dir =
        host(&format!("(./. + {}) (./. + {})", string(&format!("/{name}.nix")), string(&format!("/{name}/x.nix"))));
    let flake = fs::read_to_string(dir.path().join("flake.nix")).unwrap();
    let word = string(name);
    let more = format!(
        "    nixosConfigurations.{word} = nixpkgs.lib.nixosSystem {{\n      system = {word};\n      \
         modules = [ ./good.nix (throw {word}) (import (./. + {word})) ];\n      specialArgs = {{ inherit inputs; }};\n    }};\n    \
         packages.{word} = import inputs.{word} {{ system = {word}; }};\n  }};\n}}\n"
    );
    let flake = flake.strip_suffix("  };\n}\n").unwrap().to_owned() + &more;
    let input = format!("{{\n  inputs.{word}.url = {word};\n");
    write(dir.path(), "flake.nix", flake.replacen("{\n", &input, 1));
    let comment = name.replace("*/", "");
    let module = GOOD.replace("import inputs", &format!("/* {comment} */ import inputs"));
    write(dir.path(), &format!("{name}.nix"), &module);
    write(dir.path(), &format!("{name}/x.nix"), format!("{module}\n# {}\n", name.replace('\n', " ")));
    write(dir.path(), &format!("{name}/flake.nix"), "{ outputs = _: { }; }\n");
    write(dir.path(), &format!("{name}/broken.nix"), "{ a = ; }\n");
    dir
}

fn is_harmful(c: char) -> bool {
    let control = c.is_control() && c != '\n';
    control || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Without the colours that nixinst paints with.
fn uncoloured(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        out.push_str(&rest[..start]);
        let code = &rest[start + 2..];
        let end = code.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(code.len());
        let is_colour = code[end..].starts_with('m') && code[..end].split(';').all(|n| n.len() <= 3);
        assert!(is_colour, "an escape that is no colour: {code:.20}");
        rest = &code[end + 1..];
    }
    out + rest
}

/// To a terminal and to a runner it is text; with `commands` each line is a command of ours, which is the only one in it.
fn is_text(what: &str, text: &str, commands: bool) {
    let text = uncoloured(text);
    assert!(!text.contains(is_harmful), "{what}: {text:?}");
    for line in text.lines() {
        assert!(commands || !line.trim_start().starts_with("::"), "{what}: {line}");
        assert!(commands || !(line.contains("##[") || line.contains("##vso[")), "{what}: {line}");
    }
}

#[test]
fn nothing_that_is_printed_is_obeyed() {
    for name in NAMES {
        let dir = named(name);
        for args in READING {
            let ran = nixinst(dir.path(), args);
            let what = format!("{name:?} {args:?}");
            assert!(ran.code < Some(2) || args.contains(&"--all-flakes"), "{what}: {}{}", ran.out, ran.err);
            is_text(&what, &ran.err, false);
            match args {
                ["check", "--format", "diff"] => {}
                ["check", "--format", "github"] => github(&what, &ran.out),
                // A tab is content.
                ["fix", "--dry-run", "--color", "always"] => is_text(&what, &ran.out.replace('\t', " "), false),
                _ => is_text(&what, &ran.out, false),
            }
            if args.contains(&"json") || args.contains(&"sarif") || args.contains(&"gitlab") {
                assert!(serde_json::from_str::<serde_json::Value>(&ran.out).is_ok(), "{what}: {}", ran.out);
            }
        }
        assert!(!dir.path().join("marker").exists());
    }
}

fn github(what: &str, out: &str) {
    is_text(what, out, true);
    for line in out.lines() {
        let words = ["::warning ", "::notice ", "::error "];
        assert!(words.iter().any(|w| line.starts_with(w)), "{what}: {line}");
        let (head, _) = line[2..].split_once("::").unwrap();
        assert!(head.contains("title=nixinst%3A "), "{what}: {line}");
    }
}

/// A diff in a pipe is for git: every byte of a line is the file's. Names are quoted as git does.
#[test]
fn a_diff_is_for_git() {
    for name in NAMES {
        let dir = named(name);
        let fixed = named(name);
        let diff = nixinst(dir.path(), &["fix", "--dry-run"]);
        assert_eq!(diff.code, Some(0), "{name:?}: {}", diff.err);
        for line in diff.out.lines().filter(|l| l.starts_with("--- ") || l.starts_with("+++ ")) {
            assert!(!line.trim_end_matches('\t').contains(is_harmful), "{line:?}");
        }
        write(dir.path(), "it.patch", &diff.out);
        let git =
            std::process::Command::new("git").current_dir(dir.path()).args(["apply", "it.patch"]).output().unwrap();
        assert!(git.status.success(), "{name:?}: {}\n{}", String::from_utf8_lossy(&git.stderr), diff.out);
        fs::remove_file(dir.path().join("it.patch")).unwrap();
        let ran = nixinst(fixed.path(), &["fix"]);
        assert_eq!(ran.code, Some(0), "{name:?}: {}", ran.err);
        is_text("fix", &ran.out, false);
        is_text("fix", &ran.err, false);
        let relative = |dir: &TempDir| -> Vec<_> {
            let tree = read_tree(dir.path());
            tree.into_iter().map(|(f, text)| (f.strip_prefix(dir.path()).unwrap().to_owned(), text)).collect()
        };
        assert!(relative(&dir) == relative(&fixed), "{name:?}");
    }
}

#[test]
fn names_that_are_no_text() {
    let dir = host("({ lib, ... }: { imports = lib.filesystem.listFilesRecursive ./all; })");
    let all = dir.path().join("all");
    fs::create_dir(&all).unwrap();
    for name in [&b"\xff\xfe.nix"[..], b"a\x80\nb.nix", b"\xed\xa0\x80.nix"] {
        fs::write(all.join(OsStr::from_bytes(name)), "{ }\n").unwrap();
        fs::create_dir(all.join(OsStr::from_bytes(&name[..name.len() - 4]))).unwrap();
    }
    for (args, ran) in look(dir.path(), true) {
        is_text(&format!("{args:?}"), &ran.err, false);
    }
    // The flake itself below such a folder.
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join(OsStr::from_bytes(b"\xff \x1b[31m"));
    fs::create_dir(&root).unwrap();
    for file in ["flake.nix", "good.nix"] {
        let text = if file == "flake.nix" { FLAKE.replace("{EXTRA}", "") } else { GOOD.to_owned() };
        fs::write(root.join(file), text).unwrap();
    }
    for (args, ran) in look(&root, true) {
        is_text(&format!("{args:?}"), &ran.out, false);
    }
    assert_eq!(nixinst(&root, &["fix"]).code, Some(0));
}

/// What is given for a folder is a folder and no option, if `--` says so.
#[test]
fn folders_that_look_like_options() {
    let outer = tempfile::tempdir().unwrap();
    for name in ["-rf", "--output", "--format=json"] {
        let dir = host("");
        fs::rename(dir.path().join("flake.nix"), dir.path().join("f")).unwrap();
        let root = outer.path().join(name);
        fs::create_dir(&root).unwrap();
        fs::copy(dir.path().join("f"), root.join("flake.nix")).unwrap();
        fs::copy(dir.path().join("good.nix"), root.join("good.nix")).unwrap();
        let ran = nixinst(outer.path(), &["check", "--", name]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
    }
}
