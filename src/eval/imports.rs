//! In which ways the value of a file can be had: what has to be known before a file is made a function.

use super::interp::{join_parts, normalize};
use super::value::{FileId, Loc, Origin, Source, Sym, SymPart, Value};
use super::{Evaluator, SELF_PATH};
use rustc_hash::{FxHashMap, FxHashSet};

/// Ways to files that were seen.
#[derive(Debug, Default)]
pub struct Imports {
    /// Files whose value was asked for: the application of `import`, or none where it was not an expression of a file.
    seen: FxHashSet<(FileId, Option<Loc>)>,
    /// Paths that are not known whole: what they begin and end with, relative to the root.
    partial: FxHashSet<(String, String)>,
    /// The same, by the expressions that make them.
    partial_at: FxHashMap<Loc, (String, String)>,
    /// Those of them that something imports, which code that is evaluated leads to.
    unread: FxHashSet<(String, String)>,
    /// Applications of `import` to what is not known to be nixpkgs.
    other_sources: FxHashSet<Loc>,
    /// Where a file of what is fetched is imported.
    files_of_fetches: FxHashMap<Source, Loc>,
    /// Fetches that go on being used for other things than instances, and where.
    kept_fetches: FxHashMap<Source, String>,
    /// Paths that options of a configuration have: other programs may evaluate what is there.
    handed_out: FxHashSet<String>,
}

impl Imports {
    /// The applications of `import` that gave a file's value, sorted; none for a way that is not one.
    pub fn of(&self, file: FileId) -> Vec<Option<Loc>> {
        let mut out: Vec<Option<Loc>> = self.seen.iter().filter(|(f, _)| *f == file).map(|(_, at)| *at).collect();
        out.sort();
        out
    }

    /// What a path that is not known whole begins with, if it may be the one of a file.
    pub fn partial_path_to(&self, file: &str) -> Option<&str> {
        begin_of(&self.partial, file)
    }

    /// The same, if the path is imported by code that is evaluated.
    pub fn unread_path_to(&self, file: &str) -> Option<&str> {
        begin_of(&self.unread, file)
    }

    /// Whether an application of `import` has also been one to something that is not known to be nixpkgs.
    pub fn has_other_source(&self, at: Loc) -> bool {
        self.other_sources.contains(&at)
    }

    /// Where a file of what is fetched is imported, if one is.
    pub fn file_of_fetch(&self, source: &Source) -> Option<Loc> {
        self.files_of_fetches.get(source).copied()
    }

    /// Notes that what is fetched goes on being used at `place`.
    pub fn keep_fetch(&mut self, source: Source, place: String) {
        self.kept_fetches.insert(source, place);
    }

    /// Where what is fetched goes on being used.
    pub fn kept_fetch(&self, source: &Source) -> Option<&str> {
        self.kept_fetches.get(source).map(String::as_str)
    }

    /// The file, or the folder that has it, where an option's value has its path. The root stands for all of the source.
    pub fn handed_out(&self, file: &str) -> Option<&str> {
        let holds = |p: &&String| {
            !p.is_empty() && (*p == file || file.strip_prefix(p.as_str()).is_some_and(|r| r.starts_with('/')))
        };
        self.handed_out.iter().filter(holds).min().map(String::as_str)
    }
}

fn begin_of<'a>(paths: &'a FxHashSet<(String, String)>, file: &str) -> Option<&'a str> {
    let folder = file.strip_suffix("/default.nix");
    let may = |p: &str, (begin, end): &(String, String)| p.starts_with(begin.as_str()) && p.ends_with(end.as_str());
    let found = paths.iter().filter(|p| may(file, p) || folder.is_some_and(|f| may(f, p)));
    found.map(|(begin, _)| begin.as_str()).min()
}

impl Evaluator {
    /// Notes that the value of a file was asked for.
    pub(crate) fn note_import(&mut self, id: FileId, at: Option<&Origin>) {
        self.imports.seen.insert((id, at.map(|o| o.loc)));
    }

