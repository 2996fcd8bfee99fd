//! nixinst.toml: what a repository says to every run. Read here, and handed to the planner as plain options.

mod error;
mod file;
mod template;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;

use crate::eval::models::taught::Builder;
use crate::plan::names::{self, Wish};
use crate::plan::outcome::Place;
use crate::plan::{self, Options};
use crate::workspace::{self, FileText, Patterns, Workspace};
pub use error::Error;
use error::{Text, suggest};
use file::{Exported, File, Paths};
pub use template::template;

/// What the file is called.
pub const FILE_NAME: &str = "nixinst.toml";

/// What `nixinst explain nixinst.toml` prints.
pub const PAGE: &str = include_str!("README.md");

/// Which file counts.
#[derive(Debug, Clone)]
pub enum Choice {
    /// The nearest one, from the flake's root upwards to the top of its git work tree.
    Nearest,
    /// This one.
    Given(PathBuf),
    None,
}

/// A file that was read.
#[derive(Debug)]
pub struct Config {
    path: PathBuf,
    text: String,
    file: File,
}

/// The file that counts for the flake at `root`.
pub fn find(choice: &Choice, root: &Path) -> Result<Option<Config>, Error> {
    let path = match choice {
        Choice::None => return Ok(None),
        Choice::Given(path) => path.clone(),
        Choice::Nearest => {
            let top = workspace::work_tree(root).unwrap_or_else(|| root.to_owned());
            let folders = root.ancestors().take_while(|f| f.starts_with(&top));
            match folders.map(|f| f.join(FILE_NAME)).find(|p| p.symlink_metadata().is_ok()) {
                Some(path) => path,
                None => return Ok(None),
            }
        }
    };
    let unreadable = |source| Error::Unreadable { file: path.clone(), source };
    let text = match choice {
        Choice::Nearest => read_inside(&path, root),
        _ => fs::read_to_string(&path),
    };
    let text = text.map_err(unreadable)?;
    let path = path.canonicalize().map_err(unreadable)?;
    parse(path, text).map(Some)
}

// A repository brings this one along: it may be a link to anything, and errors quote it.
fn read_inside(path: &Path, root: &Path) -> io::Result<String> {
    let top = workspace::work_tree(root).unwrap_or_else(|| root.to_owned());
    let file = path.canonicalize()?;
    let is_git = |part: Component| part.as_os_str().eq_ignore_ascii_case(".git");
    match file.strip_prefix(&top) {
        Ok(inside) if !inside.components().any(is_git) => {}
        _ => return Err(io::Error::other("it leads out of the repository")),
    }
    match workspace::read_file(&file) {
        FileText::Text(text) => Ok(text.to_string()),
        FileText::NotUtf8 => Err(io::Error::other("it is not UTF-8")),
        FileText::TooLarge => Err(io::Error::other("it is too large")),
        FileText::Unreadable(why) => Err(io::Error::other(why)),
    }
}

/// The configuration that a text is; `path` is for messages and for what is relative to it.
pub fn parse(path: PathBuf, text: String) -> Result<Config, Error> {
    let at = Text { file: &path, text: &text };
    let file: File = toml::from_str(&text).map_err(|e| at.parse_error(&e))?;
    check(&file, &at)?;
    Ok(Config { path, text, file })
}

impl Config {
    /// What it says to a run on the flake of `workspace`; what the command line says counts more.
    pub fn apply(&self, workspace: &Workspace, options: &mut Options) -> Result<(), Error> {
        options.exported |= self.file.exported == Exported::Own;
        options.moving |= self.file.moving;
        if options.only.is_none() {
            for (name, on) in &self.file.rewrites {
                let list = if *on { &mut options.with } else { &mut options.without };
                list.push(name.get_ref().clone());
            }
        }
        options.exclude = self.exclude(workspace.root())?;
        options.names = self.names(workspace.root());
        options.builders = self.builders(workspace.root());
        Ok(())
    }

    fn exclude(&self, root: &Path) -> Result<Option<Patterns>, Error> {
        let folder = self.path.parent().unwrap_or(root);
        patterns(&self.file.exclude, &Text { file: &self.path, text: &self.text }, folder, root)
    }

