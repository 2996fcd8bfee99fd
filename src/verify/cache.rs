//! What was evaluated before: results by everything that they depend on, in the user's cache folder.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::stats::Stats;

/// What nobody asked for in this time goes.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// A result that was evaluated to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of the derivation, or what else was asked for.
    pub value: String,
    pub stats: Stats,
}

/// The folder.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The user's: `$XDG_CACHE_HOME/nixinst/verify`, or that below `~/.cache`. Nothing if there is no home.
    pub fn of_user() -> Option<Cache> {
        let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let base = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
        Some(Cache::at(&base.join("nixinst/verify")))
    }

    /// One in a folder, which is made when something is kept.
    pub fn at(folder: &Path) -> Cache {
        Cache { folder: folder.to_owned() }
    }

    /// What was kept for a key. A derivation that the store no longer has does not count.
    pub fn get(&self, key: &[&str]) -> Option<Entry> {
        let path = self.path(key);
        let entry: Entry = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
        if entry.value.ends_with(".drv") && !Path::new(&entry.value).exists() {
            return None;
        }
        // Young again: it is used.
        let _ = fs::File::options().append(true).open(&path).and_then(|f| f.set_modified(SystemTime::now()));
        Some(entry)
    }

    /// Keeps a result; that it can't be kept is no error.
    pub fn put(&self, key: &[&str], entry: &Entry) {
        let keep = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(&serde_json::to_vec(entry)?)?;
            file.persist(self.path(key))?;
            Ok(())
        };
        let _ = keep();
    }

    /// Removes what is old.
    pub fn prune(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
            if age.is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, key: &[&str]) -> PathBuf {
        let mut hash = Sha256::new();
        for part in key {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        let name: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        self.folder.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_under_its_key_alone() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::at(&dir.path().join("a/b"));
        let drv = dir.path().join("x.drv");
        let entry = Entry { value: drv.display().to_string(), stats: Stats::default() };
        assert_eq!(cache.get(&["a", "b"]), None);
        cache.put(&["a", "b"], &entry);
        assert_eq!(cache.get(&["a", "b"]), None, "the derivation is not there");
        fs::write(&drv, "").unwrap();
        assert_eq!(cache.get(&["a", "b"]), Some(entry));
        assert_eq!(cache.get(&["ab", ""]), None);
        cache.prune();
        assert!(cache.get(&["a", "b"]).is_some());
    }
}
