//! The formats for programs and for pull requests: valid, and nothing in a repository is more than text.

use std::collections::BTreeMap;

use super::*;
use crate::verify::Proof;

const PLACES: [Format; 3] = [Format::Sarif, Format::Github, Format::Gitlab];

/// What no format may take for its own.
const HOSTILE: [&str; 8] = [
    "a\n::error file=x::y\r\n##[error]z",
    "%0A::warning::b%25",
    "</details></summary><script>alert(1)</script><!-- -->",
    "`code` ``` ```` |x| [l](javascript:x) ![i](https://e.x/i.png)",
    "\u{1b}[2J\u{9b}31m\u{202e}\u{2028}",
    "fixes #1, @somebody https://e.x GH-2",
    "{0} {{1}} [a](0) \\",
    "\n\n# heading\n- list\n```\n",
];

/// All that a repository can name, by such a name.
fn hostile(name: &str) -> Outcome {
    let mut out = outcome();
    let (n, file) = (name.to_owned(), format!("{name}/a.nix"));
    for site in &mut out.sites {
        site.place.file.clone_from(&file);
        site.source = format!("inputs.{name}");
        site.message = format!("{name} and `{name}`");
        site.reached_by = vec![format!("nixosConfigurations.{name}")];
        site.excerpt = Excerpt::of(name, 0..name.len());
    }
    for configuration in &mut out.configurations {
        configuration.name.push_str(name);
    }
    for group in &mut out.groups {
        group.title = format!("{name} `{name}`");
        group.files = vec![file.clone()];
        group.changes_builds = true;
    }
    out.notes[0].message.clone_from(&n);
    out.notes.push(Note { severity: Severity::Warning, place: None, message: n.clone() });
    out.changes[0].file = file;
    out.inputs = vec![NewInput { name: n.clone(), reference: n }];
    out
}

fn preview(format: Format, outcome: &Outcome) -> String {
    render(format, outcome, Run::Preview { proof: None }, PLAIN)
}

fn json_of(format: Format, outcome: &Outcome) -> Value {
    let text = preview(format, outcome);
    assert!(!text.contains(|c: char| c != '\n' && is_control(c)), "{text}");
    serde_json::from_str(&text).unwrap()
}

fn is_control(c: char) -> bool {
    super::super::clean::is_harmful(c)
}

#[test]
fn each_format_of_the_sample() {
    let mut outcome = outcome();
    snapshot("preview-sarif", &preview(Format::Sarif, &outcome));
    snapshot("preview-github", &preview(Format::Github, &outcome));
    snapshot("preview-gitlab", &preview(Format::Gitlab, &outcome));
    outcome.within = "machines".to_owned();
    snapshot("preview-markdown", &preview(Format::Markdown, &outcome));
    snapshot("preview-github-within", &preview(Format::Github, &outcome));
}

#[test]
fn each_format_of_nothing() {
    let empty = Outcome::default();
    assert_eq!(preview(Format::Github, &empty), "");
    assert_eq!(preview(Format::Gitlab, &empty), "[]\n");
    assert_eq!(json_of(Format::Sarif, &empty)["runs"][0]["results"], Value::Array(vec![]));
    let nothing = "# nixinst: nothing to change\n\nThere is nothing that nixinst would change.\n";
    assert_eq!(preview(Format::Markdown, &empty), nothing);
}

/// What a SARIF viewer does with a fix.
fn apply(text: &str, replacements: &[Value]) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let offset = |region: &Value, side: &str| {
        let of = |what: &str| region[format!("{side}{what}")].as_u64().unwrap() as usize;
        let (line, column) = (of("Line") - 1, of("Column") - 1);
        let before: usize = lines[..line].iter().map(|l| l.len() + 1).sum();
        let within: usize = lines[line].chars().take(column).map(char::len_utf8).sum();
        assert!(column <= lines[line].chars().count(), "{region}");
        before + within
    };
    let (mut out, mut at) = (String::new(), 0);
    for replacement in replacements {
        let region = &replacement["deletedRegion"];
        let (start, end) = (offset(region, "start"), offset(region, "end"));
        assert!(at <= start && start <= end);
        out.push_str(&text[at..start]);
        out.push_str(replacement["insertedContent"]["text"].as_str().unwrap_or_default());
        at = end;
    }
    out + &text[at..]
}

fn fixed(sarif: &Value, changes: &[FileChange]) {
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let fixes: Vec<&Value> = results.iter().flat_map(|r| r["fixes"].as_array().into_iter().flatten()).collect();
    assert_eq!(fixes.len(), 1);
    let changed = fixes[0]["artifactChanges"].as_array().unwrap();
    assert_eq!(changed.len(), changes.len());
    for (artifact, change) in changed.iter().zip(changes) {
        let after = apply(&change.before, artifact["replacements"].as_array().unwrap());
        assert_eq!(after, change.after, "{}", change.file);
    }
}

