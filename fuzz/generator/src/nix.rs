//! Nix as the generator has it: what a text means, not how it is written.

/// An expression.
#[derive(Debug, Clone)]
pub enum E {
    /// Names, selections of names, numbers, paths: written as they are.
    Raw(String),
    /// A string, without its quotes.
    Str(String),
    Set(Vec<B>),
    /// With `rec`.
    Rec(Vec<B>),
    List(Vec<E>),
    Let(Vec<B>, Box<E>),
    Fn(P, Box<E>),
    App(Box<E>, Vec<E>),
    With(Box<E>, Box<E>),
    Sel(Box<E>, String),
    Upd(Box<E>, Box<E>),
    /// Lists one behind the other.
    Cat(Box<E>, Box<E>),
    If(Box<E>, Box<E>, Box<E>),
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
    Set { names: Vec<String>, defaults: Vec<(String, E)>, open: bool, at: Option<String> },
}

impl E {
    pub fn raw(text: impl Into<String>) -> E {
        E::Raw(text.into())
    }

    pub fn str(text: impl Into<String>) -> E {
        E::Str(text.into())
    }

    pub fn call(self, args: Vec<E>) -> E {
        match self {
            E::App(function, first) => E::App(function, first.into_iter().chain(args).collect()),
            other => E::App(Box::new(other), args),
        }
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

    pub fn cat(self, right: E) -> E {
        E::Cat(Box::new(self), Box::new(right))
    }

    /// `if condition then self else other`
    pub fn only_if(self, condition: E, other: E) -> E {
        E::If(Box::new(condition), Box::new(self), Box::new(other))
    }

    /// With every text that is written as it is made another one.
    pub fn map_raw(self, f: &dyn Fn(String) -> String) -> E {
        let go = |e: Box<E>| Box::new(e.map_raw(f));
        let bind = |all: Vec<B>| {
            let one = |b| match b {
                B::Eq(name, e) => B::Eq(name, e.map_raw(f)),
                B::Inherit(from, names) => B::Inherit(from.map(|e| e.map_raw(f)), names),
            };
            all.into_iter().map(one).collect()
        };
        match self {
            E::Raw(text) => E::Raw(f(text)),
            E::Str(_) => self,
            E::Set(all) => E::Set(bind(all)),
            E::Rec(all) => E::Rec(bind(all)),
            E::List(all) => E::List(all.into_iter().map(|e| e.map_raw(f)).collect()),
            E::Let(all, body) => E::Let(bind(all), go(body)),
            E::Fn(p, body) => E::Fn(p, go(body)),
            E::App(function, args) => E::App(go(function), args.into_iter().map(|e| e.map_raw(f)).collect()),
            E::With(a, b) => E::With(go(a), go(b)),
            E::Sel(base, path) => E::Sel(go(base), path),
            E::Upd(a, b) => E::Upd(go(a), go(b)),
            E::Cat(a, b) => E::Cat(go(a), go(b)),
            E::If(a, b, c) => E::If(go(a), go(b), go(c)),
        }
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
            E::Str(_) | E::Set(_) | E::Rec(_) | E::List(_) | E::Sel(..) => true,
            _ => false,
        }
    }
}

impl B {
    pub fn eq(name: &str, value: E) -> B {
        B::Eq(name.to_owned(), value)
    }

    /// What it binds, or the first of that.
    pub fn name(&self) -> Option<&String> {
        match self {
            B::Eq(name, _) => Some(name),
            B::Inherit(_, names) => names.first(),
        }
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
        P::Set { names: names.iter().map(|n| (*n).to_owned()).collect(), defaults: Vec::new(), open: false, at: None }
    }

    /// With `...`.
    pub fn open(names: &[&str]) -> P {
        P::Set { names: names.iter().map(|n| (*n).to_owned()).collect(), defaults: Vec::new(), open: true, at: None }
    }

    /// With `...` and a name for all.
    pub fn whole(names: &[&str], at: &str) -> P {
        P::Set {
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            defaults: Vec::new(),
            open: true,
            at: Some(at.to_owned()),
        }
    }

    /// Itself, with one more name, which callers may leave out.
    pub fn or(self, name: &str, default: E) -> P {
        match self {
            P::Set { names, mut defaults, open, at } => {
                defaults.push((name.to_owned(), default));
                P::Set { names, defaults, open, at }
            }
            P::Name(_) => self,
        }
    }
}
