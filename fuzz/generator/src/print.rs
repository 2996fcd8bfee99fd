//! How a text is written: layout, commas, comments wherever white space may stand.

use arbitrary::{Result, Unstructured};

use crate::nix::{B, E, P};

/// Where lines break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One binding a line, `{` of a value on the line of its name.
    Broken,
    /// Lists and small sets on one line.
    Compact,
    /// The whole file in one line.
    OneLine,
    /// Line breaks and spaces where nobody would write them.
    Messy,
}

/// How the files of one flake are written.
#[derive(Debug, Clone)]
pub struct Style {
    layout: Layout,
    unit: &'static str,
    leading_commas: bool,
    /// `inputs@{ … }` and not `{ … }@inputs`.
    at_first: bool,
    spaced_at: bool,
    tight_braces: bool,
    /// Of a hundred gaps, how many get a comment.
    comments: u8,
    crlf: bool,
    final_newline: bool,
    head_on_line: bool,
}

impl Style {
    /// As most people write, without comments: to look at a flake.
    pub fn plain() -> Style {
        Style {
            layout: Layout::Broken,
            unit: "  ",
            leading_commas: false,
            at_first: false,
            spaced_at: false,
            tight_braces: false,
            comments: 0,
            crlf: false,
            final_newline: true,
            head_on_line: false,
        }
    }

    /// Any style.
    pub fn any(u: &mut Unstructured) -> Result<Style> {
        Ok(Style {
            layout: *u.choose(&[Layout::Broken, Layout::Compact, Layout::Broken, Layout::OneLine, Layout::Messy])?,
            unit: u.choose(&["  ", "  ", "    ", "\t"])?,
            leading_commas: u.ratio(1, 4)?,
            at_first: u.arbitrary()?,
            spaced_at: u.arbitrary()?,
            tight_braces: u.arbitrary()?,
            comments: *u.choose(&[0, 3, 10, 40])?,
            crlf: u.ratio(1, 6)?,
            final_newline: u.ratio(5, 6)?,
            head_on_line: u.arbitrary()?,
        })
    }
}

const WORDS: [&str; 10] = [
    "keep me",
    "größe in µm, naïve",
    "日本語のコメント",
    "🦀 emoji, a\u{301} combining",
    "pkgs = import inputs.nixpkgs { };",
    "unbalanced { [ ( \" '' ${",
    "TODO: later",
    "",
    "----------",
    "http://example.org/a?b=c",
];

/// One file.
pub struct Printer<'p, 'u> {
    u: &'p mut Unstructured<'u>,
    style: &'p Style,
    out: String,
    depth: usize,
    /// Of all files, so that every comment is another one.
    count: &'p mut usize,
}

impl<'p, 'u> Printer<'p, 'u> {
    /// The text of a file.
    pub fn file(e: &E, style: &'p Style, count: &'p mut usize, u: &'p mut Unstructured<'u>) -> Result<String> {
        let mut p = Printer { u, style, out: String::new(), depth: 0, count };
        p.none()?;
        p.expr(e)?;
        if p.style.layout != Layout::OneLine {
            p.trailing()?;
        }
        let mut text = p.out.trim_end().to_owned();
        // A comment's line needs its end, or the next line would be a part of it.
        if style.final_newline {
            text.push('\n');
        }
        Ok(if style.crlf { text.replace('\n', "\r\n") } else { text })
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn newline(&mut self) {
        let end = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out.push_str(&self.style.unit.repeat(self.depth));
    }

    fn word(&mut self) -> Result<String> {
        *self.count += 1;
        let word = self.u.choose(&WORDS)?;
        Ok(format!("c{} {word}", self.count).trim_end().to_owned())
    }

    fn wants_comment(&mut self) -> Result<bool> {
        let rate = self.style.comments;
        Ok(rate > 0 && !self.u.is_empty() && self.u.ratio(rate, 100)?)
    }

    // On one line with what follows, white space around it.
    fn block(&mut self) -> Result<()> {
        let word = self.word()?;
        let long = self.style.layout != Layout::OneLine && self.u.ratio(1, 5)?;
        // Behind a path it would be more of it.
        if self.out.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains('/')) {
            self.put(" ");
        }
        let text = if long { format!("/* {word}\n  second line\n*/") } else { format!("/* {word} */") };
        self.put(&text);
        Ok(())
    }

    fn line(&mut self) -> Result<()> {
        let word = self.word()?;
        self.put(&format!("# {word}"));
        Ok(())
    }

    fn trailing(&mut self) -> Result<()> {
        if self.wants_comment()? {
            self.put(" ");
            self.line()?;
        }
        Ok(())
    }

