//! The calls that led to a piece of code, and how much of that is certain: how recursion over what is not known ends.
//!
//! A function that walks a tree stops where the tree does. Over a symbol no condition says where that is: every
//! undecided branch, and every element that stands for any number of others, is one *doubt* more. A lambda that is
//! reached again and again below itself, each time in more doubt than before, learns nothing new.

use std::rc::Rc;

use super::value::Loc;

/// Recursive calls of a lambda of the flake, each in more doubt than the one before.
const MAX_RECURSION: u16 = 3;

/// The same for the models: they call functions that call them, which is no recursion.
const MAX_MODEL_RECURSION: u16 = 6;

/// The same for calls of builders: configurations whose modules evaluate the configurations of a flake.
const MAX_CONFIGURATIONS: u16 = 1;

/// Calls further out are not looked at.
const MAX_LOOK: usize = 256;

/// The calls around some code, innermost first.
#[derive(Clone, Default)]
pub struct Chain(Option<Rc<Link>>);

struct Link {
    lambda: Option<Loc>,
    doubt: u32,
    recursion: u16,
    outer: Chain,
}

impl Chain {
    /// How much of this is not certain to happen.
    pub fn doubt(&self) -> u32 {
        self.0.as_ref().map_or(0, |l| l.doubt)
    }

    /// Whether a call of a lambda led here.
    pub fn has(&self, lambda: Loc) -> bool {
        self.links().take(MAX_LOOK).any(|l| l.lambda == Some(lambda))
    }

    /// The lambdas whose calls led here, innermost first.
    pub fn lambdas(&self) -> impl Iterator<Item = Loc> {
        self.links().take(MAX_LOOK).filter_map(|l| l.lambda)
    }

    /// The same, where it is not certain that this happens at all.
    pub fn doubted(&self) -> Chain {
        Chain(Some(Rc::new(Link { lambda: None, doubt: self.doubt() + 1, recursion: 0, outer: self.clone() })))
    }

    /// With one call more; None for one that recurses over what is not known.
    pub fn call(&self, lambda: Loc, model: bool) -> Option<Chain> {
        self.with(lambda, if model { MAX_MODEL_RECURSION } else { MAX_RECURSION })
    }

    /// Below a configuration that the call of a builder at `at` makes; None if it makes itself again and again.
    /// A plain `evalModules` has no reason to at all.
    pub fn configuration(&self, at: Loc, plain: bool) -> Option<Chain> {
        self.with(at, if plain { 0 } else { MAX_CONFIGURATIONS }).map(|c| c.doubted())
    }

    fn with(&self, lambda: Loc, max: u16) -> Option<Chain> {
        let doubt = self.doubt();
        let mut recursion = 0;
        if doubt > 0
            && let Some(earlier) = self.links().take(MAX_LOOK).find(|l| l.lambda == Some(lambda))
        {
            recursion = earlier.recursion + u16::from(earlier.doubt < doubt);
        }
        if recursion > max {
            return None;
        }
        Some(Chain(Some(Rc::new(Link { lambda: Some(lambda), doubt, recursion, outer: self.clone() }))))
    }

    fn links(&self) -> impl Iterator<Item = &Rc<Link>> {
        std::iter::successors(self.0.as_ref(), |l| l.outer.0.as_ref())
    }
}

impl Drop for Link {
    // A long chain is taken apart link by link: dropping it recursively would need as deep a stack.
    fn drop(&mut self) {
        let mut next = self.outer.0.take();
        while let Some(link) = next {
            next = Rc::try_unwrap(link).ok().and_then(|mut l| l.outer.0.take());
        }
    }
}
