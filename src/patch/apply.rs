//! Writes all changes or none.
//!
//! Every new text is staged beside its target and every old file kept under a second name, before the
//! first target is touched. What follows are renames only: the first that fails takes back those before
//! it. Signals that would end the process wait until the tree is as before or as after.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tempfile::{NamedTempFile, TempPath};

use crate::plan::outcome::FileChange;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("{file} leads out of the flake, and nothing outside is written")]
    Outside { file: String },
    #[error("{file} is not a regular file")]
    NotAFile { file: String },
    #[error("{file} is read-only")]
    ReadOnly { file: String },
    #[error("{file} has changed since it was read")]
    Changed { file: String },
    #[error("{first} and {second} are the same file")]
    SameFile { first: String, second: String },
    #[error("{file} can't be {what}: {source}")]
    Io { file: String, what: &'static str, source: io::Error },
    /// The only error that leaves a tree in between: taking back has failed too.
    #[error("{file} can't be written: {source}; these files could not be taken back: {left}")]
    NotTakenBack { file: String, source: io::Error, left: String },
    #[error("interrupted")]
    Interrupted,
}

impl ApplyError {
    fn io(file: &str, what: &'static str) -> impl FnOnce(io::Error) -> ApplyError {
        move |source| ApplyError::Io { file: file.to_owned(), what, source }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ApplyError::Outside { .. } => "nothing was written; replace the symbolic link by a file of the flake",
            ApplyError::Changed { .. } => "nothing was written; run `nixinst fix` again",
            ApplyError::NotTakenBack { .. } => "restore them, for example with `git restore`",
            ApplyError::Interrupted => "nothing was written",
            ApplyError::SameFile { .. } => "nothing was written; this is a bug in nixinst, please report it",
            ApplyError::NotAFile { .. } | ApplyError::ReadOnly { .. } | ApplyError::Io { .. } => {
                "nothing was written; check the permissions and the free space there"
            }
        }
    }
}

/// Writes every change under `root`, which must be canonical, and answers the files written, sorted.
/// On an error nothing is written, except for [`ApplyError::NotTakenBack`].
pub fn apply(root: &Path, changes: &[FileChange]) -> Result<Vec<String>, ApplyError> {
    write(root, changes, &Signals::hold())
}

/// The same in a copy of the flake, where signals go to whoever listens.
pub fn apply_to_copy(root: &Path, changes: &[FileChange]) -> Result<Vec<String>, ApplyError> {
    write(root, changes, &Signals::unheld())
}

fn write(root: &Path, changes: &[FileChange], signals: &Signals) -> Result<Vec<String>, ApplyError> {
    let mut sorted: Vec<&FileChange> = changes.iter().collect();
    sorted.retain(|change| change.before != change.after);
    sorted.sort_by(|a, b| a.file.cmp(&b.file));
    let targets = targets(root, &sorted)?;
    let mut staged = Vec::new();
    for (change, target) in sorted.iter().zip(targets) {
        signals.check()?;
        staged.push(stage(change, target)?);
    }
    rename_all(staged, signals)?;
    Ok(sorted.iter().map(|change| change.file.clone()).collect())
}

/// A file as it stands, checked.
struct Target {
    path: PathBuf,
    permissions: Permissions,
    #[cfg(unix)]
    owner: (u32, u32),
}

fn targets(root: &Path, changes: &[&FileChange]) -> Result<Vec<Target>, ApplyError> {
    let mut targets: Vec<Target> = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let target = target(root, change)?;
        if let Some(other) = targets.iter().position(|t| t.path == target.path) {
            return Err(ApplyError::SameFile {
                first: changes[other].file.clone(),
                second: changes[index].file.clone(),
            });
        }
        targets.push(target);
    }
    Ok(targets)
}

fn target(root: &Path, change: &FileChange) -> Result<Target, ApplyError> {
    let file = change.file.clone();
    // The link stays, the file that it points to is written.
    let path = root.join(&file).canonicalize();
    let path = path.map_err(ApplyError::io(&file, "found"))?;
    match path.strip_prefix(root) {
        Ok(inside) if !inside.starts_with(".git") => {}
        _ => return Err(ApplyError::Outside { file }),
    }
    let metadata = fs::metadata(&path).map_err(ApplyError::io(&file, "read"))?;
    if !metadata.is_file() {
        return Err(ApplyError::NotAFile { file });
    }
    // A rename would replace it all the same, against what its owner has said.
    if metadata.permissions().readonly() {
        return Err(ApplyError::ReadOnly { file });
    }
    let now = fs::read(&path).map_err(ApplyError::io(&file, "read"))?;
    if now != change.before.as_bytes() {
        return Err(ApplyError::Changed { file });
    }
    Ok(Target {
        path,
        permissions: metadata.permissions(),
        #[cfg(unix)]
        owner: owner(&metadata),
    })
}

/// A new text, ready to be renamed into place, and the old file under a second name.
#[derive(Debug)]
struct Staged {
    file: String,
    target: PathBuf,
    new: TempPath,
    old: TempPath,
}

