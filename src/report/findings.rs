//! What a run tells programs that show places in code: a finding for each site, note and error.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::clean::clean;
use super::flakes::{Failure, Flake};
use crate::plan::outcome::{ChangeGroup, Disposition, Excerpt, FileChange, Outcome, Place, Severity, Silence, Site};

/// The rule of notes.
pub(super) const REMARK: &str = "remark";
/// The rule of flakes that could not be looked at.
pub(super) const ERROR: &str = "error";

/// Names of configurations in one message before the rest is counted.
const SHOWN_NAMES: usize = 3;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Error,
    /// `fix` would change it, or it is a warning.
    Warning,
    /// Something can be done about it by hand.
    Note,
    /// As it should be.
    Fine,
}

/// One thing that was found.
#[derive(Debug)]
pub(super) struct Finding<'a> {
    /// The name of a rewrite, a code, a disposition, [`REMARK`] or [`ERROR`].
    pub rule: &'static str,
    pub level: Level,
    /// In the git work tree, so that it means something to who looks at the repository.
    pub place: Option<Place>,
    pub excerpt: Option<&'a Excerpt>,
    /// One line, without control characters.
    pub message: String,
    /// Why the user wants it to stay as it is.
    pub silence: Option<&'a Silence>,
    /// Whether `fix` changes it.
    pub fixable: bool,
    /// The same when lines move, and another for each finding.
    pub fingerprint: String,
}

/// All that was found, in the order of the flakes and of their places.
pub(super) fn findings<'a>(flakes: &[Flake<'a>], base: &str) -> Vec<Finding<'a>> {
    let mut out = Vec::new();
    let mut seen = Seen::default();
    for flake in flakes {
        match flake.result {
            Ok((outcome, _)) => of_flake(outcome, &mut seen, &mut out),
            Err(failure) => out.push(of_failure(&below(base, flake.folder), failure, &mut seen)),
        }
    }
    out
}

/// `file` in `folder`, which may be empty.
pub(super) fn below(folder: &str, file: &str) -> String {
    match (folder, file) {
        ("", file) => file.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, file) => format!("{folder}/{file}"),
    }
}

/// What a site says in one line: its source, what becomes of it and who makes it.
pub(super) fn message(site: &Site) -> String {
    let mut out = clean(&site.source).into_owned();
    if !site.message.is_empty() {
        out = format!("{out}: {}", clean(&site.message));
    }
    if !site.reached_by.is_empty() {
        // "and 1 more" is no shorter than the name.
        let all = site.reached_by.len();
        let shown = if all > SHOWN_NAMES + 1 { SHOWN_NAMES } else { all };
        let names: Vec<_> = site.reached_by[..shown].iter().map(|n| clean(n)).collect();
        let more = if shown < all { format!(" and {} more", all - shown) } else { String::new() };
        out = format!("{out}; reached by {}{more}", names.join(", "));
    }
    out
}

fn of_flake<'a>(outcome: &'a Outcome, seen: &mut Seen, out: &mut Vec<Finding<'a>>) {
    for site in &outcome.sites {
        out.push(of_site(outcome, site, seen));
    }
    // What changes without a site of its own: inputs that follow others.
    for group in &outcome.groups {
        if outcome.sites.iter().all(|s| s.rewrite != Some(group.rewrite)) {
            out.push(of_group(outcome, group, seen));
        }
    }
    for note in &outcome.notes {
        let place = note.place.as_ref().map(|p| placed(outcome, p));
        let message = clean(&note.message).into_owned();
        let level = if note.severity == Severity::Warning { Level::Warning } else { Level::Note };
        let file = place.as_ref().map_or("", |p| &p.file);
        let fingerprint = seen.fingerprint(file, REMARK, &without_digits(&message));
        out.push(Finding {
            rule: REMARK,
            level,
            place,
            excerpt: None,
            message,
            silence: None,
            fixable: false,
            fingerprint,
        });
    }
}

fn of_site<'a>(outcome: &'a Outcome, site: &'a Site, seen: &mut Seen) -> Finding<'a> {
    let place = placed(outcome, &site.place);
    let rule = site.rewrite.or(site.code).unwrap_or(site.disposition.word());
    let level = match site.disposition {
        d if d.is_rewritten() => Level::Warning,
        Disposition::Blocked => Level::Note,
        _ if site.can_go() => Level::Note,
        _ => Level::Fine,
    };
    let text = if site.excerpt.text.is_empty() { &site.source } else { &site.excerpt.text };
    let fingerprint = seen.fingerprint(&place.file, rule, text);
    Finding {
        rule,
        level,
        place: Some(place),
        excerpt: Some(&site.excerpt).filter(|e| !e.text.is_empty()),
        message: message(site),
        silence: site.silence.as_ref(),
        fixable: site.disposition.is_rewritten(),
        fingerprint,
    }
}

fn of_group<'a>(outcome: &Outcome, group: &ChangeGroup, seen: &mut Seen) -> Finding<'a> {
    let change = outcome.changes.iter().find(|c| group.files.contains(&c.file));
    let line = change.map_or(1, first_changed_line);
    let file = change.map_or("flake.nix", |c| &c.file).to_owned();
    let place = placed(outcome, &Place { file, line, column: 1 });
    let message = clean(&group.title).into_owned();
    Finding {
        rule: group.rewrite,
        level: Level::Warning,
        fingerprint: seen.fingerprint(&place.file, group.rewrite, &message),
        place: Some(place),
        excerpt: None,
        message,
        silence: None,
        fixable: true,
    }
}

fn of_failure<'a>(folder: &str, failure: Failure, seen: &mut Seen) -> Finding<'a> {
    let place = Place { file: below(folder, "flake.nix"), line: 1, column: 1 };
    let message = format!("not looked at: {}", clean(failure.message));
    Finding {
        rule: ERROR,
        level: Level::Error,
        fingerprint: seen.fingerprint(&place.file, ERROR, &without_digits(&message)),
        place: Some(place),
        excerpt: None,
        message,
        silence: None,
        fixable: false,
    }
}

/// A place of a flake in its git work tree.
pub(super) fn placed(outcome: &Outcome, place: &Place) -> Place {
    Place { file: below(&outcome.within, &place.file), ..place.clone() }
}

fn first_changed_line(change: &FileChange) -> u32 {
    let pairs = change.before.split('\n').zip(change.after.split('\n'));
    pairs.take_while(|(before, after)| before == after).count() as u32 + 1
}

// A note names other places: their lines move.
fn without_digits(message: &str) -> String {
    message.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// How often something was seen that is told apart by its order only.
#[derive(Default)]
struct Seen(BTreeMap<(String, &'static str, String), usize>);

impl Seen {
    // No line and no column is a part of it, nor white space.
    fn fingerprint(&mut self, file: &str, rule: &'static str, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let ordinal = self.0.entry((file.to_owned(), rule, text.clone())).or_default();
        *ordinal += 1;
        let mut hash = Sha256::new();
        for part in [file, rule, &text, &ordinal.to_string()] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