    /// Where nobody writes anything.
    fn none(&mut self) -> Result<()> {
        if self.style.layout == Layout::Messy && self.u.ratio(1, 8)? {
            self.out.push_str(self.u.choose(&[" ", "  ", "\t"])?);
        }
        if self.wants_comment()? && self.u.ratio(1, 3)? {
            self.comment_here()?;
        }
        Ok(())
    }

    /// Where a space stands.
    fn space(&mut self) -> Result<()> {
        if self.style.layout == Layout::Messy && self.u.ratio(1, 5)? {
            self.newline();
        } else if !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
        if self.wants_comment()? {
            self.comment_here()?;
        }
        Ok(())
    }

    fn comment_here(&mut self) -> Result<()> {
        if self.style.layout == Layout::OneLine || self.u.arbitrary()? {
            self.block()?;
            self.put(" ");
        } else {
            self.line()?;
            self.newline();
        }
        Ok(())
    }

    /// Where a line ends.
    fn end(&mut self) -> Result<()> {
        if self.style.layout == Layout::OneLine {
            return self.space();
        }
        self.trailing()?;
        self.newline();
        if self.u.ratio(1, 12)? {
            self.newline();
        }
        if self.wants_comment()? {
            if self.u.ratio(2, 3)? {
                self.line()?;
            } else {
                self.block()?;
            }
            self.newline();
        }
        Ok(())
    }

    fn gap(&mut self, broken: bool) -> Result<()> {
        if broken { self.end() } else { self.space() }
    }

    fn broken(&mut self, parts: usize) -> Result<bool> {
        Ok(match self.style.layout {
            Layout::OneLine => false,
            Layout::Broken => parts > 1 || self.u.ratio(1, 4)?,
            Layout::Compact => parts > 2,
            Layout::Messy => self.u.arbitrary()?,
        })
    }

    fn expr(&mut self, e: &E) -> Result<()> {
        match e {
            E::Raw(text) => self.put(text),
            E::Str(text) => self.put(&format!("\"{text}\"")),
            E::Set(bindings) if bindings.is_empty() => {
                self.put("{");
                self.space()?;
                self.put("}");
            }
            E::Set(bindings) => {
                let parts = bindings.iter().map(|b| if weight(b) { 2 } else { 1 }).sum();
                let broken = self.broken(parts)?;
                self.enclosed("{", "}", broken, bindings.len(), |p, i| p.binding(&bindings[i]))?;
            }
            E::Rec(bindings) => {
                self.put("rec");
                self.space()?;
                self.expr(&E::Set(bindings.clone()))?;
            }
            E::List(items) if items.is_empty() => self.put("[ ]"),
            E::List(items) => {
                let broken = self.broken(items.len())?;
                self.enclosed("[", "]", broken, items.len(), |p, i| p.atom(&items[i]))?;
            }
            E::Let(bindings, body) => self.let_in(bindings, body)?,
            E::Fn(param, body) => {
                self.param(param)?;
                self.none()?;
                self.put(":");
                let nested = matches!(**body, E::Fn(..) | E::Raw(_) | E::App(..));
                let broken = !nested && self.style.head_on_line && self.broken(2)?;
                self.gap(broken)?;
                self.expr(body)?;
            }
            E::App(function, args) => {
                self.atom(function)?;
                for arg in args {
                    self.space()?;
                    self.atom(arg)?;
                }
            }
            E::With(namespace, body) => {
                self.put("with");
                self.space()?;
                self.expr(namespace)?;
                self.none()?;
                self.put(";");
                self.space()?;
                self.expr(body)?;
            }
            E::Sel(base, path) => {
                self.atom(base)?;
                self.put(&format!(".{path}"));
            }
            E::Upd(left, right) => self.operator(left, "//", right)?,
            E::Cat(left, right) => self.operator(left, "++", right)?,
            E::If(condition, yes, no) => {
                for (word, e) in [("if", condition), ("then", yes), ("else", no)] {
                    if word != "if" {
                        self.space()?;
                    }
                    self.put(word);
                    self.space()?;
                    self.expr(e)?;
                }
            }
        }
        Ok(())
    }

    fn parens(&mut self, e: &E) -> Result<()> {
        self.put("(");
        self.none()?;
        self.expr(e)?;
        self.none()?;
        self.put(")");
        Ok(())
    }

    fn atom(&mut self, e: &E) -> Result<()> {
        if e.is_atom() { self.expr(e) } else { self.parens(e) }
    }

    fn operator(&mut self, left: &E, word: &str, right: &E) -> Result<()> {
        self.operand(word, left)?;
        self.space()?;
        self.put(word);
        self.space()?;
        self.operand(word, right)
    }

