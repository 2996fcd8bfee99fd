//! The diff: a line per group, then the patches.
//!
//! `git apply` skips what stands before the first header, so the result can be piped as it is.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Paint};

use super::Style;
use super::clean::{clean, clean_line};
use crate::patch;
use crate::plan::choose::Question;
use crate::plan::outcome::{FileChange, Outcome};
use crate::rewrites;

pub(super) fn render(outcome: &Outcome, style: Style) -> String {
    let mut out = String::new();
    for group in &outcome.groups {
        let line = format!("# {}: {}", group.rewrite, clean(&group.title));
        let _ = writeln!(out, "{}", style.paint(Paint::new().bold(), &line));
    }
    out + &patches(&outcome.changes, style)
}

/// A change for who decides about it: what it is, why it is safe, and its diff.
pub(super) fn change(question: &Question, style: Style) -> String {
    let mut out = String::new();
    let bold = |text: String| style.paint(Paint::new().bold(), &text);
    for group in &question.groups {
        let _ = writeln!(out, "{}", bold(format!("# {}: {}", group.rewrite, clean(&group.title))));
    }
    for group in &question.become_other {
        let line = format!("# with it, what was accepted becomes another: {}", clean(&group.title));
        let _ = writeln!(out, "{}", bold(line));
    }
    let mut rewrites: Vec<_> = question.groups.iter().map(|g| (g.rewrite, g.changes_builds)).collect();
    rewrites.dedup();
    for (name, changes_builds) in rewrites {
        let word = if changes_builds { "This changes what is evaluated" } else { "Why it is safe" };
        let reason = rewrites::by_name(name).map_or("", |r| r.reason);
        let _ = writeln!(out, "{word}: {reason}");
    }
    out + &patches(&question.changes, style)
}

fn patches(changes: &[FileChange], style: Style) -> String {
    let patches = patch::patches(changes);
    // Colours and escaped characters are for eyes; a pipe gets every byte as it is.
    if !style.color && !style.terminal {
        return patches;
    }
    let mut out = String::new();
    let mut hunk = Lines::default();
    for line in patches.split_inclusive('\n') {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let (line, end) = match line.strip_suffix('\r') {
            Some(line) => (line, "\r\n"),
            None => (line, "\n"),
        };
        let paint = hunk.paint_of(line);
        out.push_str(&style.paint(paint, &clean_line(line)));
        out.push_str(end);
    }
    out
}

/// How many lines of a hunk are still to come: a removed line that starts with `--` is no header.
#[derive(Default)]
struct Lines {
    old: usize,
    new: usize,
}

impl Lines {
    fn paint_of(&mut self, line: &str) -> Paint {
        let color = |color: AnsiColor| Paint::new().fg_color(Some(color.into()));
        // Its own line, counted by neither side: "\\ No newline at end of file".
        if line.starts_with('\\') {
            return Paint::new();
        }
        if self.old == 0 && self.new == 0 {
            let Some(ranges) = line.strip_prefix("@@ -") else {
                return Paint::new().bold();
            };
            let mut ranges = ranges.split(' ');
            self.old = ranges.next().map_or(0, length);
            self.new = ranges.next().map_or(0, length);
            return color(AnsiColor::Cyan);
        }
        match line.as_bytes().first() {
            Some(b'-') => {
                self.old = self.old.saturating_sub(1);
                color(AnsiColor::Red)
            }
            Some(b'+') => {
                self.new = self.new.saturating_sub(1);
                color(AnsiColor::Green)
            }
            _ => {
                self.old = self.old.saturating_sub(1);
                self.new = self.new.saturating_sub(1);
                Paint::new()
            }
        }
    }
}

/// The length in `12,3`; 1 if there is none.
fn length(range: &str) -> usize {
    let length = range.split_once(',').map(|(_, length)| length);
    length.and_then(|l| l.parse().ok()).unwrap_or(1)
}
