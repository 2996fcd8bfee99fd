//! Files of flakes below that nobody imports: most are never parsed, and who looks at what names something says so first.

use super::Evaluator;
use crate::syntax::name::Name;

impl Evaluator {
    /// Loads the files that may have a name.
    pub(crate) fn load_with_name(&mut self, name: Name) {
        let written = name.text();
        // A text that is a name may be written with an escape.
        self.load_below(|ev, file| {
            ev.workspace.peek(file).text().is_some_and(|text| text.contains(&*written) || text.contains('\\'))
        });
    }

    /// Loads the files that may have the path of another one.
    pub(crate) fn load_with_path_of(&mut self, path: &str) {
        let flake = self.workspace.nested_flake_of(path).map(str::to_owned);
        self.load_below(|ev, file| {
            ev.workspace.glance(file).is_some_and(|glance| glance.leads_out)
                || flake.as_deref().is_some_and(|f| crate::workspace::is_within(file, f))
        });
    }

    fn load_below(&mut self, wanted: impl Fn(&Evaluator, &str) -> bool) {
        let workspace = self.workspace.clone();
        for file in workspace.scan() {
            if workspace.glance(file).is_some() && self.file_id(file).is_none() && wanted(self, file) {
                let _ = self.load(file);
            }
        }
    }
}
