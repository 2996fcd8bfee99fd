use std::path::PathBuf;

use serde_json::Value;

use super::layout::{Frame, layout};
use super::*;
use crate::plan::graph::{ConfigurationFacts, Facts, Input, InstanceFacts, Own, SiteFacts};
use crate::plan::outcome::{Configuration, Disposition, Excerpt, Instance, Place, Site};
use crate::report::tests::conforms;

const PLAIN: Style = Style { color: false, terminal: false };
const FORMATS: [Format; 5] = [Format::Text, Format::Mermaid, Format::Dot, Format::Svg, Format::Json];

/// What no format may take for its own.
const HOSTILE: &str = "a\"b'c<d>&amp;`e`|{}[]()%%{init}#;\\n\\\n\r\u{1b}[2J\u{202e}\u{ffff}--]]>${x}ü";

fn site(file: &str, line: u32, source: &str, disposition: Disposition) -> Site {
    Site {
        place: Place { file: file.to_owned(), line, column: 3 },
        excerpt: Excerpt::default(),
        rewrite: disposition.is_rewritten().then_some("hoist-import"),
        source: source.to_owned(),
        disposition,
        code: (disposition == Disposition::Blocked).then_some("in-overlay"),
        silence: None,
        instance: disposition.is_rewritten().then(|| "pkgs-unstable".to_owned()),
        message: String::new(),
        reached_by: Vec::new(),
    }
}

/// `hosts` configurations and `files` modules, every third with a site, called `name`.
fn outcome(hosts: usize, files: usize, name: &str) -> Outcome {
    let dispositions = [Disposition::Hoist, Disposition::Blocked, Disposition::Central, Disposition::Unreached];
    let modules: Vec<String> = (0..files).map(|i| format!("{name}/{}/{name}{i:03}.nix", i % 7)).collect();
    let host = |i: usize| format!("nixosConfigurations.{name}{i:02}");
    let mut out = Outcome { root: PathBuf::from("/flake"), ..Outcome::default() };
    let mut facts = Facts::default();
    for (i, file) in modules.iter().enumerate().filter(|(i, _)| i % 3 == 0) {
        let source = format!("inputs.{name}{}", i % 4);
        out.sites.push(site(file, 3, &source, dispositions[i / 3 % 4]));
        let users = (0..hosts).filter(|h| (h + i) % 2 == 0).map(|h| vec![host(h)]);
        let args = (i % 2 == 0).then(|| format!("config={{{name}=true;}};"));
        let systems = vec!["x86_64-linux".to_owned()];
        facts.sites.push(SiteFacts { args, systems, evaluations: users.chain([vec![]]).collect() });
    }
    for i in 0..hosts {
        out.configurations.push(Configuration {
            same_as: None,
            name: host(i),
            kind: "nixos",
            system: Some("x86_64-linux".to_owned()),
            modules: modules.clone(),
            unknowns: Vec::new(),
            instances_before: 2 + i % 2,
            instances_after: 2,
        });
        let imports = modules.iter().map(|m| (i.checked_sub(1).map(|_| modules[0].clone()), m.clone())).collect();
        facts.configurations.push(ConfigurationFacts { pkgs: Own::Makes(format!("inputs.{name}")), imports });
    }
    let rewritten = |s: &Site| s.disposition.is_rewritten();
    out.instances.push(Instance {
        name: format!("pkgs-{name}"),
        source: format!("inputs.{name}"),
        args: format!("overlays=[{name} ];"),
        systems: vec!["x86_64-linux".to_owned()],
        definition: Some(Place { file: "flake.nix".to_owned(), line: 4, column: 5 }),
        sites: out.sites.iter().enumerate().filter(|(_, s)| rewritten(s)).map(|(i, _)| i).collect(),
    });
    facts.instances.push(InstanceFacts::default());
    facts.inputs.push(Input { name: name.to_owned(), nixpkgs: true });
    out.facts = facts;
    out
}

fn all_views(outcome: &Outcome) -> Vec<(Format, String)> {
    let first = outcome.configurations.first().map(|c| c.name.as_str());
    let mut out = Vec::new();
    for format in FORMATS {
        for after in [false, true] {
            for (configuration, modules) in [(None, false), (None, true), (first, false)] {
                let view = View { after, configuration, modules };
                out.push((format, render(format, outcome, view, PLAIN)));
            }
        }
    }
    out
}

