//! What stands where a file is expected.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use crate::world::*;

#[test]
fn a_flake_that_is_no_file_of_the_repository() {
    for make in ["fifo", "folder", "/dev/zero", "/dev/stdin", "/etc/hostname", "flake.nix"] {
        let dir = host("");
        let flake = dir.path().join("flake.nix");
        fs::remove_file(&flake).unwrap();
        match make {
            "fifo" => fifo(&flake),
            "folder" => fs::create_dir(&flake).unwrap(),
            target => symlink(target, &flake).unwrap(),
        }
        for (args, ran) in look(dir.path(), false) {
            let failed_flake = args.contains(&"--all-flakes");
            assert!(ran.out.is_empty() || failed_flake, "{make} {args:?}: {}", ran.out);
            assert!(ran.err.starts_with("error: ") || ran.err.starts_with("\u{1b}"), "{make} {args:?}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 2, "{make} {args:?}: {}", ran.err);
        }
        assert_eq!(nixinst(dir.path(), &["fix"]).code, Some(2));
    }
}

#[test]
fn modules_that_are_links() {
    for target in
        ["/dev/zero", "/dev/stdin", "/dev/tty", "/proc/self/environ", "x.nix", "y.nix", "../../../..", "/", "."]
    {
        let dir = host("./x.nix");
        symlink(target, dir.path().join("x.nix")).unwrap();
        symlink("x.nix", dir.path().join("y.nix")).unwrap();
        look_and_fix(dir.path());
    }
}

#[test]
fn links_to_folders_that_hold_them() {
    let all = "({ lib, ... }: { imports = lib.filesystem.listFilesRecursive ./a; }) \
        ({ lib, ... }: { imports = map (n: ./a + \"/${n}\") (builtins.attrNames (builtins.readDir ./a)); })";
    let dir = host(all);
    fs::create_dir_all(dir.path().join("a/b")).unwrap();
    for (target, link) in [("..", "a/b/up"), (".", "a/self"), ("../..", "a/b/top"), ("/", "a/root"), ("b", "a/c")] {
        symlink(target, dir.path().join(link)).unwrap();
    }
    let ran = nixinst(dir.path(), &["check"]);
    assert!(ran.code < Some(2) && ran.out.contains("good.nix:3:14"), "{}{}", ran.out, ran.err);
}

#[test]
fn pipes_and_sockets() {
    let modules = "./pipe.nix ./socket.nix ({ lib, ... }: { imports = lib.filesystem.listFilesRecursive ./all; })";
    let dir = host(&format!("{modules} {{ a = builtins.readFile ./pipe; b = lib.importJSON ./pipe; }}"));
    fs::create_dir(dir.path().join("all")).unwrap();
    let mut held = Vec::new();
    for file in ["pipe.nix", "pipe", "all/x.nix", "flake.lock", ".gitignore", "sub/.gitignore", "sub/flake.nix"] {
        fs::create_dir_all(dir.path().join("sub")).unwrap();
        fifo(&dir.path().join(file));
    }
    for file in ["socket.nix", "all/y.nix"] {
        held.push(UnixListener::bind(dir.path().join(file)).unwrap());
    }
    let ran = nixinst(dir.path(), &["check"]);
    assert!(ran.code < Some(2) && ran.out.contains("good.nix:3:14"), "{}{}", ran.out, ran.err);
    for args in LOOKING.iter().filter(|a| !a.contains(&"--all-flakes")) {
        assert!(nixinst(dir.path(), args).code < Some(2), "{args:?}");
    }
    drop(held);
}

#[test]
fn a_folder_with_a_hundred_thousand_entries() {
    let dir = host("{ environment.etc = builtins.mapAttrs (n: _: { text = n; }) (builtins.readDir ./many); }");
    let many = dir.path().join("many");
    fs::create_dir(&many).unwrap();
    write(dir.path(), ".gitignore", "*.tmp\n/result*\n");
    let first = many.join("file0.txt");
    fs::write(&first, "x").unwrap();
    // Links are the cheapest; a file has so many names at most on some file systems.
    for i in 1..100_000 {
        let name = many.join(format!("file{i}.txt"));
        if i % 50_000 == 0 || fs::hard_link(&first, &name).is_err() {
            fs::write(&name, "x").unwrap();
        }
    }
    let ran = nixinst(dir.path(), &["check"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("hoist: inputs.nixpkgs-unstable → unstable\n"), "{}", ran.out);
    assert!(ran.out.len() < 100_000, "a report of {} bytes", ran.out.len());
}

#[test]
fn ignore_files_of_every_kind() {
    let dir = host("");
    fs::create_dir(dir.path().join(".gitignore")).unwrap();
    look_and_fix(dir.path());

    let dir = host("");
    symlink("/dev/zero", dir.path().join(".gitignore")).unwrap();
    look_and_fix(dir.path());

    // As large as is read, and larger.
    for lines in [10_000, 4_000_000] {
        let dir = host("");
        let patterns: String = (0..lines).map(|i| format!("*a{i}?[b-d]/**/e{}\n", i % 7)).collect();
        write(dir.path(), ".gitignore", patterns);
        let ran = nixinst(dir.path(), &["check"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
    }

    let dir = host("");
    write(dir.path(), ".gitignore", b"\xff\xfe[\n[z-a]\n***\n\\\n!\n/\n{a,b\n\0\n");
    look_and_fix(dir.path());
}
