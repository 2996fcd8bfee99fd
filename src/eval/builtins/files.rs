//! Files of the flake, and what would fetch others.

use super::{Row, arg, symbolic, text};
use crate::eval::interp::normalize;
use crate::eval::value::{Native, Origin, Sym, Thunk, Value};
use crate::eval::{Evaluator, SELF_PATH};
use crate::syntax::name::Name;
use crate::workspace::{FileKind, Workspace, WorkspaceError};

pub const ROWS: &[Row] = &[
    ("baseNameOf", 1, base_name_of),
    ("dirOf", 1, dir_of),
    ("filterSource", 2, |ev, n, _| arg(ev, n, 1)),
    ("getFlake", 1, get_flake),
    ("hashFile", 2, |_, n, _| symbolic(n)),
    ("hashString", 2, |_, n, _| symbolic(n)),
    ("path", 1, path),
    ("pathExists", 1, path_exists),
    ("readDir", 1, read_dir),
    ("readFile", 1, read_file),
    ("readFileType", 1, read_file_type),
    ("toPath", 1, |ev, n, _| text(ev, n, 0).map_or_else(|| symbolic(n), |t| Value::str(&normalize(&t)))),
];

fn base_name_of(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(t) = text(ev, n, 0) else { return symbolic(n) };
    let t = t.strip_suffix('/').unwrap_or(&t);
    Value::str(t.rsplit('/').next().unwrap_or(t))
}

fn dir_of(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    match ev.concretize(&v) {
        Value::Path(p) => {
            Value::Path(p.rsplit_once('/').map_or("/", |(d, _)| if d.is_empty() { "/" } else { d }).into())
        }
        Value::Str(s) => Value::str(s.rsplit_once('/').map_or(".", |(d, _)| if d.is_empty() { "/" } else { d })),
        _ => symbolic(n),
    }
}

// The path of an argument relative to the flake's root, if it is below it.
fn inside(ev: &mut Evaluator, n: &Native, i: usize) -> Option<String> {
    let t = text(ev, n, i)?;
    Evaluator::rel(&normalize(&t)).map(str::to_owned)
}

fn read_dir(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(rel) = inside(ev, n, 0) else { return symbolic(n) };
    match ev.workspace.clone().read_dir(&rel) {
        Ok(entries) => Value::attrs(entries.iter().map(|(k, kind)| (Name::new(k), Value::str(kind.word())))),
        Err(e) => Value::unknown(format!("`readDir`: {e}"), None),
    }
}

/// `lib.filesystem.listFilesRecursive`. What a directory of another flake has in it nobody knows.
pub(crate) fn list_files_recursive(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    let is_path = matches!(ev.concretize(&v), Value::Path(_));
    let (Some(dir), Some(rel)) = (text(ev, n, 0), inside(ev, n, 0)) else { return symbolic(n) };
    let mut found = Vec::new();
    if let Err(e) = list_below(&ev.workspace, &rel, "", &mut found) {
        return Value::unknown(format!("`listFilesRecursive`: {e}"), None);
    }
    let dir = if is_path { normalize(&dir) } else { dir.to_string() };
    let made = found.into_iter().map(|below| {
        let text = format!("{dir}{below}").into();
        Thunk::done(if is_path { Value::Path(text) } else { Value::Str(text) })
    });
    Value::list(made.collect())
}

fn list_below(workspace: &Workspace, dir: &str, below: &str, out: &mut Vec<String>) -> Result<(), WorkspaceError> {
    // The root has no name.
    let folder = format!("{dir}{below}");
    for (name, kind) in workspace.read_dir(folder.trim_start_matches('/'))? {
        let below = format!("{below}/{name}");
        match kind {
            FileKind::Directory => list_below(workspace, dir, &below, out)?,
            _ => out.push(below),
        }
    }
    Ok(())
}

fn read_file(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(rel) = inside(ev, n, 0) else { return symbolic(n) };
    ev.workspace.clone().read_any(&rel).map_or_else(|| symbolic(n), |t| Value::str(&t))
}

fn read_file_type(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let Some(rel) = inside(ev, n, 0) else { return symbolic(n) };
    ev.workspace.kind(&rel).map_or_else(|| symbolic(n), |k: FileKind| Value::str(k.word()))
}

fn path_exists(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    match inside(ev, n, 0) {
        Some(rel) => Value::Bool(rel.is_empty() || ev.workspace.exists(&rel)),
        None => symbolic(n),
    }
}

// `builtins.path { path = ./x; }` is a copy of ./x.
fn path(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    ev.select(&v, Name::new("path")).unwrap_or_else(|| symbolic(n))
}

fn get_flake(ev: &mut Evaluator, n: &Native, at: Option<&Origin>) -> Value {
    match text(ev, n, 0) {
        Some(t) if t.trim_start_matches("path:").trim_end_matches('/') == SELF_PATH => Value::sym(Sym::SelfFlake),
        _ => {
            let get = Value::sym(Sym::External("builtins.getFlake".into()));
            Value::sym(Sym::Apply(get, Thunk::clone(&n.args[0]), at.cloned()))
        }
    }
}
