//! Words of a repository in Markdown and HTML: they are shown, and mean nothing.

use std::fmt::Write;

use super::clean::clean;

/// A code span. In a table, too.
pub(super) fn code(text: &str) -> String {
    let text = clean(text);
    if text.trim().is_empty() {
        return html_code(&text);
    }
    // `\|` is a bar within a table, and two characters elsewhere: HTML says it everywhere.
    if text.contains('|') {
        return html_code(&text);
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 || text.starts_with(' ') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The same where Markdown is not read: in a `<summary>`.
pub(super) fn html_code(text: &str) -> String {
    format!("<code>{}</code>", html(text))
}

/// Plain words: no markup, no HTML, and no person, issue or page that a forge would link to.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            // After the entity is read it must not stand before a name or a number.
            '@' | '#' => {
                let _ = write!(out, "&#{};&#8203;", u32::from(c));
            }
            ' ' | '.' | '/' | '-' | ',' | '(' | ')' | '\'' | '"' | ';' | '?' | '=' | '%' | '$' | '+' | ':' => {
                out.push(c)
            }
            c if c.is_ascii_punctuation() => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.replace("://", ":&#8203;//").replace("GH-", "GH&#8203;-").replace("www.", "www&#8203;.")
}

/// A message: what it has in backticks is code.
pub(super) fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let whole = parts.len() % 2 == 1;
    let part = |(i, part): (usize, &&str)| match i % 2 {
        1 if whole && !part.is_empty() => code(part),
        // An odd backtick is left out.
        _ => html(part),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_no_markup() {
        assert_eq!(code("a.nix"), "`a.nix`");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code("a|b`"), "<code>a&#124;b&#96;</code>");
        assert_eq!(code("</details>\n\u{1b}"), r"`</details>\n\u{1b}`");
    }

    #[test]
    fn words_link_nowhere() {
        assert_eq!(html("</details>"), "&#60;/details&#62;");
        assert_eq!(html("fixes #1, cc @me"), "fixes &#35;&#8203;1, cc &#64;&#8203;me");
        assert_eq!(html("https://a.b"), "https:&#8203;//a.b");
        assert_eq!(html("*a* _b_ [c](d) | ~e~"), "&#42;a&#42; &#95;b&#95; &#91;c&#93;(d) &#124; &#126;e&#126;");
    }

    #[test]
    fn backticks_of_a_message_are_code() {
        assert_eq!(message("becomes `a*b` there*"), "becomes `a*b` there&#42;");
        assert_eq!(message("one ` alone*"), "one  alone&#42;");
    }
}
