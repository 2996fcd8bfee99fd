//! What a repository says must not command a terminal, nor the runner of a workflow that reads what is printed.

use std::borrow::Cow;

/// `text` with control characters written out (`\u{1b}`, `\n`), and so are those that reorder or hide
/// what follows. One line stays one line. Nor is it a workflow command, wherever it stands in a line.
pub fn clean(text: &str) -> Cow<'_, str> {
    no_command(escape_where(text, is_harmful))
}

/// As [`clean`], for a line of a file: tabs are content, and so is the end of the line.
pub(super) fn clean_line(text: &str) -> Cow<'_, str> {
    no_command(escape_where(text, |c| c != '\t' && is_harmful(c)))
}

/// As [`clean`], for where a file has to be named as it is and the format keeps commands apart.
pub(super) fn clean_name(text: &str) -> Cow<'_, str> {
    escape_where(text, is_harmful)
}

/// Runners of GitHub Actions (and Forgejo, Gitea) obey `::word …::` at the start of a line, with white space before it, and
/// `##[word …]` anywhere (actions/runner, src/Runner.Common/ActionCommand.cs); Azure Pipelines obeys `##vso[`.
fn no_command(text: Cow<'_, str>) -> Cow<'_, str> {
    let start = text.len() - text.trim_start().len();
    let leads = text[start..].starts_with("::");
    if !leads && !OLD_COMMANDS.iter().any(|c| text.contains(c)) {
        return text;
    }
    let mut out = text.into_owned();
    for command in OLD_COMMANDS {
        out = out.replace(command, &format!(r"\u{{23}}{}", &command[1..]));
    }
    if leads {
        out.replace_range(start..=start, r"\u{3a}");
    }
    Cow::Owned(out)
}

/// How commands of the old kind begin.
pub(super) const OLD_COMMANDS: [&str; 2] = ["##[", "##vso["];

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

    #[test]
    fn escapes_what_a_runner_would_obey() {
        assert_eq!(clean("::set-output name=x::y"), r"\u{3a}:set-output name=x::y");
        assert_eq!(clean(" \t::debug::"), r" \t::debug::");
        assert_eq!(clean_line(" \t::debug::"), " \t\\u{3a}:debug::");
        assert_eq!(clean("a ##[add-mask]b ##vso[x]"), r"a \u{23}#[add-mask]b \u{23}#vso[x]");
        assert_eq!(clean("nixpkgs::a # b ## c"), "nixpkgs::a # b ## c");
    }
}
