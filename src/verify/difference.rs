//! Where two derivations first differ.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::derivation::{Derivation, name_of};

/// Differences that are told of; the others are counted.
pub const SHOWN: usize = 3;

/// Tokens of a text that are shown, of each side.
const TOKENS: usize = 4;

/// Characters of one token.
const WIDTH: usize = 100;

/// Two derivations.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// They differ in nothing but the text of the flake itself, which they contain.
    ButForSource,
    Different(Differences),
    /// A derivation can't be read: which, and why.
    Unreadable(String),
}

/// The first differences on the ways down.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Differences {
    /// Those nearest to the top, at most [`SHOWN`].
    pub first: Vec<Difference>,
    /// How many more derivations differ by themselves as near.
    pub more: usize,
}

/// A derivation that differs by itself, not only in what it is made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Names of the derivations from the top to it.
    pub way: Vec<String>,
    /// Its parts that differ.
    pub parts: Vec<Part>,
}

/// A part of a derivation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// `system`, `builder`, `args`, `sources`, or a variable of the environment.
    pub name: String,
    /// What only the first side has.
    pub before: Vec<String>,
    /// What only the second side has.
    pub after: Vec<String>,
}

/// Compares derivations of two sides of a flake.
pub struct Differ {
    read: FxHashMap<String, Rc<Derivation>>,
    nodes: FxHashMap<(String, String), Rc<Node>>,
    /// The store paths of the flake itself.
    flakes: [Option<String>; 2],
    /// `/nix/store/`
    store: String,
}

struct Node {
    parts: Vec<Part>,
    /// Inputs that are not the same path, in pairs.
    inputs: Vec<(String, String)>,
    equal: bool,
}

type Read<T> = Result<T, String>;

impl Differ {
    /// `flakes`: where the two sides' own files are in the store.
    pub fn new(flakes: [Option<String>; 2]) -> Differ {
        Differ { read: FxHashMap::default(), nodes: FxHashMap::default(), flakes, store: String::new() }
    }

    /// Compares two derivations that are not the same path.
    pub fn compare(&mut self, before: &str, after: &str) -> Compared {
        self.store = before.rsplit_once('/').map_or(String::new(), |(store, _)| format!("{store}/"));
        match self.node(before, after) {
            Err(why) => Compared::Unreadable(why),
            Ok(node) if node.equal => Compared::ButForSource,
            Ok(_) => Compared::Different(self.first(before, after)),
        }
    }

    // From the top, breadth first; what differs by itself is not gone below.
    fn first(&self, before: &str, after: &str) -> Differences {
        let mut out = Differences::default();
        let top = (before.to_owned(), after.to_owned());
        let mut seen: FxHashSet<(String, String)> = FxHashSet::default();
        let mut queue = VecDeque::from([(top, Vec::new())]);
        while let Some((pair, mut way)) = queue.pop_front() {
            let Some(node) = self.nodes.get(&pair) else { continue };
            if node.equal || !seen.insert(pair.clone()) {
                continue;
            }
            way.push(name_of(&pair.0).to_owned());
            if node.parts.is_empty() {
                queue.extend(node.inputs.iter().map(|p| (p.clone(), way.clone())));
            } else if out.first.len() < SHOWN {
                out.first.push(Difference { way, parts: node.parts.clone() });
            } else {
                out.more += 1;
            }
        }
        out
    }

    fn derivation(&mut self, path: &str) -> Read<Rc<Derivation>> {
        if let Some(d) = self.read.get(path) {
            return Ok(d.clone());
        }
        let bytes = fs::read(path).map_err(|e| format!("{path}: {e}"))?;
        let d = Derivation::parse(&String::from_utf8_lossy(&bytes));
        let d = Rc::new(d.ok_or_else(|| format!("{path} is of an unknown kind"))?);
        self.read.insert(path.to_owned(), d.clone());
        Ok(d)
    }

