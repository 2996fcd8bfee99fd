//! The edit set against a model that has a slot for every byte.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use nixinst::syntax::edit::{EditSet, TextEdit};

#[derive(Debug, Arbitrary)]
struct Input {
    text: String,
    edits: Vec<(u8, u8, u8)>,
    /// Where the first set ends and the second begins.
    cut: u8,
}

const TEXTS: [&str; 6] = ["", "a", "xyz", "\r\n", "ü", "{ }"];

/// Byte by byte: whether it is taken away, and what stands in front of it.
struct Model {
    taken: Vec<Option<(usize, usize, &'static str)>>,
    inserted: Vec<Vec<&'static str>>,
    replaced: Vec<(usize, usize, &'static str)>,
}

impl Model {
    fn new(length: usize) -> Model {
        Model { taken: vec![None; length], inserted: vec![Vec::new(); length + 1], replaced: Vec::new() }
    }

    /// Whether the edit has a place.
    fn push(&mut self, start: usize, end: usize, text: &'static str) -> bool {
        if start == end {
            // Inside of a replacement: the bytes on both sides are of the same one.
            let inside = start > 0 && start < self.taken.len() && self.taken[start].is_some();
            if text.is_empty() {
                return true;
            }
            if inside && self.taken[start] == self.taken[start - 1] {
                return false;
            }
            self.inserted[start].push(text);
            return true;
        }
        if self.replaced.contains(&(start, end, text)) {
            return true;
        }
        let within = (start + 1..end).any(|i| !self.inserted[i].is_empty());
        if within || self.taken[start..end].iter().any(Option::is_some) {
            return false;
        }
        self.taken[start..end].fill(Some((start, end, text)));
        self.replaced.push((start, end, text));
        true
    }

    fn apply(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for (i, byte) in text.bytes().enumerate() {
            self.inserted[i].iter().for_each(|t| out.extend(t.bytes()));
            match self.taken[i] {
                Some((start, _, new)) if start == i => out.extend(new.bytes()),
                Some(_) => {}
                None => out.push(byte),
            }
        }
        self.inserted[text.len()].iter().for_each(|t| out.extend(t.bytes()));
        out
    }
}

fuzz_target!(|input: Input| {
    let borders: Vec<usize> = (0..=input.text.len()).filter(|i| input.text.is_char_boundary(*i)).collect();
    let border = |n: u8| borders[usize::from(n) % borders.len()];
    let mut model = Model::new(input.text.len());
    let (mut first, mut second) = (EditSet::new(), EditSet::new());
    let mut whole = EditSet::new();
    let mut fits = true;
    for (i, (a, b, t)) in input.edits.iter().enumerate() {
        let (a, b) = (border(*a), border(*b));
        let (start, end) = (a.min(b), a.max(b));
        let text = TEXTS[usize::from(*t) % TEXTS.len()];
        let edit = TextEdit::replace(start..end, text);
        let before = whole.clone();
        let pushed = whole.push(edit.clone());
        assert_eq!(pushed.is_ok(), model.push(start, end, text), "{edit:?} on {before:?}");
        if pushed.is_err() {
            assert_eq!(whole, before, "a conflict changes nothing");
        }
        let part = if i < usize::from(input.cut) { &mut first } else { &mut second };
        fits &= pushed.is_ok();
        let _ = part.push(edit);
    }
    let edits: Vec<&TextEdit> = whole.iter().collect();
    for pair in edits.windows(2) {
        assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
    }
    let applied = whole.apply(&input.text);
    assert_eq!(applied.as_bytes(), model.apply(&input.text));
    if whole.is_empty() {
        assert_eq!(applied, input.text);
    }
    let before = first.clone();
    match first.union(second) {
        Ok(()) if fits => assert_eq!(first.apply(&input.text), applied),
        Ok(()) => {}
        Err(_) => {
            assert!(!fits, "parts of a set that fits do not");
            assert_eq!(first, before, "all or nothing");
        }
    }
});
