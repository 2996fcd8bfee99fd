//! Finds the flake, lists its files, reads each once, and knows where another flake begins.
//!
//! Paths are strings relative to the flake's root, with `/`; the root itself is `""`. Nothing outside
//! the root is ever read: a `..` or a symbolic link that leads out has no answer.

mod error;
mod flakes;
pub(crate) mod git;
mod ignored;
mod path;
mod patterns;
mod read;
mod scan;
pub(crate) mod temporary;

use std::cell::{OnceCell, RefCell};
use std::collections::hash_map::Entry;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::syntax::bounds::Parsed;

pub use error::WorkspaceError;
pub use flakes::{Flakes, all_flakes};
pub use git::{within_repository, work_tree};
use ignored::Ignored;
pub(crate) use path::is_within;
pub use path::normalize;
pub use patterns::{BadPattern, Patterns};
pub(crate) use read::read_file;
pub use scan::Glance;
use scan::Scan;

/// Larger files are not read: no hand-written file is near it, and a report must not eat the memory.
pub const MAX_FILE_SIZE: u64 = 16 * 1024 * 1024;

/// How an encrypted file of git-crypt starts. Its short ones can be UTF-8 by chance.
const GIT_CRYPT_MAGIC: &[u8] = b"\0GITCRYPT\0";

/// What reading a file gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileText {
    /// The whole file, line endings as they are.
    Text(Rc<str>),
    /// Not UTF-8, or encrypted by git-crypt.
    NotUtf8,
    /// Missing, a directory, no permission, outside the flake: the reason, without the path.
    Unreadable(String),
    /// Larger than [`MAX_FILE_SIZE`].
    TooLarge,
}

impl FileText {
    /// The text, if there is one.
    pub fn text(&self) -> Option<&Rc<str>> {
        match self {
            FileText::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The kind of a directory entry; the words of `builtins.readDir`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    Regular,
    Directory,
    Symlink,
    Unknown,
}

impl FileKind {
    /// What `builtins.readDir` calls it.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Regular => "regular",
            FileKind::Directory => "directory",
            FileKind::Symlink => "symlink",
            FileKind::Unknown => "unknown",
        }
    }

    fn of(kind: fs::FileType) -> FileKind {
        if kind.is_symlink() {
            FileKind::Symlink
        } else if kind.is_dir() {
            FileKind::Directory
        } else if kind.is_file() {
            FileKind::Regular
        } else {
            FileKind::Unknown
        }
    }
}