    fn node(&mut self, before: &str, after: &str) -> Read<Rc<Node>> {
        let key = (before.to_owned(), after.to_owned());
        if let Some(node) = self.nodes.get(&key) {
            return Ok(node.clone());
        }
        let (a, b) = (self.derivation(before)?, self.derivation(after)?);
        let inputs = self.pairs(&a, &b)?;
        let words = [self.words(&a, &inputs, 0)?, self.words(&b, &inputs, 1)?];
        let parts = parts(&a, &b, &words);
        let inputs: Vec<_> = inputs.into_iter().filter(|(x, y)| x != y).collect();
        let mut equal = parts.is_empty() && a.inputs.len() == b.inputs.len();
        // What differs by itself is told of, whatever it is made from.
        if equal {
            for (x, y) in &inputs {
                equal &= self.node(x, y)?.equal;
            }
        }
        let node = Rc::new(Node { parts, inputs, equal });
        self.nodes.insert(key, node.clone());
        Ok(node)
    }

    // Inputs that stand for each other: the same path, else the same name; of several of one name those that are equal.
    fn pairs(&mut self, a: &Derivation, b: &Derivation) -> Read<Vec<(String, String)>> {
        let mut left: Vec<&String> = b.inputs.keys().collect();
        let mut out = Vec::new();
        let mut rest = Vec::new();
        for x in a.inputs.keys() {
            match left.iter().position(|y| *y == x) {
                Some(i) => out.push((x.clone(), left.remove(i).clone())),
                None => rest.push(x),
            }
        }
        let mut unequal = Vec::new();
        for x in rest {
            let mut same = None;
            let named: Vec<usize> = (0..left.len()).filter(|i| name_of(left[*i]) == name_of(x)).collect();
            if named.len() > 1 {
                for i in named {
                    if self.node(x, left[i])?.equal {
                        same = Some(i);
                        break;
                    }
                }
            }
            match same {
                Some(i) => out.push((x.clone(), left.remove(i).clone())),
                None => unequal.push(x),
            }
        }
        for x in unequal {
            if let Some(i) = left.iter().position(|y| name_of(y) == name_of(x)) {
                out.push((x.clone(), left.remove(i).clone()));
            }
        }
        Ok(out)
    }

    // What store paths are called in both texts, by their hashes: the path and its word.
    fn words(&mut self, d: &Derivation, pairs: &[(String, String)], side: usize) -> Read<Words> {
        let mut of: FxHashMap<String, (String, String)> = FxHashMap::default();
        let mut add = |path: &str, word: String| {
            if let Some(hash) = hash_of(path) {
                of.insert(hash.to_owned(), (path.to_owned(), word));
            }
        };
        for (n, (x, y)) in pairs.iter().enumerate() {
            let path = if side == 0 { x } else { y };
            add(path, format!("«{}#{n}»", name_of(path)));
            for (output, at) in &self.derivation(path)?.outputs {
                add(at, format!("«{}#{n}:{output}»", name_of(path)));
            }
        }
        for (output, at) in &d.outputs {
            add(at, format!("«this:{output}»"));
        }
        if let Some(flake) = &self.flakes[side] {
            add(flake, "«flake»".to_owned());
        }
        Ok(Words { store: self.store.clone(), of })
    }
}

/// The paths that have a word, by hash.
struct Words {
    /// `/nix/store/`
    store: String,
    of: FxHashMap<String, (String, String)>,
}

