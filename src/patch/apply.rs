//! Writes all changes or none.
//!
//! Every new text is staged beside its target and every old file kept under a second name, before the
//! first target is touched. What follows are renames only: the first that fails takes back those before
//! it. Signals that would end the process wait until the tree is as before or as after; what no process
//! can wait with (SIGKILL, a power cut) is what the journal is for.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

use super::journal::{self, Journal, JournalError, Pending, Planned, State};
use super::signals::Signals;
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
    /// The only error that leaves a tree in between, and a journal: taking back has failed too.
    #[error("{error}; these files could not be taken back: {left}")]
    NotTakenBack { error: Box<ApplyError>, left: String },
    #[error(transparent)]
    Journal(#[from] JournalError),
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
            ApplyError::NotTakenBack { .. } => "run `nixinst fix` again: it takes them back first",
            ApplyError::Journal(error) => error.hint(),
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
    write(root, &journal::place(root), changes, &Signals::hold())
}

/// The same in a copy of the flake, where signals go to whoever listens.
pub fn apply_to_copy(root: &Path, changes: &[FileChange]) -> Result<Vec<String>, ApplyError> {
    write(root, root, changes, &Signals::unheld())
}

fn write(root: &Path, top: &Path, changes: &[FileChange], signals: &Signals) -> Result<Vec<String>, ApplyError> {
    let mut sorted: Vec<&FileChange> = changes.iter().collect();
    sorted.retain(|change| change.before != change.after);
    sorted.sort_by(|a, b| a.file.cmp(&b.file));
    if sorted.is_empty() {
        return Ok(Vec::new());
    }
    let targets = targets(root, &sorted)?;
    let mut run = Run::begin(top, root, &sorted, &targets)?;
    match run.stage(&sorted, &targets, signals).and_then(|()| run.rename()) {
        Ok(()) => run.finish(),
        Err(error) => return Err(run.give_up(error)),
    }
    Ok(sorted.iter().map(|change| change.file.clone()).collect())
}

/// A file as it stands, checked.
struct Target {
    path: PathBuf,
    permissions: Permissions,
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
    let is_git = |c: Component| c.as_os_str().eq_ignore_ascii_case(".git");
    match path.strip_prefix(root) {
        Ok(inside) if !inside.components().any(is_git) => {}
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
    Ok(Target { path, permissions: metadata.permissions(), owner: owner(&metadata) })
}

/// The new text beside the target, and the old file under a second name.
fn stage(change: &FileChange, target: &Target, pending: &Pending) -> Result<(), ApplyError> {
    let failed = || ApplyError::io(&change.file, "written");
    // Nobody else's to read until it has the permissions of the file.
    let new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&pending.new);
    let mut new = new.map_err(failed())?;
    new.write_all(change.after.as_bytes()).map_err(failed())?;
    // The owner first: a change of owner may clear bits of the mode.
    keep_owner(&new, target.owner);
    new.set_permissions(target.permissions.clone()).map_err(failed())?;
    new.sync_all().map_err(failed())?;
    keep(&target.path, &pending.old).map_err(failed())
}

/// The file that is there, under a second name. A hard link is the file itself, with all that belongs
/// to it; where the file system has none, a copy.
fn keep(target: &Path, old: &Path) -> io::Result<()> {
    if fs::hard_link(target, old).is_err() {
        let mut from = File::open(target)?;
        let mut to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(old)?;
        io::copy(&mut from, &mut to)?;
        to.set_permissions(from.metadata()?.permissions())?;
        to.sync_all()?;
    }
    Ok(())
}

fn owner(metadata: &fs::Metadata) -> (u32, u32) {
    (metadata.uid(), metadata.gid())
}

/// For a run as root. Anyone else may not give files away; the file is theirs then, as with an editor.
fn keep_owner(new: &File, (user, group): (u32, u32)) {
    if new.metadata().is_ok_and(|m| owner(&m) != (user, group)) {
        let _ = std::os::unix::fs::fchown(new, Some(user), Some(group));
    }
}

/// A run that has a journal. Dropped before it is finished, by an error or a panic, it leaves the tree as it was.
struct Run {
    journal: Option<Journal>,
    files: Vec<Pending>,
    /// How many of them have their new text.
    renamed: usize,
}

impl Run {
    fn begin(top: &Path, root: &Path, changes: &[&FileChange], targets: &[Target]) -> Result<Run, ApplyError> {
        let planned: Vec<Planned> = changes
            .iter()
            .zip(targets)
            .map(|(c, t)| Planned { file: &c.file, target: &t.path, before: &c.before, after: &c.after })
            .collect();
        let (journal, files) = Journal::begin(top, root, &planned)?;
        Ok(Run { journal: Some(journal), files, renamed: 0 })
    }

    fn stage(&self, changes: &[&FileChange], targets: &[Target], signals: &Signals) -> Result<(), ApplyError> {
        for ((change, target), pending) in changes.iter().zip(targets).zip(&self.files) {
            signals.check()?;
            stage(change, target, pending)?;
        }
        journal::sync_folders(&self.files);
        // Staging takes its time, and others may write to the files meanwhile.
        for (change, target) in changes.iter().zip(targets) {
            let now = fs::read(&target.path).map_err(ApplyError::io(&change.file, "read"))?;
            if now != change.before.as_bytes() {
                return Err(ApplyError::Changed { file: change.file.clone() });
            }
        }
        // A signal counts until here. A few renames later the work is done.
        signals.check()
    }

    fn rename(&mut self) -> Result<(), ApplyError> {
        if let Some(journal) = &self.journal {
            journal.set(State::Renaming)?;
        }
        for pending in &self.files {
            fs::rename(&pending.new, &pending.target).map_err(ApplyError::io(&pending.file, "written"))?;
            self.renamed += 1;
        }
        // Who has written to an old file until now has not seen that it went.
        for pending in &self.files {
            if journal::hash_of(&pending.old)?.as_ref() != Some(&pending.before) {
                return Err(ApplyError::Changed { file: pending.file.clone() });
            }
        }
        Ok(())
    }

    /// The new texts stay. What can't be removed is left to the next run, with the journal.
    fn finish(mut self) {
        journal::sync_folders(&self.files);
        if let Some(journal) = self.journal.take() {
            let _ = journal::close(journal, &self.files);
        }
    }

    /// The old texts stay; `error` with the files where that failed.
    fn give_up(mut self, error: ApplyError) -> ApplyError {
        let left = self.take_back();
        if left.is_empty() {
            return error;
        }
        ApplyError::NotTakenBack { error: Box::new(error), left: left.join(", ") }
    }

    fn take_back(&mut self) -> Vec<String> {
        let Some(journal) = self.journal.take() else { return Vec::new() };
        // If it can't be said, a run that finds the journal tells by the texts that it can't finish.
        let _ = journal.set(State::Undoing);
        let mut left = Vec::new();
        for pending in self.files[..self.renamed].iter().rev() {
            if fs::rename(&pending.old, &pending.target).is_err() {
                left.push(pending.file.clone());
            }
        }
        // The old texts are worth more than a tidy folder.
        if left.is_empty() {
            let _ = journal::close(journal, &self.files);
        }
        left
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.take_back();
    }
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
