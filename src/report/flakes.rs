//! Several flakes in one repository: which were looked at.

use std::fmt::Write;

use anstyle::Style as Paint;

use super::{Run, Style, clean, count};
use crate::plan::outcome::{NestedFlake, Outcome, Role};

/// One of several flakes of a run.
#[derive(Debug, Clone, Copy)]
pub struct Flake<'a> {
    /// Relative to the folder that all are in, with `/`.
    pub folder: &'a str,
    pub result: Result<(&'a Outcome, Run<'a>), Failure<'a>>,
}

/// Why there is nothing to report of a flake.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    pub message: &'a str,
    pub hint: Option<&'a str>,
}

/// The reports of several flakes, each below a line that says whose it is.
pub(super) fn text(flakes: &[Flake], style: Style) -> String {
    let mut out = String::new();
    for flake in flakes {
        let file = if flake.folder.is_empty() { "flake.nix".to_owned() } else { format!("{}/flake.nix", flake.folder) };
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", style.paint(Paint::new().bold(), &format!("== {}", clean(&file))));
        match flake.result {
            Ok((outcome, run)) => {
                // Those below have reports of their own.
                let alone = Outcome { nested_flakes: Vec::new(), ..outcome.clone() };
                out.push_str(&super::text::render(&alone, run, style));
            }
            Err(Failure { message, .. }) => _ = writeln!(out, "not looked at: {}", clean(message)),
        }
    }
    out
}

/// Folders that are written out.
const SHOWN: usize = 10;

/// Flakes below the root, those that were looked at and those that were not, and how to look at these.
pub(super) fn nested(outcome: &Outcome) -> String {
    let (seen, left): (Vec<_>, Vec<_>) = outcome.nested_flakes.iter().partition(|f| f.looked_at);
    let mut out = String::new();
    if !seen.is_empty() {
        let _ = writeln!(out, "looked at {} below, too:", count(seen.len(), "flake"));
        list(&mut out, &seen);
    }
    if let Some(first) = left.first() {
        let folder = clean(&first.folder);
        let flakes = count(left.len(), "flake");
        let _ = writeln!(out, "{flakes} below not looked at: run with --all-flakes, or `nixinst check {folder}`");
        list(&mut out, &left);
    }
    out
}

fn list(out: &mut String, flakes: &[&NestedFlake]) {
    // "and 1 more" is no shorter than the name.
    let shown = if flakes.len() > SHOWN + 1 { SHOWN } else { flakes.len() };
    for flake in &flakes[..shown] {
        let folder = clean(&flake.folder);
        let _ = match &flake.role {
            Role::Input(name) => writeln!(out, "  {folder}  input `{}`", clean(name)),
            Role::Template => writeln!(out, "  {folder}  template"),
            Role::Independent => writeln!(out, "  {folder}"),
        };
    }
    if shown < flakes.len() {
        let _ = writeln!(out, "  and {} more, see `nixinst check --format json`", flakes.len() - shown);
    }
}
