//! One side of a flake: locked, listed, and evaluated target by target.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::Value;

use super::cache::{Cache, Entry};
use super::nix::{Control, End, Nix, Ran};
use super::scratch::Scratch;
use super::stats::Stats;
use super::targets::{Target, kinds, names_of, targets};
use super::tree::{self, Tree};
use super::{Error, Options};

/// What a run asks Nix with.
pub(super) struct Asker<'a> {
    pub nix: &'a Nix,
    pub scratch: &'a Scratch,
    pub control: &'a Control,
    pub options: &'a Options,
    pub cache: Option<&'a Cache>,
}

/// A side that can be evaluated.
#[derive(Debug)]
pub(super) struct Ready {
    /// Its flake reference.
    reference: String,
    /// Where its files are in the store.
    pub source: Option<String>,
    pub targets: BTreeSet<Target>,
    /// All that a pure evaluation of it depends on, besides Nix.
    fingerprint: Option<String>,
}

/// What became of one evaluation.
#[derive(Debug, Clone)]
pub(super) enum Evaluated {
    Value(Entry),
    /// The flake's own error.
    Fails(String),
    /// It can't be said here: another machine, another time might.
    Unknown(String),
}

impl Asker<'_> {
    /// Locks a copy, as far as it is not, and lists what it has.
    pub fn prepare(&self, label: &str, tree: &Tree) -> Result<Ready, Error> {
        let io = |source| Error::Scratch { source };
        let reference = self.reference(tree)?;
        let mut lock = self.nix.command();
        lock.args(["flake", "lock", &reference]);
        for (name, to) in &self.options.overrides {
            lock.args(["--override-input", name, to]);
        }
        self.asked(&mut lock, &format!("lock {label}"))?;
        tree::age(&tree.top).map_err(io)?;
        let mut command = self.nix.command();
        let metadata =
            self.asked(command.args(["flake", "metadata", "--json", &reference]), &format!("read {label}"))?;
        let metadata: Value = serde_json::from_str(&metadata.out).unwrap_or_default();
        let hash = metadata["locked"]["narHash"].as_str().map(str::to_owned);
        let fingerprint =
            hash.filter(|_| !self.options.impure).map(|h| format!("{h} {} {}", tree.dir, metadata["locks"]));
        let source = metadata["path"].as_str().map(str::to_owned);
        let targets = self.list(label, &reference)?;
        Ok(Ready { reference, source, targets, fingerprint })
    }

    // A flake below the top of a repository is the whole repository to Nix; only git's references can say so in all
    // versions.
    fn reference(&self, tree: &Tree) -> Result<String, Error> {
        if tree.dir.is_empty() {
            return Ok(format!("path:{}", encoded(&tree.top)));
        }
        for args in [&["init", "--quiet"][..], &["add", "--all", "--force"]] {
            let done = crate::workspace::git::command(&tree.top).args(args).output();
            if !done.is_ok_and(|o| o.status.success()) {
                return Err(Error::Git { folder: tree.dir.clone() });
            }
        }
        Ok(format!("git+file://{}?dir={}", encoded(&tree.top), encoded(Path::new(&tree.dir))))
    }

    // All names at once, or kind by kind if one of them fails.
    fn list(&self, label: &str, reference: &str) -> Result<BTreeSet<Target>, Error> {
        let kinds = kinds(self.options.outputs);
        let all = self.names(reference, &kinds)?;
        if all.end == End::Succeeded {
            return Ok(targets(&serde_json::from_str(&all.out).unwrap_or_default()));
        }
        let mut out = BTreeSet::new();
        let mut listed = false;
        for kind in kinds {
            let one = self.names(reference, &[kind])?;
            if one.end == End::Succeeded {
                listed = true;
                out.extend(targets(&serde_json::from_str(&one.out).unwrap_or_default()));
            }
        }
        if listed {
            Ok(out)
        } else {
            Err(Error::Asked { what: format!("list the outputs of {label}"), why: all.error() })
        }
    }

    // A flake by an expression is impure to Nix; only names are asked for like that.
    fn names(&self, reference: &str, kinds: &[&str]) -> Result<Ran, Error> {
        let expr = format!("({}) (builtins.getFlake \"{reference}\")", names_of(kinds));
        self.ran(self.nix.command().args(["eval", "--impure", "--json", "--expr", &expr]))
    }

    /// Evaluates one target; the answer says whether it was known from before.
    pub fn evaluate(&self, side: &Ready, target: &Target) -> Result<(Evaluated, bool), Error> {
        let key = side.fingerprint.as_ref().map(|f| [f.as_str(), &self.nix.version, &target.installable]);
        if let (Some(key), Some(cache)) = (&key, self.cache)
            && let Some(entry) = cache.get(key)
        {
            return Ok((Evaluated::Value(entry), true));
        }
        static RUNS: AtomicU64 = AtomicU64::new(0);
        let file = self.scratch.path().join(format!("stats-{}.json", RUNS.fetch_add(1, Ordering::Relaxed)));
        let mut command = self.nix.command();
        command.args(["eval", "--raw", "--no-write-lock-file"]);
        if self.options.impure {
            command.arg("--impure");
        }
        command.arg(format!("{}#{}", side.reference, target.installable));
        command.env("NIX_SHOW_STATS", "1").env("NIX_SHOW_STATS_PATH", &file).env("NIX_COUNT_CALLS", "1");
        let ran = self.ran(&mut command)?;
        let stats = read_stats(&file);
        Ok((self.outcome(ran, stats, key.as_ref().map(|k| &k[..])), false))
    }

    fn outcome(&self, ran: Ran, stats: Stats, key: Option<&[&str]>) -> Evaluated {
        match ran.end {
            End::Succeeded => {
                let entry = Entry { value: ran.out.trim().to_owned(), stats };
                if let (Some(key), Some(cache)) = (key, self.cache) {
                    cache.put(key, &entry);
                }
                Evaluated::Value(entry)
            }
            End::TimedOut => Evaluated::Unknown("the time was over".to_owned()),
            End::Killed => Evaluated::Unknown("Nix was killed, most often for want of memory".to_owned()),
            _ => {
                let error = ran.error();
                match elsewhere(&ran.err) {
                    Some(why) => Evaluated::Unknown(format!("{why}: {}", error.lines().next().unwrap_or_default())),
                    None => Evaluated::Fails(error),
                }
            }
        }
    }

    fn asked(&self, command: &mut Command, what: &str) -> Result<Ran, Error> {
        let ran = self.ran(command)?;
        match ran.end {
            End::Succeeded => Ok(ran),
            End::TimedOut => Err(Error::Asked { what: what.to_owned(), why: "the time was over".to_owned() }),
            _ => Err(Error::Asked { what: what.to_owned(), why: ran.error() }),
        }
    }

    fn ran(&self, command: &mut Command) -> Result<Ran, Error> {
        if self.options.offline {
            command.arg("--offline");
        }
        let ran = self.nix.run(command, self.scratch, self.control).map_err(|source| Error::Scratch { source })?;
        if ran.end == End::Cancelled { Err(Error::Cancelled) } else { Ok(ran) }
    }
}

