//! Files as they are read: text, or why there is none.

use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use super::{FileText, GIT_CRYPT_MAGIC, MAX_FILE_SIZE, error, scan};
use crate::syntax::bounds::{self, Parsed};

/// A [`FileText`] as any thread can have it.
#[derive(Debug)]
pub(super) enum Contents {
    Text(String),
    NotUtf8,
    Unreadable(String),
    TooLarge,
}

impl Contents {
    /// What the bytes of a file are.
    pub(super) fn of(bytes: &[u8]) -> Contents {
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.starts_with(GIT_CRYPT_MAGIC) => Contents::Text(text.to_owned()),
            _ => Contents::NotUtf8,
        }
    }

    /// The tree of a text, unless it is so large that only the main thread has the stack for it.
    pub(super) fn parse(&self) -> Option<Parsed> {
        match self {
            Contents::Text(text) if text.len() <= scan::MAX_PARSED => Some(bounds::parse(text)),
            _ => None,
        }
    }
}

impl From<Contents> for FileText {
    fn from(contents: Contents) -> FileText {
        match contents {
            Contents::Text(text) => FileText::Text(text.into()),
            Contents::NotUtf8 => FileText::NotUtf8,
            Contents::Unreadable(reason) => FileText::Unreadable(reason),
            Contents::TooLarge => FileText::TooLarge,
        }
    }
}

/// A regular file of text, whatever stands there.
pub(crate) fn read_file(full: &Path) -> FileText {
    // Only to open what is no file may do something.
    match fs::metadata(full) {
        Err(error) => FileText::Unreadable(error::reason(&error)),
        Ok(metadata) if metadata.is_dir() => FileText::Unreadable("is a folder".to_owned()),
        Ok(metadata) if !metadata.is_file() => FileText::Unreadable("is not a regular file".to_owned()),
        Ok(_) => {
            let mut bytes = Vec::new();
            read_into(&mut bytes, full).map_or_else(FileText::from, |()| Contents::of(&bytes).into())
        }
    }
}

/// The bytes of what a folder lists as a regular file, in place of those of `bytes`; why there are none is no text.
pub(super) fn read_into(bytes: &mut Vec<u8>, full: &Path) -> Result<(), Contents> {
    bytes.clear();
    let failed = |e: std::io::Error| Contents::Unreadable(error::reason(&e));
    let file = open(full).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Contents::Unreadable("is not a regular file".to_owned()));
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(Contents::TooLarge);
    }
    // With room for more than there is, one read gets all, and a second one sees the end.
    bytes.reserve(metadata.len() as usize + 64);
    // The size may be wrong by now, or a lie (`/proc`), so the limit is kept here too.
    match file.take(MAX_FILE_SIZE + 1).read_to_end(bytes) {
        Err(error) => Err(failed(error)),
        Ok(size) if size as u64 > MAX_FILE_SIZE => Err(Contents::TooLarge),
        Ok(_) => Ok(()),
    }
}

// Should it be a pipe by now, nobody waits for a writer.
fn open(full: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(full)
}
