//! Who opens the pull request: the forge's own tool, or the forge itself when it gets the push.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Error, Steps};

/// What hosts the remote, or how it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Forge {
    /// gh
    Github,
    /// glab
    Gitlab,
    /// tea
    Gitea,
    /// tea
    Forgejo,
    /// No tool: GitLab's push options, or as agit where the host is known as a Gitea or Forgejo
    PushOptions,
    /// No tool and no branch: a push to refs/for, for Gitea and Forgejo
    Agit,
    /// Nobody: the branch alone
    None,
}

/// The same, decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tool {
    /// With the repository as `HOST/OWNER/NAME`, if the remote's address says it.
    Gh(Option<String>),
    /// With its address.
    Glab(Option<String>),
    Tea,
    GitlabPush,
    Agit,
    Nobody,
}

/// A pull request to be.
pub(super) struct Request<'a> {
    pub remote: &'a str,
    pub branch: &'a str,
    pub base: &'a str,
    pub title: &'a str,
    pub body: &'a str,
    /// Has the body.
    pub file: &'a Path,
    pub draft: bool,
    pub labels: &'a [String],
}

/// One that is there.
struct Known {
    number: String,
    open: bool,
    url: String,
}

impl Tool {
    pub(super) fn choose(forge: Option<Forge>, url: &str, remote: &str) -> Result<Tool, Error> {
        let place = Place::of(url);
        let host = place.as_ref().map(|p| p.host.as_str()).unwrap_or_default();
        let unknown = || Error::UnknownForge { remote: remote.to_owned(), host: host.to_owned() };
        let known = known(host);
        Ok(match forge.or(known).ok_or_else(unknown)? {
            Forge::Github => Tool::Gh(place.map(|p| format!("{}/{}", p.host, p.path))),
            Forge::Gitlab => Tool::Glab(place.map(|p| format!("https://{}/{}", p.host, p.path))),
            Forge::Gitea | Forge::Forgejo => Tool::Tea,
            Forge::PushOptions if matches!(known, Some(Forge::Gitea | Forge::Forgejo)) => Tool::Agit,
            Forge::PushOptions => Tool::GitlabPush,
            Forge::Agit => Tool::Agit,
            Forge::None => Tool::Nobody,
        })
    }

    /// Whether the change is on a branch of the remote.
    pub(super) fn has_branch(&self) -> bool {
        *self != Tool::Agit
    }

