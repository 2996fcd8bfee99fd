use super::*;

fn of(text: &str) -> Result<Config, Error> {
    parse(PathBuf::from("/flake/nixinst.toml"), text.to_owned())
}

#[track_caller]
fn wrong(text: &str) -> (String, String) {
    let error = of(text).unwrap_err();
    (error.to_string().replace("/flake/", ""), error.hint().unwrap().to_owned())
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("exlude = []", "nixinst.toml:1:1: there is no key `exlude` here", "did you mean `exclude`?"),
        ("\n[rewrite]\n", "nixinst.toml:2:2: there is no key `rewrite` here", "did you mean `rewrites`?"),
        ("exported = \"onw\"", "nixinst.toml:1:12: there is no word `onw` here", "did you mean `own`?"),
        (
            "[rewrites]\nhoist-imports = true",
            "nixinst.toml:2:1: there is no rewrite `hoist-imports`",
            "did you mean `hoist-import`?",
        ),
        (
            "[rewrites]\nisolate-overlay = true",
            "nixinst.toml:2:1: `isolate-overlay` is for one overlay, which only the command line can name",
            "run `nixinst fix --only isolate-overlay --overlay NAME`",
        ),
        (
            "# é\nexclude = [\"a\",\n  \"[z-a]\"]",
            "nixinst.toml:3:3: `[z-a]` is no pattern: error parsing glob '[z-a]': invalid range; 'z' > 'a'",
            "patterns are those of .gitignore",
        ),
        (
            "[names]\nnixpkgs = \"a b\"",
            "nixinst.toml:2:11: `a b` can't be the name of a variable in Nix",
            "letters, digits, `_`, `-` and `'`, and a letter or `_` first",
        ),
        (
            "[[builder]]\nfunction = \"lib.\"\nkind = \"nixos\"",
            "nixinst.toml:2:12: `lib.` is no path of names",
            "names with dots between them, like `lib.mkBox` or `args.modules`",
        ),
        (
            "[[builder]]\nfunction = \"lib.mk\"\nkind = \"home\"",
            "nixinst.toml:3:8: there is no word `home` here",
            "there are `nixos`, `home-manager`, `darwin`",
        ),
    ];
    for (text, message, hint) in cases {
        assert_eq!(wrong(text), (message.to_owned(), hint.to_owned()), "{text}");
    }
    for (text, place, words) in [
        ("unsafe = \"yes\"", "nixinst.toml:1:10: ", "expected a boolean"),
        ("exclude = \"a\"", "nixinst.toml:1:11: ", "expected a sequence"),
        ("[names]\nnixpkgs = 1", "nixinst.toml:2:11: ", "expected a string"),
        ("[[builder]]\nkind = \"nixos\"", "nixinst.toml:1:1: ", "missing field `function`"),
        ("[[builder]]\nfunction = \"a\"\nkind = \"nixos\"\nmodules = 1", "nixinst.toml:4:11: ", "a list of texts"),
        ("unsafe = ", "nixinst.toml:1:10: ", ""),
    ] {
        let (message, _) = wrong(text);
        assert!(message.starts_with(place) && message.contains(words), "{text}: {message}");
    }
}

#[test]
fn the_template_is_a_configuration_with_and_without_its_signs() {
    let template = template();
    assert!(of(&template).is_ok());
    let bare: String = template.lines().map(|l| format!("{}\n", l.strip_prefix('#').unwrap_or(l))).collect();
    let config = of(&bare).unwrap();
    let isolates = crate::rewrites::isolate_overlay::REWRITE.name;
    for name in plan::rewrite_names() {
        let shown = config.file.rewrites.get(name);
        let opt_in = plan::opt_in_names().contains(&name);
        assert_eq!(shown.copied(), (name != isolates).then_some(!opt_in), "{name}");
    }
    assert_eq!((config.file.names.len(), config.file.builder.len()), (1, 1));
    let empty = of("").unwrap().file;
    assert_eq!(
        (config.file.exclude.len(), config.file.exported, config.file.moving),
        (0, empty.exported, empty.moving)
    );
}

/// TOML as JSON, and whether the schema takes it.
fn fits(text: &str) -> bool {
    let schema: serde_json::Value = serde_json::from_str(include_str!("schema.json")).unwrap();
    let file: toml::Table = toml::from_str(text).unwrap();
    jsonschema::is_valid(&schema, &serde_json::to_value(file).unwrap())
}

#[test]
fn the_schema_takes_what_is_valid() {
    let bare: String = template().lines().map(|l| format!("{}\n", l.strip_prefix('#').unwrap_or(l))).collect();
    let example = PAGE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let readme = include_str!("../../README.md");
    let shown = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    for text in ["", &template(), &bare, example, shown] {
        assert!(of(text).is_ok() && fits(text), "{text}");
    }
    for text in [
        "exlude = []",
        "exported = \"onw\"",
        "unsafe = \"yes\"",
        "[names]\nnixpkgs = \"a b\"",
        "[rewrites]\nhoist-import = 1",
        "[[builder]]\nkind = \"nixos\"",
        "[[builder]]\nfunction = \"lib.\"\nkind = \"nixos\"",
        "[[builder]]\nfunction = \"a\"\nkind = \"nixos\"\nmodules = 1",
    ] {
        assert!(of(text).is_err() && !fits(text), "{text}");
    }
}
