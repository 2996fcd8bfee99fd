//! Moves a text of several lines to another indentation without changing what it means.

use crate::syntax::style::FileText;
use rnix::{Root, SyntaxKind, SyntaxNode};
use std::ops::Range;

/// Moves `text`, an expression or a binding, from one indentation to another.
///
/// The first line is left alone: it begins in the middle of a line, where the caller puts it. The
/// value of every string stays the same: lines of `"…"` never move, lines of `''…''` move
/// together, and only if Nix strips the difference again. A text that does not parse is returned as
/// it is. Line endings are kept.
pub fn reindent(text: &str, from: &str, to: &str) -> String {
    if from == to || !text.contains('\n') {
        return text.to_owned();
    }
    let Some(strings) = strings_of(text) else {
        return text.to_owned();
    };
    let frozen: Vec<bool> = strings.iter().map(|string| !string.moves(text, from, to)).collect();
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        // The innermost string is the one that begins last.
        let string = strings.iter().rposition(|string| string.lines.iter().any(|part| holds(part, start)));
        match string {
            _ if start == 0 || content.is_empty() => out.push_str(line),
            Some(index) if frozen[index] => out.push_str(line),
            Some(_) => out.push_str(&shifted(line, from, to)),
            None if content.trim().is_empty() => out.push_str(line),
            None => out.push_str(&moved(line, from, to)),
        }
        start += line.len();
    }
    out
}

/// Writes a text that was written for indentation zero at `indent`, with the file's line ending.
pub(crate) fn place(file: &FileText, text: &str, indent: &str) -> String {
    with_line_ending(&reindent(text, "", indent), file.newline())
}

/// Ends lines as asked for, except within strings, where a line ending is part of the value.
fn with_line_ending(text: &str, ending: &str) -> String {
    let strings = strings_of(text).unwrap_or_default();
    let in_string = |newline: usize| {
        let mut parts = strings.iter().flat_map(|string| &string.lines);
        parts.any(|part| part.contains(&newline))
    };
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let newline = start + line.len() - 1;
        if !line.ends_with('\n') || in_string(newline) {
            out.push_str(line);
        } else {
            out.push_str(content);
            out.push_str(ending);
        }
        start += line.len();
    }
    out
}

/// Whether a line that begins at `offset` is content of the part. Its end counts: an interpolation or
/// the closing quotes follow there, at the beginning of a line of the string.
pub(super) fn holds(part: &Range<usize>, offset: usize) -> bool {
    part.start < offset && offset <= part.end
}

/// A line of code.
fn moved(line: &str, from: &str, to: &str) -> String {
    match line.strip_prefix(from) {
        Some(rest) => format!("{to}{rest}"),
        None => format!("{to}{}", line.trim_start_matches([' ', '\t'])),
    }
}

/// A line of an indented string: by the difference.
pub(super) fn shifted(line: &str, from: &str, to: &str) -> String {
    if to.len() >= from.len() {
        format!("{}{line}", &to[from.len()..])
    } else {
        let surplus = from.len() - to.len();
        let has = line.len() - line.trim_start_matches(' ').len();
        line[surplus.min(has)..].to_owned()
    }
}

/// A string, and the parts of it that hold its characters.
pub(super) struct StringLines {
    indented: bool,
    /// Where the opening quotes end.
    opened: usize,
    pub lines: Vec<Range<usize>>,
}

impl StringLines {
    fn of(node: &SyntaxNode, offset: usize) -> Self {
        let mut lines = Vec::new();
        let (mut indented, mut opened) = (false, 0);
        for token in node.children_with_tokens().filter_map(|e| e.into_token()) {
            match token.kind() {
                SyntaxKind::TOKEN_STRING_START => {
                    indented = token.text() == "''";
                    opened = usize::from(token.text_range().end()) - offset;
                }
                SyntaxKind::TOKEN_STRING_CONTENT => {
                    let range = token.text_range();
                    lines.push(usize::from(range.start()) - offset..usize::from(range.end()) - offset);
                }
                _ => {}
            }
        }
        Self { indented, opened, lines }
    }

    /// Whether moving every line leaves the value alone.
    pub fn moves(&self, text: &str, from: &str, to: &str) -> bool {
        let spaces_only = [from, to].iter().all(|indent| indent.bytes().all(|b| b == b' '));
        // Nix strips spaces only. And what stands behind the opening quotes does not move: if it is
        // content, it fixes how much is stripped.
        self.indented
            && spaces_only
            && self.opens_with_line_break(text)
            && (to.len() >= from.len() || self.has_room(text, from.len() - to.len()))
    }

    fn opens_with_line_break(&self, text: &str) -> bool {
        self.lines.first().is_none_or(|part| {
            let first = text[part.clone()].split_inclusive('\n').next().unwrap_or("");
            part.start == self.opened && first.ends_with('\n') && first.bytes().all(|b| matches!(b, b' ' | b'\n'))
        })
    }

