//! Fetches of nixpkgs inside code: what input of a flake would be the same tree.

use crate::eval::Evaluator;
use crate::eval::value::{Attrs, Pin, Source, Thunk, Value};
use crate::syntax::name::Name;

/// Functions that fetch, by the last word of their names.
const FETCHERS: &[&str] =
    &["fetchTarball", "fetchGit", "fetchTree", "getFlake", "fetchFromGitHub", "fetchzip", "fetchgit", "fetchurl"];

/// Arguments that change what is fetched in ways that an input can't say.
const SPECIAL: &[&str] = &[
    "postFetch",
    "sparseCheckout",
    "forceFetchGit",
    "deepClone",
    "leaveDotGit",
    "fetchLFS",
    "stripRoot",
    "private",
    "githubBase",
    "rootDir",
    "dir",
    "lfs",
    "exportIgnore",
];

impl Evaluator {
    /// The source that an application of a fetcher stands for, if it looks like nixpkgs.
    pub(super) fn source_of_fetch(&mut self, f: &Value, arg: &Thunk) -> Option<Source> {
        let name = self.describe(f);
        let last = name.rsplit('.').next().unwrap_or_default();
        if last != "applyPatches" && !FETCHERS.contains(&last) {
            return None;
        }
        let v = self.force(arg);
        let text = self.canon(&v);
        let looks = text.contains("nixpkgs") || text.contains("nixos.org") || text.contains("nixos-");
        if !looks {
            return None;
        }
        Some(match self.pin(last, &name, &v) {
            Some(pin) => Source::Pin(pin.into()),
            None => Source::Fetch(format!("{name} …")),
        })
    }

    fn pin(&mut self, fetcher: &str, name: &str, arg: &Value) -> Option<Pin> {
        let made = match (self.as_text(arg), self.as_attrs(arg)) {
            (Some(text), _) => match fetcher {
                "fetchTarball" | "fetchurl" => tarball(&text, false),
                "fetchGit" => git(&text, None, None, false),
                "getFlake" | "fetchTree" => Some(of_reference(&text)),
                _ => None,
            },
            (None, Some(set)) if set.open.is_empty() => self.pin_of_set(fetcher, &set),
            _ => None,
        };
        let (reference, rev, fixed) = made?;
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '$' | '`');
        reference.chars().all(plain).then(|| Pin { reference, rev, fixed, fetcher: name.to_owned() })
    }

    fn pin_of_set(&mut self, fetcher: &str, set: &Attrs) -> Option<Made> {
        if set.map.keys().any(|n| SPECIAL.iter().any(|s| n.is(s))) {
            return None;
        }
        let hashed = ["sha256", "hash", "narHash"].iter().any(|n| set.get(n).is_some());
        let submodules = ["submodules", "fetchSubmodules"].iter().any(|n| self.is_true(set, n));
        let mut get = |n: &str| self.text_attr(set, n);
        match fetcher {
            "fetchTarball" | "fetchzip" | "fetchurl" => tarball(&get("url")?, hashed),
            "fetchGit" | "fetchgit" => git(&get("url")?, get("rev"), get("ref").or_else(|| get("tag")), submodules),
            "fetchFromGitHub" => {
                let rev = get("rev").or_else(|| get("tag"))?;
                (!submodules).then(|| github(&get("owner")?, &get("repo")?, Some(&rev))).flatten()
            }
            "fetchTree" => match &*get("type")? {
                "github" => {
                    let at = get("rev").or_else(|| get("ref"));
                    github(&get("owner")?, &get("repo")?, at.as_deref())
                }
                "git" => git(&get("url")?, get("rev"), get("ref"), submodules),
                "tarball" => tarball(&get("url")?, hashed),
                _ => None,
            },
            _ => None,
        }
    }

    fn text_attr(&mut self, set: &Attrs, name: &str) -> Option<String> {
        let t = set.get(name)?.clone();
        let v = self.force(&t);
        self.as_text(&v).map(|s| s.to_string())
    }

    fn is_true(&mut self, set: &Attrs, name: &str) -> bool {
        let Some(t) = set.map.get(&Name::new(name)).cloned() else { return false };
        !matches!(self.force(&t), Value::Bool(false) | Value::Null)
    }
}

// A flake reference, its commit, and whether it means one tree for ever.
type Made = (String, Option<String>, bool);

fn is_commit(s: &str) -> bool {
    s.len() == 40 && s.chars().all(|c| c.is_ascii_hexdigit())
}

fn github(owner: &str, repo: &str, at: Option<&str>) -> Option<Made> {
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if !plain(owner) || !plain(repo) {
        return None;
    }
    let Some(at) = at else { return Some((format!("github:{owner}/{repo}"), None, false)) };
    let at = at.strip_prefix("refs/heads/").or_else(|| at.strip_prefix("refs/tags/")).unwrap_or(at);
    let rev = is_commit(at).then(|| at.to_ascii_lowercase());
    Some((format!("github:{owner}/{repo}/{at}"), rev.clone(), rev.is_some()))
}

