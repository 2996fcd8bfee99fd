//! What the parser can take: it has a limit for parentheses and the like, and none for what else makes trees deep.
//!
//! rnix counts how deep expressions are nested, up to 512, but neither lists nor `!` nor chains of operators, and what
//! works on the tree later recurses into all of them. It takes time by the square for deep lists (rowan hashes each
//! node once more whenever its table of nodes grows), and for `a.b.c…` (for each name it looks for a `/` far behind).

use rnix::{Root, SyntaxKind, tokenize};

/// How deep lists, and `!` and `-`, may be nested: what rnix has for everything else.
const MAX_NESTING: usize = 512;

/// How many levels operators and applications may make, one in the other.
const MAX_LEVELS: usize = 50_000;

/// How many characters may be looked at again in search of a path or a URI, and how many more for each byte. In common
/// files it is about one for each byte, in long rows of selections five.
const MAX_LOOKAHEAD: usize = 10_000_000;
const LOOKAHEAD_PER_BYTE: usize = 16;

/// Why a text is not parsed: a position, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMuch {
    pub offset: u32,
    pub message: &'static str,
}

/// A text as rnix has it, or why it is not parsed.
pub type Parsed = Result<rnix::Parse<Root>, TooMuch>;

/// Parses a text, unless its tree would be too deep for whatever looks at it.
pub fn parse(text: &str) -> Parsed {
    check(text)?;
    Ok(Root::parse(text))
}

fn check(text: &str) -> Result<(), TooMuch> {
    let glance = Glance::of(text.as_bytes());
    // A level takes two bytes at least.
    let long = text.len() / 2 > MAX_LEVELS;
    let nested = glance.lists > MAX_NESTING || glance.signs > MAX_NESTING;
    if !long && !nested && glance.lookahead <= MAX_LOOKAHEAD {
        return Ok(());
    }
    levels(text)
}

/// What can be said of a text without its tokens. Strings and comments count as if they were code.
#[derive(Default)]
struct Glance {
    /// The deepest list.
    lists: usize,
    /// The longest row of `!` and `-`.
    signs: usize,
    /// About how many characters the tokenizer looks at more than once.
    lookahead: usize,
}

impl Glance {
    fn of(text: &[u8]) -> Glance {
        let mut out = Glance::default();
        let (mut open, mut signs) = (0_usize, 0_usize);
        let (mut start, mut tokens) = (0, 0_usize);
        for (i, &byte) in text.iter().enumerate() {
            match byte {
                b'[' => open += 1,
                b']' => open = open.saturating_sub(1),
                _ => {}
            }
            out.lists = out.lists.max(open);
            match byte {
                b'!' | b'-' => signs += 1,
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ => signs = 0,
            }
            out.signs = out.signs.max(signs);
            match byte {
                b'.' | b'+' | b'-' | b'<' => tokens += 1,
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => continue,
                // A search path may have some, and nothing else goes on behind it.
                b'/' if tokens > 0 => continue,
                _ => {
                    out.lookahead += tokens * (i - start);
                    (start, tokens) = (i + 1, 0);
                }
            }
        }
        out.lookahead += tokens * (text.len() - start);
        out
    }
}

/// Characters that the tokenizer looks at for the sake of one token: as far as a path, a search path or a URI could go on.
#[derive(Default)]
struct Lookahead {
    /// Where names without a `/` end, and search paths.
    ends: [usize; 2],
    all: usize,
}

impl Lookahead {
    fn add(&mut self, text: &[u8], at: usize) {
        let search = text[at] == b'<';
        let end = &mut self.ends[usize::from(search)];
        let goes_on = |b: &u8| match b {
            b'<' | b'/' => search,
            _ => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'+' | b'-'),
        };
        if *end <= at {
            *end = at + text[at..].iter().take_while(|b| goes_on(b)).count();
        }
        self.all += *end - at;
    }
}

/// Something in brackets, or all of it.
#[derive(Default)]
struct Bracket {
    is_list: bool,
    /// Levels of the expression that is being read: its own, and the most below it.
    own: usize,
    below: usize,
    /// The most of those before it.
    before: usize,
}

impl Bracket {
    fn all(&self) -> usize {
        self.before.max(self.own + self.below)
    }

    fn next(&mut self) {
        self.before = self.all();
        (self.own, self.below) = (0, 0);
    }
}