impl Words {
    /// A text with words for the paths.
    fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(&self.store) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let hash = rest.get(self.store.len()..self.store.len() + 32);
            let known = hash.and_then(|h| self.of.get(h)).filter(|(path, _)| rest.starts_with(path.as_str()));
            match known {
                Some((path, word)) => {
                    out.push_str(word);
                    rest = &rest[path.len()..];
                }
                None => {
                    out.push_str(&self.store);
                    rest = &rest[self.store.len()..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

fn hash_of(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.get(..32)
}

// What differs in two derivations besides what they are made from.
fn parts(a: &Derivation, b: &Derivation, words: &[Words; 2]) -> Vec<Part> {
    let sides = [fields(a, &words[0]), fields(b, &words[1])];
    let names: BTreeSet<&(u8, String)> = sides.iter().flat_map(BTreeMap::keys).collect();
    let mut out: Vec<Part> = Vec::new();
    for name in names {
        let [x, y] = [0, 1].map(|side| sides[side].get(name).map_or("", String::as_str));
        if x != y {
            let (before, after) = tokens(x, y);
            out.push(Part { name: name.1.clone(), before, after });
        }
    }
    // The environment says the system and the builder once more, and most often what inputs are for.
    let mut seen = BTreeSet::new();
    out.retain(|p| seen.insert(p.name.clone()));
    if out.iter().any(|p| p.name != "inputs") {
        out.retain(|p| p.name != "inputs");
    }
    out
}

// Everything of a derivation, as texts; the number keeps what is not the environment in front.
fn fields(d: &Derivation, words: &Words) -> BTreeMap<(u8, String), String> {
    let mut sources: Vec<String> = d.sources.iter().map(|s| words.apply(s)).collect();
    sources.sort();
    let made_by = |p: &&String| hash_of(p).is_none_or(|h| !words.of.contains_key(h));
    let strangers: Vec<&str> = d.inputs.keys().filter(made_by).map(|p| name_of(p)).collect();
    let own = [
        ("system", d.system.clone()),
        ("builder", words.apply(&d.builder)),
        ("args", words.apply(&d.args.join("\u{1f}"))),
        ("sources", sources.join(" ")),
        ("inputs", strangers.join(" ")),
    ];
    let own = own.into_iter().map(|(name, text)| ((0, name.to_owned()), text));
    own.chain(d.env.iter().map(|(name, text)| ((1, name.clone()), words.apply(text)))).collect()
}

// The words that only one of two texts has; where they have the same ones, the texts from where they part.
fn tokens(x: &str, y: &str) -> (Vec<String>, Vec<String>) {
    let split = |text: &str| -> Vec<String> {
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '[' | ']' | '{' | '}' | '\u{1f}');
        text.split(end).filter(|t| !t.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (split(x), split(y));
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        let b: FxHashSet<&String> = b.iter().collect();
        let mut out: Vec<String> = a.iter().filter(|t| !b.contains(t)).map(|t| shown(t)).collect();
        out.dedup();
        let more = out.len().saturating_sub(TOKENS);
        out.truncate(TOKENS);
        if more > 0 {
            out.push(format!("and {more} more"));
        }
        out
    };
    let (before, after) = (only(&a, &b), only(&b, &a));
    if !before.is_empty() || !after.is_empty() {
        return (before, after);
    }
    // The order, or how often.
    let same = a.iter().zip(&b).take_while(|(p, q)| p == q).count();
    let from = |t: &[String]| t[same.min(t.len())..].iter().take(TOKENS).map(|t| shown(t)).collect::<Vec<_>>();
    let (before, after) = (from(&a), from(&b));
    match before == after {
        true => (vec![shown(x)], vec![shown(y)]),
        false => (vec![before.join(" ")], vec![after.join(" ")]),
    }
}

// A token without the hashes of store paths and without our numbers, not too long.
fn shown(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    for (i, piece) in token.split(['«', '»']).enumerate() {
        // Our words stand between the signs: `zlib-1.3.1#4:dev`.
        match piece.split_once('#').filter(|_| i % 2 == 1) {
            Some((name, rest)) => {
                out.push_str(name);
                out.push_str(rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end_matches(":out"));
            }
            None => out.push_str(piece),
        }
    }
    while let Some(at) = out.find("/store/") {
        let start = out[..at].rfind(|c: char| c.is_whitespace() || "=:'".contains(c)).map_or(0, |i| i + 1);
        let end = (at + "/store/".len() + 33).min(out.len());
        if !out.is_char_boundary(end) {
            break;
        }
        out.replace_range(start..end, "");
    }
    match out.char_indices().nth(WIDTH) {
        Some((i, _)) => format!("{}…", &out[..i]),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0123456789abcdfghijklmnpqrsvwxyz";
    const B: &str = "1123456789abcdfghijklmnpqrsvwxyz";
    const C: &str = "2123456789abcdfghijklmnpqrsvwxyz";
    const D: &str = "3123456789abcdfghijklmnpqrsvwxyz";
    const FLAKES: [&str; 2] = ["4123456789abcdfghijklmnpqrsvwxyz", "5123456789abcdfghijklmnpqrsvwxyz"];

    /// A derivation's hash, name, inputs, and one variable.
    type Made<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

    /// Derivations of a store in a folder.
    fn store(of: &[Made]) -> (tempfile::TempDir, String) {
        let dir = tempfile::tempdir().unwrap();
        let store = format!("{}/store", dir.path().display());
        fs::create_dir(&store).unwrap();
        for (hash, name, inputs, flags) in of {
            let made: Vec<String> =
                inputs.iter().map(|(h, n)| format!("(\"{store}/{h}-{n}.drv\",[\"out\"])")).collect();
            let used: Vec<String> = inputs.iter().map(|(h, n)| format!("{store}/{h}-{n}")).collect();
            let text = format!(
                "Derive([(\"out\",\"{store}/{hash}-{name}\",\"\",\"\")],[{}],[],\"x86_64-linux\",\"/bin/sh\",[],[(\"flags\",\"{flags}\"),(\"inputs\",\"{}\"),(\"out\",\"{store}/{hash}-{name}\")])",
                made.join(","),
                used.join(" ")
            );
            fs::write(format!("{store}/{hash}-{name}.drv"), text).unwrap();
        }
        (dir, store)
    }

    fn compared(store: &str, x: &str, y: &str) -> Compared {
        let flakes = FLAKES.map(|h| Some(format!("{store}/{h}-source")));
        Differ::new(flakes).compare(&format!("{store}/{x}.drv"), &format!("{store}/{y}.drv"))
    }

    #[test]
    fn the_first_difference_is_found_below() {
        let (_dir, s) = store(&[
            (A, "top", &[(C, "lib")], ""),
            (B, "top", &[(D, "lib")], ""),
            (C, "lib", &[], "--one --both"),
            (D, "lib", &[], "--both --two"),
        ]);
        let Compared::Different(found) = compared(&s, &format!("{A}-top"), &format!("{B}-top")) else { panic!() };
        let part = Part { name: "flags".into(), before: vec!["--one".into()], after: vec!["--two".into()] };
        assert_eq!(found.first, [Difference { way: vec!["top".into(), "lib".into()], parts: vec![part] }]);
        assert_eq!(found.more, 0);
    }

    #[test]
    fn an_order_is_a_difference() {
        let (_dir, s) = store(&[(A, "top", &[], "one two"), (B, "top", &[], "two one")]);
        let Compared::Different(found) = compared(&s, &format!("{A}-top"), &format!("{B}-top")) else { panic!() };
        assert_eq!(found.first[0].parts[0].before, ["one two"]);
    }

    #[test]
    fn another_version_is_told_of_where_it_is_used() {
        let (_dir, s) = store(&[
            (A, "top", &[(C, "lib-1")], ""),
            (B, "top", &[(D, "lib-2")], ""),
            (C, "lib-1", &[], ""),
            (D, "lib-2", &[], ""),
        ]);
        let Compared::Different(found) = compared(&s, &format!("{A}-top"), &format!("{B}-top")) else { panic!() };
        assert_eq!(found.first[0].way, ["top"]);
        assert_eq!(
            (&found.first[0].parts[0].before, &found.first[0].parts[0].after),
            (&vec!["lib-1".to_owned()], &vec!["lib-2".to_owned()])
        );
    }

    #[test]
    fn the_text_of_the_flake_is_no_difference() {
        let (_dir, s) = store(&[]);
        for (hash, name, flake) in [(A, "top", FLAKES[0]), (B, "top", FLAKES[1])] {
            let text = format!(
                "Derive([(\"out\",\"{s}/{hash}-{name}\",\"\",\"\")],[],[\"{s}/{flake}-source\"],\"x\",\"b\",[],[(\"src\",\"{s}/{flake}-source/etc\")])"
            );
            fs::write(format!("{s}/{hash}-{name}.drv"), text).unwrap();
        }
        assert_eq!(compared(&s, &format!("{A}-top"), &format!("{B}-top")), Compared::ButForSource);
    }

    #[test]
    fn inputs_that_change_places_are_a_difference() {
        let (_dir, s) = store(&[
            (A, "top", &[(C, "lib"), (D, "lib")], ""),
            (B, "top", &[(D, "lib"), (C, "lib")], ""),
            (C, "lib", &[], "--one"),
            (D, "lib", &[], "--two"),
        ]);
        assert!(matches!(compared(&s, &format!("{A}-top"), &format!("{B}-top")), Compared::Different(_)));
    }

    #[test]
    fn what_can_t_be_read_is_no_verdict() {
        let (_dir, s) = store(&[(A, "top", &[], "")]);
        assert!(matches!(compared(&s, &format!("{A}-top"), &format!("{B}-none")), Compared::Unreadable(_)));
    }
}
