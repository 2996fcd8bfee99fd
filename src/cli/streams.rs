//! The two streams that a run writes to.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};
use clap::ColorChoice;

use super::Error;
use super::all::All;
use crate::report::{self, Style};

/// Where the result and the messages go, and what reads them.
pub struct Streams<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub out_style: Style,
    pub err_style: Style,
}

impl Streams<'_> {
    /// As `--color` says; the styles that are there already stand for `auto`.
    pub(super) fn choose_color(&mut self, choice: ColorChoice) {
        let color = match choice {
            ColorChoice::Auto => return,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        self.out_style.color = color;
        self.err_style.color = color;
    }

    /// Writes the result. A reader that has gone away (`nixinst check | head`) is no error.
    pub(super) fn result(&mut self, text: &str) -> Result<(), Error> {
        let written = self.out.write_all(text.as_bytes());
        match written.and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
            _ => Ok(()),
        }
    }

    /// Writes to standard error. If that fails there is nowhere left to say so.
    pub(super) fn message(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }

    /// Lines about one of several flakes.
    pub(super) fn message_in(&mut self, folder: &str, text: &str) {
        let place = if folder.is_empty() { String::new() } else { format!("{}: ", report::clean(folder)) };
        let lines: String = text.lines().map(|l| format!("{place}{l}\n")).collect();
        self.message(&lines);
    }

    /// The errors of several flakes; whether there are any.
    pub(super) fn errors_of(&mut self, all: &All) -> bool {
        let mut any = false;
        for (folder, error) in all.errors() {
            any = true;
            self.error_in(folder, error);
        }
        any
    }

    /// An error and what to do about it, a line each.
    pub(super) fn error(&mut self, error: &Error) {
        self.error_in("", error);
    }

    fn error_in(&mut self, folder: &str, error: &Error) {
        let paint = |color: AnsiColor, word: &str| {
            let paint = Paint::new().bold().fg_color(Some(color.into()));
            if self.err_style.color { format!("{paint}{word}{paint:#}") } else { word.to_owned() }
        };
        let word = paint(AnsiColor::Red, "error");
        let place = if folder.is_empty() { String::new() } else { format!("{}: ", report::clean(folder)) };
        let mut text = format!("{word}: {place}{}\n", report::clean(&error.to_string()));
        if let Some(hint) = error.hint() {
            let word = paint(AnsiColor::Cyan, "hint");
            text.push_str(&format!("{word}: {}\n", report::clean(hint)));
        }
        self.message(&text);
    }
}

/// What reads a standard stream.
pub(super) fn style_of(stream: &impl anstream::stream::RawStream) -> Style {
    Style {
        color: anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
        terminal: stream.is_terminal(),
    }
}
