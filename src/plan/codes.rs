//! Why a site is left as it is: stable words, each with a page that `nixinst explain` prints.

/// An output offers the module to other flakes, who would not pass the new argument.
pub const EXPORTED_MODULE: &str = "exported-module";
/// An argument of the instance comes from the configuration's own `config`, `pkgs` or options.
pub const DEPENDS_ON_CONFIG: &str = "depends-on-config";
/// An argument of the instance can't be written down where the instance would be defined.
pub const DEPENDS_ON_LOCAL: &str = "depends-on-local";
/// Something that is not known evaluates the code, and would not pass the new argument.
pub const UNKNOWN_CALLER: &str = "unknown-caller";
/// The special arguments of a builder can't be extended.
pub const OPAQUE_SPECIAL_ARGS: &str = "opaque-special-args";
/// The system of the instance can't be known.
pub const UNKNOWN_SYSTEM: &str = "unknown-system";
/// The name that the instance would have is taken on the way.
pub const NAME_TAKEN: &str = "name-taken";
/// nixpkgs refuses the arguments.
pub const INVALID_ARGUMENTS: &str = "invalid-arguments";
/// The source is a channel or a fetch, not an input of the flake.
pub const IMPURE_SOURCE: &str = "impure-source";
/// The instance is made inside an overlay that can't be given it.
pub const IN_OVERLAY: &str = "in-overlay";
/// What is there already for everybody is another instance than the site's.
pub const OTHER_INSTANCE: &str = "other-instance";
/// A file that would change says that a program writes it.
pub const GENERATED_FILE: &str = "generated-file";
/// The user says that the site is to stay as it is.
pub const IGNORED: &str = "ignored";
/// The user says that a file that would change is to stay as it is.
pub const EXCLUDED_FILE: &str = "excluded-file";
/// It decides what a module imports, and depends on the configuration that the imports make.
pub const USED_IN_IMPORTS: &str = "used-in-imports";
/// A file on the way does not parse.
pub const PARSE_ERROR: &str = "parse-error";
/// The flake takes more steps to evaluate than nixinst allows itself.
pub const TOO_LARGE: &str = "too-large";
/// Two changes would touch the same text.
pub const CONFLICT: &str = "conflict";

/// Every code, sorted, with the page that explains it.
pub const PAGES: &[(&str, &str)] = &[
    (CONFLICT, include_str!("codes/conflict.md")),
    (DEPENDS_ON_CONFIG, include_str!("codes/depends-on-config.md")),
    (DEPENDS_ON_LOCAL, include_str!("codes/depends-on-local.md")),
    (EXCLUDED_FILE, include_str!("codes/excluded-file.md")),
    (EXPORTED_MODULE, include_str!("codes/exported-module.md")),
    (GENERATED_FILE, include_str!("codes/generated-file.md")),
    (IGNORED, include_str!("codes/ignored.md")),
    (IMPURE_SOURCE, include_str!("codes/impure-source.md")),
    (IN_OVERLAY, include_str!("codes/in-overlay.md")),
    (INVALID_ARGUMENTS, include_str!("codes/invalid-arguments.md")),
    (NAME_TAKEN, include_str!("codes/name-taken.md")),
    (OPAQUE_SPECIAL_ARGS, include_str!("codes/opaque-special-args.md")),
    (OTHER_INSTANCE, include_str!("codes/other-instance.md")),
    (PARSE_ERROR, include_str!("codes/parse-error.md")),
    (TOO_LARGE, include_str!("codes/too-large.md")),
    (UNKNOWN_CALLER, include_str!("codes/unknown-caller.md")),
    (UNKNOWN_SYSTEM, include_str!("codes/unknown-system.md")),
    (USED_IN_IMPORTS, include_str!("codes/used-in-imports.md")),
];

/// The gist of a code's page, in Markdown, each in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    pub page: &'static str,
    pub found: String,
    /// What the user can do.
    pub advice: String,
}

/// What there is to say of `code`, if there is such a code.
pub fn help(code: &str) -> Option<Help> {
    let (_, page) = PAGES.iter().find(|(known, _)| *known == code)?;
    let gist = |heading: &str| {
        let section = page.split("\n## ").find_map(|s| s.strip_prefix(heading)).unwrap_or_default();
        let first = section.trim_start().split("\n\n").next().unwrap_or_default().trim_end();
        // Of a list, its items: each is a sentence.
        first.trim_start_matches("- ").replace("\n- ", " ").replace('\n', " ")
    };
    Some(Help { page, found: gist("What was found"), advice: gist("What you can do") })
}

/// Why something can't be done: a code, and a message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub code: &'static str,
    pub message: String,
    /// The file that can't be edited as planned, if that is why.
    pub file: Option<String>,
}

impl Block {
    /// A block with its message.
    pub fn new(code: &'static str, message: impl Into<String>) -> Block {
        Block { code, message: message.into(), file: None }
    }

    /// What was not followed to its end says nothing about the rest.
    pub fn too_large() -> Block {
        Block::new(TOO_LARGE, "the flake is too large to follow as a whole")
    }

    /// An edit that doesn't fit in a file.
    pub fn in_file(self, file: impl Into<String>) -> Block {
        Block { file: Some(file.into()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_gist() {
        for (code, _) in PAGES {
            let help = help(code).unwrap();
            for gist in [&help.found, &help.advice] {
                assert!(
                    gist.len() > 10 && !gist.contains(['\n', '|']) && !gist.starts_with(['-', '#']),
                    "{code}: {gist}"
                );
            }
        }
        assert_eq!(help("no-such-code"), None);
    }
}
