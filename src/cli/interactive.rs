//! `fix --interactive`: which changes are wanted, asked on the terminal.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::{CANCELLED, Error, Streams};
use crate::plan::choose::{self, Answer, Question};
use crate::plan::outcome::{Outcome, Part};
use crate::report;

const HELP: &str = "\
y  write this change
n  leave this change out
a  write this change and all that come
d  leave this change and all that come out, write what was accepted
q  quit, nothing is written
?  help
";

/// What came of it.
pub(super) enum Chosen {
    /// The plan of what was accepted.
    Plan(Box<Outcome>),
    /// Nothing is to be written.
    Quit,
    /// A signal ended it.
    Cancelled,
}

/// Whether somebody is there to be asked.
///
/// # Errors
/// If standard input or standard error is no terminal.
pub(super) fn require_terminal(streams: &Streams) -> Result<(), Error> {
    if io::stdin().is_terminal() && streams.err_style.terminal { Ok(()) } else { Err(Error::NoTerminal) }
}

/// Shows each change on standard error and asks about it. `plan` gives what there is to change but for what is left.
pub(super) fn choose(
    mut plan: impl FnMut(&[Part]) -> Result<Outcome, Error>,
    streams: &mut Streams,
) -> Result<Chosen, Error> {
    let interrupts = Interrupts::hold();
    let planned = |leave: &[Part]| {
        let outcome = plan(leave);
        if interrupts.seen() { Err(Error::Cancelled) } else { outcome }
    };
    match choose::choose(planned, |question| ask(question, streams)) {
        Ok(Some(outcome)) => Ok(Chosen::Plan(Box::new(outcome))),
        Ok(None) => {
            streams.message("nothing was written\n");
            Ok(Chosen::Quit)
        }
        Err(Error::Cancelled) => {
            streams.message("\ncancelled: nothing was written\n");
            Ok(Chosen::Cancelled)
        }
        Err(error) => Err(error),
    }
}

fn ask(question: &Question, streams: &mut Streams) -> Result<Answer, Error> {
    let Question { number, of, .. } = question;
    streams.message(&format!("\n{}\n", report::change(question, streams.err_style)));
    let prompt = format!("({number}/{of}) Write this change [y,n,a,d,q,?]");
    loop {
        match line(&prompt, streams.err_style.color)?.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Yes),
            "n" | "no" => return Ok(Answer::No),
            "a" | "all" => return Ok(Answer::All),
            "d" => return Ok(Answer::Rest),
            "q" | "quit" => return Ok(Answer::Quit),
            _ => streams.message(HELP),
        }
    }
}

fn line(prompt: &str, color: bool) -> Result<String, Error> {
    let (plain, colorful) = (SimpleTheme, ColorfulTheme::default());
    let theme: &dyn Theme = if color { &colorful } else { &plain };
    let input = dialoguer::Input::<String>::with_theme(theme).with_prompt(prompt).allow_empty(true);
    input.interact_text_on(&Term::stderr()).map_err(|dialoguer::Error::IO(source)| match source.kind() {
        io::ErrorKind::Interrupted => Error::Cancelled,
        _ => Error::Terminal(source),
    })
}

/// While it lives, a signal that would end the process ends the questions; a second one the process, as a plan is not
/// interrupted.
struct Interrupts {
    seen: Arc<AtomicBool>,
    ids: Vec<SigId>,
}

impl Interrupts {
    fn hold() -> Interrupts {
        let seen = Arc::new(AtomicBool::new(false));
        let mut ids = Vec::new();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Without a handler the first one ends the process, and nothing has been written either.
            ids.extend(signal_hook::flag::register_conditional_shutdown(signal, CANCELLED.into(), seen.clone()));
            ids.extend(signal_hook::flag::register(signal, seen.clone()));
        }
        Interrupts { seen, ids }
    }

    fn seen(&self) -> bool {
        self.seen.load(Ordering::SeqCst)
    }
}

impl Drop for Interrupts {
    fn drop(&mut self) {
        for id in self.ids.drain(..) {
            signal_hook::low_level::unregister(id);
        }
    }
}