    /// Notes a path that is not known whole: its parts, the first of them absolute, and the expression that makes it.
    pub(super) fn note_partial_path(&mut self, parts: Vec<SymPart>, at: Loc) {
        if let Some(path) = partial(&join_parts(parts)) {
            self.imports.partial.insert(path.clone());
            self.imports.partial_at.insert(at, path);
        }
    }

    /// Notes that something is imported whose path is not known whole.
    pub(super) fn note_unread_import(&mut self, target: &Value) {
        let path = match target {
            Value::Unknown(u) => u.at.and_then(|at| self.imports.partial_at.get(&at)).cloned(),
            other => partial(other),
        };
        let Some(path) = path else { return };
        self.imports.partial.insert(path.clone());
        if !self.dormant {
            self.imports.unread.insert(path);
        }
    }

    /// Notes that a file of a tree is imported, if the tree is fetched.
    pub(super) fn note_file_of_fetch(&mut self, source: &Source, at: Option<&Origin>) {
        if let (Source::Pin(_) | Source::Channel(_), Some(o), false) = (source, at, self.dormant) {
            self.imports.files_of_fetches.entry(source.clone()).or_insert(o.loc);
        }
    }

    /// Notes that an application of `import` is one to something that is not known to be nixpkgs.
    pub(super) fn note_other_source(&mut self, at: Option<&Origin>) {
        if !self.dormant {
            self.imports.other_sources.extend(at.map(|o| o.loc));
        }
    }

    /// Notes the paths of the flake that are in a text which an option has.
    pub(super) fn note_handed_out(&mut self, text: &str) {
        for rest in text.split(SELF_PATH).skip(1) {
            let end = rest.find(|c: char| c.is_whitespace() || "\"':;,".contains(c)).unwrap_or(rest.len());
            let path = rest[..end].trim_matches('/');
            if !path.is_empty() && !self.imports.handed_out.contains(path) {
                self.imports.handed_out.insert(path.to_owned());
            }
        }
    }
}

// What a path of which a part is not known begins with, relative to the root, and ends with.
fn partial(path: &Value) -> Option<(String, String)> {
    let Value::Sym(s) = path else { return None };
    let Sym::Interp(parts) = &**s else { return None };
    let [SymPart::Text(begin), .., last] = &parts[..] else { return None };
    let begin = normalize(begin).strip_prefix(SELF_PATH)?.trim_start_matches('/').to_owned();
    let end = match last {
        SymPart::Text(t) => t.trim_end_matches('/').to_owned(),
        SymPart::Value(_) => String::new(),
    };
    Some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(partial: &[(&str, &str)], handed_out: &[&str]) -> Imports {
        Imports {
            partial: partial.iter().map(|(b, e)| ((*b).to_owned(), (*e).to_owned())).collect(),
            handed_out: handed_out.iter().map(|p| (*p).to_owned()).collect(),
            ..Imports::default()
        }
    }

    #[test]
    fn partial_paths_mean_what_they_may_become() {
        let i = imports(&[("overlays/", ".nix"), ("hosts/", "")], &[]);
        assert_eq!(i.partial_path_to("overlays/a.nix"), Some("overlays/"));
        assert_eq!(i.partial_path_to("hosts/a/default.nix"), Some("hosts/"));
        assert_eq!(i.partial_path_to("modules/a.nix"), None);
        let i = imports(&[("overlays/", "a")], &[]);
        assert_eq!(i.partial_path_to("overlays/a/default.nix"), Some("overlays/"), "the folder is imported");
        assert_eq!(i.partial_path_to("overlays/a.nix"), None);
    }

    #[test]
    fn folders_are_handed_out_with_their_files() {
        let i = imports(&[], &["overlays", "a.nix"]);
        assert_eq!(i.handed_out("overlays/b.nix"), Some("overlays"));
        assert_eq!(i.handed_out("a.nix"), Some("a.nix"));
        assert_eq!(i.handed_out("overlays-2/b.nix"), None);
    }
}
