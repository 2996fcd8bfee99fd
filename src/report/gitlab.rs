//! A code quality report of GitLab: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde::Serialize;

use super::findings::{Finding, Level, below, findings};
use super::flakes::Flake;
use super::json;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

pub(super) fn render(flakes: &[Flake], base: &str) -> String {
    let findings = findings(flakes, base);
    let issues: Vec<Issue> = findings.iter().filter_map(|f| issue(f, base)).collect();
    json::text(&issues)
}

fn issue<'a>(finding: &'a Finding, base: &str) -> Option<Issue<'a>> {
    if finding.silence.is_some() {
        return None;
    }
    let severity = match finding.level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
        Level::Fine => return None,
    };
    let lines = Lines { begin: finding.place.as_ref().map_or(1, |p| p.line), end: finding.excerpt.map(|e| e.end_line) };
    // A location has to be there.
    let path = finding.place.as_ref().map_or_else(|| below(base, "flake.nix"), |p| p.file.clone());
    Some(Issue {
        description: &finding.message,
        check_name: finding.rule,
        fingerprint: &finding.fingerprint,
        severity,
        location: Location { path, lines },
    })
}
