//! Relative paths as strings with `/`.

use std::path::{Component, Path};

/// Removes `.`, `..`, empty components and a trailing `/`. `None` if the path leads above the root or
/// is absolute. Lexical, as Nix path literals are: links play no part.
pub fn normalize(rel: &str) -> Option<String> {
    if rel.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in rel.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `folder/name`, where the root is `""`.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder and the last component; `None` for the root.
pub(super) fn split(rel: &str) -> Option<(&str, &str)> {
    if rel.is_empty() {
        return None;
    }
    Some(rel.rsplit_once('/').unwrap_or(("", rel)))
}

/// Whether `rel` is `folder` or lies in it.
pub(crate) fn is_within(rel: &str, folder: &str) -> bool {
    rel.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

/// A relative path of the operating system; `None` if it is not UTF-8.
pub(super) fn from_os(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(parts.join("/"))
}
