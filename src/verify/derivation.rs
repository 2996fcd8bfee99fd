//! Reads derivations: the ATerm of a `.drv` file (the Nix manual, "Derivation ATerm format"; Nix source,
//! `parseDerivation` in src/libstore/derivations.cc).

use std::collections::BTreeMap;

/// A derivation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derivation {
    /// Store paths by output; empty where only building tells.
    pub outputs: BTreeMap<String, String>,
    /// Paths of other derivations, with the outputs that are used.
    pub inputs: BTreeMap<String, Vec<String>>,
    /// Store paths that no derivation makes.
    pub sources: Vec<String>,
    pub system: String,
    pub builder: String,
    pub args: Vec<String>,
    pub env: BTreeMap<String, String>,
}

impl Derivation {
    /// Nothing if `text` isn't one, or one of a kind that came after this was written.
    pub fn parse(text: &str) -> Option<Derivation> {
        let mut p = Parser { rest: text };
        p.expect("Derive(")?;
        let outputs = p.list(|p| {
            p.tuple_of(4).map(|mut parts| {
                let path = std::mem::take(&mut parts[1]);
                // Name, path, algorithm and hash: a fetch with another hash has another path.
                (std::mem::take(&mut parts[0]), path)
            })
        })?;
        p.expect(",")?;
        let inputs = p.list(|p| {
            p.expect("(")?;
            let path = p.string()?;
            p.expect(",")?;
            let used = p.list(Parser::string)?;
            p.expect(")")?;
            Some((path, used))
        })?;
        p.expect(",")?;
        let sources = p.list(Parser::string)?;
        p.expect(",")?;
        let system = p.string()?;
        p.expect(",")?;
        let builder = p.string()?;
        p.expect(",")?;
        let args = p.list(Parser::string)?;
        p.expect(",")?;
        let env = p.list(|p| p.tuple_of(2).map(|mut v| (std::mem::take(&mut v[0]), std::mem::take(&mut v[1]))))?;
        p.expect(")")?;
        Some(Derivation {
            outputs: outputs.into_iter().collect(),
            inputs: inputs.into_iter().collect(),
            sources,
            system,
            builder,
            args,
            env: env.into_iter().collect(),
        })
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn expect(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.expect("[")?;
        let mut out = Vec::new();
        while !self.rest.starts_with(']') {
            if !out.is_empty() {
                self.expect(",")?;
            }
            out.push(item(self)?);
        }
        self.expect("]")?;
        Some(out)
    }

    fn tuple_of(&mut self, n: usize) -> Option<Vec<String>> {
        self.expect("(")?;
        let mut out = Vec::with_capacity(n);
        for i in 0..n {
            if i > 0 {
                self.expect(",")?;
            }
            out.push(self.string()?);
        }
        self.expect(")")?;
        Some(out)
    }

    fn string(&mut self) -> Option<String> {
        self.expect("\"")?;
        let mut out = String::new();
        let mut chars = self.rest.char_indices();
        loop {
            let (i, c) = chars.next()?;
            match c {
                '"' => {
                    self.rest = &self.rest[i + 1..];
                    return Some(out);
                }
                '\\' => out.push(match chars.next()?.1 {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    c => c,
                }),
                c => out.push(c),
            }
        }
    }
}

/// `zlib-1.3.1` of `/nix/store/HASH-zlib-1.3.1.drv`
pub fn name_of(path: &str) -> &str {
    let base = path.rsplit('/').next().unwrap_or(path);
    let name = base.get(33..).unwrap_or(base);
    name.strip_suffix(".drv").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derivation_is_read() {
        let text = r#"Derive([("out","/nix/store/a-x","","")],[("/nix/store/b-y.drv",["dev","out"])],["/nix/store/c-z"],"x86_64-linux","/bin/sh",["-c","say \"hi\"\n"],[("name","x"),("out","/nix/store/a-x")])"#;
        let d = Derivation::parse(text).unwrap();
        assert_eq!(d.outputs["out"], "/nix/store/a-x");
        assert_eq!(d.inputs["/nix/store/b-y.drv"], ["dev", "out"]);
        assert_eq!((d.sources[0].as_str(), d.args[1].as_str()), ("/nix/store/c-z", "say \"hi\"\n"));
        assert_eq!(d.env["name"], "x");
        assert_eq!(Derivation::parse("DrvWithVersion(\"xp-dyn-drv\",[])"), None);
        assert_eq!(Derivation::parse(&text[..80]), None);
    }

    #[test]
    fn names() {
        assert_eq!(name_of("/nix/store/0123456789abcdfghijklmnpqrsvwxyz-zlib-1.3.1.drv"), "zlib-1.3.1");
    }
}
