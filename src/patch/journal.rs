//! The journal of a run that writes: an interrupted run has happened, or it has not.
//!
//! It stands at the top of the git work tree (of the flake, where there is none) before the first file is staged, and
//! goes after the last has its place. Its first line says how far the run is, its second names the files with the hashes
//! of their texts before and after. The run holds a lock on it, which the system takes back from a process that is
//! killed: a journal without one is of a run that was interrupted. `recover` takes such a run back as long as it was
//! staging, and finishes it once all was staged.
//!
//! A repository may bring a journal along, so one is trusted with no more than what a run may do: files within its
//! folder, outside of `.git`, and staged texts of the hash that it names.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode};
use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::workspace::git;
use crate::workspace::temporary::JOURNAL;

const VERSION: u32 = 1;

/// Larger ones were not written here: it is some 300 bytes for each file.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// How often a lock is tried that another process holds, and how long it is waited in between: who only looks at a
/// journal holds it for a moment.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// Why a journal stands in the way.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("another nixinst is writing here: it holds {}", .0.display())]
    Busy(PathBuf),
    #[error("an earlier `nixinst fix` was interrupted here: {} is left of it", .0.display())]
    Unfinished(PathBuf),
    #[error("{} is no journal that this version of nixinst reads: {why}", path.display())]
    Foreign { path: PathBuf, why: String },
    #[error("{file} is neither as it was before an interrupted `nixinst fix` nor as that left it; {kept}")]
    Conflict { file: String, kept: String },
    #[error("{} can't be {what}: {source}", path.display())]
    Io { path: PathBuf, what: &'static str, source: io::Error },
}

impl JournalError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            JournalError::Busy(_) => "wait until it is done",
            JournalError::Unfinished(_) => "run `nixinst fix`, which finishes it or takes it back first",
            JournalError::Foreign { .. } => "use the version that wrote it; or delete it, if nixinst did not",
            JournalError::Conflict { .. } => {
                "put the text that you want there, delete the kept ones and .nixinst-journal, and run it again"
            }
            JournalError::Io { .. } => "check the permissions and the free space there",
        }
    }
}

pub(super) fn io_at(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> JournalError {
    move |source| JournalError::Io { path: path.to_owned(), what, source }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// No target was touched.
    Staging,
    /// All is staged: from here on the run is finished by whoever finds it.
    Renaming,
    /// A rename has failed, and those before it are taken back.
    Undoing,
}

impl State {
    const ALL: [State; 3] = [State::Staging, State::Renaming, State::Undoing];

    // All of one length: the next word takes the place of the last without another byte, on a disk that may be full.
    fn line(self) -> &'static [u8] {
        match self {
            State::Staging => b"staging \n",
            State::Renaming => b"renaming\n",
            State::Undoing => b"undoing \n",
        }
    }
}

/// A file of the run: where it is, its new text beside it, and its old one once it was kept.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// How messages call it.
    pub file: String,
    pub target: PathBuf,
    pub new: PathBuf,
    pub old: PathBuf,
    /// SHA-256 of the texts.
    pub before: String,
    pub after: String,
}

