//! Paths by patterns of `.gitignore`, for what is not said in one.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of a folder, for files of a flake in it or around it.
#[derive(Debug, Clone)]
pub struct Patterns {
    matcher: Gitignore,
    root: PathBuf,
}

/// Why a pattern is none.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadPattern(String);

impl Patterns {
    /// Patterns relative to `folder`, for the files of the flake at `root`; both canonical.
    pub fn new<'a>(
        folder: &Path,
        root: &Path,
        patterns: impl IntoIterator<Item = &'a str>,
    ) -> Result<Patterns, BadPattern> {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|e| BadPattern(e.to_string()))?;
        }
        let matcher = builder.build().map_err(|e| BadPattern(e.to_string()))?;
        Ok(Patterns { matcher, root: root.to_owned() })
    }

    /// The pattern that names a file of the flake, or a folder that it is in; the last that matches counts.
    pub fn naming(&self, rel: &str) -> Option<String> {
        let full = self.root.join(rel);
        // Others are not below the folder that the patterns are of.
        if !full.starts_with(self.matcher.path()) {
            return None;
        }
        match self.matcher.matched_path_or_any_parents(&full, false) {
            Match::Ignore(glob) => Some(glob.original().to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_count_from_their_folder() {
        let patterns = |lines: &[&str]| {
            Patterns::new(Path::new("/repository"), Path::new("/repository/flake"), lines.iter().copied()).unwrap()
        };
        let naming = |lines: &[&str], rel| patterns(lines).naming(rel);
        assert_eq!(naming(&["generated/**"], "generated/a.nix"), None);
        assert_eq!(naming(&["flake/generated/**"], "generated/a.nix").as_deref(), Some("flake/generated/**"));
        assert_eq!(naming(&["generated"], "generated/deep/a.nix").as_deref(), Some("generated"));
        assert_eq!(naming(&["*.gen.nix", "!b.gen.nix"], "a.gen.nix").as_deref(), Some("*.gen.nix"));
        assert_eq!(naming(&["*.gen.nix", "!b.gen.nix"], "b.gen.nix"), None);
        assert!(Patterns::new(Path::new("/"), Path::new("/"), ["[z-a]"]).is_err());
    }
}