// An archive: one of GitHub is a commit or a branch of a repository (the Nix manual, "Flake references").
fn tarball(url: &str, hashed: bool) -> Option<Made> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let parts: Vec<&str> = rest.split('/').collect();
    let on_github = match &parts[..] {
        ["github.com", owner, repo, "archive" | "tarball", at @ ..] => Some((owner, repo, at.join("/"))),
        ["api.github.com", "repos", owner, repo, "tarball", at @ ..] => Some((owner, repo, at.join("/"))),
        ["codeload.github.com", owner, repo, "tar.gz" | "zip", at @ ..] => Some((owner, repo, at.join("/"))),
        _ => None,
    };
    if let Some((owner, repo, at)) = on_github {
        let at = [".tar.gz", ".tar.xz", ".zip", ".tar"].iter().find_map(|e| at.strip_suffix(e)).unwrap_or(&at);
        return github(owner, repo, Some(at));
    }
    // Each release has a folder of its own, which is never written again.
    let release = rest.starts_with("releases.nixos.org/");
    let known = [".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst"];
    let reference = match known.iter().any(|e| url.ends_with(e)) {
        true => url.to_owned(),
        false => format!("tarball+{url}"),
    };
    Some((reference, None, hashed || release))
}

fn git(url: &str, rev: Option<String>, at: Option<String>, submodules: bool) -> Option<Made> {
    let bare = url.trim_end_matches('/').trim_end_matches(".git");
    let repository = ["https://github.com/", "git+https://github.com/", "git://github.com/"]
        .iter()
        .find_map(|p| bare.strip_prefix(p))
        .and_then(|r| r.split_once('/'));
    // What `fetchgit` calls `rev` may be a branch.
    let (rev, at) = match rev {
        Some(r) if is_commit(&r) => (Some(r.to_ascii_lowercase()), at),
        Some(r) => (None, at.or(Some(r))),
        None => (None, at),
    };
    if let Some((owner, repo)) = repository.filter(|(_, repo)| !submodules && !repo.contains('/')) {
        return github(owner, repo, rev.as_deref().or(at.as_deref()));
    }
    if !url.contains("://") {
        return None;
    }
    let scheme = if url.starts_with("git+") { url.to_owned() } else { format!("git+{url}") };
    let mut query: Vec<String> = Vec::new();
    query.extend(at.map(|r| format!("ref={r}")));
    query.extend(rev.as_ref().map(|r| format!("rev={r}")));
    query.extend(submodules.then(|| "submodules=1".to_owned()));
    let joint = if scheme.contains('?') { '&' } else { '?' };
    let query = query.join("&");
    let reference = if query.is_empty() { scheme } else { format!("{scheme}{joint}{query}") };
    Some((reference, rev.clone(), rev.is_some()))
}

// `github:NixOS/nixpkgs/REV`, as `builtins.getFlake` takes it.
fn of_reference(text: &str) -> Made {
    let parts: Vec<&str> = text.split(['/', '?', '=', '&']).collect();
    let rev = parts.iter().find(|p| is_commit(p)).map(|p| p.to_ascii_lowercase());
    (text.to_owned(), rev.clone(), rev.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REV: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn archives_of_github_are_commits_or_branches() {
        let made = tarball(&format!("https://github.com/NixOS/nixpkgs/archive/{REV}.tar.gz"), false).unwrap();
        assert_eq!(made, (format!("github:NixOS/nixpkgs/{REV}"), Some(REV.to_owned()), true));
        let made = tarball("https://github.com/NixOS/nixpkgs/archive/refs/heads/nixos-unstable.zip", true).unwrap();
        assert_eq!(made, ("github:NixOS/nixpkgs/nixos-unstable".to_owned(), None, false), "a branch moves");
    }

    #[test]
    fn other_archives_stand_still_by_their_hash_or_as_releases() {
        let channel = "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz";
        assert_eq!(tarball(channel, false), Some((channel.to_owned(), None, false)));
        assert_eq!(tarball(channel, true), Some((channel.to_owned(), None, true)));
        let release = "https://releases.nixos.org/nixos/24.05/nixos-24.05.1/nixexprs.tar.xz";
        assert_eq!(tarball(release, false), Some((release.to_owned(), None, true)));
        let odd = tarball("https://example.org/nixpkgs", true).unwrap();
        assert_eq!(odd.0, "tarball+https://example.org/nixpkgs");
    }

    #[test]
    fn repositories_elsewhere_keep_their_url() {
        let made = git("https://git.example.org/nixpkgs.git", Some(REV.to_owned()), Some("main".to_owned()), false);
        let made = made.unwrap();
        assert_eq!(made.0, format!("git+https://git.example.org/nixpkgs.git?ref=main&rev={REV}"));
        assert!(made.2);
        let made = git("https://github.com/NixOS/nixpkgs.git", None, Some("refs/heads/master".to_owned()), false);
        assert_eq!(made, Some(("github:NixOS/nixpkgs/master".to_owned(), None, false)));
        assert!(git("/srv/nixpkgs", None, None, false).is_none());
    }

    #[test]
    fn references_are_fixed_by_a_commit() {
        assert!(of_reference(&format!("github:NixOS/nixpkgs/{REV}")).2);
        assert!(of_reference(&format!("git+https://example.org/x?rev={REV}")).2);
        assert!(!of_reference("github:NixOS/nixpkgs/nixos-unstable").2);
    }
}
