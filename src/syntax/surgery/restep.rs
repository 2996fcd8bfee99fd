//! Writes the indentation of a text in other steps: in those of the file that it moves to.

use super::reindent::{holds, shifted, strings_of};
use crate::syntax::style::Indent;

/// Turns every step of `from` into one of `to`, without changing what the text means.
///
/// A tab in a text of spaces counts as one step: whoever wrote it saw it as one. What is left over, because it lines up
/// with something, stays. Strings move as [`super::reindent::reindent`] moves them; the first line, and a text that does
/// not parse, are left alone.
pub fn restep(text: &str, from: Indent, to: Indent) -> String {
    let Some(strings) = strings_of(text).filter(|_| text.contains('\n')) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let (mut start, mut first) = (0, true);
    // The indentation of the last line that no string begins in front of: before, and after.
    let mut moved: (&str, String) = ("", String::new());
    for line in text.split_inclusive('\n') {
        let string = strings.iter().rfind(|string| string.lines.iter().any(|part| holds(part, start)));
        let code = line.trim_start_matches([' ', '\t']);
        match string {
            Some(string) if string.moves(text, moved.0, &moved.1) && !code.trim().is_empty() => {
                out.push_str(&shifted(line, moved.0, &moved.1));
            }
            None if !first && !code.trim().is_empty() => {
                let old = &line[..line.len() - code.len()];
                let new = indentation(old, from, to);
                out.push_str(&new);
                out.push_str(code);
                moved = (old, new);
            }
            _ => out.push_str(line),
        }
        start += line.len();
        first = false;
    }
    out
}

/// The white space in front of one line, in other steps.
pub fn indentation(indent: &str, from: Indent, to: Indent) -> String {
    let tabs = indent.matches('\t').count();
    let spaces = indent.len() - tabs;
    let (steps, rest) = match from {
        Indent::Tab => (tabs, spaces),
        Indent::Spaces(width) => (tabs + spaces / width, spaces % width),
    };
    to.as_str().repeat(steps) + &" ".repeat(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let (two, four, tab) = (Indent::Spaces(2), Indent::Spaces(4), Indent::Tab);
        let cases = [
            ("{\n    a = {\n        b = 1;\n    };\n}", four, two, "{\n  a = {\n    b = 1;\n  };\n}"),
            ("{\n  a = 1;\n}", two, tab, "{\n\ta = 1;\n}"),
            ("{\n\ta = [\n\t\t1\n\t];\n}", tab, two, "{\n  a = [\n    1\n  ];\n}"),
            // A tab among spaces.
            ("{\n  a = 1;\n\t\tb = 2;\n}", two, two, "{\n  a = 1;\n    b = 2;\n}"),
            // What lines up.
            ("{\n  a =\n     1;\n\n}", two, four, "{\n    a =\n         1;\n\n}"),
            ("{\r\n  a = 1;\r\n}", two, four, "{\r\n    a = 1;\r\n}"),
            // A string moves with the line that it begins in, if that leaves it what it is.
            ("{\n  a = ''\n    x\n  '';\n}", two, four, "{\n    a = ''\n      x\n    '';\n}"),
            ("{\n  a = ''\n    x\n  '';\n}", two, tab, "{\n\ta = ''\n    x\n  '';\n}"),
            ("{\n  a = \"\n    x\";\n}", two, four, "{\n    a = \"\n    x\";\n}"),
            ("{\n  broken", two, four, "{\n  broken"),
        ];
        for (text, from, to, after) in cases {
            assert_eq!(restep(text, from, to), after, "{text:?}");
        }
    }
}
