use std::path::PathBuf;

use serde_json::Value;

use super::*;
use crate::plan::outcome::*;

mod formats;

fn place(file: &str, line: u32, column: u32) -> Place {
    let file = file.to_owned();
    Place { file, line, column }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

fn site(place: Place, disposition: Disposition, instance: Option<&str>, message: &str) -> Site {
    Site {
        place,
        excerpt: Excerpt::default(),
        rewrite: disposition.is_rewritten().then_some("hoist-import"),
        source: "inputs.nixpkgs-unstable".to_owned(),
        disposition,
        code: (disposition == Disposition::Blocked).then_some("unknown-caller"),
        silence: None,
        instance: instance.map(str::to_owned),
        message: message.to_owned(),
        reached_by: Vec::new(),
    }
}

#[test]
fn what_nobody_uses_is_remarked() {
    let unused = |line| site(place("a.nix", line, 3), Disposition::Unreached, None, "nothing uses `x`: it can go");
    let mut outcome = Outcome { sites: vec![unused(1)], ..Outcome::default() };
    let one = "1 site can go, as nothing uses it: `nixinst check` says which\n";
    assert_eq!(remarks(&outcome, Style::default()), one);
    outcome.sites.push(unused(2));
    outcome.sites.push(site(place("b.nix", 1, 1), Disposition::Unreached, None, "no output of the flake leads to it"));
    let two = "2 sites can go, as nothing uses them: `nixinst check` says which\n";
    assert_eq!(remarks(&outcome, Style::default()), two);
}

fn configuration(name: &str, before: usize, after: usize) -> Configuration {
    Configuration {
        same_as: None,
        name: name.to_owned(),
        kind: "nixos",
        system: Some("x86_64-linux".to_owned()),
        modules: names(&["modules/editors.nix"]),
        unknowns: Vec::new(),
        instances_before: before,
        instances_after: after,
    }
}

fn changes() -> Vec<FileChange> {
    let flake = "{\n  outputs = { self, nixpkgs, ... }@inputs: {\n    specialArgs = { inherit inputs; };\n  };\n}\n";
    let args = "{ inherit inputs pkgs-unstable; }";
    let change = |file: &str, before: &str, after: &str| FileChange {
        file: file.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    vec![
        change("flake.nix", flake, &flake.replace("{ inherit inputs; }", args)),
        change(
            "modules/editors.nix",
            "{ pkgs, inputs, ... }:\r\n-- \u{1b}[2J\r\n",
            "{ pkgs, pkgs-unstable, ... }:\r\n-- \u{1b}[2J",
        ),
    ]
}

/// Where `text` is in a file.
fn excerpt(file: &str, text: &str) -> Excerpt {
    let start = file.find(text).unwrap();
    Excerpt::of(file, start..start + text.len())
}

/// A bit of everything, with an escape sequence wherever the repository has a say.
fn outcome() -> Outcome {
    let hosts = ["a", "b", "c", "d", "e"].map(|h| format!("nixosConfigurations.{h}"));
    let mut hoist =
        site(place("modules/editors.nix", 3, 14), Disposition::Hoist, Some("pkgs-unstable"), "moves to flake.nix");
    hoist.reached_by = hosts.to_vec();
    hoist.excerpt = excerpt(
        "let\n  unstable = import inputs.nixpkgs-unstable {\n  };\nin\n",
        "import inputs.nixpkgs-unstable {\n  }",
    );
    let mut merge = site(
        place("modules/\u{1b}[31m.nix", 12, 24),
        Disposition::Merge,
        Some("pkgs-unstable"),
        "joins the site in modules/editors.nix:3\nnot a line",
    );
    merge.reached_by = hosts[..1].to_vec();
    let line = "\t/* \u{1b}[31m \u{202e}é */ pkgs = import nixpkgs { }; # \u{9b}\r\n";
    merge.excerpt = excerpt(line, "import nixpkgs { }");
    let mut blocked = site(
        place("lib/mk.nix", 1, 23),
        Disposition::Blocked,
        None,
        "inputs.foo.lib.mkBar calls this, and nixinst has no model of it",
    );
    blocked.excerpt =
        excerpt("inputs.foo.lib.mkBar (import inputs.nixpkgs-unstable)", "import inputs.nixpkgs-unstable");
    let mut laptop = configuration("nixosConfigurations.laptop", 12, 2);
    let unknown =
        UnknownNote { place: Some(place("flake.nix", 7, 9)), message: "inputs.foo.lib.mkBar has no model".to_owned() };
    laptop.unknowns = vec![unknown.clone(), unknown];
    let instance = Instance {
        name: "pkgs-unstable".to_owned(),
        source: "inputs.nixpkgs-unstable".to_owned(),
        args: "{ config.allowUnfree = true; system = \"x86_64-linux\"; }".to_owned(),
        systems: names(&["x86_64-linux"]),
        definition: Some(place("flake.nix", 4, 5)),
        sites: vec![1, 2],
    };
    let group = ChangeGroup {
        rewrite: "hoist-import",
        title: "hoist inputs.nixpkgs-unstable as pkgs-unstable".to_owned(),
        files: names(&["flake.nix", "modules/editors.nix"]),
        changes_builds: false,
        parts: Vec::new(),
        unit: 0,
    };
    let note = Note {
        severity: Severity::Warning,
        place: Some(place("broken.nix", 2, 1)),
        message: "does not parse: unexpected \u{9b}".to_owned(),
    };
    Outcome {
        root: PathBuf::from("/flake"),
        configurations: vec![configuration("homeConfigurations.me", 1, 1), laptop],
        instances: vec![instance],
        sites: vec![blocked, hoist, merge],
        notes: vec![note],
        groups: vec![group],
        changes: changes(),
        follows: vec![Follow {
            input: "core-modules".to_owned(),
            name: "nixpkgs".to_owned(),
            target: "nixpkgs-unstable".to_owned(),
            same: true,
        }],
        nested_flakes: vec![
            nested("core", Role::Input("core-modules".to_owned()), true),
            nested("old/\u{1b}[31m", Role::Independent, false),
            nested("templates/go", Role::Template, false),
        ],
        ..Outcome::default()
    }
}

fn nested(folder: &str, role: Role, looked_at: bool) -> NestedFlake {
    NestedFlake { folder: folder.to_owned(), role, looked_at }
}

const PLAIN: Style = Style { color: false, terminal: false };
const COLOR: Style = Style { color: true, terminal: true };

/// Snapshots live at the top of the repository, where reviewers see them.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("report-{name}"), text));
}

#[test]
fn text() {
    let outcome = outcome();
    let text = |run, style| render(Format::Text, &outcome, run, style);
    let written = names(&["flake.nix", "modules/editors.nix"]);
    snapshot("check-text", &text(Run::Check, PLAIN));
    snapshot("preview-text", &text(Run::Preview { proof: None }, PLAIN));
    snapshot("fix-text", &text(Run::Applied { written: &written, lock: None, proof: None }, PLAIN));
    let colored = text(Run::Check, COLOR);
    // Escapes are ours only: what is left without them is the plain report.
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), text(Run::Check, PLAIN));
    snapshot("check-text-color", &colored.replace('\u{1b}', "␛"));
}

