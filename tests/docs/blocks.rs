//! What the documentation has: code blocks, fenced or indented, commands within sentences, and files of examples.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::run;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of this repository.
pub fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// A code block.
pub struct Block {
    pub file: String,
    pub line: usize,
    language: String,
    pub text: String,
    /// `nixinst …` in the sentences of its section above it.
    pub named: Vec<String>,
}

/// What a block has.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Lines for a shell.
    Commands,
    /// What a command prints.
    Output,
    Diff,
    /// What a parser takes.
    Data(Parse),
}

type Parse = fn(&str) -> Result<(), String>;

/// What a language, or without one the text, says.
pub fn kind_of(language: &str, text: &str) -> Option<Kind> {
    let parse: Parse = match language {
        "" if text.starts_with("--- a/") => return Some(Kind::Diff),
        "" | "sh" | "bash" | "shell" => return Some(Kind::Commands),
        "text" => return Some(Kind::Output),
        "diff" => return Some(Kind::Diff),
        "yaml" | "yml" => |t| serde_norway::from_str::<serde_json::Value>(t).map(|_| ()).map_err(|e| e.to_string()),
        "json" => |t| serde_json::from_str::<serde_json::Value>(t).map(|_| ()).map_err(|e| e.to_string()),
        "toml" => |t| toml::from_str::<toml::Value>(t).map(|_| ()).map_err(|e| e.to_string()),
        // A whole expression, or what stands in a set.
        "nix" => |t| run::nix(t).or_else(|problem| run::nix(&format!("{{\n{t}\n}}")).map_err(|_| problem)),
        _ => return None,
    };
    Some(Kind::Data(parse))
}

impl Block {
    pub fn new(file: &str, language: &str, text: &str) -> Block {
        Block {
            file: file.to_owned(),
            line: 0,
            language: language.to_owned(),
            text: text.to_owned(),
            named: Vec::new(),
        }
    }

    pub fn first(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }

    pub fn kind(&self) -> Option<Kind> {
        kind_of(&self.language, &self.text)
    }

    /// One command each, without comments; lines that end with `\` are joined.
    pub fn commands(&self) -> impl Iterator<Item = String> + use<> {
        let text = self.text.replace("\\\n", " ");
        let lines = text.lines().map(|l| l.strip_prefix("$ ").unwrap_or(l).trim().to_owned());
        lines.filter(|l| !l.is_empty() && !l.starts_with('#')).collect::<Vec<_>>().into_iter()
    }
}

fn below(folder: &str, ends: impl Fn(&str) -> bool + Copy, found: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(root().join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            below(&name, ends, found);
        } else if ends(&name) {
            found.push(name);
        }
    }
}

fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned()];
    below("docs", |name| name.ends_with(".md"), &mut pages);
    below("rewrites", |name| name.ends_with("/README.md") && !name.contains("/cases/"), &mut pages);
    pages
}

/// Files in docs/ that are no pages: their name and their text.
pub fn examples() -> Vec<(String, String)> {
    let mut names = Vec::new();
    below("docs", |name| !name.ends_with(".md"), &mut names);
    names.into_iter().map(|name| (name.clone(), read(&name))).collect()
}

/// All code blocks, in their order.
pub fn all() -> Vec<Block> {
    pages().iter().flat_map(|page| of_page(page)).collect()
}

fn of_page(page: &str) -> Vec<Block> {
    let text = read(page);
    let mut blocks: Vec<Block> = Vec::new();
    let (mut inside, mut named) = (false, Vec::new());
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                let line = text[..range.start].matches('\n').count() + 1;
                blocks.push(Block { line, named: named.clone(), ..Block::new(page, &language, "") });
                inside = true;
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Start(Tag::Heading { .. }) => named.clear(),
            Event::Code(span) if span.starts_with("nixinst ") => named.push(span.to_string()),
            Event::Text(part) if inside => blocks.last_mut().expect("a block").text.push_str(&part),
            _ => (),
        }
    }
    blocks
}

/// `nixinst …` within sentences and tables: the page and the span.
pub fn spans() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for page in pages() {
        let text = read(&page);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Code(span) if span.starts_with("nixinst ") => found.push((page.clone(), span.to_string())),
                _ => (),
            }
        }
    }
    found
}
