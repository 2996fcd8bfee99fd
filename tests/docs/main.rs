//! Every code block of the documentation: commands are run and must end as they should, what they are said to print is what they print, diffs
//! are of a golden case, data parses. A block that none of this is true of fails the test, unless `LEFT` or `NOT_RUN` says why.

#![forbid(unsafe_code)]

mod blocks;
mod diffs;
mod run;

use std::collections::BTreeSet;
use std::iter;

use blocks::{Block, Kind, all};
use run::{Scratch, printed};

/// Blocks that nothing here can check, by file and first line, and why.
const LEFT: &[(&str, &str, &str)] = &[
    (
        "README.md",
        "HEAD → the work tree, by nix (Nix) 2.34.8",
        "it is of a flake with nixpkgs itself, which has to be fetched",
    ),
    (
        "README.md",
        "{ version, root,",
        "the form of a report in no language: `the_keys_of_the_report_are_those_of_its_schema`",
    ),
];

/// Commands that are not run, by how their line starts, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo install --path .", "it compiles all, for minutes; .github/workflows/release.yml compiles the same"),
    ("nix run . -- check", "the package needs nixpkgs; tests/packaging evaluates it on a stand-in"),
    ("nix profile install .", "the package needs nixpkgs; tests/packaging evaluates it on a stand-in"),
];

#[test]
fn every_block_is_checked_or_says_why_not() {
    let mut left: BTreeSet<usize> = BTreeSet::new();
    let mut before: Option<Block> = None;
    let mut wrong = Vec::new();
    for block in all() {
        if let Some(i) = LEFT.iter().position(|(file, first, _)| *file == block.file && *first == block.first()) {
            assert!(left.insert(i), "two blocks are {:?}", LEFT[i]);
        } else if let Err(problem) = check(&block, before.as_ref()) {
            wrong.push(format!("{}:{}: {problem}\n{}", block.file, block.line, block.text));
        }
        if matches!(block.kind(), Some(Kind::Commands)) {
            before = Some(block);
        }
    }
    assert!(wrong.is_empty(), "{} blocks:\n\n{}", wrong.len(), wrong.join("\n"));
    let stale: Vec<_> = LEFT.iter().enumerate().filter(|(i, _)| !left.contains(i)).collect();
    assert!(stale.is_empty(), "no block is {stale:?}");
}

/// `before` is the last block of commands above.
fn check(block: &Block, before: Option<&Block>) -> Result<(), String> {
    let kind = block.kind().ok_or("of no known language: say one, or why it can't be checked in LEFT")?;
    match kind {
        Kind::Commands => commands(block),
        Kind::Data(parse) => parse(&block.text),
        Kind::Diff if diffs::is_of_a_case(&block.text) => Ok(()),
        Kind::Diff | Kind::Output => {
            let mut outputs = Vec::new();
            if let Some(before) = before.filter(|b| b.file == block.file) {
                outputs.extend(printed(&block.file, before.commands().filter(|l| !skipped(l))));
            }
            for command in &block.named {
                outputs.extend(printed(&block.file, iter::once(command.clone())));
            }
            let same = outputs.iter().any(|(_, out)| *out == block.text);
            let tried = outputs.iter().map(|(line, out)| format!("--- {line}\n{out}")).collect::<String>();
            if same { Ok(()) } else { Err(format!("no command above prints this, but\n{tried}")) }
        }
    }
}

fn skipped(line: &str) -> bool {
    NOT_RUN.iter().any(|(start, _)| line.starts_with(start))
}

fn commands(block: &Block) -> Result<(), String> {
    let scratch = Scratch::of(&block.file);
    for line in block.commands().filter(|l| !skipped(l)) {
        let ran = scratch.run(&line);
        if ran.code != ran.expected {
            return Err(format!("`{line}` ended with {} and not {}:\n{}", ran.code, ran.expected, ran.err));
        }
    }
    Ok(())
}

#[test]
fn what_is_not_run_is_still_there() {
    let blocks = all();
    let lines: Vec<String> =
        blocks.iter().filter(|b| matches!(b.kind(), Some(Kind::Commands))).flat_map(Block::commands).collect();
    let stale: Vec<_> = NOT_RUN.iter().filter(|(start, _)| !lines.iter().any(|l| l.starts_with(start))).collect();
    assert!(stale.is_empty(), "no command is {stale:?}");
    let run = lines.iter().filter(|l| !skipped(l)).count();
    assert!(run >= 10, "{run} commands are run");
}

#[test]
fn examples_in_files_parse() {
    let mut seen = 0;
    for (name, text) in blocks::examples() {
        let language = name.rsplit('.').next().unwrap();
        let kind = blocks::kind_of(language, &text);
        match kind {
            Some(Kind::Data(parse)) => parse(&text).unwrap_or_else(|e| panic!("{name}: {e}")),
            Some(Kind::Commands) => assert!(run::parses(&text), "{name}"),
            _ => panic!("{name}: nothing is known of files like this"),
        }
        seen += 1;
    }
    assert!(seen >= 12, "{seen} examples");
}

/// `nixinst fix --only x` in a sentence: the command and its options are there.
#[test]
fn commands_in_sentences_are_there() {
    let spans = blocks::spans();
    assert!(spans.len() >= 10, "{}", spans.len());
    let wrong: Vec<_> = spans.iter().filter_map(|(file, span)| Some((file, span, run::unknown(span)?))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_keys_of_the_report_are_those_of_its_schema() {
    let blocks = all();
    let block = blocks.iter().find(|b| b.first() == "{ version, root,").expect("the form of the report");
    let schema: serde_json::Value = serde_json::from_str(&blocks::read("src/report/schema.json")).unwrap();
    let mut known = BTreeSet::new();
    properties(&schema, &mut known);
    let words: Vec<&str> =
        block.text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let unknown: Vec<_> = words.iter().filter(|w| !known.contains(**w)).collect();
    assert!(words.len() > 20 && unknown.is_empty(), "{unknown:?}");
}

fn properties(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            if let Some(properties) = map.get("properties").and_then(serde_json::Value::as_object) {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|v| properties(v, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| properties(v, found)),
        _ => (),
    }
}

#[test]
fn an_unknown_block_or_a_wrong_command_is_seen() {
    let block = |language: &str, text: &str| Block::new("README.md", language, text);
    let problem = |language: &str, text: &str| check(&block(language, text), None).expect_err(text);
    assert!(problem("cobol", "DISPLAY 1\n").contains("of no known language"));
    assert!(problem("sh", "nixinst no-such-command\n").contains("ended with 2"));
    assert!(
        problem("sh", "nixinst fix --dry-run --check\n# then\nnixinst fix --no-such-option\n").contains("ended with 2")
    );
    assert!(problem("", "no-such-program\n").contains("ended with 127"));
    assert!(!problem("json", "{ \"a\": }\n").is_empty());
    assert!(!problem("yaml", "a: [\n").is_empty());
    assert!(!problem("toml", "a = \n").is_empty());
    assert!(!problem("nix", "{ a = 1 }\n").is_empty());
    assert!(check(&block("nix", "a = 1;\n"), None).is_ok());
    assert!(problem("diff", "--- a/flake.nix\n+nothing has this line\n").contains("no command"));
    let commands = block("sh", "nixinst check\n");
    assert!(check(&block("text", "3 sites\n"), Some(&commands)).expect_err("not all").contains("prints this, but"));
}
