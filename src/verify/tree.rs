//! Copies of both sides: what Nix would see of a flake, at the same age, where nothing that is evaluated can touch the
//! user's files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};

use crate::workspace::git;

/// Everything in a copy is from then: flakes can read how old they are (`self.lastModified`).
const WHEN: i64 = 1_000_000_000;

/// Where one side comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// The files that are there; in a git repository those that git tracks, as Nix takes them.
    WorkTree,
    /// A commit of the flake's repository.
    Revision(String),
    /// Another folder that has the flake.
    Folder(PathBuf),
    /// A copy that was made here, and what reports call it.
    Copy(Tree, String),
}

impl Side {
    /// How reports call it.
    pub fn label(&self) -> String {
        match self {
            Side::WorkTree => "the work tree".to_owned(),
            Side::Revision(rev) => rev.clone(),
            Side::Folder(folder) => folder.display().to_string(),
            Side::Copy(_, label) => label.clone(),
        }
    }
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    #[error("{} is not in a git repository, so it has no {rev}", root.display())]
    NoRepository { root: PathBuf, rev: String },
    #[error("git has no {rev}: {why}")]
    NoRevision { rev: String, why: String },
    #[error("{label} has no {file}")]
    NoFlake { label: String, file: String },
    #[error("git fails: {0}")]
    Git(String),
    #[error("{} can't be copied: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The whole of it.
    pub top: PathBuf,
    /// Where its flake.nix is below that, `""` at the top.
    pub dir: String,
}

impl Tree {
    /// The folder of its flake.nix.
    pub fn flake(&self) -> PathBuf {
        if self.dir.is_empty() { self.top.clone() } else { self.top.join(&self.dir) }
    }
}

/// Copies a side of the flake at `root`, which must be canonical, into `to`, which must not be there.
pub fn copy(side: &Side, root: &Path, to: &Path) -> Result<Tree, TreeError> {
    if let Side::Copy(tree, _) = side {
        copy_all(&tree.top, to)?;
        return Ok(Tree { top: to.to_owned(), dir: tree.dir.clone() });
    }
    let root = match side {
        Side::Folder(folder) => folder.canonicalize().map_err(io_at(folder))?,
        _ => root.to_owned(),
    };
    let top = git::work_tree(&root);
    let dir = top.as_ref().and_then(|top| root.strip_prefix(top).ok()).and_then(Path::to_str).unwrap_or_default();
    fs::create_dir_all(to).map_err(io_at(to))?;
    match (side, &top) {
        (Side::Revision(rev), None) => return Err(TreeError::NoRepository { root, rev: rev.clone() }),
        (Side::Revision(rev), Some(top)) => check_out(top, rev, to)?,
        (_, Some(top)) => copy_tracked(top, to)?,
        (_, None) => copy_all(&root, to)?,
    }
    let tree = Tree { top: to.to_owned(), dir: dir.to_owned() };
    if !tree.flake().join("flake.nix").is_file() {
        let file = Path::new(&tree.dir).join("flake.nix").display().to_string();
        return Err(TreeError::NoFlake { label: side.label(), file });
    }
    Ok(tree)
}

/// Gives everything in a copy one age.
pub fn age(path: &Path) -> io::Result<()> {
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path)? {
            age(&entry?.path())?;
        }
    }
    let time = Timespec { tv_sec: WHEN, tv_nsec: 0 };
    let times = Timestamps { last_access: time, last_modification: time };
    Ok(utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)?)
}

/// A commit of the work tree at `top` into the folder `to`, by an index of its own: the repository's stays as it is.
///
/// # Errors
/// If git has no such commit, or fails.
pub fn check_out(top: &Path, rev: &str, to: &Path) -> Result<(), TreeError> {
    let index = to.with_extension("index");
    let no_revision = |why: String| TreeError::NoRevision { rev: rev.to_owned(), why };
    let commit = run(git::command(top)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(format!("{rev}^{{commit}}")))
    .map_err(|_| no_revision("it is no commit".to_owned()))?;
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    run(git::command(top).env("GIT_INDEX_FILE", &index).args(["read-tree", &commit])).map_err(no_revision)?;
    let prefix = format!("--prefix={}/", to.display());
    let mut check_out = git::command_without_filters(top);
    run(check_out.env("GIT_INDEX_FILE", &index).args(["checkout-index", "--all", "--quiet"]).arg(prefix))
        .map_err(TreeError::Git)?;
    fs::remove_file(&index).map_err(io_at(&index))
}

fn copy_tracked(top: &Path, to: &Path) -> Result<(), TreeError> {
    let listed = run(git::command(top).args(["ls-files", "-z", "--cached"])).map_err(TreeError::Git)?;
    for name in listed.stdout.split(|b| *b == 0).filter(|n| !n.is_empty()) {
        let Ok(name) = std::str::from_utf8(name) else { continue };
        let from = top.join(name);
        // A submodule is a folder, which Nix leaves empty; a file that was deleted is not there.
        match fs::symlink_metadata(&from) {
            Ok(m) if !m.is_dir() => copy_one(&from, &to.join(name))?,
            _ => {}
        }
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<(), TreeError> {
    fs::create_dir_all(to).map_err(io_at(to))?;
    for entry in fs::read_dir(from).map_err(io_at(from))? {
        let entry = entry.map_err(io_at(from))?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(io_at(from))?);
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_all(&path, &target)?;
        } else if kind.is_file() || kind.is_symlink() {
            copy_one(&path, &target)?;
        }
    }
    Ok(())
}

fn copy_one(from: &Path, to: &Path) -> Result<(), TreeError> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(io_at(to))?;
    }
    if from.is_symlink() {
        let target = fs::read_link(from).map_err(io_at(from))?;
        return std::os::unix::fs::symlink(target, to).map_err(io_at(from));
    }
    fs::copy(from, to).map(|_| ()).map_err(io_at(from))
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> TreeError {
    move |source| TreeError::Io { path: path.to_owned(), source }
}

fn run(command: &mut Command) -> Result<Output, String> {
    let output = command.output().map_err(|e| e.to_string())?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().next().unwrap_or("it says nothing").to_owned())
}
