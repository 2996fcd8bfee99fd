//! Prints an outcome: one file per format. Computes nothing, decides nothing.

mod clean;
mod diff;
mod excerpt;
mod findings;
mod flakes;
mod github;
mod gitlab;
pub mod graph;
mod json;
mod markdown;
mod markup;
pub mod proof;
mod sarif;
mod text;

use std::path::Path;

use crate::patch::Lock;
use crate::plan::choose::Question;
use crate::plan::outcome::Outcome;
use crate::verify::Proof;

pub use clean::clean;
pub use flakes::{Failure, Flake};

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: versioned, see `src/report/schema.json`
    Json,
    /// For `git apply`
    Diff,
    /// For code scanning: SARIF 2.1.0, with the fix
    Sarif,
    /// For GitHub Actions: annotations
    Github,
    /// For GitLab: a code quality report
    Gitlab,
    /// For a pull request: its title and its body
    Markdown,
}

impl Format {
    /// Whether it shows places in the files as they were before `fix` wrote them.
    pub fn is_of_places(self) -> bool {
        matches!(self, Format::Sarif | Format::Github | Format::Gitlab)
    }

    /// Whether it says what Nix says of the change.
    pub fn has_proof(self) -> bool {
        matches!(self, Format::Text | Format::Json | Format::Markdown)
    }
}

/// What was done, and so what the report is about. `proof` is what Nix says of it, with `--verify`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Run<'a> {
    /// `check`: nothing is written, the report is about sites.
    Check,
    /// `fix --dry-run`: the report is about what would be written; with `--verify` also about what Nix says of it.
    Preview { proof: Option<&'a Proof> },
    /// `fix`: these files were written, what became of the lock file if inputs are new, and what Nix says with `--verify`.
    Applied { written: &'a [String], lock: Option<&'a Lock>, proof: Option<&'a Proof> },
}

/// What the reader of a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Colours are wanted.
    pub color: bool,
    /// It is a terminal, so control characters of the repository must not get there.
    pub terminal: bool,
}

impl Style {
    /// `text` in `style`, if colours are wanted.
    fn paint(self, style: anstyle::Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The whole report, with a newline at the end unless it is empty.
pub fn render(format: Format, outcome: &Outcome, run: Run, style: Style) -> String {
    let alone = [Flake { folder: "", result: Ok((outcome, run)) }];
    match format {
        Format::Text => text::render(outcome, run, style),
        Format::Json => json::render(outcome, run),
        _ => render_all(format, &outcome.root, &alone, outcome, style),
    }
}

/// The reports of several flakes in one text or document. `whole` is what they change together, relative to `base`, which
/// is the folder that all are in: a diff is one diff.
pub fn render_all(format: Format, base: &Path, flakes: &[Flake], whole: &Outcome, style: Style) -> String {
    match format {
        Format::Text => flakes::text(flakes, style),
        Format::Json => json::render_all(base, flakes),
        Format::Diff => diff::render(whole, style),
        Format::Sarif => sarif::render(flakes, whole),
        Format::Github => github::render(flakes, &whole.within),
        Format::Gitlab => gitlab::render(flakes, &whole.within),
        Format::Markdown => markdown::render(flakes, whole),
    }
}

/// Notes and how many sites stay or can go, in lines of text: for standard error, where the format itself has no
/// place for them.
pub fn remarks(outcome: &Outcome, style: Style) -> String {
    text::notes(outcome, style) + &text::to_be_locked(outcome) + &text::staying(outcome)
}

/// A change, for who is asked whether to write it.
pub fn change(question: &Question, style: Style) -> String {
    diff::change(question, style)
}

/// Notes about the flake, a line each: for standard error, where the format itself has no place for them.
pub fn notes(outcome: &Outcome, style: Style) -> String {
    text::notes(outcome, style)
}

/// `1 site`, `2 sites`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests;
