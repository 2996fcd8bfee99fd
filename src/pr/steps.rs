//! What is run and written, one after the other; in a dry run it is only listed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;
use super::repository::Repository;

/// Runs commands, and keeps them as a shell would take them.
#[derive(Debug)]
pub struct Steps {
    repository: Repository,
    dry: bool,
    lines: Vec<String>,
}

impl Steps {
    /// With `dry`, nothing runs that changes something.
    pub fn new(repository: &Repository, dry: bool) -> Steps {
        let top = repository.top().display().to_string();
        let lines = vec![shell_words::join(["cd", &top])];
        Steps { repository: repository.clone(), dry, lines }
    }

    /// Whether it only lists.
    pub fn is_dry(&self) -> bool {
        self.dry
    }

    /// All of them, a line each.
    pub fn list(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// A comment between them.
    pub(super) fn remark(&mut self, text: &str) {
        self.lines.push(format!("# {text}"));
    }

    /// Runs git. With `harmless` also in a dry run, where new objects go to a folder that is thrown away.
    pub(super) fn git(&mut self, args: &[String], env: &[(&str, String)], harmless: bool) -> Result<String, String> {
        let mut words: Vec<String> =
            env.iter().map(|(name, value)| format!("{name}={}", shell_words::quote(value))).collect();
        words.push(shell_words::join(["git"].into_iter().chain(args.iter().map(String::as_str))));
        self.lines.push(words.join(" "));
        if self.dry && !harmless {
            return Ok(String::new());
        }
        let mut command = match args[0].as_str() {
            "ls-remote" | "fetch" | "push" => self.repository.git_to_remotes(),
            _ => self.repository.git(),
        };
        command.args(args);
        for (name, value) in env {
            command.env(name, value);
        }
        output(&mut command)
    }

    /// Refs of a remote that match patterns, with their commits.
    pub(super) fn remote_refs(&mut self, remote: &str, patterns: &[String]) -> Result<Vec<(String, String)>, Error> {
        let mut args = vec!["ls-remote".to_owned(), remote.to_owned()];
        args.extend_from_slice(patterns);
        let unreachable = |said| Error::Unreachable { remote: remote.to_owned(), said };
        let listed = self.git(&args, &[], true).map_err(unreachable)?;
        let entry = |line: &str| line.split_once('\t').map(|(id, name)| (name.to_owned(), id.to_owned()));
        Ok(listed.lines().filter_map(entry).collect())
    }

    /// Brings branches of a remote here, as objects alone: no ref of the user's moves.
    pub(super) fn fetch(&mut self, remote: &str, branches: &[&str]) -> Result<(), Error> {
        let mut args = vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
        args.extend(["--no-auto-maintenance", "--refmap=", remote]);
        let mut args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        args.extend(branches.iter().map(|b| format!("refs/heads/{b}")));
        let unreachable = |said| Error::Unreachable { remote: remote.to_owned(), said };
        self.git(&args, &[], true).map(|_| ()).map_err(unreachable)
    }

    /// Runs a forge's tool in the work tree, or answers nothing in a dry run.
    pub(super) fn tool(&mut self, program: &str, args: &[String]) -> Result<Option<String>, String> {
        self.lines.push(shell_words::join([program].into_iter().chain(args.iter().map(String::as_str))));
        if self.dry {
            return Ok(None);
        }
        let mut command = Command::new(program);
        // It asks nothing, and no update of its own is in what it prints.
        command.args(args).current_dir(self.repository.top()).stdin(std::process::Stdio::null());
        command.env("GH_PROMPT_DISABLED", "1").env("GH_NO_UPDATE_NOTIFIER", "1").env("NO_PROMPT", "1");
        output(&mut command).map(Some)
    }

    /// Writes a file of the run.
    pub(super) fn write(&mut self, file: &Path, text: &str) -> Result<(), Error> {
        self.remark(&format!("writes {}, {} bytes", file.display(), text.len()));
        let failed = |source| Error::Io { file: PathBuf::from(file), source };
        fs::write(file, text).map_err(failed)
    }
}

/// What a command prints, without the end of its last line; what it says if it fails.
pub(super) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|e| e.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    Err(if lines.is_empty() { format!("it ended with {}", output.status) } else { lines.join("; ") })
}
