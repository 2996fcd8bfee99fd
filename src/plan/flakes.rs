//! The other flakes of the repository: what each is to the one that was asked for.

use super::outcome::{NestedFlake, Role};
use crate::eval::Evaluator;
use crate::eval::value::Value;
use crate::syntax::name::Name;

/// Every flake below the root, sorted by folder. It evaluates the output `templates`: the planner has to be done.
pub fn nested(ev: &mut Evaluator) -> Vec<NestedFlake> {
    let folders = ev.workspace.nested_flakes().to_vec();
    if folders.is_empty() {
        return Vec::new();
    }
    let templates = templates(ev);
    let inputs: Vec<(String, String)> =
        ev.inputs.local_flakes().map(|(name, folder)| (name.to_owned(), folder.to_owned())).collect();
    let role = |folder: &str| {
        if let Some((name, _)) = inputs.iter().find(|(_, f)| f == folder) {
            return Role::Input(name.clone());
        }
        let is_within =
            |t: &String| folder.strip_prefix(t.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('/'));
        if templates.iter().any(is_within) { Role::Template } else { Role::Independent }
    };
    let one = |folder: String| {
        let (role, looked_at) = (role(&folder), ev.local_flakes.contains(&folder));
        NestedFlake { folder, role, looked_at }
    };
    folders.into_iter().map(one).collect()
}

// Folders that the outputs `templates` and `defaultTemplate` offer (the Nix manual, `nix flake init`).
fn templates(ev: &mut Evaluator) -> Vec<String> {
    if ev.out_of_budget {
        return Vec::new();
    }
    let outputs = ev.self_outputs();
    let mut offered: Vec<Value> = ev.select(&outputs, Name::new("defaultTemplate")).into_iter().collect();
    if let Some(Value::Attrs(all)) = ev.select(&outputs, Name::new("templates")) {
        offered.extend(all.map.clone().values().map(|t| ev.force(t)).collect::<Vec<_>>());
    }
    let mut out = Vec::new();
    for template in offered {
        if let Some(Value::Path(p) | Value::Str(p)) = ev.select(&template, Name::new("path"))
            && let Some(folder) = Evaluator::rel(&p)
        {
            out.push(folder.to_owned());
        }
    }
    out
}
