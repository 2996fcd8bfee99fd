//! How a file is written: indentation, line endings, last newline.

/// One step of indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// That many spaces.
    Spaces(usize),
    /// A tab.
    Tab,
}

impl Indent {
    /// The text of one step.
    pub fn as_str(self) -> &'static str {
        const SPACES: &str = "        ";
        match self {
            Indent::Spaces(width) => &SPACES[..width.clamp(1, SPACES.len())],
            Indent::Tab => "\t",
        }
    }
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl LineEnding {
    /// The characters.
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
        }
    }
}

/// What inserted text has to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStyle {
    /// One step of indentation.
    pub indent: Indent,
    /// How inserted lines end: as most lines of the file do.
    pub line_ending: LineEnding,
    /// Whether the last line is ended.
    pub final_newline: bool,
}

impl FileStyle {
    /// Reads the style off a text. An empty one has two spaces, `\n`, and a final newline.
    pub fn of(text: &str) -> Self {
        let lines = text.matches('\n').count();
        let crlf = text.matches("\r\n").count();
        Self {
            indent: indent_of(text),
            line_ending: if crlf * 2 > lines { LineEnding::CrLf } else { LineEnding::Lf },
            final_newline: text.is_empty() || text.ends_with('\n'),
        }
    }
}

/// The step by which most lines are deeper than the line before them; the smallest one that is as frequent as any.
fn indent_of(text: &str) -> Indent {
    const WIDEST: usize = 8;
    let mut steps = [0usize; WIDEST + 1];
    let (mut tabs, mut previous) = (0usize, 0usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('\t') {
            tabs += 1;
            continue;
        }
        let width = line.len() - line.trim_start_matches(' ').len();
        // A single space is a slip.
        if let Some(step) = width.checked_sub(previous).filter(|step| (2..=WIDEST).contains(step)) {
            steps[step] += 1;
        }
        previous = width;
    }
    if tabs > steps.iter().sum() {
        return Indent::Tab;
    }
    let best = (2..=WIDEST).rev().max_by_key(|step| steps[*step]).filter(|step| steps[*step] > 0);
    Indent::Spaces(best.unwrap_or(2))
}

/// A file's text together with its style: what every operation of `surgery` needs.
#[derive(Debug, Clone, Copy)]
pub struct FileText<'a> {
    /// The text that the tree was parsed from.
    pub text: &'a str,
    /// Its style.
    pub style: FileStyle,
}

impl<'a> FileText<'a> {
    /// Takes a text and reads its style.
    pub fn new(text: &'a str) -> Self {
        Self { text, style: FileStyle::of(text) }
    }

    /// The line ending.
    pub fn newline(&self) -> &'static str {
        self.style.line_ending.as_str()
    }

    /// One step of indentation.
    pub fn step(&self) -> &'static str {
        self.style.indent.as_str()
    }

    /// See [`indent_of_line`].
    pub fn indent_at(&self, offset: usize) -> &'a str {
        indent_of_line(self.text, offset)
    }

    /// A line break followed by `indent`.
    pub fn break_to(&self, indent: &str) -> String {
        format!("{}{indent}", self.newline())
    }

    /// White space as wide as all that stands before `offset` on its line: tabs stay tabs.
    pub fn column_at(&self, offset: usize) -> String {
        self.text[line_start(self.text, offset)..offset].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect()
    }

    /// Whether only white space stands before `offset` on its line.
    pub fn is_first_on_line(&self, offset: usize) -> bool {
        self.text[line_start(self.text, offset)..offset].chars().all(char::is_whitespace)
    }
}

/// Where the line that holds `offset` begins.
pub fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The white space that the line of `offset` begins with, up to `offset` at most.
pub fn indent_of_line(text: &str, offset: usize) -> &str {
    let line = &text[line_start(text, offset)..offset];
    let end = line.find(|c: char| c != ' ' && c != '\t').unwrap_or(line.len());
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_of_texts() {
        let two = Indent::Spaces(2);
        let cases = [
            ("", two, LineEnding::Lf, true),
            ("{ }", two, LineEnding::Lf, false),
            ("{\n  a = 1;\n}\n", two, LineEnding::Lf, true),
            ("{\n    a = 1;\n}\n", Indent::Spaces(4), LineEnding::Lf, true),
            ("{\n      a = {\n            b = 1;\n      };\n}\n", Indent::Spaces(6), LineEnding::Lf, true),
            ("{\n  a =\n      f {\n    b = 1;\n  };\n}\n", two, LineEnding::Lf, true),
            ("{\n\ta = 1;\n}\n", Indent::Tab, LineEnding::Lf, true),
            ("{\r\n  a = 1;\r\n}\r\n", two, LineEnding::CrLf, true),
            ("{\n  a = {\n    b = 1;\n    c = 2;\n  };\n}", two, LineEnding::Lf, false),
            // A stray tab or a lone \r\n does not turn the file.
            ("{\n  a = 1;\r\n  b = {\n\tc = 1;\n  };\n}\n", two, LineEnding::Lf, true),
        ];
        for (text, indent, line_ending, final_newline) in cases {
            let expected = FileStyle { indent, line_ending, final_newline };
            assert_eq!(FileStyle::of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines() {
        let text = "a\n  bc\n\tx y";
        assert_eq!(line_start(text, 0), 0);
        assert_eq!(line_start(text, 5), 2);
        assert_eq!(indent_of_line(text, 5), "  ");
        assert_eq!(indent_of_line(text, 3), " ");
        assert_eq!(indent_of_line(text, 10), "\t");
        let file = FileText::new(text);
        assert_eq!(file.column_at(10), "\t  ");
        assert!(file.is_first_on_line(4));
        assert!(!file.is_first_on_line(5));
    }
}
