//! What is wrong with a nixinst.toml.

use std::path::{Path, PathBuf};

/// Why there is no configuration although there is a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} can't be read: {source}", file.display())]
    Unreadable { file: PathBuf, source: std::io::Error },
    #[error("{}:{line}:{column}: {message}", file.display())]
    Wrong { file: PathBuf, line: usize, column: usize, message: String, hint: String },
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Unreadable { .. } => Some("check its permissions, and that it is text in UTF-8, or say --no-config"),
            Error::Wrong { hint, .. } => Some(hint),
        }
    }
}

/// Where errors are.
pub(super) struct Text<'a> {
    pub file: &'a Path,
    pub text: &'a str,
}

impl Text<'_> {
    /// Line and column of a byte, both from 1; columns count Unicode scalar values.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
    }

    pub(super) fn wrong(&self, offset: usize, message: String, hint: String) -> Error {
        let (line, column) = self.position(offset);
        Error::Wrong { file: self.file.to_owned(), line, column, message, hint }
    }

    /// An error of the parser or of serde, whose words name what was expected where a word is unknown.
    pub(super) fn parse_error(&self, error: &toml::de::Error) -> Error {
        let said = error.message().trim_end();
        let offset = error.span().map_or(0, |s| s.start);
        let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
        let unknown = ["unknown field", "unknown variant"].iter().any(|s| said.starts_with(s));
        match &quoted[..] {
            [word, known @ ..] if unknown => {
                let what = if said.starts_with("unknown field") { "key" } else { "word" };
                self.wrong(offset, format!("there is no {what} `{word}` here"), suggest(word, known.iter().copied()))
            }
            _ => self.wrong(offset, said.replace('\n', " "), "see `nixinst explain nixinst.toml`".to_owned()),
        }
    }
}

/// The word that may have been meant, or all that there are.
pub(super) fn suggest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let likeness = |k: &str| strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &k.to_lowercase());
    let best = known.iter().map(|k| (likeness(k), *k)).reduce(|a, b| if b.0 > a.0 { b } else { a });
    match best.filter(|(likeness, _)| *likeness >= 0.6) {
        Some((_, meant)) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "there is none".to_owned(),
        None => format!("there are {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
    }
}
