//! Interned identifiers: names compare and hash as one number.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use rustc_hash::FxHashMap;

/// An identifier or attribute name. Only meaningful in the thread that made it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u32);

#[derive(Default)]
struct Interner {
    map: FxHashMap<Rc<str>, u32>,
    names: Vec<Rc<str>>,
}

thread_local! {
    static INTERNER: RefCell<Interner> = RefCell::default();
}

impl Name {
    /// The name for `text`.
    pub fn new(text: &str) -> Name {
        INTERNER.with_borrow_mut(|i| {
            if let Some(&n) = i.map.get(text) {
                return Name(n);
            }
            let text: Rc<str> = text.into();
            let n = i.names.len() as u32;
            i.names.push(text.clone());
            i.map.insert(text, n);
            Name(n)
        })
    }

    /// Its text.
    pub fn text(self) -> Rc<str> {
        INTERNER.with_borrow(|i| i.names[self.0 as usize].clone())
    }

    /// Whether its text is `text`.
    pub fn is(self, text: &str) -> bool {
        INTERNER.with_borrow(|i| &*i.names[self.0 as usize] == text)
    }
}

/// A string literal of Nix that means `text`.
pub fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name::new(text)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_mean_their_text() {
        assert_eq!(literal("x86_64-linux"), "\"x86_64-linux\"");
        assert_eq!(literal("a\"b'c\\ ${d} $e\n\t"), r#""a\"b'c\\ \${d} $e\n\t""#);
    }
}
