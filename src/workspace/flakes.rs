//! All flakes of a repository.

use std::path::{Path, PathBuf};

use super::{Workspace, WorkspaceError, folder_of, path};

/// Several flakes, and the folder that they are in.
#[derive(Debug)]
pub struct Flakes {
    /// Canonical.
    pub base: PathBuf,
    /// Folders with a `flake.nix`, relative to the base (which is `""`), sorted.
    pub folders: Vec<String>,
}

/// The flake that `start` is in and every one below it; below `start` where it is in none. Without what `.gitignore`
/// names, and without submodules and other repositories inside, whose files are not this repository's to change.
pub fn all_flakes(start: &Path) -> Result<Flakes, WorkspaceError> {
    let whole = match Workspace::open(start) {
        Err(WorkspaceError::NoFlake(_)) => Workspace::at(folder_of(start)?),
        other => other?,
    };
    let base = whole.root().to_owned();
    let is_own = |folder: &&String| {
        let mut above = folder.match_indices('/').map(|(i, _)| &folder[..i]).chain([folder.as_str()]);
        !above.any(|f| base.join(path::join(f, ".git")).exists())
    };
    let mut folders: Vec<String> = whole.nested_flakes().iter().filter(is_own).cloned().collect();
    if base.join("flake.nix").symlink_metadata().is_ok() {
        folders.insert(0, String::new());
    }
    if folders.is_empty() {
        return Err(WorkspaceError::NoFlakes(start.to_owned()));
    }
    Ok(Flakes { base, folders })
}