#[test]
fn a_fix_of_sarif_gives_the_file_after() {
    let mut outcome = outcome();
    fixed(&json_of(Format::Sarif, &outcome), &outcome.changes);
    let change = |before: &str, after: &str| FileChange {
        file: "a.nix".to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let texts = ["", "a", "a\n", "a\nb", "a\nb\n", "é\rb\r\nc", "\n", "x\na\nb\ny"];
    for (before, after) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
        outcome.changes = vec![change(before, after)];
        fixed(&json_of(Format::Sarif, &outcome), &outcome.changes);
    }
}

#[test]
fn sarif_refers_to_its_rules_and_to_files_by_uris() {
    for name in HOSTILE {
        let outcome = hostile(name);
        let sarif = json_of(Format::Sarif, &outcome);
        let run = &sarif["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            for location in result["locations"].as_array().unwrap() {
                let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
                let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b);
                assert!(uri.bytes().all(plain) && !uri.starts_with('/'), "{uri}");
            }
            let message = result["message"]["text"].as_str().unwrap();
            assert!(!message.replace("\\[", "").contains('['), "{message}");
            assert!(!message.contains(is_control), "{message}");
        }
        fixed(&sarif, &outcome.changes);
    }
}

#[test]
fn github_has_one_command_for_each_finding() {
    for name in HOSTILE {
        let text = preview(Format::Github, &hostile(name));
        // Three sites and two notes.
        assert_eq!(text.lines().count(), 5, "{text}");
        for line in text.lines() {
            let command = line.strip_prefix("::").unwrap();
            let (head, message) = command.split_once("::").unwrap();
            let (word, properties) = head.split_once(' ').unwrap();
            assert!(["warning", "notice"].contains(&word), "{line}");
            let known = ["file", "line", "col", "endLine", "endColumn", "title"];
            for property in properties.split(',') {
                let (key, value) = property.split_once('=').unwrap();
                assert!(known.contains(&key) && !value.contains(':'), "{line}");
            }
            assert!(!line.contains(is_control) && message.starts_with(|c| c != ':'), "{line}");
            // What the runner reads is what was found.
            assert!(!name.contains("%0A") || line.contains("%250A"), "{line}");
        }
    }
}