impl Pending {
    fn remove_texts(&self) -> Result<(), JournalError> {
        for text in [&self.new, &self.old] {
            match fs::remove_file(text) {
                Err(e) if !is_gone(&e) => return Err(io_at(text, "removed")(e)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What is to be written to a file, for [`Journal::begin`].
pub(super) struct Planned<'a> {
    pub file: &'a str,
    /// Canonical.
    pub target: &'a Path,
    pub before: &'a str,
    pub after: &'a str,
}

#[derive(Serialize, Deserialize)]
struct Content {
    version: u32,
    /// A part of the names of staged files.
    run: String,
    files: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    /// Relative to the journal's folder; bytes outside of ASCII in percents.
    target: String,
    before: String,
    after: String,
}

/// A journal of this process, which nobody else touches as long as it lives.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Writes one at `top`, for a run that is to change `planned` below `root`, and answers it with the names to stage at.
    /// All that it says is on the disk then.
    pub(super) fn begin(top: &Path, root: &Path, planned: &[Planned]) -> Result<(Journal, Vec<Pending>), JournalError> {
        let mut journal = Journal::create(top);
        // A flake in a repository that belongs to somebody else.
        if matches!(&journal, Err(JournalError::Io { source, .. }) if top != root && is_refused(source)) {
            journal = Journal::create(root);
        }
        let journal = journal?;
        match journal.describe(planned) {
            Ok(files) => Ok((journal, files)),
            Err(error) => {
                let _ = journal.remove();
                Err(error)
            }
        }
    }

    fn create(folder: &Path) -> Result<Journal, JournalError> {
        let path = folder.join(JOURNAL);
        for _ in 0..TRIES {
            let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path);
            let file = match file {
                Err(e) if e.kind() == ErrorKind::AlreadyExists => match look(&path)? {
                    Some(found) => return Err(found),
                    None => continue,
                },
                file => file.map_err(io_at(&path, "made"))?,
            };
            // Between the two somebody may have taken it for one that was left, and removed it.
            if lock(&file, FlockOperation::NonBlockingLockExclusive).map_err(io_at(&path, "locked"))?
                && is_still(&path, &file)
            {
                return Ok(Journal { path, file });
            }
        }
        Err(JournalError::Busy(path))
    }

    fn describe(&self, planned: &[Planned]) -> Result<Vec<Pending>, JournalError> {
        let folder = self.folder();
        let mut content = Content { version: VERSION, run: run_name(), files: Vec::new() };
        let mut files = Vec::new();
        for (i, plan) in planned.iter().enumerate() {
            let target = plan.target.strip_prefix(folder).unwrap_or(plan.target);
            let entry = Entry {
                target: encode(target),
                before: hash(plan.before.as_bytes()),
                after: hash(plan.after.as_bytes()),
            };
            files.push(pending(plan.file.to_owned(), plan.target.to_owned(), &content.run, i, &entry));
            content.files.push(entry);
        }
        let json = serde_json::to_vec(&content).map_err(io::Error::from).map_err(io_at(&self.path, "written"))?;
        let text = [State::Staging.line(), &json, b"\n"].concat();
        let written = self.file.write_all_at(&text, 0).and_then(|()| self.file.sync_all());
        written.map_err(io_at(&self.path, "written"))?;
        sync(folder);
        Ok(files)
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Says how far the run is; on the disk when it returns.
    pub(super) fn set(&self, state: State) -> Result<(), JournalError> {
        let written = self.file.write_all_at(state.line(), 0).and_then(|()| self.file.sync_data());
        written.map_err(io_at(&self.path, "written"))
    }

    /// Nothing of the run is left.
    pub(super) fn remove(self) -> Result<(), JournalError> {
        fs::remove_file(&self.path).map_err(io_at(&self.path, "removed"))?;
        sync(self.folder());
        Ok(())
    }
}

/// Removes what was staged and kept, then the journal. With an error the journal stays, for the next run.
pub(super) fn close(journal: Journal, files: &[Pending]) -> Result<(), JournalError> {
    for file in files {
        file.remove_texts()?;
    }
    sync_folders(files);
    journal.remove()
}

/// What became of a run that was interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// All its files have their new texts, these since now.
    Finished { files: usize, written: Vec<String> },
    /// All its files have their old texts.
    TakenBack,
}

/// Finishes or takes back runs that were interrupted and whose journals concern the flake at `root`.
pub fn recover(root: &Path) -> Result<Vec<Recovered>, JournalError> {
    let mut out = Vec::new();
    for path in journals(root) {
        out.extend(recover_one(&path)?);
    }
    Ok(out)
}

/// An error if there is a journal that concerns the flake at `root`: its files may be between before and after.
pub fn require_none(root: &Path) -> Result<(), JournalError> {
    for path in journals(root) {
        if let Some(found) = look(&path)? {
            return Err(found);
        }
    }
    Ok(())
}

fn recover_one(path: &Path) -> Result<Option<Recovered>, JournalError> {
    let Some(file) = open(path)? else { return Ok(None) };
    if !lock(&file, FlockOperation::NonBlockingLockExclusive).map_err(io_at(path, "locked"))? {
        return Err(JournalError::Busy(path.to_owned()));
    }
    if !is_still(path, &file) {
        return Ok(None);
    }
    let mut text = Vec::new();
    (&file).take(MAX_SIZE + 1).read_to_end(&mut text).map_err(io_at(path, "read"))?;
    let journal = Journal { path: path.to_owned(), file };
    let (state, content) = match parse(&text) {
        Err(why) => return Err(JournalError::Foreign { path: path.to_owned(), why }),
        // Nothing is staged before all of it is on the disk.
        Ok(None) => return journal.remove().map(|()| Some(Recovered::TakenBack)),
        Ok(Some(parsed)) => parsed,
    };
    let files = resolve(journal.folder(), &content);
    let files = files.map_err(|why| JournalError::Foreign { path: path.to_owned(), why })?;
    let (written, conflicts) = match state {
        State::Staging => (Vec::new(), Vec::new()),
        State::Renaming => settle(&files, |f| (&f.after, &f.before, &f.new))?,
        State::Undoing => settle(&files, |f| (&f.before, &f.after, &f.old))?,
    };
    if let Some(first) = conflicts.first() {
        return Err(JournalError::Conflict { file: first.file.clone(), kept: kept(first) });
    }
    close(journal, &files)?;
    Ok(Some(match state {
        State::Renaming => Recovered::Finished { files: files.len(), written },
        State::Staging | State::Undoing => Recovered::TakenBack,
    }))
}

/// Gives every file the text that it is to have: `(wanted, other, where the wanted text is)`. Answers what was renamed, and
/// files that have another text than either, which stay as they are.
fn settle<'a>(
    files: &'a [Pending],
    of: impl Fn(&'a Pending) -> (&'a String, &'a String, &'a PathBuf),
) -> Result<(Vec<String>, Vec<&'a Pending>), JournalError> {
    let (mut written, mut conflicts) = (Vec::new(), Vec::new());
    for file in files {
        let (wanted, other, text) = of(file);
        let now = hash_of(&file.target)?;
        if now.as_ref() == Some(wanted) {
            continue;
        }
        if now.as_ref() == Some(other) && hash_of(text)?.as_ref() == Some(wanted) {
            fs::rename(text, &file.target).map_err(io_at(&file.target, "written"))?;
            written.push(file.file.clone());
        } else {
            conflicts.push(file);
        }
    }
    sync_folders(files);
    Ok((written, conflicts))
}

fn kept(file: &Pending) -> String {
    let there = |what: &str, path: &Path| path.exists().then(|| format!("the {what} text is in {}", path.display()));
    let both: Vec<String> = [there("new", &file.new), there("old", &file.old)].into_iter().flatten().collect();
    if both.is_empty() { "neither text is there any more".to_owned() } else { both.join(", ") }
}

/// Where the journal of a run in the flake at `root` belongs.
pub(super) fn place(root: &Path) -> PathBuf {
    git::work_tree(root).unwrap_or_else(|| root.to_owned())
}

/// Journals at the flake's own place and above it, where a run over several flakes leaves its own. Those above count if
/// they are this user's: anybody may write to `/tmp`.
fn journals(root: &Path) -> Vec<PathBuf> {
    let own = place(root);
    let me = rustix::process::geteuid().as_raw();
    let concerns = |folder: &&Path| {
        let found = folder.join(JOURNAL).symlink_metadata();
        found.is_ok_and(|m| *folder == own || *folder == root || m.uid() == me)
    };
    root.ancestors().filter(concerns).map(|folder| folder.join(JOURNAL)).collect()
}

/// Whose the journal is; none if it has gone by now.
fn look(path: &Path) -> Result<Option<JournalError>, JournalError> {
    for attempt in 1.. {
        let Some(file) = open(path)? else { return Ok(None) };
        if !lock(&file, FlockOperation::NonBlockingLockShared).map_err(io_at(path, "locked"))? {
            break;
        }
        if !is_still(path, &file) {
            return Ok(None);
        }
        // One that was made this moment is empty, and has no lock yet.
        if attempt >= TRIES || file.metadata().is_ok_and(|m| m.len() > 0) {
            return Ok(Some(JournalError::Unfinished(path.to_owned())));
        }
        drop(file);
        std::thread::sleep(PAUSE);
    }
    Ok(Some(JournalError::Busy(path.to_owned())))
}

fn open(path: &Path) -> Result<Option<File>, JournalError> {
    let foreign = || JournalError::Foreign { path: path.to_owned(), why: "it is not a regular file".to_owned() };
    match path.symlink_metadata() {
        Err(e) if is_gone(&e) => return Ok(None),
        Err(e) => return Err(io_at(path, "read")(e)),
        Ok(found) if !found.is_file() => return Err(foreign()),
        Ok(_) => {}
    }
    match open_regular(path) {
        Err(e) if is_gone(&e) => Ok(None),
        file => file.map(Some).map_err(io_at(path, "read")),
    }
}

// No link is followed, and no pipe waited for, whatever has taken the file's place by now.
fn open_regular(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    OpenOptions::new().read(true).custom_flags(flags as i32).open(path)
}

/// Whether the lock is had. Where the file system has none, nobody can hold one.
fn lock(file: &File, how: FlockOperation) -> io::Result<bool> {
    for attempt in 1.. {
        match flock(file, how) {
            Ok(()) | Err(Errno::NOLCK | Errno::OPNOTSUPP | Errno::NOSYS | Errno::BADF) => return Ok(true),
            Err(Errno::WOULDBLOCK) if attempt >= TRIES => return Ok(false),
            Err(Errno::WOULDBLOCK) => std::thread::sleep(PAUSE),
            Err(Errno::INTR) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(false)
}

// Whether `path` is still the file that was opened.
fn is_still(path: &Path, file: &File) -> bool {
    let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    path.symlink_metadata().ok().zip(file.metadata().ok()).is_some_and(|(a, b)| same(&a, &b))
}

/// None if it was interrupted while it was written.
fn parse(text: &[u8]) -> Result<Option<(State, Content)>, String> {
    let first = State::Staging.line();
    if text.len() as u64 > MAX_SIZE {
        return Err("it is too large".to_owned());
    }
    if first.starts_with(text) || (text.starts_with(first) && !text[first.len()..].contains(&b'\n')) {
        return Ok(None);
    }
    let state = State::ALL.into_iter().find(|s| text.starts_with(s.line()));
    let state = state.ok_or("it has no state")?;
    let content: Content = serde_json::from_slice(&text[first.len()..]).map_err(|e| e.to_string())?;
    if content.version != VERSION {
        return Err(format!("it is of version {}", content.version));
    }
    Ok(Some((state, content)))
}

/// The files of a journal in `folder`, if a run could have named them.
fn resolve(folder: &Path, content: &Content) -> Result<Vec<Pending>, String> {
    if content.run.len() != 16 || !content.run.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err("it has no name of a run".to_owned());
    }
    let top = folder.canonicalize().map_err(|e| e.to_string())?;
    let mut files = Vec::new();
    for (i, entry) in content.files.iter().enumerate() {
        let relative = decode(&entry.target);
        let shown = relative.to_string_lossy().into_owned();
        let refused = || format!("{shown} is no file that nixinst would write");
        if !is_plain(&relative) {
            return Err(refused());
        }
        let mut target = top.join(&relative);
        let name = target.file_name().map(ToOwned::to_owned).ok_or_else(refused)?;
        // A folder that has gone has nothing in it to be written or removed.
        match target.parent().unwrap_or(&top).canonicalize() {
            Ok(parent) if parent.strip_prefix(&top).is_ok_and(|p| p.as_os_str().is_empty() || is_plain(p)) => {
                target = parent.join(name);
            }
            Err(e) if is_gone(&e) => {}
            _ => return Err(refused()),
        }
        files.push(pending(shown, target, &content.run, i, entry));
    }
    Ok(files)
}

// Names and nothing else, none of them git's own folder.
fn is_plain(path: &Path) -> bool {
    let plain = |c: Component| matches!(c, Component::Normal(name) if !name.eq_ignore_ascii_case(".git"));
    !path.as_os_str().is_empty() && path.components().all(plain)
}

fn pending(file: String, target: PathBuf, run: &str, index: usize, entry: &Entry) -> Pending {
    let beside = |what: &str| target.with_file_name(format!(".nixinst-{run}-{index}.{what}"));
    let (new, old) = (beside("new"), beside("old"));
    Pending { file, new, old, before: entry.before.clone(), after: entry.after.clone(), target }
}

fn run_name() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

fn encode(path: &Path) -> String {
    const SPECIAL: &AsciiSet = &CONTROLS.add(b'%');
    percent_encode(path.as_os_str().as_bytes(), SPECIAL).to_string()
}

fn decode(text: &str) -> PathBuf {
    PathBuf::from(std::ffi::OsString::from_vec(percent_decode_str(text).collect()))
}

fn hash(text: &[u8]) -> String {
    hex(Sha256::digest(text).as_slice())
}

/// The hash of a regular file; none if it is not there, or is something else.
pub(super) fn hash_of(path: &Path) -> Result<Option<String>, JournalError> {
    match path.symlink_metadata() {
        Ok(found) if !found.is_file() => return Ok(None),
        Err(e) if is_gone(&e) => return Ok(None),
        _ => {}
    }
    let mut hasher = Sha256::new();
    let read = open_regular(path).and_then(|mut file| io::copy(&mut file, &mut hasher));
    match read {
        Err(e) if is_gone(&e) => Ok(None),
        read => read.map(|_| Some(hex(hasher.finalize().as_slice()))).map_err(io_at(path, "read")),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn is_refused(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// So that a power cut does not undo some of what was done. Not every system can do this.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

/// The same for the folders of all files.
pub(super) fn sync_folders(files: &[Pending]) {
    let mut folders: Vec<&Path> = files.iter().filter_map(|f| f.target.parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.into_iter().for_each(sync);
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
