//! What other flakes may make of files that nothing here leads to: without a note, what is missing would not show.

use std::collections::{BTreeMap, BTreeSet};

use super::Explorer;
use crate::eval::modules::Kind;

/// Folders that frameworks find configurations in.
const FOLDERS: &[&str] = &["hosts", "machines", "nodes", "systems", "homes", "users", "configurations"];

impl Explorer<'_> {
    /// Notes folders that functions get which are not known, and modules of other flakes that may find folders by
    /// themselves, where there are files that nothing else imports.
    pub(super) fn leave_traces(&mut self) {
        let (idle, used): (Vec<String>, Vec<String>) = self.files().into_iter().partition(|f| !self.is_used(f));
        let given = self.given_folders(&idle);
        for (folder, to) in &given {
            let first = to.iter().next().cloned().unwrap_or_default();
            let first = if first.contains(' ') { first } else { format!("`{first}`") };
            let more = if to.len() > 1 { format!(" and {} more", to.len() - 1) } else { String::new() };
            let (shown, count) = (if folder.is_empty() { "." } else { folder }, count(&idle, folder));
            let text =
                format!("the folder {shown} goes to {first}{more}: what that makes of {count} there is not known");
            self.ev.note(None, text);
        }
        let others = self.modules_of_others();
        if !given.is_empty() || others.is_empty() {
            return;
        }
        let folders: BTreeSet<&str> = idle.iter().filter_map(|f| searched(f)).collect();
        for folder in folders.into_iter().filter(|folder| !used.iter().any(|f| is_inside(f, folder))) {
            let names: Vec<String> = others.iter().map(|o| format!("`{o}`")).collect();
            let count = count(&idle, folder);
            let text = format!("nothing imports {count} in {folder}, unless one of these does: {}", names.join(", "));
            self.ev.note(None, text);
        }
    }

    // Folders with files that no output leads to, and who gets them.
    fn given_folders(&self, idle: &[String]) -> BTreeMap<String, BTreeSet<String>> {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        // Modules that get a folder as an argument are evaluated here.
        for e in self.ev.escapes.iter().filter(|e| e.to != super::special::SPECIAL_ARGS) {
            let folder = e.path.trim_end_matches('/');
            if self.ev.workspace.is_dir(folder) && idle.iter().any(|f| is_inside(f, folder)) {
                all.entry(folder.to_owned()).or_default().insert(e.to.clone());
            }
        }
        let outer: Vec<String> = all.keys().cloned().collect();
        all.retain(|folder, _| !outer.iter().any(|o| o != folder && is_inside(folder, o)));
        all
    }

    fn files(&self) -> Vec<String> {
        let workspace = self.ev.workspace.clone();
        workspace.scan().iter().filter(|f| workspace.nested_flake_of(f).is_none()).cloned().collect()
    }

    fn is_used(&self, file: &str) -> bool {
        file == "flake.nix" || self.ev.file_id(file).is_some_and(|id| self.ev.is_imported(id))
    }

    // Modules of other flakes that make outputs here, by their names.
    fn modules_of_others(&self) -> BTreeSet<String> {
        let making = self.ev.configs.iter().filter(|c| c.kind == Kind::FlakeParts && !c.dormant);
        making.flat_map(|c| c.others.iter().cloned()).collect()
    }
}

// The outermost folder around a file that frameworks look into.
fn searched(file: &str) -> Option<&str> {
    let ends = file.match_indices('/').map(|(end, _)| end);
    ends.map(|end| &file[..end]).find(|folder| FOLDERS.contains(&folder.rsplit('/').next().unwrap_or(folder)))
}

fn is_inside(file: &str, folder: &str) -> bool {
    folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn count(files: &[String], folder: &str) -> String {
    match files.iter().filter(|f| is_inside(f, folder)).count() {
        1 => "a file".to_owned(),
        n => format!("{n} files"),
    }
}