fn stage(change: &FileChange, target: Target) -> Result<Staged, ApplyError> {
    let file = change.file.clone();
    let failed = || ApplyError::io(&change.file, "written");
    let mut new = temporary(&target.path).map_err(failed())?;
    new.write_all(change.after.as_bytes()).map_err(failed())?;
    // The owner first: a change of owner may clear bits of the mode.
    #[cfg(unix)]
    keep_owner(new.as_file(), target.owner);
    let permissions = target.permissions.clone();
    new.as_file().set_permissions(permissions).map_err(failed())?;
    new.as_file().sync_all().map_err(failed())?;
    Ok(Staged { file, new: new.into_temp_path(), old: keep(&target.path).map_err(failed())?, target: target.path })
}

/// A file in the same folder: a rename does not cross file systems.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nixinst-").suffix(".tmp").tempfile_in(folder)
}

/// The file that is there, under a second name. A hard link is the file itself, with all that belongs
/// to it; where the file system has none, a copy.
fn keep(target: &Path) -> io::Result<TempPath> {
    let place = temporary(target)?.into_temp_path();
    fs::remove_file(&place)?;
    if fs::hard_link(target, &place).is_err() {
        fs::copy(target, &place)?;
    }
    Ok(place)
}

#[cfg(unix)]
fn owner(metadata: &fs::Metadata) -> (u32, u32) {
    use std::os::unix::fs::MetadataExt;
    (metadata.uid(), metadata.gid())
}

/// For a run as root. Anyone else may not give files away; the file is theirs then, as with an editor.
#[cfg(unix)]
fn keep_owner(new: &File, (user, group): (u32, u32)) {
    if new.metadata().is_ok_and(|m| owner(&m) != (user, group)) {
        let _ = std::os::unix::fs::fchown(new, Some(user), Some(group));
    }
}

/// Files that have their new text already. Dropped before `commit`, by an error or a panic, it gives
/// them the old one back.
#[derive(Default)]
struct Renamed {
    done: Vec<(String, PathBuf, TempPath)>,
}

impl Renamed {
    /// Answers the files that kept the new text.
    fn take_back(&mut self) -> Vec<String> {
        let mut left = Vec::new();
        while let Some((file, target, old)) = self.done.pop() {
            if let Err(error) = old.persist(target) {
                left.push(file);
                // The old text is worth more than a tidy folder.
                let _ = error.path.keep();
            }
        }
        left
    }

    fn commit(mut self) {
        // Dropping the old files removes them.
        self.done.clear();
    }
}

impl Drop for Renamed {
    fn drop(&mut self) {
        self.take_back();
    }
}

fn rename_all(staged: Vec<Staged>, signals: &Signals) -> Result<(), ApplyError> {
    let mut renamed = Renamed::default();
    let mut folders: Vec<PathBuf> = Vec::new();
    // A signal counts until here. A few renames later the work is done.
    signals.check()?;
    for Staged { file, target, new, old } in staged {
        if let Err(error) = new.persist(&target) {
            let source = error.error;
            let left = renamed.take_back();
            return Err(if left.is_empty() {
                ApplyError::io(&file, "written")(source)
            } else {
                let left = left.join(", ");
                ApplyError::NotTakenBack { file, source, left }
            });
        }
        folders.extend(target.parent().map(Path::to_owned));
        renamed.done.push((file, target, old));
    }
    renamed.commit();
    folders.dedup();
    for folder in folders {
        // So that a power cut does not undo some of the renames. Not every system can do this.
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
    Ok(())
}

/// While it lives, a signal that ends a process is only noted; when it goes, the signal has its effect.
struct Signals {
    seen: Arc<AtomicUsize>,
    released: Arc<AtomicBool>,
    ids: Vec<signal_hook::SigId>,
}

impl Signals {
    #[cfg(unix)]
    const ENDING: [i32; 3] = [signal_hook::consts::SIGHUP, signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];
    #[cfg(not(unix))]
    const ENDING: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];

    fn hold() -> Signals {
        let seen = Arc::new(AtomicUsize::new(0));
        let released = Arc::new(AtomicBool::new(false));
        let mut ids = Vec::new();
        for signal in Self::ENDING {
            // This one stays for good: a handler, once there, can't be removed, and without it the
            // process would be deaf from now on.
            let default = released.clone();
            if signal_hook::flag::register_conditional_default(signal, default).is_ok() {
                let number = usize::try_from(signal).unwrap_or_default();
                ids.extend(signal_hook::flag::register_usize(signal, seen.clone(), number));
            }
        }
        Signals { seen, released, ids }
    }

    fn unheld() -> Signals {
        Signals { seen: Arc::default(), released: Arc::default(), ids: Vec::new() }
    }

    fn check(&self) -> Result<(), ApplyError> {
        match self.seen.load(Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err(ApplyError::Interrupted),
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.released.store(true, Ordering::SeqCst);
        for id in self.ids.drain(..) {
            signal_hook::low_level::unregister(id);
        }
        let seen = self.seen.load(Ordering::SeqCst);
        if let Some(signal) = i32::try_from(seen).ok().filter(|signal| *signal != 0) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