/// One flake on disk. Answers are cached, so that one run sees one state of each file.
pub struct Workspace {
    root: PathBuf,
    ignored: Ignored,
    texts: RefCell<FxHashMap<String, FileText>>,
    parsed: RefCell<FxHashMap<String, Parsed>>,
    scan: OnceCell<Scan>,
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Workspace {
    /// Finds the `flake.nix` at `start` or above, as Nix does: not beyond the git repository that
    /// `start` is in. `start` may be any folder or file, `flake.nix` itself among them.
    pub fn open(start: &Path) -> Result<Workspace, WorkspaceError> {
        let folder = folder_of(start)?;
        let root = find_root(&folder).ok_or_else(|| WorkspaceError::NoFlake(start.to_owned()))?;
        Ok(Workspace::at(root))
    }

    fn at(root: PathBuf) -> Workspace {
        let ignored = Ignored::new(&root);
        Workspace { ignored, root, texts: RefCell::default(), parsed: RefCell::default(), scan: OnceCell::new() }
    }

    /// The same with another text in a file, which is what the file will have when all is written.
    pub fn with_text(self, rel: &str, text: &str) -> Workspace {
        self.texts.borrow_mut().insert(rel.to_owned(), FileText::Text(text.into()));
        self
    }

    /// The folder of `flake.nix`, canonical.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every `.nix` file of the flake, sorted: hidden ones and those of nested flakes too, without
    /// what `.gitignore` names. Symbolic links are left out, their targets are listed as themselves.
    pub fn scan(&self) -> &[String] {
        &self.scanned().nix_files
    }

    /// Every symbolic link of the flake, sorted, without what `.gitignore` names.
    pub fn links(&self) -> &[String] {
        &self.scanned().links
    }

    /// Folders below the root that have a `flake.nix` of their own, sorted. What is no flake in spite of its name does not count.
    pub fn nested_flakes(&self) -> &[String] {
        &self.scanned().borders
    }

    /// The innermost nested flake that `rel` (a file or a folder) belongs to.
    pub fn nested_flake_of(&self, rel: &str) -> Option<&str> {
        self.scanned().border_of(&normalize(rel)?)
    }

    /// What is known of a Nix file of a nested flake without parsing it; `None` for a file of this flake.
    pub fn glance(&self, rel: &str) -> Option<&Glance> {
        self.scanned().glances.get(rel)
    }

    /// Nix files of nested flakes that may name something outside of their flake.
    pub fn leading_out(&self) -> &[String] {
        &self.scanned().leading_out
    }

    /// The Nix files in a folder and below it.
    pub fn scan_below(&self, folder: &str) -> &[String] {
        let files = self.scan();
        if folder.is_empty() {
            return files;
        }
        let prefix = format!("{folder}/");
        let start = files.partition_point(|f| *f < prefix);
        let count = files[start..].iter().take_while(|f| f.starts_with(&prefix)).count();
        &files[start..start + count]
    }

    /// A file's tree, if the walk made one of the text that [`Workspace::read`] returns. Whoever asks has it.
    pub fn take_parsed(&self, rel: &str) -> Option<Parsed> {
        self.parsed.borrow_mut().remove(rel)
    }

    /// The text of a file, read once per run. Links are followed inside the root.
    pub fn read(&self, rel: &str) -> FileText {
        let Some(rel) = normalize(rel) else {
            return outside();
        };
        if let Some(text) = self.texts.borrow().get(&rel) {
            return text.clone();
        }
        let text = match self.resolve(&rel) {
            // By way of the target: two names of one file are read once.
            Some(target) if target != rel => self.read(&target),
            Some(_) => read_file(&self.root.join(&rel)),
            None => match self.root.join(&rel).canonicalize() {
                Ok(_) => outside(),
                Err(error) => FileText::Unreadable(error::reason(&error)),
            },
        };
        self.texts.borrow_mut().insert(rel, text.clone());
        text
    }

    /// The text of any file (JSON, TOML, plain text) for `builtins.readFile`; `None` if it is missing,
    /// not text, or outside the flake.
    pub fn read_any(&self, rel: &str) -> Option<Rc<str>> {
        self.read(rel).text().cloned()
    }

    /// The same, of a file of a nested flake kept no longer than the caller does.
    pub fn peek(&self, rel: &str) -> FileText {
        let kept = self.texts.borrow().get(rel).cloned();
        match kept {
            Some(text) => text,
            // The walk saw a regular file there.
            None if self.glance(rel).is_some() => read_file(&self.root.join(rel)),
            None => self.read(rel),
        }
    }

    /// The entries of a folder, sorted by name, as a flake sees them: without `.git`, what
    /// `.gitignore` names, and what a run has staged. Names that are not UTF-8 are left out.
    pub fn read_dir(&self, rel: &str) -> Result<Vec<(String, FileKind)>, WorkspaceError> {
        let folder = self.resolve(rel).ok_or_else(|| WorkspaceError::NoSuchPath(PathBuf::from(rel)))?;
        let full = self.root.join(&folder);
        let failed = |e: std::io::Error| WorkspaceError::io(Path::new(rel), &e);
        let mut entries = scan::list(&full).map_err(failed)?;
        entries
            .retain(|(name, kind)| !self.ignored.is_ignored(&path::join(&folder, name), *kind == FileKind::Directory));
        entries.sort();
        Ok(entries)
    }

    /// `builtins.pathExists`: the last component is not followed if it is a link, those above are. An
    /// ignored file does not exist, for a flake does not see it.
    pub fn exists(&self, rel: &str) -> bool {
        self.kind(rel).is_some()
    }

    /// What stands at `rel` (a link is a link), `None` if a flake would see nothing there.
    pub fn kind(&self, rel: &str) -> Option<FileKind> {
        let rel = normalize(rel)?;
        let Some((parent, name)) = path::split(&rel) else {
            return Some(FileKind::Directory);
        };
        if let Some(kind) = self.known(&rel) {
            return Some(kind);
        }
        let entry = path::join(&self.resolve(parent)?, name);
        let metadata = fs::symlink_metadata(self.root.join(&entry)).ok()?;
        let kind = FileKind::of(metadata.file_type());
        let ignored = self.ignored.is_ignored(&entry, kind == FileKind::Directory);
        (!ignored).then_some(kind)
    }

    /// Whether `rel` is a folder, links followed.
    pub fn is_dir(&self, rel: &str) -> bool {
        let is_dir = |target: String| match self.known(&target) {
            Some(kind) => kind == FileKind::Directory,
            None => self.root.join(target).is_dir(),
        };
        self.resolve(rel).is_some_and(is_dir)
    }

    /// The path that `rel` is in truth, all links followed. `None` if it does not exist or is outside
    /// the flake; `.git` is outside.
    pub fn resolve(&self, rel: &str) -> Option<String> {
        let rel = normalize(rel)?;
        if matches!(self.known(&rel), Some(FileKind::Regular | FileKind::Directory)) {
            return Some(rel);
        }
        let full = self.root.join(rel).canonicalize().ok()?;
        let inside = full.strip_prefix(&self.root).ok()?;
        let inside = path::from_os(inside)?;
        (!path::is_within(&inside, ".git")).then_some(inside)
    }

    // What the walk saw there, if it has been.
    fn known(&self, rel: &str) -> Option<FileKind> {
        self.scan.get()?.kinds.get(rel).copied()
    }

    fn scanned(&self) -> &Scan {
        self.scan.get_or_init(|| {
            let mut scan = Scan::of(&self.root, &self.ignored);
            let mut texts = self.texts.borrow_mut();
            let mut parsed = self.parsed.borrow_mut();
            for (file, contents, tree) in std::mem::take(&mut scan.contents) {
                // What was read before, or is another text for this run, stays.
                if let Entry::Vacant(entry) = texts.entry(file) {
                    parsed.extend(tree.map(|tree| (entry.key().clone(), tree)));
                    entry.insert(contents.into());
                }
            }
            scan
        })
    }
}

/// The folder that a path is, or that its file stands in, canonical.
fn folder_of(start: &Path) -> Result<PathBuf, WorkspaceError> {
    let absolute = std::path::absolute(start).map_err(|e| WorkspaceError::io(start, &e))?;
    let metadata = fs::metadata(&absolute).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => WorkspaceError::NoSuchPath(start.to_owned()),
        _ => WorkspaceError::io(start, &e),
    })?;
    // The parent is taken before links are resolved: a `flake.nix` that is a link belongs to the
    // folder that it stands in.
    let folder = match absolute.parent() {
        Some(parent) if !metadata.is_dir() => parent,
        _ => &absolute,
    };
    folder.canonicalize().map_err(|e| WorkspaceError::io(start, &e))
}

/// The folder at or above `folder` that has a `flake.nix`. One that can't be read (a folder, a link that
/// leads nowhere) is found as well: Nix doesn't look further up either, and reading it says what is wrong.
fn find_root(folder: &Path) -> Option<PathBuf> {
    for candidate in folder.ancestors() {
        if candidate.join("flake.nix").symlink_metadata().is_ok() {
            return Some(candidate.to_owned());
        }
        // A repository without a flake is no part of a flake that happens to lie around it.
        if candidate.join(".git").exists() {
            return None;
        }
    }
    None
}

fn outside() -> FileText {
    FileText::Unreadable("leads out of the flake".to_owned())
}

#[cfg(test)]
mod tests;