#[test]
fn gitlab_has_a_fingerprint_for_each() {
    for name in HOSTILE {
        let report = json_of(Format::Gitlab, &hostile(name));
        let issues = report.as_array().unwrap();
        let by_fingerprint: BTreeMap<&str, &Value> =
            issues.iter().map(|i| (i["fingerprint"].as_str().unwrap(), i)).collect();
        assert_eq!((issues.len(), by_fingerprint.len()), (5, 5));
        for issue in issues {
            assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
            assert!(!issue["location"]["path"].as_str().unwrap().is_empty());
            assert!(!issue["description"].as_str().unwrap().contains(is_control));
        }
    }
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |outcome: &Outcome| -> Vec<String> {
        let report = json_of(Format::Gitlab, outcome);
        report.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = outcome();
    let mut moved = outcome();
    for site in &mut moved.sites {
        site.place.line += 7;
        site.place.column += 2;
        site.excerpt.text = site.excerpt.text.replace('\n', "\n    ");
    }
    moved.notes[0].place.as_mut().unwrap().line += 1;
    assert_eq!(fingerprints(&before), fingerprints(&moved));
    moved.sites[0].excerpt.text.push('x');
    assert_ne!(fingerprints(&before), fingerprints(&moved));
}

#[test]
fn markdown_shows_names_and_obeys_none() {
    for name in HOSTILE {
        let text = preview(Format::Markdown, &hostile(name));
        assert!(!text.contains(|c: char| c != '\n' && is_control(c)), "{text}");
        for line in text.lines().filter(|l| !l.starts_with("```")) {
            // Outside of code nothing of it is left that means something.
            let mut outside = String::new();
            let mut rest = line;
            while let Some(start) = rest.find('`') {
                outside.push_str(&rest[..start]);
                let fence: String = rest[start..].chars().take_while(|c| *c == '`').collect();
                let inner = &rest[start + fence.len()..];
                let end = inner.find(&fence).unwrap_or_else(|| panic!("a span without an end: {line}"));
                rest = inner[end..].trim_start_matches('`');
            }
            outside.push_str(rest);
            let outside = outside.replace("<code>", "").replace("</code>", "").replace("&#", "");
            for word in ["<script", "</details></", "](", "://", "@some", "#1", "![", "|x|"] {
                assert!(!outside.contains(word), "{word}: {line}");
            }
        }
        assert_eq!(text.lines().filter(|l| l.starts_with("# ")).count(), 1, "{text}");
        let tags = |tag: &str| text.lines().filter(|l| *l == tag).count();
        assert_eq!(tags("<details>"), tags("</details>"));
    }
}

#[test]
fn markdown_says_what_changes_builds() {
    let mut changed = outcome();
    assert!(!preview(Format::Markdown, &changed).contains("[!WARNING]"));
    changed.groups[0].changes_builds = true;
    assert!(preview(Format::Markdown, &changed).contains("> [!WARNING]\n> **This changes what is evaluated**"));
}

#[test]
fn markdown_fits_in_a_pull_request() {
    let mut large = outcome();
    let many = |n: usize, word: &str| format!("{word}{n}{}", "é".repeat(300));
    let copies = |i: usize, site: &Site| Site { message: many(i, "why"), ..site.clone() };
    let blocked = large.sites[0].clone();
    for (n, (code, _)) in crate::plan::codes::PAGES.iter().enumerate() {
        large.sites.extend((0..200).map(|i| Site { code: Some(code), ..copies(n * 1000 + i, &blocked) }));
    }
    large.configurations = (0..900).map(|i| configuration(&many(i, "nixosConfigurations.h"), 3, 2)).collect();
    let group = large.groups[0].clone();
    for rewrite in crate::rewrites::ALL {
        let title =
            |i| ChangeGroup { rewrite: rewrite.name, title: many(i, "t"), changes_builds: true, ..group.clone() };
        large.groups.extend((0..100).map(title));
    }
    large.notes = (0..500).map(|i| Note { severity: Severity::Warning, place: None, message: many(i, "n") }).collect();
    large.inputs = (0..500).map(|i| NewInput { name: many(i, "i"), reference: String::new() }).collect();
    let text = preview(Format::Markdown, &large);
    assert!(text.chars().count() <= 65_536, "{}", text.chars().count());
    assert!(text.contains("and more") && text.contains("## How to undo it"));
    let tags = |tag: &str| text.lines().filter(|l| *l == tag).count();
    assert_eq!(tags("<details>"), tags("</details>"));
}

#[test]
fn markdown_has_the_proof() {
    let proof = Proof { before: "HEAD".to_owned(), after: "as `fixed`".to_owned(), ..proof_of_nothing() };
    let run = Run::Preview { proof: Some(&proof) };
    let text = render(Format::Markdown, &outcome(), run, PLAIN);
    assert!(text.contains("## The proof\n\n**Nothing differs**"), "{text}");
}

fn proof_of_nothing() -> Proof {
    Proof { before: String::new(), after: String::new(), nix: "nix (Nix) 2.8".to_owned(), rows: Vec::new() }
}

#[test]
fn several_flakes_are_one_report() {
    let outcome = Outcome { within: "sub".to_owned(), ..outcome() };
    let failure = Failure { message: "flake.nix:1:13: does not parse", hint: None };
    let run = Run::Preview { proof: None };
    let flakes = [Flake { folder: "sub", result: Ok((&outcome, run)) }, Flake { folder: "b", result: Err(failure) }];
    let whole = Outcome { changes: outcome.changes.clone(), ..Outcome::default() };
    for format in PLACES {
        let text = render_all(format, std::path::Path::new("/repository"), &flakes, &whole, PLAIN);
        assert!(text.contains("sub/modules/editors.nix") && text.contains("b/flake.nix"), "{text}");
    }
    let text = render_all(Format::Markdown, std::path::Path::new("/repository"), &flakes, &whole, PLAIN);
    assert!(text.contains("## Not looked at\n\n- `b/flake.nix`: flake.nix:1:13: does not parse\n"), "{text}");
}

#[test]
fn many_sites_have_a_line_each() {
    let mut outcome = outcome();
    let text = |outcome: &Outcome| render(Format::Text, outcome, Run::Check, PLAIN);
    assert!(text(&outcome).contains(" --> modules/editors.nix:3:14\n"));
    let site = outcome.sites[1].clone();
    outcome.sites.extend((0..20).map(|_| site.clone()));
    let short = text(&outcome);
    assert!(!short.contains("-->") && short.contains("modules/editors.nix:3:14: hoist  inputs."), "{short}");
}

#[test]
fn excerpts_obey_no_name() {
    for name in HOSTILE {
        for style in [PLAIN, COLOR] {
            let text = render(Format::Text, &hostile(name), Run::Check, style);
            let plain = anstream::adapter::strip_str(&text).to_string();
            assert!(!plain.contains(|c: char| c != '\n' && is_control(c)), "{plain}");
            assert!(!plain.lines().any(|l| l.starts_with("::") || l.starts_with("# ")), "{plain}");
        }
    }
}
