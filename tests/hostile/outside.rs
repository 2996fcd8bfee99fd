//! Nothing outside of the flake is read or written.

use std::fs;
use std::os::unix::fs::symlink;

use crate::world::*;

const SECRET: &str = "correct-horse-battery-staple";

/// A folder with a flake in `flake`, and beside it what is none of its business: files with a secret, and pipes, which
/// would hold up who reads them.
fn beside(extra: &str, inputs: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let flake = FLAKE.replace("{EXTRA}", extra).replacen("{\n", &format!("{{\n{inputs}"), 1);
    write(dir.path(), "flake/flake.nix", flake);
    write(dir.path(), "flake/good.nix", GOOD);
    write(dir.path(), "outside/secret", SECRET);
    write(dir.path(), "outside/secret.nix", format!("{{ a = throw \"{SECRET}\"; }}\n"));
    write(dir.path(), "outside/broken.nix", format!("{SECRET} = ; }}\n"));
    write(dir.path(), "outside/flake.nix", format!("{{ outputs = _: throw \"{SECRET}\"; }}\n"));
    fs::create_dir(dir.path().join("pipes")).unwrap();
    for file in ["secret", "secret.nix", "default.nix", "flake.nix", "flake.lock"] {
        fifo(&dir.path().join("pipes").join(file));
    }
    dir
}

fn reads_nothing_of(dir: &TempDir, what: &str) {
    let before = read_tree(dir.path());
    let root = dir.path().join("flake");
    for args in LOOKING {
        let ran = nixinst(&root, args);
        assert!(!(ran.out.clone() + &ran.err).contains(SECRET), "{what} {args:?}: {}{}", ran.out, ran.err);
        assert!(ran.code < Some(2), "{what} {args:?}: {}", ran.err);
    }
    assert!(read_tree(dir.path()) == before, "{what}: something was written");
    nixinst(&root, &["fix"]);
    let after = read_tree(dir.path());
    for (file, text) in &before {
        let inside = file.starts_with(&root) && !file.is_symlink();
        assert!(inside || after.get(file) == Some(text), "{what}: {} was written", file.display());
    }
    assert!(before.keys().eq(after.keys()), "{what}: files came or went");
}

#[test]
fn by_paths_in_the_code() {
    for folder in ["outside", "pipes"] {
        let extra = [
            format!("../{folder}/secret.nix ../{folder} (import ../{folder}/secret.nix)"),
            format!("(import (./. + \"/../{folder}/secret.nix\")) (import ./../flake/../{folder}/broken.nix)"),
            format!("(import (builtins.toPath \"${{toString ./.}}/../{folder}/secret.nix\"))"),
            format!(
                "{{ a = builtins.readFile ../{folder}/secret; b = import (builtins.readFile ../{folder}/secret); }}"
            ),
            format!("{{ a = throw (builtins.readFile (./. + \"/../{folder}/secret\")); }}"),
            format!(
                "{{ imports = map (n: ../{folder} + \"/${{n}}\") (builtins.attrNames (builtins.readDir ../{folder})); }}"
            ),
            format!("(builtins.getFlake (toString ../{folder})).x (import \"${{self}}/../{folder}/secret.nix\")"),
            format!("{{ a = builtins.fromJSON (builtins.readFile \"${{self}}/../{folder}/secret\"); }}"),
        ];
        for extra in extra {
            reads_nothing_of(&beside(&extra, ""), &extra);
        }
    }
    let system = "/etc/passwd (import /etc/passwd) (import ../../../../../../../etc/passwd) (import ~/.ssh/id_rsa) \
        { a = throw (builtins.readFile /etc/passwd); b = builtins.readDir \"/\"; c = builtins.getEnv \"HOME\"; }";
    let dir = beside(system, "");
    reads_nothing_of(&dir, system);
    let ran = nixinst(&dir.path().join("flake"), &["check", "--format", "json"]);
    assert!(!ran.out.contains("root:") && !ran.out.contains("/bin/"), "{}", ran.out);
}

#[test]
fn by_inputs() {
    for folder in ["outside", "pipes"] {
        for url in [
            format!("path:../{folder}"),
            format!("../{folder}"),
            format!("path:./../{folder}"),
            format!("path:.?dir=../{folder}"),
            format!("git+file:../{folder}"),
            format!("path:./inner/../../{folder}"),
            "path:/etc".to_owned(),
            "/etc".to_owned(),
        ] {
            let inputs = format!("  inputs.other.url = \"{url}\";\n");
            let extra = "inputs.other.x (import (inputs.other + \"/secret.nix\")) (builtins.readFile \"${inputs.other}/secret\")";
            reads_nothing_of(&beside(extra, &inputs), &url);
        }
    }
}

#[test]
fn by_links() {
    for folder in ["outside", "pipes"] {
        let extra = "./a.nix ./b/secret.nix (import ./b) { c = throw (builtins.readFile ./c); d = builtins.readDir ./b; } ./d.nix";
        let dir = beside(extra, "  inputs.other.url = \"path:./b\";\n");
        let root = dir.path().join("flake");
        symlink(format!("../{folder}/secret.nix"), root.join("a.nix")).unwrap();
        symlink(format!("../{folder}"), root.join("b")).unwrap();
        symlink(dir.path().join(folder).join("secret"), root.join("c")).unwrap();
        symlink("b/../secret.nix", root.join("d.nix")).unwrap();
        symlink(format!("../{folder}/flake.lock"), root.join("flake.lock")).unwrap();
        reads_nothing_of(&dir, folder);
    }
}

/// nixinst.toml, of which errors quote the words.
#[test]
fn by_the_configuration() {
    for (target, why) in [
        ("../outside/secret", "it leads out of the repository"),
        ("../pipes/secret", "it leads out of the repository"),
        ("/dev/zero", "it leads out of the repository"),
        (".git/config", "it leads out of the repository"),
        ("pipe", "is not a regular file"),
        ("nixinst.toml", "ymbolic links"),
    ] {
        let dir = beside("", "");
        let root = dir.path().join("flake");
        write(&root, ".git/config", SECRET);
        fifo(&root.join("pipe"));
        symlink(target, root.join("nixinst.toml")).unwrap();
        for (args, ran) in look(&root, false) {
            assert!(ran.err.contains("nixinst.toml can't be read: ") && ran.err.contains(why), "{args:?}: {}", ran.err);
            assert!(!(ran.out + &ran.err).contains(SECRET), "{target} {args:?}");
        }
    }
}

/// A site in a file that is a link out of the flake, or below one: nothing there is changed.
#[test]
fn nothing_is_written_through_links() {
    let dir = beside("./link.nix ./folder/site.nix ./inner.nix", "");
    let root = dir.path().join("flake");
    write(dir.path(), "outside/site.nix", GOOD);
    symlink("../outside/site.nix", root.join("link.nix")).unwrap();
    symlink("../outside", root.join("folder")).unwrap();
    write(&root, ".git/inner.nix", GOOD);
    symlink(".git/inner.nix", root.join("inner.nix")).unwrap();
    reads_nothing_of(&dir, "links");
    for file in ["outside/site.nix", "flake/.git/inner.nix"] {
        assert_eq!(fs::read_to_string(dir.path().join(file)).unwrap(), GOOD, "{file}");
    }
    assert_ne!(fs::read_to_string(root.join("good.nix")).unwrap(), GOOD);
}
