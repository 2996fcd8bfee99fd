//! `nixinst explain`

use std::fmt::Write as _;

use clap::builder::PossibleValuesParser;

use super::{DONE, Error, Streams};
use crate::config;
use crate::plan::codes;
use crate::rewrites;

const SILENCING: &str = "
## How to silence it
A comment in the line before a site, or at the end of the line in which it begins, leaves it as it is, and reports are quiet about it:
    # nixinst: ignore: the reason
In the comments at a file's start, for all of the file:
    # nixinst: ignore-file: the reason
`exclude` in nixinst.toml names such files by patterns.
";

/// The file that a repository says more in.
const CONFIG: [&str; 2] = [config::FILE_NAME, "config"];

/// Explains a rewrite, the code of a site that stays, or nixinst.toml
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A list of all if there is none
    #[arg(value_parser = PossibleValuesParser::new(known()), hide_possible_values = true)]
    name: Option<String>,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> Result<u8, Error> {
    let page = args.name.as_deref().and_then(|name| Some(page(name)?.to_owned() + silencing(name)));
    streams.result(&page.unwrap_or_else(names))?;
    Ok(DONE)
}

fn known() -> Vec<&'static str> {
    rewrites::ALL.iter().map(|r| r.name).chain(codes::PAGES.iter().map(|(code, _)| *code)).chain(CONFIG).collect()
}

fn page(name: &str) -> Option<&'static str> {
    if CONFIG.contains(&name) {
        return Some(config::PAGE);
    }
    let rewrite = rewrites::ALL.iter().find(|r| r.name == name).map(|r| r.page);
    rewrite.or_else(|| codes::PAGES.iter().find(|(code, _)| *code == name).map(|(_, page)| *page))
}

// What every page ends with.
fn silencing(name: &str) -> &'static str {
    match name {
        codes::IGNORED | codes::EXCLUDED_FILE => "",
        _ if CONFIG.contains(&name) => "",
        _ => SILENCING,
    }
}

// What can be explained, with the first sentence of each page.
fn names() -> String {
    let mut pages: Vec<(&str, &str)> = rewrites::ALL.iter().map(|r| (r.name, r.page)).collect();
    pages.sort_unstable();
    let width = pages.iter().chain(codes::PAGES).map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = "Rewrites:\n".to_owned();
    for (name, page) in pages {
        let _ = writeln!(out, "  {name:width$}  {}", sentence(page));
    }
    out.push_str("\nWhy a site stays:\n");
    for (name, page) in codes::PAGES {
        let _ = writeln!(out, "  {name:width$}  {}", sentence(page));
    }
    let _ = writeln!(out, "\nConfiguration:\n  {:width$}  {}", config::FILE_NAME, sentence(config::PAGE));
    out + "\n`nixinst explain NAME` prints the page.\n"
}

// The first sentence below the headings.
fn sentence(page: &str) -> String {
    let body: Vec<&str> = page.lines().skip_while(|l| l.is_empty() || l.starts_with('#')).collect();
    let text = body.split(|l| l.is_empty()).next().unwrap_or_default().join(" ");
    let end = [". ", ": "].iter().filter_map(|e| text.find(e)).min().unwrap_or(text.trim_end_matches('.').len());
    text[..end].to_owned()
}
