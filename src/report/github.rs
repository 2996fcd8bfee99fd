//! Workflow commands of GitHub Actions: an annotation for each finding. Forgejo and Gitea read them, too.

use std::fmt::Write;

use super::clean::clean_name;
use super::findings::{Finding, Level, findings};
use super::flakes::Flake;

pub(super) fn render(flakes: &[Flake], base: &str) -> String {
    findings(flakes, base).iter().filter_map(annotation).collect()
}

fn annotation(finding: &Finding) -> Option<String> {
    if finding.silence.is_some() {
        return None;
    }
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
        // GitHub shows ten of a kind for a step.
        Level::Fine => return None,
    };
    let mut out = format!("::{command} ");
    if let Some(place) = &finding.place {
        let _ = write!(out, "file={},line={},col={}", property(&clean_name(&place.file)), place.line, place.column);
        if let Some(excerpt) = finding.excerpt {
            let _ = write!(out, ",endLine={}", excerpt.end_line);
            // A column is of one line.
            if excerpt.end_line == place.line {
                let _ = write!(out, ",endColumn={}", excerpt.end_column);
            }
        }
        out.push(',');
    }
    let title = property(&format!("nixinst: {}", finding.rule));
    let _ = writeln!(out, "title={title}::{}", data(&finding.message));
    Some(out)
}

/// As `escapeData` of actions/toolkit (packages/core/src/command.ts).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As `escapeProperty` of the same.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_as_the_toolkit_does() {
        assert_eq!(data("a%0Ab\r\n::x,y"), "a%250Ab%0D%0A::x,y");
        assert_eq!(property("a%0Ab\r\n::x,y"), "a%250Ab%0D%0A%3A%3Ax%2Cy");
    }
}