    fn program(&self) -> Option<&'static str> {
        match self {
            Tool::Gh(_) => Some("gh"),
            Tool::Glab(_) => Some("glab"),
            Tool::Tea => Some("tea"),
            Tool::GitlabPush | Tool::Agit | Tool::Nobody => None,
        }
    }

    /// Its program has to be there.
    pub(super) fn require(&self) -> Result<(), Error> {
        let Some(program) = self.program() else { return Ok(()) };
        let mut command = Command::new(program);
        let run = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        match run {
            Err(e) if e.kind() == ErrorKind::NotFound => Err(Error::NoTool { tool: program }),
            _ => Ok(()),
        }
    }

    /// What a push says to the forge.
    pub(super) fn push_options(
        &self,
        base: &str,
        branch: &str,
        title: &str,
        draft: bool,
        labels: &[String],
    ) -> Vec<String> {
        let mut options = Vec::new();
        match self {
            // The description is the commit's message: an option has no lines.
            Tool::GitlabPush => {
                options.push("merge_request.create".to_owned());
                options.push(format!("merge_request.target={base}"));
                options.push(format!("merge_request.title={title}"));
                options.extend(draft.then(|| "merge_request.draft".to_owned()));
                options.extend(labels.iter().map(|l| format!("merge_request.label={l}")));
            }
            Tool::Agit => {
                let title = if draft { format!("WIP: {title}") } else { title.to_owned() };
                options.extend([format!("topic={branch}"), format!("title={title}"), "force-push=true".to_owned()]);
            }
            _ => {}
        }
        options.into_iter().flat_map(|o| ["-o".to_owned(), o]).collect()
    }

    /// Opens a pull request, or gives the one that is open the new body. One of the same commit that somebody has closed
    /// is not opened again.
    pub(super) fn ask_for_review(
        &self,
        request: &Request,
        same_commit: bool,
        steps: &mut Steps,
    ) -> Result<Vec<String>, Error> {
        let Some(program) = self.program() else {
            let line = match self {
                Tool::Nobody => format!("open the pull request of {} for {} by hand", request.branch, request.base),
                _ => format!("the forge opens the pull request of {} for {}", request.branch, request.base),
            };
            return Ok(if same_commit { Vec::new() } else { vec![line] });
        };
        let failed = |said| Error::Tool { tool: program, said, left: String::new() };
        let listed = steps.tool(program, &self.list(request)).map_err(failed)?;
        let known = match &listed {
            Some(text) => self.known(text, request.branch).map_err(failed)?,
            None => Vec::new(),
        };
        if let Some(open) = known.iter().find(|k| k.open) {
            let edit = self.edit(request, &open.number);
            if let Some(edit) = &edit {
                steps.tool(program, edit).map_err(failed)?;
            }
            let body =
                if edit.is_some() { ", its body is up to date" } else { "; its body stays, as tea can't edit it" };
            return Ok(vec![format!("pull request {} is open{body}: {}", open.number, open.url)]);
        }
        if let Some(closed) = known.first().filter(|_| same_commit) {
            let line = format!("pull request {} was closed, and is not opened again: {}", closed.number, closed.url);
            return Ok(vec![line]);
        }
        let created = steps.tool(program, &self.create(request)).map_err(failed)?;
        if listed.is_none() {
            if let Some(edit) = self.edit(request, "NUMBER") {
                let edit = shell_words::join([program].into_iter().chain(edit.iter().map(String::as_str)));
                steps.remark(&format!("where one is open already, instead: {edit}"));
            }
            return Ok(Vec::new());
        }
        // The address is in the last line, and what is above it is for a terminal.
        let created = created.unwrap_or_default();
        let address = created.lines().rev().find(|l| l.contains("://")).unwrap_or_default().trim();
        Ok(vec![format!("opened a pull request for {}: {address}", request.base)])
    }

    // Those of the branch, open or not.
    fn list(&self, r: &Request) -> Vec<String> {
        match self {
            Tool::Gh(at) => {
                let args = ["pr", "list", "--head", r.branch, "--base", r.base, "--state", "all", "--json"];
                let fields = ["number,state,url,isCrossRepository"];
                words(&[&args, &fields[..]]).into_iter().chain(of("--repo", at)).collect()
            }
            Tool::Glab(at) => {
                let args = ["mr", "list", "--source-branch", r.branch, "--target-branch", r.base, "--all"];
                words(&[&args, &["--output", "json"]]).into_iter().chain(of("--repo", at)).collect()
            }
            _ => {
                let args = ["pulls", "list", "--remote", r.remote, "--state", "all", "--limit", "50"];
                words(&[&args, &["--fields", "index,state,head,url", "--output", "json"]])
            }
        }
    }

    fn create(&self, r: &Request) -> Vec<String> {
        let draft: &[&str] = if r.draft { &["--draft"] } else { &[] };
        let labels: Vec<&str> = r.labels.iter().flat_map(|l| ["--label", l.as_str()]).collect();
        let file = r.file.display().to_string();
        match self {
            Tool::Gh(at) => {
                let args = ["pr", "create", "--base", r.base, "--head", r.branch, "--title", r.title];
                let body = ["--body-file", &file];
                words(&[&args, &body, draft, &labels]).into_iter().chain(of("--repo", at)).collect()
            }
            Tool::Glab(at) => {
                let args = ["mr", "create", "--target-branch", r.base, "--source-branch", r.branch, "--title", r.title];
                let body = ["--description", r.body, "--yes"];
                words(&[&args, &body, draft, &labels]).into_iter().chain(of("--repo", at)).collect()
            }
            _ => {
                let title = if r.draft { format!("WIP: {}", r.title) } else { r.title.to_owned() };
                let args = ["pulls", "create", "--remote", r.remote, "--base", r.base, "--head", r.branch];
                let list = r.labels.join(",");
                let labels: &[&str] = if list.is_empty() { &[] } else { &["--labels", &list] };
                words(&[&args, &["--title", &title, "--description", r.body], labels])
            }
        }
    }

    // The body alone: somebody may have given it another title.
    fn edit(&self, r: &Request, number: &str) -> Option<Vec<String>> {
        let file = r.file.display().to_string();
        match self {
            Tool::Gh(at) => {
                let args = words(&[&["pr", "edit", number, "--body-file", &file]]);
                Some(args.into_iter().chain(of("--repo", at)).collect())
            }
            Tool::Glab(at) => {
                let args = words(&[&["mr", "update", number, "--description", r.body]]);
                Some(args.into_iter().chain(of("--repo", at)).collect())
            }
            _ => None,
        }
    }

    fn known(&self, text: &str, branch: &str) -> Result<Vec<Known>, String> {
        let text = if text.trim().is_empty() { "[]" } else { text };
        let list: Vec<Value> = serde_json::from_str(text).map_err(|e| format!("its list can't be read: {e}"))?;
        let word = |v: &Value, key: &str| match &v[key] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let (number, url) = match self {
            Tool::Gh(_) => ("number", "url"),
            Tool::Glab(_) => ("iid", "web_url"),
            _ => ("index", "url"),
        };
        let other = |v: &Value| match self {
            // A branch of that name in somebody's fork.
            Tool::Gh(_) => v["isCrossRepository"] == true,
            Tool::Tea => v["head"] != branch,
            _ => false,
        };
        let known = |v: &Value| Known {
            number: word(v, number),
            open: ["open", "opened"].contains(&word(v, "state").to_ascii_lowercase().as_str()),
            url: word(v, url),
        };
        Ok(list.iter().filter(|v| !other(v)).map(known).collect())
    }
}

