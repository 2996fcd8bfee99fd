//! Comments that speak to nixinst: `# nixinst: ignore`, `# nixinst: ignore-file`, each with a reason if there is one.

use rnix::{SyntaxKind, SyntaxNode, SyntaxToken};

/// What such a comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// What begins in this line is to stay as it is; none where there is no code next to the comment.
    Ignore(Option<u32>),
    /// So is all of the file; whether the comment stands before all code, as it has to.
    IgnoreFile(bool),
    /// Nothing that is known: what was written, and what may have been meant.
    Unknown(String, Option<String>),
}

/// One such comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Where the comment begins, in bytes.
    pub offset: u32,
    pub word: Word,
    pub reason: Option<String>,
}

const WORDS: [&str; 2] = ["ignore", "ignore-file"];

/// The directives of a file, in their order. `root` is its tree.
pub fn directives(text: &str, root: &SyntaxNode) -> Vec<Directive> {
    if !text.to_ascii_lowercase().contains("nixinst") {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut token = root.first_token();
    let mut leading = true;
    while let Some(t) = token {
        match t.kind() {
            SyntaxKind::TOKEN_WHITESPACE => {}
            SyntaxKind::TOKEN_COMMENT => {
                let line = || line_meant(text, &t);
                if let Some((word, reason)) = read(t.text(), leading, line) {
                    out.push(Directive { offset: t.text_range().start().into(), word, reason });
                }
            }
            _ => leading = false,
        }
        token = t.next_token();
    }
    out
}

/// The line of a byte, from 1.
pub fn line_of(text: &str, offset: usize) -> u32 {
    text[..offset].matches('\n').count() as u32 + 1
}

fn read(comment: &str, leading: bool, line: impl Fn() -> Option<u32>) -> Option<(Word, Option<String>)> {
    let body = body(comment);
    let name = body.get(..7).filter(|n| n.eq_ignore_ascii_case("nixinst"))?;
    let after = &body[name.len()..];
    let rest = after.trim_start();
    let (said, formal) = match rest.strip_prefix(':') {
        Some(said) => (said.trim(), name == "nixinst"),
        // A sentence about nixinst is none to it.
        None if after == rest || meant(rest).is_none() => return None,
        None => (rest, false),
    };
    let end = said.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).unwrap_or(said.len());
    let word = said[..end].trim_end_matches('-');
    let rest = said[word.len()..].trim();
    let reason = rest.trim_start_matches([':', '-', '–', '—']).trim();
    let joined = rest.is_empty() || reason.len() < rest.len();
    let word = match word {
        "ignore" if formal && joined => Word::Ignore(line()),
        "ignore-file" if formal && joined => Word::IgnoreFile(leading),
        _ => Word::Unknown(said.to_owned(), meant(said)),
    };
    Some((word, Some(reason.to_owned()).filter(|r| !r.is_empty())))
}

// What a comment says, in one line.
fn body(comment: &str) -> String {
    let inner = match comment.strip_prefix("/*") {
        Some(block) => block.strip_suffix("*/").unwrap_or(block),
        None => comment.trim_start_matches('#'),
    };
    let lines = inner.lines().map(|l| l.trim().trim_start_matches('*').trim());
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
}

// The comment that was meant, with the words behind it as its reason.
fn meant(said: &str) -> Option<String> {
    let said = said.to_ascii_lowercase().replace('_', "-");
    let mut words = said.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|w| !w.is_empty());
    let (first, second) = (words.next()?.trim_end_matches('-'), words.next().unwrap_or_default());
    let both = format!("{first}-{second}");
    let distance = |known: &str| {
        let of = |w: &str| strsim::damerau_levenshtein(w, known);
        of(first).min(of(&both))
    };
    let best = WORDS.iter().rev().min_by_key(|w| distance(w)).filter(|w| distance(w) <= 2)?;
    let extra = *best == "ignore" && !second.is_empty();
    Some(if extra { format!("# nixinst: {best}: the reason") } else { format!("# nixinst: {best}") })
}

