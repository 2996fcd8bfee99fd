//! What a repository says must not command a terminal.

use std::borrow::Cow;

/// `text` with control characters written out (`\u{1b}`, `\n`), and so are those that reorder or hide
/// what follows. One line stays one line.
pub fn clean(text: &str) -> Cow<'_, str> {
    escape_where(text, is_harmful)
}

/// As [`clean`], for a line of a file: tabs are content, and so is the end of the line.
pub(super) fn clean_line(text: &str) -> Cow<'_, str> {
    escape_where(text, |c| c != '\t' && is_harmful(c))
}

fn escape_where(text: &str, harmful: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&harmful) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if harmful(c) {
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Control characters (with C1, which some terminals take for escapes), line and paragraph separators,
/// and the marks of bidirectional text.
pub(super) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_a_terminal_would_obey() {
        assert_eq!(clean("plain → é"), "plain → é");
        assert_eq!(clean("a\u{1b}[2Jb\n\u{9b}c\u{202e}"), r"a\u{1b}[2Jb\n\u{9b}c\u{202e}");
        assert_eq!(clean_line("\ta\u{7}"), "\ta\\u{7}");
    }
}
