//! `--format` and `--output`: what is written, and where to.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command, ValueEnum};
use tempfile::NamedTempFile;

use super::{Error, Streams};
use crate::report::{Format, Style};
use crate::workspace::temporary;

/// How the result is written.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// How to write the result, and to which file if not to standard output; can be given more than once
    /// [default: text, or diff with --dry-run]
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = WantedParser)]
    formats: Vec<Wanted>,
    /// Write the result to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// One value of `--format`.
#[derive(Debug, Clone)]
struct Wanted {
    format: Format,
    file: Option<PathBuf>,
}

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Debug, Clone)]
struct WantedParser;

impl TypedValueParser for WantedParser {
    type Value = Wanted;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Wanted, clap::Error> {
        let formats = EnumValueParser::<Format>::new();
        let split = value.to_str().and_then(|text| text.split_once('='));
        let (format, file) = split.map_or((value, None), |(format, file)| (OsStr::new(format), Some(file)));
        let format = formats.parse_ref(command, arg, format)?;
        if file == Some("") {
            let problem = clap::Error::new(clap::error::ErrorKind::InvalidValue).with_cmd(command);
            return Err(problem);
        }
        Ok(Wanted { format, file: file.map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// The word of a format on the command line.
pub(super) fn word(format: Format) -> String {
    format.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
}

impl OutputArgs {
    /// Where all goes. Files are staged now, so that one that can't be written is known before anything is done.
    pub(super) fn open(&self, default: Format) -> Result<Outputs, Error> {
        let mut wanted = self.formats.clone();
        if wanted.is_empty() {
            wanted.push(Wanted { format: default, file: None });
        }
        if let Some(file) = &self.output {
            match &mut wanted[..] {
                [Wanted { file: none @ None, .. }] => *none = Some(file.clone()),
                _ => return Err(Error::Outputs("--output is for one format that has no file")),
            }
        }
        if wanted.iter().filter(|w| w.file.is_none()).count() > 1 {
            return Err(Error::Outputs("only one format can go to standard output"));
        }
        let files: Vec<&PathBuf> = wanted.iter().filter_map(|w| w.file.as_ref()).collect();
        if files.iter().enumerate().any(|(i, file)| files[..i].contains(file)) {
            return Err(Error::Outputs("two formats can't go to one file"));
        }
        let open = |w: &Wanted| {
            let to = w.file.as_deref().map(Target::open).transpose()?;
            Ok(Output { format: w.format, to })
        };
        Ok(Outputs(wanted.iter().map(open).collect::<Result<_, Error>>()?))
    }
}

/// What is to be written.
pub(super) struct Outputs(Vec<Output>);

struct Output {
    format: Format,
    to: Option<Target>,
}

impl Outputs {
    /// Every format.
    pub(super) fn formats(&self) -> impl Iterator<Item = Format> {
        self.0.iter().map(|o| o.format)
    }

    /// The format of standard output.
    pub(super) fn stdout(&self) -> Option<Format> {
        self.0.iter().find(|o| o.to.is_none()).map(|o| o.format)
    }

    /// Whether a picture is drawn, or all evaluations are counted.
    pub(super) fn need_facts(&self) -> bool {
        self.formats().any(|f| matches!(f, Format::Markdown | Format::Text))
    }

    /// Those of some formats.
    pub(super) fn only(mut self, of: impl Fn(Format) -> bool) -> Outputs {
        self.0.retain(|o| of(o.format));
        self
    }

    /// Writes all, standard output last.
    pub(super) fn write(self, streams: &mut Streams, render: impl Fn(Format, Style) -> String) -> Result<(), Error> {
        let (files, stdout): (Vec<_>, Vec<_>) = self.0.into_iter().partition(|o| o.to.is_some());
        for output in files {
            // Nobody looks at a file while it is written: no colours, every byte as it is.
            let text = render(output.format, Style::default());
            output.to.map_or(Ok(()), |to| to.write(&text))?;
        }
        for output in stdout {
            streams.result(&render(output.format, streams.out_style))?;
        }
        Ok(())
    }
}

/// A file, whole or not at all.
enum Target {
    /// A file beside it, which takes its place.
    Staged(NamedTempFile, PathBuf),
    /// What no file can take the place of: a pipe, a terminal.
    Special(PathBuf),
}

impl Target {
    fn open(file: &Path) -> Result<Target, Error> {
        Target::stage(file).map_err(|source| Error::File { file: file.to_owned(), source })
    }

    fn stage(file: &Path) -> io::Result<Target> {
        let known = fs::metadata(file).ok();
        if known.as_ref().is_some_and(|known| known.is_dir()) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            return Ok(Target::Special(file.to_owned()));
        }
        // Where a link leads to.
        let file = if known.is_some() { fs::canonicalize(file)? } else { file.to_owned() };
        let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(temporary::REPORT);
        let permissions = known.map(|known| known.permissions());
        #[cfg(unix)]
        if permissions.is_none() {
            // As any new file: the process's mask takes from it.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let staged = builder.tempfile_in(folder)?;
        if let Some(permissions) = permissions {
            staged.as_file().set_permissions(permissions)?;
        }
        Ok(Target::Staged(staged, file))
    }

    fn write(self, text: &str) -> Result<(), Error> {
        let failed = |file: PathBuf| move |source| Error::File { file, source };
        match self {
            Target::Special(file) => fs::write(&file, text).map_err(failed(file)),
            Target::Staged(mut staged, file) => {
                staged.write_all(text.as_bytes()).map_err(failed(file.clone()))?;
                staged.persist(&file).map(|_| ()).map_err(|e| Error::File { file, source: e.error })
            }
        }
    }
}