fn words(parts: &[&[&str]]) -> Vec<String> {
    parts.iter().flat_map(|p| p.iter()).map(|w| (*w).to_owned()).collect()
}

fn of(option: &str, at: &Option<String>) -> Vec<String> {
    at.iter().flat_map(|at| [option.to_owned(), at.clone()]).collect()
}

// What a host runs, as far as its name says it.
fn known(host: &str) -> Option<Forge> {
    let has = |word: &str| host.split(['.', '-']).any(|part| part == word);
    match host {
        "github.com" | "ssh.github.com" => Some(Forge::Github),
        "codeberg.org" => Some(Forge::Forgejo),
        _ if has("gitlab") => Some(Forge::Gitlab),
        _ if has("forgejo") => Some(Forge::Forgejo),
        _ if has("gitea") => Some(Forge::Gitea),
        _ => None,
    }
}

/// Where a repository is on its host. Never who: an address may have a password in it.
struct Place {
    host: String,
    path: String,
}

impl Place {
    fn of(url: &str) -> Option<Place> {
        let url = gix_url::parse(url).ok()?;
        let host = url.host()?.to_owned();
        let host = if host == "ssh.github.com" { "github.com".to_owned() } else { host };
        let path = url.path.to_string();
        let path = path.trim_matches('/').trim_end_matches(".git").to_owned();
        (!path.is_empty()).then_some(Place { host, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(url: &str) -> Option<Tool> {
        Tool::choose(None, url, "origin").ok()
    }

    #[test]
    fn the_host_says_which_tool() {
        let gh = Some(Tool::Gh(Some("github.com/me/flake".to_owned())));
        for url in [
            "https://github.com/me/flake.git",
            "https://me:secret@github.com/me/flake",
            "git@github.com:me/flake.git",
            "ssh://git@github.com/me/flake.git",
            "ssh://git@ssh.github.com:443/me/flake.git",
        ] {
            assert_eq!(chosen(url), gh, "{url}");
        }
        let glab = Some(Tool::Glab(Some("https://gitlab.example.org/group/sub/flake".to_owned())));
        assert_eq!(chosen("git@gitlab.example.org:group/sub/flake.git"), glab);
        assert_eq!(chosen("https://codeberg.org/me/flake"), Some(Tool::Tea));
        for url in ["/srv/git/flake.git", "file:///srv/git/flake.git", "https://git.example.org/me/github.com"] {
            assert_eq!(chosen(url), None, "{url}");
        }
    }

    #[test]
    fn push_options_are_those_of_the_forge() {
        let choose = |url: &str| Tool::choose(Some(Forge::PushOptions), url, "origin").unwrap();
        assert_eq!(choose("git@git.example.org:me/flake.git"), Tool::GitlabPush);
        assert_eq!(choose("https://codeberg.org/me/flake"), Tool::Agit);
    }
}
