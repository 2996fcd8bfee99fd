//! What can go wrong with the tree itself.

use std::io;
use std::path::{Path, PathBuf};

/// The flake can't be found or a folder of it can't be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    #[error("no flake.nix in {} or above", .0.display())]
    NoFlake(PathBuf),
    #[error("no flake.nix in {}, above or below", .0.display())]
    NoFlakes(PathBuf),
    #[error("{} does not exist", .0.display())]
    NoSuchPath(PathBuf),
    #[error("{} can't be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
}

impl WorkspaceError {
    pub(super) fn io(path: &Path, error: &io::Error) -> WorkspaceError {
        WorkspaceError::Unreadable { path: path.to_owned(), reason: reason(error) }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            WorkspaceError::NoFlake(_) => Some("run nixinst inside a flake, or name its folder: nixinst check PATH"),
            WorkspaceError::NoFlakes(_) => {
                Some("name a folder that has flakes in it; what .gitignore names and submodules do not count")
            }
            WorkspaceError::NoSuchPath(_) => Some("check the spelling of PATH"),
            WorkspaceError::Unreadable { .. } => Some("check the permissions of that path"),
        }
    }
}

/// The system's words without its number: the same on every platform that a snapshot is made on.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory => "is not a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split_once(" (os error ").map_or(&*text, |(words, _)| words).to_lowercase()
        }
    }
}
