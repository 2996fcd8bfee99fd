//! What the bytes of a Nix file say before anybody parses it: enough to know that most files need not be parsed.

use memchr::memmem;

/// What a file may apply `import` to, but for paths that are written out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// What can be nixpkgs whatever the inputs are called, or can't be told.
    pub any: bool,
    /// The last words of names, `unstable` of `inputs.unstable`: nixpkgs if an input of this name is.
    pub names: Vec<String>,
}

/// Looks behind each word `import`, also in comments and texts.
pub fn imported(text: &[u8]) -> Imported {
    const WORD: &[u8] = b"import";
    let mut out = Imported::default();
    let mut system = None;
    // Only what gets arguments with a system is told to be nixpkgs by them.
    let mut with_system = || *system.get_or_insert_with(|| memmem::find(text, b"ystem").is_some());
    for at in memmem::find_iter(text, WORD) {
        let end = at + WORD.len();
        let before = at.checked_sub(1).map(|i| text[i]);
        let after = text.get(end).copied();
        if before.is_some_and(continues_name) || after.is_some_and(continues_name) {
            continue;
        }
        // `builtins."import" x`
        let end = if before == Some(b'"') && after == Some(b'"') { end + 1 } else { end };
        let mut rest = text[end..].trim_ascii_start();
        let in_parentheses = rest.starts_with(b"(");
        while let [b'(', inner @ ..] = rest {
            rest = inner.trim_ascii_start();
        }
        out.any |= match rest {
            [b'<' | b'#' | b')', ..] | [b'/', b'*', ..] | [b'\'', b'\'', ..] => true,
            [b'"', b'$', b'{', inner @ ..] => is_whole(inner),
            [b'{', ..] => with_system(),
            [first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
                let (name, next) = name_of(rest);
                let arguments = in_parentheses || matches!(next.trim_ascii_start(), [b'{' | b'#' | b'/', ..]);
                let any = matches!(next, [b'$' | b'"', ..]) || is_nixpkgs(name) || arguments && with_system();
                if !any {
                    out.names.push(String::from_utf8_lossy(name).into_owned());
                }
                any
            }
            _ => false,
        };
        if out.any {
            break;
        }
    }
    out
}

// Whether an interpolation that a text begins within may be all of a string: `${x}"`, and not `${x}/y"`.
fn is_whole(text: &[u8]) -> bool {
    let end = text.iter().position(|b| matches!(b, b'}' | b'{' | b'"'));
    // What holds braces or strings itself is not followed.
    end.is_none_or(|end| text[end] != b'}' || text.get(end + 1) == Some(&b'"'))
}

// The last word of a selection that a text begins with, and what comes behind it.
fn name_of(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !continues_name(*b) && *b != b'.').unwrap_or(text.len());
    let name = text[..end].rsplit(|b| *b == b'.').next().unwrap_or_default();
    (name, &text[end..])
}

// Names that are nixpkgs if no input says otherwise (`src/flake/sites.rs`).
fn is_nixpkgs(name: &[u8]) -> bool {
    name.starts_with(b"nixpkgs") || matches!(name, b"path" | b"outPath")
}

/// Whether a file may name what is outside of a folder that it is in, `depth` folders below it: by a path literal with
/// more `..` than that, or by a text that begins with `/..` and may be joined to the folder's path.
pub fn may_lead_out(text: &[u8], depth: usize) -> bool {
    let mut done = 0;
    memmem::find_iter(text, b"..").any(|at| {
        if at < done {
            return false;
        }
        let start = text[..at].iter().rposition(|b| !is_of_path(*b)).map_or(0, |i| i + 1);
        let end = text[at..].iter().position(|b| !is_of_path(*b)).map_or(text.len(), |i| at + i);
        done = end;
        let path = &text[start..end];
        let up = path.split(|b| *b == b'/').filter(|part| part == b"..").count();
        path.contains(&b'/') && (path.starts_with(b"/..") || up > depth)
    })
}

// The Nix manual, "Identifiers".
fn continues_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'\'')
}

// The Nix manual, "Path literals".
fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_nixpkgs() {
        for text in [
            "(import nixpkgs)",
            "builtins.import inputs.nixpkgs-unstable { }",
            "builtins.\"import\" nixpkgs { }",
            "import\n  (f x) { inherit system; }",
            "import (((nixpkgs))) { }",
            "import ( inputs.nixpkgs ) { }",
            "import \"${f { }}/x\"",
            "import # why\n nixpkgs",
            "import /* why */ x",
            "import <nixpkgs> { }",
            "import \"${x}\"",
            "import ''${x}''",
            "(import) nixpkgs",
            "import pkgs.path { }",
            "import inputs.${name} { }",
            "import sources.unstable { inherit system; }",
            "import x # why\n { localSystem = 1; }",
        ] {
            assert!(imported(text.as_bytes()).any, "{text}");
        }
        for (text, names) in [
            ("import ./a.nix", &[][..]),
            ("import ../. { }", &[]),
            ("import\n  ./a.nix", &[]),
            ("import /etc/a.nix", &[]),
            ("import \"text\"", &[]),
            ("import \"${x}/y.nix\" { inherit system; }", &[]),
            ("import (x + \"/y.nix\") { }", &["x"]),
            ("import (unstable) { }", &["unstable"]),
            ("map import [ ]", &[]),
            ("{ f = import; }", &[]),
            ("imports = [ ];", &[]),
            ("do-import x", &[]),
            ("import' x", &[]),
            ("imported", &[]),
            ("reimport x", &[]),
            ("import", &[]),
            ("", &[]),
            ("import inputs.unstable { }; import x y", &["unstable", "x"]),
        ] {
            assert_eq!(
                imported(text.as_bytes()),
                Imported { any: false, names: names.iter().map(|n| (*n).into()).collect() }
            );
        }
    }

    #[test]
    fn a_path_leads_out_if_it_goes_up_further_than_the_file_is_below() {
        for (text, depth) in [
            ("../a.nix", 0),
            ("[ ../../a.nix ]", 1),
            ("./a/../../..", 2),
            ("./a/../../b.nix", 1),
            ("import ../.. { }", 1),
            ("./. + \"/../a.nix\"", 7),
            ("\"${./.}/..\"", 7),
            ("../a + ../../b", 1),
        ] {
            assert!(may_lead_out(text.as_bytes(), depth), "{text}");
        }
        for (text, depth) in [
            ("{ pkgs, ... }: { }", 0),
            ("../a.nix", 1),
            ("../../a.nix", 2),
            ("a..b", 0),
            ("# and so on...", 0),
            ("", 0),
        ] {
            assert!(!may_lead_out(text.as_bytes(), depth), "{text}");
        }
    }
}