/// What a path may have in a URL (RFC 3986, section 2).
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'+');

// A path within a flake reference.
fn encoded(path: &Path) -> String {
    percent_encode(path.as_os_str().as_encoded_bytes(), PLAIN).to_string()
}

fn read_stats(file: &Path) -> Stats {
    let json: Option<Value> = fs::read(file).ok().and_then(|b| serde_json::from_slice(&b).ok());
    let _ = fs::remove_file(file);
    json.map(|j| Stats::of(&j)).unwrap_or_default()
}

// Errors that say something of this machine and not of the flake.
fn elsewhere(err: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|w| err.contains(w));
    if has(&["is required to build", "required system or feature not available", "platform mismatch"]) {
        return Some("it builds for another system while it is evaluated");
    }
    if has(&["unable to download", "Could not resolve host", "Couldn't resolve host", "unable to connect"]) {
        return Some("it needs the network");
    }
    has(&["No space left on device", "out of memory", "Cannot allocate memory"]).then_some("this machine is too small")
}

#[cfg(test)]
mod tests {
    use super::{elsewhere, encoded};

    #[test]
    fn paths_in_references() {
        assert_eq!(encoded("/tmp/my files/ü#1".as_ref()), "/tmp/my%20files/%C3%BC%231");
    }

    #[test]
    fn errors_of_the_machine_are_none_of_the_flake() {
        let foreign = "error: a 'aarch64-darwin' with features {} is required to build '/nix/store/x.drv', but I am a 'x86_64-linux'";
        assert!(elsewhere(foreign).is_some());
        assert!(elsewhere("error: unable to download 'https://x': Couldn't resolve host name (6)").is_some());
        assert!(elsewhere("error: attribute 'x' missing").is_none());
        assert!(elsewhere("error: Package ‘x’ has an unfree license (‘unfree’), refusing to evaluate.").is_none());
    }
}
