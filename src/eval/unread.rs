//! Files of flakes below that nobody imports: most are never parsed, and who looks at what names something says so first.

use super::Evaluator;
use crate::syntax::name::Name;

impl Evaluator {
    /// Loads the files that may have a name.
    pub(crate) fn load_with_name(&mut self, name: Name) {
        let workspace = self.workspace.clone();
        let written = name.text();
        // A text that is a name may be written with an escape.
        self.load_below(workspace.scan(), |text| text.contains(&*written) || text.contains('\\'));
    }

    /// Loads the files that may have the path of another one.
    pub(crate) fn load_with_path_of(&mut self, path: &str) {
        let workspace = self.workspace.clone();
        // The name of `default.nix` need not be written.
        let name = path.rsplit('/').next().filter(|n| *n != "default.nix");
        let has_name = |text: &str| name.is_none_or(|n| text.contains(n));
        self.load_below(workspace.leading_out(), has_name);
        if let Some(flake) = workspace.nested_flake_of(path) {
            self.load_below(workspace.scan_below(flake), has_name);
        }
    }

    fn load_below(&mut self, files: &[String], wanted: impl Fn(&str) -> bool) {
        let workspace = self.workspace.clone();
        for file in files {
            let is_unread = workspace.glance(file).is_some() && self.file_id(file).is_none();
            if is_unread && workspace.peek(file).text().is_some_and(|text| wanted(text)) {
                let _ = self.load(file);
            }
        }
    }
}
