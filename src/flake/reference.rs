//! Flake references (the Nix manual, "Flake references").

/// A flake reference, taken apart for [`crate::eval::models::Model::recognise`].
#[derive(Debug, Clone)]
pub struct Reference {
    /// In lower case, without query, fragment and `.git`.
    pub bare: String,
    /// What stands between its slashes and colons.
    parts: Vec<String>,
}

impl Reference {
    /// A reference as flakes write it (the Nix manual, "Flake references").
    pub fn new(text: &str) -> Reference {
        let lower = text.to_ascii_lowercase();
        let bare = lower.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').trim_end_matches(".git");
        let parts = bare.split(['/', ':']).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        Reference { bare: bare.to_owned(), parts }
    }

    /// Whether one of its parts is `name`: the repository whoever owns it, the owner, or the name in the registry.
    pub fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|p| p == name)
    }

    /// Whether it is `owner/repo`, wherever that is hosted.
    pub fn is_repo(&self, owner: &str, repo: &str) -> bool {
        self.parts.windows(2).any(|w| w[0] == owner && w[1] == repo)
    }

    /// Its parts, e.g. `github`, `nixos`, `nixpkgs`.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }
}

/// Whether a reference is to nixpkgs itself: the repository of NixOS, its channels, FlakeHub's copy, the registry's entry
/// (the global registry of NixOS/flake-registry).
pub fn is_published_nixpkgs(text: &str) -> bool {
    let r = Reference::new(text);
    let query = text.split_once('?').map_or("", |(_, q)| q);
    if query.split('&').any(|q| q.starts_with("dir=")) {
        return false;
    }
    let hosts = ["github", "github.com", "flakehub.com", "api.flakehub.com"];
    let bare = r.bare.strip_prefix("flake:").unwrap_or(&r.bare);
    let bare = bare.strip_prefix("tarball:").unwrap_or(bare);
    let channels = ["channels.nixos.org/", "nixos.org/channels/", "releases.nixos.org/"];
    r.is_repo("nixos", "nixpkgs") && hosts.iter().any(|h| r.has(h))
        || bare == "nixpkgs"
        || bare.starts_with("nixpkgs/")
        || channels.iter().any(|c| bare.strip_prefix("https://").is_some_and(|b| b.starts_with(c)))
}

/// The release in the name of a branch: (23, 5) of `nixos-23.05`, also at the end of a reference.
pub fn release_of(reference: &str) -> Option<(u32, u32)> {
    let branch = reference.rsplit(['/', '=']).next()?;
    let version = branch.split('-').find(|part| part.len() == 5 && part.as_bytes()[2] == b'.')?;
    let (year, month) = version.split_once('.')?;
    Some((year.parse().ok()?, month.parse().ok()?))
}

/// A node of a lock file as a reference.
pub fn of_node(node: &serde_json::Value) -> Option<String> {
    let r = node.get("original").filter(|o| o.get("type").is_some_and(|t| t == "path"));
    let r = r.or_else(|| node.get("locked")).or_else(|| node.get("original"))?;
    let get = |k: &str| r.get(k).and_then(|v| v.as_str());
    match (get("type")?, get("owner"), get("repo"), get("url"), get("path"), get("id")) {
        (t, Some(owner), Some(repo), ..) => Some(format!("{t}:{owner}/{repo}")),
        (t, _, _, Some(url), ..) => Some(format!("{t}:{url}")),
        ("path", _, _, _, Some(path), _) => Some(match r.get("dir").and_then(|d| d.as_str()) {
            Some(dir) => format!("path:{path}?dir={dir}"),
            None => format!("path:{path}"),
        }),
        (_, _, _, _, _, Some(id)) => Some(format!("flake:{id}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nixos_publishes_has_the_flake_of_nixpkgs() {
        for r in [
            "github:NixOS/nixpkgs/nixos-unstable",
            "github:nixos/nixpkgs?ref=nixos-25.05",
            "git+https://github.com/NixOS/nixpkgs.git?shallow=1&ref=x",
            "nixpkgs",
            "nixpkgs/nixos-23.11",
            "flake:nixpkgs",
            "tarball:https://releases.nixos.org/nixos/unstable/nixos-1/nixexprs.tar.xz",
            "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz",
            "https://flakehub.com/f/NixOS/nixpkgs/0.1",
        ] {
            assert!(is_published_nixpkgs(r), "{r}");
        }
        for r in [
            "github:me/nixpkgs",
            "github:NixOS/nixpkgs?dir=lib",
            "github:NixOS/nixpkgs-channels/nixos-20.03",
            "path:/home/nixos/nixpkgs",
            "git+file:///home/nixos/nixpkgs",
            "flake:nixpkgs-unstable",
            "github:numtide/nixpkgs-unfree",
        ] {
            assert!(!is_published_nixpkgs(r), "{r}");
        }
    }

    #[test]
    fn a_branch_tells_the_release() {
        assert_eq!(release_of("github:NixOS/nixpkgs/nixos-23.05"), Some((23, 5)));
        assert_eq!(release_of("nixpkgs-24.11-darwin"), Some((24, 11)));
        assert_eq!(release_of("release-22.11"), Some((22, 11)));
        assert_eq!(release_of("github:NixOS/nixpkgs/nixos-unstable"), None);
        assert_eq!(release_of("git+https://example.org/nixpkgs.git?ref=nixos-21.05"), Some((21, 5)));
        assert_eq!(release_of("github:NixOS/nixpkgs/0123456789abcdef"), None);
    }
}
