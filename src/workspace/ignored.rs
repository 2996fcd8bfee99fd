//! What a flake does not see: `.git`, and what `.gitignore` names.
//!
//! The user's own excludes (`core.excludesFile`) play no part: the same tree gives the same report on
//! every machine.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{git, path};

/// The patterns of one tree, read when a folder is first asked for.
#[derive(Debug)]
pub(super) struct Ignored {
    root: PathBuf,
    work_tree: Option<PathBuf>,
    /// Patterns of the repository around the root, weakest first.
    above: OnceLock<Vec<Gitignore>>,
    /// By folder.
    folders: RwLock<FxHashMap<String, Option<Arc<Gitignore>>>>,
    tracked: OnceLock<FxHashSet<String>>,
}

impl Ignored {
    pub(super) fn new(root: &Path) -> Ignored {
        Ignored {
            root: root.to_owned(),
            work_tree: git::work_tree(root),
            above: OnceLock::new(),
            folders: RwLock::default(),
            tracked: OnceLock::new(),
        }
    }

    /// Whether a flake does not see `rel`, a normalized path without links in its folders.
    pub(super) fn is_ignored(&self, rel: &str, is_dir: bool) -> bool {
        if rel.is_empty() {
            return false;
        }
        if path::is_within(rel, ".git") {
            return true;
        }
        // As in git: inside an ignored folder nothing can be taken back by a `!`.
        let folders = rel.match_indices('/').map(|(end, _)| &rel[..end]);
        let ignored = folders.into_iter().any(|folder| self.is_named(folder, true)) || self.is_named(rel, is_dir);
        ignored && !self.tracked().contains(rel)
    }

    /// The same for an entry of a folder that a flake sees.
    pub(super) fn is_entry_ignored(&self, rel: &str, is_dir: bool) -> bool {
        // A folder that is seen although it is ignored has files that git tracks, and others.
        let above = path::split(rel).is_some_and(|(folder, _)| self.tracked.get().is_some_and(|t| t.contains(folder)));
        if above || path::is_within(rel, ".git") {
            return self.is_ignored(rel, is_dir);
        }
        self.is_named(rel, is_dir) && !self.tracked().contains(rel)
    }

    /// Whether the patterns name `rel` itself; the nearest `.gitignore` has the last word.
    fn is_named(&self, rel: &str, is_dir: bool) -> bool {
        let full = self.root.join(rel);
        let mut folder = rel;
        while let Some((parent, _)) = path::split(folder) {
            folder = parent;
            if let Some(patterns) = self.patterns_of(folder) {
                match patterns.matched(&full, is_dir) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
        }
        decide(self.above(), &full, is_dir)
    }

    fn patterns_of(&self, folder: &str) -> Option<Arc<Gitignore>> {
        if let Some(known) = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        self.learn(folder, true)
    }

    /// Reads the patterns of a folder, unless whoever lists it saw that it has none.
    pub(super) fn learn(&self, folder: &str, has_patterns: bool) -> Option<Arc<Gitignore>> {
        let full = self.root.join(folder);
        let read = || read_patterns(&full, &full.join(".gitignore")).map(Arc::new);
        let patterns = has_patterns.then(read).flatten();
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.to_owned()).or_insert(patterns).clone()
    }

    /// The patterns of the repository that apply from above the root.
    fn above(&self) -> &[Gitignore] {
        self.above.get_or_init(|| {
            let Some(top) = &self.work_tree else {
                return Vec::new();
            };
            let exclude = top.join(".git").join("info").join("exclude");
            let mut patterns: Vec<Gitignore> = read_patterns(top, &exclude).into_iter().collect();
            let mut between: Vec<&Path> = self.root.ancestors().skip(1).collect();
            between.retain(|folder| folder.starts_with(top));
            for folder in between.into_iter().rev() {
                patterns.extend(read_patterns(folder, &folder.join(".gitignore")));
            }
            // A flake unpacked into an ignored folder of some other repository is not part of that
            // repository: its patterns would hide every file.
            let mut folders = self.root.ancestors();
            let hidden = folders.any(|f| f != top && f.starts_with(top) && decide(&patterns, f, true));
            if hidden { Vec::new() } else { patterns }
        })
    }

    fn tracked(&self) -> &FxHashSet<String> {
        self.tracked.get_or_init(|| match &self.work_tree {
            Some(_) => git::tracked_though_ignored(&self.root),
            None => FxHashSet::default(),
        })
    }
}

/// The last of `patterns` that knows `full` decides.
fn decide(patterns: &[Gitignore], full: &Path, is_dir: bool) -> bool {
    for patterns in patterns.iter().rev() {
        // `matched` wants paths under its own folder.
        if !full.starts_with(patterns.path()) || full == patterns.path() {
            continue;
        }
        match patterns.matched(full, is_dir) {
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
            Match::None => {}
        }
    }
    false
}

/// A larger file of patterns is not read: each pattern is tried on each name.
const MAX_PATTERNS: u64 = 256 * 1024;

/// A file of patterns for `folder`. A link is not followed, in git neither. Lines that are not
/// patterns are skipped.
fn read_patterns(folder: &Path, file: &Path) -> Option<Gitignore> {
    if !file.symlink_metadata().is_ok_and(|m| m.is_file() && m.len() <= MAX_PATTERNS) {
        return None;
    }
    let mut builder = GitignoreBuilder::new(folder);
    let _ = builder.add(file);
    builder.build().ok().filter(|patterns| !patterns.is_empty())
}
