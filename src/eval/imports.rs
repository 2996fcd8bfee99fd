//! In which ways the value of a file can be had: what has to be known before a file is made a function.

use super::interp::{join_parts, normalize};
use super::value::{FileId, Loc, Origin, Sym, SymPart, Value};
use super::{Evaluator, SELF_PATH};
use rustc_hash::FxHashSet;

/// Ways to files that were seen.
#[derive(Debug, Default)]
pub struct Imports {
    /// Files whose value was asked for: the application of `import`, or none where it was not an expression of a file.
    seen: FxHashSet<(FileId, Option<Loc>)>,
    /// Paths that are not known whole: what they begin and end with, relative to the root.
    partial: FxHashSet<(String, String)>,
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
        let folder = file.strip_suffix("/default.nix");
        let may = |p: &str, (begin, end): &(String, String)| p.starts_with(begin.as_str()) && p.ends_with(end.as_str());
        let mut all: Vec<&(String, String)> = self.partial.iter().collect();
        all.sort();
        all.into_iter().find(|p| may(file, p) || folder.is_some_and(|f| may(f, p))).map(|(begin, _)| begin.as_str())
    }

    /// The file, or the folder that has it, where an option's value has its path. The root stands for all of the source.
    pub fn handed_out(&self, file: &str) -> Option<&str> {
        let holds = |p: &&String| {
            !p.is_empty() && (*p == file || file.strip_prefix(p.as_str()).is_some_and(|r| r.starts_with('/')))
        };
        self.handed_out.iter().filter(holds).min().map(String::as_str)
    }
}

impl Evaluator {
    /// Notes that the value of a file was asked for.
    pub(crate) fn note_import(&mut self, id: FileId, at: Option<&Origin>) {
        self.imports.seen.insert((id, at.map(|o| o.loc)));
    }

    /// Notes a path that is not known whole: its parts, the first of them absolute.
    pub(super) fn note_partial_path(&mut self, parts: Vec<SymPart>) {
        let whole = join_parts(parts);
        self.note_unread_import(&whole);
    }

    /// Notes that something is imported whose path is not known whole.
    pub(super) fn note_unread_import(&mut self, target: &Value) {
        let Value::Sym(s) = target else { return };
        let Sym::Interp(parts) = &**s else { return };
        let [SymPart::Text(begin), .., last] = &parts[..] else { return };
        let Some(begin) = normalize(begin).strip_prefix(SELF_PATH).map(str::to_owned) else { return };
        let end = match last {
            SymPart::Text(t) => t.trim_end_matches('/').to_owned(),
            SymPart::Value(_) => String::new(),
        };
        self.imports.partial.insert((begin.trim_start_matches('/').to_owned(), end));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(partial: &[(&str, &str)], handed_out: &[&str]) -> Imports {
        Imports {
            seen: FxHashSet::default(),
            partial: partial.iter().map(|(b, e)| ((*b).to_owned(), (*e).to_owned())).collect(),
            handed_out: handed_out.iter().map(|p| (*p).to_owned()).collect(),
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
