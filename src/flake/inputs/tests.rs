use super::*;

fn model(reference: &str) -> &'static str {
    match classify(reference) {
        Kind::Model(m) => m.name,
        Kind::Local(_) => "local",
        Kind::Other => "other",
    }
}

#[test]
fn a_folder_of_the_machine_is_what_its_input_is_called() {
    let of = |name: &str, url: &str| {
        let text = format!("{{ inputs.{name}.url = \"{url}\"; outputs = _: {{ }}; }}");
        let inputs = Inputs::read(&SourceFile::parse("flake.nix".to_owned(), text.as_str().into(), false), None);
        inputs.is_nixpkgs(inputs.top()[0].1)
    };
    assert!(of("nixpkgs-unstable", "path:/srv/unstable"));
    assert!(of("nixpkgs", "/srv/source"));
    assert!(of("unstable", "git+file:///srv/nixpkgs"));
    assert!(!of("unstable", "path:/srv/unstable"));
    assert!(!of("nixpkgs-unstable", "path:./unstable"));
    assert!(!of("nixpkgs-fmt", "github:nix-community/nixpkgs-fmt"));
}

#[test]
fn an_input_of_plain_files_has_no_flake() {
    let of = |inputs: &str, lock: Option<&str>| {
        let text = format!("{{ inputs = {{ {inputs} }}; outputs = {{ nixpkgs, ... }}: {{ }}; }}");
        let inputs = Inputs::read(&SourceFile::parse("flake.nix".to_owned(), text.as_str().into(), false), lock);
        inputs.is_nixpkgs_flake(inputs.top()[0].1)
    };
    let url = "nixpkgs.url = \"github:NixOS/nixpkgs\";";
    assert!(of(url, None) && of("", None));
    assert!(!of("nixpkgs = { url = \"github:NixOS/nixpkgs\"; flake = false; };", None));
    assert!(!of("nixpkgs.follows = \"other/nixpkgs\";", None));
    let lock = |flake: &str, owner: &str| {
        let locked = format!(r#""locked": {{ "type": "github", "owner": "{owner}", "repo": "nixpkgs" }}"#);
        format!(
            r#"{{ "root": "root", "nodes": {{ "root": {{ "inputs": {{ "nixpkgs": "n" }} }}, "n": {{ {flake} {locked} }} }} }}"#
        )
    };
    assert!(of(url, Some(&lock("", "NixOS"))));
    assert!(of("nixpkgs.follows = \"other/nixpkgs\";", Some(&lock("", "NixOS"))));
    assert!(!of(url, Some(&lock("\"flake\": false,", "NixOS"))));
    assert!(!of(url, Some(&lock("", "me"))));
}

#[test]
fn without_a_lock_file_an_input_is_what_it_follows() {
    let read = |inputs: &str| {
        let text = format!("{{ inputs = {{ {inputs} }}; outputs = _: {{ }}; }}");
        Inputs::read(&SourceFile::parse("flake.nix".to_owned(), text.as_str().into(), false), None)
    };
    let inputs = read("a.follows = \"b\"; b.follows = \"c\"; c.url = \"github:NixOS/nixpkgs\";");
    let [a, b, c] = [0, 1, 2].map(|i| inputs.top()[i].1);
    assert!([a, b, c].iter().all(|id| inputs.is_nixpkgs_flake(*id) && inputs.canonical(*id) == c));
    let inputs = read("a.follows = \"home-manager/nixpkgs\"; b.follows = \"home-manager/utils\";");
    let [a, b] = [0, 1].map(|i| inputs.top()[i].1);
    assert!(inputs.is_nixpkgs(a) && !inputs.is_nixpkgs_flake(a) && !inputs.is_nixpkgs(b));
    let inputs = read("a.follows = \"b\"; b.follows = \"a\"; c.follows = \"\";");
    assert!(inputs.top().iter().all(|(_, id)| !inputs.is_nixpkgs(*id)));
}

#[test]
fn a_reference_tells_what_an_input_is() {
    for r in [
        "github:NixOS/nixpkgs/nixos-unstable",
        "nixpkgs/nixos-23.11",
        "flake:nixpkgs",
        "github:me/nixpkgs",
        "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz",
        "https://flakehub.com/f/NixOS/nixpkgs/0.1",
        "https://api.flakehub.com/f/pinned/DeterminateSystems/nixpkgs-weekly/0.1.1/x/source.tar.gz",
        "git+https://github.com/NixOS/nixpkgs.git?ref=x",
        "flake:nixpkgs-unstable",
    ] {
        assert_eq!(model(r), "nixpkgs", "{r}");
    }
    assert_eq!(model("github:nix-community/nixpkgs.lib"), "nixpkgs.lib");
    assert_eq!(model("github:nix-community/nixpkgs-wayland"), "other");
    assert_eq!(model("github:nix-community/home-manager/release-24.05"), "home-manager");
    assert_eq!(model("github:LnL7/nix-darwin"), "nix-darwin");
    for r in ["path:./sub", "./sub", "path:sub/", "path:.?dir=sub", "./a?x=y&dir=../sub"] {
        assert_eq!(classify(r), Kind::Local("sub".to_owned()), "{r}");
    }
    for r in ["path:..", "path:../sub", "path:/home/me/sub", "path:.", "git+file:.?dir=sub"] {
        assert_eq!(model(r), "other", "{r}");
    }
    assert_eq!(model("github:nix-community/NUR"), "other");
}