#[test]
fn nothing_of_the_flake_means_anything_to_a_format() {
    let outcome = outcome(3, 12, HOSTILE);
    for (format, text) in all_views(&outcome) {
        assert!(text.ends_with('\n'));
        let harmful = |c: char| c != '\n' && super::super::clean::is_harmful(c);
        assert!(!text.contains(harmful), "{format:?}");
        match format {
            Format::Svg => is_xml(&text),
            Format::Dot => is_dot(&text),
            Format::Mermaid => is_mermaid(&text),
            Format::Json => _ = serde_json::from_str::<Value>(&text).unwrap(),
            Format::Text => {}
        }
    }
}

/// Tags are balanced, text has no bare `<` or `&`, and no attribute has a quote of the flake.
fn is_xml(text: &str) {
    assert!(!text.contains('\u{ffff}'));
    let mut open: Vec<&str> = Vec::new();
    for (i, part) in text.split('<').enumerate().skip(1) {
        let (tag, content) = part.split_once('>').unwrap_or_else(|| panic!("part {i}"));
        for entity in content.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;"].iter().any(|e| entity.starts_with(e)), "{content}");
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split([' ', '/']).find(|n| !n.is_empty()).unwrap();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name)),
            (_, true) => {}
            _ => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Outside of quoted strings there are only the words and signs that we write.
fn is_dot(text: &str) {
    let mut outside = String::new();
    let mut chars = text.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            '"' => quoted = !quoted,
            c if !quoted => outside.push(c),
            _ => {}
        }
    }
    assert!(!quoted);
    assert_eq!(outside.matches(['{', '[']).count(), outside.matches(['}', ']']).count());
    let ours = |c: char| c.is_ascii_alphanumeric() || " \n{}[]=;,->_.".contains(c);
    assert!(outside.chars().all(ours), "{outside}");
}

/// Every line is one of ours, and a label has nothing but plain text, entities and line breaks.
fn is_mermaid(text: &str) {
    let mut lines = text.lines().skip_while(|l| *l != "flowchart LR");
    assert!(lines.next().is_some());
    for line in lines {
        let parts: Vec<&str> = line.split('"').collect();
        assert!(matches!(parts.len(), 1 | 3), "{line}");
        let ours = |c: char| c.is_ascii_alphanumeric() || " [:-=.>|]#,".contains(c);
        assert!(parts.iter().step_by(2).all(|p| p.chars().all(ours)), "{line}");
        if let Some(label) = parts.get(1) {
            let label = label.replace("<br/>", "");
            assert!(!label.contains(['<', '`', '%', '\\', '{', '[', '(', '|']), "{line}");
        }
    }
}

#[test]
fn json_is_as_the_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
    for (_, text) in all_views(&outcome(3, 12, "x")).iter().filter(|(format, _)| *format == Format::Json) {
        conforms(&schema, &schema, &serde_json::from_str(text).unwrap(), "graph");
    }
}

#[test]
fn cards_do_not_overlap() {
    for (hosts, files) in [(0, 0), (1, 1), (3, 12), (25, 300), (120, 40)] {
        let outcome = outcome(hosts, files, "some-name");
        for (after, modules) in [(false, false), (true, true)] {
            let graph = model::graph(&outcome, after, None);
            let picture = picture::picture(&graph, modules);
            let layout = layout(&picture);
            let frames: Vec<&Frame> = layout.cards.iter().flatten().collect();
            for (i, a) in frames.iter().enumerate() {
                assert!(a.x >= 0.0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height);
                for b in &frames[i + 1..] {
                    let beside = a.x + a.width <= b.x || b.x + b.width <= a.x;
                    let above = a.y + a.height <= b.y + 0.01 || b.y + b.height <= a.y + 0.01;
                    assert!(beside || above, "{hosts} hosts, {files} files: {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn an_empty_flake_has_a_graph() {
    for (format, text) in all_views(&Outcome::default()) {
        assert!(text.contains("0"), "{format:?}: {text}");
    }
}

#[test]
fn many_hosts_are_few_cards() {
    let outcome = outcome(120, 40, "x");
    let graph = model::graph(&outcome, false, None);
    let picture = picture::picture(&graph, false);
    assert!(picture.columns[3].len() < 8, "{}", picture.columns[3].len());
}

#[test]
fn colours_are_ours_only() {
    let outcome = outcome(3, 12, HOSTILE);
    let view = View { modules: true, ..View::default() };
    let colored = render(Format::Text, &outcome, view, Style { color: true, terminal: true });
    let plain = render(Format::Text, &outcome, view, PLAIN);
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    assert_ne!(colored, plain);
}