#[test]
fn text_of_nothing() {
    let outcome = Outcome::default();
    let text = |run| render(Format::Text, &outcome, run, PLAIN);
    snapshot("check-text-empty", &text(Run::Check));
    assert_eq!(text(Run::Applied { written: &[], lock: None, proof: None }), "nothing to do\n");
    assert_eq!(render(Format::Diff, &outcome, Run::Preview { proof: None }, PLAIN), "");
}

#[test]
fn diff() {
    let outcome = outcome();
    let diff = |style| render(Format::Diff, &outcome, Run::Preview { proof: None }, style);
    assert!(diff(PLAIN).ends_with(&crate::patch::patches(&outcome.changes)));
    let terminal = Style { terminal: true, ..PLAIN };
    assert!(!diff(terminal).contains('\u{1b}'));
    snapshot("fix-diff-color", &diff(COLOR).replace('\u{1b}', "␛"));
}

#[test]
fn json() {
    let outcome = outcome();
    let check = render(Format::Json, &outcome, Run::Check, PLAIN);
    let fix = render(Format::Json, &outcome, Run::Applied { written: &[], lock: None, proof: None }, PLAIN);
    snapshot("check-json", &check);
    snapshot("fix-json", &fix);
    let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
    for text in [&check, &fix] {
        assert!(!text.contains(|c: char| c != '\n' && c.is_control()));
        let value: Value = serde_json::from_str(text).unwrap();
        conforms(&schema, &schema["$defs"]["report"], &value, "report");
    }
    let value: Value = serde_json::from_str(&fix).unwrap();
    let message = value["notes"][0]["message"].as_str().unwrap();
    assert_eq!(message, outcome.notes[0].message);
}

#[test]
fn several_flakes() {
    let outcome = outcome();
    let written = names(&["flake.nix"]);
    let failure = Failure { message: "flake.nix:1:13: does not parse", hint: None };
    let run = Run::Applied { written: &written, lock: None, proof: None };
    let flakes =
        [Flake { folder: "", result: Ok((&outcome, run)) }, Flake { folder: "sub/\u{1b}[31m", result: Err(failure) }];
    let all = |format| render_all(format, std::path::Path::new("/repository"), &flakes, &outcome, PLAIN);
    let value: Value = serde_json::from_str(&all(Format::Json)).unwrap();
    let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
    conforms(&schema, &schema["$defs"]["reports"], &value, "reports");
    assert_eq!(value["reports"][1]["error"]["message"], failure.message);
    snapshot("all-flakes-text", &all(Format::Text));
}

/// As much of JSON Schema as ours uses. Stricter in one point: a key that the schema does not name fails,
/// so that nobody adds one here without it.
pub(super) fn conforms(root: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(path) = schema["$ref"].as_str() {
        let target = root.pointer(&path[1..]).unwrap();
        return conforms(root, target, value, at);
    }
    if let Some(constant) = schema.get("const") {
        assert_eq!(value, constant, "{at}");
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at}: {value}");
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        other => Vec::from_iter(other.as_str()),
    };
    let actual = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.is_empty() || types.contains(&actual), "{at}: {actual}");
    for item in value.as_array().into_iter().flatten() {
        conforms(root, &schema["items"], item, at);
    }
    if let Some(object) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(key.as_str().unwrap()), "{at}: {key}");
        }
        for (key, inner) in object {
            let schema = schema["properties"].get(key);
            let schema = schema.unwrap_or_else(|| panic!("{at}: {key} is not in the schema"));
            conforms(root, schema, inner, key);
        }
    }
}
