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