// The line that a comment is about: its own, where code is beside it, else the next one, if no empty line is between.
fn line_meant(text: &str, comment: &SyntaxToken) -> Option<u32> {
    let range = comment.text_range();
    let newlines = |t: &SyntaxToken| t.text().matches('\n').count();
    let mut before = comment.prev_token();
    while let Some(t) = before.filter(|t| newlines(t) == 0 || t.kind() != SyntaxKind::TOKEN_WHITESPACE) {
        if !matches!(t.kind(), SyntaxKind::TOKEN_WHITESPACE | SyntaxKind::TOKEN_COMMENT) {
            return Some(line_of(text, range.start().into()));
        }
        before = t.prev_token();
    }
    let mut after = comment.next_token();
    while let Some(t) = after {
        match t.kind() {
            SyntaxKind::TOKEN_WHITESPACE if newlines(&t) > 1 => return None,
            SyntaxKind::TOKEN_WHITESPACE | SyntaxKind::TOKEN_COMMENT => {}
            _ => return Some(line_of(text, t.text_range().start().into())),
        }
        after = t.next_token();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(Word, Option<String>)> {
        let root = rnix::Root::parse(text).syntax();
        directives(text, &root).into_iter().map(|d| (d.word, d.reason)).collect()
    }

    fn one(text: &str) -> (Word, Option<String>) {
        let mut all = of(text);
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    }

    #[test]
    fn which_line_is_meant() {
        let cases: &[(&str, Option<u32>)] = &[
            ("{\n  # nixinst: ignore\n  x = 1;\n}", Some(3)),
            ("{\r\n  # nixinst: ignore\r\n  x = 1;\r\n}", Some(3)),
            ("{\n  x = 1; # nixinst: ignore\n  y = 1;\n}", Some(2)),
            ("{\r\n  x = 1; # nixinst: ignore\r\n  y = 1;\r\n}", Some(2)),
            ("{\n  x = f { # nixinst: ignore\n    y = 1; };\n}", Some(2)),
            ("{\n  /* nixinst: ignore */ x = 1;\n}", Some(2)),
            ("{\n  /* nixinst: ignore */\n  x = 1;\n}", Some(3)),
            ("{\n  /*\n   * nixinst: ignore\n   */\n  x = 1;\n}", Some(5)),
            ("{\n  # nixinst: ignore\n  # and more\n  x = 1;\n}", Some(4)),
            ("{\n  # nixinst: ignore\n\n  x = 1;\n}", None),
            ("{\n  x = ''\n  ''; # nixinst: ignore\n}", Some(3)),
            ("1\n# nixinst: ignore\n", None),
        ];
        for (text, line) in cases {
            assert_eq!(one(text), (Word::Ignore(*line), None), "{text}");
        }
    }

    #[test]
    fn a_reason_comes_after_a_colon_or_a_dash() {
        for text in [
            "ignore: the pin is meant",
            "ignore - the pin is meant",
            "ignore — the pin is meant",
            "ignore -- the pin is meant",
        ] {
            assert_eq!(
                one(&format!("# nixinst: {text}\n1")),
                (Word::Ignore(Some(2)), Some("the pin is meant".to_owned()))
            );
        }
        let block = "/*\n  nixinst: ignore-file: made\n  by a program\n*/\n1";
        assert_eq!(one(block), (Word::IgnoreFile(true), Some("made by a program".to_owned())));
        assert_eq!(one("# a\n#nixinst:ignore-file\n1"), (Word::IgnoreFile(true), None));
        assert_eq!(one("1 # nixinst: ignore-file\n"), (Word::IgnoreFile(false), None));
    }

    #[test]
    fn what_may_have_been_meant() {
        let cases: &[(&str, Option<&str>)] = &[
            ("# nixinst: ingore", Some("# nixinst: ignore")),
            ("# nixinst: Ignore", Some("# nixinst: ignore")),
            ("# Nixinst: ignore", Some("# nixinst: ignore")),
            ("# nixinst ignore", Some("# nixinst: ignore")),
            ("# nixinst: ignore the pin", Some("# nixinst: ignore: the reason")),
            ("# nixinst: ignore file", Some("# nixinst: ignore-file")),
            ("# nixinst: ignore_file", Some("# nixinst: ignore-file")),
            ("# nixinst: ingore-file: made", Some("# nixinst: ignore-file")),
            ("# nixinst: disable", None),
            ("# nixinst:", None),
        ];
        for (text, meant) in cases {
            let (word, _) = one(&format!("{text}\n1"));
            let Word::Unknown(_, found) = &word else { panic!("{text}: {word:?}") };
            assert_eq!(found.as_deref(), *meant, "{text}");
        }
        for text in ["# nixinst moved this", "# nixinst.toml says more", "# see nixinst: ignore", "# nixinstall: x"] {
            assert_eq!(of(&format!("{text}\n1")), [], "{text}");
        }
        assert_eq!(of("\"# nixinst: ignore\""), [], "in a string");
    }
}