    /// Whether every line with content begins with that many spaces.
    fn has_room(&self, text: &str, surplus: usize) -> bool {
        self.line_starts(text).all(|start| {
            let line = text[start..].split('\n').next().unwrap_or("");
            let has = line.len() - line.trim_start_matches(' ').len();
            has >= surplus || line.trim_matches([' ', '\r']).is_empty()
        })
    }

    fn line_starts<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.lines.iter().flat_map(move |part| {
            text[part.clone()].match_indices('\n').map(move |(newline, _)| part.start + newline + 1)
        })
    }
}

/// The strings of an expression or of bindings, outer ones first; nothing if it does not parse.
pub(super) fn strings_of(text: &str) -> Option<Vec<StringLines>> {
    [("(", "\n)"), ("{", "\n}")].into_iter().find_map(|(open, close)| {
        let parsed = Root::parse(&format!("{open}{text}{close}"));
        let is_string = |node: &SyntaxNode| node.kind() == SyntaxKind::NODE_STRING;
        parsed.errors().is_empty().then(|| {
            parsed.syntax().descendants().filter(is_string).map(|node| StringLines::of(&node, open.len())).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_moves() {
        let cases = [
            ("{\n  a = 1;\n}", "", "  ", "{\n    a = 1;\n  }"),
            ("{\n    a = 1;\n  }", "  ", "", "{\n  a = 1;\n}"),
            ("a = {\n    b = 1;\n  };", "  ", "      ", "a = {\n        b = 1;\n      };"),
            ("{\n  a = 1;\n\n  b = 2;\n}", "", "  ", "{\n    a = 1;\n\n    b = 2;\n  }"),
            ("{\r\n  a = 1;\r\n\r\n}", "", "  ", "{\r\n    a = 1;\r\n\r\n  }"),
            ("{\n\ta = 1;\n}", "", "\t", "{\n\t\ta = 1;\n\t}"),
            ("{\n    a = 1;\n  }", "  ", "\t", "{\n\t  a = 1;\n\t}"),
            // Less indented than it claims to be.
            ("{\n  a = 1;\n}", "    ", "  ", "{\n  a = 1;\n  }"),
            ("{ a = 1; }", "", "  ", "{ a = 1; }"),
            ("{\n  # c\n  a = 1; /* x\n  y */\n}", "", "  ", "{\n    # c\n    a = 1; /* x\n    y */\n  }"),
            // Does not parse.
            ("{\n  a = ;\n", "", "  ", "{\n  a = ;\n"),
        ];
        for (text, from, to, after) in cases {
            assert_eq!(reindent(text, from, to), after, "{text:?}");
        }
    }

    #[test]
    fn strings_keep_their_value() {
        let cases = [
            ("''\n  a\n    b\n''", "", "  ", "''\n    a\n      b\n  ''"),
            ("''\n    a\n  ''", "  ", "", "''\n  a\n''"),
            // Blank lines: empty ones stay empty, others move along.
            ("''\n  a\n\n     \n  b\n''", "", "  ", "''\n    a\n\n       \n    b\n  ''"),
            // Content behind the quotes: nothing may move.
            ("''a\n  b\n''", "", "  ", "''a\n  b\n''"),
            ("''${x}\n  b\n''", "", "  ", "''${x}\n  b\n''"),
            // A plain string never moves.
            ("{\n  a = \"x\n  y\";\n}", "", "  ", "{\n    a = \"x\n  y\";\n  }"),
            // Not enough room on the left.
            ("{\n    a = ''\n  b\n    '';\n  }", "    ", "", "{\na = ''\n  b\n    '';\n}"),
            // Tabs are content.
            ("''\n\ta\n''", "", "\t", "''\n\ta\n''"),
            ("''\n\ta\n''", "", "  ", "''\n  \ta\n  ''"),
            // A line that begins with an interpolation is content; code inside of one is not.
            ("''\n  ${f {\n    x = 1;\n  }}\n''", "", "  ", "''\n    ${f {\n      x = 1;\n    }}\n  ''"),
            ("''\n${x}\n''", "", "  ", "''\n  ${x}\n  ''"),
            // A string within a string's interpolation.
            ("''\n  ${f \"a\n  b\"}\n  c\n''", "", "  ", "''\n    ${f \"a\n  b\"}\n    c\n  ''"),
        ];
        for (text, from, to, after) in cases {
            assert_eq!(reindent(text, from, to), after, "{text:?}");
        }
    }

    #[test]
    fn line_endings() {
        let cases = [
            ("{\n  a = 1;\n}", "\r\n", "{\r\n  a = 1;\r\n}"),
            ("{\r\n  a = 1;\r\n}", "\n", "{\n  a = 1;\n}"),
            ("{\n  a = ''\n    x\n  '';\n}", "\r\n", "{\r\n  a = ''\n    x\n  '';\r\n}"),
        ];
        for (text, ending, after) in cases {
            assert_eq!(with_line_ending(text, ending), after);
        }
        // To Nix the `\r` is content that is not indented.
        let crlf = "''\r\n  a\r\n''";
        assert_eq!(reindent(crlf, "", "  "), crlf);
    }
}
