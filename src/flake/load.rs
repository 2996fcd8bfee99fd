//! From a folder to an evaluated flake.

use std::rc::Rc;

use super::inputs::{self, InputKind, Inputs};
use crate::eval::models::taught::Builder;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{Attrs, Sym, Thunk, Value};
use crate::eval::{Evaluator, explore};
use crate::syntax::hir::{Expr, Param};
use crate::syntax::name::Name;
use crate::workspace::{FileText, Workspace};

/// Why a flake can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("flake.nix can't be read: {0}")]
    Unreadable(String),
    #[error("flake.nix:{line}:{column}: does not parse: {message}")]
    Syntax { line: u32, column: u32, message: String },
    #[error("flake.nix is not an attribute set")]
    NotASet,
    #[error("flake.nix has no `outputs`")]
    NoOutputs,
    #[error("`outputs` of flake.nix is not a function")]
    OutputsNotAFunction,
    #[error("the outputs of flake.nix can't be had: {0}")]
    NoResult(String),
}

impl LoadError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            LoadError::Unreadable(_) => "check its permissions, and that it is text in UTF-8",
            LoadError::Syntax { .. } => "run `nix-instantiate --parse flake.nix` to see what Nix makes of it",
            LoadError::NotASet => "a flake is `{ inputs = …; outputs = …; }`, written out",
            LoadError::NoOutputs => "a flake needs `outputs = { self, nixpkgs, ... }: { … };`",
            LoadError::NoResult(_) => "run `nix flake show` to see what Nix makes of it",
            LoadError::OutputsNotAFunction => "write it as `outputs = { self, nixpkgs, ... }: { … };`",
        }
    }
}

/// Evaluates the flake of `workspace` as far as it can be, and looks at everything in it.
pub fn load(workspace: Rc<Workspace>) -> Result<Evaluator, LoadError> {
    load_within(workspace, &[], u64::MAX)
}

/// The same with builders of other flakes that the user describes, and at most so many steps for each part of the work: what
/// is left then is unknown.
pub fn load_within(workspace: Rc<Workspace>, builders: &[Builder], budget: u64) -> Result<Evaluator, LoadError> {
    load_with(workspace, true, builders, budget)
}

/// The same, every configuration with an evaluation of its own of each module: to be compared with.
pub fn load_apart(workspace: Rc<Workspace>) -> Result<Evaluator, LoadError> {
    load_with(workspace, false, &[], u64::MAX)
}

fn load_with(
    workspace: Rc<Workspace>,
    shared: bool,
    builders: &[Builder],
    budget: u64,
) -> Result<Evaluator, LoadError> {
    // At once: from here on what is read is in memory.
    workspace.scan();
    let text = match workspace.read("flake.nix") {
        FileText::Text(t) => t,
        FileText::NotUtf8 => return Err(LoadError::Unreadable("it is not UTF-8".to_owned())),
        FileText::Unreadable(e) => return Err(LoadError::Unreadable(e)),
        FileText::TooLarge => return Err(LoadError::Unreadable("it is too large".to_owned())),
    };
    let flake = SourceFile::parse("flake.nix".to_owned(), text, false);
    if let Some((offset, message)) = flake.errors.first() {
        let (line, column) = flake.position(*offset);
        return Err(LoadError::Syntax { line, column, message: message.clone() });
    }
    let Some(set) = inputs::flake_set(&flake.hir) else { return Err(LoadError::NotASet) };
    let lock = workspace.read_any("flake.lock");
    let broken_lock = lock.as_deref().and_then(|t| serde_json::from_str::<serde_json::Value>(t).err());
    let inputs = Inputs::read(&flake, lock.as_deref());
    if inputs::attr(&flake.hir, set, "outputs").is_none() {
        return Err(LoadError::NoOutputs);
    }
    let mut ev = Evaluator::new(workspace, inputs, budget);
    ev.sharing.off = !shared;
    ev.taught = builders.into();
    if let Some(e) = broken_lock {
        ev.note(None, format!("flake.lock is not JSON: {e}"));
    }
    let id = ev.add_file(flake);
    let root = ev.file_root(id);
    let set = ev.force(&root);
    let function = ev.select(&set, Name::new("outputs")).unwrap_or(Value::Null);
    if !matches!(function, Value::Lambda(_) | Value::Sym(_) | Value::Unknown(_) | Value::Attrs(_)) {
        return Err(LoadError::OutputsNotAFunction);
    }
    if let Value::Attrs(a) = &function
        && a.get("__functor").is_none()
    {
        return Err(LoadError::OutputsNotAFunction);
    }
    let arg = Thunk::done(ev.inputs_value());
    // Not an application in a file: nothing of the repository passes the inputs.
    ev.outputs = Some(Thunk::lazy(move |ev| match &function {
        Value::Lambda(c) => ev.call_lambda(c, arg, crate::eval::Caller::Builtin),
        other => ev.call(other, arg, None),
    }));
    match ev.self_outputs() {
        Value::Unknown(u) if u.reason.starts_with("throw:") || u.reason.contains("which is not there") => {
            return Err(LoadError::NoResult(u.reason.clone()));
        }
        v if v.is_known() && !matches!(v, Value::Attrs(_)) => {
            return Err(LoadError::NoResult(format!("they are a {}, not a set", v.type_name())));
        }
        _ => {}
    }
    explore::explore(&mut ev);
    Ok(ev)
}

impl Evaluator {
    /// An attribute of a flake in a folder of this repository that is an input of it.
    pub(crate) fn select_local(&mut self, rel: &str, v: &Value, name: Name) -> Thunk {
        let (rel, v) = (rel.to_owned(), v.clone());
        if name.is("outPath") {
            return Thunk::done(Value::str(&format!("{}/{rel}", crate::eval::SELF_PATH)));
        }
        Thunk::lazy(move |ev| {
            let outputs = ev.local_outputs(&rel, &v);
            ev.select(&outputs, name).unwrap_or_else(|| Value::sym(Sym::Select(v.clone(), name)))
        })
    }

    fn local_outputs(&mut self, rel: &str, v: &Value) -> Value {
        let Ok(file) = self.load(&format!("{rel}/flake.nix")) else { return v.clone() };
        self.note_import(file, None);
        let root = self.file_root(file);
        let set = self.force(&root);
        let Some(Value::Lambda(f)) = self.select(&set, Name::new("outputs")) else { return v.clone() };
        let Value::Sym(s) = v else { return v.clone() };
        let Sym::Input(own) = &**s else { return v.clone() };
        self.local_flakes.insert(rel.to_owned());
        let mut names: Vec<Name> = Vec::new();
        if let Expr::Lambda { param: Param::Pattern { formals, .. }, .. } = self.expr(f.loc) {
            names.extend(formals.iter().map(|f| f.name));
        }
        if let Some(Value::Attrs(a)) = self.select(&set, Name::new("inputs")) {
            names.extend(a.map.keys().copied());
        }
        let mut map = crate::eval::value::AttrMap::default();
        for n in names {
            let value = if n.is("self") { v.clone() } else { Value::sym(Sym::Input(self.inputs.child(*own, n))) };
            map.insert(n, Thunk::done(value));
        }
        debug_assert!(matches!(self.inputs.kind(*own), InputKind::Local(_)));
        let args = Value::Attrs(Rc::new(Attrs { map, ..Attrs::default() }));
        self.call_lambda(&f, Thunk::done(args), crate::eval::Caller::Builtin)
    }
}
