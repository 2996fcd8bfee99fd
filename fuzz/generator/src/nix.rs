//! Nix as the generator has it: what a text means, not how it is written.

/// An expression.
#[derive(Debug, Clone)]
pub enum E {
    /// Names, selections of names, numbers, paths: written as they are.
    Raw(String),
    /// A string, without its quotes.
    Str(String),
    Set(Vec<B>),
    List(Vec<E>),
    Let(Vec<B>, Box<E>),
    Fn(P, Box<E>),
    App(Box<E>, Vec<E>),
    With(Box<E>, Box<E>),
    Sel(Box<E>, String),
    Upd(Box<E>, Box<E>),
}

/// A binding of a set or a `let`.
#[derive(Debug, Clone)]
pub enum B {
    Eq(String, E),
    Inherit(Option<E>, Vec<String>),
}

/// What a lambda takes.
#[derive(Debug, Clone)]
pub enum P {
    Name(String),
    Set { names: Vec<String>, open: bool, at: Option<String> },
}

impl E {
    pub fn raw(text: impl Into<String>) -> E {
        E::Raw(text.into())
    }

    pub fn str(text: impl Into<String>) -> E {
        E::Str(text.into())
    }

    pub fn call(self, args: Vec<E>) -> E {
        E::App(Box::new(self), args)
    }

    pub fn sel(self, path: &str) -> E {
        E::Sel(Box::new(self), path.to_owned())
    }

    pub fn update(self, right: E) -> E {
        E::Upd(Box::new(self), Box::new(right))
    }

    pub fn with(self, body: E) -> E {
        E::With(Box::new(self), Box::new(body))
    }

    /// Itself, where there is nothing to bind.
    pub fn below(self, bindings: Vec<B>) -> E {
        if bindings.is_empty() { self } else { E::Let(bindings, Box::new(self)) }
    }

    pub fn lambda(self, param: P) -> E {
        E::Fn(param, Box::new(self))
    }

    /// Whether it can be an argument, an element or the base of a selection without parentheses.
    pub fn is_atom(&self) -> bool {
        match self {
            E::Raw(text) => !text.contains(' '),
            E::Str(_) | E::Set(_) | E::List(_) | E::Sel(..) => true,
            _ => false,
        }
    }
}

impl B {
    pub fn eq(name: &str, value: E) -> B {
        B::Eq(name.to_owned(), value)
    }

    pub fn inherit(names: &[&str]) -> B {
        B::Inherit(None, names.iter().map(|n| (*n).to_owned()).collect())
    }

    pub fn inherit_from(from: E, names: &[&str]) -> B {
        B::Inherit(Some(from), names.iter().map(|n| (*n).to_owned()).collect())
    }
}

impl P {
    pub fn name(name: &str) -> P {
        P::Name(name.to_owned())
    }

    pub fn set(names: &[&str]) -> P {
        P::Set { names: names.iter().map(|n| (*n).to_owned()).collect(), open: false, at: None }
    }

    /// With `...`.
    pub fn open(names: &[&str]) -> P {
        P::Set { names: names.iter().map(|n| (*n).to_owned()).collect(), open: true, at: None }
    }

    /// With `...` and a name for all.
    pub fn whole(names: &[&str], at: &str) -> P {
        P::Set { names: names.iter().map(|n| (*n).to_owned()).collect(), open: true, at: Some(at.to_owned()) }
    }
}