    // Where something stands, if the file is the flake's own: what a flake has no use for another one may need.
    fn place(&self, offset: usize, root: &Path) -> Option<Place> {
        let file = self.path.strip_prefix(root).ok()?.to_str()?.to_owned();
        let (line, column) = Text { file: &self.path, text: &self.text }.position(offset);
        Some(Place { file, line: line as u32, column: column as u32 })
    }

    fn names(&self, root: &Path) -> BTreeMap<String, Wish> {
        let wish = |(input, name): (&Spanned<String>, &Spanned<String>)| {
            let place = self.place(input.span().start, root);
            (input.get_ref().clone(), Wish { name: name.get_ref().clone(), place })
        };
        self.file.names.iter().map(wish).collect()
    }

    fn builders(&self, root: &Path) -> Vec<(Builder, Option<Place>)> {
        let path = |p: &str| p.split('.').map(str::to_owned).collect::<Vec<_>>();
        let described = |b: &file::Builder| Builder {
            function: b.function.get_ref().clone(),
            kind: b.kind,
            modules: b.modules.as_ref().map_or(vec![path("modules")], |m| m.get_ref().all().map(path).collect()),
            special_args: path(b.special_args.as_ref().map_or(b.kind.special_args(), |s| s.get_ref())),
            system: path(b.system.as_ref().map_or("system", |s| s.get_ref())),
        };
        let place = |b: &file::Builder| self.place(b.function.span().start, root);
        self.file.builder.iter().map(|b| (described(b), place(b))).collect()
    }
}

impl Paths {
    fn all(&self) -> impl Iterator<Item = &str> {
        let (one, several) = match self {
            Paths::One(one) => (Some(one), &[][..]),
            Paths::Several(all) => (None, &all[..]),
        };
        one.into_iter().chain(several).map(String::as_str)
    }
}

fn patterns(exclude: &[Spanned<String>], at: &Text<'_>, folder: &Path, root: &Path) -> Result<Option<Patterns>, Error> {
    for pattern in exclude {
        Patterns::new(folder, root, [pattern.get_ref().as_str()]).map_err(|e| {
            let message = format!("`{}` is no pattern: {e}", pattern.get_ref());
            at.wrong(pattern.span().start, message, "patterns are those of .gitignore".to_owned())
        })?;
    }
    let all = exclude.iter().map(|p| p.get_ref().as_str());
    Ok(Patterns::new(folder, root, all).ok().filter(|_| !exclude.is_empty()))
}

// What serde can't say.
fn check(file: &File, at: &Text<'_>) -> Result<(), Error> {
    patterns(&file.exclude, at, Path::new("/"), Path::new("/"))?;
    let known = plan::rewrite_names();
    for name in file.rewrites.keys() {
        let word = name.get_ref().as_str();
        if word == crate::rewrites::isolate_overlay::REWRITE.name {
            let message = format!("`{word}` is for one overlay, which only the command line can name");
            let hint = format!("run `nixinst fix --only {word} --overlay NAME`");
            return Err(at.wrong(name.span().start, message, hint));
        }
        if !known.contains(&word) {
            let message = format!("there is no rewrite `{word}`");
            return Err(at.wrong(name.span().start, message, suggest(word, known.iter().copied())));
        }
    }
    let names = file.names.values().find(|n| !names::is_identifier(n.get_ref()));
    if let Some(name) = names {
        let message = format!("`{}` can't be the name of a variable in Nix", name.get_ref());
        let hint = "letters, digits, `_`, `-` and `'`, and a letter or `_` first".to_owned();
        return Err(at.wrong(name.span().start, message, hint));
    }
    for b in &file.builder {
        let modules = b.modules.iter().flat_map(|m| m.get_ref().all().map(move |p| (p, m.span().start)));
        let others = [Some(&b.function), b.special_args.as_ref(), b.system.as_ref()];
        let others = others.into_iter().flatten().map(|s| (s.get_ref().as_str(), s.span().start));
        let bad = modules.chain(others).find(|(path, _)| !path.split('.').all(names::is_identifier));
        if let Some((path, offset)) = bad {
            let hint = "names with dots between them, like `lib.mkBox` or `args.modules`".to_owned();
            return Err(at.wrong(offset, format!("`{path}` is no path of names"), hint));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
