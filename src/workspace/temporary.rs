//! Names of files that are there while nixinst writes: no flake has them.

/// The journal of a run that writes (`src/patch/journal.rs`).
pub(crate) const JOURNAL: &str = ".nixinst-journal";

/// What the names of reports begin with while they are written.
pub(crate) const REPORT: &str = ".nixinst-report-";

/// Whether a file of this name is one of them: a journal, a report, or the new or the old text of a file,
/// `.nixinst-0123456789abcdef-12.new`.
pub(crate) fn is_temporary(name: &str) -> bool {
    if name == JOURNAL || name.starts_with(REPORT) {
        return true;
    }
    let text = name.strip_prefix(".nixinst-").and_then(|n| n.strip_suffix(".new").or(n.strip_suffix(".old")));
    text.and_then(|t| t.split_once('-')).is_some_and(|(run, index)| {
        let digits = |text: &str, digit: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|b| digit(&b));
        run.len() == 16 && digits(run, u8::is_ascii_hexdigit) && digits(index, u8::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names() {
        for own in
            [JOURNAL, ".nixinst-0123456789abcdef-0.new", ".nixinst-0123456789abcdef-120.old", ".nixinst-report-Ab1"]
        {
            assert!(is_temporary(own), "{own}");
        }
        for other in ["flake.nix", ".nixinst-x.nix", ".nixinst-0123456789abcdef-.new", ".nixinst-0123-1.new", "journal"]
        {
            assert!(!is_temporary(other), "{other}");
        }
    }
}
