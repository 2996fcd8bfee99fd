//! Folders that a function gets which is not known: it may evaluate any file in them.

use std::rc::Rc;

use crate::eval::value::{FileId, Loc, Thunk, Value};
use crate::eval::{Caller, Evaluator};
use crate::syntax::hir::{Expr, ExprId};

impl Evaluator {
    /// Records that whoever got a folder may call the function in each file of it. What they pass is not known.
    pub(super) fn call_escaped(&mut self) {
        let mut folders: Vec<(String, Rc<str>)> = Vec::new();
        for e in &self.escapes {
            if self.workspace.is_dir(&e.path) {
                let prefix =
                    if e.path.is_empty() { String::new() } else { format!("{}/", e.path.trim_end_matches('/')) };
                folders.push((prefix, e.to.as_str().into()));
            }
        }
        folders.sort();
        let files: Vec<(FileId, String)> =
            self.loaded().filter(|(_, f)| !f.builtin).map(|(id, f)| (id, f.path.clone())).collect();
        for (id, path) in files.into_iter().filter(|(_, p)| p != "flake.nix") {
            let Some((_, to)) = folders.iter().find(|(prefix, _)| path.starts_with(prefix)) else { continue };
            if let Some(expr) = self.function_of(id) {
                let arg = Thunk::done(Value::unknown(format!("what {to} passes"), None));
                self.record_call(Loc { file: id, expr }, Caller::Unknown(to.clone()), &arg);
            }
        }
    }

    // The function that a file is.
    fn function_of(&self, id: FileId) -> Option<ExprId> {
        let hir = &self.file(id).hir;
        let mut at = hir.root();
        loop {
            at = match hir.expr(at) {
                Expr::Lambda { .. } => return Some(at),
                Expr::Let { body, .. } => *body,
                _ => return None,
            };
        }
    }
}