// An upper bound of how deep the tree is. What rnix itself refuses need not be right.
fn levels(text: &str) -> Result<(), TooMuch> {
    use SyntaxKind as K;
    let mut offset = 0;
    let mut brackets = vec![Bracket::default()];
    let (mut lists, mut signs) = (0, 0);
    let mut lookahead = Lookahead::default();
    let enough = MAX_LOOKAHEAD + LOOKAHEAD_PER_BYTE * text.len();
    for (kind, token) in tokenize(text) {
        let at = offset;
        offset += token.len();
        let top = brackets.len() - 1;
        if !matches!(kind, K::TOKEN_WHITESPACE | K::TOKEN_COMMENT | K::TOKEN_STRING_CONTENT) {
            lookahead.add(text.as_bytes(), at);
        }
        if lookahead.all > enough {
            return Err(TooMuch { offset: at as u32, message: "it is too long without white space" });
        }
        match kind {
            K::TOKEN_WHITESPACE | K::TOKEN_COMMENT => continue,
            K::TOKEN_SEMICOLON | K::TOKEN_COMMA => brackets[top].next(),
            K::TOKEN_L_BRACK
            | K::TOKEN_L_PAREN
            | K::TOKEN_L_BRACE
            | K::TOKEN_INTERPOL_START
            | K::TOKEN_STRING_START => {
                let is_list = matches!(kind, K::TOKEN_L_BRACK | K::TOKEN_STRING_START);
                lists += usize::from(kind == K::TOKEN_L_BRACK);
                brackets.push(Bracket { is_list, ..Bracket::default() });
            }
            K::TOKEN_R_BRACK | K::TOKEN_R_PAREN | K::TOKEN_R_BRACE | K::TOKEN_INTERPOL_END | K::TOKEN_STRING_END => {
                lists -= usize::from(kind == K::TOKEN_R_BRACK && lists > 0);
                if top > 0 {
                    let inner = brackets.pop().map_or(0, |b| b.all());
                    let outer = &mut brackets[top - 1];
                    outer.below = outer.below.max(inner + 1);
                    outer.own += 1;
                    if outer.is_list {
                        outer.next();
                    }
                }
            }
            // Elements stand beside each other.
            _ if brackets[top].is_list => brackets[top].next(),
            _ => brackets[top].own += 1,
        }
        signs = if matches!(kind, K::TOKEN_INVERT | K::TOKEN_SUB) { signs + 1 } else { 0 };
        let deep = lists > MAX_NESTING || signs > MAX_NESTING || brackets[brackets.len() - 1].all() > MAX_LEVELS;
        if deep || brackets.len() > MAX_LEVELS {
            return Err(TooMuch { offset: at as u32, message: "it is nested too deeply" });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a stack as large as the program's.
    fn message(text: &str) -> Option<&'static str> {
        let text = text.to_owned();
        let work = move || parse(&text).err().map(|e| e.message);
        std::thread::Builder::new().stack_size(1 << 30).spawn(work).unwrap().join().unwrap()
    }

    #[test]
    fn what_is_deep_is_not_parsed() {
        let deep = Some("it is nested too deeply");
        for (open, inner, close) in [("[", "1", "]"), ("[ ( ", "1", ") ]"), ("!", "true", ""), ("- ", "1", "")] {
            let nested = |n: usize| format!("{}{inner}{}", open.repeat(n), close.repeat(n));
            assert_eq!(message(&nested(600)), deep, "{open}");
            assert_eq!(message(&nested(200)), None, "{open}");
        }
        for (item, inner) in [("1 + ", "1"), ("{ } // ", "{ }"), ("f ", "f"), ("[ ] ++ ", "[ ]"), ("a ? b && ", "1")] {
            assert_eq!(message(&format!("{}{inner}", item.repeat(120_000))), deep, "{item}");
            assert_eq!(message(&format!("{}{inner}", item.repeat(10_000))), None, "{item}");
        }
    }

    #[test]
    fn chains_in_chains_count_together() {
        let chain = "+ 1 ".repeat(15_000);
        let nested = |n: usize| format!("{}1{}", "(".repeat(n), format!("{chain})").repeat(n));
        assert_eq!(message(&nested(5)), Some("it is nested too deeply"));
        assert_eq!(message(&nested(1)), None);
        // One beside the other they do not.
        assert_eq!(message(&format!("[ {} ]", format!("(1{chain})").repeat(9))), None);
        assert_eq!(message(&format!("{{ {} }}", format!("a = 1{chain}; ").repeat(9))), None);
    }

    #[test]
    fn what_is_long_is_parsed() {
        for text in [
            format!("[ {} ]", "1 ".repeat(300_000)),
            format!("[ {} ]", "{ a = 1; } ".repeat(100_000)),
            format!("{{ {} }}", "inherit (x) a; ".repeat(50_000)),
            format!("\"{}\"", "[".repeat(300_000)),
            format!("# {}\n1", "-".repeat(300_000)),
            format!("\"{}\"", "${x} ".repeat(100_000)),
            format!("\"{}\"", "aGk+/".repeat(300_000)),
        ] {
            assert_eq!(message(&text), None, "{}", &text[..20]);
        }
    }

    #[test]
    fn names_without_space_between_take_time() {
        let long = Some("it is too long without white space");
        for item in [".a", "+a", "<a", "<a/b"] {
            assert_eq!(message(&format!("x{}", item.repeat(50_000))), long, "{item}");
            assert_eq!(message(&format!("x{}", item.repeat(1_000))), None, "{item}");
        }
    }
}
