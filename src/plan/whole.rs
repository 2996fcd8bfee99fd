//! Changes of the flake as such, on top of those that move sites.

use super::Options;
use super::hoist::Moved;
use super::outcome::{ChangeGroup, FileChange, Note, Part, Severity};
use super::silence::kept_file;
use crate::eval::Evaluator;
use crate::eval::source_file::SourceFile;
use crate::flake::inputs;
use crate::rewrites::{self, Follow};
use crate::syntax::edit::{EditSet, reparse_check};
use crate::syntax::style::FileText;
use crate::syntax::surgery::follows;
use rnix::ast;
use rowan::ast::AstNode as _;

const FILE: &str = "flake.nix";

/// Adds what the rewrites of the run change of the flake itself; answers what they remark.
pub fn change(ev: &mut Evaluator, options: &Options, moved: &mut Moved) -> Vec<Note> {
    let mut notes = Vec::new();
    if ev.out_of_budget {
        return notes;
    }
    let flake = ev.file_id(FILE);
    for rewrite in rewrites::ALL.iter().filter(|r| options.uses(r)) {
        let Some(whole) = rewrite.whole else { continue };
        let (wanted, remarks) = whole(ev, options.moving);
        let note = |message| Note { severity: Severity::Note, place: None, message };
        notes.extend(remarks.into_iter().map(note));
        for follow in wanted {
            let Follow { input, name, target, same } = &follow;
            let part = Part::Follow { input: input.clone(), name: name.clone() };
            if options.leave.contains(&part) {
                notes.push(note(format!("`{name}` of the input `{input}` was left out of this run")));
                continue;
            }
            let kept = flake.and_then(|id| kept_file(ev, id));
            match kept.map_or_else(|| with_follow(&text(ev, moved), &follow), |block| Err(block.message)) {
                Ok(after) => {
                    put(ev, moved, after);
                    let title = format!("has `{name}` of the input `{input}` follow `{target}`");
                    let files = vec![FILE.to_owned()];
                    let changes_builds = !same;
                    let (rewrite, parts, unit) = (rewrite.name, vec![part], moved.change_groups.len());
                    moved.change_groups.push(ChangeGroup { rewrite, title, files, changes_builds, parts, unit });
                    moved.follows.push(follow);
                }
                Err(why) => {
                    notes.push(note(format!(
                        "`inputs.{input}.inputs.{name}.follows = \"{target}\";` can't be added: {why}"
                    )));
                }
            }
        }
    }
    notes
}

/// Takes inputs below for what they are going to follow, where both are one tree.
pub fn adopt_follows(ev: &mut Evaluator) {
    let whole = rewrites::follow_inputs::REWRITE.whole;
    let (wanted, _) = whole.map(|w| w(ev, false)).unwrap_or_default();
    for follow in wanted.iter().filter(|f| f.same) {
        ev.inputs.adopt_follow(&follow.input, &follow.name, &follow.target);
    }
}

// The file as the run leaves it so far.
fn text(ev: &Evaluator, moved: &Moved) -> String {
    let changed = moved.changes.iter().find(|c| c.file == FILE).map(|c| c.after.clone());
    changed.or_else(|| ev.workspace.read_any(FILE).map(|t| t.to_string())).unwrap_or_default()
}

fn put(ev: &Evaluator, moved: &mut Moved, after: String) {
    if let Some(change) = moved.changes.iter_mut().find(|c| c.file == FILE) {
        change.after = after;
        return;
    }
    let before = ev.workspace.read_any(FILE).map(|t| t.to_string()).unwrap_or_default();
    moved.changes.push(FileChange { file: FILE.to_owned(), before, after });
    moved.changes.sort_by(|a, b| a.file.cmp(&b.file));
}

fn with_follow(before: &str, follow: &Follow) -> Result<String, String> {
    if let Some(line) = super::requests::generated(before) {
        return Err(format!("{FILE} says that it is generated (line {line})"));
    }
    let file = SourceFile::parse(FILE.to_owned(), before.into(), false);
    let set = inputs::flake_set(&file.hir).and_then(|e| file.node_at(file.hir.range(e))).and_then(ast::AttrSet::cast);
    let set = set.ok_or("the flake is not written as a set")?;
    let names = (follow.input.as_str(), follow.name.as_str(), follow.target.as_str());
    let mut edits = EditSet::new();
    for edit in follows::follow(&FileText::new(before), &set, names).map_err(|e| e.to_string())? {
        edits.push(edit).map_err(|e| e.to_string())?;
    }
    let after = edits.apply(before);
    reparse_check(before, &after).map_err(|e| e.to_string())?;
    Ok(after)
}