    fn operand(&mut self, word: &str, e: &E) -> Result<()> {
        match e {
            E::App(..) => self.expr(e),
            E::Upd(..) if word == "//" => self.expr(e),
            E::Cat(..) if word == "++" => self.expr(e),
            _ => self.atom(e),
        }
    }

    fn enclosed(
        &mut self,
        open: &str,
        close: &str,
        broken: bool,
        n: usize,
        mut item: impl FnMut(&mut Self, usize) -> Result<()>,
    ) -> Result<()> {
        let tight = self.style.tight_braces && !broken && self.style.layout == Layout::Compact;
        self.put(open);
        self.depth += 1;
        for i in 0..n {
            if i == 0 && tight {
                self.none()?;
            } else {
                self.gap(broken)?;
            }
            item(self, i)?;
        }
        self.depth -= 1;
        if tight {
            self.none()?;
        } else {
            self.gap(broken)?;
        }
        self.put(close);
        Ok(())
    }

    fn let_in(&mut self, bindings: &[B], body: &E) -> Result<()> {
        let broken = self.style.layout == Layout::Broken || self.broken(3)?;
        self.put("let");
        self.depth += 1;
        for b in bindings {
            self.gap(broken)?;
            self.binding(b)?;
        }
        self.depth -= 1;
        self.gap(broken)?;
        self.put("in");
        let same_line = !self.style.head_on_line || !broken;
        self.gap(!same_line)?;
        self.expr(body)
    }

    fn binding(&mut self, b: &B) -> Result<()> {
        match b {
            B::Eq(name, value) => {
                self.put(name);
                self.space()?;
                self.put("=");
                let own_line = matches!(value, E::Fn(..) | E::Let(..) | E::With(..))
                    && self.style.layout == Layout::Broken
                    && self.style.head_on_line;
                self.depth += usize::from(own_line);
                self.gap(own_line)?;
                self.expr(value)?;
                self.depth -= usize::from(own_line);
            }
            B::Inherit(from, names) => {
                self.put("inherit");
                if let Some(from) = from {
                    self.space()?;
                    self.parens(from)?;
                }
                for name in names {
                    self.space()?;
                    self.put(name);
                }
            }
        }
        self.none()?;
        self.put(";");
        Ok(())
    }

    fn at(&mut self, first: bool, name: &str) -> Result<()> {
        let space = if self.style.spaced_at { " " } else { "" };
        self.put(&if first { format!("{name}{space}@{space}") } else { format!("{space}@{space}{name}") });
        Ok(())
    }

    fn param(&mut self, param: &P) -> Result<()> {
        let P::Set { names, defaults, open, at } = param else {
            let P::Name(name) = param else { return Ok(()) };
            self.put(name);
            return Ok(());
        };
        if let (Some(name), true) = (at, self.style.at_first) {
            self.at(true, name)?;
        }
        let mut all: Vec<(&str, Option<&E>)> = names.iter().map(|n| (n.as_str(), None)).collect();
        all.extend(defaults.iter().map(|(n, e)| (n.as_str(), Some(e))));
        if *open {
            all.push(("...", None));
        }
        let broken = self.style.layout != Layout::OneLine
            && match self.style.layout {
                Layout::Compact => all.len() > 4,
                _ => !all.is_empty() && self.u.ratio(all.len().min(8) as u8, 8)?,
            };
        self.formals(&all, broken)?;
        if let (Some(name), false) = (at, self.style.at_first) {
            self.at(false, name)?;
        }
        Ok(())
    }

    fn formal(&mut self, (name, default): (&str, Option<&E>)) -> Result<()> {
        self.put(name);
        if let Some(e) = default {
            self.space()?;
            self.put("?");
            self.space()?;
            self.expr(e)?;
        }
        Ok(())
    }

    fn formals(&mut self, all: &[(&str, Option<&E>)], broken: bool) -> Result<()> {
        self.put("{");
        if broken && self.style.leading_commas {
            for (i, name) in all.iter().enumerate() {
                if i > 0 {
                    self.end()?;
                    self.put(",");
                }
                self.space()?;
                self.formal(*name)?;
            }
            self.end()?;
        } else {
            self.depth += 1;
            for (i, name) in all.iter().enumerate() {
                self.gap(broken)?;
                self.formal(*name)?;
                self.none()?;
                if i + 1 < all.len() || (broken && name.0 != "...") {
                    self.put(",");
                }
            }
            self.depth -= 1;
            self.gap(broken)?;
        }
        self.put("}");
        Ok(())
    }
}

// Whether a binding's value has parts of its own.
fn weight(b: &B) -> bool {
    matches!(b, B::Eq(_, E::Set(_) | E::Fn(..) | E::Let(..) | E::App(..) | E::Upd(..)))
}
